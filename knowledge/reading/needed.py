"""The facts that the program reads by name: staff may change their values, and never take them away."""

from collections.abc import Iterable

from knowledge.facts import Fact
from knowledge.reading.rows import Problem

NEEDED: frozenset[str] = frozenset(
    "kontak-175 lapor-kecelakaan"
    # knowledge/iuran
    " iuran-jkk-1 iuran-jkk-2 iuran-jkk-3 iuran-jkk-4 iuran-jkk-5 iuran-jkm iuran-jkp-tanpa-tambahan jp-batas-upah"
    " iuran-jht-koperasi iuran-jht-pekerja iuran-jp-koperasi iuran-jp-pekerja bpu-tabel-dasar bpu-jkk-tarif bpu-jkm"
    " bpu-jht-tarif program-bpu jkp-program-kecil jkp-program-menengah bpu-diskon"
    " bpu-diskon-umum-sampai bpu-diskon-transportasi-sampai status-honorarium"
    " status-tanpa-upah"
    # handlers/iuran
    " skala-mikro-modal skala-mikro-omzet skala-kecil-modal skala-kecil-omzet skala-menengah-modal"
    " skala-menengah-omzet skala-penetapan program-mikro program-kecil program-menengah kelas-angkutan kelas-dapur"
    " kelas-ekspedisi kelas-gudang kelas-koperasi kelas-pabrik kelas-penetapan kelas-penggilingan kelas-pertanian"
    # knowledge/manfaat, handlers/manfaat
    " beasiswa-anak beasiswa-per-anak beasiswa-total beasiswa-jkm-tahun beasiswa-sd beasiswa-sd-tahun beasiswa-smp"
    " beasiswa-smp-tahun beasiswa-sma beasiswa-sma-tahun beasiswa-kuliah beasiswa-kuliah-tahun bpu-dasar-terendah"
    " jht-alasan jht-hasil jht-hasil-tahun jht-nilai jht-usia jkk-berkala jkk-berkala-bulan jkk-berkala-sebulan"
    " jkk-cacat-sebagian-kali jkk-cacat-total-kali jkk-homecare jkk-meninggal-kali jkk-meninggal-terendah"
    " jkk-pemakaman jkk-perawatan jkk-stmb-awal jkk-stmb-bulan jkk-stmb-lanjut jkk-transport-darat jkk-transport-laut"
    " jkk-transport-udara jkm-berkala jkm-pemakaman jkm-santunan jkm-sebelum-tunggu jkm-total jkm-tunggu-bulan"
    " jkm-tunggu-segmen jkp-ajukan-bulan jkp-batas-upah jkp-bulan jkp-iur-bulan jkp-iur-rentang jkp-kepesertaan"
    " jkp-tidak-berhak jkp-tunai jp-jenis jp-manfaat-terendah jp-manfaat-tertinggi jp-masa-iur jp-mulai jp-rumus"
    " jp-sekaligus jp-usia segmen-tanpa-jp-jkp"
    # knowledge/kelayakan
    " bpu-usia-daftar koperasi-anggota-digaji koperasi-dua-tempat koperasi-kades koperasi-pekerja-keluarga"
    " koperasi-pppk-paruh-waktu koperasi-usia-lanjut program-jakon program-segmen status-anggota status-pppk"
    " wajib-karyawan wajib-pemberi-kerja wajib-pengurus-berupah"
    # leads/checklist
    " bpu-tanggal-bayar daftar-batas-hari daftar-kartu-hari daftar-perubahan-hari iuran-tanggal-setor".split()
)


def missing(facts: Iterable[Fact]) -> list[Problem]:
    """A problem for each needed fact that no row has; one whose value is not known is there."""
    known = {fact.id for fact in facts}
    gone = sorted(NEEDED - known)
    return [Problem("facts", 1, f"fakta '{one}' dipakai program; jangan dihapus, ganti nilainya saja") for one in gone]

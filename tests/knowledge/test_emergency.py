import pytest

from knowledge.emergency import is_emergency


@pytest.mark.parametrize(
    "text",
    [
        "karyawan kami jatuh dari tangga",
        "tolong, ada yang ketabrak motor",
        "Anggota koperasi tertimpa karung beras",
        "pak dedi barusan jatuh dari truk, bisa klaim?",
        "supir koperasi kecelakaan di jalan, harus bagaimana",
        "ada kecelakaan di gudang",
        "tangan kasir patah kena rolling door",
        "Kecelakaan",
        "DARURAT",
        "anak buah kuring labuh tina motor kamari",
        "jatuh dari motor pas kerja",
        "kecelakaaan pak tolonggg",
        "sopir kami nabrak pohon, sekarang di igd",
        "buruh kami kesamber petir di sawah",
        "karyawan belum terdaftar jatuh dari motor",
        "tolongin pak karyawan saya jatuh dari truk pas nurunin barang sekarang kakinya patah kami ada di puskesmas",
        "motor kami tabrakan",
        "ketabrak motor pas pulang kerja",
        "tangan kegergaji mesin",
        "kepeleset di gudang pas angkat beras",
        "keracunan di dapur koperasi",
        "pak tolong barusan kuli kami jatuh dari truk waktu nurunin beras, kakinya patah, harus dibawa ke rs mana ini",
    ],
)
def test_an_accident_that_happened_is_heard(text: str) -> None:
    assert is_emergency(text) == "accident"


@pytest.mark.parametrize(
    "text",
    [
        "suami saya meninggal tadi pagi",
        "bapa kuring ngantunkeun",
        "Innalillahi, Pak Ujang wafat",
        "bendahara kami meninggal dunia",
        "meninggal",
        "karyawan meninggal tertimpa kayu barusan",
        "tiba tiba meninggal di tempat kerja",
    ],
)
def test_a_death_that_happened_is_heard(text: str) -> None:
    assert is_emergency(text) == "death"


@pytest.mark.parametrize(
    "text",
    [
        "santunan kematian berapa",
        "santunan meninggal berapa",
        "apa itu jaminan kecelakaan kerja",
        "santunan kecelakaan berapa",
        "apakah kecelakaan di jalan pulang kerja ditanggung",
        "kalau karyawan meninggal dapat berapa",
        "jika ada kecelakaan kerja harus lapor ke mana",
        "saya mau tanya soal kecelakaan kerja",
        "bapak saya meninggal, syarat klaimnya apa",
        "iuran jatuh tempo tanggal berapa",
        "kapan iuran saya jatuh tempo",
        "gaji saya terpotong dua kali",
        "hp saya jatuh, jmo hilang",
        "gawat pak, saya lupa bayar iuran bulan ini",
        "tadi rapat bahas kecelakaan kerja, iurannya berapa",
        "jatuh dari motor pas berangkat kerja ditanggung ga",
        "kalau jatuh dari motor pas kerja gimana",
        "kecelakaan lalu lintas termasuk jkk",
        "jatuh tempo pembayaran iuran koperasi kami",
        "jatuh sakit waktu rapat anggota",
        "tidak ada yang kecelakaan alhamdulillah",
        "definisi kecelakaan kerja",
        "akta meninggal",
        "omset koperasi jatuh",
        "hujan jatuh",
        "Suami saya supir truk meninggal bulan lalu, kartu pesertanya tidak ketemu dan saya tidak tahu nomornya",
        "Karyawan kami terjatuh di lokasi terpencil lalu dilarikan ke klinik bukan mitra, bagaimana biayanya",
        "cara daftar koperasi",
        "",
        "x" * 10_000,
    ],
)
def test_a_question_is_no_emergency(text: str) -> None:
    assert is_emergency(text) is None

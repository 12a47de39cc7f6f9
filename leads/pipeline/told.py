"""What the applicant is told at each step; never that he is registered or protected before it is so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter

from dialogue.text import Day, Text, Value, joined
from leads.pipeline.states import CoopState, LeadState, Reason

NOT_YET = Text("Ini belum pendaftaran resmi.")
BACK = Text("Bila keadaan berubah, tulis saja di sini.")

# A sentence is left out when one of its values is not known; first and last need only what is always known.
LEAD_TOLD: Mapping[LeadState, tuple[Text, ...]] = {
    LeadState.draft: (
        Text("Isian untuk Koperasi {place} masih tersimpan, belum dikirim."),
        Text("Ini belum pendaftaran resmi; silakan dilanjutkan kapan saja."),
    ),
    LeadState.baru: (
        Text("Terima kasih, {name}. Sudah kami catat: nomor {ref}."),
        Text("Petugas menghubungi paling lambat {day}; namanya saya kabarkan dulu di sini."),
        Text("Ingat, koperasi belum terdaftar sampai petugas memastikannya."),
    ),
    LeadState.dipegang: (
        Text("Kabar baik, {name}. Koperasi {place} ({ref}) dipegang {officer}."),
        Text("Beliau petugas {branch}."),
        Text("Beliau menghubungi paling lambat {day}."),
        Text("Nomor beliau: {phone}."),
        NOT_YET,
    ),
    LeadState.ditunda: (
        Text("Baik, {name}. Urusan Koperasi {place} ({ref}) kami tunda dulu."),
        Text("Kami sapa lagi {day}."),
        Text("Koperasi belum terdaftar. Bila ingin lebih cepat, tulis saja di sini."),
    ),
}
RETURNED: Mapping[tuple[LeadState | None, LeadState], tuple[Text, ...]] = {
    (LeadState.dipegang, LeadState.baru): (
        Text("Mohon maaf, {name}. Koperasi {place} ({ref}) kembali ke antrean supaya bisa diambil petugas lain."),
        Text("Paling lambat {day} ada kabar."),
        NOT_YET,
    ),
    (LeadState.selesai, LeadState.baru): (
        Text("Urusan Koperasi {place} ({ref}) kami buka lagi, {name}."),
        Text("Petugas menghubungi paling lambat {day}."),
        NOT_YET,
    ),
    (LeadState.ditunda, LeadState.dipegang): (
        Text("Urusan Koperasi {place} ({ref}) kami lanjutkan lagi, {name}."),
        Text("Yang memegang: {officer}."),
        NOT_YET,
    ),
}
ENDED: Mapping[Reason, tuple[Text, ...]] = {
    Reason.berhasil: (
        Text("Urusan Koperasi {place} ({ref}) sudah selesai, {name}: iuran pertama sudah dibayar."),
        Text("Terima kasih. Bila ada pertanyaan, tulis saja di sini."),
    ),
    Reason.tidak_berminat: (
        Text("Baik, {name}. Urusan Koperasi {place} ({ref}) kami tutup; koperasi tidak jadi didaftarkan."),
        BACK,
    ),
    Reason.digabung: (
        Text("Terima kasih, {name}. Koperasi {place} sudah ada yang mengurus, jadi {ref} digabung ke sana."),
        Text("Kabarnya tetap saya sampaikan di sini. Ini belum pendaftaran resmi."),
    ),
    Reason.di_luar_wilayah: (
        Text("Koperasi {place} ({ref}) di luar wilayah kami, {name}, jadi kami serahkan ke kantor yang sesuai."),
        Text("Koperasi belum terdaftar sampai kantor itu memastikannya."),
    ),
    Reason.bukan_saya: (Text("Terima kasih sudah memberi tahu. Nomor ini tidak kami hubungi lagi soal itu."),),
    Reason.dihapus: (Text("Data pribadi untuk {ref} sudah dihapus, dan kami tidak menghubungi lagi soal itu."),),
}
COOP_TOLD: Mapping[CoopState, tuple[Text, ...]] = {
    CoopState.belum_disapa: (Text("Koperasi {place} belum terdaftar dan belum kami hubungi."),),
    CoopState.baru: (Text("Koperasi {place} sudah masuk catatan kami."), NOT_YET),
    CoopState.dihubungi: (Text("Petugas sudah menghubungi Koperasi {place}."), NOT_YET),
    CoopState.berminat: (Text("Kami catat Koperasi {place} berminat ikut."), NOT_YET),
    CoopState.berkas_kurang: (
        Text("Berkas Koperasi {place} masih ada yang kurang; petugas membantu melengkapinya."),
        Text("Koperasi belum terdaftar."),
    ),
    CoopState.siap_daftar: (
        Text("Berkas Koperasi {place} sudah lengkap, tinggal didaftarkan petugas."),
        Text("Koperasi belum terdaftar; nanti saya kabarkan."),
    ),
    CoopState.terdaftar: (
        Text("Koperasi {place} sudah terdaftar, {name}."),
        Text("Belum terlindungi: perlindungan mulai setelah iuran pertama dibayar."),
    ),
    CoopState.iuran_pertama: (
        Text("Iuran pertama Koperasi {place} sudah dibayar, {name}."),
        Text("Orang yang didaftarkan sekarang terlindungi, selama iurannya dibayar."),
    ),
    CoopState.aktif: (
        Text("Koperasi {place} peserta aktif, {name}."),
        Text("Orang yang didaftarkan terlindungi selama iurannya dibayar."),
    ),
    CoopState.ditunda: (
        Text("Pendaftaran Koperasi {place} ditunda dulu; koperasi belum terdaftar."),
        Text("Kami sapa lagi {day}."),
    ),
    CoopState.tidak_berminat: (Text("Koperasi {place} kami catat tidak jadi ikut, jadi belum terdaftar."), BACK),
    CoopState.menunggak: (
        Text("Iuran Koperasi {place} ada yang belum masuk, {name}."),
        Text("Petugas membantu mencari jalannya; tulis saja di sini."),
    ),
}


@dataclass(frozen=True)
class Case:
    """Whom a step concerns. An empty value is unknown, and its sentence is left out.

    name: as the person is called ("Bu Siti"). place: the village ("Cikahuripan"). officer: "Ibu Rina". day: by when.
    """

    place: str
    ref: str
    name: str = "Bapak/Ibu"
    officer: str = ""
    branch: str = ""
    phone: str = ""
    day: date | None = None


def told(
    state: LeadState | CoopState,
    case: Case,
    *,
    reason: Reason | None = None,
    came_from: LeadState | None = None,
) -> Text:
    """What to tell the applicant when his lead or his cooperative comes to `state`.

    reason: of a finished lead; needed then. came_from: the lead's state before, which tells a return from a first
    arrival.
    """
    values = _known(case)
    row = _row(state, reason, came_from)
    said = [Text(part.message, **_used(part, values)) for part in row if _fields(part) <= values.keys()]
    return joined(*said, by=" ")


def _row(state: LeadState | CoopState, reason: Reason | None, came_from: LeadState | None) -> tuple[Text, ...]:
    if isinstance(state, CoopState):
        return COOP_TOLD[state]
    if state is LeadState.selesai:
        if reason is None:
            raise ValueError("a finished lead has a reason")
        return ENDED[reason]
    return RETURNED.get((came_from, state), LEAD_TOLD[state])


def _known(case: Case) -> dict[str, Value]:
    words = {key: getattr(case, key) for key in ("place", "ref", "name", "officer", "branch", "phone")}
    known: dict[str, Value] = {key: value for key, value in words.items() if value}
    return known if case.day is None else {**known, "day": Day(case.day, weekday=True)}


def _fields(part: Text) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(part.message) if field}


def _used(part: Text, values: Mapping[str, Value]) -> dict[str, Value]:
    return {field: values[field] for field in _fields(part)}

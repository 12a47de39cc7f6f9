"""What Meta's error codes mean for a message, and how staff read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.channels.whatsapp_terms import HOURS
from dialogue.text import Raw, Text


@dataclass(frozen=True)
class Meaning:
    """What a failure means.

    reason: a fixed short word, kept on the message. words: for staff.
    permanent: sending it again cannot help. retry_after: seconds to wait, the whole channel unless `person_only`; None:
    longer each time, this message only. person_only: this person was sent too much; nobody else has to wait.
    """

    reason: str
    words: Text
    permanent: bool = False
    retry_after: float | None = None
    person_only: bool = False


def forever(reason: str, words: Text) -> Meaning:
    return Meaning(reason, words, permanent=True)


SETUP = 60.0
"""Nothing is lost while a token or a number is put right; the channel asks again as often as this."""
SPAM, BLOCKED = 900.0, 300.0

REFUSED = forever("refused", Text("Isi pesannya ditolak WhatsApp."))
BAD_TOKEN = Meaning("bad_token", Text("Token WhatsApp tidak berlaku atau izinnya kurang."), retry_after=SETUP)
TOO_MANY = Meaning("too_many_requests", Text("Nomor ini sedang mengirim terlalu banyak."), retry_after=5.0)
SERVER_ERROR = Meaning("server_error", Text("Layanan WhatsApp sedang terganggu; pesannya dicoba lagi."))
OUTSIDE_WINDOW = forever(
    "outside_window",
    Text("Sudah lebih dari {hours} jam sejak orangnya terakhir menulis; hanya pesan templat yang boleh.", hours=HOURS),
)
NO_TEMPLATE = forever("no_template", Text("Belum ada templat yang disetujui WhatsApp untuk pesan ini."))
TEMPLATE = forever("template_refused", Text("Templatnya tidak ada, dihentikan, atau isinya tidak cocok."))
CHOSEN_NOT_TO = forever("not_delivered_by_meta", Text("WhatsApp memilih tidak mengantarkan pesan ini."))
FILE = forever("file_refused", Text("Berkasnya tidak bisa dikirim lewat WhatsApp."))

TABLE: Sequence[tuple[Meaning, Sequence[int]]] = (
    (BAD_TOKEN, (0, 3, 10, 190, *range(200, 300), 131005)),
    (Meaning("bad_number", Text("Nomor WhatsApp-nya belum siap dipakai."), retry_after=SETUP), (33, 133010)),
    (TOO_MANY, (130429,)),
    (
        Meaning("call_limit", Text("Batas panggilan ke WhatsApp tercapai; ditunggu sebentar."), retry_after=SETUP),
        (4, 80007),
    ),
    (
        Meaning("upgrading", Text("Nomor ini sedang dinaikkan kapasitasnya oleh WhatsApp."), retry_after=SETUP),
        (131057,),
    ),
    (
        Meaning(
            "spam_limit", Text("WhatsApp membatasi nomor ini karena banyak pesannya dilaporkan."), retry_after=SPAM
        ),
        (131048,),
    ),
    (Meaning("blocked", Text("Akun WhatsApp bisnis ini sedang diblokir."), retry_after=BLOCKED), (368, 131031)),
    (Meaning("pair_limit", Text("Terlalu banyak pesan ke orang ini; dicoba lagi."), person_only=True), (131056,)),
    (SERVER_ERROR, (1, 2, 131000, 131016)),
    (OUTSIDE_WINDOW, (131047,)),
    (forever("undeliverable", Text("Nomornya tidak memakai WhatsApp, atau pesannya tidak dapat diantar.")), (131026,)),
    (forever("opted_out", Text("Orangnya menolak pesan promosi.")), (131050,)),
    (CHOSEN_NOT_TO, (130472, 131049)),
    (forever("not_allowed", Text("Nomor uji coba hanya boleh mengirim ke nomor yang terdaftar.")), (131030,)),
    (forever("own_number", Text("Penerimanya nomor bot sendiri.")), (131021,)),
    (forever("no_payment", Text("Cara pembayaran akun WhatsApp belum diatur.")), (131042,)),
    (forever("restricted", Text("Akun ini tidak boleh mengirim ke negara penerimanya.")), (130497,)),
    (forever("certificate", Text("Pendaftaran nomor WhatsApp-nya belum benar.")), (131037, 131045)),
    (TEMPLATE, (131062, *range(132000, 133000))),
    (FILE, (131052, 131053)),
    (REFUSED, (100, 131008, 131009, 131051, 135000)),
)
CODES: Mapping[int, Meaning] = {code: meaning for meaning, codes in TABLE for code in codes}

ONE_NUDGE = forever(
    "one_nudge", Text("Petugasnya sudah diberi tahu sekali dan belum membalas; isinya ada di laporannya.")
)
NOTHING_WAITS = forever(
    "nothing_waits", Text("Laporan pagi tanpa tugas yang menunggu; petugasnya di luar {hours} jam.", hours=HOURS)
)
WITHHELD = frozenset((ONE_NUDGE.reason, NOTHING_WAITS.reason))
"""Purposes of messages that are not worth a paid template, and the reasons that they are kept with: no fault."""

OURS = (
    NO_TEMPLATE,
    ONE_NUDGE,
    NOTHING_WAITS,
    Meaning("unreachable", Text("Server WhatsApp tidak terjangkau; pesannya dicoba lagi.")),
    Meaning("unanswered", Text("WhatsApp tidak menjawab; belum pasti pesannya sampai.")),
    Meaning("crash", Text("Program berhenti saat mengirim; belum pasti pesannya sampai.")),
)
"""What has no code of Meta's."""
BY_REASON: Mapping[str, Meaning] = {meaning.reason: meaning for meaning in (*OURS, *CODES.values())}


def meaning(code: int, status: int = 400) -> Meaning:
    """What a code means; of one that is not known, what the HTTP status says."""
    if code in CODES:
        return CODES[code]
    if status == 429:
        return TOO_MANY
    if status in {401, 403}:
        return BAD_TOKEN
    return SERVER_ERROR if status >= 500 else REFUSED


def words_of(reason: str) -> Text:
    """What a reason that is kept on a message says to staff."""
    found = BY_REASON.get(reason)
    return found.words if found else Text("Pesannya tidak terkirim ({reason}).", reason=Raw(reason))

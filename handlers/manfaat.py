"""Manfaat: what is paid, to whom, when something happens."""

from dialogue.text import Text
from dialogue.topic import Topic
from dialogue.turn import Say
from handlers.tanya import theme
from leads.view import View

topic: Topic[View] = Topic("manfaat", Text("Manfaatnya apa?"))

INTENTS = (
    "program_umum",
    "jkk_manfaat_rs",
    "jkk_meninggal_cacat",
    "jkm_manfaat",
    "beasiswa",
    "jht_syarat",
    "jp_manfaat",
)


@topic.opens
def show(argument: str, view: View) -> Say:
    return theme(Text("Soal manfaat, mana yang ingin diketahui?"), INTENTS, view)

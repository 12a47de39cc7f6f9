"""Pendaftaran: the papers and the steps, until the first contribution is paid."""

from dialogue.text import Text
from dialogue.topic import Topic
from dialogue.turn import Link, Say
from handlers.tanya import theme
from leads.view import View

topic: Topic[View] = Topic("pendaftaran", Text("Syarat & langkah"))

INTENTS = ("daftar_pemberi_kerja", "daftar_bpu", "mulai_perlindungan", "bukti_kartu", "sipp", "daftar_tk_baru")
CHECKLIST = Link("langkah", Text("Langkah koperasi kami"))


@topic.opens
def show(argument: str, view: View) -> Say:
    return theme(Text("Soal pendaftaran, mana yang ingin diketahui?"), INTENTS, view, before=(CHECKLIST,))

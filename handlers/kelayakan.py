"""Kelayakan: who can be registered, and as what."""

from dialogue.text import Text
from dialogue.topic import Topic
from dialogue.turn import Say
from handlers.tanya import theme
from leads.view import View

topic: Topic[View] = Topic("kelayakan", Text("Siapa bisa ikut?"))

INTENTS = ("koperasi_wajib", "pengurus_anggota_bpu", "segmen_kepesertaan", "wajib_daftar", "segmen_khusus")


@topic.opens
def show(argument: str, view: View) -> Say:
    return theme(Text("Soal siapa yang bisa ikut, mana yang ingin diketahui?"), INTENTS, view)

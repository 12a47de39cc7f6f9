"""Iuran: what a month of cover costs, and how it is paid."""

from dialogue.text import Text
from dialogue.topic import Topic
from dialogue.turn import Say
from handlers.tanya import theme
from leads.view import View

topic: Topic[View] = Topic("iuran", Text("Berapa iurannya?"))

INTENTS = ("iuran_bpu", "iuran_pu", "upah_dasar", "bayar_iuran", "jatuh_tempo_denda", "tunggakan_bpu")


@topic.opens
def show(argument: str, view: View) -> Say:
    return theme(Text("Soal iuran, mana yang ingin diketahui?"), INTENTS, view)

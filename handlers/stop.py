"""Stop and mulai: no more messages unasked, and welcome back; also what a link that starts the chat brings."""

import re
from dataclasses import replace

from dialogue.form import Filled, Form, Read, Reply, Slot
from dialogue.state import Answers, Json
from dialogue.talk import Talk
from dialogue.text import Text
from dialogue.topic import Opened, Topic
from dialogue.turn import Begin, Choice, Link, Outcome, Say, Turn
from dialogue.words import bare, is_no, is_yes
from handlers.daftar import from_link
from handlers.menu import greet
from leads.requests import Redeem, Restart, Stop
from leads.view import View

STOP = frozenset(("stop", "berhenti", "unsubscribe", "jangan kirim lagi", "stop pesan"))
ELSEWHERE = re.compile(r"\d\d([._-])\d\d\1\d\d\1\d{4}", re.ASCII)
"""The shape of a village's code; one that we do not know is of another regency, and the form asks for the village."""
START = frozenset(("mulai", "start", "mulai lagi", "aktifkan"))


def ask(answers: Answers, hold: Json, view: View) -> Say:
    return Say(
        Text("Bolehkah petugas masih menelepon bila ada urusan koperasi yang belum selesai?"),
        (Choice("boleh", Text("Boleh ditelepon")), Choice("jangan", Text("Jangan"))),
    )


def read(reply: Reply, view: View) -> Read:
    if reply.choice == "boleh" or is_yes(reply.text):
        return Filled({"telepon": True})
    return Filled({"telepon": False}) if reply.choice == "jangan" or is_no(reply.text) else None


slot: Slot[View] = Slot(
    "telepon",
    label=Text("izin telepon"),
    ask=ask,
    read=read,
    why=Text("Supaya urusan yang sudah berjalan tidak terputus bila Bapak/Ibu masih mau."),
    rephrase=Text("Mohon pilih: boleh atau jangan."),
    example=Text("Cukup dijawab: boleh, atau jangan."),
)
form: Form[View] = Form(
    (slot,), cancelled=Text("Baik. Pesan tetap tidak saya kirim; ketik MULAI bila ingin dikabari lagi.")
)
topic = Topic("stop", Text("Stop"), form)
restart: Topic[View] = Topic("mulai", Text("Mulai"))


@topic.opens
def stop(argument: str, view: View) -> Opened:
    """It holds at once, whatever is answered afterwards."""
    say = Say(
        Text(
            "Baik, saya tidak akan mengirim pesan lagi kecuali Bapak/Ibu yang menulis. Ketik MULAI bila ingin dikabari"
            " lagi."
        ),
        effects=(Stop(may_phone=False),),
    )
    return Begin(say=say)


@topic.done
def stopped(answers: Answers, view: View) -> Say:
    if answers["telepon"]:
        return Say(
            Text("Terima kasih. Petugas boleh menelepon, tetapi pesan tidak dikirim lagi."),
            effects=(Stop(may_phone=True),),
            alone=True,
        )
    return Say(Text("Baik, petugas juga tidak akan menelepon. Terima kasih."), alone=True)


@restart.opens
def start(argument: str, view: View) -> Opened:
    """argument: what a link brought: a village code (links hold no dots: 32-01-32-2005), an invitation, or nothing."""
    code = ".".join(re.findall(r"[0-9]+", argument))
    if code in view.book.villages or ELSEWHERE.fullmatch(argument):
        return replace(from_link(code, view), topic="daftar")
    if argument:
        return Say(effects=(Redeem(argument.upper()),))
    return Say(effects=(Restart(),))


@restart.outcome(Restart)
def welcome(outcome: Outcome, view: View) -> Opened:
    return greet("", view)


@restart.outcome(Redeem)
def redeemed(outcome: Outcome, view: View) -> Say:
    if outcome.value is None:
        text = Text(
            "Kode undangan itu tidak berlaku: mungkin sudah dipakai atau kedaluwarsa. Mohon minta kode baru ke kantor."
        )
        return Say(text, (Link("menu", Text("Menu")),))
    text = Text(
        "Selamat bergabung, {name}. Akun ini sekarang terhubung sebagai petugas. Permintaan baru saya kabarkan di jam"
        " kerja, dan laporan saya kirim setiap pagi hari kerja.",
        name=outcome.value,
    )
    return Say(text, (Link("tugas", Text("Tugas saya")), Link("menu", Text("Menu"))))


def words(talk: Talk[View], text: str) -> Turn | None:
    """An interrupt: STOP and MULAI."""
    said = bare(text)
    if said in STOP:
        return talk.open(topic.name)
    return talk.open(restart.name) if said in START and (talk.view.stopped or not talk.form) else None

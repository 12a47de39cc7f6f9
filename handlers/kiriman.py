"""Kiriman: what people send besides words is answered in the same turn, and never kept."""

from collections.abc import Callable, Mapping

from dialogue.event import Event, Kind
from dialogue.text import Text
from dialogue.topic import Opened
from dialogue.turn import Link, Say
from leads.view import View

MENU = Link("menu", Text("Menu"))


def voice(event: Event, view: View) -> Say:
    text = Text(
        "Maaf, saya belum bisa mendengar pesan suara. Boleh diketik singkat, atau saya hubungkan dengan petugas?"
    )
    return Say(text, (Link("petugas", Text("Hubungkan petugas")), MENU))


def photo(event: Event, view: View) -> Say:
    text = Text(
        "Maaf, saya tidak bisa melihat gambar, dan fotonya tidak saya simpan. Bila itu foto KTP, mohon hapus juga dari"
        " chat ini supaya aman."
    )
    return Say(text, (MENU,))


def document(event: Event, view: View) -> Say:
    text = Text(
        "Terima kasih, tetapi berkas tidak saya buka dan tidak saya simpan. Berkas koperasi nanti diserahkan langsung"
        " ke petugas."
    )
    return Say(text, (MENU,))


def sticker(event: Event, view: View) -> Say:
    return Say(Text("Terima kasih, {who}. Bila ada yang ingin ditanyakan, ketik saja.", who=view.addressed), (MENU,))


def location(event: Event, view: View) -> Say:
    text = Text("Terima kasih, tetapi lokasi tidak saya simpan. Cukup tulis nama desa atau kelurahannya saja.")
    return Say(text, (MENU,))


def contact(event: Event, view: View) -> Say:
    text = Text("Terima kasih. Nomornya belum saya perlukan sekarang, jadi tidak saya simpan.")
    return Say(text, (Link("daftar", Text("Daftarkan koperasi")), MENU))


def other(event: Event, view: View) -> Say:
    if event.text == "edited":
        return Say(Text("Pesan yang diubah tidak saya baca ulang. Mohon ketik lagi sebagai pesan baru."))
    return Say(Text("Maaf, pesannya kosong atau belum bisa saya baca. Boleh diketik dengan kata-kata?"))


KINDS: Mapping[Kind, Callable[[Event, View], Opened]] = {
    "voice": voice,
    "photo": photo,
    "document": document,
    "sticker": sticker,
    "location": location,
    "contact": contact,
    "other": other,
}

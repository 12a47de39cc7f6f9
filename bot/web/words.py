"""The words of the page, as plain strings for the template and its script."""

import hashlib
from pathlib import Path

from bot.render import plain
from dialogue.text import Raw, Text
from knowledge.facts import Facts
from leads.view import Branch

FOLDER = Path(__file__).parent


def versioned(name: str) -> str:
    """The address of a static file; it changes with the content, so that browsers may keep it."""
    digest = hashlib.sha256((FOLDER / "static" / name).read_bytes()).hexdigest()[:12]
    return f"/chat/static/{name}?v={digest}"


STATIC = {name.replace(".", "_"): versioned(name) for name in ("chat.css", "bubbles.js", "chat.js", "icon.svg")}


def page_words(branch: Branch, facts: Facts) -> dict[str, str]:
    """What stands on the page before anybody has spoken."""
    words = {
        "name": Text("Sapakop"),
        "role": Text("Asisten otomatis {branch}", branch=Raw(branch.name)),
        "safety": Text("Kami tidak pernah meminta OTP, PIN, atau foto KTP."),
        "log": Text("Percakapan dengan Sapakop"),
        "label": Text("Pesan untuk Sapakop"),
        "hint": Text("Tulis pesan di sini"),
        "send": Text("Kirim"),
        "typing": Text("Sapakop sedang mengetik…"),
        "newer": Text("Ada pesan baru di bawah"),
        "no_script": Text(
            "Obrolan ini membutuhkan JavaScript, dan di peramban ini JavaScript sedang tidak aktif. Silakan aktifkan,"
            " atau hubungi petugas kami: {contact}.",
            contact=branch.contact(facts),
        ),
    }
    return {name: plain(text) for name, text in words.items()}


def script_words() -> dict[str, str]:
    """What the page's script says."""
    words = {
        "bot": Text("Sapakop:"),
        "me": Text("Anda:"),
        "choices": Text("Pilihan jawaban"),
        "phone": Text("Nomor telepon"),
        "share": Text("Kirim nomor"),
        "sending": Text("Mengirim…"),
        "unsent": Text("Belum terkirim"),
        "failed": Text("Tidak terkirim."),
        "lost": Text("Sambungan terputus, mencoba lagi…"),
        "busy": Text("Ada gangguan, mencoba lagi…"),
    }
    return {name: plain(text) for name, text in words.items()}

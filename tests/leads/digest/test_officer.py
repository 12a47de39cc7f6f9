from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.render import plain
from dialogue.text import Day, Text
from leads.calendar import ZONE, WorkingDays
from leads.digest import Change, Digest, LeadRow, Officer, Snapshot, Territory, Wish, digest
from leads.pipeline import OPEN, CoopState, LeadState, Reason
from leads.roles import Role

L, C = LeadState, CoopState
CALENDAR = WorkingDays()
MONDAY = date(2026, 11, 23)
RINA = Officer(1, "RN", "Ibu Rina Marlina", Role.petugas, ("32.01.07",))
HOME = Territory(31, ("Cileungsi", "Klapanunggal", "Gunungputri"), 18)


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


HELD = LeadRow(
    9, "K-9", "Mampir", L.dipegang, "Cileungsi", coop_state=C.berminat, sent_at=wib("2026-11-10T09:00"), claimed_by=1,
    last_news_at=wib("2026-11-20T10:00"), claim_until=wib("2026-11-27T00:00"),
)  # fmt: skip
NEW = LeadRow(
    5, "K-5", "Ciangsana", L.baru, "Gunungputri", sent_at=wib("2026-11-22T19:12"), jabatan="bendahara", wish=Wish.sore
)
ROWS = (
    replace(
        HELD, lead_id=1, ref="K-1", village="Cikahuripan", coop_state=C.siap_daftar, contact="Pak Dedi", jabatan="ketua"
    ),
    replace(HELD, lead_id=2, ref="K-2", village="Situsari", appointment_at=wib("2026-11-23T10:00"), contact="Bu Siti"),
    replace(
        HELD,
        lead_id=3,
        ref="K-3",
        village="Nambo",
        last_news_at=wib("2026-11-17T10:00"),
        claim_until=wib("2026-11-24T00:00"),
    ),
    replace(HELD, lead_id=4, ref="K-4", village="Gandoang", coop_state=C.terdaftar, registered_on=date(2026, 11, 12)),
    replace(NEW, question="siapa yang bayar iuran?"),
    LeadRow(6, "", "Limusnunggal", L.draft, "Cileungsi", last_news_at=wib("2026-11-22T20:40")),
    HELD,
    replace(HELD, lead_id=10, ref="K-10", state=L.ditunda, postponed_until=wib("2026-12-01T00:00")),
    replace(HELD, lead_id=11, ref="K-11", claimed_by=2),
)


def history(rows: Sequence[LeadRow]) -> list[Change]:
    """The shortest history that leads to these states."""
    path = [L.draft, L.baru, L.dipegang, L.ditunda]
    steps = [(row, *step) for row in rows for step in pairwise(path[: path.index(row.state) + 1])]
    return [Change(n, row.lead_id, wib("2026-11-10T09:00"), was, to) for n, (row, was, to) in enumerate(steps, start=1)]


def made(rows: Sequence[LeadRow] = ROWS, **more: object) -> Digest:
    return digest(RINA, rows, history(rows), MONDAY, None, CALENDAR, **more)  # type: ignore[arg-type]


def test_the_digest_reads_as_the_voice_has_it() -> None:
    ends = Text("diskon iuran petani dan pedagang berakhir {day}.", day=Day(date(2026, 12, 31)))
    before = Snapshot(date(2026, 11, 20), 117, 7, 14)
    made = digest(RINA, ROWS, history(ROWS), MONDAY, before, CALENDAR, [ends], territory=HOME)
    assert plain(made.text()) == (
        "Selamat pagi, Bu Rina. Senin, 23 November 2026\n"
        "Cileungsi, Klapanunggal, Gunungputri: 31 koperasi\n"
        "\n"
        "HARI INI (2)\n"
        "1. Cikahuripan, Cileungsi. Berkas lengkap, siap didaftarkan. Pak Dedi, ketua\n"
        "2. Situsari, Cileungsi. Janji pukul 10.00 WIB. Bu Siti\n"
        "\n"
        "TERLAMBAT (1)\n"
        "3. Nambo, Cileungsi. 4 hari kerja tanpa kabar; besok kembali ke antrean.\n"
        "\n"
        "TERDAFTAR, BELUM BAYAR (1)\n"
        "4. Gandoang, Cileungsi. Terdaftar 12 November 2026, iuran pertama belum masuk: belum terlindungi.\n"
        "\n"
        "BARU, BELUM DIAMBIL (1)\n"
        "5. Ciangsana, Gunungputri. Masuk Minggu 19.12 WIB, bendahara, minta sore. "
        "Dijanjikan dihubungi paling lambat hari ini. Menanyakan: siapa yang bayar iuran?\n"
        "\n"
        "BELUM LENGKAP (1)\n"
        "6. Limusnunggal, Cileungsi. Formulir terhenti Minggu 20.40 WIB. Izin sudah ada.\n"
        "\n"
        "2 koperasi lain berjalan sesuai jadwal.\n"
        "Dipegang rekan: 1.\n"
        "Belum pernah disapa: 18.\n"
        "Ingat: diskon iuran petani dan pedagang berakhir 31 Desember 2026.\n"
        "Hitungan: saldo Jumat 7 + masuk 1 − keluar 0 = 8 (dipegang 6, menunggu 1, ditunda 1). No. RN-118"
    )


def test_the_buttons_take_what_waits_and_open_the_rest() -> None:
    items = made().items
    assert made().waiting == len(items)
    assert [(item.number, item.lead_id, item.action) for item in items] == [
        (1, 1, "buka"), (2, 2, "buka"), (3, 3, "buka"), (4, 4, "buka"), (5, 5, "ambil"), (6, 6, "buka"),
    ]  # fmt: skip


def test_the_json_has_every_section_and_the_ledger() -> None:
    printed = made().to_json()
    assert printed["sections"] == {
        "hari_ini": ["K-1", "K-2"],
        "terlambat": ["K-3"],
        "terdaftar_belum_bayar": ["K-4"],
        "baru": ["K-5"],
        "belum_lengkap": ["draft-6"],
    }
    assert (printed["ledger"]["menunggu"], printed["ledger"]["dipegang"], printed["ledger"]["ditunda"]) == (1, 6, 1)


def test_an_empty_day_is_short_and_kind() -> None:
    assert plain(made([]).text()) == (
        "Selamat pagi, Bu Rina. Senin, 23 November 2026\n\n"
        "Tidak ada yang mendesak hari ini. Semoga harinya lancar.\n\n"
        "Hitungan: saldo awal 0 + masuk 0 − keluar 0 = 0 (dipegang 0, menunggu 0). No. RN-1"
    )
    assert "1 koperasi berjalan sesuai jadwal." in plain(made([HELD]).text())


def test_a_late_digest_says_so_once_and_greets_by_the_hour() -> None:
    text = plain(made(late=True, at=wib("2026-11-23T13:05")).text())
    assert text.startswith("Selamat siang, Bu Rina.")
    assert text.count("terlambat dikirim") == 1
    assert "terlambat dikirim" not in plain(made().text())


def test_a_form_that_is_being_filled_in_is_not_called_unfinished() -> None:
    draft = replace(ROWS[5], last_news_at=wib("2026-11-23T06:00"))
    assert not made([draft]).items
    assert made([draft], at=wib("2026-11-23T08:00")).items


def test_the_next_digest_goes_on_where_this_one_ended() -> None:
    first = made()
    rows = [row for row in ROWS if row.lead_id != 9]
    ended = Change(99, 9, wib("2026-11-23T11:00"), L.dipegang, L.selesai, Reason.tidak_berminat)
    second = digest(RINA, rows, [*history(ROWS), ended], date(2026, 11, 24), first.snapshot, CALENDAR)
    line = "saldo Senin 8 + masuk 0 − keluar 1 (tidak berminat 1) = 7 (dipegang 5, menunggu 1, ditunda 1). No. RN-2"
    assert line in plain(second.text())
    assert "pindah" not in plain(second.text())
    assert second.snapshot == Snapshot(date(2026, 11, 24), 2, 7, 99)
    third = digest(RINA, rows, [*history(ROWS), ended], date(2026, 11, 25), second.snapshot, CALENDAR)
    assert "saldo Selasa 7 + masuk 0 − keluar 0 = 7" in plain(third.text())


def test_a_lead_that_came_from_another_territory_is_told_of() -> None:
    before = Snapshot(date(2026, 11, 20), 3, 6, 14)
    moved = digest(RINA, ROWS, history(ROWS), MONDAY, before, CALENDAR)
    assert "Saldo lalu 6, sekarang 7: ada yang pindah tangan atau wilayah." in plain(moved.text())
    assert moved.ledger.balanced


def test_a_history_that_does_not_fit_is_not_hidden() -> None:
    wrong = digest(RINA, ROWS, history(ROWS)[1:], MONDAY, None, CALENDAR)
    assert not wrong.ledger.balanced
    assert "tidak cocok" in plain(wrong.text())


def test_many_kecamatan_are_counted_and_none_means_all() -> None:
    many = Territory(160, tuple(f"Kec{n}" for n in range(8)))
    assert "Kec0, Kec1, Kec2, Kec3, Kec4 dan 3 kecamatan lain: 160 koperasi" in plain(made(territory=many).text())
    assert "Seluruh wilayah: 435 koperasi" in plain(made(territory=Territory(435)).text())


MOMENTS = st.datetimes(datetime(2026, 11, 1), datetime(2026, 11, 23, 7), timezones=st.just(ZONE))  # noqa: DTZ001
LATER = st.datetimes(datetime(2026, 11, 20), datetime(2026, 12, 9), timezones=st.just(ZONE))  # noqa: DTZ001
ANY_ROW = st.builds(
    LeadRow,
    lead_id=st.just(0),
    ref=st.just(""),
    village=st.sampled_from(["Bojong", "Cikahuripan", ""]),
    state=st.sampled_from([L.draft, L.baru, L.dipegang, L.ditunda]),
    kecamatan=st.sampled_from(["Kemang", ""]),
    coop_state=st.none() | st.sampled_from(CoopState),
    contact=st.sampled_from(["", "Bu Siti", "<b>*{x}*</b>"]),
    wish=st.none() | st.sampled_from(Wish),
    sent_at=st.none() | MOMENTS,
    claimed_by=st.sampled_from([1, 1, 2, None]),
    claim_until=st.none() | LATER,
    postponed_until=st.none() | LATER,
    appointment_at=st.none() | LATER,
    last_news_at=st.none() | MOMENTS,
    registered_on=st.none() | st.just(date(2026, 11, 12)),
    note=st.sampled_from(["", "kata " * 60]),
    outside=st.booleans(),
    mismatch=st.booleans(),
    contacts=st.integers(1, 3),
)
MANY = st.lists(ANY_ROW, max_size=25).map(
    lambda rows: [
        replace(row, lead_id=n, ref=f"K-{n}" if row.state is not L.draft else "") for n, row in enumerate(rows, 1)
    ]
)


@given(MANY)
def test_every_lead_is_in_exactly_one_place_and_the_counts_are_the_rows(rows: list[LeadRow]) -> None:
    made_up = made(rows)
    made_up.ledger.check()
    sections = made_up.to_json()["sections"]
    listed = [ref for refs in sections.values() for ref in refs]
    mine = [row for row in rows if row.state in OPEN and row.state is not L.baru and row.claimed_by == 1]
    agenda = sum(len(sections[key]) for key in ("hari_ini", "terlambat", "terdaftar_belum_bayar"))
    assert len(listed) == len(set(listed))
    assert len(sections["baru"]) == made_up.ledger.menunggu
    planned = f"{len(mine) - agenda} koperasi"
    assert (planned in plain(made_up.text())) == (len(mine) > agenda)


def test_the_first_page_says_how_many_it_does_not_show() -> None:
    rows = [replace(NEW, lead_id=n, ref=f"K-{n}") for n in range(1, 10)]
    draft = replace(ROWS[5], lead_id=10)
    first, second = (plain(made([*rows, draft]).text(first)) for first in (1, 7))
    assert "BARU, BELUM DIAMBIL (9)" in first
    assert "\n… 3 lagi\n\nBELUM LENGKAP (1)\n… 1 lagi\n" in first
    assert second.startswith("BARU, BELUM DIAMBIL (9)\n7. ")
    assert "lagi" not in second


@given(MANY)
def test_the_pages_show_every_row_once_under_its_count(rows: list[LeadRow]) -> None:
    made_up = made(rows)
    pages = [plain(made_up.text(first)) for first in range(1, len(made_up.items) + 1, 6)] or [plain(made_up.text())]
    numbers = [
        int(line.split(".")[0])
        for page in pages
        for line in page.split("\n")
        if line[:1].isdigit() and ". " in line[:4]
    ]
    assert numbers == [item.number for item in made_up.items] == list(range(1, len(numbers) + 1))
    assert all(len(page) < 3500 for page in pages)
    for title, key in (("BARU, BELUM DIAMBIL", "baru"), ("BELUM LENGKAP", "belum_lengkap"), ("TERLAMBAT", "terlambat")):
        count = len(made_up.to_json()["sections"][key])
        assert (f"{title} ({count})" in pages[0]) == (count > 0)
    assert made_up.more == max(0, len(numbers) - 6)

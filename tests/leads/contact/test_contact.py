import pytest
from hypothesis import given
from hypothesis import strategies as st

from leads.contact import LONGEST, Contact, Jabatan, read_contact, short_name

J = Jabatan
TABLE = [
    ("Ibu Siti Aminah, bendahara", "Siti Aminah", "Ibu", J.bendahara),
    ("saya siti bendahara kopdes", "Siti", None, J.bendahara),
    ("Pak Dedi (ketua)", "Dedi", "Bapak", J.ketua),
    ("bendahara", None, None, J.bendahara),
    ("nama saya H. Ujang S.Pd ketua", "H. Ujang S.Pd", "Bapak", J.ketua),
    ("bendahara, Ibu Siti", "Siti", "Ibu", J.bendahara),
    ("ketua koperasi: Pak Dedi", "Dedi", "Bapak", J.ketua),
    ("ini pak dedi ketuanya", "Dedi", "Bapak", J.ketua),
    ("ibu ketua siti", "Siti", "Ibu", J.ketua),
    ("ketua kopdes cikahuripan", None, None, J.ketua),
    ("kades cikahuripan", None, None, J.kepala_desa),
    ("kepala desa Cikahuripan, Pak Dedi", "Dedi", "Bapak", J.kepala_desa),
    ("Asep, lurah Pakansari", "Asep", None, J.lurah),
    ("sekretaris desa, bu ani", "Ani", "Ibu", J.perangkat_desa),
    ("Dedi Ketua RT 05", "Dedi", None, J.perangkat_desa),
    ("Siti Aminah, SE, bendahara", "Siti Aminah, SE", None, J.bendahara),
    ("SITI AMINAH", "Siti Aminah", None, None),
    ("Bu Siti sekertaris", "Siti", "Ibu", J.sekretaris),
    ("hj. neneng, bendhara", "Hj. Neneng", "Ibu", J.bendahara),
    ("bendaahara siti", "Siti", None, J.bendahara),
    ("Wakil ketua bidang usaha Ahmad", "Ahmad", None, J.wakil_ketua),
    ("waka budi", "Budi", None, J.wakil_ketua),
    ("Muhammad Yusuf ketua pengawas", "Muhammad Yusuf", None, J.ketua_pengawas),
    ("anggota pengawas ani", "Ani", None, J.pengawas),
    ("Bapak Ma'ruf Amin, manajer", "Ma'ruf Amin", "Bapak", J.manajer),
    ("Ir. Budi (pengelola)", "Ir. Budi", None, J.pengelola),
    ("Teh Euis bendahara", "Euis", "Ibu", J.bendahara),
    ("Siti bendahara merangkap ketua", "Siti", None, J.bendahara),
    ("ketua dan bendahara", None, None, J.ketua),
    ("nama: Siti Aminah\njabatan: bendahara", "Siti Aminah", None, J.bendahara),
    ("assalamualaikum, saya Neng Lilis sekretaris kdmp sukamaju", "Neng Lilis", None, J.sekretaris),
    ("Sri dari desa bojong", "Sri", None, None),
    ("Wulan Dari", "Wulan Dari", None, None),
    ("Ketut Suardana", "Ketut Suardana", None, None),
    ("Anggita Sari", "Anggita Sari", None, None),
    ("Ibu Desi", "Desi", "Ibu", None),
    ("saya siti pak", "Siti", None, None),
    ("Ibu Siti 0812-3456-7890 bendahara", "Siti", "Ibu", J.bendahara),
    ("3201012345678901 Siti", "Siti", None, None),
    ("Ibu", None, "Ibu", None),
    ("saya sendiri", None, None, None),
    ("tidak", None, None, None),
    ("berapa iurannya?", None, None, None),
    ("😀😀", None, None, None),
    ("12345", None, None, None),
    ("", None, None, None),
]


@pytest.mark.parametrize("text,name,salutation,role", TABLE)
def test_name_salutation_and_office_are_read(
    text: str, name: str | None, salutation: str | None, role: Jabatan | None
) -> None:
    assert read_contact(text) == Contact(name, salutation, role)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    [
        "<b>Siti</b>",
        "*Siti*_bold_",
        "${jndi:ldap}",
        "Siti' OR '1'='1",
        "{{nama}}",
        "سيتي أمينة",
        "李小龙",
        "Siti 🌸 Aminah",
        "`Siti`",
    ],
)
def test_hostile_and_foreign_names_stay_as_they_were_written(name: str) -> None:
    assert read_contact(f"{name}, bendahara").name == name


def test_marks_that_turn_a_line_around_do_not_stay() -> None:
    assert read_contact("\u202eSiti\u202c \u200fAminah\x00, ketua").name == "Siti Aminah"


def test_a_long_name_ends_at_a_word() -> None:
    name = read_contact("Siti " * 100).name
    assert name is not None
    assert len(name) <= LONGEST
    assert name.endswith("Siti")
    assert read_contact("x" * 10_000).name == "X" + "x" * (LONGEST - 1)


@given(st.text(max_size=300))
def test_any_text_is_read_without_harm(text: str) -> None:
    contact = read_contact(text)
    assert contact.name is None or (0 < len(contact.name) <= LONGEST and contact.name == contact.name.strip())
    assert 2 <= len(short_name(contact)) <= 30


@given(
    st.sampled_from(["Siti", "Dedi Mulyadi", "H. Ujang"]),
    st.sampled_from(list(Jabatan)),
    st.sampled_from(["{}, {}", "{} ({})", "{} {}"]),
)
def test_every_office_is_read_after_a_name(name: str, office: Jabatan, form: str) -> None:
    contact = read_contact(form.format(name, office.value))
    assert (contact.name, contact.role) == (name, office)


@pytest.mark.parametrize(
    "text,called",
    [
        ("Ibu Siti Aminah", "Bu Siti"),
        ("Pak Dedi", "Pak Dedi"),
        ("Siti", "Bapak/Ibu Siti"),
        ("Bapak H. M. Yusuf", "Pak Yusuf"),
        ("Hj. Neneng", "Bu Neneng"),
        ("Ibu", "Ibu"),
        ("", "Bapak/Ibu"),
        ("Ibu " + "a" * 50, "Bu A" + "a" * 19),
    ],
)
def test_people_are_called_by_their_first_name(text: str, called: str) -> None:
    assert short_name(read_contact(text)) == called

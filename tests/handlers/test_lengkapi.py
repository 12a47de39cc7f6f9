from leads.requests import TellMore
from tests.handlers.talker import Talker, of_type

KNOWN = {"name": "Siti", "salutation": "Ibu"}


def begun() -> Talker:
    return Talker(KNOWN).opens("lengkapi", "K-7QM3")


def kept(talk: Talker) -> list[tuple[str, object]]:
    return [(one.name, one.value) for one in of_type(talk.asked, TellMore) if isinstance(one, TellMore)]


def test_each_answer_is_kept_when_it_is_given() -> None:
    talk = begun().taps("Sore").says("8 orang", "lewati", "baru sebagian", "ketua", "tidak ada")
    assert kept(talk)[:2] == [("waktu", "sore"), ("orang_jumlah", 8)]
    assert ("kendala", "tidak ada") in kept(talk)
    assert talk.last.startswith("Terima kasih, Bu Siti.")


def test_a_question_that_may_be_left_out_comes_back_once_and_then_rests() -> None:
    talk = begun().says("siapa yang bayar iurannya?")
    assert talk.last.endswith("Enaknya dihubungi kapan?")
    assert "dihubungi" not in talk.says("kapan mulai terlindungi?").last
    assert "dihubungi" not in talk.says("terima kasih").last
    assert talk.says("xyzzy plugh").labels[-1] in ("Bukan ini", "Menu")
    assert kept(talk) == []


def test_a_question_that_rests_can_be_taken_up_again() -> None:
    talk = begun().says("siapa yang bayar iurannya?", "kapan mulai terlindungi?", "lanjut")
    assert talk.last == "Enaknya dihubungi kapan?"
    assert kept(talk.says("sore")) == [("waktu", "sore")]


def test_a_question_is_no_answer() -> None:
    talk = begun().says("maksudnya gimana ya bu?")
    assert kept(talk) == []


def test_a_shared_contact_is_no_answer_to_when() -> None:
    assert kept(begun().sends("contact", "+6281234567890")) == []


def test_without_a_request_there_is_nothing_to_complete() -> None:
    assert "Belum ada permintaan" in Talker().opens("lengkapi").last


def test_batal_does_not_pretend_that_the_request_is_gone() -> None:
    assert "Permintaan yang sudah dikirim tetap berjalan" in begun().says("batal").last

from dialogue.event import Event
from dialogue.form import Filled, Form
from dialogue.router import take_turn
from dialogue.state import State
from dialogue.talk import STEPS
from dialogue.text import Text
from dialogue.topic import Topic
from dialogue.turn import Begin, Choice, Say
from dialogue.view import View
from tests.fakes.shop import Shop
from tests.fakes.topics import slot

AGE = slot(
    "usia", Text("usia"), lambda a, h, v: Say(Text("Umurnya?")), lambda reply, view: Filled({"usia": reply.text})
)


def asked(talk: Shop, question: str) -> int:
    return sum(question in message.plain for message in talk.messages)


def test_a_question_is_answered_and_the_pending_one_returns_exactly_once() -> None:
    talk = Shop("pesan").says("beras", "jam buka?")
    assert talk.last == "Toko buka tiap hari.\n\nBerapa karung?"
    assert talk.last.count("Berapa karung?") == 1
    assert talk.says("7").last == "Diantar atau diambil?"


def test_a_form_within_a_form_gives_back_the_question_of_the_first_once() -> None:
    talk = Shop("pesan").says("beras").commands("kesan P-1")
    assert talk.last == "Bagaimana tokonya?"
    assert [frame.topic for frame in talk.state.frames] == ["pesan", "kesan"]
    assert talk.says("puas", "40").last == "Terima kasih banyak.\n\nBerapa karung?"
    assert talk.says("7").last == "Diantar atau diambil?"


def test_cancelling_the_inner_form_leaves_the_outer_one_and_its_words_alone() -> None:
    talk = Shop("pesan").says("beras, nama Siti").commands("kesan P-1").says("batal")
    assert talk.last.endswith("Berapa karung?")
    assert talk.state.unconsented == {"pesan": {"nama": "Siti"}}


def test_a_form_that_is_begun_again_goes_on_and_never_stands_twice() -> None:
    talk = Shop("pesan").says("beras").commands("kesan P-1").commands("pesan").commands("kesan P-1").commands("pesan")
    assert talk.last == "Berapa karung?"
    assert [frame.topic for frame in talk.state.frames] == ["kesan", "pesan"]


def test_a_form_begun_for_something_else_begins_afresh() -> None:
    talk = Shop().commands("kesan P-1").says("puas").commands("kesan P-2")
    assert talk.last == "Bagaimana tokonya?"
    assert talk.answers == {"no": "P-2"}


def test_words_told_for_one_form_are_not_lost_to_the_consent_of_another() -> None:
    talk = Shop("pesan").says("beras, nama Siti").commands("kesan P-1")
    talk.customer.consented = True
    assert talk.says("puas", "40", "7", "ambil").last == "Nomor hp-nya?"
    assert talk.answers["nama"] == "Siti"


def test_a_topic_that_is_gone_opens_the_menu() -> None:
    assert Shop().tap(">lama", "x", 0).last == "Silakan pilih."


def looping(name: str) -> Topic[View]:
    """A topic whose end is always its own beginning."""
    topic: Topic[View] = Topic(name, Text("Putar"), Form((AGE,)))
    topic.done(lambda answers, view: Begin({"usia": "1"}))
    return topic


def test_a_topic_that_begins_itself_without_end_is_stopped_and_answered_with_the_menu() -> None:
    talk = Shop("putar", looping("putar"))
    turn = take_turn(talk.topics, talk.state, Event("text", talk.now, "5"), talk.person.view(talk.now))
    assert turn.defect == f"putar: more than {STEPS} steps in one turn"
    assert turn.say is not None
    assert talk.person.view(talk.now).plain(turn.say.text or Text("")).startswith("Maaf, ada kekeliruan di pihak kami")
    assert [offer.label for offer in turn.state.offers] == ["Pesan barang", "Jam buka", "Darurat", "Lanjutkan isian"]
    assert turn.state.frames == talk.state.frames
    assert turn.effects == ()


def test_the_talk_goes_on_after_a_defect() -> None:
    talk = Shop("putar", looping("putar"))
    turn = take_turn(talk.topics, talk.state, Event("text", talk.now, "5"), talk.person.view(talk.now))
    after = Shop("", looping("putar"), state=turn.state.to_json())
    assert after.says("batal").last.startswith("Baik, tidak jadi.")


def test_a_topic_without_a_form_that_is_begun_is_a_defect() -> None:
    broken: Topic[View] = Topic("rusak", Text("Rusak"))
    talk = Shop("", broken)
    turn = take_turn(talk.topics, State(), Event("choice", talk.now, "", ">rusak"), talk.person.view(talk.now))
    assert turn.defect == "rusak has no form"


def test_a_choice_that_nobody_could_read_is_a_defect() -> None:
    broken: Topic[View] = Topic("rusak", Text("Rusak"))
    broken.opens(lambda argument, view: Say(Text("Pilih"), (Choice("a", Text("A")),)))
    talk = Shop("", broken)
    turn = take_turn(talk.topics, State(), Event("choice", talk.now, "", ">rusak"), talk.person.view(talk.now))
    assert "without a form" in turn.defect

"""Langkah: the same questions one at a time: pengurus, workers, members, and what they are paid."""

from collections.abc import Iterator

from dialogue.form import Again, Filled, Read, Reply, Slot
from dialogue.state import Answers, Json
from dialogue.text import Raw, Text
from dialogue.turn import Choice, Say
from dialogue.words import bare, is_no
from knowledge.iuran import Group
from knowledge.iuran.reading import Trouble, read_people, read_wage
from leads.view import View

NOBODY = (Choice("0", Text("Tidak ada")),)
UNPAID = (Choice("0", Text("Tidak digaji")),)
WHY_WAGE = Text("Iuran yang digaji dihitung dari upahnya: gaji pokok ditambah tunjangan tetap.")
WAGE_UNREAD = Text("Maaf, saya belum menangkap angkanya. Tulis upah sebulan, per orang.")
WAGE_EXAMPLE = Text("Contohnya: {example}.", example=Raw("2,5 juta"))
JOBS = (
    Choice("petani", Text("Petani")),
    Choice("pedagang", Text("Pedagang")),
    Choice("nelayan", Text("Nelayan")),
    Choice("ojek", Text("Ojek")),
    Choice("sopir", Text("Sopir atau kurir")),
    Choice("anggota", Text("Lainnya")),
)
ON_THE_ROAD = frozenset(("ojek", "sopir"))


def count_slot(name: str, label: Text, question: Text) -> Slot[View]:
    """How many they are; 0 is an answer."""

    def ask(answers: Answers, hold: Json, view: View) -> Say:
        return Say(question, NOBODY)

    def read(reply: Reply, view: View) -> Read:
        if reply.choice or is_no(reply.text) or bare(reply.text) in ("belum ada", "kosong", "nol"):
            return Filled({name: 0})
        people = read_people(reply.text)
        return Filled({name: people}) if people is not None else None

    return Slot(
        name,
        label,
        ask,
        read,
        why=Text("Iuran dihitung per orang. Namanya tidak perlu."),
        rephrase=Text("Maaf, saya belum menangkap jumlahnya. Cukup angkanya."),
        example=Text("Contohnya: {example}. Bila tidak ada, tekan Tidak ada.", example=Raw("5")),
        numeric=True,
        applies=by_steps,
    )


def wage_slot(name: str, label: Text, question: Text, people: str, who: str) -> Slot[View]:
    """What they are paid, 0 where they are not. people: the slot that counts them. who: what they are called."""

    def ask(answers: Answers, hold: Json, view: View) -> Say:
        return Say(Trouble(hold, label=who).said if hold else question, UNPAID)

    def read(reply: Reply, view: View) -> Read:
        wage = 0 if reply.choice or is_no(reply.text) else read_wage(reply.text)
        if isinstance(wage, Trouble):
            return Again(wage.kind)
        return Filled({name: wage}) if wage is not None else None

    def applies(answers: Answers, view: View) -> bool:
        return by_steps(answers, view) and bool(answers.get(people))

    return Slot(name, label, ask, read, WHY_WAGE, WAGE_UNREAD, WAGE_EXAMPLE, numeric=True, applies=applies)


def by_steps(answers: Answers, view: View) -> bool:
    """Whether it was not told in one line."""
    return isinstance(answers.get("siapa"), str)


def read_job(reply: Reply, view: View) -> Read:
    said = reply.choice or next((job.value for job in JOBS if job.value in bare(reply.text).split()), None)
    return Filled({"pekerjaan": said}) if said else None


job: Slot[View] = Slot(
    "pekerjaan",
    label=Text("pekerjaan anggota"),
    ask=lambda answers, hold, view: Say(Text("Kebanyakan pekerjaannya apa?"), JOBS),
    read=read_job,
    why=Text("Potongan iuran untuk pekerja angkutan lain masanya daripada yang lain."),
    rephrase=Text("Maaf, saya belum menangkapnya. Pilih yang paling banyak."),
    example=Text("Contohnya: petani. Bila bermacam-macam, pilih Lainnya."),
    applies=lambda answers, view: bool(by_steps(answers, view) and answers.get("anggota")),
)
SLOTS = (
    count_slot("pengurus", Text("jumlah pengurus"), Text("Berapa orang pengurus dan pengawasnya?")),
    wage_slot(
        "honor",
        Text("upah pengurus"),
        Text("Apakah pengurus digaji? Bila ya, tulis upahnya sebulan, per orang."),
        "pengurus",
        "pengurus",
    ),
    count_slot("pekerja", Text("jumlah karyawan"), Text("Berapa orang karyawannya, di luar pengurus?")),
    wage_slot("gaji", Text("upah karyawan"), Text("Berapa upah karyawan sebulan, per orang?"), "pekerja", "karyawan"),
    count_slot("anggota", Text("jumlah anggota"), Text("Berapa anggota yang ingin ikut dihitung?")),
    job,
)


def groups_of(answers: Answers) -> tuple[Group, ...]:
    """Who was told step by step; who is not paid is a member who pays his own."""
    return tuple(_groups(answers))


def _groups(answers: Answers) -> Iterator[Group]:
    for label, people, wage in (("pengurus", "pengurus", "honor"), ("karyawan", "pekerja", "gaji")):
        paid = answers.get(wage) or None
        if answers.get(people):
            yield Group(label, answers[people], "PU" if paid else "BPU", paid)
    if answers.get("anggota"):
        label = answers["pekerjaan"]
        yield Group(label, answers["anggota"], "BPU", None, "transportasi" if label in ON_THE_ROAD else "umum")

"""Names: persons out of a question; offices and kin stay ("pak kades", "ibu kandung")."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from knowledge.questions.given_names import GIVEN_NAMES, SURE
from knowledge.questions.marks import MARK, NAME
from knowledge.questions.vocabulary import Vocabulary

TITLES = frozenset(
    "pak bapak bapa bpk bp bu ibu ibuk buk bunda mas mbak mba kang akang teh teteh abang bang haji hajah hajjah hj"
    " ust ustad ustadz ustadzah kyai kiai neng aa om tante mang bibi drs dra alm almarhum almarhumah sdr sdri saudara"
    " saudari bernama".split()
)
SHORTENED = frozenset("bpk bp hj drs dra sdr sdri alm ust".split())
SELF = frozenset("saya sy aku gw gue abdi".split())
OPENED = r"nama(?:nya|ku)?|atas nama|a\.? ?n\.?|a/n|panggil|perkenalkan|kenalkan"
NAMED = re.compile(
    rf"\b(?:{OPENED})(?: lengkap)?(?: (?:saya|sy|aku|beliau|nya|adalah|itu|ialah))* ?[:=]? ?$", re.IGNORECASE
)
STAY = frozenset(
    "ketua wakil sekretaris bendahara bendum pengurus pengawas pengelola manajer manager kasir karyawan karyawati"
    " pegawai staf staff admin operator anggota kades kepala lurah kuwu camat bupati gubernur walikota presiden"
    " menteri rt rw kadus sekdes bidan guru dokter petugas satpam sopir supir pendamping notaris direktur bos boss"
    " juragan mandor hrd bpjs bpjstk bpjamsostek koperasi kopdes desa dinas cabang bank kantor saya kami kita sy aku"
    " dan atau yang yg di ke dari mau ini itu juga kandung tiri mertua rumah hamil tunggal kost kos tani pkk kader"
    " jari kota sekalian semua sekarang kapan apa berapa gimana tolong mohon izin maaf min kak gan bapak ibu pak bu"
    " mas mbak haji ya iya ok oke terima terimakasih makasih assalamualaikum selamat pagi siang sore malam android"
    " google indonesia jakarta bogor indomaret alfamart alfamidi tokopedia shopee gopay dana ovo linkaja gojek grab"
    " bri bni btn bca bsi bjb mandiri pos senin selasa rabu kamis jumat sabtu minggu januari februari maret april mei"
    " juni juli agustus september oktober november desember".split()
)
"""What stands after "pak", or with a capital, and is nobody."""
BESIDE = frozenset(
    "dari dr ketua wakil sekretaris bendahara pengurus pengawas anggota manajer kasir mau ingin pengen koperasi kopdes"
    " kdmp desa selaku sebagai jabatan".split()
)
"""What stands after somebody's own name: "saya wawan dari …"."""
WORD = re.compile(rf"{MARK.pattern}|[^\W\d_](?:[\w'’]|\.(?=\w\w)|-(?=\w))*")
MOST_WORDS = 5
TITLE_CASE = 0.6
"""From this share of capitals on a capital says nothing."""


@dataclass(frozen=True)
class Line:
    """The words of a question in order, and what is known of them."""

    said: str
    words: tuple[re.Match[str], ...]
    vocabulary: Vocabulary
    speaks: bool
    """A capital says that a word is a name."""

    def low(self, place: int) -> str:
        return self.words[place][0].lower() if 0 <= place < len(self.words) else ""

    def is_word(self, place: int) -> bool:
        return 0 <= place < len(self.words) and not MARK.fullmatch(self.words[place][0])

    def adjoins(self, place: int) -> bool:
        """Whether nothing but a blank stands before this word, after another one; or the dot of "Bpk."."""
        if not place:
            return False
        between = self.said[self.words[place - 1].end() : self.words[place].start()].strip()
        return not between or (between == "." and self.low(place - 1) in SHORTENED)

    def capital(self, place: int) -> bool:
        word = self.words[place][0]
        return self.speaks and word[0].isupper() and not (word.isupper() and len(word) > 1)

    def begins(self, place: int) -> bool:
        """Whether a sentence begins with this word, so that everybody writes it with a capital."""
        before = self.said[: self.words[place].start()].rstrip()
        return not before or before[-1] in ".?!:;"

    def is_unknown(self, place: int) -> bool:
        return self.low(place) not in STAY | TITLES and not self.vocabulary.knows(self.words[place][0])


def without_names(said: str, vocabulary: Vocabulary) -> str:
    """Each name, of however many words, becomes one mark."""
    words = tuple(WORD.finditer(said))
    capitals = sum(word[0][0].isupper() for word in words if not MARK.fullmatch(word[0]))
    line = Line(said, words, vocabulary, capitals < TITLE_CASE * max(2, len(words)))
    for start, end in reversed(list(_names(line))):
        said = said[: words[start].start()] + NAME + said[words[end - 1].end() :]
    return re.sub(rf"{NAME}(?:[ ,.]*{NAME})+", NAME, said)


def _names(line: Line) -> Iterator[tuple[int, int]]:
    """From which word to before which; in order, apart."""
    place = 0
    while place < len(line.words):
        if line.is_word(place) and _starts(line, place):
            end = _end(line, place)
            yield place, end
            place = end
        else:
            place += 1


def _starts(line: Line, place: int) -> bool:
    low = line.low(place)
    if low in STAY or low in TITLES or len(low) < 2:
        return False
    if low in SURE:
        return True
    if any(rule(line, place) for rule in RULES):
        return True
    return line.capital(place) and not line.begins(place) and line.is_unknown(place)


def _after_title(line: Line, place: int) -> bool:
    """ "Pak Budi", "bu yayuk"; not "pak mau tanya"."""
    return line.low(place - 1) in TITLES and line.adjoins(place) and line.is_unknown(place)


def _after_named(line: Line, place: int) -> bool:
    """ "Nama saya yayuk", "a.n. Yayuk"; not "nama perusahaan"."""
    return bool(NAMED.search(line.said[: line.words[place].start()])) and line.is_unknown(place)


def _after_self(line: Line, place: int) -> bool:
    """ "Saya yayuk, bendahara", "saya Yayuk"; not "saya ngojek"."""
    if line.low(place - 1) not in SELF or not line.adjoins(place) or not line.is_unknown(place):
        return False
    named = line.low(place) in GIVEN_NAMES or line.capital(place)
    return named or line.low(place + 1) in BESIDE or line.said[line.words[place].end() :].startswith(",")


RULES: tuple[Callable[[Line, int], bool], ...] = (_after_title, _after_named, _after_self)


def _end(line: Line, start: int) -> int:
    """The name goes on with further names, capitals, and words that we do not know."""
    end = start + 1
    while end < min(len(line.words), start + MOST_WORDS) and line.is_word(end) and line.adjoins(end):
        low = line.low(end)
        more = low in GIVEN_NAMES or low in ("bin", "binti") or (len(low) == 1 and line.capital(end))
        if low in STAY or low in TITLES or not (more or line.is_unknown(end)):
            break
        end += 1
    return end

"""Schools: where children are at school, in people's words."""

import re

from knowledge.manfaat.person import School
from knowledge.manfaat.reading.amounts import Found, amounts_of

MOST_CHILDREN = 10
SCHOOLS: tuple[School, ...] = ("sd", "smp", "sma", "kuliah")
LEVEL = re.compile(
    r"\b(?:(?P<sd>tk|paud|ra|sd|sdn|sdit|mi|sekolah dasar|belum sekolah|balita|bayi)"
    r"|(?P<smp>smp|smpn|smpit|sltp|mts|mtsn|tsanawiyah|sekolah menengah pertama)"
    r"|(?P<sma>sma|sman|smu|smk|smkn|ma|slta|stm|aliyah|sekolah menengah (?:atas|kejuruan))"
    r"|(?P<kuliah>kuliah|kuliahan|univ|universitas|perguruan tinggi|mahasiswa|mahasiswi|kampus|s1|d3|diploma))\b"
)
_NUMBER = r"(?:\d+|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|[ivx]+)"
CLEANED = (
    (re.compile(r"\b(sdn|smpn|sman|smkn|mtsn|negeri) ?\d+\b"), r"\1"),
    (re.compile(rf"\b(?:kelas|kls|semester|smt|tingkat|umur|usia)\W*{_NUMBER}\b|\bke\W?\d+\b"), " "),
    (re.compile(rf"\b{_NUMBER} ?(?:tahun|thn|th)\b"), " "),
    (re.compile(r"(?:^|(?<=\s))\d[.)](?=\s*[a-z])"), " "),
    (re.compile(r"\bbelum sekolah\b(?=\W+(?:\w+\W+)?(?:bayi|balita))"), " "),
    (re.compile(r"\b(?:keduanya|kaduana)\b"), "dua"),
)
"""Numbers that count no children (of a class, an age, a school, a list), and what is said twice."""
FINISHED = re.compile(r"\b(?:lulus|lulusan|tamat|tamatan|alumni)\b")
NO_CHILDREN = re.compile(
    r"\b(?:tidak|tdk|tak|ga|gak|nggak|enggak|belum|blm|teu|ora) (?:ada|punya|sekolah|gaduh|duwe)\b|\bnihil\b|\bkosong\b"
    r"|\b(?:sudah|udah|sdh|semua|semuanya)\b.*\b(?:lulus|tamat|kerja|bekerja|menikah|nikah|dewasa|besar)\b"
    r"|^\W*(?:0|nol|tidak|tdk)\W*$"
)
OF_ALL = re.compile(r"[,:(;]|\byaitu\b")
"""Between the number of all children and the first school."""


def read_children(text: str) -> tuple[School, ...] | None:
    """Where each child is at school ("2 anak, SD dan SMA", "3 anak SD", "SD 2, SMP 1", "tidak ada"); None where no
    school is told, or one that is behind a child."""
    said = text.lower()
    for pattern, plain in CLEANED:
        said = pattern.sub(plain, said)
    levels = list(LEVEL.finditer(said))
    if not levels:
        return () if NO_CHILDREN.search(said) else None
    counts = None if FINISHED.search(said) else counted(said, levels)
    if counts is None:
        return None
    children = [_level(level) for level, count in zip(levels, counts, strict=True) for _ in range(count)]
    return tuple(children[:MOST_CHILDREN])


def counted(said: str, levels: list[re.Match[str]]) -> list[int] | None:
    """How many children are at each school; None where a number may be of any of them."""
    numbers = [one for one in amounts_of(said) if 0 < one.value <= MOST_CHILDREN]
    after = [_directly_after(level, numbers, said) for level in levels]
    if all(after):
        return [one.value for one in after if one]
    before = [
        _last_between(start, level.start(), numbers) for start, level in zip(_starts(levels), levels, strict=True)
    ]
    counts = [one.value if one else 1 for one in before]
    last, several = after[-1], len(levels) > 1
    if last and not any(before):
        return counts if last.value == len(levels) else None
    if several and before[0] and _is_of_all(before[0], said[: levels[0].start()], numbers, any(before[1:])):
        counts[0] = 1
    return counts


def _starts(levels: list[re.Match[str]]) -> list[int]:
    return [0, *(level.end() for level in levels[:-1])]


def _last_between(start: int, end: int, numbers: list[Found]) -> Found | None:
    return next((one for one in reversed(numbers) if start <= one.at and one.end <= end), None)


def _directly_after(level: re.Match[str], numbers: list[Found], said: str) -> Found | None:
    """ "SD 2", "SMP dua orang"; not "SD, 2 orang"."""
    return next((one for one in numbers if one.at >= level.end() and not said[level.end() : one.at].strip()), None)


def _is_of_all(first: Found, before: str, numbers: list[Found], others_counted: bool) -> bool:
    """Does the number before the first school count all children ("2 anak, SD dan SMA") rather than those at it?"""
    alone = sum(one.end <= len(before) for one in numbers) == 1
    return alone and bool(OF_ALL.search(before[first.end :]) or ("anak" in before and not others_counted))


def _level(found: re.Match[str]) -> School:
    return next(school for school in SCHOOLS if found[school])

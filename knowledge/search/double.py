"""Double: two questions in one message."""

import re

_BETWEEN = re.compile(
    r"[?;\n]+|[.!,]\s|\b(?:dan|terus|trus|trs|lalu|lantas|sekalian|serta|plus|kemudian|sm|sama|jeung|karo)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:apa\w*|naon|opo|berapa|brp|brapa|sabaraha|piro|pinten|bagaimana|gimana|gmn|gmana|kumaha|piye|kapan|kpn|iraha"
    r"|siapa|sapa|saha|kenapa|knp|mengapa|naha|di ?mana|dmn|ke ?mana|kmn|bisa\w*|bs|boleh\w*|tiasa|iso|harus\w*|hrs"
    r"|wajib|perlu\w*|cara\w*|syarat\w*)\b",
    re.IGNORECASE,
)
_FEWEST, _LONGEST, _MOST = 2, 400, 4


def questions_in(text: str) -> list[str]:
    """The questions of a message that asks two to four of them; none for any other."""
    if len(text) > _LONGEST:
        return []
    parts = [part.strip() for part in _BETWEEN.split(text)]
    asking = [part for part in parts if len(part.split()) >= _FEWEST and _ASKS.search(part)]
    return asking if 2 <= len(asking) <= _MOST else []

"""What people do in Telegram, as the updates that Telegram makes of it."""

from typing import Any

BOT = {"id": 777, "is_bot": True, "first_name": "Sapakop", "username": "SapakopUjiBot"}
MOMENT = 1_795_312_800
FILE = {"file_id": "f", "file_unique_id": "u"}
PLACE = {"latitude": -6.45, "longitude": 106.85}
PICTURE = {**FILE, "width": 90, "height": 90}
STICKER = {**PICTURE, "type": "regular", "is_animated": False, "is_video": False}
DOCUMENT = {**FILE, "file_name": "daftar anggota.xlsx"}
CONTENT: dict[str, dict[str, Any]] = {
    "voice": {"voice": {**FILE, "duration": 3}},
    "audio": {"audio": {**FILE, "duration": 3}},
    "video_note": {"video_note": {**FILE, "length": 240, "duration": 3}},
    "video": {"video": {**PICTURE, "duration": 3}},
    "photo": {"photo": [PICTURE]},
    "document": {"document": DOCUMENT},
    "sticker": {"sticker": STICKER},
    "animation": {"animation": {**PICTURE, "duration": 3}, "document": DOCUMENT},
    "location": {"location": PLACE},
    "venue": {"location": PLACE, "venue": {"location": PLACE, "title": "Balai desa", "address": "Jl. Raya"}},
    "dice": {"dice": {"emoji": "🎲", "value": 4}},
    "pinned": {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
}


def person(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "is_bot": False, "first_name": "Siti", "last_name": "Aminah", "language_code": "id"}


def private(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "type": "private", "first_name": "Siti", "last_name": "Aminah"}


def message(chat_id: int, message_id: int, **content: Any) -> dict[str, Any]:
    """A message of a person in a private chat."""
    return {
        "message_id": message_id,
        "from": person(chat_id),
        "chat": private(chat_id),
        "date": MOMENT + message_id,
        **content,
    }


def words(text: str) -> dict[str, Any]:
    """The content of a written message; Telegram marks a command."""
    if not text.startswith("/"):
        return {"text": text}
    return {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]}


def in_group(chat_id: int, message_id: int, text: str, to_bot: bool = False) -> dict[str, Any]:
    """A message in a group; `to_bot`: as an answer to the bot."""
    group = {"id": chat_id, "type": "supergroup", "title": "Koperasi Cikahuripan"}
    said = message(501, message_id, chat=group, **words(text))
    if to_bot:
        said["reply_to_message"] = {"message_id": 1, "date": MOMENT, "chat": group, "from": BOT, "text": "Halo"}
    return said


def tap(chat_id: int, query_id: str, shown: dict[str, Any], data: str) -> dict[str, Any]:
    """A tap on a button under the message `shown`."""
    return {"id": query_id, "from": person(chat_id), "chat_instance": "1", "message": shown, "data": data}


def membership(chat_id: int, old: str, new: str) -> dict[str, Any]:
    """A person blocks the bot (member to kicked) or lets it in again."""
    until = {"until_date": 0}
    return {
        "chat": private(chat_id),
        "from": person(chat_id),
        "date": MOMENT,
        "old_chat_member": {"user": BOT, "status": old, **(until if old == "kicked" else {})},
        "new_chat_member": {"user": BOT, "status": new, **(until if new == "kicked" else {})},
    }

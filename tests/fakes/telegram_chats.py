"""The chats of the fake Bot API server: what people do in them, and what the bot's calls do to them."""

from dataclasses import dataclass, field
from typing import Any

from tests.fakes import telegram_people as people
from tests.fakes.telegram_rules import RefusedError, bad, check_commands, check_keyboard, check_webhook, visible

NOT_MODIFIED = "message is not modified: specified new message content and reply markup are exactly the same"


@dataclass
class Bubble:
    """One message of the bot as the person sees it now."""

    id: int
    text: str
    bold: list[str] = field(default_factory=list)
    markup: dict[str, Any] | None = None
    file: str = ""
    content: bytes = b""
    edits: int = 0

    @property
    def rows(self) -> list[list[dict[str, Any]]]:
        markup = self.markup or {}
        return markup.get("inline_keyboard") or markup.get("keyboard") or []

    @property
    def labels(self) -> list[str]:
        return [key["text"] for row in self.rows for key in row]


class Chats:
    """People are known from their first update on. Methods of the API bear its names, in Python's spelling."""

    def __init__(self) -> None:
        self.chats: dict[int, list[Bubble]] = {}
        self.blocked: set[int] = set()
        self.updates: list[dict[str, Any]] = []
        self.allowed: list[str] = []
        self.open_taps: set[str] = set()
        self.answered: list[str] = []
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.webhook: dict[str, Any] = {}
        self.uploaded = b""
        self.count = 100

    def number(self) -> int:
        self.count += 1
        return self.count

    def push(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        """Queue an update, unless the bot did not ask for its kind."""
        update = {"update_id": self.number(), kind: content}
        if not self.allowed or kind in self.allowed:
            self.updates.append(update)
        return update

    # What people do

    def user_sends(self, chat_id: int, kind: str, **content: Any) -> dict[str, Any]:
        """A person sends one of `people.CONTENT`, changed by `content`."""
        self.chats.setdefault(chat_id, [])
        return self.push("message", people.message(chat_id, self.number(), **people.CONTENT.get(kind, {}), **content))

    def user_says(self, chat_id: int, text: str) -> dict[str, Any]:
        return self.user_sends(chat_id, "text", **people.words(text))

    def user_edits(self, chat_id: int, text: str) -> dict[str, Any]:
        return self.push("edited_message", people.message(chat_id, self.number(), edit_date=1, text=text))

    def user_shares_contact(self, chat_id: int, phone: str, owner: int | None = None) -> dict[str, Any]:
        """The person's own card, or that of the person `owner`."""
        card = {"phone_number": phone, "first_name": "Siti", "user_id": owner or chat_id}
        return self.user_sends(chat_id, "contact", contact=card)

    def user_taps(self, chat_id: int, label: str) -> dict[str, Any]:
        """A tap on a button of the chat's last keyboard; a key of a reply keyboard says its words."""
        bubble = next(bubble for bubble in reversed(self.chats[chat_id]) if label in bubble.labels)
        key = next(key for row in bubble.rows for key in row if key["text"] == label)
        if "callback_data" not in key:
            return self.user_says(chat_id, label)
        return self.user_taps_data(chat_id, bubble, key["callback_data"])

    def user_taps_data(self, chat_id: int, bubble: Bubble, data: str) -> dict[str, Any]:
        query_id = str(self.number())
        self.open_taps.add(query_id)
        return self.push("callback_query", people.tap(chat_id, query_id, self.shown(chat_id, bubble), data))

    def user_blocks(self, chat_id: int, again: bool = False) -> dict[str, Any]:
        """A person blocks the bot; `again`: lets it in again."""
        (self.blocked.discard if again else self.blocked.add)(chat_id)
        change = ("kicked", "member") if again else ("member", "kicked")
        return self.push("my_chat_member", people.membership(chat_id, *change))

    def group_says(self, chat_id: int, text: str, to_bot: bool = False) -> dict[str, Any]:
        self.chats.setdefault(chat_id, [])
        return self.push("message", people.in_group(chat_id, self.number(), text, to_bot))

    def sent(self, chat_id: int) -> list[Bubble]:
        return self.chats[chat_id]

    # What the bot's calls do

    def get_me(self, _: dict[str, Any]) -> dict[str, Any]:
        return people.BOT

    def set_webhook(self, fields: dict[str, Any]) -> bool:
        check_webhook(fields["url"], fields.get("secret_token", ""))
        self.webhook = fields
        self.allowed = fields.get("allowed_updates", self.allowed)
        return True

    def delete_webhook(self, fields: dict[str, Any]) -> bool:
        self.webhook = {}
        if fields.get("drop_pending_updates"):
            self.updates.clear()
        return True

    def set_my_commands(self, fields: dict[str, Any]) -> bool:
        check_commands(fields["commands"])
        self.commands[fields.get("language_code", "")] = fields["commands"]
        return True

    def send_message(self, fields: dict[str, Any]) -> dict[str, Any]:
        chat_id = self.reachable(fields["chat_id"])
        text, bold = visible(fields["text"], fields.get("parse_mode"))
        return self.show(chat_id, Bubble(self.number(), text, bold, fields.get("reply_markup")))

    def send_document(self, fields: dict[str, Any]) -> dict[str, Any]:
        chat_id = self.reachable(fields["chat_id"])
        text, bold = visible(fields["caption"], fields.get("parse_mode"), 1024) if "caption" in fields else ("", [])
        file = fields.get("document") or fields["photo"]
        shown = Bubble(self.number(), text, bold, fields.get("reply_markup"), file, self.uploaded)
        return self.show(chat_id, shown)

    send_photo = send_document

    def edit_message_text(self, fields: dict[str, Any]) -> dict[str, Any]:
        chat_id = self.reachable(fields["chat_id"])
        text, bold = visible(fields["text"], fields.get("parse_mode"))
        bubble = self.bubble(chat_id, fields["message_id"], "edit")
        if bubble.file:
            raise bad("there is no text in the message to edit")
        if bubble.markup and "inline_keyboard" not in bubble.markup:
            raise bad("message can't be edited")
        markup = fields.get("reply_markup")
        check_keyboard(markup, private=chat_id > 0)
        if (text, bold, markup) == (bubble.text, bubble.bold, bubble.markup):
            raise bad(NOT_MODIFIED)
        bubble.text, bubble.bold, bubble.markup, bubble.edits = text, bold, markup, bubble.edits + 1
        return self.shown(chat_id, bubble)

    def delete_message(self, fields: dict[str, Any]) -> bool:
        chat_id = self.reachable(fields["chat_id"])
        self.chats[chat_id].remove(self.bubble(chat_id, fields["message_id"], "delete"))
        return True

    def answer_callback_query(self, fields: dict[str, Any]) -> bool:
        query_id = str(fields["callback_query_id"])
        if query_id not in self.open_taps:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self.open_taps.remove(query_id)
        self.answered.append(query_id)
        return True

    def reachable(self, chat: int | str) -> int:
        chat_id = int(chat)
        if chat_id not in self.chats:
            raise bad("chat not found")
        if chat_id in self.blocked:
            raise RefusedError(403, "Forbidden: bot was blocked by the user")
        return chat_id

    def bubble(self, chat_id: int, message_id: int, verb: str) -> Bubble:
        for bubble in self.chats[chat_id]:
            if bubble.id == message_id:
                return bubble
        raise bad(f"message to {verb} not found")

    def show(self, chat_id: int, bubble: Bubble) -> dict[str, Any]:
        check_keyboard(bubble.markup, private=chat_id > 0)
        self.chats[chat_id].append(bubble)
        return self.shown(chat_id, bubble)

    def shown(self, chat_id: int, bubble: Bubble) -> dict[str, Any]:
        """The bubble as a Message of the API."""
        said = people.message(chat_id, bubble.id, text=bubble.text, **{"from": people.BOT})
        if bubble.markup and "inline_keyboard" in bubble.markup:
            said["reply_markup"] = bubble.markup
        return said

"""Every delivery that we have seen comes to what it should."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.whatsapp_signs import Noted, Status, TemplateNews
from bot.channels.whatsapp_updates import Arrival, check_signature, parse
from bot.message import Inbound

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
FOLDER = Path(__file__).parent / "whatsapp_samples"
SAMPLES: Mapping[str, Any] = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}

SHEENA, TESTER = "16505551234", "US.13491208655302741918 (972987654321)"
ACCOUNT = (
    *("account_deleted", "account_offboarded", "account_restriction", "ad_account_linked"),
    *("mm_api_for_wa_terms_of_service", "partner_app_installed", "partner_led_business_verification_status"),
    *("partner_removed_wa_app_disconnection", "primary_business_location_set"),
)
OUTCOMES: Mapping[str, list[str]] = {
    "bsuid_status_delivered": ["delivered wamid.CONTOH1"],
    "bsuid_status_delivered_no_phone": ["delivered wamid.CONTOH1"],
    "bsuid_system_user_changed_number_2026_08": ["renamed: ID.5 (628110000001)", "renamed: ID.6 (ID.5)"],
    "bsuid_system_user_changed_user_id": ["renamed: ID.5 (628110000001)", "renamed: ID.6 (ID.5)"],
    "bsuid_text_no_phone": ["ID.40000000000000000001: text 'Berapa iurannya?'"],
    "bsuid_user_id_update": ["renamed: ID.5 (628110000001)", "renamed: ID.6 (ID.5)"],
    "http_error_130429": ["noted unreadable_delivery"],
    "http_error_131026": ["noted unreadable_delivery"],
    "http_error_131047": ["noted unreadable_delivery"],
    "http_error_131056": ["noted unreadable_delivery"],
    "meta_button_message": [f"{SHEENA}: text 'Unsubscribe'"],
    "meta_contact_sharing_message": [f"{SHEENA}: contact '+19835552319'"],
    "meta_group_create_message": ["noted group_lifecycle_update"],
    "meta_group_remove_participants": ["noted group_participants_update"],
    "meta_group_settings_update": ["noted group_settings_update"],
    "meta_image_message": [f"{SHEENA}: photo 'Taj Mahal'"],
    "meta_interactive_button_reply_message": [f"{SHEENA}: choice '' turn -1"],
    "meta_interactive_list_reply_message": [f"{SHEENA}: choice '' turn -1"],
    "meta_location_message": [f"{SHEENA}: location '37.44221496582,-122.16165924072'"],
    "meta_order_message": [f"{SHEENA}: heard"],
    "meta_reaction_message": [f"{SHEENA}: heard"],
    "meta_system_message": ["renamed: 12195555358 (16505551234)"],
    "meta_text_message": [f"{SHEENA}: text 'Does it come in another color?'"],
    "meta_text_message_from_click_to_whatsapp_ad": [f"{SHEENA}: text 'Hello! Can I get more info on this?'"],
    "meta_text_message_with_context_product_inquiry": [f"{SHEENA}: text 'Is this still available?'"],
    "meta_unsupported_message": [f"{SHEENA}: other ''"],
    **{f"pywa_account_update_{name}": ["noted account_update"] for name in ACCOUNT},
    "pywa_call_connect_user_initiated": ["noted calls"],
    "pywa_call_permission_update_reject": ["noted call_permission_reply"],
    "pywa_call_terminate_call_terminate": ["noted calls"],
    "pywa_callback_button_quick_reply": [f"{TESTER}: text 'title'"],
    "pywa_callback_selection_callback": [f"{TESTER}: choice '' turn -1"],
    "pywa_deleted_message_revoke": ["noted revoke"],
    "pywa_flow_completion_completion": [f"{TESTER}: heard"],
    "pywa_message_animated_sticker": [f"{TESTER}: sticker ''"],
    "pywa_message_chosen_location": [f"{TESTER}: location '37.4611978,-122.2164385'"],
    "pywa_message_current_location": [f"{TESTER}: location '12.25089,43.90539'"],
    "pywa_message_forwarded": [f"{TESTER}: text 'forwarded text'"],
    "pywa_message_image": [f"{TESTER}: photo ''"],
    "pywa_message_media_with_url": [f"{TESTER}: photo ''"],
    "pywa_message_reaction": [f"{TESTER}: heard"],
    "pywa_message_reply": [f"{TESTER}: text 'replied text'"],
    "pywa_message_status_delivered": ["delivered wamid.xyzxyz"],
    "pywa_message_status_group": ["read <WHATSAPP_MESSAGE_ID>"],
    "pywa_message_status_read": ["read wamid.xyzxyz"],
    "pywa_message_status_with_tracker": ["sent wamid.xyzxyz of some data"],
    "pywa_message_unreaction_empty": [f"{TESTER}: heard"],
    "pywa_message_unsupported": [f"{TESTER}: other ''"],
    "pywa_message_video": [f"{TESTER}: other ''"],
    "pywa_outgoing_message_delete": ["noted smb_message_echoes"],
    "pywa_outgoing_message_text": ["noted smb_message_echoes"],
    "pywa_system_phone_number_change": ["renamed: 972912345678 (972987654321)"],
    "pywa_template_components_update_element": ["noted message_template_components_update"],
    "pywa_template_status_update_approved": ["template order_confirmation en_US APPROVED UTILITY ''"],
    "pywa_user_marketing_preferences_resume": ["noted user_preferences"],
    "real_status_delivered_contact_without_profile": ["delivered wamid.CONTOH1"],
    "status_failed_130429": ["failed wamid.CONTOH5 130429"],
    "status_failed_131047": ["failed wamid.CONTOH5 131047"],
}


def described(arrival: Arrival) -> str:
    """An arrival in a line, as the table writes it."""
    match arrival:
        case Noted(type=kind):
            return f"noted {kind}"
        case Status():
            ref, code = f" of {arrival.ref}" if arrival.ref else "", f" {arrival.code}" if arrival.code > 0 else ""
            return f"{arrival.state} {arrival.provider_id}{ref}{code}"
        case TemplateNews(name, language, _, status, category, reason):
            return f"template {name} {language} {status} {category} {reason!r}"
        case Inbound(event=event):
            who = f"{arrival.external_id} ({arrival.formerly})" if arrival.formerly else arrival.external_id
            turn = f" turn {event.turn}" if event and event.turn else ""
            silent = f"{who}: heard" if arrival.heard else f"renamed: {who}"
            return f"{who}: {event.kind} {event.text!r}{turn}" if event else silent


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_comes_to_what_it_should(name: str) -> None:
    assert [described(arrival) for arrival in parse(SAMPLES[name], NOW)] == OUTCOMES[name]


def test_every_sample_has_its_outcome_and_its_origin() -> None:
    assert len(SAMPLES) == 66
    assert SAMPLES.keys() == OUTCOMES.keys()
    told = [line.split("\t")[0] for line in (FOLDER / "INDEX.tsv").read_text().splitlines()[1:]]
    assert told == [f"{name}.json" for name in SAMPLES]


def test_all_samples_in_one_delivery_lose_nothing_and_keep_their_order() -> None:
    entries = [entry for delivery in SAMPLES.values() for entry in delivery.get("entry", [])]
    whole = [described(arrival) for arrival in parse({"entry": entries}, NOW)]
    assert whole == [line for name in SAMPLES for line in OUTCOMES[name] if "entry" in SAMPLES[name]]


VECTORS = (
    (
        "app-secret",
        (FOLDER / "meta_text_message.json").read_bytes().rstrip(),
        "ce6bad49b46885baa4a82d6ebecdf4f3d9f90df460fa75e7093335a5caf11158",
    ),
    ("s3cr3t", b'{"a":"\\u00e9\\ud83d\\ude00"}', "8411592eb4131136e7957a56941883b3072ba142c3df8c326be51a1b1de59453"),
    ("s3cr3t", '{"a":"é😀"}'.encode(), "f3da3e1328240b0dbbd2168b5c1135af2312fb82cf8e0ed451e58179ea8d9cc7"),
    ("s3cr3t", b"", "3c81cc9496e1c25250f6ccb85f697c1bb623e3480d6538ad8cb6a6648142777d"),
    ("Jefe", b"what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
)
"""Computed with `openssl dgst -sha256 -hmac`; the last is RFC 4231's second case."""


@pytest.mark.parametrize("secret, body, signature", VECTORS, ids=["sample", "escaped", "raw", "empty", "rfc-4231"])
def test_a_signature_is_over_the_raw_bytes(secret: str, body: bytes, signature: str) -> None:
    assert check_signature(f"sha256={signature}", body, secret)
    wrong = (None, "", signature, f"sha1={signature}", f"sha256={signature.upper()}", "sha256=", "\udcff")
    assert not any(check_signature(header, body, secret) for header in wrong)
    assert not check_signature(f"sha256={signature}", body + b" ", secret)
    assert not check_signature(f"sha256={signature}", body, secret + "x")


def test_without_a_secret_nothing_is_signed() -> None:
    signed = "sha256=b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"  # of nothing, with nothing
    assert not check_signature(signed, b"", "")

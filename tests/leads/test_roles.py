import pytest

from bot.render import plain
from leads.roles import ROLE_LABELS, Action, Role, may

PERSONAL = {Action.see_contacts, Action.digest, Action.head_digest, Action.export, Action.export_full}


def test_the_dinas_sees_nothing_personal() -> None:
    assert {action for action in Action if may(Role.dinas, action)} == {Action.see_coverage}
    assert not any(may(Role.dinas, action) for action in PERSONAL)


def test_an_officer_works_on_leads_but_neither_invites_nor_takes_all_phones_away() -> None:
    assert all(may(Role.petugas, one) for one in (Action.claim, Action.note, Action.change_state, Action.digest))
    assert not any(may(Role.petugas, one) for one in (Action.invite, Action.export_full, Action.head_digest))


@pytest.mark.parametrize("action", Action)
def test_whatever_an_officer_may_the_head_may_too(action: Action) -> None:
    assert may(Role.kepala, action) or not may(Role.petugas, action)


def test_the_head_invites() -> None:
    assert may(Role.kepala, Action.invite)


@pytest.mark.parametrize("role", Role)
def test_every_role_has_rights_and_a_name(role: Role) -> None:
    assert any(may(role, action) for action in Action)
    assert plain(ROLE_LABELS[role])

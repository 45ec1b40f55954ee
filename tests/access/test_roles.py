"""What each role permits."""

import pytest

from access.roles import AT_THE_DESK, PASSING, UNKNOWN, Permission, Role, Visitor

EXPECTED = {
    Role.VIEWER: {Permission.VIEW},
    Role.EDITOR: {Permission.VIEW, Permission.SEE_DRAFTS, Permission.PREPARE},
    Role.APPROVER: {Permission.VIEW, Permission.SEE_DRAFTS, Permission.RELEASE},
    Role.ADMINISTRATOR: set(Permission),
}


@pytest.mark.parametrize("role", Role)
def test_a_role_permits_this_and_nothing_else(role: Role) -> None:
    visitor = Visitor(frozenset({role}))
    assert {one for one in Permission if visitor.may(one)} == EXPECTED[role]


def test_roles_add_up() -> None:
    visitor = Visitor(frozenset({Role.EDITOR, Role.APPROVER}))
    assert all(visitor.may(one) for one in Permission)


def test_who_has_no_role_may_nothing() -> None:
    assert not any(Visitor(frozenset(), "A. de Vries").may(one) for one in Permission)
    assert not any(UNKNOWN.may(one) for one in Permission)
    assert UNKNOWN.could_log_in


def test_without_login_the_desk_may_everything_and_who_passes_may_look() -> None:
    assert all(AT_THE_DESK.may(one) for one in Permission)
    assert [one for one in Permission if PASSING.may(one)] == [Permission.VIEW]
    assert not AT_THE_DESK.is_named
    assert not PASSING.could_log_in

"""From what a provider tells to roles, and settings that do not say who may do what."""

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.claims import LONGEST_NAME, Settings, SettingsError, roles_of, visitor
from access.roles import UNKNOWN, Role
from warehouse.waiting import person

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TABLE = {"viewer": ["lezers"], "editor": ["redactie"], "approver": ["vrijgave"], "administrator": ["beheer"]}
SETTINGS = Settings.read(TABLE)
EXAMPLE = Path(__file__).parents[2] / ".streamlit" / "secrets.example.toml"


def claims(**others: Any) -> dict[str, Any]:
    told = {"is_logged_in": True, "iat": NOW.timestamp(), "sub": "7", "name": "A. de Vries", "groups": ["lezers"]}
    return told | others


# Roles ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "roles"),
    [
        (["lezers"], {Role.VIEWER}),
        (["lezers", "redactie", "iets anders"], {Role.VIEWER, Role.EDITOR}),
        ("vrijgave", {Role.APPROVER}),
        ("lezers,redactie", {Role.VIEWER, Role.EDITOR}),
        ("lezers, beheer", {Role.VIEWER, Role.ADMINISTRATOR}),
        ("lezers redactie", {Role.VIEWER, Role.EDITOR}),
        (["Redactie"], set()),
        (["redactie van iets anders"], set()),
        ([], set()),
        ("", set()),
        (None, set()),
        (7, set()),
        ([["redactie"], {"redactie": True}, None, 7], set()),
        ({"redactie": True}, set()),
    ],
)
def test_groups_give_the_roles_they_are_named_for(told: object, roles: set[Role]) -> None:
    assert roles_of({"groups": told}, SETTINGS) == roles


def test_a_group_with_a_space_is_found_in_a_list_and_between_commas() -> None:
    settings = Settings.read({"editor": ["Team Onderzoek"]})
    assert roles_of({"groups": ["Team Onderzoek"]}, settings) == {Role.EDITOR}
    assert roles_of({"groups": "Alle medewerkers, Team Onderzoek"}, settings) == {Role.EDITOR}


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("realm_access.roles", {"realm_access": {"roles": ["redactie"]}}),
        ("https://example.org/groups", {"https://example.org/groups": ["redactie"]}),
        ("a.b.c", {"a": {"b": {"c": "redactie"}}}),
    ],
)
def test_a_claim_may_stand_inside_another_or_have_points_in_its_name(claim: str, told: dict[str, Any]) -> None:
    settings = Settings.read(TABLE | {"claim": claim})
    assert roles_of(told, settings) == {Role.EDITOR}
    assert roles_of({"groups": ["redactie"]}, settings) == frozenset()


@pytest.mark.parametrize("told", [{"realm_access": None}, {"realm_access": "roles"}, {"realm_access": ["roles"]}, {}])
def test_a_claim_that_is_not_there_gives_no_role(told: dict[str, Any]) -> None:
    assert roles_of(told, Settings.read(TABLE | {"claim": "realm_access.roles"})) == frozenset()


def test_everybody_who_logs_in_may_look_only_where_that_is_said() -> None:
    assert roles_of(claims(groups=[]), SETTINGS) == frozenset()
    assert roles_of(claims(groups=[]), Settings.read(TABLE | {"viewer": "*"})) == {Role.VIEWER}


# Visitors -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "is_known"), [(0, True), (9.9, True), (10, False), (24 * 40, False), (-0.01, True), (-1, False)]
)
def test_a_login_lasts_ten_hours(hours: float, is_known: bool) -> None:
    found = visitor(claims(), SETTINGS, NOW + timedelta(hours=hours))
    assert (found != UNKNOWN) is is_known


@pytest.mark.parametrize("issued", [None, "now", True, float("nan"), float("inf"), 1e30, -1e30])
def test_a_login_that_does_not_say_when_counts_for_nothing(issued: object) -> None:
    assert visitor(claims(iat=issued), SETTINGS, NOW) == UNKNOWN


@pytest.mark.parametrize("is_logged_in", [False, None, "true", 1])
def test_only_who_is_logged_in_has_a_role(is_logged_in: object) -> None:
    assert visitor(claims(is_logged_in=is_logged_in), SETTINGS, NOW) == UNKNOWN


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({}, "A. de Vries"),
        ({"name": None, "email": "a@example.org"}, "a@example.org"),
        ({"name": " \u200b ", "email": "a@example.org"}, "a@example.org"),
        ({"name": ["A"], "email": 7}, "7"),
        ({"name": "A.\n  de\tVries\u202e"}, "A. de Vries"),
    ],
)
def test_somebody_is_called_by_their_name_or_else_their_address_or_number(told: dict[str, Any], name: str) -> None:
    assert visitor(claims(**told), SETTINGS, NOW).name == name


def test_one_claim_may_be_named_for_what_people_are_called() -> None:
    settings = Settings.read(TABLE | {"name": "email"})
    assert visitor(claims(email="a@example.org"), settings, NOW).name == "a@example.org"
    assert visitor(claims(), settings, NOW) == UNKNOWN


@given(st.text())
def test_whatever_a_provider_calls_somebody_is_a_name_that_the_log_takes(told: str) -> None:
    name = visitor(claims(name=told), SETTINGS, NOW).name
    assert person(name) == name
    assert len(name) <= LONGEST_NAME


# Settings -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({}, "nobody could see anything"),
        ({"viewer": []}, "nobody could see anything"),
        ({"viewers": ["a"]}, "expected one of viewer, editor"),
        ({"viewer": 7}, "expected names of groups"),
        ({"viewer": [7]}, "expected names of groups"),
        ({"viewer": [""]}, "expected names of groups"),
        ({"viewer": ["*"]}, "by itself"),
        ({"editor": "*"}, "only viewer"),
        ({"viewer": "*", "claim": ""}, "name of a claim"),
        ({"viewer": "*", "claim": ["groups"]}, "name of a claim"),
        ({"viewer": "*", "name": 7}, "name of a claim"),
        ({"viewer": "*", "hours": 0}, "from 1 to"),
        ({"viewer": "*", "hours": 1000}, "from 1 to"),
        ({"viewer": "*", "hours": "10"}, "from 1 to"),
        ({"viewer": "*", "hours": True}, "from 1 to"),
    ],
)
def test_settings_that_do_not_say_who_may_are_refused_with_what_was_expected(
    table: dict[str, Any], expected: str
) -> None:
    with pytest.raises(SettingsError, match=expected):
        Settings.read(table)


def test_one_group_needs_no_brackets() -> None:
    assert Settings.read({"editor": "redactie"}) == Settings.read({"editor": ["redactie"]})


def test_the_example_gives_every_role_a_group() -> None:
    table = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))["roles"]
    assert all(Settings.read(table).groups[role] for role in Role)

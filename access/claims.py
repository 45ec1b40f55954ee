"""From what an OpenID provider says of somebody to a visitor with roles, by the table `[roles]` of the settings.

[roles]
claim = "groups"                  # where the provider lists groups; realm_access.roles at Keycloak
viewer = ["doelbereik-lezers"]    # or "*": everybody who can log in
editor = ["doelbereik-redactie"]
approver = ["doelbereik-vrijgave"]
administrator = ["doelbereik-beheer"]
name = "name"                     # what people are called in the log; without it name, else email, else sub
hours = 10                        # how long a login lasts
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from access.roles import UNKNOWN, Role, Visitor

EVERYBODY = "*"
GROUPS = "groups"
NAMES = ("name", "email", "sub")
# A working day: a role that was taken away is gone the next.
HOURS = 10
MOST_HOURS = 24 * 7
LONGEST_NAME = 100
# Clocks of two machines differ.
LEEWAY = timedelta(minutes=2)


class SettingsError(ValueError):
    """A setting that does not say who may do what; the message is a sentence."""


@dataclass(frozen=True)
class Settings:
    """The table `[roles]`, checked."""

    groups: Mapping[Role, frozenset[str]]
    everybody_views: bool = False
    claim: str = GROUPS
    names: tuple[str, ...] = NAMES
    hours: int = HOURS

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> "Settings":
        """Return the settings of a table; raises `SettingsError`."""
        known = [*Role, "claim", "name", "hours"]
        for key in table:
            if key not in known:
                raise SettingsError(f"[roles]: found {key!r}, expected one of {', '.join(known)}.")
        everybody_views = table.get(Role.VIEWER) == EVERYBODY
        groups = {
            role: frozenset() if role is Role.VIEWER and everybody_views else _groups(role, table.get(role, ()))
            for role in Role
        }
        if not everybody_views and not any(groups.values()):
            raise SettingsError(
                "[roles]: found no group of any role, expected at least viewer: nobody could see anything."
            )
        hours = table.get("hours", HOURS)
        if not isinstance(hours, int) or isinstance(hours, bool) or not 1 <= hours <= MOST_HOURS:
            raise SettingsError(f"[roles] hours: found {hours!r}, expected a whole number from 1 to {MOST_HOURS}.")
        names = (_claim("name", table["name"]),) if "name" in table else NAMES
        return cls(groups, everybody_views, _claim("claim", table.get("claim", GROUPS)), names, hours)


def visitor(claims: Mapping[str, Any], settings: Settings, now: datetime) -> Visitor:
    """Return who somebody is whose login told this; unknown when it did not say who or when, or too long ago."""
    name = _name(claims, settings)
    if claims.get("is_logged_in") is not True or not name or not is_current(claims, settings, now):
        return UNKNOWN
    return Visitor(roles_of(claims, settings), name)


def is_current(claims: Mapping[str, Any], settings: Settings, now: datetime) -> bool:
    """Return whether the login still lasts: what it told may have changed since."""
    issued = claims.get("iat")
    if not isinstance(issued, int | float) or isinstance(issued, bool):
        return False
    try:
        since = now - datetime.fromtimestamp(issued, UTC)
    except (ValueError, OverflowError, OSError):
        return False
    return -LEEWAY <= since < timedelta(hours=settings.hours)


def roles_of(claims: Mapping[str, Any], settings: Settings) -> frozenset[Role]:
    """Return the roles of the groups that a login told; whoever is in none of them has none."""
    member_of = _listed(_told(claims, settings.claim))
    found = {role for role, groups in settings.groups.items() if groups & member_of}
    return frozenset(found | {Role.VIEWER} if settings.everybody_views else found)


def _groups(role: Role, written: object) -> frozenset[str]:
    named = [written] if isinstance(written, str) else written
    if not isinstance(named, list | tuple) or not all(isinstance(one, str) and one.strip() for one in named):
        raise SettingsError(f"[roles] {role}: found {written!r}, expected names of groups between brackets.")
    if EVERYBODY in named:
        others = 'only viewer may be "*", by itself: everybody who can log in'
        raise SettingsError(f"[roles] {role}: found {written!r}, expected names of groups; {others}.")
    return frozenset(one.strip() for one in named)


def _claim(key: str, written: object) -> str:
    if not isinstance(written, str) or not written.strip():
        raise SettingsError(f"[roles] {key}: found {written!r}, expected the name of a claim, such as {GROUPS!r}.")
    return written.strip()


def _told(claims: Mapping[str, Any], claim: str) -> object:
    """Return what a claim says: of the name itself, points included, or of one inside another."""
    if claim in claims:
        return claims[claim]
    told: object = claims
    for part in claim.split("."):
        told = told.get(part) if isinstance(told, Mapping) else None
    return told


def _listed(told: object) -> frozenset[str]:
    """Return the groups in a claim: a list, or words in one text with commas or else spaces between them."""
    if isinstance(told, str):
        return frozenset(part.strip() for part in (told.split(",") if "," in told else told.split()) if part.strip())
    return frozenset(one for one in told if isinstance(one, str)) if isinstance(told, list | tuple) else frozenset()


def _name(claims: Mapping[str, Any], settings: Settings) -> str:
    """Return what somebody is called, as a log can hold it; empty when nothing says."""
    for claim in settings.names:
        told = _told(claims, claim)
        if isinstance(told, str):
            seen = "".join(letter for letter in unicodedata.normalize("NFC", told) if _is_seen(letter))
            written = " ".join(seen.split())[:LONGEST_NAME].strip()
            if re.search(r"[^\W_]", written):
                return written
    return ""


def _is_seen(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf", "Co", "Cs"}

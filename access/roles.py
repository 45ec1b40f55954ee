"""Who may do what: roles, what each permits, and the visitor who has them."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is here for; one person may have several."""

    VIEWER = "viewer"
    EDITOR = "editor"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """What is asked before something is shown or done."""

    VIEW = "view"
    """See what is published."""
    SEE_DRAFTS = "see drafts"
    """See what was received and what waits, and the log."""
    PREPARE = "prepare"
    """Receive, decide, draft, comment, correct, assess; publish a briefing."""
    RELEASE = "release"
    """Release a draft, withdraw it, roll back."""


PERMITS: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: frozenset({Permission.VIEW}),
    Role.EDITOR: frozenset({Permission.VIEW, Permission.SEE_DRAFTS, Permission.PREPARE}),
    Role.APPROVER: frozenset({Permission.VIEW, Permission.SEE_DRAFTS, Permission.RELEASE}),
    Role.ADMINISTRATOR: frozenset(Permission),
}


@dataclass(frozen=True)
class Visitor:
    """Somebody who asks for something."""

    roles: frozenset[Role]
    name: str = ""
    """As whoever they logged in with tells it; empty where nobody logs in."""
    could_log_in: bool = False
    """Whether they would be known after logging in, and are not yet."""

    @property
    def is_named(self) -> bool:
        """Whether the name was told by whoever they logged in with; else the page asks for one."""
        return bool(self.name)

    def may(self, permission: Permission) -> bool:
        """Return whether one of the roles permits this."""
        return any(permission in PERMITS[role] for role in self.roles)


AT_THE_DESK = Visitor(frozenset(Role))
"""Whoever sits at the machine of a server without login: may do everything, as on its command line."""
PASSING = Visitor(frozenset({Role.VIEWER}))
"""Whoever comes to a server without login from elsewhere."""
UNKNOWN = Visitor(frozenset(), could_log_in=True)
"""Whoever did not log in yet, or too long ago."""

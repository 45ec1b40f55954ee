"""Which version of the figures is served now; whoever asks makes the log tell when that changes or goes wrong."""

import logging

from ui import cached

_log = logging.getLogger(__name__)
_told: tuple[str | None, str] | None = None


def served() -> tuple[str | None, str]:
    """Return the version of the figures, or None; and a sentence when something is wrong, which names files here."""
    global _told
    version, reason = now = cached.published()
    if now != _told:
        _told = now
        _log.info("version served", extra={"told": {"warehouse": version}})
        if reason:
            _log.warning("%s", reason)
    return version, reason


def last_served() -> str | None:
    """Return the version that was served when somebody looked last."""
    return _told[0] if _told else None

"""Moments as people of the council have them: written in Dutch time, read from a date and a time as typed."""

from datetime import UTC, datetime

from babel.dates import format_datetime

from indicators.language import locale
from ui.intake_desk import COUNCIL_TIME

_TYPED = "%d-%m-%Y %H:%M"


class WrongMomentError(ValueError):
    """No date and time."""


class SkippedMomentError(ValueError):
    """A time at which the clock is put forward."""


def said(moment: str) -> str:
    """Return a moment of a record or the log in words: `13 juni 2020 10:00`."""
    there = datetime.fromisoformat(moment).astimezone(COUNCIL_TIME)
    return str(format_datetime(there, "d MMMM y HH:mm", locale=locale()))


def typed(day: str, time: str) -> datetime | None:
    """Return the moment that was typed, in Dutch time; None when both were left empty."""
    if not day.strip() and not time.strip():
        return None
    try:
        moment = datetime.strptime(f"{day.strip()} {time.strip()}", _TYPED)
    except ValueError:
        raise WrongMomentError(f"{day} {time}".strip()) from None
    there = moment.replace(tzinfo=COUNCIL_TIME)
    if there.astimezone(UTC).astimezone(COUNCIL_TIME).replace(tzinfo=None) != moment:
        raise SkippedMomentError(f"{day} {time}".strip())
    return there

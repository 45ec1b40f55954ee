"""Decisions ↔ the text of a `decisions.toml`: written whole, and read with everything that is wrong with it."""

import tomllib

import tomlkit
from pydantic import ValidationError

from loaders.delivery.decisions import Decisions
from loaders.grid import Problem
from loaders.validation import mistakes

_MESSAGE = "This does not belong in the decisions"


def as_toml(decisions: Decisions) -> str:
    """Return decisions as the text of their file."""
    return tomlkit.dumps(decisions.model_dump(by_alias=True, exclude_defaults=True))


def from_toml(text: str) -> tuple[Decisions | None, list[Problem]]:
    """Return the decisions that a text holds, or None and every mistake in it."""
    try:
        return Decisions.model_validate(tomllib.loads(text)), []
    except tomllib.TOMLDecodeError as error:
        return None, [Problem(_MESSAGE, str(error), "readable TOML", kind="decisions-entry")]
    except ValidationError as error:
        return None, [
            Problem(
                _MESSAGE,
                (found or "nothing") if isinstance(found, str) else repr(found),
                expected,
                place=f"key '{key}'",
                kind="decisions-entry",
            )
            for key, found, expected in mistakes(Decisions, error)
        ]

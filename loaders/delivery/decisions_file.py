"""Decisions ↔ the text of a `decisions.toml`: written whole, and read with everything that is wrong with it."""

import tomllib
import unicodedata

import tomlkit
from pydantic import ValidationError

from loaders.delivery.decisions import Decisions
from loaders.grid import Problem
from loaders.unseen import NOT_SHOWN
from loaders.validation import mistakes

_MESSAGE = "This does not belong in the decisions"


def as_toml(decisions: Decisions) -> str:
    """Return decisions as the text of their file."""
    return _escaped(tomlkit.dumps(decisions.model_dump(by_alias=True, exclude_defaults=True)))


def as_value(value: str | int | bool) -> str:
    """Return one value as it stands in such a file."""
    return _escaped(tomlkit.item(value).as_string())


def _escaped(text: str) -> str:
    """Return the same TOML with every letter that is not seen as its code: somebody reads and completes it."""
    return "".join(
        f"\\U{ord(letter):08X}" if letter != "\n" and unicodedata.category(letter) in NOT_SHOWN else letter
        for letter in text
    )


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

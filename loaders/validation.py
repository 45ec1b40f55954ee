"""What is wrong with the files below `data/`, collected: each mistake says where it is, what stands there and what may.

Reading is strict and goes on after a mistake, so that a person mends a folder in one go.
"""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from loaders.grid import Problem

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class FileFaults:
    """The mistakes found in the files of one data folder, told with one message and kind."""

    def __init__(self, data: Path, message: str, kind: str) -> None:
        self.data, self.message, self.kind = data, message, kind
        self._problems: dict[Problem, None] = {}

    @property
    def problems(self) -> list[Problem]:
        """Every mistake, in the order of finding."""
        return list(self._problems)

    def add(self, file: Path, found: object, expected: str, *where: str) -> None:
        """Note one mistake, once; `where` leads to it inside the file."""
        shown = f"data/{file.relative_to(self.data).as_posix()}"
        text = found if isinstance(found, str) else repr(found)
        self._problems[Problem(self.message, text, expected, place=", ".join((shown, *where)), kind=self.kind)] = None

    def add_invalid(self, file: Path, model: type[BaseModel], error: ValidationError, *where: str) -> None:
        """Note every mistake that keeps something read from a file from being a `model`."""
        key_is = "column" if file.suffix == ".csv" else "key"
        for key, found, expected in mistakes(model, error):
            self.add(file, found, expected, *where, *([f"{key_is} '{key}'"] if key else []))

    def toml(self, file: Path, holding: str) -> dict[str, Any] | None:
        """Return what a TOML file says, None when it cannot be read; `holding` says what ought to be there."""
        try:
            return tomllib.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.add(file, "no such file", holding)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.add(file, str(error), "readable TOML in UTF-8")
        return None


def mistakes(model: type[BaseModel], error: ValidationError) -> Iterator[tuple[str, object, str]]:
    """Yield key, what was found and what was expected of everything that pydantic has against an entry."""
    for fault in error.errors():
        key = ".".join(str(part + 1 if isinstance(part, int) else part) for part in fault["loc"])
        found: object = fault["input"]
        expected = fault["msg"].removeprefix("Input should be ")
        match fault["type"]:
            case "missing":
                found, expected = "nothing", "a value: it is required"
            case "extra_forbidden":
                found = str(fault["loc"][-1])
                expected = "a key that is known here" + closest(found, _keys(model, fault["loc"][:-1]))
            case "literal_error" | "enum":
                expected = f"one of {fault['ctx']['expected']}"
            case "string_pattern_mismatch" if fault["ctx"]["pattern"] == SLUG:
                expected = "lower-case letters, digits and single hyphens"
        yield key, found, expected


def _keys(model: type[BaseModel], where: tuple[int | str, ...]) -> list[str]:
    """Return the keys known at a place inside an entry."""
    for part in where:
        if isinstance(part, str) and part in model.model_fields:
            (model,) = (
                argument
                for argument in getattr(model.model_fields[part].annotation, "__args__", ())
                if isinstance(argument, type) and issubclass(argument, BaseModel)
            )
    return [field.alias or name for name, field in model.model_fields.items()]


def closest(found: str, known: Iterable[str]) -> str:
    """Return ` (did you mean 'x'?)` for the nearest known name, or nothing when none comes near."""
    match = process.extractOne(found, list(known), score_cutoff=70)
    return f" (did you mean '{match[0]}'?)" if match else ""

"""What may be asked at an address: parameters, their limits and their defaults, read strictly.

A parameter that an address does not take, one that is there twice, and a value outside its limits are refused with a
sentence: an answer to another question than was asked is worse than none. A description of a parameter is the text
below it, as in `api.answers`.
"""

import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from api import problems
from indicators.judged import Assumptions
from indicators.language import LANGUAGES


def _as_written(pattern: str) -> BeforeValidator:
    """Return a check of how a number is written: pydantic reads ` 1_0 ` too."""

    def check(value: object) -> object:
        if isinstance(value, str) and not re.fullmatch(pattern, value, re.ASCII):
            raise ValueError("is not written as a number")
        return value

    return BeforeValidator(check)


_WHOLE = _as_written(r"\d{1,12}")
_NUMBER = _as_written(r"\d{1,12}(\.\d{1,20})?")


class _Strict(BaseModel):
    """Refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


# Addresses for programs, below /api ----------------------------------------------------------------------------------


class Asked(_Strict):
    """Parameters of every address for programs."""

    language: Annotated[Literal["nl", "en"], Field(examples=["en"])] = "nl"
    """Language of our sentences in the answer. Only this chooses it, whatever a browser prefers: the same address gives
    the same answer to everyone. What sources and catalogue say is Dutch in either."""


class AskedOfEdition(Asked):
    """Parameters of an address that can be read as it was known before."""

    as_known_in: Annotated[str | None, Field(min_length=1, max_length=100, examples=["rekening-2018"])] = None
    """Id of a document: only what it and earlier publications print is read. Without it everything that is known."""


class AskedOfField(AskedOfEdition):
    """Parameters of one policy field."""

    year: Annotated[Annotated[int, Field(ge=1900, le=2100)] | None, _WHOLE, Field(examples=[2018])] = None
    """Year of the rows; without it the last one with a result."""


class AskedOfIndicators(AskedOfEdition):
    """Parameters of the list of indicators."""

    query: Annotated[str | None, Field(min_length=1, max_length=200, examples=["mantelzorg"])] = None
    """Words to find in names, labels, definitions, notes and cells. Without it every indicator."""


class AskedOfIndicator(AskedOfEdition):
    """Parameters of one indicator: besides the edition, what its judgement assumes."""

    n: Annotated[Annotated[int, Field(ge=1, le=10_000_000)] | None, _WHOLE, Field(examples=[2000])] = None
    """Respondents of the whole survey in every wave; those of smaller groups follow from it. Without it what the
    sources say, else our stated assumption."""
    design_effect: Annotated[Annotated[float, Field(ge=1, le=10)] | None, _NUMBER, Field(examples=[2.0])] = None
    """How much wider weighting and non-response make an interval. Without it what the sources say, else 1.5."""
    confidence: Annotated[Annotated[float, Field(ge=0.5, le=0.999)], _NUMBER, Field(examples=[0.9])] = (
        Assumptions().confidence
    )
    """Confidence level of every interval."""


# Addresses of files, named in Dutch as those of the pages ------------------------------------------------------------

_Year = Annotated[Annotated[int, Field(ge=1900, le=2100)] | None, _WHOLE]


class AskedOfFile(_Strict):
    """Parameters of every file."""

    taal: Literal["nl", "en"] = "nl"
    """As `Asked.language`."""


class AskedOfEditionFile(AskedOfFile):
    """Parameters of a file that can be read as it was known before."""

    stand: Annotated[str | None, Field(min_length=1, max_length=100)] = None
    """As `AskedOfEdition.as_known_in`."""


class AskedOfCsv(AskedOfEditionFile):
    """Parameters of figures as csv."""

    notatie: Literal["excel", "machine"] = "excel"
    """As a Dutch spreadsheet opens it, or as a program reads it."""


class AskedOfBriefings(AskedOfEditionFile):
    """Parameters of all briefings of one year."""

    jaar: _Year = None
    """Without it the last year with a result."""


class AskedOfBriefing(AskedOfBriefings):
    """Parameters of one briefing."""

    uitgave: Annotated[Annotated[int, Field(ge=1, le=999_999)] | None, _WHOLE] = None
    """Number of a published one; without it as the figures are now."""


Parameters = TypeVar("Parameters", bound=_Strict)

_KNOWN = {"language": tuple(LANGUAGES), "taal": tuple(LANGUAGES), "notatie": ("excel", "machine")}
"""Parameter → its values, where those are few."""


def language_of(query: Sequence[tuple[str, str]], parameter: str = "language") -> str:
    """Return the language to tell a problem in: the one that is asked for, Dutch when that is unclear."""
    asked = [value for name, value in query if name == parameter]
    return asked[0] if len(asked) == 1 and asked[0] in LANGUAGES else "nl"


def read(takes: type[Parameters], query: Sequence[tuple[str, str]]) -> Parameters:
    """Return the parameters of an address from the pairs of its query.

    Raises ProblemError with every parameter that is unknown; else every one that is repeated; else every faulty value.
    """
    values: dict[str, list[str]] = {}
    for name, value in query:
        values.setdefault(name, []).append(value)
    unknown = [name for name in values if name not in takes.model_fields]
    if unknown:
        raise problems.unknown_parameters(unknown, takes.model_fields)
    several = {name: given for name, given in values.items() if len(given) > 1}
    if several:
        raise problems.repeated(several)
    try:
        return takes.model_validate({name: given[0] for name, given in values.items()})
    except ValidationError as refused:
        names = dict.fromkeys(str(one["loc"][0]) for one in refused.errors())
        raise problems.faulty((name, values[name][0], _KNOWN.get(name, ())) for name in names) from None


def described(takes: type[Asked]) -> list[dict[str, Any]]:
    """Return the parameters of an address as the OpenAPI document has them."""
    schema = takes.model_json_schema(mode="validation")
    return [_described(name, dict(of)) for name, of in schema.get("properties", {}).items()]


def _described(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return one parameter; that it may be left out is said by `required`, not by null."""
    about, examples = " ".join(schema.pop("description").split()), schema.pop("examples")
    schema.pop("title", None)
    if "anyOf" in schema:
        (taken,) = [one for one in schema.pop("anyOf") if one != {"type": "null"}]
        schema |= taken
    if schema.get("default", "") is None:
        del schema["default"]
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": about,
        "schema": schema,
        "example": examples[0],
    }

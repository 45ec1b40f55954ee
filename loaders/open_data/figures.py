"""One figure of another publisher, whatever it was received as: what a row of `data/sources` is made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Status = Literal["definite", "provisional", "partly", "unstated"]

IN_DUTCH: dict[Status, str] = {
    "definite": "definitief cijfer",
    "provisional": "voorlopig cijfer",
    "partly": "de bron noemt een deel van de cijfers over dit jaar voorlopig",
    "unstated": "de bron zegt niet of het cijfer definitief is",
}


@dataclass(frozen=True)
class OpenFigure:
    """A figure, or the reason why there is none, with the codes under which its publisher gives it."""

    series: str
    """Code of the measure, or the heading of the column."""
    series_name: str
    region: str
    """CBS code (`GM0014`, `NL01`)."""
    year: int
    value: Decimal | None
    missing: str | None
    """Why there is no value, in the publisher's word; None when there is one."""
    unit: str | None
    decimals: int | None
    status: Status
    place: str

    @property
    def raw(self) -> str:
        """The figure in Dutch notation, without thousands: to a Dutch reader the 12.345 of JSON is another number."""
        if self.value is None:
            return "."
        shown = self.value if self.decimals is None else round(self.value, self.decimals)
        return f"{shown:f}".replace(".", ",")


def unpadded(code: str) -> str:
    """Return a code without the spaces CBS fills it up with (`GM0014    `)."""
    return code.strip()


def plain_unit(unit: str | None) -> str | None:
    """Return a unit as this catalogue writes it: CBS writes thousands with a space (`per 1 000 inwoners`)."""
    if unit is None or not unit.strip():
        return None
    text = " ".join(unit.replace("\N{NO-BREAK SPACE}", " ").split())
    for size in ("1 000 000", "100 000", "10 000", "1 000"):
        text = text.replace(size, size.replace(" ", "."))
    return text


def doubled(figures: Iterable[OpenFigure]) -> list[OpenFigure]:
    """Return the figures whose series, region and year stand there already."""
    seen: set[tuple[str, str, int]] = set()
    again = []
    for one in figures:
        key = (one.series, one.region, one.year)
        if key in seen:
            again.append(one)
        seen.add(key)
    return again

"""What was said of figures that a page, delivered once more, no longer prints: it would be said of nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loaders.catalogue import Catalogue, Revision
from loaders.corrections import correct
from loaders.normalise import normalise
from loaders.said import Said
from loaders.sources import StoredPage
from loaders.tables import TableRow

_SAME = ("indicator_id", "period", "part", "territory_id")
_PRINTED = ("value", "low", "high", "band", "text", "semantics")


@dataclass(frozen=True)
class Printed:
    """All results and targets that pages print."""

    results: Sequence[TableRow] = ()
    targets: Sequence[TableRow] = ()

    @classmethod
    def on(cls, pages: Iterable[StoredPage], catalogue: Catalogue) -> "Printed":
        """Return what a build would load."""
        rows = normalise(catalogue, correct(pages, catalogue.corrections.values())).rows
        results = [row for row in rows["observation"] if row["status"] == "A" and row["kind"] != "forecast"]
        return cls(results, [row for row in rows["target"] if row["semantics"] != "not_published"])

    def is_revised(self, one: Revision, rank: dict[str, int]) -> bool:
        """Whether the document prints a figure otherwise than one before it, or than it says was printed before."""
        return any(
            _place(later) == _place(earlier)
            and _says(later) != _says(earlier)
            and (
                rank[earlier["document_id"]] < rank[one.document]
                or (earlier["document_id"] == one.document and earlier.get("kind") == "previously_reported")
            )
            for rows in (self.results, self.targets)
            for later in _of(rows, one.indicator, one.period)
            if later["document_id"] == one.document and later.get("kind") != "previously_reported"
            for earlier in _of(rows, one.indicator, one.period)
        )


@dataclass(frozen=True)
class LeftWithout:
    """What is printed before and after pages were delivered."""

    before: Printed
    after: Printed
    rank: dict[str, int]

    @classmethod
    def by(
        cls, delivered: Sequence[StoredPage], pages: Sequence[StoredPage], before: Catalogue, after: Catalogue
    ) -> "LeftWithout":
        """Return it; where every page is new nothing is left, and nothing is read."""
        known, now = ({page.page_id: page for page in listed} for listed in (pages, delivered))
        if known.keys().isdisjoint(now):
            return cls(Printed(), Printed(), {})
        return cls(Printed.on(pages, before), Printed.on((known | now).values(), after), after.edition_rank)

    def has_revision(self, one: Revision) -> bool:
        """Whether a figure was printed otherwise than before, and no longer is."""
        return self.before.is_revised(one, self.rank) and not self.after.is_revised(one, self.rank)

    def has_commentary(self, one: Said) -> bool:
        """Whether it is on a year of which nothing is printed any more."""
        was, now = (
            [*_of(all_of.results, one.indicator, one.year), *_of(all_of.targets, one.indicator, one.year)]
            for all_of in (self.before, self.after)
        )
        return bool(was) and not now

    def has_assessment(self, one: Said) -> bool:
        """Whether it is of a year of which no result is printed any more."""
        was, now = (_of(all_of.results, one.indicator, one.year) for all_of in (self.before, self.after))
        return bool(was) and not now


def _of(rows: Iterable[TableRow], indicator: str, year: int) -> list[TableRow]:
    return [row for row in rows if (row["indicator_id"], row["period"]) == (indicator, year)]


def _place(row: TableRow) -> tuple[object, ...]:
    return tuple(row[name] for name in _SAME)


def _says(row: TableRow) -> tuple[object, ...]:
    return tuple(row.get(name) for name in _PRINTED)

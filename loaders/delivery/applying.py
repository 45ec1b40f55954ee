"""What was read and decided, written as text into a copy of `data/`: pages, catalogue, corrections, what people say.

Nothing there is written over silently, and what was decided is written once: whatever stands there already is left as
it is. Only what a page, delivered once more, leaves without an object goes: a correction that it does without, and what
was said of figures that it lacks (`loaders.delivery.left_without`). A copy with problems is of no use.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from loaders.assessments import read_assessments
from loaders.catalogue import Catalogue, read_catalogue
from loaders.commentary import read_commentary
from loaders.corrections import is_needless
from loaders.delivery.catalogue_text import remove_said, write_changes, write_said
from loaders.delivery.decided import latest, rows_decided, with_decisions
from loaders.delivery.decisions import Decisions
from loaders.delivery.estimated import meant, settled
from loaders.delivery.leaving_out import left_out
from loaders.delivery.left_without import LeftWithout
from loaders.delivery.placing import Placed, place
from loaders.delivery.questions import Questions, delivered, questions
from loaders.extraction import Extraction
from loaders.grid import Problem
from loaders.said import Said
from loaders.sources import read_sources, save

NOT_NEEDED = ("briefings",)
"""Folders of data/ that nothing in a warehouse depends on."""


def apply(read: Mapping[str, Extraction], decisions: Decisions, data: Path, into: Path) -> list[Problem]:
    """Write a copy of `data` with everything read and decided in it, and return what keeps it from being a draft.

    `into` must be an empty folder or none. Where a decision is missing or cannot be carried out nothing is written.
    """
    catalogue, problems = read_catalogue(data)
    pages, faults = read_sources(data)
    if problems or faults:
        return [*problems, *faults]
    after, refused = with_decisions(catalogue, decisions)
    names = {sha256: str(extraction.document.get("file") or "") for sha256, extraction in read.items()}
    placed = [one for one in place(read, names, after, decisions, pages) if one.is_settled]
    open_ones = list(_open(questions(read, names, catalogue, decisions, pages)))
    if refused or open_ones or (typed_over := list(_typed_over(placed))):
        return [*refused, *open_ones] or typed_over
    placed = list(_with_estimates(placed, decisions, after))
    after = _without_needless(after, placed)
    out = {key for key, decision in rows_decided(decisions).items() if decision.choice == "left_out"}
    for one in placed:
        more = left_out(after, delivered(one, after), out)
        after = replace(after, corrections=after.corrections | more)
    lost = LeftWithout.by([one.as_stored() for one in placed], pages, catalogue, after)
    after = replace(after, revisions={name: one for name, one in after.revisions.items() if not lost.has_revision(one)})
    shutil.copytree(data, into, ignore=lambda at, _: NOT_NEEDED if Path(at) == data else (), dirs_exist_ok=True)
    for one in placed:
        save(one.extraction, into / "sources", one.document or "", one.page or "")
    write_changes(catalogue, after, into)
    remove_said(
        into / "commentary.toml", "commentary", filter(lost.has_commentary, read_commentary(data, after.indicators)[0])
    )
    remove_said(
        into / "assessments.toml",
        "assessment",
        filter(lost.has_assessment, read_assessments(data, after.indicators)[0]),
    )
    write_said(into / "commentary.toml", "commentary", decisions.commentary)
    write_said(into / "assessments.toml", "assessment", decisions.assessment)
    return _unfaithful(after, decisions, into)


def _with_estimates(placed: Iterable[Placed], decisions: Decisions, catalogue: Catalogue) -> Iterator[Placed]:
    """Yield the files with the estimates that are taken over; a survey without any is not stored."""
    for one in placed:
        taken_over = settled(one, meant(one, decisions, catalogue.indicators))
        if taken_over.extraction.estimates or not one.extraction.estimates:
            yield taken_over


def _without_needless(catalogue: Catalogue, placed: Iterable[Placed]) -> Catalogue:
    """Return the catalogue without the corrections that a page needed before it was delivered once more."""
    pages = {page.page_id: page for page in (one.as_stored() for one in placed if one.replaces)}
    kept = {
        name: one
        for name, one in catalogue.corrections.items()
        if one.page not in pages or not is_needless(one, pages[one.page])
    }
    return replace(catalogue, corrections=kept)


# Problems -----------------------------------------------------------------------------------------------------------


def _open(asked: Questions) -> Iterator[Problem]:
    """Yield a problem for every question that nobody answered."""
    for document in asked.documents:
        if document.standing.is_open:
            yield _unanswered(f"file '{document.name}'", "which page of which document the file is")
    for field in asked.fields:
        if field.standing.is_open:
            printed = f"{field.code} {field.title}".strip()
            yield _unanswered(f"table '{printed}' of {field.document}", "which policy field the table is about")
    for row in asked.rows:
        if row.standing.is_open:
            yield _unanswered(f"row '{row.label}' of {row.policy_field}", "which indicator the row is")
    for estimate in asked.estimates:
        if estimate.standing.is_open:
            expected = "which indicator it is, one of which the file has no other estimate"
            yield _unanswered(f"estimate '{estimate.named}' of {estimate.name}", expected)
    for one in asked.definitions:
        if one.standing.is_open:
            expected = f"whether it means the same in {one.document} as before"
            yield _unanswered(f"indicator '{one.indicator}'", expected)


def _typed_over(placed: Iterable[Placed]) -> Iterator[Problem]:
    """Yield a problem for each survey file whose estimates would take the place of figures typed in by hand."""
    for one in placed:
        typed_in = one.replaces if one.replaces and one.replaces.curated else None
        if one.extraction.estimates and typed_in and not typed_in.sheet.received_via.startswith("estimated"):
            yield Problem(
                "Estimates would take the place of figures that were typed in by hand",
                f"{len(typed_in.curated)} figures of {typed_in.page_id}",
                "another name for the page",
                place=f"file '{one.name}'",
                kind="decision",
            )


def _unanswered(place: str, expected: str) -> Problem:
    return Problem("A question is not answered yet", "no decision", expected, place=place, kind="question-open")


def _unfaithful(after: Catalogue, decisions: Decisions, into: Path) -> list[Problem]:
    """Return what is wrong with the text that was written; it says what was decided, or it is not used."""
    written, problems = read_catalogue(into)
    said, mistakes = read_commentary(into, written.indicators)
    made_of, more_mistakes = read_assessments(into, written.indicators)
    problems += [*mistakes, *more_mistakes, *read_sources(into)[1]]
    decided = {*_last(decisions.commentary), *_last(decisions.assessment)}
    if not problems and not (written == after and decided <= {*said, *made_of}):
        message = "What was decided could not be written as it was decided"
        problems.append(Problem(message, expected="the same after it was read again", kind="decision"))
    return problems


def _last(said: Iterable[Said]) -> Iterable[Said]:
    return latest(said, lambda one: (one.indicator, one.year)).values()

"""What is asked about a delivery before a draft can be made of it, and what the catalogue knows already.

Pure: what was read and the catalogue go in, questions come out. A question that was decided stays listed, with its
answer, so that a page can show and change it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz import fuzz, process

from loaders.catalogue import Catalogue, Document
from loaders.cells import one_line
from loaders.corrections import correct
from loaders.delivery.decided import (
    estimates_decided,
    field_key,
    latest,
    row_key,
    rows_decided,
    with_decisions,
)
from loaders.delivery.decisions import Decisions
from loaders.delivery.estimated import meant, years
from loaders.delivery.hints import hint_of
from loaders.delivery.placing import Placed, own_documents, place
from loaders.extraction import VALUE_ROLES, CellKind, Extraction, Role
from loaders.linking import FieldCodes, candidate_labels, labels_by_field, printed_name
from loaders.matching import SUGGESTION_CUTOFF, SUGGESTIONS, Labels, labels_of, normalised, words
from loaders.sources import Figure, StoredPage

NEAR_TITLE = 80
"""From this similarity (0-100) on two titles under one code may be one policy field."""

_BETTER = {
    "increase": "higher",
    "at_least": "higher",
    "more_than": "higher",
    "decrease": "lower",
    "at_most": "lower",
    "less_than": "lower",
}


class Standing(StrEnum):
    """Where a question stands."""

    KNOWN = "known"
    """By its name, code or title in the catalogue: nothing is asked."""
    ALIAS = "alias"
    """By a further label of the catalogue: nothing is asked."""
    DECIDED = "decided"
    """A person answered it in this delivery."""
    SUGGESTED = "suggested"
    """A known one comes near: to be confirmed."""
    NEW = "new"
    """Nothing comes near: to be described, or left out."""

    @property
    def is_open(self) -> bool:
        """Whether it keeps a draft from being made."""
        return self in (Standing.SUGGESTED, Standing.NEW)


@dataclass(frozen=True)
class DocumentQuestion:
    """Which document and page a file is."""

    file: str
    """SHA-256."""
    name: str
    standing: Standing
    kind: str | None
    """Of the document, as its own text says."""
    fiscal_year: int | None
    document: str | None
    """Id of the known or decided document, or of the suggested one."""
    page: str | None
    """Suggested or decided name of the page."""
    known_documents: tuple[tuple[str, str], ...]
    """Id and title of every document it may be, those of its kind and year first."""
    left_out: bool = False
    replaces: bool = False
    """Whether the page is stored already: this file takes its place, as when a page is delivered once more."""


@dataclass(frozen=True)
class FieldQuestion:
    """Which policy field a table is about."""

    document: str
    code: str
    title: str
    standing: Standing
    policy_field: str | None
    suggestions: tuple[tuple[str, str], ...]
    """Id and title, best first."""


@dataclass(frozen=True)
class RowQuestion:
    """Which indicator a row is."""

    policy_field: str
    label: str
    standing: Standing
    indicator: str | None
    """Known, decided or suggested; None for one that is new, and for one that was decided to be left out."""
    suggestions: tuple[tuple[str, str], ...]
    """Id and name, best first."""
    printed: tuple[str, ...]
    """`header: cell` of the row, verbatim, to recognise it by."""
    unit: str | None
    """As printed, for a new indicator."""
    better: str | None
    """`higher` or `lower` where the printed targets tell (Toename, Afname), for a new indicator."""


@dataclass(frozen=True)
class EstimateQuestion:
    """Which indicator a survey's codebook means by a name."""

    file: str
    """SHA-256."""
    name: str
    """Of the file."""
    named: str
    """As the codebook names the indicator."""
    variable: str
    years: tuple[int, ...]
    standing: Standing
    indicator: str | None
    """Known, decided or suggested; None for one that nothing comes near, and for one that is left out."""
    suggestions: tuple[tuple[str, str], ...]
    """Id and name of percentages that the file does not hold already, best first."""


@dataclass(frozen=True)
class DefinitionQuestion:
    """Whether an indicator means the same as before, where its notes hint otherwise."""

    indicator: str
    name: str
    document: str
    note: str
    """Marker and text of the note that hints."""
    hint: str
    """`definition` or `base`: what the note hints at."""
    standing: Standing
    """DECIDED or NEW."""
    wording: str
    """Of the definition in force until now."""
    base: str
    """Id of who it is of under that definition."""


@dataclass(frozen=True)
class Questions:
    """Everything there is to ask, in the order in which it has to be answered."""

    documents: tuple[DocumentQuestion, ...] = ()
    fields: tuple[FieldQuestion, ...] = ()
    """Of files whose document is known; the rest cannot be asked yet."""
    rows: tuple[RowQuestion, ...] = ()
    """Of tables whose policy field is known."""
    estimates: tuple[EstimateQuestion, ...] = ()
    """Of survey files whose document is known."""
    definitions: tuple[DefinitionQuestion, ...] = ()

    @property
    def open(self) -> int:
        """How many keep a draft from being made."""
        standings = [one.standing for one in self.documents] + [one.standing for one in self.fields]
        standings += [one.standing for one in self.rows] + [one.standing for one in self.estimates]
        standings += [one.standing for one in self.definitions]
        return sum(standing.is_open for standing in standings)


def questions(
    read: Mapping[str, Extraction],
    names: Mapping[str, str],
    catalogue: Catalogue,
    decisions: Decisions,
    pages: Sequence[StoredPage] = (),
) -> Questions:
    """Return what is asked about what was read: SHA-256 → extraction, and SHA-256 → name of the file.

    `pages` are those stored below data/sources: they tell which page is delivered once more, and which note is not new.
    """
    after, _ = with_decisions(catalogue, decisions)
    placed = place(read, names, after, decisions, pages)
    asking = _Asking(catalogue, after, decisions, pages)
    settled = [one for one in placed if one.is_settled and one.document in after.documents]
    for one in settled:
        asking.ask(delivered(one, after))
    return Questions(
        documents=tuple(_document_question(one, after) for one in placed),
        fields=tuple(asking.fields.values()),
        rows=tuple(asking.rows()),
        estimates=tuple(question for one in settled for question in _estimate_questions(one, after, decisions)),
        definitions=tuple(asking.definitions()),
    )


def delivered(placed: Placed, catalogue: Catalogue) -> StoredPage:
    """Return the page that a file is, as the build will read it: with the corrections that are declared for it."""
    page = placed.as_stored()
    (corrected,) = correct([page], [one for one in catalogue.corrections.values() if one.page == page.page_id]).pages
    return corrected


# Documents ----------------------------------------------------------------------------------------------------------


def _document_question(placed: Placed, catalogue: Catalogue) -> DocumentQuestion:
    kind, year = placed.extraction.document.get("kind"), placed.extraction.document.get("fiscal_year")
    if placed.is_decided:
        standing = Standing.DECIDED
    elif placed.document not in catalogue.documents:
        standing = Standing.NEW
    else:
        standing = Standing.KNOWN if placed.is_sure else Standing.SUGGESTED

    def distance(document: Document) -> tuple[bool, bool, int]:
        far = document.kind != kind, document.fiscal_year != year
        return all(far), any(far), -catalogue.edition_rank[document.id]

    return DocumentQuestion(
        file=placed.file,
        name=placed.name,
        standing=standing,
        kind=kind,
        fiscal_year=year,
        document=placed.document,
        page=placed.page,
        known_documents=tuple((one.id, one.title) for one in sorted(own_documents(catalogue), key=distance)),
        left_out=placed.left_out,
        replaces=placed.replaces is not None and not placed.left_out,
    )


# Estimates ----------------------------------------------------------------------------------------------------------


def _estimate_questions(placed: Placed, catalogue: Catalogue, decisions: Decisions) -> Iterator[EstimateQuestion]:
    """Yield a question for each name in the codebook of a survey."""
    indicator_of, decided = meant(placed, decisions, catalogue.indicators), estimates_decided(decisions, placed.file)
    there = set(indicator_of.values())
    percentages = [one for one in catalogue.indicators.values() if one.unit == "%" and one.id not in there]
    labels = labels_of((one.id, one.name, [one.id, *one.aliases]) for one in percentages)
    variable = {one.indicator: one.variable for one in placed.extraction.estimates}
    for named, of_years in years(placed).items():
        standing, near = Standing.KNOWN, []
        if named in decided or named not in indicator_of:
            near = labels.suggestions(named)
            is_decided = named in indicator_of
            standing = Standing.DECIDED if is_decided else Standing.SUGGESTED if near else Standing.NEW
        yield EstimateQuestion(
            file=placed.file,
            name=placed.name,
            named=named,
            variable=variable[named],
            years=tuple(sorted(of_years)),
            standing=standing,
            indicator=near[0] if standing is Standing.SUGGESTED else indicator_of.get(named),
            suggestions=tuple((one, catalogue.indicators[one].name) for one in near),
        )


# Policy fields, rows and definitions --------------------------------------------------------------------------------


@dataclass
class _Printed:
    """What is printed under one label of one policy field, on all pages of the delivery."""

    label: str
    candidates: tuple[str, ...]
    cells: list[str] = field(default_factory=list)
    units: Counter[str] = field(default_factory=Counter)
    better: set[str] = field(default_factory=set)
    notes: dict[tuple[str, str, str], Figure] = field(default_factory=dict)
    """Document, marker and text of each note at the label or a cell → a figure it stands at."""


class _Asking:
    """What is asked about the pages of a delivery; `catalogue` is as it is, `after` as it was decided."""

    def __init__(
        self, catalogue: Catalogue, after: Catalogue, decisions: Decisions, pages: Iterable[StoredPage]
    ) -> None:
        self.catalogue, self.after, self.pages = catalogue, after, pages
        self.codes, self.codes_after = (FieldCodes(one.policy_fields.values()) for one in (catalogue, after))
        self.labels, self.labels_after = labels_by_field(catalogue), labels_by_field(after)
        self.rows_decided = rows_decided(decisions)
        self.definitions_decided = latest(decisions.definition, lambda one: (one.indicator, one.document))
        self.fields: dict[tuple[str, str, str], FieldQuestion] = {}
        self.printed: dict[tuple[str, str], _Printed] = {}

    def ask(self, page: StoredPage) -> None:
        """Take up the policy fields and rows of a page."""
        notes = {(note.table, note.marker): note.text for note in page.notes if note.text and note.flag != "remark"}
        for figure in page.figures:
            if figure.role not in VALUE_ROLES:
                continue
            field_id = self._field(page, figure)
            if field_id is None:
                continue
            name = printed_name(figure, page)
            key = row_key(field_id, name)
            row = self.printed.setdefault(key, _Printed(name, tuple(candidate_labels(figure, page))))
            if figure.part < 2:
                row.cells.append(f"{one_line(figure.header)}: {one_line(figure.raw)}")
            if figure.kind is not CellKind.MISSING and (unit := figure.unit or figure.row_unit):
                row.units[unit] += 1
            if figure.role is Role.TARGET:
                row.better |= set(_directions(figure))
            for marker in (*figure.label_markers, *figure.markers):
                if text := notes.get((figure.table, marker)):
                    row.notes.setdefault((page.document_id, marker, text), figure)

    def _field(self, page: StoredPage, figure: Figure) -> str | None:
        """Return the policy field of a figure, if that is known or decided; ask it once for each document."""
        printed = (page.document_id, figure.field_code, figure.field_title)
        field_id = self.codes_after.field(*printed)
        if field_key(*printed) not in self.fields:
            standing, suggested = Standing.KNOWN, []
            if self.codes.field(*printed) is None:
                near, others = self._suggested_fields(figure.field_code, figure.field_title)
                suggested = list(dict.fromkeys([*near, *others]))
                standing = Standing.DECIDED if field_id else Standing.SUGGESTED if near else Standing.NEW
            self.fields[field_key(*printed)] = FieldQuestion(
                document=page.document_id,
                code=figure.field_code or "",
                title=figure.field_title or "",
                standing=standing,
                policy_field=field_id or (suggested[0] if standing is Standing.SUGGESTED else None),
                suggestions=tuple((one, self.after.policy_fields[one].title) for one in suggested),
            )
        return field_id

    def _suggested_fields(self, code: str | None, title: str | None) -> tuple[list[str], list[str]]:
        """Return the policy fields that a code and title probably mean, and further ones whose titles come near."""
        code, title = (code or "").strip(), words(title or "")
        ranks, listed = self.after.edition_rank, self.after.policy_fields.values()
        codes = [(one, of) for of in listed for one in of.codes]
        codes.sort(key=lambda pair: ranks.get(pair[0].document, 0), reverse=True)
        known = [(one.code.strip(), words(one.title), of.id) for one, of in codes]
        known += [("", words(of.title), of.id) for of in listed]
        near = [field_id for _, t, field_id in known if title and t == title]
        for c, t, field_id in known:
            is_near = fuzz.token_set_ratio(t, title) >= NEAR_TITLE if t and title else True
            near += [field_id] if code and c == code and is_near else []
        titles = [t for _, t, _ in known]
        found = process.extract(title, titles, scorer=fuzz.token_set_ratio, score_cutoff=SUGGESTION_CUTOFF, limit=None)
        others = [known[index][2] for _, _, index in found] if title else []
        return list(dict.fromkeys(near)), list(dict.fromkeys(others))[:SUGGESTIONS]

    def rows(self) -> Iterator[RowQuestion]:
        """Yield the questions about all labels, those of one policy field together."""
        fields = list(dict.fromkeys(field_id for field_id, _ in self.printed))
        for key in sorted(self.printed, key=lambda one: fields.index(one[0])):
            yield self._row(key, self.printed[key])

    def _row(self, key: tuple[str, str], printed: _Printed) -> RowQuestion:
        field_id, _ = key
        standing, indicator_id = self._standing(key, printed)
        suggested: list[str] = []
        if standing in (Standing.NEW, Standing.DECIDED):
            # An indicator that moved to this policy field is printed here under the name it had elsewhere.
            moved = [found for labels in self.labels_after.values() if (found := labels.match(*printed.candidates))]
            near = [*moved, *self.labels_after[field_id].suggestions(printed.label)]
            suggested = [one for one in dict.fromkeys(near) if one != indicator_id]
        if standing is Standing.NEW and suggested:
            standing, indicator_id = Standing.SUGGESTED, suggested[0]
        return RowQuestion(
            policy_field=field_id,
            label=printed.label,
            standing=standing,
            indicator=indicator_id,
            suggestions=tuple((one, self.after.indicators[one].name) for one in suggested[:SUGGESTIONS]),
            printed=tuple(printed.cells),
            unit=printed.units.most_common(1)[0][0] if printed.units else None,
            better=next(iter(printed.better)) if len(printed.better) == 1 else None,
        )

    def _standing(self, key: tuple[str, str], printed: _Printed) -> tuple[Standing, str | None]:
        """Return where the question about a label stands, and the indicator it is."""
        decided = self.rows_decided.get(key)
        if decided is not None and decided.choice == "left_out":
            return Standing.DECIDED, None
        found = self.labels.get(key[0], _NO_LABELS).match(*printed.candidates)
        if found is not None:
            name = normalised(self.catalogue.indicators[found].name)
            is_name = any(normalised(label) == name for label in printed.candidates)
            return (Standing.KNOWN if is_name else Standing.ALIAS), found
        found = self.labels_after[key[0]].match(*printed.candidates)
        return (Standing.DECIDED, found) if found else (Standing.NEW, None)

    def definitions(self) -> Iterator[DefinitionQuestion]:
        """Yield what is asked about the meaning of indicators that were known before."""
        printed_before = {words(note.text) for page in self.pages for note in page.notes if note.text}
        hinting: dict[tuple[str, str], dict[tuple[str, str], Figure]] = defaultdict(dict)
        for key, printed in self.printed.items():
            _, indicator_id = self._standing(key, printed)
            for (document, marker, text), figure in printed.notes.items():
                if indicator_id in self.catalogue.indicators and words(text) not in printed_before and hint_of(text):
                    hinting[indicator_id, document][marker, text] = figure
        for (indicator_id, document), notes in hinting.items():
            known = self.catalogue.indicators[indicator_id]
            if any(document in (one.from_, *(only.document for only in one.only_for)) for one in known.definitions):
                continue  # The catalogue says already what it means from this document on.
            figure = next(iter(notes.values()))
            in_force = self.after.definition_in_force(known, document, figure.period or 0, figure.role.value)
            yield DefinitionQuestion(
                indicator=indicator_id,
                name=known.name,
                document=document,
                note="\n".join(f"{marker} {text}" for marker, text in notes),
                hint="definition" if "definition" in {hint_of(text) for _, text in notes} else "base",
                standing=Standing.DECIDED if self._is_defined(indicator_id, document) else Standing.NEW,
                wording=in_force.wording if in_force else "",
                base=(in_force.base if in_force else None) or known.base,
            )

    def _is_defined(self, indicator_id: str, document: str) -> bool:
        """Return whether it was decided, in a way that can be carried out, what an indicator means from here on."""
        decision = self.definitions_decided.get((indicator_id, document))
        if decision is None or decision.choice == "unchanged":
            return decision is not None
        return any(one.from_ == document for one in self.after.indicators[indicator_id].definitions)


_NO_LABELS = Labels({}, {})


def _directions(target: Figure) -> Iterator[str]:
    """Yield which way is better, as far as the words of a target tell."""
    said = [target.qualifier or "", *(flag.removeprefix("relation-").replace("-", "_") for flag in target.flags)]
    yield from (_BETTER[word] for word in said if word in _BETTER)

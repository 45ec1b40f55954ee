"""What the columns of an indicator table are: role and year, from the words budgets and accounts use.

The words are data (`words.toml`); a header cell is read when every word in it is known. Years come from the cell, from
a second header row, or, where the document leaves exactly one possibility, from the document (`year_source`
`inferred`). What cannot be read becomes a column of role `unknown` and a problem, never a guess.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from loaders.cells import WORDS, YEAR, Likeness, clean, likeness, one_line, parse_cell, pull_markers
from loaders.extraction import VALUE_ROLES, CellKind, Column, Role
from loaders.grid import Problem

FIRST_YEAR, LAST_YEAR = 1990, 2060
FIGURES = frozenset({CellKind.NUMBER, CellKind.PERCENT, CellKind.AMOUNT, CellKind.PAIR, CellKind.RANGE, CellKind.RANK})


class DocumentKind(StrEnum):
    """What sort of document a page belongs to; decides which years a header without years can mean."""

    BUDGET = "budget"
    ACCOUNTS = "accounts"
    INTERIM_REPORT = "interim_report"
    PROGRESS_REPORT = "progress_report"
    NEWS = "news"


@dataclass(frozen=True)
class DocumentIdentity:
    """What is known of the document a table stands in."""

    kind: DocumentKind | None = None
    fiscal_year: int | None = None
    names: frozenset[str] = frozenset()
    """Words of address and file name in lower case: a header `Maassluis` on that municipality's page is its own."""


ROLE_WORDS = {Role(name): frozenset(words.split()) for name, words in WORDS["headers"]["roles"].items()}
FILLERS = frozenset(WORDS["headers"]["fillers"].split())
GROUPING_LABELS = frozenset(WORDS["headers"]["grouping"].split())
NUMBERING_LABELS = frozenset(WORDS["headers"]["numbering"].split())
REMARKS = frozenset(WORDS["headers"]["remarks"].split())
# What can be wrong with a header: kind → severity, sentence, what was expected.
PROBLEMS = {
    "merged-header": (
        "refused",
        "the words of the upper header row cannot be divided over the years below them in one way only",
        "as many header words as columns",
    ),
    "same-header": (
        "refused",
        "another column has the same header: one of the two lost a word, which of them cannot be said",
        "different headers",
    ),
    "year-out-of-range": (
        "refused",
        "the year {year} in a header is out of range",
        f"a year from {FIRST_YEAR} to {LAST_YEAR}",
    ),
    "role-inferred": (
        "notice",
        "a year without a word beside headers with words was read as {role}",
        "a word such as `Behaald`",
    ),
    "header-contradicts-document": (
        "notice",
        "accounts of {document} print no forecast for {year}: read as achieved",
        "a word for a result, or a later year",
    ),
    "year-impossible": (
        "refused",
        "a document of this kind and year prints no {role} figure for {year}: the header lost a word",
        "another word, or another year",
    ),
    "year-span": ("notice", "a span of years is read as its last year, {year}", "one year"),
    "year-inferred": (
        "notice",
        "the header has no year; kind and year of the document leave only {years}",
        "a year in every header",
    ),
}
_ROLE_OF = {word: role for role, words in reversed(ROLE_WORDS.items()) for word in words}
_PRIORITY = {role: place for place, role in enumerate(ROLE_WORDS)}

_SPAN = re.compile(rf"(?<!\d)({YEAR})\s?[-/–]\s?('?\d\d|{YEAR})(?![\d-])")
_DATE = re.compile(rf"(?<!\d)\d{{1,2}}[-/.]\d{{1,2}}[-/.]({YEAR}|\d\d)(?!\d)")
_YEAR = re.compile(r"(?<![\d.,])(\d{4})(?![\d.,]*\d)")
# Results of no particular year, and plans that are of the year of the document (a `Streefwaarde` need not be).
_ANY_YEAR = re.compile("actuele|huidige|laatste|recent", re.IGNORECASE)
_OF_THE_YEAR = re.compile("begro|beoog|raming|gepland|planning", re.IGNORECASE)
_BROKEN = re.compile(r"(\w)-\s+(?=[a-z])")
_LETTER_YEAR = re.compile(r"(?<!\w)([BR])(?=20\d\d\b)")  # `R2017`, `B2018`
_TIMES_THOUSAND = re.compile(r"\(?\bx\s*€?\s*1\.?000\)?")
_SHORT_YEAR = re.compile(r"(?<!\w)['’‘](\d\d)(?!\d)")
_GLUED_YEAR = re.compile(rf"(?<=[a-z])({YEAR})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True)
class HeaderCell:
    """One header cell as far as its own words say what it is."""

    text: str
    role: Role | None
    """None when the cell holds no role word; a bare year then says what it is."""
    year: int | None = None
    markers: tuple[str, ...] = ()
    is_known: bool = True
    """Whether every word of the cell is known to stand in headers."""
    roles: int = 0
    years: int = 0
    """How many role words and years stand in the cell: more than one of either means several cells in one."""
    span: bool = False
    """The year is the last of a printed span such as `2017/2018`."""

    @property
    def is_header(self) -> bool:
        """Whether the text can stand in a header at all."""
        return self.is_known and (self.role is not None or self.year is not None)


@lru_cache(maxsize=16384)
def read_header_cell(text: str) -> HeaderCell:
    """Return what one header cell says, wherever its words and years stand."""
    verbatim, flat = text, one_line(text)
    if flat in ("*", "**", "*)"):
        return HeaderCell(verbatim, Role.SOURCE, roles=1)
    bare, markers = pull_markers(_TIMES_THOUSAND.sub("", flat))
    if (glued := re.match(rf"^(.*(?:[a-z)]|\b{YEAR}))([1-9])(\s+{YEAR})?$", bare)) and "0-" not in bare:
        bare, markers = glued.group(1) + (glued.group(3) or ""), (*markers, glued.group(2))
    bare = _BROKEN.sub(r"\1", bare)
    if " " in bare and (whole := bare.replace(" ", "").lower()) in _ROLE_OF and not _role(bare)[2]:
        bare = whole  # `Neder land`
    bare = _LETTER_YEAR.sub(lambda m: "begroting " if m.group(1) == "B" else "rekening ", bare)
    years: list[int] = []
    span = False

    def keep(match: re.Match[str], last: str) -> str:
        years.append(int(last) if len(last) == 4 else 2000 + int(last))
        return " "

    if _SPAN.search(bare):
        span = True
        bare = _SPAN.sub(lambda m: keep(m, m.group(2).strip("'")), bare)
    bare = _DATE.sub(lambda m: keep(m, m.group(1)), bare)
    bare = _GLUED_YEAR.sub(lambda m: keep(m, m.group(1)), bare)
    bare = _YEAR.sub(lambda m: keep(m, m.group(1)), bare)
    bare = _SHORT_YEAR.sub(lambda m: keep(m, m.group(1)), bare)
    role, roles, is_known = _role(bare)
    if role is Role.PERIOD and years:
        role = None  # `Jaar 2018` is a year, not a column of years
    if len(flat) > 90 or (
        not re.fullmatch(YEAR, flat) and likeness(flat) is Likeness.VALUE and parse_cell(flat).kind in FIGURES
    ):
        is_known = False
    return HeaderCell(
        verbatim,
        role,
        years[-1] if years else None,
        markers,
        is_known,
        roles,
        len(set(years)) if span else len(years),
        span,
    )


def _role(words: str) -> tuple[Role | None, int, bool]:
    """Return the role the words give, how many value-role words there are, and whether all words are known."""
    found: list[Role] = []
    is_known = True
    for word in re.split(r"[\s/:,;]+", words.lower().replace("t/m", "tm").replace("lange termijn", "langetermijn")):
        bare = word.strip("()[]*'\"’‘")
        if not bare or bare in ("tm", "-", "–", "."):
            continue
        options = (bare, word, bare.rstrip("."), bare.replace("-", ""), f"{bare}.")
        role = next((_ROLE_OF[option] for option in options if option in _ROLE_OF), None)
        if role is not None and not (bare in FILLERS and found):
            found.append(role)
        elif role is None and "indicator" in bare:
            found.append(Role.LABEL)
        elif role is None and bare not in FILLERS and not re.fullmatch(r"\d{1,2}", bare):
            # `Gemeenten > 100.000 inwoners`, `Gemeenten 50.000-100.000`
            is_known = is_known and Role.BENCHMARK in found and bool(re.fullmatch(r"[<>≥≤\d.-]+|inwoners|inw\.?", bare))
    if not found:
        return None, 0, is_known
    role = min(found, key=_PRIORITY.__getitem__)
    names_rows = Role.LABEL in found and role not in VALUE_ROLES
    if names_rows or (found[0] is Role.LABEL and "indicator" in words.lower()):
        role = Role.LABEL
    return role, sum(one in VALUE_ROLES for one in found), is_known


def split_glued(line: str) -> str:
    """Return a header line with spaces where cells were glued: `IndicatorNulmetingDoelstelling 2017Realisatie`."""
    return re.sub(r"(?<=[a-zé\d)])(?=[A-Z])", " ", line)


def header_cells_of_line(line: str) -> list[str] | None:
    """Return the header cells that stand on one line, the label header first; None when it is no header line.

    Two value columns at least, and every word known: prose never passes.
    """
    words = split_glued(one_line(line)).split(" ")
    first = next((i for i, word in enumerate(words) if read_header_cell(word).role in VALUE_ROLES), 0)
    title = " ".join(words[:first])
    is_title = first and title[:1].isupper() and len(title) < 40 and not re.search(r"[\d.,:;?!|]", title)
    if is_title and not all(read_header_cell(word).is_known for word in words[:first]):
        rest = header_cells_of_line(" ".join(words[first:]))  # `Kerngegevens Rekening 2018 Begroting 2019`
        complete = [one for one in map(read_header_cell, rest or []) if one.role in VALUE_ROLES and one.year]
        return [title, *rest[1:]] if rest and len(complete) == len(rest) - 1 else None
    cells: list[str] = []
    for word in words:
        cell = read_header_cell(word)
        if not cell.is_known and not re.fullmatch(r"[(\d].*", word):
            return None
        joined = read_header_cell(f"{cells[-1]} {word}") if cells else None
        starts_new = (
            joined is None
            or joined.years > 1
            or (cell.roles and joined.roles > 1)
            or (cell.role in VALUE_ROLES and read_header_cell(cells[-1]).role not in (None, cell.role))
            or (cell.role in (Role.UNIT, Role.SOURCE, Role.PERIOD) and word.lower() not in FILLERS)
            or (cell.year is not None and read_header_cell(cells[-1]).role not in (None, *VALUE_ROLES))
        )
        if starts_new:
            cells.append(word)
        else:
            cells[-1] += f" {word}"
    read = [read_header_cell(cell) for cell in cells]
    if not all(cell.is_header for cell in read) or sum(_is_figure(cell) for cell in read) < 2:
        return None
    year_first = {
        bool(re.match(r"\d", cell.text)) for cell in read if cell.year is not None and cell.role in VALUE_ROLES
    }
    if len(year_first) > 1:
        return None  # `Behaald 2016 2017 Beoogd`: which year belongs to which word cannot be said
    return cells if read[0].role is Role.LABEL else ["", *cells]


def _is_figure(cell: HeaderCell) -> bool:
    return cell.role in VALUE_ROLES or (cell.role is None and cell.year is not None)


def arrange(cells: Sequence[HeaderCell]) -> tuple[list[list[str]], int] | None:
    """Return header rows and number of label columns for header cells that came one after the other.

    The cells may be complete (`Behaald 2017`), split over two (`Behaald`, `2017`), or two whole rows: first the words,
    then the years (`Realisatie`, `Begroot`, `2016`, `2017`), where fewer words than years span several years each.
    """
    cells = _grouping_as_labels(cells)
    label_texts = _label_columns([cell for cell in cells if cell.role is Role.LABEL])
    blanks = [""] * len(label_texts)
    rest = [cell for cell in cells if cell.role is not Role.LABEL]
    if _is_year_over_all(cells):
        years = [cells[0].text if cell.role in VALUE_ROLES else "" for cell in rest[1:]]
        return [[*blanks, *years], [*label_texts, *(cell.text for cell in rest[1:])]], len(label_texts)
    words = [i for i, cell in enumerate(rest) if cell.role in VALUE_ROLES and cell.year is None]
    bare_years = [i for i, cell in enumerate(rest) if cell.role is None and cell.year is not None]
    if not any(_is_figure(cell) for cell in rest):
        return None
    if (
        len(words) >= 2
        and len(bare_years) >= len(words)
        and (max(words) < min(bare_years) or (max(bare_years) < min(words) and len(words) == len(bare_years)))
    ):
        lead = [rest[i].text for i in range(min(words[0], bare_years[0])) if i not in words and i not in bare_years]
        tail = [
            cell.text
            for i, cell in enumerate(rest)
            if i > min(words[0], bare_years[0]) and i not in words and i not in bare_years
        ]
        upper = [rest[i].text for i in words]
        lower = [rest[i].text for i in bare_years]
        return [[*blanks, *[""] * len(lead), *upper], [*label_texts, *lead, *lower, *tail]], len(label_texts)
    columns = _paired(rest)
    return [[*label_texts, *columns]], len(label_texts)


def _is_year_over_all(cells: Sequence[HeaderCell]) -> bool:
    """Return whether a year stands before the label header and no column has one of its own: it is that of all."""
    return (
        len(cells) > 2
        and cells[0].role is None
        and cells[1].role is Role.LABEL
        and not any(cell.year for cell in cells[1:])
        and sum(cell.role in VALUE_ROLES for cell in cells) > 1
    )


def _grouping_as_labels(cells: Sequence[HeaderCell]) -> list[HeaderCell]:
    """Return the cells, a `Doelstelling` before the label header as a label header: it names goals, not figures."""
    first = next((i for i, cell in enumerate(cells) if cell.role is Role.LABEL), 0)
    return [
        replace(cell, role=Role.LABEL) if i < first and cell.year is None and is_grouping(cell.text) else cell
        for i, cell in enumerate(cells)
    ]


def _paired(cells: Sequence[HeaderCell]) -> list[str]:
    """Return column headers with each word joined to the year beside it.

    Words and years alternate, one or the other first; or every word spans the two or more years behind it.
    """
    bare = [cell.role is None for cell in cells]
    words = [i for i, cell in enumerate(cells) if cell.role in VALUE_ROLES and cell.year is None]
    year_first = bool(cells) and bare[0] and len(words) == sum(bare) and all(i and bare[i - 1] for i in words)
    spans = [i for i in words if i + 2 < len(cells) and bare[i + 1] and bare[i + 2]]
    years = [cell.year or 0 for cell in cells]
    if len(words) == 1 and any(b <= a for a, b in pairwise(years[i] for i in range(len(cells)) if bare[i])):
        return [cell.text for cell in cells]  # a word that years below it would repeat: another word was lost
    columns: list[str] = []
    word = ""
    i = 0
    while i < len(cells):
        here, after = cells[i], cells[i + 1] if i + 1 < len(cells) else None
        if after and _completes(*((after, here) if year_first else (here, after))):
            columns.append(f"{here.text}\n{after.text}")
            word = here.text if spans == words else ""
            i += 2
        else:
            columns.append(f"{word}\n{here.text}" if word and bare[i] else here.text)
            word = word if bare[i] else ""
            i += 1
    return columns


def _completes(word: HeaderCell, year: HeaderCell) -> bool:
    return word.role in VALUE_ROLES and word.year is None and year.role is None and year.year is not None


def _label_columns(labels: Sequence[HeaderCell]) -> list[str]:
    """Return the headers of the label columns; of a caption above the label header only the last counts."""
    texts = [one_line(label.text) for label in labels]
    texts = [text for text in texts if not is_numbering(text)] or texts  # numbers are read with the labels they number
    if len(texts) > 1 and any(is_grouping(text) for text in texts[-2:]):
        return texts[-2:]
    return texts[-1:] or [""]


def is_grouping(header: str) -> bool:
    """Return whether a label column numbers or groups the rows (`Nr.`, `Taakveld`) rather than naming them."""
    return one_line(header).lower() in NUMBERING_LABELS | GROUPING_LABELS


def is_remark(header: str) -> bool:
    """Return whether the cells below a header hold words or an icon, never a figure."""
    return one_line(header).lower() in REMARKS


def is_role_word(text: str) -> bool:
    """Return whether a text is one word that says a role."""
    return pull_markers(text)[0].lower() in _ROLE_OF


def is_numbering(header: str) -> bool:
    """Return whether the cells below a label header only number the rows."""
    return one_line(header).lower() in NUMBERING_LABELS


def read_columns(
    rows: Sequence[Sequence[str]], document: DocumentIdentity, width: int
) -> tuple[list[Column], list[Problem]]:
    """Return one column per grid column, from one or more header rows, with what could not be read.

    A header row with fewer cells than columns is a merged one: its words are spread over the years below them, if
    the years and the document leave exactly one way to do so.
    """
    cells = [[clean(text) for text in row] for row in rows]
    last = [*cells[-1], *[""] * (width - len(cells[-1]))][:width]
    upper = _spread(cells[:-1], last, document)
    if upper is None:
        merged = " | ".join(filter(None, cells[0]))
        return [Column(text, Role.UNKNOWN) for text in last], [_problem("merged-header", merged)]
    headers = [
        "\n".join(dict.fromkeys(filter(None, (above, below)))) if below or above else ""
        for above, below in zip(upper, last, strict=True)
    ]
    read = _grouping_as_labels([read_header_cell(header) for header in headers])
    return _settle(headers, read, document)


def _spread(uppers: Sequence[Sequence[str]], last: list[str], document: DocumentIdentity) -> list[str] | None:
    """Return what the upper header rows say of each column of the last one."""
    spread = [""] * len(last)
    for upper in uppers:
        if len(upper) == len(last) and not _is_collapsed(upper, last):
            spread = ["\n".join(filter(None, pair)) for pair in zip(spread, upper, strict=True)]
            continue
        words = [text for text in upper if text and read_header_cell(text).role is not Role.LABEL]
        places = [
            i for i, text in enumerate(last) if (cell := read_header_cell(text)).year is not None and cell.role is None
        ]
        others = [
            i
            for i, text in enumerate(last)
            if i not in places and read_header_cell(text).role not in (None, Role.LABEL)
        ]
        roles = [_group_role(word, words, document) for word in words]
        while words and roles[-1] in (Role.UNKNOWN, Role.SOURCE, Role.UNIT) and others:
            spread[others.pop()] = words.pop()
            roles.pop()
        if any(one_line(a) == one_line(b) for a, b in pairwise(words)):
            return None  # a word that spans years is not printed twice: one is missing
        ways = list(_divisions([read_header_cell(last[i]).year or 0 for i in places], roles, document))
        if len(ways) != 1:
            return None
        for word, group in zip(words, ways[0], strict=True):
            for i in group:
                spread[places[i]] = word
    return spread


def _is_collapsed(upper: Sequence[str], last: Sequence[str]) -> bool:
    """Return whether an upper header row lost its blank cells: words first, then only blanks, over bare years."""
    filled = [i for i, text in enumerate(upper) if text]
    years = [
        i for i, text in enumerate(last) if (cell := read_header_cell(text)).year is not None and cell.role is None
    ]
    return bool(filled) and filled == list(range(len(filled))) and len(years) > len(filled)


def _group_role(word: str, words: Sequence[str], document: DocumentIdentity) -> Role | None:
    role = read_header_cell(word).role
    if role is None and _is_own_name(word, document):
        return Role.ACHIEVED
    return role


def _is_own_name(word: str, document: DocumentIdentity) -> bool:
    return re.sub(r"^gemeente\s+|[^\w]+", "", one_line(word).lower()) in document.names


def _divisions(
    years: Sequence[int], roles: Sequence[Role | None], document: DocumentIdentity, start: int = 0
) -> Iterator[list[range]]:
    """Yield every way to divide the years over the words: rising inside a group, and possible for its role."""
    if not roles:
        if start == len(years):
            yield []
        return
    if roles[0] is None:
        return
    for end in range(start + 1, len(years) - len(roles) + 2):
        group = years[start:end]
        if any(b <= a for a, b in pairwise(group)) or not all(_possible(roles[0], year, document) for year in group):
            return
        for rest in _divisions(years, roles[1:], document, end):
            yield [range(start, end), *rest]


def _possible(role: Role, year: int, document: DocumentIdentity) -> bool:
    """Return whether a document can print a figure of this role for this year."""
    if document.fiscal_year is None or document.kind is None:
        return True
    if role is Role.ACHIEVED:
        ended = {DocumentKind.ACCOUNTS: 0, DocumentKind.BUDGET: 2}  # a budget is written in the year before its own
        return year <= document.fiscal_year - ended.get(document.kind, 1)
    if role in (Role.FORECAST, Role.TARGET):
        return year >= document.fiscal_year - (1 if document.kind is DocumentKind.BUDGET else 0)
    return True


def _settle(
    headers: list[str], read: list[HeaderCell], document: DocumentIdentity
) -> tuple[list[Column], list[Problem]]:
    """Return the columns with roles of bare years and missing years filled in where only one possibility is left."""
    problems: list[Problem] = []
    columns: list[Column] = []
    bare_years = [cell.year for cell in read if cell.role is None and cell.year is not None]
    is_mixed = len(bare_years) == 1 and any(cell.role in VALUE_ROLES for cell in read)
    closed_before = document.fiscal_year if document.kind is DocumentKind.ACCOUNTS else None
    for header, cell in zip(headers, read, strict=True):
        role, year = cell.role, cell.year
        if role is None and year is not None and cell.is_known:
            role = _role_of_bare_year(year, bare_years, read, document)
            if any((other.role, other.year) == (role, year) for other in read):
                role = None  # the word it lost was another one
            if role is not None and is_mixed:
                problems.append(_problem("role-inferred", header, role=role))
        elif role is None and header and _is_own_name(re.sub(YEAR, "", header), document):
            role = Role.ACHIEVED
        elif role in VALUE_ROLES and cell.roles > 1 and cell.years > 1:
            role = None
        if role is Role.FORECAST and year is not None and closed_before is not None and year < closed_before:
            role = Role.ACHIEVED
            problems.append(_problem("header-contradicts-document", header, document=closed_before, year=year))
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            problems.append(_problem("year-out-of-range", header, year=year))
            role, year = None, None
        if cell.span:
            problems.append(_problem("year-span", header, year=year))
        columns.append(Column(header, role or Role.UNKNOWN, year, "printed" if year is not None else "", cell.markers))
    said = [(c.role, c.year, re.sub(r"\W|\d", "", c.header.lower())) for c in columns]
    misplaced = {said[i][:1] + said[i][2:]: c for i, c in enumerate(columns) if _contradicts(c, document)}
    columns = [
        replace(c, role=Role.UNKNOWN) if c.year is not None and said[i][:1] + said[i][2:] in misplaced else c
        for i, c in enumerate(columns)
    ]
    problems += [_problem("year-impossible", c.header, role=c.role, year=c.year) for c in misplaced.values()]
    for i, column in enumerate(columns):
        if column.role in VALUE_ROLES and column.year is not None and said.count(said[i]) > 1:
            problems.append(_problem("same-header", column.header))
            columns[i] = replace(column, role=Role.UNKNOWN)
    columns = _infer_years(columns, document)
    inferred = [column for column in columns if column.year_source == "inferred"]
    if inferred:
        years = ", ".join(str(column.year) for column in inferred)
        problems.append(_problem("year-inferred", " | ".join(column.header for column in inferred), years=years))
    return columns, problems


def _contradicts(column: Column, document: DocumentIdentity) -> bool:
    """Return whether a header cannot be right: a result not known yet, or a budget's forecast of a year long past."""
    if column.year is None or document.fiscal_year is None:
        return False
    is_budget = document.kind is DocumentKind.BUDGET
    if column.role is Role.ACHIEVED:
        return column.year > document.fiscal_year - is_budget
    return is_budget and column.role is Role.FORECAST and column.year < document.fiscal_year - 1


def _problem(kind: str, header: str, **facts: object) -> Problem:
    severity, message, expected = PROBLEMS[kind]
    found = one_line(header)
    kind = "header-unreadable" if kind in ("same-header", "merged-header", "year-impossible") else kind
    return Problem(message.format(**facts), found, expected, column=found, kind=kind, severity=severity)


def _role_of_bare_year(
    year: int, bare_years: Sequence[int | None], cells: Sequence[HeaderCell], document: DocumentIdentity
) -> Role | None:
    """Return what a column headed by a year only holds; None when the document leaves more than one possibility.

    Beside headers with words the year may have lost its own: a budget has no results yet of the year it is written in,
    and accounts print their own year as target and as result.
    """
    fiscal_year = document.fiscal_year
    worded = [(cell.role, cell.year) for cell in cells if cell.role in VALUE_ROLES and cell.year is not None]
    if fiscal_year is None or document.kind is None:
        return None if worded else Role.ACHIEVED
    if document.kind is DocumentKind.BUDGET:
        if year >= fiscal_year:
            return Role.TARGET
        is_open = bool(worded) or any(other is not None and other >= fiscal_year for other in bare_years)
        return None if year == fiscal_year - 1 and is_open else Role.ACHIEVED
    if year == fiscal_year and worded and (Role.TARGET, year) not in worded:
        return None
    return Role.ACHIEVED if year <= fiscal_year else None


def _infer_years(columns: list[Column], document: DocumentIdentity) -> list[Column]:
    """Return the columns with missing years filled in where kind and year of the document leave one possibility.

    Accounts of Y print consecutive results up to Y and the target of Y (`Rekening|Rekening|Beoogd|Rekening` is
    Y-2, Y-1, Y, Y). A budget of Y budgets Y; which earlier years it looks back on differs.
    """
    fiscal_year = document.fiscal_year
    achieved = [i for i, c in enumerate(columns) if c.role is Role.ACHIEVED and not _ANY_YEAR.search(c.header)]
    targets = [i for i, c in enumerate(columns) if c.role is Role.TARGET and _OF_THE_YEAR.search(c.header)]
    if fiscal_year is None or any(c.role is Role.PERIOD for c in columns):
        return columns
    guess: dict[int, int] = {}
    if document.kind is DocumentKind.ACCOUNTS and achieved:
        guess = {place: fiscal_year - back for back, place in enumerate(reversed(achieved))}
        if len(targets) == 1:
            guess[targets[0]] = fiscal_year
    elif document.kind is DocumentKind.BUDGET and len(targets) == 1:
        guess = {targets[0]: fiscal_year}
    if any(columns[i].year not in (None, year) for i, year in guess.items()):
        return columns
    return [
        replace(column, year=guess[i], year_source="inferred") if column.year is None and i in guess else column
        for i, column in enumerate(columns)
    ]

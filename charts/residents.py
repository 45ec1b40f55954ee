"""A hundred residents, to see whether three printed shares of nested groups fit together.

Of a hundred residents so many belong to the smaller group, and so many are, as printed of all, what the question asks.
The share printed of the smaller group would make it another number: the difference stands out as people with a question
mark, and a dashed border encloses a group that would fit, where another printed share does. A drawing of the source's
own arithmetic, not an estimate: nothing is repaired.

An SVG on a white ground of its own, in two layouts: narrow for a telephone, wide with the words beside the people. Each
kind of person has a shape of its own (filled, outlined, question mark), so colour is never alone. Words come from the
names passed in, by indicator id, as a study calls them; `charts.marks.as_data_address` makes an image of it.
"""

from collections.abc import Iterable, Mapping
from math import floor
from textwrap import wrap
from xml.sax.saxutils import escape, quoteattr

from indicators import formats
from indicators.judged import NestedBases
from indicators.language import say
from indicators.model import Observation

NARROW, WIDE = 360, 700
"""Widths in pixels; the height follows from the words."""

INK, GROUND = "#1F2933", "#FFFFFF"
COUNTED = "#0B3C5D"
GROUP = "#CFE0EC"
PUZZLE = "#C2410C"
PUZZLE_GROUND = "#FDE7D9"
OTHERS = "#767676"

_PEOPLE = 100
_ROW = 10
_CELL = 32
_MARGIN = 20
_GRID = _ROW * _CELL
_LINE = 21
_ICON = 36
_LETTER = 7.9
"""Width of a letter at the size of the words, as most sans-serif fonts have it."""
_NEARLY = 0.3
"""How far from a whole number of people it is still called that number; else "22 of 23"."""
_TOO_LITTLE = 0.1
"""A part of a person too small to draw."""

_HEAD = '<circle cx="16" cy="8.5" r="4.6"/>'
_BODY = '<path d="M7.5 28.5V21a6 6 0 0 1 6-6h5a6 6 0 0 1 6 6V28.5z"/>'

Names = Mapping[str, str]


def picture(nested: NestedBases, names: Names, *, is_wide: bool = False) -> str:
    """Return an `<svg role="img">`; `names` are what a study calls its indicators, by id."""
    lines_at = (_MARGIN + _GRID + 24) if is_wide else _MARGIN
    letters = int(((WIDE if is_wide else NARROW) - lines_at - _MARGIN - _ICON) / _LETTER)
    across = (WIDE if is_wide else NARROW) - 2 * _MARGIN
    y: float = _MARGIN + 13
    shapes = []
    for words, size, colour in _headline(nested):
        for line in _balanced(words, int(across / (size * 0.5))):
            shapes.append(_text(_MARGIN, y, line, size=size, colour=colour, is_bold=colour != INK))
            y += size * 1.4
    grid_top = y - 6
    shapes.append(f'<g transform="translate({_MARGIN} {grid_top:.0f})">{"".join(_people(nested))}</g>')
    y = grid_top if is_wide else grid_top + _GRID + 16
    for icon, number, words in _legend(nested, names):
        lines = wrap(words, letters)
        shapes.append(f'<g transform="translate({lines_at - 4} {y - 6:.0f})">{icon}</g>')
        shapes += _paragraph(lines_at + _ICON, y + 14, lines, number)
        y += max(len(lines) * _LINE, 28) + 7
    height = round(max(y, grid_top + _GRID) + _MARGIN - 6)
    width = WIDE if is_wide else NARROW
    said = description(nested, names)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={quoteattr(said)} width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}" font-family="Source Sans Pro, Arial, sans-serif">'
        f'<title>{escape(said)}</title><rect width="{width}" height="{height}" rx="8" fill="{GROUND}"/>'
        f"{''.join(shapes)}</svg>"
    )


def description(nested: NestedBases, names: Names) -> str:
    """Return what the picture shows: the three shares, what they would be together, and what would fit."""
    whole, part, share = nested.of_whole, nested.part_of_whole, nested.of_part
    everyone = _everyone(nested)
    said = [
        say("Tekening van {people} {everyone} in {year}.", people=_PEOPLE, everyone=everyone, year=nested.period),
        f"{_name(part, names)}: {formats.figure(part)}.",
        say(
            "{name}, van die groep: {figure}; dat zouden {people} mensen zijn (met elke afronding {interval}).",
            name=_name(share, names),
            figure=formats.figure(share),
            people=_count(_expected(nested)),
            interval=formats.interval(nested.product),
        ),
        say(
            "{name}, zoals gedrukt over alle {people}: {figure} (afgerond uit {interval}).",
            name=_name(whole, names),
            people=_PEOPLE,
            figure=formats.figure(whole),
            interval=formats.interval(nested.printed),
        ),
    ]
    if nested.fits:
        return " ".join([*said, say("Dat past bij elkaar.")])
    difference = _count(_difference(nested))
    said.append(say("Dat past niet bij elkaar: het scheelt {people} mensen.", people=difference))
    would_fit = formats.interval(nested.implied_part, "%")
    said.append(say("Het zou passen bij een groep van {interval}.", interval=would_fit))
    for other in nested.others_that_fit:
        said.append(say("{name} ({figure}) valt daarin.", name=_name(other, names), figure=formats.figure(other)))
    return " ".join(said)


def _expected(nested: NestedBases) -> float:
    """Return how many of a hundred the share of the smaller group makes, at the printed values."""
    return _value(nested.of_part) * _value(nested.part_of_whole) / 100


def _difference(nested: NestedBases) -> float:
    return 0.0 if nested.fits else abs(_expected(nested) - _value(nested.of_whole))


def _people(nested: NestedBases) -> Iterable[str]:
    """Yield a hundred people row by row: those counted first, then those the shares differ about, the group, others."""
    printed, expected, group = _value(nested.of_whole), _expected(nested), _value(nested.part_of_whole)
    certain = printed if nested.fits else min(printed, expected)
    edges = [(certain, _COUNTED), (certain + _difference(nested), _PUZZLE), (group, _GROUP), (float(_PEOPLE), _OTHER)]
    for at in range(_PEOPLE):
        place = f"{at % _ROW * _CELL} {at // _ROW * _CELL}"
        within = [(edge, look) for edge, look in edges if edge - at > _TOO_LITTLE]
        edge, look = within[0]
        drawn = look
        if edge - at < 1 - _TOO_LITTLE and len(within) > 1:
            # A part of a person: the next kind, with the first kind over its left side.
            cut = look.partition("<text")[0]
            drawn = within[1][1] + f'<svg width="{7 + 18 * (edge - at):.1f}" height="{_CELL}">{cut}</svg>'
        yield f'<g transform="translate({place})">{drawn}</g>'
    for other in nested.others_that_fit[:1]:
        yield _border(round(_value(other)))


def _border(size: int) -> str:
    """Return a dashed line round the first `size` people."""
    rows, left_over = divmod(size, _ROW)
    path = f"M0 0H{_GRID}V{rows * _CELL}"
    if left_over:
        path += f"H{left_over * _CELL}V{(rows + 1) * _CELL}"
    return f'<path d="{path}H0Z" fill="none" stroke="{INK}" stroke-width="2" stroke-dasharray="6 4"/>'


def _person(fill: str, stroke: str, width: float, mark: str = "") -> str:
    return f'<g fill="{fill}" stroke="{stroke}" stroke-width="{width}">{_HEAD}{_BODY}</g>{mark}'


_COUNTED = _person(COUNTED, COUNTED, 1)
_GROUP = _person(GROUP, COUNTED, 1)
_OTHER = _person(GROUND, OTHERS, 1)
_PUZZLE = _person(
    PUZZLE_GROUND,
    PUZZLE,
    2,
    f'<text x="16" y="26.5" text-anchor="middle" font-size="12" font-weight="700" fill="{PUZZLE}">?</text>',
)
_ENCLOSED = (
    f'<rect x="6" y="6" width="20" height="20" fill="none" stroke="{INK}" stroke-width="2" stroke-dasharray="6 4"/>'
)


def _headline(nested: NestedBases) -> Iterable[tuple[str, int, str]]:
    """Yield lines with size and colour: who is drawn, and whether the three shares fit."""
    who = say("{year}: {people} {everyone}", year=nested.period, people=_PEOPLE, everyone=_everyone(nested))
    yield who, 16, INK
    reckoned = {
        "share": formats.figure(nested.of_part),
        "group": _number(nested.part_of_whole),
        "people": _count(_expected(nested)),
        "printed": _number(nested.of_whole),
    }
    if nested.fits:
        yield say("✓ {share} van {group} is {people}; gedrukt is {printed}", **reckoned), 18, COUNTED
    else:
        yield say("✗ {share} van {group} is {people}, maar gedrukt is {printed}", **reckoned), 18, PUZZLE


def _balanced(words: str, letters: int) -> list[str]:
    """Return words on as few lines as they need, each about as long as the others."""
    lines = wrap(words, letters)
    while letters > 1 and len(narrower := wrap(words, letters - 1)) == len(lines):
        lines, letters = narrower, letters - 1
    return lines


def _legend(nested: NestedBases, names: Names) -> Iterable[tuple[str, str, str]]:
    """Yield an icon, a number of people, and the words, which begin with that number."""
    whole, part = nested.of_whole, nested.part_of_whole
    number = _number(whole)
    yield _COUNTED, number, say("{people} {name}, zoals gedrukt", people=number, name=_within(whole, names))
    if not nested.fits:
        number = _count(_difference(nested))
        is_short = _expected(nested) > _value(whole)
        words = say("{people} ontbreken", people=number) if is_short else say("{people} te veel", people=number)
        yield _PUZZLE, number, words
    number = _number(part)
    yield _GROUP, number, say("{people} {name} (alle gekleurde)", people=number, name=_within(part, names))
    number = formats.number(_PEOPLE - _value(part))
    yield _OTHER, number, say("{people} anderen", people=number)
    for other in nested.others_that_fit:
        number = _number(other)
        words = say(
            "{people} {name}: {share} daarvan is {product}, dat zou passen",
            people=number,
            name=_within(other, names),
            share=formats.figure(nested.of_part),
            product=_count(_value(nested.of_part) * _value(other) / 100),
        )
        yield _ENCLOSED if other is nested.others_that_fit[0] else "", number, words


def _paragraph(x: float, y: float, lines: list[str], number: str) -> list[str]:
    """Return lines of text; the number that the first begins with (`19`, `3 of 4`) is bold."""
    return [_text(x, y + _LINE * at, line, bold_start=number if at == 0 else "") for at, line in enumerate(lines)]


def _text(
    x: float,
    y: float,
    words: str,
    *,
    size: int = 16,
    colour: str = INK,
    is_bold: bool = False,
    bold_start: str = "",
) -> str:
    shown = escape(words)
    if bold_start and words.startswith(bold_start):
        rest = words.removeprefix(bold_start)
        shown = f'<tspan font-weight="700">{escape(bold_start)}</tspan>{escape(rest)}'
    weight = ' font-weight="700"' if is_bold else ""
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" fill="{colour}"{weight}>{shown}</text>'


def _count(people: float) -> str:
    """Return a number of people: `19`, or `22 of 23` where it lies between the two."""
    nearest = floor(people + 0.5)
    if abs(people - nearest) <= _NEARLY:
        return formats.number(nearest, 0)
    low, high = formats.number(floor(people), 0), formats.number(floor(people) + 1, 0)
    return say("{low} of {high}", low=low, high=high)


def _name(observation: Observation, names: Names) -> str:
    """Return what the study calls a question, else what its row is called."""
    return names.get(observation.identity.indicator_id, observation.provenance.row_label)


def _everyone(nested: NestedBases) -> str:
    """Return who the larger group is, to stand behind a number."""
    return nested.of_whole.base.name.removeprefix("alle ")


def _within(observation: Observation, names: Names) -> str:
    """Return its name as it stands within a sentence."""
    name = _name(observation, names)
    return name[:1].lower() + name[1:]


def _number(observation: Observation) -> str:
    return formats.number(_value(observation), observation.decimals)


def _value(observation: Observation) -> float:
    assert observation.value is not None, "nested bases are of printed shares"
    return observation.value

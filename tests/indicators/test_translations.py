"""Every sentence that a visitor reads goes through `say`, and has an English one.

What is Dutch in the code is told by its stop words, by looking like a sentence, and by the catalogues themselves: words
that stand in their Dutch sentences and in no English one.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from indicators.language import DUTCH, LANGUAGES, TRANSLATIONS

ROOT = Path(__file__).parents[2]
SPOKEN = ("api", "charts", "dashboard.py", "exports", "indicators", "pages", "server.py", "serving", "ui")
"""Rooms and files whose words a visitor may read."""

UNSPOKEN = {"serving/metrics.py"}
"""Words for who watches over the server, in the English that its tools speak."""

KEYWORDS = {"say": None, "sayable": None, "say_counted": (1, 2)}
"""As `babel.messages.extract` takes them: which arguments are sentences."""

NOT_WORDS = {
    # what HTTP calls it, what an address calls it
    "api/problems.py": {"Allow", "Unauthorized", "Forbidden", 'Cookie realm="Doelbereik"', "jaar"},
    "api/files.py": {"jaar", "tabel", "/data/indicatoren/….csv, .svg, .png"},  # what an address calls it
    "api/sending.py": {"Vary", "Origin", "Cookie"},  # headers of HTTP
    "charts/paper.py": {'"Source Sans", "Source Sans Pro", Arial, sans-serif'},  # a letter
    "exports/briefing_html.py": {"Dataset"},  # a type of schema.org
    "exports/briefing_slides.py": {"General"},  # a number format of spreadsheets
    "exports/fonts.py": {"Source Sans 3", "Regular"},  # a letter
    "exports/ods.py": {"Default", "Tables", "Views"},  # what the format calls its parts
    "exports/picture.py": {"{}, Source Sans, Source Sans Pro, Arial, sans-serif"},  # a letter
    "exports/sheets.py": {"Arial"},  # a letter
    "exports/xlsx.py": {"Table Style Light 1"},  # a look of Excel
    "indicators/outliers.py": {"streefwaarde"},  # of an id
    "indicators/revisions.py": {"streefwaarde"},  # of an id
    "indicators/language.py": {"Nederlands", "English"},  # languages, called as their speakers do
    "ui/addresses.py": {"jaar", "alle", "indicatoren"},  # what an address calls it
    "ui/field_table.py": {"tekst"},  # what the loaders call running text
    # what is asked for, as an address has it
    "ui/facets.py": {"behaald", "aantoonbaar", "onbekend", "geteld", "geen", "tegenstrijdig", "streefwaarde"},
    "ui/taking_along.py": {"Data Package", "Parquet"},  # formats
    "ui/markup.py": {"Content"},  # a type, named before it is there
    "server.py": {"Doelbereik does not start: {}"},  # to who starts it
    "serving/bundles.py": {"Html", "Selectbox"},  # what Streamlit calls its elements
    "serving/doors.py": {"Location"},  # a header of HTTP
    "serving/own_files.py": {"Vary"},  # a header of HTTP
    "serving/shell.py": {"Vary"},  # a header of HTTP
    # headers of HTTP, to who starts the server
    "ui/visitor.py": {"Forwarded", "Via", "Host", "Origin", "nobody could log in, and everybody would see everything"},
    "ui/finding_wording.py": {"streefwaarde"},  # a kind, as an address has it
}
"""What only looks like words, by the file it may stand in."""

NAMES = {"Doelbereik", "Gemeente Groningen"}
"""Written the same in every language."""

Sentence = tuple[str, ...]
"""One string, or the one for one and the one for several."""


def spoken_files() -> list[str]:
    found: list[Path] = []
    for name in SPOKEN:
        found += [ROOT / name] if name.endswith(".py") else sorted((ROOT / name).rglob("*.py"))
    files = [str(path.relative_to(ROOT)) for path in found if path.name != "__init__.py"]
    return [file for file in files if file not in UNSPOKEN]


def catalogues() -> list[Path]:
    return sorted(TRANSLATIONS.rglob("*.po"))


def sentences_of(file: str) -> dict[Sentence, int]:
    """Return every sentence that a file says, with the first line on which it does."""
    with (ROOT / file).open("rb") as source:
        found = [(message, line) for line, message, _, _ in extract("python", source, KEYWORDS)]
    said: dict[Sentence, int] = {}
    for message, line in found:
        said.setdefault((message,) if isinstance(message, str) else tuple(message), line)
    return said


@cache
def all_sentences() -> dict[Sentence, str]:
    return {sentence: f"{file}:{line}" for file in spoken_files() for sentence, line in sentences_of(file).items()}


def messages(catalogue: Path) -> list[Message]:
    with catalogue.open("rb") as opened:
        return [message for message in read_po(opened, locale=catalogue.parent.name) if message.id]


def strings(of: str | tuple[str, ...] | list[str]) -> Sentence:
    return (of,) if isinstance(of, str) else tuple(of)


@cache
def translated(language: str) -> dict[Sentence, Sentence]:
    """Return Dutch sentences with those of another language; a guess (fuzzy) is no translation."""
    found = [message for file in catalogues() if file.parent.name == language for message in messages(file)]
    return {strings(one.id): strings(one.string) for one in found if not one.fuzzy and all(strings(one.string))}


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


# Translations --------------------------------------------------------------------------------------------------------


def untranslated(file: str) -> list[str]:
    """Return the sentences of a file that a catalogue misses, with their lines."""
    return [
        f"{file}:{line}: not in {language}: {sentence[0]!r}"
        for language in LANGUAGES
        if language != DUTCH
        for sentence, line in sentences_of(file).items()
        if sentence not in translated(language)
    ]


@pytest.mark.parametrize("file", spoken_files())
def test_a_file_speaks_every_language(file: str) -> None:
    found = hard_coded((ROOT / file).read_text(encoding="utf-8"))
    wrong = [f"{file}:{line}: not said: {text!r}" for line, text in found if text not in NOT_WORDS.get(file, ())]
    wrong += untranslated(file)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("catalogue", catalogues(), ids=lambda path: str(path.relative_to(TRANSLATIONS)))
def test_a_catalogue_holds_whole_translations_of_sentences_that_are_said(catalogue: Path) -> None:
    wrong = []
    for message in messages(catalogue):
        dutch, other = strings(message.id), strings(message.string)
        if message.fuzzy or not all(other):
            wrong.append(f"not translated: {dutch[0]}")
        elif len(dutch) != len(other):
            wrong.append(f"not as many forms: {dutch[0]}")
        elif any(placeholders(one) != placeholders(its) for one, its in zip(dutch, other, strict=True)):
            wrong.append(f"other placeholders: {dutch[0]}")
        elif any(one == its and is_dutch(one) for one, its in zip(dutch, other, strict=True)):
            wrong.append(f"still Dutch: {dutch[0]}")
        if dutch not in all_sentences():
            wrong.append(f"said nowhere: {dutch[0]}")
    assert not wrong, "\n".join(wrong)


def test_a_sentence_has_one_translation() -> None:
    found: dict[tuple[str, Sentence], set[Sentence]] = {}
    for catalogue in catalogues():
        for message in messages(catalogue):
            found.setdefault((catalogue.parent.name, strings(message.id)), set()).add(strings(message.string))
    several = {dutch[0]: sorted(others) for (_, dutch), others in found.items() if len(others) > 1}
    assert not several


def test_a_sentence_is_not_said_both_alone_and_counted() -> None:
    """Gettext keeps a sentence by its first form: one with forms would hide one without."""
    firsts = [sentence[0] for sentence in all_sentences()]
    assert not {one for one in firsts if firsts.count(one) > 1}


# Hard-coded words ----------------------------------------------------------------------------------------------------

DUTCH_ONLY = re.compile(
    r"(?<![\w-])(aan|als|alle|alleen|bij|dan|dat|de|deze|die|dit|door|een|en|er|geen|heeft|het|hier|hoe|naar|niet|nog|om|"
    r"onder|ook|te|tot|uit|van|voor|waar|wat|welk|wie|wordt|zijn|zoals|zonder)(?![\w-])",
    re.IGNORECASE,
)
"""Words that no English sentence has, or hardly one."""
AMBIGUOUS = re.compile(r"(?<![\w-])(in|is|met|of|op|over|per)(?![\w-])", re.IGNORECASE)

_MARKUP = re.compile(r"<[^<>]*>?|&[a-z]+;|https?:\S+")
_SQL = re.compile(r"\b(SELECT|FROM|WHERE|JOIN|ORDER BY|GROUP BY|UNION|VALUES)\b")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*")
_SENTENCE = re.compile(r"^\W*[A-ZÀ-Þ][a-zà-ÿ]+(?:['’-][a-zà-ÿ]+)*[,:;]? +\S*[a-zà-ÿ]{2}")
_LABEL = re.compile(r"^[A-ZÀ-Þ][a-zà-ÿ]{2,}[.:]?$")


@cache
def dutch_words() -> frozenset[str]:
    """Return the words of the catalogues that no translation has."""
    dutch, other = set(), set()
    for language in LANGUAGES:
        for sentence, its in translated(language).items():
            dutch |= {word.lower() for one in sentence for word in _WORD.findall(one)}
            other |= {word.lower() for one in its for word in _WORD.findall(one)}
    return frozenset(word for word in dutch - other if len(word) > 3)


@cache
def known_sentences() -> frozenset[str]:
    known = {one for language in LANGUAGES for sentence in translated(language) for one in sentence}
    return frozenset(one for one in known if len(one) > 3)


def is_worded(text: str) -> bool:
    """Whether a string is something a Dutch visitor would read as words."""
    shown = _MARKUP.sub(" ", text)
    if not shown.strip() or _SQL.search(shown) or shown.strip() in NAMES:
        return False
    if text in known_sentences() or _LABEL.match(shown):
        return True
    if len(shown.split()) < 2:
        return False
    has_stop_word = DUTCH_ONLY.search(shown) or AMBIGUOUS.search(shown)
    words = {word.lower() for word in _WORD.findall(shown)}
    return bool(has_stop_word or words & dutch_words() or _SENTENCE.match(shown))


def is_dutch(text: str) -> bool:
    """Whether a string that developers read is in the language of visitors after all."""
    return len(text.split()) > 1 and bool(DUTCH_ONLY.search(text))


def hard_coded(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of every string in a module that reads as words and is not said."""
    yield from _within(ast.parse(source), is_worded)


def _within(node: ast.AST, reads_as_words: object) -> Iterator[tuple[int, str]]:
    assert callable(reads_as_words)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring, of a module, a function or a constant
    if isinstance(node, (ast.Raise, ast.Assert)) or _is_for_developers(node):
        reads_as_words = is_dutch
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if reads_as_words(node.value):
            yield node.lineno, node.value
    elif isinstance(node, ast.JoinedStr):
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        if reads_as_words(text):
            yield node.lineno, text
        for part in node.values:
            if not isinstance(part, ast.Constant):
                yield from _within(part, reads_as_words)
    else:
        for child in _said_by(node):
            yield from _within(child, reads_as_words)


def _said_by(node: ast.AST) -> Iterable[ast.AST]:
    """Return the parts of a node to look at: not the sentences that are said, and no annotations or patterns."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        of = node.func.value if isinstance(node.func, ast.Attribute) else None
        if isinstance(of, ast.Name) and of.id == "re":
            return []
        if name in ("TypeVar", "ParamSpec", "NewType", "ContextVar"):
            return []
        said = {"say": 1, "sayable": 1, "say_counted": 2}.get(name, 0)
        return [node.func, *node.args[said:], *(keyword.value for keyword in node.keywords)]
    if isinstance(node, ast.Dict):
        return [*(key for key in node.keys if key and not _is_id(key)), *node.values]
    if isinstance(node, ast.Subscript):
        return [node.value] if _is_id(node.slice) else [node.value, node.slice]
    if isinstance(node, ast.Compare):
        return [side for side in (node.left, *node.comparators) if not _is_id(side)]
    if isinstance(node, ast.Assign) and _is_id(node.value) and ast.unparse(node.targets[0]).isupper():
        return []
    if isinstance(node, ast.AnnAssign):
        return [node.value] if node.value else []
    if isinstance(node, ast.FormattedValue):
        return [node.value]
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults), *node.body]
    return ast.iter_child_nodes(node)


def _is_id(node: ast.AST) -> bool:
    """Whether a key or something compared with is one lower-case word: what things are called in the data."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(re.match(r"^[a-z_-]+$", node.value))


def _is_for_developers(node: ast.AST) -> bool:
    """Whether a call writes to the log of the server."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("debug", "info", "warning", "error", "exception", "critical")
        and "log" in ast.unparse(node.func.value).lower()
    )


# When words are said ------------------------------------------------------------------------------------------------


def said_too_early(source: str) -> list[int]:
    """Return the lines that say something on import, or in a function that keeps its first answer."""
    module = ast.parse(source)
    lines = [node.lineno for node in _run_on_import(module) if _says(node)]
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and any(
            "cache" in ast.unparse(decorator).lower() for decorator in node.decorator_list
        ):
            lines += [inner.lineno for inner in ast.walk(node) if _says(inner)]
    return lines


def _run_on_import(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            defaults = filter(None, (*child.args.defaults, *child.args.kw_defaults))
            for part in (*child.decorator_list, *defaults):
                yield from _run_on_import(part)
        elif not isinstance(child, ast.Lambda):
            yield from _run_on_import(child)


def _says(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ("say", "say_counted")


@pytest.mark.parametrize("file", [file for file in spoken_files() if not file.startswith("pages/")])
def test_words_are_said_when_somebody_reads_them(file: str) -> None:
    """On import, or in a cache, they would stay in the language of the first visitor; pages run once for each."""
    lines = said_too_early((ROOT / file).read_text(encoding="utf-8"))
    assert not lines, [f"{file}:{line}" for line in lines]


@pytest.mark.parametrize(
    ("source", "is_early"),
    [
        ('TITLE = say("Jaar")', True),
        ('class Sheet:\n    name = say("Jaar")', True),
        ('def show(name=say("Jaar")): ...', True),
        ('@cache\ndef title():\n    return say("Jaar")', True),
        ('TITLE = sayable("Jaar")', False),
        ('def title():\n    return say("Jaar")', False),
        ('title = lambda: say("Jaar")', False),
    ],
)
def test_words_said_too_early_are_found(source: str, is_early: bool) -> None:
    assert bool(said_too_early(source)) is is_early


# What counts as hard-coded -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        'label = "Geen gegevens"',
        'label = f"{count} van de {total}"',
        'label = f"in {year}"',
        'label = "Indicatoren"',
        'label = "Zoek een indicator"',
        'label = f"<b>Alle indicatoren</b>{rest}"',
        'def label():\n    """Return it."""\n    return "niet bekend"',
        'say("{words}", words="niet bekend")',
        'raise ValueError("het jaar is niet bekend")',
        'headers = ("Jaar",)',
        'row = {"Jaar": 2018}',
        'unit = "procentpunt"',
        'f"{say(word)} van {whole}"',
    ],
)
def test_hard_coded_words_are_found(source: str) -> None:
    assert list(hard_coded(source))


@pytest.mark.parametrize(
    "source",
    [
        'say("Geen gegevens")',
        'say_counted("{n} van de indicator", "{n} van de indicatoren", count, n=count)',
        'WORDS = {"a": sayable("Geen gegevens")}',
        '"""Wat is dit."""',
        'LIMIT = 3\n"""What is in het algemeen known."""',
        'query = "SELECT jaar FROM het WHERE is_van IN (1)"',
        'element("div", class_="wij-gehoord", id_="van-wie")',
        "f\"<path d='M{x} 3V25' fill='none'/>\"",
        'align = "top center"',
        'raise ValueError("is not a year of the overview")',
        'log.warning("the page is not complete")',
        'pattern = re.compile("van de (.*)")',
        'x: "van de" = 1',
        'name = "Doelbereik"',
        'KINDS = {"procentpunt": 1}',
        'kind == "procentpunt" or kinds["procentpunt"]',
        'Answer = TypeVar("Answer")',
        'KIND_FILTER = "procentpunt"',
    ],
)
def test_what_is_no_hard_coded_sentence_is_left_alone(source: str) -> None:
    assert not list(hard_coded(source))


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.stem)
def test_a_page_says_its_heading(page: Path) -> None:
    """A sentence that is only marked (`sayable`) and shown as it is stays Dutch for an English reader."""
    shown = re.findall(r"(?:\{|title\()wording\.[A-Z_]+", page.read_text(encoding="utf-8"))
    assert shown == []

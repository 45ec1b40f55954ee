"""What a clerk receives in a year: two pages of accounts, one of them with a slip, and a survey with its codebook.

The pages are fiction on the printed tables of `rekening-2018-*`. They hold what goes wrong in real ones: a figure of
2018 that was revised in silence, a question that was put otherwise, a row that is gone, another wording, and a letter l
for a one.
"""

import shutil
from pathlib import Path

PAGES = Path(__file__).parent / "pages"
TABLE, WORDED = PAGES / "rekening-2019-4-1-6.txt", PAGES / "rekening-2019-4-1-1.html"

DOCUMENT, TITLE = "rekening-2019", "Gemeenterekening 2019"
HEARD, HEARD_AS_PRINTED = (
    "% bewoners (18 jaar e.o.) dat zegt (wel eens) gehoord te hebben van WIJ-Groningen",
    "% bewoners (18 jaar en ouder) dat zegt wel eens van WIJ-Groningen gehoord te hebben",
)
KNOWN = (
    "% bewoners (18 jaar e.o.) dat zegt (goed tot redelijk goed) bekend te zijn "
    "met de dienstverlening van WIJ-Groningen"
)
FOUND = "% bewoners (18 jaar e.o.) dat zegt te weten waar te moeten zijn met een hulpvraag"
VANISHED = "% bewoners (18 jaar e.o.) dat zegt het gemakkelijk te vinden om bij WIJ-Groningen naar binnen te lopen"
INITIATIVES = "Aantal ondersteunende bewonersinitiatieven in het kader van innovatie ateliers"
SLIP, MEANT = "7l%", "71%"
"""As it was typed, and as it is."""

SURVEY = "Onderzoek naar WIJ Groningen 2020"
RESPONDENTS = 1200
NAME = "Quirijn Zandmannetje"
"""Of every respondent, with a number: what nobody may ever see."""


def mended(folder: Path) -> Path:
    """Return the page with the table once more, without the slip."""
    text = TABLE.read_text(encoding="utf-8")
    assert text.count(SLIP) == 1
    file = folder / TABLE.name
    file.write_text(text.replace(SLIP, MEANT), encoding="utf-8")
    return file


def survey(folder: Path) -> list[Path]:
    """Return a file with the answers of respondents, 74 of 100 of whom heard of WIJ, and its codebook."""
    answers, codebook = folder / "wij-2020.csv", folder / "wij-2020.toml"
    rows = (f"{number};{NAME} {number};{1 if number % 100 < 74 else 2}\n" for number in range(RESPONDENTS))
    answers.write_text("NR;NAAM;GEHOORD\n" + "".join(rows), encoding="utf-8")
    codebook.write_text(
        f'[survey]\nid = "wij-onderzoek-2020"\ntitle = "{SURVEY}"\nrespondent = "NR"\nyear = 2020\n\n'
        '[[indicator]]\nid = "wij-gehoord"\nvariable = "GEHOORD"\nyes = [1]\nno = [2]\n',
        encoding="utf-8",
    )
    return [answers, codebook]


def copied(data: Path, folder: Path) -> Path:
    """Return a data folder of our own."""
    return Path(shutil.copytree(data, folder / "data"))


def holding(folder: Path, words: str) -> list[Path]:
    """Return the files below a folder that hold these words, in whatever kind of file."""
    return [one for one in sorted(folder.rglob("*")) if one.is_file() and words.encode() in one.read_bytes()]

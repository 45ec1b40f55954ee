"""A small data folder written in one go: a catalogue of two fields and pages read by the loader itself."""

from pathlib import Path

from loaders import sources
from loaders.extract import extract_text

DOCUMENTS = """
[[document]]
id = "begroting-2017"
kind = "budget"
title = "Begroting 2017"
publisher = "Gemeente Groningen"
fiscal_year = 2017
published_on = 2016-11-15
published_precision = "legal_deadline"
territory = "gm0014-tot-2019"

[[document]]
id = "begroting-2018"
kind = "budget"
title = "Begroting 2018"
publisher = "Gemeente Groningen"
fiscal_year = 2018
published_on = 2017-11-15
published_precision = "legal_deadline"
territory = "gm0014-tot-2019"

[[document]]
id = "rekening-2018"
kind = "accounts"
title = "Rekening 2018"
publisher = "Gemeente Groningen"
fiscal_year = 2018
published_on = 2019-06-13
published_precision = "day"
territory = "gm0014-tot-2019"
"""

FIELDS = """
[[policy_field]]
id = "accommodaties"
title = "Faciliteren verenigingen: accommodaties"
programme = "Sport en bewegen"
codes = [
    { document = "begroting-2017", code = "5.1.1", title = "Faciliteren verenigingen: accommodaties" },
    { document = "begroting-2018", code = "5.1.1", title = "Faciliteren verenigingen: accommodaties" },
    { document = "rekening-2018", code = "5.1.1", title = "Faciliteren verenigingen: accommodaties" },
]

[[policy_field]]
id = "sociale-basis"
title = "Sociale basisvoorzieningen"
programme = "Welzijn, gezondheid en zorg"
codes = [
    { document = "rekening-2018", code = "4.1.6", title = "Sociale basisvoorzieningen" },
]
"""

BASES = """
[[base]]
id = "heeft-gehoord"
parent = "inwoners-18-plus"
name = "inwoners die van WIJ hebben gehoord"

[[base]]
id = "inwoners-18-plus"
name = "inwoners van 18 jaar en ouder"

[[base]]
id = "niet-van-toepassing"
name = "niet van toepassing"
"""

TERRITORIES = """
[[territory]]
id = "gm0014-tot-2019"
code = "GM0014"
name = "Groningen tot 2019"
valid_to = 2018
own = true

[[territory]]
id = "gm0017-haren"
code = "GM0017"
name = "Haren"

[[territory]]
id = "nederland"
code = "NL00"
name = "Nederland"
aliases = ["landelijk"]
"""

SPORT = """
[[indicator]]
id = "bezoekers-ijsbaan"
name = "Aantal bezoekers Kardinge (ijs)"
kind = "count"
unit = "bezoekers"
better = "higher"
source_kind = "register"
base = "niet-van-toepassing"

[[indicator]]
id = "bezettingsgraad-sporthallen"
name = "Bezettingsgraad sporthallen"
kind = "share"
unit = "%"
better = "higher"
source_kind = "register"
base = "niet-van-toepassing"
"""

WIJ = """
[[indicator]]
id = "wij-bekend"
name = "% bewoners dat bekend is met de dienstverlening van WIJ-Groningen"
kind = "survey_share"
unit = "%"
better = "higher"
source_kind = "survey"
base = "inwoners-18-plus"

[[indicator.definition]]
version = 1
wording = "te smal"

[[indicator.definition]]
version = 2
wording = "gecorrigeerd"
from = "rekening-2018"

[[indicator]]
id = "wij-contact"
name = "% bewoners dat contact heeft gehad met WIJ-Groningen"
kind = "survey_share"
unit = "%"
better = "unknown"
source_kind = "survey"
base = "heeft-gehoord"

[[indicator.measure]]
part = 1
base = "heeft-gehoord"

[[indicator.measure]]
part = 2
base = "inwoners-18-plus"

[[indicator]]
id = "initiatieven"
name = "Ondersteunde bewonersinitiatieven"
kind = "text"
unit = "initiatieven"
better = "higher"
source_kind = "register"
base = "niet-van-toepassing"
"""

SPORT_2017 = """https://groningen.begroting-2017.nl/p1/5-1-1
5 Sport en bewegen

5.1.1 Faciliteren verenigingen: accommodaties

Prestatie-indicatoren | Behaald 2014 | Behaald 2015 | Begroting 2016 | Beoogd 2017
--- | --- | --- | --- | ---
Aantal bezoekers Kardinge (ijs) | 130.000 | 120.000 | 120.000 | 120.000
Bezettingsgraad sporthallen | - | n.v.t. | niet gemeten | 55%
"""

SPORT_2018 = """https://groningen.begroting-2018.nl/p1/5-1-1
5 Sport en bewegen

5.1.1 Faciliteren verenigingen: accommodaties

Prestatie-indicatoren | Behaald 2015 | Behaald 2016 | Begroting 2017 | Beoogd 2018
--- | --- | --- | --- | ---
Aantal bezoekers Kardinge (ijs) | 100.700 | 114.000 | ± 120.000 | 110.000 tot 120.000
Bezettingsgraad sporthallen | - | 52% | 55% | > dan in 2017
"""

WIJ_2018 = """https://groningen.jaarverslag-2018.nl/p1/4-1-6
4 Welzijn, gezondheid en zorg

4.1.6 Sociale basisvoorzieningen

Prestatie-indicatoren | Behaald 2017 | Beoogd 2018 | Behaald 2018
--- | --- | --- | ---
% bewoners dat bekend is met de dienstverlening van WIJ-Groningen (I) | 60% | Toename | 64%*
% bewoners dat contact heeft gehad met WIJ-Groningen | 28% (II) (17% (III)) | - (IV) | 30% (II) (19% (III))
% bewoners dat WIJ aanbeveelt | 7,1 | - | 7,3

I   De uitkomst van 2017 is anders berekend dan eerder.
II  Van wie van WIJ heeft gehoord.
III Van alle bewoners van 18 jaar en ouder.
IV  Een kengetal: zonder norm.
"""


def write(folder: Path) -> Path:
    """Write the small data folder and return it."""
    for name, text in {
        "documents.toml": DOCUMENTS,
        "policy_fields.toml": FIELDS,
        "bases.toml": BASES,
        "territories.toml": TERRITORIES,
        "indicators/accommodaties.toml": SPORT,
        "indicators/sociale-basis.toml": WIJ,
    }.items():
        file = folder / "catalogue" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    add_page(folder, "begroting-2017", "5-1-1", SPORT_2017)
    add_page(folder, "begroting-2018", "5-1-1", SPORT_2018)
    add_page(folder, "rekening-2018", "4-1-6", WIJ_2018)
    return folder


def add_page(folder: Path, document_id: str, page: str, text: str) -> None:
    """Read a page with the loader and store it."""
    sources.save(extract_text(text, document_id=document_id), folder / "sources", document_id, page)


def replace_in(file: Path, old: str, new: str, count: int = -1) -> None:
    """Replace text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file.name}"
    file.write_text(text.replace(old, new, count), encoding="utf-8")

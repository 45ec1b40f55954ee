"""One small table of two indicators: as the text of a page, and to be written in any other kind of file."""

from tests.formats.written import PrintedTable

PAGE = """Jaarverslag 2018

6 Cultuur

6.1 Culturele infrastructuur

Effectindicator(en)

Behaald
 2017

Beoogd
 2018

Behaald
 2018

Aantal bezoekers van het museum

3.100

3.200

3.150

Percentage tevreden bezoekers

80%

85%

82%
"""
HEADER = ("Effectindicatoren", "Behaald 2017", "Beoogd 2018")


def small_table(
    label: str = "Aantal bezoekers", figure: str = "3.100", header: tuple[str, ...] = HEADER
) -> PrintedTable:
    return PrintedTable(
        titles=("6 Cultuur", "6.1 Culturele infrastructuur"),
        header=header,
        rows=((label, figure, "3.200"), ("Percentage tevreden", "80%", "85%")),
        notes=(),
    )

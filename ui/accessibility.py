"""The statement on accessibility: what was tested and how, what does not work and why, and whom to tell."""

import os
from collections.abc import Iterator

from indicators.language import say, sayable
from ui import wording
from ui.markup import Content, Html, element, items, joined, link, section

TESTED = (
    sayable("Met de regels van axe-core op elke pagina: WCAG 2.0, 2.1 en 2.2, niveau A en AA."),
    sayable("In het Nederlands en in het Engels, licht en donker, en op drie breedtes: telefoon, tablet en bureau."),
    sayable("Met alleen het toetsenbord: alles is te bereiken, u ziet waar u bent, en u komt overal weer weg."),
    sayable("Bij 200% en 400% vergroting: alleen een brede tabel of grafiek schuift opzij, in een eigen kader."),
    sayable("Het contrast van tekst, ook van de letters bij de assen van een grafiek: ten minste 4,5 op 1."),
    sayable("Elke grafiek heeft een beschrijving en een tabel met dezelfde cijfers."),
    sayable("Met beweging uitgezet in de instellingen van de computer: dan beweegt hier niets."),
)
"""Each is a test that runs with every change of the dashboard."""

NOT_TESTED = (
    sayable("Wij hebben nog niet getest met mensen die elke dag een schermlezer of spraakbesturing gebruiken."),
    sayable("De bestanden die u ophaalt, zoals rekenbladen, zijn niet apart op toegankelijkheid getest."),
)

FAILING: dict[str, str] = {
    sayable("De namen in een keuzelijst zijn ook op een Engelse pagina Nederlands."): sayable(
        "Beleidsvelden en documenten hebben alleen een Nederlandse naam. In de tekst zijn die namen gemerkt als "
        "Nederlands; in een keuzelijst kan dat niet."
    ),
    sayable("Een schermlezer kan bij een keuzelijst een paar Engelse woorden zeggen."): sayable(
        "Die woorden komen van Streamlit, de software waarmee dit is gemaakt. Wij vertalen wat wij kunnen bereiken; "
        "wat het pas tijdens het kiezen uitspreekt niet."
    ),
    sayable("De punten in een grafiek zijn niet met het toetsenbord aan te wijzen."): sayable(
        "Dat kan de software voor grafieken niet. Dezelfde cijfers staan in de tabel bij de grafiek."
    ),
    sayable("Zonder JavaScript werkt het dashboard niet."): sayable(
        "Ook dat komt door Streamlit. De pagina zegt het als JavaScript uit staat."
    ),
}
"""What does not work → why."""


def drawn() -> Html:
    """Return the page."""
    return joined(
        element(
            "p",
            say(
                "Iedereen moet dit dashboard kunnen gebruiken, ook wie slecht ziet, niet met een muis werkt of een "
                "schermlezer gebruikt. De norm is EN 301 549, met WCAG 2.2 niveau AA. Op deze pagina staat wat wij "
                "hebben getest, en wat nog niet goed gaat."
            ),
            class_="lead",
        ),
        section(say("Wat is getest, bij elke wijziging"), items(say(one) for one in TESTED)),
        section(say("Wat niet is getest"), items(say(one) for one in NOT_TESTED)),
        section(
            say("Wat niet goed gaat, en waarom"),
            element(
                "dl",
                *(joined(element("dt", say(what)), element("dd", say(why))) for what, why in FAILING.items()),
                class_="example",
            ),
        ),
        section(say("Loopt u ergens tegenaan?"), *_contact()),
    )


def _contact() -> Iterator[Content]:
    address = os.environ.get("DOELBEREIK_CONTACT", "").strip()
    yield element(
        "p",
        say("Meld het bij de beheerder van Doelbereik ({owner})", owner=wording.OWNER),
        joined(": ", link(f"mailto:{address}", address)) if address else None,
        ". ",
        say(
            "Zet erbij op welke pagina het was (met de knop ‘{button}’), wat u wilde doen en waarmee u werkt. Kunt u "
            "iets niet lezen, dan krijgt u het op een andere manier.",
            button=say(wording.COPY_ADDRESS),
        ),
        class_="reading",
    )

"""How the figures are read: verdict, certainty and change in plain Dutch (B1), with one study as the example.

Words and signs come from the tables that the pages themselves use, figures from the warehouse: nothing here can say
something else than the pages do.
"""

from collections.abc import Iterator

from indicators import disclosure, formats, reading, uncertainty
from indicators.judged import Assumptions, Certainty, Change, IndicatorYear, StudyRecord, Verdict
from indicators.language import say, sayable
from indicators.reading import Warehouse
from ui import addresses, figures, margins_example
from ui.margins_example import IntervalMarks
from ui.markup import Content, Html, body, dutch, element, facts, items, joined, link, row, section, table

VERDICT_MEANINGS: dict[Verdict, str] = {
    Verdict.ACHIEVED: sayable("Het gedrukte cijfer haalt de gedrukte streefwaarde."),
    Verdict.NOT_ACHIEVED: sayable("Het gedrukte cijfer haalt de gedrukte streefwaarde niet."),
    Verdict.KEY_FIGURE: sayable("De gemeente volgt dit cijfer, maar heeft er met opzet geen norm aan gegeven."),
    Verdict.NO_TARGET: sayable("Er is een uitkomst, maar er staat nergens een streefwaarde bij."),
    Verdict.NO_DATA: sayable(
        "Er is geen uitkomst. Soms is dat zo bedoeld: sommige cijfers worden om het jaar gemeten."
    ),
    Verdict.TO_ASSESS: sayable("De uitkomst of de streefwaarde is tekst. Dat moet iemand lezen; rekenen kan niet."),
    Verdict.NOT_COMPARABLE: sayable(
        "Uitkomst en streefwaarde gaan niet over hetzelfde. De reden staat onder ‘Waarom?’."
    ),
}
CERTAINTY_MEANINGS: dict[Certainty, str] = {
    Certainty.DEMONSTRATED: sayable(
        "Het verschil is groter dan toeval in de enquête kan verklaren, ook als het cijfer is afgerond."
    ),
    Certainty.DEPENDS_ON_ROUNDING: sayable(
        "Met de gedrukte cijfers is het verschil groot genoeg. Met de cijfers van vóór het afronden misschien niet."
    ),
    Certainty.WITHIN_MARGIN: sayable(
        "Het verschil is zo klein dat het toeval kan zijn: wie de enquête overdoet, kan het omgekeerde vinden."
    ),
    Certainty.UNKNOWN: sayable("De bron zegt niet hoeveel mensen antwoordden. Dan is de marge niet te berekenen."),
    Certainty.COUNT: sayable(
        "Iedereen of alles is geteld. Er is geen steekproef, dus ook geen marge van een steekproef."
    ),
    Certainty.ASSESSED: sayable(
        "Rekenen kan hier niet. Iemand heeft het gelezen en beoordeeld. Wie, wanneer en waarom staat erbij."
    ),
}

# The certainties of which an example is shown, and the sentence that reads it.
EXAMPLES: dict[Certainty, str] = {
    Certainty.DEMONSTRATED: sayable(
        "Tussen {earlier_year} en {later_year} ging dit van {earlier} naar {later}. De werkelijke verandering ligt "
        "waarschijnlijk tussen {low} en {high} procentpunt. Nul ligt daar niet bij: de verandering is aangetoond."
    ),
    Certainty.WITHIN_MARGIN: sayable(
        "Tussen {earlier_year} en {later_year} ging dit van {earlier} naar {later}. De werkelijke verandering ligt "
        "waarschijnlijk tussen {low} en {high} procentpunt. Nul ligt daarbij: misschien is er niets veranderd, of "
        "ging het de andere kant op."
    ),
    Certainty.DEPENDS_ON_ROUNDING: sayable(
        "Tussen {earlier_year} en {later_year} ging dit van {earlier} naar {later}. De gedrukte cijfers zijn afgerond. "
        "Met de cijfers erachter kan het verschil te klein zijn om zeker van te zijn."
    ),
}

NOT_DONE = (
    sayable("Het zegt niet waarom iets is veranderd, en niet of beleid heeft gewerkt."),
    sayable("Het noemt een cijfer nooit ‘stabiel’ omdat er geen verschil is aangetoond."),
    sayable(
        "Het vult niets in wat de bron niet geeft. Onbekend blijft onbekend; het is geen nul en geen ‘niet behaald’."
    ),
    sayable(
        "Het verbindt geen cijfers die over iets anders gaan: een andere vraag, een andere groep, een ander gebied."
    ),
    sayable("Het verbetert de bron niet stilletjes. Een fout staat erbij, met wat er gedrukt is en wat er is gelezen."),
    sayable("Het geeft geen rapportcijfer voor een heel beleidsveld: indicatoren wegen niet even zwaar."),
)

WORDS: dict[str, str] = {
    sayable("Indicator"): sayable("Iets wat elk jaar wordt geteld of gemeten om te zien hoe het gaat."),
    sayable("Streefwaarde"): sayable("Wat de gemeente wilde bereiken, zoals de begroting het zegt."),
    sayable("Kengetal"): sayable("Een cijfer zonder norm: om te volgen, niet om af te rekenen."),
    sayable("Procentpunt"): sayable("Het verschil tussen twee percentages: van 68% naar 75% is 7 procentpunt."),
    sayable("n"): sayable("Hoeveel mensen antwoord gaven. Hoe meer mensen, hoe kleiner de marge."),
    sayable("Marge"): sayable("Hoe ver een cijfer uit een enquête van het echte cijfer af kan liggen, door toeval."),
    sayable("Ontwerpeffect"): sayable(
        "Hoeveel minder een enquête weet dan een zuivere loting onder evenveel mensen. Is het niet bekend, dan rekenen "
        "wij met {effect}, en kijken wij of {low} of {high} een ander antwoord geeft."
    ),
    sayable("Stand volgens"): sayable(
        "Kies een document om alles te zien zoals het toen bekend was, zonder wat later is gewijzigd."
    ),
    sayable("Herziening"): sayable("Een later document geeft een ander cijfer over hetzelfde jaar."),
}


def drawn(warehouse: Warehouse, as_known_in: str | None = None, *, intervals: IntervalMarks) -> Html:
    """Return the page."""
    return joined(
        element(
            "p",
            say(
                "Doelbereik laat zien wat de gemeente wilde bereiken en wat er is bereikt. Bij elk cijfer staan drie "
                "antwoorden. Ze staan los van elkaar, want ze kunnen verschillen."
            ),
            class_="lead",
        ),
        three_answers(),
        section(say("Oordeel: wat staat er op papier?"), *_verdicts(), id_=figures.VERDICTS),
        section(
            say("Zekerheid: wat kunnen de cijfers dragen?"),
            *_certainties(),
            _paragraph(small_groups(reading.withheld(warehouse).minimum)),
            id_="zekerheid",
        ),
        section(say("Verandering: is er echt iets veranderd?"), *_changes(), id_="verandering"),
        *(
            example(reading.study(warehouse, study.study_id, as_known_in), as_known_in)
            for study in reading.studies(warehouse)[:1]
        ),
        margins_example.drawn(warehouse, intervals),
        section(say("Wanneer cijfers niet naast elkaar mogen"), *_comparing(), id_="vergelijken"),
        section(say("Wat dit dashboard niet doet"), items(say(one) for one in NOT_DONE), id_="niet"),
        section(say("Begrippen"), _words(), id_="woorden"),
    )


def three_answers() -> Html:
    """Return the three answers, with where on the page each is explained."""
    return facts(
        [
            (
                say("Oordeel"),
                link(f"#{figures.VERDICTS}", say("Haalt het gedrukte cijfer de gedrukte streefwaarde?")),
            ),
            (
                say("Zekerheid"),
                link("#zekerheid", say("Kan dat antwoord toeval zijn?")),
            ),
            (
                say("Verandering"),
                link("#verandering", say("Is er echt iets veranderd sinds het vorige vergelijkbare cijfer?")),
            ),
        ]
    )


def _verdicts() -> Iterator[Content]:
    yield _paragraph(
        say(
            "Het oordeel legt het gedrukte cijfer naast de gedrukte streefwaarde. Meer niet. Moest iets toenemen of "
            "afnemen, dan telt het vorige vergelijkbare cijfer; gelijk gebleven is dan niet behaald."
        )
    )
    rows = [row(figures.verdict_word(one, None), say(meaning)) for one, meaning in VERDICT_MEANINGS.items()]
    yield table(say("Oordelen, met hun teken"), (say("Oordeel"), say("Betekenis")), [body(*rows)], "meanings")
    yield _paragraph(
        figures.verdict_word(Verdict.ACHIEVED, Certainty.WITHIN_MARGIN),
        " · ",
        figures.verdict_word(Verdict.NOT_ACHIEVED, Certainty.WITHIN_MARGIN),
        element("br"),
        say(
            "Dit teken staat bij een oordeel dat klopt op papier, maar dat toeval kan zijn. Lees het als: dit weten "
            "wij niet zeker."
        ),
        " ",
        link(f"#{figures.CERTAINTY_PLACES[Certainty.WITHIN_MARGIN]}", say("Wat de marge is")),
    )


def _certainties() -> Iterator[Content]:
    yield _paragraph(
        say(
            "Veel cijfers komen uit een enquête. Niet iedereen is gevraagd, dus het cijfer kan door toeval iets te "
            "hoog of te laag zijn. Hoeveel, dat heet de marge. Wij rekenen met een betrouwbaarheid van {confidence}%: "
            "bij {confidence} van de 100 zulke enquêtes ligt het echte cijfer binnen de marge.",
            confidence=round(100 * Assumptions().confidence),
        )
    )
    rows = [
        row(_capital(formats.certainty_word(one)), say(meaning), id_=figures.CERTAINTY_PLACES[one])
        for one, meaning in CERTAINTY_MEANINGS.items()
    ]
    yield table(say("Hoe zeker"), (say("Zekerheid"), say("Betekenis")), [body(*rows)], "meanings")
    yield _paragraph(
        say(
            "Een cijfer over een kleine groep is minder zeker dan een cijfer over iedereen. Daarom rekenen wij met het "
            "aantal mensen in die groep, niet met het aantal in de hele enquête."
        )
    )


def small_groups(minimum: int) -> str:
    """Return from how many answers on a figure is shown, and up to how many the number stands beside it."""
    words = {"minimum": formats.number(minimum, 0), "few": formats.number(disclosure.SMALL_BASE, 0)}
    if minimum < disclosure.SMALL_BASE:
        return say(
            "Gaven minder dan {minimum} mensen antwoord, dan laten wij het cijfer niet zien, zodat niemand te "
            "herkennen is; zijn het er minder dan {few}, dan staat het aantal erbij.",
            **words,
        )
    return say(
        "Gaven minder dan {minimum} mensen antwoord, dan laten wij het cijfer niet zien, zodat niemand te herkennen "
        "is.",
        **words,
    )


def _changes() -> Iterator[Content]:
    yield _paragraph(
        say(
            "Een verandering is het verschil met het laatste cijfer dat over hetzelfde gaat. Tussen haakjes staat waar "
            "de werkelijke verandering waarschijnlijk ligt. Ligt nul daarbij, dan is er geen verandering aangetoond. "
            "Dat is iets anders dan: er is niets veranderd."
        )
    )


def _comparing() -> Iterator[Content]:
    yield _paragraph(
        say("Wij trekken geen lijn en berekenen geen verschil als er iets anders is aan een van deze dingen:")
    )
    yield items(_capital(say(words)) for words in formats.DIFFERENCE_WORDS.values())
    yield _paragraph(say("De lijn in een grafiek breekt daar, en de reden staat erbij."))


def example(record: StudyRecord, as_known_in: str | None = None) -> Html:
    """Return real rows of a study, one for each certainty that occurs, with the sentence that reads it."""
    shown = [
        joined(
            element("dt", link(addresses.indicator(one.indicator.indicator_id, as_known_in), _name(one))),
            element("dd", figures.verdict(one), " · ", figures.change(change)),
            element("dd", _read(sentence, change)),
        )
        for certainty, sentence in EXAMPLES.items()
        for one, change in [_first(record, certainty)]
        if one is not None and change is not None
    ]
    title = say("Een voorbeeld: {study}", study=record.study.title)
    return section(title, *(element("dl", one, class_="example") for one in shown), id_="voorbeeld")


def _first(record: StudyRecord, certainty: Certainty) -> tuple[IndicatorYear | None, Change | None]:
    """Return the latest row of the first item whose change is this certain; one with a verdict on a target is best."""
    found = [
        (row, row.change)
        for history in record.histories
        for row in history.years
        if isinstance(row.change, Change) and row.change.certainty is certainty and row.change.difference
    ]
    judged = [one for one in found if one[0].verdict in (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED)]
    return next(iter(judged or found), (None, None))


def _name(one: IndicatorYear) -> Html:
    measure = f" ({one.measure})" if one.measure else ""
    return dutch(f"{one.indicator.name}{measure}")


def _read(sentence: str, change: Change) -> str:
    low, high = (formats.signed(end, 1) for end in change.interval) if change.interval else ("", "")
    return say(
        sentence,
        earlier_year=change.earlier.period,
        later_year=change.later.period,
        earlier=formats.figure(change.earlier),
        later=formats.figure(change.later),
        low=low,
        high=high,
    )


def _words() -> Html:
    low, _, high = uncertainty.DESIGN_EFFECTS
    numbers = {
        "effect": formats.number(uncertainty.DESIGN_EFFECT),
        "low": formats.number(low),
        "high": formats.number(high),
    }
    return facts((say(word), say(meaning, **numbers)) for word, meaning in WORDS.items())


def _paragraph(*contents: Content) -> Html:
    return element("p", *contents, class_="reading")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

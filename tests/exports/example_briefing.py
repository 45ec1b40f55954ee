"""A briefing written by hand: the five WIJ rows of the accounts of 2018, in Dutch, for tests of how it is laid out.

Its figures, notes and two bases are those of the source; what the field says of a miss is made up, once filled in and
once left empty.
"""

from typing import Any

from exports.briefing_record import (
    BriefingRecord,
    Caution,
    Commentary,
    Figure,
    Labels,
    Note,
    Question,
    Row,
    Signature,
    Source,
)

ACCOUNTS = "Rekening 2018"
EVERYONE = "inwoners van 18 jaar en ouder"
WHO_HEARD = "inwoners van 18 jaar en ouder die van WIJ Groningen hebben gehoord"
HELPED = (
    "inwoners die contact met WIJ Groningen hebben gehad en daarbij een vorm van dienstverlening of ondersteuning "
    "kregen"
)
BOTH_SHARES = "30% (II)\n(19% (III))"
"""The cell with two figures, letter by letter."""

ACHIEVED, NOT_ACHIEVED, WITHIN_MARGIN, NEUTRAL = "#0B3C5D", "#C2410C", "#8E44AD", "#6B6B6B"


def labels() -> Labels:
    """Return the fixed words of the layout."""
    return Labels(
        briefing="Briefing",
        promised="Wat is beloofd",
        happened="Wat is gebeurd",
        how_sure="Hoe zeker is dat",
        rows="De indicatoren",
        indicator="Indicator",
        previous="Vorige",
        planned="Beoogd",
        achieved="Behaald",
        mark="In beeld",
        verdict="Oordeel",
        certainty="Zekerheid",
        cautions="Let op",
        no_cautions="Geen waarschuwingen.",
        commentary="Toelichting",
        cause="Oorzaak",
        action="Maatregel",
        owner="Wie",
        empty="Nog niet ingevuld.",
        no_commentary_needed="Er is niets waarvan de streefwaarde niet is gehaald.",
        questions="Vragen die u kunt verwachten",
        no_questions="Geen vragen uit de cijfers.",
        notes="Noten van de bron",
        sources="Bronnen",
        method="Werkwijze",
        edition="Stand volgens",
        content_hash="Controlegetal",
        live="De actuele cijfers",
        draft="Concept",
        signed_by="Vastgesteld door",
        contents="Inhoud",
        page="Bladzijde",
        of_base="van",
        definition="Definitie",
        verbatim="Letterlijk in de bron",
    )


def share(value: float | None, year: int, raw: str | None = None, notes: tuple[int, ...] = ()) -> Figure:
    """Return a percentage as the accounts print it."""
    return Figure(
        words=f"{value:.0f}%" if value is not None else "geen gegevens",
        raw=raw or f"{value:.0f}%",
        value=value,
        unit="%",
        year=year,
        document=ACCOUNTS,
        notes=notes,
    )


def target(words: str, raw: str, notes: tuple[int, ...] = ()) -> Figure:
    """Return a target that is no number."""
    return Figure(words=words, raw=raw, value=None, unit="%", year=2018, document=ACCOUNTS, notes=notes)


def dumbbell(earlier: float, later: float, colour: str, says: str) -> str:
    """Return the mark of a target that asks for more than before."""
    before, now = 6 + 2.08 * earlier, 6 + 2.08 * later
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{says}" width="220" height="28" '
        f'viewBox="0 0 220 28"><title>{says}</title>'
        '<path d="M6.0 14.0H214.0M6.0 6V22" stroke="currentColor" stroke-opacity="0.45" fill="none"/>'
        f'<rect x="{before:.1f}" y="4" width="{214 - before:.1f}" height="20" fill="currentColor" '
        'fill-opacity="0.16" stroke="currentColor" stroke-opacity="0.6"/>'
        f'<path d="M{before:.1f} 14.0H{now:.1f}" stroke="currentColor" stroke-width="2"/>'
        f'<circle cx="{before:.1f}" cy="14.0" r="5" fill="none" stroke="currentColor" stroke-width="1.5"/>'
        f'<circle cx="{now:.1f}" cy="14.0" r="4.5" fill="{colour}" stroke="currentColor" stroke-width="0.75"/></svg>'
    )


def dot(value: float, says: str) -> str:
    """Return the mark of a figure without a target."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{says}" width="220" height="28" '
        f'viewBox="0 0 220 28"><title>{says}</title>'
        '<path d="M6.0 14.0H214.0M6.0 6V22" stroke="currentColor" stroke-opacity="0.45" fill="none"/>'
        f'<circle cx="{6 + 2.08 * value:.1f}" cy="14.0" r="4.5" fill="{NEUTRAL}" stroke="currentColor" '
        'stroke-width="0.75"/></svg>'
    )


def rows() -> tuple[Row, ...]:
    """Return the five questions; the one about contact stands there twice, once for each of its groups."""
    heard = "Gehoord van WIJ, 2018: 75%; streefwaarde: toename; eerder: 68% in 2017. Behaald."
    known = "Bekend met de dienstverlening, 2018: 64%; streefwaarde: toename; eerder: 60% in 2017. Behaald."
    contact = "Contact gehad, 2018: 30%; eerder: 28% in 2017. Kengetal."
    contact_of_all = "Contact gehad, 2018: 19%; eerder: 17% in 2017. Kengetal."
    where = "Weet waar te zijn, 2018: 70%; streefwaarde: toename; eerder: 71% in 2017. Niet behaald (binnen de marge)."
    easy = (
        "Makkelijk binnenlopen, 2018: 73%; streefwaarde: toename; eerder: 73% in 2017. Niet behaald (binnen de marge)."
    )
    achieved: dict[str, Any] = {
        "verdict": "achieved",
        "certainty": "demonstrated",
        "glyph": "●✓",
        "colour": ACHIEVED,
        "verdict_word": "Behaald",
        "certainty_word": "aantoonbaar",
    }
    missed: dict[str, Any] = {
        "verdict": "not_achieved",
        "certainty": "within_margin",
        "glyph": "◐",
        "colour": WITHIN_MARGIN,
        "verdict_word": "Niet behaald (binnen de marge)",
        "certainty_word": "binnen de marge",
        "needs_commentary": True,
    }
    key_figure: dict[str, Any] = {
        "verdict": "key_figure",
        "glyph": "■",
        "colour": NEUTRAL,
        "verdict_word": "Kengetal",
        "reason": "De bron kent hieraan geen norm toe: het is een kengetal.",
    }
    common: dict[str, Any] = {"group": None, "territory": None}
    contact_name = (
        "% bewoners (18 jaar e.o.) dat zegt in de afgelopen 12 maanden (wel eens) contact te hebben gehad met "
        "WIJ-Groningen"
    )
    contacted = "Zegt in de afgelopen twaalf maanden (wel eens) contact te hebben gehad met WIJ-Groningen"
    helped = "Van wie contact met WIJ had en daarbij een vorm van dienstverlening of ondersteuning kreeg"
    return (
        Row(
            **common,
            **achieved,
            indicator_id="wij-gehoord",
            name="% bewoners (18 jaar e.o.) dat zegt (wel eens) gehoord te hebben van WIJ-Groningen",
            base=EVERYONE,
            definition="Zegt (wel eens) gehoord te hebben van WIJ-Groningen",
            previous=share(68, 2017),
            planned=target("toename", "Toename"),
            achieved=share(75, 2018),
            mark=dumbbell(68, 75, ACHIEVED, heard),
            mark_says=heard,
            reason="75% is meer dan 68% in 2017; de streefwaarde was toename.",
        ),
        Row(
            **common,
            **achieved,
            indicator_id="wij-bekend-met-dienstverlening",
            name=(
                "% bewoners (18 jaar e.o.) dat zegt (goed tot redelijk goed) bekend te zijn met de dienstverlening "
                "van WIJ-Groningen"
            ),
            base=EVERYONE,
            definition="Zegt goed tot redelijk goed bekend te zijn met de dienstverlening",
            previous=share(60, 2017),
            planned=target("toename", "Toename"),
            achieved=share(64, 2018),
            mark=dumbbell(60, 64, ACHIEVED, known),
            mark_says=known,
            reason="64% is meer dan 60% in 2017; de streefwaarde was toename.",
            notes=(1,),
        ),
        Row(
            **common,
            **key_figure,
            indicator_id="wij-contact",
            name=contact_name,
            base=WHO_HEARD,
            definition=contacted,
            certainty="within_margin",
            certainty_word="verandering binnen de marge",
            previous=share(28, 2017, "28% (II)\n(17% (III))", (2,)),
            planned=target("geen norm (kengetal)", "- (IV)", (4,)),
            achieved=share(30, 2018, BOTH_SHARES, (2,)),
            mark=dot(30, contact),
            mark_says=contact,
            notes=(2, 4),
        ),
        Row(
            **common,
            **key_figure,
            indicator_id="wij-contact",
            name=contact_name,
            base=EVERYONE,
            definition=contacted,
            certainty="depends_on_rounding",
            certainty_word="verandering hangt af van de afronding",
            previous=share(17, 2017, "28% (II)\n(17% (III))", (3,)),
            planned=target("geen norm (kengetal)", "- (IV)", (4,)),
            achieved=share(19, 2018, BOTH_SHARES, (3,)),
            mark=dot(19, contact_of_all),
            mark_says=contact_of_all,
            notes=(3, 4),
        ),
        Row(
            **common,
            **missed,
            indicator_id="wij-weet-waar-met-hulpvraag",
            name="% bewoners (18 jaar e.o.) dat zegt te weten waar te moeten zijn met een hulpvraag",
            base=HELPED,
            definition=helped,
            previous=share(71, 2017, "71% (VI)", (6,)),
            planned=target("toename", "Toename"),
            achieved=share(70, 2018, "70% (VI)", (6,)),
            mark=dumbbell(71, 70, WITHIN_MARGIN, where),
            mark_says=where,
            reason="70% is minder dan 71% in 2017; de streefwaarde was toename.",
            notes=(5, 6),
            commentary=Commentary(
                cause="Drie teams verhuisden in de zomer.",
                action="Elk team hangt zijn nieuwe adres in de wijk op & meldt het bij de huisartsen.",
                owner="Directie Maatschappelijke Ontwikkeling",
                author="A. Schrijver",
                written_on="1 mei 2019",
            ),
        ),
        Row(
            **common,
            **missed,
            indicator_id="wij-gemakkelijk-binnenlopen",
            name=(
                "% bewoners (18 jaar e.o.) dat zegt het gemakkelijk te vinden om bij WIJ-Groningen naar binnen te lopen"
            ),
            base=HELPED,
            definition=helped,
            previous=share(73, 2017, "73% (VI)", (6,)),
            planned=target("toename", "Toename"),
            achieved=share(73, 2018, "73% (VI)", (6,)),
            mark=dumbbell(73, 73, WITHIN_MARGIN, easy),
            mark_says=easy,
            reason="73% is, zo precies als gedrukt, gelijk aan 73% in 2017: ongewijzigd is geen toename.",
            notes=(5, 6),
        ),
    )


def notes() -> tuple[Note, ...]:
    """Return the six notes of the page."""
    texts = (
        "De maat was in 2017 te smal omschreven en kwam daardoor lager uit (18% in 2017); hier is zij ook voor dat "
        "jaar hersteld",
        "Als aandeel van wie WIJ-Groningen van naam kent",
        "Als aandeel van alle bewoners vanaf 18 jaar",
        "Kengetal: er hoort geen norm bij",
        "De maat was in 2017 te breed omschreven en kwam daardoor lager uit (achtereenvolgens 59% en 51% in 2017); "
        "hier is zij ook voor dat jaar hersteld",
        "Als aandeel van wie contact met WIJ-Groningen had en daarbij ook is geholpen of ondersteund.",
    )
    markers = ("I", "II", "III", "IV", "V", "VI")
    return tuple(
        Note(number=number, marker=marker, text=text, document=ACCOUNTS)
        for number, (marker, text) in enumerate(zip(markers, texts, strict=True), start=1)
    )


def example_briefing(signature: Signature | None = None) -> BriefingRecord:
    """Return the briefing, a draft unless it is signed."""
    return BriefingRecord(
        language="nl",
        kind="policy-field",
        subject_id="sociale-basisvoorzieningen",
        title="Sociale basisvoorzieningen",
        above="Programma 4: Welzijn, gezondheid en zorg",
        year=2018,
        edition="Rekening 2018",
        as_known_in="rekening-2018",
        promised=(
            "Voor 4 van de 5 indicatoren is een streefwaarde gesteld: 4 keer toename. De andere is een kengetal, "
            "waarvoor geen norm bestaat."
        ),
        happened="Van de 5 indicatoren zijn er 2 behaald en 2 niet behaald; 1 is een kengetal.",
        how_sure=(
            "De 2 die behaald zijn, zijn aantoonbaar gestegen. De 2 die niet behaald zijn, vallen binnen de "
            "steekproefmarge: die kan het oordeel hebben gemaakt."
        ),
        tally="5 indicatoren: 2 behaald (aantoonbaar), 2 niet behaald (binnen de marge), 1 kengetal",
        rows=rows(),
        cautions=(
            Caution(
                about=(
                    "% bewoners (18 jaar e.o.) dat zegt (goed tot redelijk goed) bekend te zijn met de "
                    "dienstverlening van WIJ-Groningen"
                ),
                kind="herdefinitie",
                sentence=(
                    "De rekening 2017 noemde 18% over 2017, de rekening 2018 noemt 60% over hetzelfde jaar: de "
                    "definitie is veranderd."
                ),
            ),
            Caution(
                about="% bewoners (18 jaar e.o.) dat zegt te weten waar te moeten zijn met een hulpvraag",
                kind="weinig antwoorden",
                sentence="70% gaat over hooguit 975 mensen: wie contact met WIJ had en daarbij is geholpen.",
            ),
        ),
        questions=(
            Question(
                question="Waarom stond er eerst 18% en nu 60% over 2017?",
                answer="De rekening 2018 telt met een andere definitie dan de rekening 2017. Dit is geen stijging.",
            ),
            Question(
                question="Had nu 19% of 30% contact met WIJ?",
                answer="Allebei: 19% van alle volwassen inwoners, en 30% van wie van WIJ heeft gehoord.",
            ),
        ),
        notes=notes(),
        sources=(
            Source(
                title="Rekening 2018",
                published="13 juni 2019",
                address="https://groningen.jaarverslag-2018.nl/p25542/4-1-6-sociale-basisvoorzieningen",
            ),
            Source(title="Begroting 2018", published="omstreeks oktober 2017 (geschat)", address=None),
        ),
        method=(
            "Het oordeel houdt de uitkomst naast de streefwaarde, zoals beide gedrukt zijn.",
            "De zekerheid zegt of de steekproef dat oordeel draagt, met 95% zekerheid en een ontwerpeffect van 1,5.",
        ),
        rules=("literal-3", "certainty-1"),
        figures_version="5f1c0e7b9a3d4e62",
        figures_from="2019-06-13",
        address="/beleidsveld?beleidsveld=sociale-basisvoorzieningen&jaar=2018&stand=rekening-2018",
        labels=labels(),
        signature=signature,
    )

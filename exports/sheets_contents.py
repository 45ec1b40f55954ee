"""Which sheets a workbook has, in their order: notes, figures, targets, verdicts and all that they rest on.

A sheet without rows is left out by who makes the workbook. Titles are in the language of the run.
"""

from collections.abc import Iterator

from exports import withheld
from exports.sheets import UNKNOWN, Sheet, known, number, said
from exports.sheets_notes import Notes
from exports.sheets_rows import (
    CHANGE_HEADERS,
    DETECTABLE_HEADERS,
    DOCUMENT,
    GROUP,
    INDICATOR,
    REVISION_HEADERS,
    TARGET_HEADERS,
    VERDICT_HEADERS,
    YEAR,
    Contents,
    change_rows,
    contradiction_row,
    figure_headers,
    figure_row,
    revision_row,
    row_start,
    target_row,
    verdict_row,
    wave_row,
)
from indicators import formats
from indicators.language import say, sayable


def sheets(of: Contents) -> Iterator[Sheet]:
    """Yield every sheet after the cover, also one without rows."""
    notes = Notes((one.history for one in of.listed), of.waves)
    titles = {document.document_id: document.title for document in of.documents}
    judged = [(one, row) for one in of.listed for row in one.history.years]
    yield Sheet(
        say("Noten"),
        say("Noten"),
        say("Elke noot staat bij de cijfers waar zij bij hoort, als [noot 1]."),
        said(
            sayable("Noot"),
            sayable("Wat"),
            sayable("Teken in de bron"),
            sayable("Tekst"),
            sayable("Woorden"),
            DOCUMENT,
        ),
        notes.rows,
    )
    yield Sheet(
        say("Cijfers"),
        say("Alle cijfers, zoals gedrukt"),
        say("Een cijfer per rij, in de eenheid ernaast, met de cel letterlijk. Een interval is van het aandeel zelf."),
        said(*figure_headers(of)),
        [figure_row(of, one, figure, notes) for one in of.listed for figure in one.history.observations],
    )
    yield Sheet(
        say("Streefwaarden"),
        say("Alle streefwaarden, zoals gedrukt"),
        say("Wat elk document zich voornam, met de cel letterlijk: een getal, een grens of een richting."),
        said(of.named, *TARGET_HEADERS),
        [target_row(one, target, notes) for one in of.listed for target in one.history.targets],
    )
    yield Sheet(
        say("Oordelen"),
        say("Streefwaarde, oordeel en zekerheid"),
        say("Het oordeel rekent met wat gedrukt is; de zekerheid zegt wat de meting daarvan kan dragen."),
        said(of.named, *VERDICT_HEADERS),
        [verdict_row(one, row, notes) for one, row in judged],
    )
    yield Sheet(
        say("Veranderingen"),
        say("Verandering sinds het vorige vergelijkbare cijfer"),
        say("Een rij per ontwerpeffect. Van percentages is het verschil in procentpunt."),
        said(of.named, *CHANGE_HEADERS),
        [line for one, row in judged for line in change_rows(one, row)],
    )
    yield Sheet(
        say("Aantoonbaar"),
        say("Welke verandering een volgende meting kan aantonen"),
        say("Bij evenveel antwoorden als nu in beide metingen, per ontwerpeffect."),
        said(of.named, *DETECTABLE_HEADERS),
        [
            (
                *row_start(one, row),
                number(able.design_effect),
                known(able.smallest_change),
                number(able.n_for_one_point, 0),
            )
            for one, row in judged
            if withheld.is_told(row.achieved)
            for able in row.assessment.detectable
        ],
    )
    yield Sheet(
        say("Herzieningen"),
        say("Wat een later document anders drukt"),
        say("Een rij per jaar en document. Waar geen document zegt waarom, staat dat er."),
        said(of.named, *REVISION_HEADERS),
        [revision_row(one, revision) for one in of.listed for revision in one.history.revisions],
    )
    yield Sheet(
        say("Tegenstrijdigheden"),
        say("Waar de bronnen elkaar of zichzelf tegenspreken"),
        say("Er is niets hersteld: de cijfers staan op de andere bladen zoals zij gedrukt zijn."),
        said(
            INDICATOR,
            YEAR,
            sayable("Hoe zwaar"),
            sayable("Wat niet klopt"),
            sayable("Rekensom"),
            sayable("Waarop het berust"),
        ),
        [contradiction_row(one, titles) for one in of.contradictions],
    )
    yield Sheet(
        say("Definities"),
        say("Definities"),
        say("Cijfers zijn alleen te vergelijken binnen een groep van definities."),
        said(
            of.named,
            sayable("Versie"),
            sayable("Omschrijving"),
            sayable("Groep van vergelijkbare definities"),
            sayable("Vanaf document"),
            sayable("Opmerking"),
        ),
        [
            (
                one.called,
                number(definition.version, 0),
                definition.wording,
                definition.comparability_group,
                titles.get(definition.from_document_id or "", definition.from_document_id),
                definition.note,
            )
            for one in of.listed
            for definition in one.history.definitions
        ],
    )
    yield Sheet(
        say("Metingen"),
        say("Metingen: hoeveel mensen antwoordden"),
        say("n is van de hele meting; wie een deel daarvan is, staat bij het cijfer."),
        said(
            sayable("Onderzoek"),
            YEAR,
            GROUP,
            sayable("n"),
            sayable("Hoe n bekend is"),
            sayable("Opzet"),
            sayable("Ontwerpeffect"),
            sayable("Noten"),
        ),
        [wave_row(wave, notes) for wave in of.waves],
    )
    yield Sheet(
        say("Bronnen"),
        say("De documenten waar de cijfers in staan"),
        say("Waar een dag niet bekend is, staat hoe precies de datum is."),
        said(
            DOCUMENT,
            sayable("Uitgever"),
            sayable("Verschenen"),
            sayable("Adres van het document"),
            sayable("Opmerking"),
        ),
        [
            (one.title, one.publisher, formats.published(one), one.address or say(UNKNOWN), one.note)
            for one in of.documents
        ],
    )

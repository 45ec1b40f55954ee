"""A briefing in words and pictures: facts of `indicators.briefing` → the record that pdf, page and slides are made of.

In the language of the run. Notes are numbered through the briefing as a reader meets them, each once; a figure that is
not there says why.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from babel.dates import format_date

from charts import marks
from exports import briefing_sources, briefing_years
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
)
from indicators import formats, language, standing, uncertainty
from indicators.briefing import Briefing, SubjectKind, needs_commentary
from indicators.judged import Certainty, IndicatorYear
from indicators.language import say, say_counted
from indicators.model import NOT_A_GROUP, Document, Footnote, Observation, Target
from indicators.model import Commentary as Said

_NOT_APPLICABLE, _ = NOT_A_GROUP


def signature(name: str, day: date) -> Signature:
    """Return who answers for a briefing, and since when."""
    return Signature(
        name=name, day=day.isoformat(), day_in_words=format_date(day, "d MMMM y", locale=language.locale())
    )


def record(briefing: Briefing, address: str, signature: Signature | None = None) -> BriefingRecord:
    """Return the record of a briefing; `address` is that of its live view, from the root of the server."""
    words = _Words(briefing)
    rows = tuple(words.rows())
    days = [one.published_on for one in briefing_sources.documents(briefing)]
    return BriefingRecord(
        language=language.current(),
        kind=briefing.subject.kind,
        subject_id=briefing.subject.subject_id,
        title=briefing.subject.title,
        above=briefing.subject.above,
        year=briefing.year,
        edition=standing.known([briefing.edition], briefing.as_known_in),
        as_known_in=briefing.as_known_in,
        promised=briefing.promised,
        happened=briefing.happened,
        how_sure=briefing.how_sure,
        tally=_tally(briefing),
        rows=rows,
        cautions=tuple(
            Caution(about=words.name(one.row), kind=one.kind_word, sentence=one.sentence) for one in briefing.cautions
        ),
        questions=tuple(Question(question=one.question, answer=one.answer) for one in briefing.questions),
        notes=tuple(words.notes),
        sources=tuple(briefing_sources.sources(briefing)),
        method=(
            say("Oordeel: de uitkomst naast de streefwaarde, allebei zoals gedrukt."),
            say(
                "Zekerheid: of de steekproef dat oordeel draagt, met 95% zekerheid. Waar de bron niets meldt: "
                "ontwerpeffect {effect} en een aangenomen aantal deelnemers.",
                effect=formats.number(uncertainty.DESIGN_EFFECT),
            ),
        ),
        rules=briefing.rules,
        figures_version=briefing_sources.version(briefing.rows, [row.trend for row in rows]),
        figures_from=max(days, default=briefing.edition.published_on).isoformat(),
        address=address,
        labels=labels(),
        signature=signature,
    )


def labels() -> Labels:
    """Return the fixed words of the layouts, in the language of the run."""
    return Labels(
        briefing=say("Briefing"),
        promised=say("Wat is beloofd"),
        happened=say("Wat is gebeurd"),
        how_sure=say("Hoe zeker is dat"),
        rows=say("De indicatoren"),
        indicator=say("Indicator"),
        previous=say("Vorige"),
        planned=say("Beoogd"),
        achieved=say("Behaald"),
        mark=say("In beeld"),
        mark_legend=say("○ vorige ● behaald, grijs: doel"),
        verdict=say("Oordeel"),
        certainty=say("Zekerheid"),
        cautions=say("Let op"),
        no_cautions=say("Er is niets bijzonders om te weten voordat u een cijfer noemt."),
        commentary=say("Toelichting op wat niet is behaald"),
        cause=say("Oorzaak"),
        action=say("Maatregel"),
        owner=say("Wie"),
        empty=say("Nog niet ingevuld."),
        no_commentary_needed=say("Er is geen indicator waarvan de streefwaarde niet is gehaald."),
        questions=say("Vragen die u kunt verwachten"),
        no_questions=say("De cijfers en documenten roepen geen bijzondere vragen op."),
        notes=say("Noten van de bron"),
        sources=say("Bronnen"),
        method=say("Werkwijze"),
        edition=say("Stand volgens"),
        content_hash=say("Controlegetal"),
        live=say("De actuele cijfers"),
        draft=say("Concept"),
        signed_by=say("Vastgesteld door"),
        contents=say("Inhoud"),
        page=say("Bladzijde"),
        of_base=say("Groep:"),
        definition=say("Definitie"),
        verbatim=say("Letterlijk in de bron"),
        trend=say("Door de jaren heen"),
    )


class _Words:
    """The rows of a briefing, and its notes as they are met."""

    def __init__(self, briefing: Briefing) -> None:
        self._briefing = briefing
        self._areas = {row.territory for row in briefing.rows}
        self._headings = _headings(briefing.rows)
        self._numbers: dict[tuple[str, str, str], int] = {}
        self.notes: list[Note] = []

    def rows(self) -> Iterable[Row]:
        """Yield every row; what is said of a missed target stands with the first row of its indicator that missed."""
        asked: set[str] = set()
        for row in self._briefing.rows:
            is_first_miss = needs_commentary(row) and row.indicator.indicator_id not in asked
            if is_first_miss:
                asked.add(row.indicator.indicator_id)
            yield self._row(row, is_first_miss)

    def name(self, row: IndicatorYear) -> str:
        """Return what a row is called: its indicator, with the measure where the group does not tell two apart."""
        name, measure = row.indicator.name, row.measure
        others = [
            one for one in self._briefing.rows if one.indicator == row.indicator and one.territory == row.territory
        ]
        is_told_apart = all(one.base != row.base for one in others if one.identity != row.identity)
        return name if measure is None or is_told_apart else f"{name}: {measure}"

    def _row(self, row: IndicatorYear, is_first_miss: bool) -> Row:
        certainty, history = row.certainty, self._briefing.histories[row.indicator.indicator_id]
        notes = self._of(row)  # the first to be numbered: those on the label stand before those on its figures
        said = self._briefing.commentaries.get(row.indicator.indicator_id) if is_first_miss else None
        return Row(
            indicator_id=row.indicator.indicator_id,
            name=self.name(row),
            group=self._group(row),
            base=None if row.base.base_id == _NOT_APPLICABLE else row.base.name,
            territory=row.territory.name if len(self._areas) > 1 else None,
            definition=row.definition.wording,
            previous=self._previous(row),
            planned=self._printed(row.target, row, say("geen streefwaarde")),
            achieved=self._printed(row.achieved, row, say("geen uitkomst")),
            mark=marks.mark(row, [one for one in self._briefing.rows if one.indicator == row.indicator]) or None,
            mark_says=marks.description(row),
            verdict=row.verdict,
            certainty=certainty,
            glyph=formats.verdict_glyph(row.verdict, certainty),
            colour=marks.verdict_colour(row.verdict, certainty),
            verdict_word=formats.verdict_word(row.verdict, certainty),
            certainty_word=_certainty_word(row),
            reason=row.judgement.reason,
            trend=briefing_years.stretches(history, row),
            trend_says=briefing_years.in_words(history, row),
            notes=notes,
            needs_commentary=is_first_miss,
            commentary=None if said is None else _said(said),
        )

    def _group(self, row: IndicatorYear) -> str | None:
        """Return the heading of a row: its policy field in a programme, else as printed."""
        match self._briefing.subject.kind:
            case SubjectKind.PROGRAMME:
                return self._briefing.policy_fields[row.indicator.policy_field_id].title
            case SubjectKind.POLICY_FIELD:
                return self._headings.get(row.indicator.indicator_id)
        return None

    def _previous(self, row: IndicatorYear) -> Figure:
        if row.previous is not None:
            return self._printed(row.previous, row, "")
        is_known = briefing_years.has_earlier(self._briefing.histories[row.indicator.indicator_id], row)
        return _nothing(say("niet te vergelijken") if is_known else say("niet bekend"), row, row.year - 1)

    def _printed(self, one: Observation | Target | None, row: IndicatorYear, nothing: str) -> Figure:
        if one is None:
            return _nothing(nothing, row, row.year)
        return Figure(
            words=_in_words(one),
            raw=None if isinstance(one, Observation) and one.is_withheld else one.raw,
            value=one.value if isinstance(one, Observation) else one.number,
            unit=one.identity.unit,
            year=one.period,
            document=one.document.title,
            notes=self._numbered(one.footnotes, one.document),
        )

    def _of(self, row: IndicatorYear) -> tuple[int, ...]:
        """Return the numbers of every note of a row."""
        printed: list[Observation | Target | None] = [row.previous, row.target, row.achieved, row.forecast]
        document_of = {
            note.footnote_id: one.document
            for one in printed
            if one is not None
            for note in (*one.row_footnotes, *one.footnotes)
        }
        numbers = [self._number(note, document_of[note.footnote_id]) for note in row.footnotes]
        return tuple(dict.fromkeys(numbers))

    def _numbered(self, notes: Iterable[Footnote], document: Document) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._number(note, document) for note in notes))

    def _number(self, note: Footnote, document: Document) -> int:
        key = (note.marker, formats.footnote(note), document.title)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            marker, text, title = key
            self.notes.append(Note(number=self._numbers[key], marker=marker, text=text, document=title))
        return self._numbers[key]


def _headings(rows: Sequence[IndicatorYear]) -> dict[str, str]:
    """Return the printed heading of each indicator; none at all where some stand below none.

    In a table put together from more documents a heading of one of them would seem to hold what follows it.
    """
    found: dict[str, str] = {}
    for row in rows:
        printed = row.achieved or row.target
        heading = printed.provenance.row_group if printed is not None else None
        if heading is not None and not row.indicator.name.startswith(heading):
            found.setdefault(row.indicator.indicator_id, heading)
    return found if found.keys() == {row.indicator.indicator_id for row in rows} else {}


def _certainty_word(row: IndicatorYear) -> str:
    """Return how sure it is, and of what where that is not the verdict; empty where there is nothing to be sure of."""
    if row.certainty is None:
        return ""
    word = formats.certainty_word(row.certainty)
    is_of_change = row.assessment.about == "change" and row.certainty is not Certainty.COUNT
    return say("verandering: {certainty}", certainty=word) if is_of_change else word


def _in_words(one: Observation | Target) -> str:
    """Return a figure or target without what is counted, which its name says already."""
    if isinstance(one, Observation):
        return formats.figure(one, with_counted=False)
    return formats.target(one, with_counted=False)


def _nothing(words: str, row: IndicatorYear, year: int) -> Figure:
    return Figure(words=words, raw=None, value=None, unit=row.identity.unit, year=year, document=None)


def _said(said: Said) -> Commentary:
    return Commentary(
        cause=said.cause,
        action=said.action,
        owner=said.owner,
        author=said.author,
        written_on=str(format_date(said.written_on, "d MMMM y", locale=language.locale())),
    )


def _tally(briefing: Briefing) -> str:
    counted = formats.tally(briefing.tally)
    if not briefing.left_out:
        return counted
    left_out = say_counted(
        "Niet in de tabel: {n} cijfer uit de toelichting.",
        "Niet in de tabel: {n} cijfers uit de toelichting.",
        len(briefing.left_out),
    )
    return f"{counted}. {left_out}"

"""The notes of a workbook: every note once, numbered as a reader meets it, of the source first and then ours.

`[noot 3]` beside a figure points to the third row of the sheet of notes.
"""

from collections.abc import Iterable

from exports.sheets import Value
from indicators import formats
from indicators.judged import IndicatorHistory
from indicators.language import say
from indicators.model import BasePopulation, Footnote, Observation, SurveyWave, Target


class Notes:
    """Notes of the sources, then ours about groups and surveys."""

    def __init__(self, histories: Iterable[IndicatorHistory], waves: Iterable[SurveyWave]) -> None:
        self.rows: list[tuple[Value, ...]] = []
        self._numbers: dict[tuple[str, str], int] = {}
        self.bases: dict[str, BasePopulation] = {}
        for history in histories:
            printed: list[Observation | Target] = [*history.observations, *history.targets]
            self.bases |= {one.base.base_id: one.base for one in printed}
            printed_in = {
                note.footnote_id: one.document.title for one in printed for note in (*one.row_footnotes, *one.footnotes)
            }
            for note in history.footnotes:
                words = say("in onze woorden") if note.is_paraphrased else say("letterlijk")
                about = say("voetnoot van de bron")
                document = printed_in.get(note.footnote_id)
                self._add(("footnote", note.footnote_id), about, note.marker, formats.footnote(note), words, document)
        for base in self.bases.values():
            if base.note:
                about = say("over de groep: {group}", group=base.name)
                self._add(("base", base.base_id), about, None, base.note, say("van ons"), None)
        for wave in waves:
            if wave.note:
                about = say("over de meting {survey}, {year}", survey=wave.survey, year=wave.year)
                self._add(("wave", wave.wave_id), about, None, wave.note, say("van ons"), None)

    def _add(
        self, key: tuple[str, str], about: str, marker: str | None, text: str, words: str, document: str | None
    ) -> None:
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self.rows.append((_marker(self._numbers[key]), about, marker, text, words, document))

    def markers(
        self, footnotes: Iterable[Footnote], base: BasePopulation | None = None, wave: SurveyWave | None = None
    ) -> str | None:
        """Return `[noot 1] [noot 4]`; None where nothing is noted."""
        keys = [("footnote", note.footnote_id) for note in footnotes]
        keys += [("base", base.base_id)] if base else []
        keys += [("wave", wave.wave_id)] if wave else []
        numbers = dict.fromkeys(self._numbers[key] for key in keys if key in self._numbers)
        return " ".join(map(_marker, numbers)) or None


def _marker(number: int) -> str:
    return say("[noot {number}]", number=number)

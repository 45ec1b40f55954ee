"""Which year something opens on where nobody asks for one: the last with results, not that of one early page."""

from collections import Counter
from typing import NamedTuple

from indicators import briefing, reading
from indicators.briefing import Subject, SubjectKind
from indicators.judged import IndicatorHistory
from indicators.reading import Warehouse


class Opening(NamedTuple):
    """A subject of briefings with the year it opens on."""

    subject: Subject
    year: int


def of_all_fields(warehouse: Warehouse, as_known_in: str | None = None) -> int | None:
    """Return the year that is the last one with a result for most policy fields.

    The very last year would often be the one of a single early page.
    """
    latest = Counter(reading.latest_achieved_years(warehouse, as_known_in).values())
    return max(latest, key=lambda year: (latest[year], year), default=None)


def of_subjects(warehouse: Warehouse, as_known_in: str | None = None) -> dict[str, Opening]:
    """Return every subject of a briefing by its id, each with the year it opens on.

    A field opens on its last year with a result; a programme on the last of which annual accounts print results of its
    fields, because the fields go on for unequal times; a study on its own last year with a result, whatever others
    measured after it. What has no result at all opens on its last year.
    """
    of_fields = reading.latest_achieved_years(warehouse, as_known_in)
    of_accounts = reading.latest_accounted_years(warehouse, as_known_in)
    fields: dict[str, list[str]] = {}
    for field in reading.policy_fields(warehouse):
        fields.setdefault(briefing.programme_id(field.programme), []).append(field.policy_field_id)
    year_to = {one.study_id: one.year_to for one in reading.studies(warehouse)}
    found = {}
    for one in briefing.subjects(warehouse, as_known_in):
        match one.kind:
            case SubjectKind.POLICY_FIELD:
                year = of_fields.get(one.subject_id)
            case SubjectKind.PROGRAMME:
                held = fields[one.subject_id]
                accounted = [of_accounts[field] for field in held if field in of_accounts]
                year = max(accounted or [of_fields[field] for field in held if field in of_fields], default=None)
            case SubjectKind.STUDY:
                record = reading.study(warehouse, one.subject_id, as_known_in)
                year = _last_with_a_result(record.histories, year_to[one.subject_id])
        found[one.subject_id] = Opening(one, year if year in one.years else one.years[0])
    return found


def _last_with_a_result(histories: tuple[IndicatorHistory, ...], until: int) -> int | None:
    years = {row.year for history in histories for row in history.years if row.achieved is not None}
    return max((year for year in years if year <= until), default=None)

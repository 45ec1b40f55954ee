"""The model → answers: every address has one function here, of the warehouse and what was asked of it.

Everything is taken over as `indicators` has it, in the language of the run; what is missing or withheld there stays so.
What is asked travels as text or whole numbers, so that an answer can be kept by it.
"""

from collections.abc import Iterable

from api import answers
from api.problems import NotThereError
from indicators import explaining, formats, reading, search, series, uncertainty, verdict
from indicators.judged import (
    Assessment,
    Assumptions,
    Certainty,
    Change,
    Contradiction,
    IndicatorHistory,
    IndicatorYear,
    Interval,
    Judgement,
    Refusal,
    Sample,
    Scenario,
    Tally,
)
from indicators.language import current, say, sayable
from indicators.model import Claim, Footnote, Observation, Qualifier, Target, Trend, Vintages
from indicators.reading import Warehouse

# Addresses -----------------------------------------------------------------------------------------------------------


def policy_fields(warehouse: Warehouse, as_known_in: str | None) -> answers.PolicyFields:
    """Return every policy field; as known in a document with the codes that were given until then."""
    rank = {one.document_id: one.edition_rank for one in reading.documents(warehouse)}
    last = reading.edition_rank(warehouse, as_known_in)
    fields = [answers.PolicyField.model_validate(one) for one in reading.policy_fields(warehouse)]
    if last is not None:
        fields = [
            one.model_copy(update={"codes": tuple(code for code in one.codes if rank[code.document_id] <= last)})
            for one in fields
        ]
    return answers.PolicyFields.made(**_above(warehouse, as_known_in), policy_fields=tuple(fields))


def policy_field(
    warehouse: Warehouse, policy_field_id: str, as_known_in: str | None, year: int | None
) -> answers.PolicyFieldYear:
    """Return one policy field in one year; without a year in the last one with a result, as its page does.

    Raises NotThereError for a year of which nothing is printed.
    """
    field = next((one for one in reading.policy_fields(warehouse) if one.policy_field_id == policy_field_id), None)
    if field is None:
        raise reading.NotFoundError(f"There is no policy field {policy_field_id!r} in the warehouse.")
    known = reading.years(warehouse, policy_field_id, as_known_in)
    if year is not None and year not in known:
        raise NotThereError("year", str(year), [str(one) for one in known])
    shown = year or reading.latest_achieved_year(warehouse, policy_field_id, as_known_in) or next(iter(known), None)
    rows = reading.indicator_years(warehouse, policy_field_id, shown, as_known_in) if shown else ()
    found = reading.contradictions(warehouse, as_known_in, policy_field_id) if rows else ()
    return answers.PolicyFieldYear.made(
        **_above(warehouse, as_known_in),
        policy_field=field,
        year=shown,
        years=known,
        tally=_tally(verdict.tally(rows)),
        rows=tuple(answers.FieldRow.made(**dict(_year(row)), indicator=row.indicator) for row in rows),
        contradictions=tuple(_contradiction(one) for one in found if one.period == shown),
        commentaries=tuple(
            one
            for one in reading.commentaries(warehouse)
            if one.year == shown and any(row.indicator.indicator_id == one.indicator_id for row in rows)
        ),
    )


def indicators(warehouse: Warehouse, as_known_in: str | None, query: str | None) -> answers.Indicators:
    """Return the indicators that answer a query; without one every one that is printed anywhere."""
    last = reading.edition_rank(warehouse, as_known_in)
    if query is None:
        named = [one for one in reading.searchables(warehouse) if one.kind == "indicator"]
        listed = [
            answers.IndicatorFound.made(indicator_id=one.id, name=one.name, policy_field=one.context, found=None)
            for one in named
            if last is None or any(text.edition_rank and text.edition_rank <= last for text in one.texts)
        ]
        read = search.Answer((), {}, {})
    else:
        read = search.search(warehouse, query, as_known_in)
        listed = [
            answers.IndicatorFound.made(
                indicator_id=hit.id,
                name=hit.of.name,
                policy_field=hit.of.context,
                found=answers.Found.made(place=hit.text.place, text=hit.text.text, score=hit.score),
            )
            for hit in read.hits
            if hit.of.kind == "indicator"
        ]
    return answers.Indicators.made(
        **_above(warehouse, as_known_in),
        query=query,
        indicators=tuple(listed),
        mistyped=tuple(answers.OtherWords.made(word=word, read_as=others) for word, others in read.mistyped.items()),
        same=tuple(answers.OtherWords.made(word=word, read_as=others) for word, others in read.same.items()),
    )


def indicator(
    warehouse: Warehouse,
    indicator_id: str,
    as_known_in: str | None,
    n: int | None,
    design_effect: str | None,
    confidence: str,
) -> answers.IndicatorHistory:
    """Return everything known of one indicator, judged under what was asked to be assumed."""
    assumed = Assumptions(n, float(design_effect) if design_effect else None, float(confidence))
    history = reading.indicator_history(warehouse, indicator_id, as_known_in, assumed)
    return answers.IndicatorHistory.made(
        **_above(warehouse, as_known_in),
        indicator=history.indicator,
        policy_field=history.policy_field,
        assumptions=answers.Assumptions.made(n=n, design_effect=assumed.design_effect, confidence=assumed.confidence),
        years=tuple(_year(row) for row in history.years),
        series=tuple(_series(one) for one in series.trends(history)),
        observations=tuple(_observation(one, history) for one in history.observations),
        targets=tuple(_target(one) for one in history.targets),
        vintages=tuple(_vintage(one) for one in series.vintages(history.observations)),
        definitions=history.definitions,
        claims=history.claims,
        footnotes=history.footnotes,
        revisions=tuple(
            answers.Revision.made(
                revision_id=one.revision_id,
                kind=one.kind,
                period=one.period,
                earlier=_printed(one.earlier),
                later=_printed(one.later),
                reason=one.reason,
            )
            for one in history.revisions
        ),
        contradictions=tuple(map(_contradiction, history.contradictions)),
        commentaries=tuple(one for one in reading.commentaries(warehouse) if one.indicator_id == indicator_id),
    )


# What can be asked for -----------------------------------------------------------------------------------------------


def policy_field_ids(warehouse: Warehouse) -> tuple[str, ...]:
    """Return the ids of all policy fields."""
    return tuple(one.policy_field_id for one in reading.policy_fields(warehouse))


def indicator_ids(warehouse: Warehouse) -> tuple[str, ...]:
    """Return the ids of all indicators."""
    return tuple(one.id for one in reading.searchables(warehouse) if one.kind == "indicator")


def document_ids(warehouse: Warehouse) -> tuple[str, ...]:
    """Return the ids of all documents, the latest edition first."""
    return tuple(one.document_id for one in reversed(reading.documents(warehouse)))


# Parts of an answer --------------------------------------------------------------------------------------------------


def _above(warehouse: Warehouse, as_known_in: str | None) -> dict[str, object]:
    """Return what every answer begins with."""
    last = reading.edition_rank(warehouse, as_known_in)
    read = [one for one in reading.documents(warehouse) if last is None or one.edition_rank <= last]
    licence = say(
        "Feiten uit publicaties van de overheid; die mogen worden hergebruikt, tenzij rechten uitdrukkelijk zijn "
        "voorbehouden (Auteurswet, artikel 15b)."
    )
    return {
        "language": current(),
        "figures": answers.Figures.made(
            version=warehouse.version,
            as_known_in=as_known_in,
            edition=read[-1] if read else None,
            notice=warehouse.notice,
            licence=licence,
        ),
        "rules": answers.Rules.made(verdict=verdict.RULES_VERSION, certainty=uncertainty.RULES_VERSION),
    }


def _year(row: IndicatorYear) -> answers.Year:
    achieved, sample, change = row.achieved, row.assessment.sample, row.change
    interval = row.assessment.interval
    return answers.Year.made(
        period=row.year,
        part=row.identity.part,
        is_main=row.is_main,
        measure=row.measure,
        value=achieved.value if achieved else None,
        low=achieved.low if achieved else None,
        high=achieved.high if achieved else None,
        unit=row.identity.unit,
        text=achieved.text if achieved else None,
        words=formats.figure(achieved),
        raw=achieved.raw if achieved else None,
        qualifier=achieved.qualifier if achieved else Qualifier.NONE,
        missing_reason=achieved.missing_reason if achieved else None,
        observation_id=achieved.observation_id if achieved else None,
        document=achieved.document if achieved else None,
        definition=row.definition,
        base=row.base,
        territory=row.territory,
        place=achieved.provenance if achieved else None,
        n=sample.n if sample else None,
        n_source=sample.source if sample else achieved.n_source if achieved else "unknown",
        n_reason=sample.explanation if sample else row.assessment.reason,
        interval=_interval(interval, row.identity.unit),
        interval_reason=None if interval else _no_interval(row.assessment.certainty, sample, row.assessment.reason),
        target=_target(row.target) if row.target else None,
        verdict=row.verdict,
        certainty=row.certainty,
        change=_change(change) if isinstance(change, Change) else None,
        no_change=None if isinstance(change, Change) else _no_change(change),
        judgement=_judgement(row.judgement, row),
        assessment=_assessment(row.assessment, row.identity.unit, change),
        forecast=_maybe(row.forecast),
        benchmarks=_all(row.benchmarks),
        previously_reported=_maybe(row.previously_reported),
        parts=achieved.parts if achieved else (),
        footnotes=row.footnotes,
        explanation=tuple(answers.Fact.made(label=one.label, text=one.text) for one in explaining.explain(row)),
    )


def _judgement(judgement: Judgement, row: IndicatorYear) -> answers.Judgement:
    return answers.Judgement.made(
        verdict=judgement.verdict,
        words=formats.verdict_word(judgement.verdict, row.certainty),
        rule=judgement.rule,
        reason=judgement.reason,
        rules_version=judgement.rules_version,
        result=_maybe(row.achieved),
        target=_maybe(row.target),
        compared_with=_maybe(judgement.compared_with),
    )


def _assessment(found: Assessment, unit: str, change: Change | Refusal | None) -> answers.Assessment:
    is_of_share = found.rule.startswith("target.")
    of = None if is_of_share or not isinstance(change, Change) else change
    in_unit = unit if is_of_share else formats.unit_of_difference(unit)
    return answers.Assessment.made(
        certainty=found.certainty,
        words=formats.certainty_word(found.certainty) if found.certainty else None,
        about=found.about,
        rule=found.rule,
        reason=found.reason,
        rules_version=found.rules_version,
        sample=found.sample,
        interval=_interval(found.interval, unit),
        design_effect=found.design_effect,
        confidence=found.confidence,
        by_design_effect=_scenarios(found.scenarios, in_unit, of),
        is_sensitive=found.is_sensitive,
        break_even=found.break_even,
        detectable=found.detectable,
    )


def _change(change: Change) -> answers.Change:
    unit = formats.unit_of_difference(change.later.identity.unit)
    return answers.Change.made(
        from_=_printed(change.earlier),
        to=_printed(change.later),
        difference=change.difference,
        unit=unit,
        rounding=answers.Interval.made(low=change.rounding[0], high=change.rounding[1], unit=unit),
        interval=_interval(change.interval, unit),
        certainty=change.certainty,
        phrase=change.phrase,
        n_from=change.earlier_sample.n,
        n_to=change.later_sample.n,
        design_effect=change.design_effect,
        is_sensitive=change.is_sensitive,
        by_design_effect=_scenarios(change.scenarios, unit, change),
        break_even=change.break_even,
    )


def _no_change(refused: Refusal | None) -> answers.NoChange:
    if refused is not None:
        return answers.NoChange.made(differences=refused.differences, reason=refused.reason)
    return answers.NoChange.made(differences=(), reason=say("Er is geen eerder cijfer om mee te vergelijken."))


def _scenarios(scenarios: Iterable[Scenario], unit: str, change: Change | None) -> tuple[answers.Scenario, ...]:
    return tuple(
        answers.Scenario.made(
            design_effect=one.design_effect,
            interval=answers.Interval.made(low=one.interval[0], high=one.interval[1], unit=unit),
            certainty=one.certainty,
            phrase=uncertainty.phrase(change, one.certainty) if change else None,
        )
        for one in scenarios
    )


def _interval(ends: Interval | None, unit: str) -> answers.Interval | None:
    return answers.Interval.made(low=ends[0], high=ends[1], unit=unit) if ends else None


def _no_interval(certainty: Certainty | None, sample: Sample | None, reason: str) -> str:
    """Return why there is no interval of a figure."""
    if sample is None or certainty is Certainty.COUNT:
        return reason
    if sample.n is None:
        return sample.explanation
    if sample.is_upper_bound:
        return say("Van n is alleen een bovengrens bekend; een marge die daarop rust, zou te smal zijn.")
    return say("De bron vermeldt niet hoe nauwkeurig dit is gemeten; een marge is niet te geven.")


def _observation(one: Observation, history: IndicatorHistory) -> answers.Observation:
    number, unit = one.observation_id, one.identity.unit
    sample, interval = history.samples.get(number), history.intervals.get(number)
    unsampled = sayable("Dit cijfer komt niet uit een steekproef.")
    if not one.is_figure:
        unsampled = sayable("Er is geen getal om zeker van te zijn.")
    return answers.Observation.made(
        **_stated(one),
        words=formats.figure(one),
        observation_id=number,
        kind=one.kind,
        value=one.value,
        text=one.text,
        qualifier=one.qualifier,
        status=one.status,
        parts=one.parts,
        sample=sample,
        interval=_interval(interval, unit),
        interval_reason=None if interval else _no_interval(None, sample, say(unsampled)),
    )


def _target(one: Target) -> answers.Target:
    return answers.Target.made(
        **_stated(one),
        words=formats.target(one),
        target_id=one.target_id,
        semantics=one.semantics,
        band=one.band,
        relation=one.relation,
        reference=one.reference,
    )


def _stated(one: Observation | Target) -> dict[str, object]:
    """Return what a figure and a target have in common, their words apart."""
    return {
        "period": one.period,
        "part": one.identity.part,
        "measure": one.measure,
        "low": one.low,
        "high": one.high,
        "unit": one.identity.unit,
        "decimals": one.decimals,
        "raw": one.raw,
        "missing_reason": one.missing_reason,
        "method": one.identity.method,
        "document": one.document,
        "definition": one.definition,
        "base": one.base,
        "territory": one.territory,
        "place": one.provenance,
        "footnotes": _once((*one.footnotes, *one.row_footnotes)),
    }


def _once(notes: Iterable[Footnote]) -> tuple[Footnote, ...]:
    return tuple({(note.footnote_id, note.attached_to): note for note in notes}.values())


def _printed(one: Observation | Target) -> answers.Printed:
    """Return a figure or target in short."""
    told: dict[str, object]
    if isinstance(one, Observation):
        told = {"printed": "observation", "id": one.observation_id, "value": one.value, "words": formats.figure(one)}
    else:
        number = one.low if one.low == one.high else None
        told = {"printed": "target", "id": one.target_id, "value": number, "words": formats.target(one)}
    return answers.Printed.made(
        **told,
        period=one.period,
        document_id=one.document.document_id,
        raw=one.raw,
        unit=one.identity.unit,
        base_id=one.base.base_id,
        territory_id=one.territory.territory_id,
    )


def _maybe(one: Observation | Target | None) -> answers.Printed | None:
    return None if one is None else _printed(one)


def _all(printed: Iterable[Observation | Target]) -> tuple[answers.Printed, ...]:
    return tuple(map(_printed, printed))


def _vintage(one: Vintages) -> answers.Vintage:
    return answers.Vintage.made(
        period=one.period,
        part=one.identity.part,
        kind=one.kind,
        comparability_group=one.identity.comparability_group,
        base_id=one.identity.base_id,
        territory_id=one.identity.territory_id,
        is_revised=one.is_revised,
        figures=_all(one.figures),
    )


def _series(trend: Trend) -> answers.Series:
    return answers.Series.made(
        part=trend.part,
        segments=tuple(
            answers.Segment.made(
                comparability_group=one.identity.comparability_group,
                base_id=one.identity.base_id,
                territory_id=one.identity.territory_id,
                unit=one.identity.unit,
                method=one.identity.method,
                points=_all(one.points),
            )
            for one in trend.segments
        ),
        breaks=trend.breaks,
        previously_reported=_all(trend.previously_reported),
        forecasts=_all(trend.forecasts),
        targets=_all(trend.targets),
        missing=_all(trend.missing),
    )


def _contradiction(one: Contradiction) -> answers.Contradiction:
    return answers.Contradiction.made(
        contradiction_id=one.contradiction_id,
        kind=one.kind,
        severity=one.severity,
        indicator_id=one.indicator.indicator_id,
        period=one.period,
        sentence=one.sentence,
        reckoning=one.reckoning,
        evidence=_all(each for each in one.evidence if not isinstance(each, Claim)),
        claims=tuple(each for each in one.evidence if isinstance(each, Claim)),
    )


def _tally(tally: Tally) -> answers.Tally:
    return answers.Tally.made(
        total=tally.total,
        counts=tuple(
            answers.Count.made(verdict=verdict, certainty=certainty, count=count)
            for (verdict, certainty), count in tally.by_certainty.items()
            if count
        ),
        words=formats.tally(tally),
    )

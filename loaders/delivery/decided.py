"""The catalogue as decisions make it: what they add, and which of them cannot be carried out.

A decision adds, it never changes what the catalogue says already; what is there already is not added twice. Of two
decisions about the same thing the last counts. A decision that cannot be carried out leaves no trace here, so that its
question stays open.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import TypeVar

from loaders.catalogue import Catalogue, Definition, Entry, FieldCode, Indicator, PolicyField, edition_rank
from loaders.delivery.decisions import Decisions, DefinitionDecision, EstimateDecision, FieldDecision, RowDecision
from loaders.grid import Problem
from loaders.linking import FieldCodes
from loaders.matching import normalised, words
from loaders.validation import closest

AnyEntry = TypeVar("AnyEntry", bound=Entry)
AnyNamed = TypeVar("AnyNamed", bound=Entry)


def latest(listed: Iterable[AnyEntry], key: Callable[[AnyEntry], Hashable]) -> dict[Hashable, AnyEntry]:
    """Return what counts of a list of decisions: of each thing decided the last, in the order of the first."""
    return {key(one): one for one in listed}


def field_key(document: str, code: str | None, title: str | None) -> tuple[str, str, str]:
    """Return by what a table's policy field is decided."""
    return document, (code or "").strip(), words(title or "")


def row_key(policy_field: str, label: str) -> tuple[str, str]:
    """Return by what a row's indicator is decided."""
    return policy_field, normalised(label)


def rows_decided(decisions: Decisions) -> dict[Hashable, RowDecision]:
    """Return what counts of the decisions about rows."""
    return latest(decisions.row, lambda one: row_key(one.policy_field, one.label))


def estimates_decided(decisions: Decisions, file: str) -> dict[Hashable, EstimateDecision]:
    """Return what counts of the decisions about the estimates of a file, by the name in its codebook."""
    return latest((one for one in decisions.estimate if one.file == file), lambda one: one.named)


def with_decisions(catalogue: Catalogue, decisions: Decisions) -> tuple[Catalogue, list[Problem]]:
    """Return the catalogue with everything decided in it, and every decision that cannot be carried out."""
    deciding = _Deciding(catalogue)
    for document in decisions.document:
        deciding.add_entry("document", "catalogue/documents.toml", deciding.documents, document.id, document)
    for field in latest(decisions.field, lambda one: field_key(one.document, one.code, one.title)).values():
        deciding.add_code(field)
    rows = rows_decided(decisions).values()
    for row in sorted(rows, key=lambda one: one.choice != "new"):  # a label may be that of an indicator that is new
        deciding.add_label(row)
    estimates = latest(decisions.estimate, lambda one: (one.file, one.named)).values()
    for estimate in sorted(estimates, key=lambda one: one.choice != "new"):
        deciding.add_estimate(estimate)
    for definition in latest(decisions.definition, lambda one: (one.indicator, one.document)).values():
        deciding.add_definition(definition)
    for revision in latest(decisions.revision, lambda one: one.id).values():
        deciding.add_entry("revision", "catalogue/revisions.toml", deciding.revisions, revision.id, revision)
    for correction in latest(decisions.correction, lambda one: one.id).values():
        deciding.add_entry("correction", "corrections.toml", deciding.corrections, correction.id, correction)
    return deciding.result(), deciding.problems


class _Deciding:
    """A catalogue that grows by decisions."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.documents = dict(catalogue.documents)
        self.fields = dict(catalogue.policy_fields)
        self.indicators = dict(catalogue.indicators)
        self.field_of = dict(catalogue.field_of)
        self.revisions = dict(catalogue.revisions)
        self.corrections = dict(catalogue.corrections)
        self.problems: list[Problem] = []

    def result(self) -> Catalogue:
        return replace(
            self.catalogue,
            documents=self.documents,
            policy_fields=self.fields,
            indicators=self.indicators,
            field_of=self.field_of,
            revisions=self.revisions,
            corrections=self.corrections,
            edition_rank=edition_rank(self.documents.values()),
        )

    def refuse(self, about: str, found: str, expected: str, advice: str = "") -> None:
        self.problems.append(
            Problem(
                "What was decided cannot be carried out",
                found,
                expected,
                place=f"the decisions, {about}",
                kind="decision",
                advice=advice,
            )
        )

    def add_entry(self, what: str, file: str, known: dict[str, AnyNamed], name: str, entry: AnyNamed) -> None:
        """Add an entry under its name; one that stands there with other contents is not replaced."""
        if known.setdefault(name, entry) != entry:
            self.refuse(f"{what} '{name}'", name, f"a name that data/{file} does not have already for something else")

    def add_code(self, decision: FieldDecision) -> None:
        """Give a policy field, a known or a new one, the code and title under which a document prints it."""
        about = f"policy field '{decision.code} {decision.title}'"
        code = FieldCode(document=decision.document, code=decision.code, title=decision.title)
        owner = FieldCodes(self.fields.values()).field(decision.document, decision.code, decision.title)
        field = self.fields.get(decision.policy_field)
        if decision.document not in self.documents:
            self.refuse(about, decision.document, "a document that is known" + closest(code.document, self.documents))
        elif not code.code.strip() and not words(code.title):
            advice = "Name the policy field above the table, or leave the file out."
            self.refuse(about, "neither code nor title", "a table that prints a code or a title", advice)
        elif owner and owner != decision.policy_field:
            self.refuse(about, decision.policy_field, f"'{owner}', which the catalogue says it is in {code.document}")
        elif field is None and not (decision.new_title and decision.new_programme):
            known = closest(decision.policy_field, self.fields)
            self.refuse(about, decision.policy_field, f"a policy field that is known{known}, or a title and programme")
        elif field and decision.new_title not in (None, field.title):
            self.refuse(about, str(decision.new_title), f"'{field.title}', which is what '{field.id}' is called")
        elif not owner:
            field = field or PolicyField(
                id=decision.policy_field, title=decision.new_title or "", programme=decision.new_programme or ""
            )
            self.fields[field.id] = field.model_copy(update={"codes": [*field.codes, code]})

    def add_label(self, decision: RowDecision) -> None:
        """Give an indicator, a known or a new one, the label under which its policy field prints it."""
        about = f"row '{decision.label}'"
        if decision.policy_field not in self.fields:
            known = closest(decision.policy_field, self.fields)
            self.refuse(about, decision.policy_field, f"a policy field that is known{known}")
            return
        if decision.choice == "left_out":
            return
        if decision.choice == "new" and not self._is_new(decision, about):
            return
        indicator_id = decision.new.id if decision.choice == "new" and decision.new else decision.indicator or ""
        indicator = self.indicators.get(indicator_id) or (decision.new if decision.choice == "new" else None)
        if indicator is None:
            expected = "an indicator that is known" + closest(indicator_id, self.indicators)
            self.refuse(about, indicator_id or "none", expected)
            return
        owner = self._owner(*row_key(decision.policy_field, decision.label))
        if owner not in (None, indicator.id):
            self.refuse(about, indicator.id, f"'{owner}', which the catalogue says it is")
            return
        changes: dict[str, list[str]] = {}
        if normalised(decision.label) not in _labels(indicator):
            changes["aliases"] = [*indicator.aliases, decision.label]
        self.field_of.setdefault(indicator.id, decision.policy_field)
        if decision.policy_field not in (self.field_of[indicator.id], *indicator.also_in):
            changes["also_in"] = [*indicator.also_in, decision.policy_field]
        self.indicators[indicator.id] = indicator.model_copy(update=changes)

    def add_estimate(self, decision: EstimateDecision) -> None:
        """Add the indicator that a survey brings, if it is new."""
        about = f"estimate '{decision.named}'"
        if decision.choice == "new" and not (decision.new and decision.policy_field):
            self.refuse(about, "nothing", "a policy field and a description of the new indicator")
        elif decision.choice == "new" and decision.new and decision.policy_field:
            name = decision.new.name
            self.add_label(RowDecision(policy_field=decision.policy_field, label=name, choice="new", new=decision.new))
        elif decision.choice == "alias" and decision.indicator not in self.indicators:
            known = closest(decision.indicator or "", self.indicators)
            self.refuse(about, decision.indicator or "none", f"an indicator that is known{known}")

    def _owner(self, field_id: str, label: str) -> str | None:
        """Return the indicator that a policy field knows by a normalised label."""
        for name, indicator in self.indicators.items():
            if field_id in (self.field_of[name], *indicator.also_in) and label in _labels(indicator):
                return name
        return None

    def _is_new(self, decision: RowDecision, about: str) -> bool:
        """Return whether an indicator is described and not known yet, or known as exactly that but for its labels."""
        new = decision.new
        if new is None:
            self.refuse(about, "nothing", "a description of the new indicator")
            return False
        known = self.indicators.get(new.id)
        if known is not None and _without_labels(known) != _without_labels(new):
            self.refuse(about, new.id, "an id that no other indicator has")
            return False
        return True

    def add_definition(self, decision: DefinitionDecision) -> None:
        """Give an indicator another definition from a document on."""
        about = f"definition of '{decision.indicator}' from {decision.document} on"
        indicator, new = self.indicators.get(decision.indicator), decision.new
        if indicator is None:
            self.refuse(about, decision.indicator, "an indicator that is known")
        elif decision.document not in self.documents:
            self.refuse(about, decision.document, "a document that is known")
        elif decision.choice == "new" and new is None:
            self.refuse(about, "nothing", "a description of the new definition")
        elif decision.choice == "new" and new:
            if new.from_ not in (None, decision.document):
                self.refuse(about, str(new.from_), f"'from' to be {decision.document}")
                return
            new = new.model_copy(update={"from_": decision.document})
            # Without a definition of its own the name is the wording; that has to be said once there are two.
            before = indicator.definition or [Definition(version=1, wording=indicator.name)]
            if new in before:
                return
            if new.version <= max(one.version for one in before):
                expected = f"a version above {max(one.version for one in before)}"
                self.refuse(about, f"version {new.version}", expected)
                return
            self.indicators[indicator.id] = indicator.model_copy(update={"definition": [*before, new]})


def _labels(indicator: Indicator) -> set[str]:
    return {normalised(label) for label in (indicator.name, *indicator.aliases)}


def _without_labels(indicator: Indicator) -> Indicator:
    return indicator.model_copy(update={"aliases": [], "also_in": []})

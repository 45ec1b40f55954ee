"""A small published warehouse with real figures, written row by row: what is known of each is in sight of the test.

The figures are the printed ones of the accounts and budgets of Groningen; notes are in our own words.
"""

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from warehouse.publishing import publish
from warehouse.store import Warehouse

OLD, NEW, COUNTRY = "gm0014-tot-2019", "gm0014-vanaf-2019", "nederland"


class Draft:
    """Rows for every table of the schema; `publish` makes a warehouse of them."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._definition_of: dict[str, str] = {}
        for rank, (document, kind, year, day) in enumerate(DOCUMENTS, start=1):
            self.add(
                "document",
                document_id=document,
                kind=kind,
                title=document.replace("-", " ").capitalize(),
                publisher="Gemeente Groningen",
                fiscal_year=year,
                published_on=day,
                published_precision="legal_deadline",
                address=f"https://example.org/{document}",
                edition_rank=rank,
                note=None,
            )
        for territory, first, last in ((OLD, None, 2018), (NEW, 2019, None), (COUNTRY, None, None)):
            self.add(
                "territory",
                territory_id=territory,
                code="NL00" if territory == COUNTRY else "GM0014",
                name={OLD: "Groningen tot 2019", NEW: "Groningen vanaf 2019", COUNTRY: "Nederland"}[territory],
                valid_from=first,
                valid_to=last,
                is_own=territory != COUNTRY,
                merged_into=None,
            )

    def add(self, table: str, **row: Any) -> None:
        self.rows[table].append(row)

    def base(self, base: str, name: str, parent: str | None = None, measured_by: str | None = None) -> None:
        self.add("base_population", base_id=base, parent_id=parent, measured_by=measured_by, name=name, note=None)

    def wave(self, year: int, n: int | None, qualifier: str, source: str) -> None:
        self.add(
            "survey_wave",
            wave_id=f"wij-onderzoek-{year}",
            survey="wij-onderzoek",
            year=year,
            territory_id=OLD,
            base_id="inwoners",
            n=n,
            n_qualifier=qualifier,
            n_source=source,
            design="onbekend",
            is_panel=False,
            design_effect=None,
            design_effect_source="unknown",
            note=None,
        )

    def field(self, field: str, title: str, programme: str = "Welzijn", **codes: str) -> None:
        order = len(self.rows["policy_field"]) + 1
        self.add("policy_field", policy_field_id=field, title=title, programme=programme, sort_order=order)
        for document, code in codes.items():
            self.add(
                "policy_field_code",
                policy_field_id=field,
                document_id=document.replace("_", "-"),
                code=code,
                title=title,
            )

    def indicator(
        self,
        indicator: str,
        field: str,
        name: str,
        unit: str = "%",
        better: str = "higher",
        groups: tuple[str, ...] = (),
        **given: Any,
    ) -> None:
        row = {
            "indicator_id": indicator,
            "policy_field_id": field,
            "name": name,
            "kind": "survey_share",
            "unit": unit,
            "better": better,
            "is_statutory": False,
            "is_key_figure": False,
            "is_linked": True,
            "suggestions": None,
            "name_is_abridged": False,
            "source_kind": "survey",
            "sort_order": len(self.rows["indicator"]) + 1,
        }
        self.add("indicator", **(row | given))
        for version, group in enumerate(groups or (indicator,), start=1):
            definition = f"{indicator}/v{version}"
            self._definition_of[indicator] = definition
            self.add(
                "definition",
                definition_id=definition,
                indicator_id=indicator,
                version=version,
                wording=f"{name}, {group}",
                comparability_group=group,
                from_document_id=None,
                note=None,
            )

    def observe(self, indicator: str, period: int, raw: str, value: float | None, document: str, **given: Any) -> int:
        """Add a figure; without a value it is text when `text` is given, missing otherwise."""
        number = len(self.rows["observation"]) + 1
        if value is None and not given.keys() & {"text", "low", "high"}:
            given = {"qualifier": "none", "status": "O", "missing_reason": "dash", "decimals": None} | given
        if "text" in given:
            given = {"qualifier": "text", "decimals": None} | given
        row = {
            "observation_id": number,
            "kind": "achieved",
            "value": value,
            "low": None,
            "high": None,
            "text": None,
            "decimals": len(raw.partition(",")[2].rstrip("%")),
            "qualifier": "exact",
            "status": "A",
            "missing_reason": None,
            "n": None,
            "n_source": "unknown",
            "column_header": f"Behaald {period}",
        }
        self.add("observation", **self._cell(indicator, period, raw, document) | row | given)
        return number

    def plan(self, indicator: str, period: int, raw: str, semantics: str, document: str, **given: Any) -> int:
        number = len(self.rows["target"]) + 1
        row = {
            "target_id": number,
            "semantics": semantics,
            "low": None,
            "high": None,
            "band": None,
            "relation": None,
            "reference": None,
            "decimals": None,
            "missing_reason": None,
            "column_header": f"Beoogd {period}",
        }
        if semantics in ("no_norm", "not_published"):
            row["missing_reason"] = "no_norm" if semantics == "no_norm" else "dash"
        self.add("target", **self._cell(indicator, period, raw, document) | row | given)
        return number

    def note(self, document: str, marker: str, text: str | None, field: str, **attachment: Any) -> None:
        page, title = self._page(document, field)
        note = f"{page}#1:{marker}"
        if not any(row["footnote_id"] == note for row in self.rows["footnote"]):
            self.add(
                "footnote",
                footnote_id=note,
                page_id=page,
                table_title=title,
                marker=marker,
                text=text,
                is_paraphrased=text is not None,
                flag=None if text else "note_missing",
            )
        (bearer,) = attachment or ("table",)
        if attachment:
            self.add(
                "footnote_attachment",
                footnote_id=note,
                attached_to=bearer.removesuffix("_id").replace("column_", ""),
                **dict.fromkeys(("indicator_id", "observation_id", "target_id", "column_header")) | attachment,
            )

    def _cell(self, indicator: str, period: int, raw: str, document: str) -> dict[str, Any]:
        owner = next(row for row in self.rows["indicator"] if row["indicator_id"] == indicator)
        page, title = self._page(document, owner["policy_field_id"])
        return {
            "indicator_id": indicator,
            "definition_id": self._definition_of[indicator],
            "base_id": "inwoners",
            "territory_id": OLD if period < 2019 else NEW,
            "unit": owner["unit"],
            "method": "",
            "part": 0,
            "period": period,
            "raw": raw,
            "remark": None,
            "document_id": document,
            "page_id": page,
            "table_title": title,
            "row_group": None,
            "row_label": owner["name"],
            "place": f"line {len(self.rows['observation']) + 20}",
            "year_source": "printed",
            "correction_id": None,
            "load_id": page,
        }

    def _page(self, document: str, field: str) -> tuple[str, str]:
        page = f"{document}/{field}"
        if not any(row["page_id"] == page for row in self.rows["page"]):
            self.add(
                "page",
                page_id=page,
                document_id=document,
                title=f"Pagina {field}",
                address=f"https://example.org/{page}",
                abridged="notes",
                received_via="hand-made for a test",
            )
            self.add(
                "load",
                load_id=page,
                document_id=document,
                page_id=page,
                input=f"sources/{page}.csv",
                sha256="0" * 64,
                rows_read=0,
                rows_loaded=0,
                rows_repeated=0,
                rows_refused=0,
            )
        return page, "Effectindicatoren"

    def publish(self, root: Path) -> Warehouse:
        for load in self.rows["load"]:
            loaded = sum(row["load_id"] == load["load_id"] for row in self.rows["observation"] + self.rows["target"])
            load.update(rows_read=loaded, rows_loaded=loaded)
        publish(root, {table: pd.DataFrame(rows) for table, rows in self.rows.items()})
        return Warehouse(root)


DOCUMENTS = [
    ("begroting-2017", "budget", 2017, date(2016, 11, 15)),
    ("begroting-2018", "budget", 2018, date(2017, 11, 15)),
    ("rekening-2017", "accounts", 2017, date(2018, 7, 15)),
    ("begroting-2019", "budget", 2019, date(2018, 11, 15)),
    ("rekening-2018", "accounts", 2018, date(2019, 7, 15)),
    ("ois-2020", "survey_report", 2020, date(2021, 3, 1)),
]


def small_warehouse(root: Path) -> Warehouse:
    """Publish the figures below into `root` and return the warehouse."""
    draft = Draft()
    draft.base("inwoners", "alle inwoners")
    draft.base("heeft-gehoord", "inwoners die van WIJ hebben gehoord", parent="inwoners", measured_by="wij-gehoord")
    draft.base("contact", "wie contact had", parent="heeft-gehoord", measured_by="wij-contact")
    draft.base("geholpen", "wie contact had en geholpen is", parent="contact")
    draft.wave(2016, None, "unknown", "unknown")
    draft.wave(2017, 5000, "assumed", "assumed")
    draft.wave(2018, 5000, "at_least", "assumed")
    _wij(draft)
    _volunteers(draft)
    _sports(draft)
    _social_base(draft)
    return draft.publish(root)


def _wij(draft: Draft) -> None:
    """Sociale basisvoorzieningen: five rows of the accounts 2018, and what was known before."""
    draft.field("sociale-basis", "Sociale basisvoorzieningen", rekening_2018="4.1.6", begroting_2018="4.1.6")
    accounts, field = "rekening-2018", "sociale-basis"
    wave = {"method": "wij-onderzoek"}

    draft.indicator("wij-gehoord", field, "% bewoners dat van WIJ gehoord heeft")
    draft.observe("wij-gehoord", 2016, "54%", 54, accounts, kind="narrative", table_title="tekst", **wave)
    draft.observe("wij-gehoord", 2017, "68%", 68, accounts, **wave)
    draft.observe("wij-gehoord", 2018, "75%", 75, accounts, n=5000, n_source="assumed", **wave)
    draft.plan("wij-gehoord", 2018, "Toename", "increase", accounts, **wave)
    draft.observe("wij-gehoord", 2020, "77%", 77, "ois-2020", method="panel", n=4878, n_source="published")

    draft.indicator("wij-bekend", field, "% bewoners dat bekend is met WIJ", groups=("smal", "ruim"))
    draft.observe("wij-bekend", 2017, "60%", 60, accounts, **wave)
    draft.plan("wij-bekend", 2018, "Toename", "increase", accounts, **wave)
    draft.observe("wij-bekend", 2018, "64%", 64, accounts, **wave)
    draft.observe(
        "wij-bekend", 2017, "18%", 18, accounts, kind="previously_reported", definition_id="wij-bekend/v1", **wave
    )
    draft.observe("wij-bekend", 2017, "18%", 18, "rekening-2017", definition_id="wij-bekend/v1", **wave)
    draft.note(
        accounts,
        "I",
        "Eerder te smal gedefinieerd; met terugwerkende kracht gecorrigeerd.",
        field,
        indicator_id="wij-bekend",
    )

    draft.indicator("wij-contact", field, "% bewoners dat contact had met WIJ", better="unknown", is_key_figure=True)
    draft.add(
        "measure",
        indicator_id="wij-contact",
        part=1,
        name="van wie gehoord heeft",
        base_id="heeft-gehoord",
        unit="%",
        method="wij-onderzoek",
        territory_id=None,
    )
    draft.add(
        "measure",
        indicator_id="wij-contact",
        part=2,
        name="van alle bewoners",
        base_id="inwoners",
        unit="%",
        method="wij-onderzoek",
        territory_id=None,
    )
    for period, raw, of_heard, of_all in ((2017, "28% (17%)", 28, 17), (2018, "30% (19%)", 30, 19)):
        first = draft.observe("wij-contact", period, raw, of_heard, accounts, part=1, base_id="heeft-gehoord", **wave)
        draft.observe("wij-contact", period, raw, of_all, accounts, part=2, decimals=0, **wave)
        draft.rows["observation"][first - 1]["decimals"] = 0
    norm = draft.plan("wij-contact", 2018, "- (IV)", "no_norm", accounts, base_id="heeft-gehoord", **wave)
    draft.note(accounts, "IV", "Hieraan is geen norm toegekend.", field, target_id=norm)

    for indicator, name, before, now, old in (
        ("wij-waar", "% bewoners dat weet waar te zijn met een hulpvraag", 71, 70, 59),
        ("wij-gemakkelijk", "% bewoners dat gemakkelijk binnenloopt", 73, 73, 51),
    ):
        served = wave | {"base_id": "geholpen"}
        draft.indicator(indicator, field, name, groups=(f"{indicator}-breed", f"{indicator}-nieuw"))
        draft.observe(indicator, 2017, f"{before}% (VI)", before, accounts, decimals=0, **served)
        draft.plan(indicator, 2018, "Toename", "increase", accounts, **served)
        latest = draft.observe(indicator, 2018, f"{now}% (VI)", now, accounts, decimals=0, **served)
        draft.note(accounts, "VI", "Van wie contact had en geholpen is.", field, observation_id=latest)
        draft.observe(
            indicator,
            2017,
            f"{old}%",
            old,
            accounts,
            kind="previously_reported",
            definition_id=f"{indicator}/v1",
            **wave,
        )
    draft.observe(
        "wij-gemakkelijk", 2016, "58%", 58, accounts, kind="narrative", table_title="tekst", method="onbekend"
    )
    draft.observe(
        "wij-gemakkelijk", 2018, "66%", 66, accounts, kind="narrative", table_title="tekst", base_id="contact", **wave
    )


def _volunteers(draft: Draft) -> None:
    """A count with an approximate target and a marker without a note, and a result in words."""
    field = "samenredzaamheid"
    draft.field(field, "Samenredzaamheid", rekening_2018="4.1.2")
    counted = {"kind": "count", "source_kind": "register"}
    draft.indicator("humanitas", field, "Aantal vrijwilligers Humanitas", "vrijwilligers", **counted)
    register = {"n_source": "not_applicable"}
    draft.observe("humanitas", 2016, "3.400", 3400, "begroting-2018", decimals=0, **register)
    about = {"low": 3200, "high": 3200, "band": 50, "decimals": 0}
    draft.plan("humanitas", 2017, "± 3.200", "approximately", "begroting-2018", **about)
    draft.plan("humanitas", 2018, "± 3.200", "approximately", "begroting-2018", **about)
    draft.observe("humanitas", 2017, "-", None, "rekening-2018", **register)
    draft.plan("humanitas", 2018, "± 3.200", "approximately", "rekening-2018", **about)
    draft.observe("humanitas", 2018, "3204", 3204, "rekening-2018", decimals=0, **register)
    draft.plan("humanitas", 2020, "Toename", "increase", "begroting-2019")
    draft.note("rekening-2018", "*", None, field, indicator_id="humanitas")

    draft.indicator("initiatieven", field, "Ondersteunde initiatieven", "initiatieven", **counted)
    draft.observe("initiatieven", 2017, "-", None, "rekening-2018", **register)
    draft.plan("initiatieven", 2018, ".-", "not_published", "rekening-2018", missing_reason="stray_point")
    told = "32 initiatieven\n5 Parels\n1 wijkcoöperatie"
    number = draft.observe("initiatieven", 2018, told, None, "rekening-2018", text=told, **register)
    for position, (value, label) in enumerate(((32, "initiatieven"), (5, "Parels"), (1, "wijkcoöperatie")), start=1):
        draft.add("observation_part", observation_id=number, position=position, value=value, label=label)


def _sports(draft: Draft) -> None:
    """Restated figures, a target that only the budget prints, a rank, a limit, and a benchmark."""
    field = "sport"
    codes = {"begroting_2018": "5.1.1", "rekening_2018": "5.1.1", "begroting_2019": "5.1"}
    draft.field(field, "Sportstimulering", programme="Sport en bewegen", **codes)
    counted = {"kind": "count", "source_kind": "register"}
    draft.indicator("ijsbaan", field, "Bezoekers ijsbaan", "bezoekers", **counted)
    register = {"n_source": "not_applicable"}
    draft.observe("ijsbaan", 2015, "120.000", 120000, "begroting-2017", decimals=0, **register)
    draft.observe("ijsbaan", 2015, "100.700", 100700, "begroting-2018", decimals=0, **register)
    draft.add(
        "revision_declared",
        indicator_id="ijsbaan",
        period=2015,
        document_id="begroting-2018",
        kind="correction",
        reason="Eerst telden bezoekers van het zwembad mee.",
    )
    draft.plan("ijsbaan", 2018, "105.000", "equal", "begroting-2018", low=105000, high=105000, decimals=0)
    draft.plan("ijsbaan", 2018, "110.000", "equal", "begroting-2019", low=110000, high=110000, decimals=0)
    draft.observe("ijsbaan", 2018, "108.000", 108000, "rekening-2018", decimals=0, **register)
    draft.indicator("rang", field, "Plaats op de ranglijst", "plaats", "lower", kind="rank", source_kind="report")
    draft.plan("rang", 2018, "Top 5", "rank_at_best", "rekening-2018", high=5, decimals=0)
    draft.observe("rang", 2018, "7", 7, "rekening-2018", decimals=0, **register)
    draft.indicator("onveilig", field, "% dat zich onveilig voelt", better="lower")
    draft.plan("onveilig", 2018, "< 20%", "less_than", "rekening-2018", high=20, decimals=0)
    draft.observe("onveilig", 2018, "20%", 20, "rekening-2018", decimals=0)
    draft.observe("onveilig", 2018, "23%", 23, "rekening-2018", kind="benchmark", territory_id=COUNTRY, decimals=0)


def _social_base(draft: Draft) -> None:
    draft.add(
        "action_line",
        action_line_id="eenzaamheid",
        document_id="ois-2020",
        title="Eenzaamheid",
        goal="Minder eenzaam",
        elaboration=None,
        decision=None,
        decided_on=None,
        sort_order=1,
        place="line 10",
    )
    draft.add(
        "action",
        action_id="week",
        action_line_id="eenzaamheid",
        position=1,
        summary="Week tegen eenzaamheid",
        status="done",
        figure=None,
        period="2024",
        as_of_document="ois-2020",
        place="line 12",
    )
    draft.add(
        "initiative",
        initiative_id="besturen",
        document_id="ois-2020",
        subject="Gesprek met besturen",
        quantity="besturen gesproken",
        value=29,
        qualifier="exact",
        unit="besturen",
        period=2024,
        denominator=48,
        denominator_of="accommodaties",
        raw="29",
        note=None,
        place="line 20",
    )
    draft.add(
        "initiative",
        initiative_id="ideeen",
        document_id="ois-2020",
        subject="Challenge",
        quantity="ideeën ingediend",
        value=43,
        qualifier="more_than",
        unit="ideeën",
        period=2018,
        denominator=None,
        denominator_of=None,
        raw="meer dan 43",
        note=None,
        place="line 37",
    )
    draft.add(
        "problem",
        problem_id=1,
        page_id="rekening-2018/sport",
        load_id="rekening-2018/sport",
        severity="refused",
        kind="row-not-alignable",
        table_title="Effectindicatoren",
        row_label="Sporters",
        column_header=None,
        found="2 cells",
        expected="3 cells",
        message="Row 'Sporters' has 2 cells for 3 columns.",
        place="line 90",
    )
    draft.add(
        "correction",
        correction_id="jaar",
        page_id="rekening-2018/sport",
        table_title="Effectindicatoren",
        row_label=None,
        column_header="Verwacht 2017",
        attribute="role",
        expected="forecast",
        corrected="achieved",
        reason="De kolom staat boven behaalde cijfers.",
        figures=2,
    )
    draft.add(
        "claim",
        claim_id="stijgt",
        document_id="rekening-2018",
        page_id="rekening-2018/sociale-basis",
        indicator_id="wij-gehoord",
        period_from=2017,
        period_to=2018,
        paraphrase="Zeven procent meer bewoners.",
        direction="increase",
        difference=7,
        printed_unit="%",
        value=75,
        qualifier="exact",
        base_id="inwoners",
        place="line 80",
    )
    draft.add(
        "study",
        study_id="bekendheid",
        title="Bekendheid",
        introduction="Drie vragen.",
        year_from=2016,
        year_to=2018,
        sort_order=1,
    )
    for position, (indicator, role, name) in enumerate(
        (("wij-contact", "question", "Contact"), ("wij-gehoord", "question", "Gehoord"), ("rang", "context", "Rang")), 1
    ):
        draft.add(
            "study_item",
            study_id="bekendheid",
            position=position,
            indicator_id=indicator,
            role=role,
            short_name=name,
        )

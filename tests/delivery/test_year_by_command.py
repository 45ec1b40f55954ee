"""A clerk's year on the command line, over the figures that ship: from received files to published figures."""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import loaders.__main__ as program
from loaders import release_command
from loaders.build import build
from tests import clerks_year as year
from tests.shipped import DATA
from warehouse import log
from warehouse.store import Warehouse, current_version

CLERK, APPROVER = "Anna de Boer", "Bert Vos"
COUNCIL = datetime.fromisoformat("2099-06-13T10:00+02:00")

DESCRIBED = f"""
[[document]]
id = "{year.DOCUMENT}"
kind = "accounts"
title = "{year.TITLE}"
publisher = "Gemeente Groningen"
fiscal_year = 2019
published_on = 2020-06-11
published_precision = "day"
territory = "gm0014-tot-2019"

[[field]]
document = "{year.DOCUMENT}"
code = "4.1.6"
title = "Sociale basisvoorzieningen"
policy_field = "sociale-basisvoorzieningen"

[[field]]
document = "{year.DOCUMENT}"
code = "4.1.1"
title = "Actief burgerschap en bewonersinitiatieven"
policy_field = "actief-burgerschap-en-bewonersinitiatieven"
"""
MATCHED = f"""
[[row]]
policy_field = "sociale-basisvoorzieningen"
label = "{year.HEARD_AS_PRINTED}"
choice = "alias"
indicator = "wij-gehoord"

[[definition]]
indicator = "wij-bekend-met-dienstverlening"
document = "{year.DOCUMENT}"
choice = "new"
[definition.new]
version = 3
wording = "Ook wie de dienstverlening alleen van de website kent"
from = "{year.DOCUMENT}"
"""
ANSWERED = f"""
[[revision]]
indicator = "wij-gehoord"
period = 2018
document = "{year.DOCUMENT}"
kind = "correction"
reason = "De afdeling onderzoek telde 2018 opnieuw."

[[commentary]]
indicator = "wij-gehoord"
year = 2019
cause = "Drie wijkteams verhuisden."
author = "{CLERK}"
written_on = 2020-05-01

[[assessment]]
indicator = "ondersteunende-bewonersinitiatieven"
year = 2019
verdict = "achieved"
reason = "Er kwam een tweede wijkcoöperatie bij."
author = "{CLERK}"
written_on = 2020-05-01
"""
SURVEY = f"""
[[document]]
id = "wij-onderzoek-2020"
kind = "survey_report"
title = "{year.SURVEY}"
publisher = "Gemeente Groningen"
fiscal_year = 2020
published_on = 2020-12-01
published_precision = "day"
territory = "gm0014-vanaf-2019"
"""


class Command:
    """The command line, at a data folder and a warehouse of our own."""

    def __init__(self, folder: Path, said: Callable[[], str]) -> None:
        self.folder, self.data, self.root, self.said = folder, folder / "data", folder / "warehouse", said

    def __call__(self, *arguments: object, code: int = 0) -> str:
        """Run it, which ends with this code, and return what it says."""
        done = program.main([*map(str, arguments), "--warehouse", str(self.root)])
        said = self.said()
        assert done == code, said
        return said

    def decide(self, delivery: str, *texts: str) -> str:
        file = self.folder / "decisions.toml"
        file.write_text("".join(texts), encoding="utf-8")
        return self("intake", "--delivery", delivery, "--decisions", file, "--by", CLERK)

    def draft(self, delivery: str) -> str:
        return self("intake", "--delivery", delivery, "--draft", "--by", CLERK)

    def content_hash(self) -> str:
        return str(Warehouse(self.root).records("SELECT content_hash FROM build")[0]["content_hash"])

    def figures(self, indicator: str, period: int, document: str) -> list[object]:
        sql = (
            "SELECT coalesce(value::VARCHAR, text, missing_reason) AS said FROM observation "
            "WHERE indicator_id = $indicator AND period = $period AND document_id = $document"
        )
        asked: dict[str, object] = {"indicator": indicator, "period": period, "document": document}
        return [one["said"] for one in Warehouse(self.root).records(sql, asked)]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    monkeypatch.setattr(program, "DATA", year.copied(DATA, tmp_path))

    def said() -> str:
        printed = capsys.readouterr()
        return printed.out + printed.err

    command = Command(tmp_path, said)
    assert build(command.data, command.root, by=CLERK).is_good
    return command


def delivery_of(said: str) -> str:
    return re.findall(r"^# Delivery (\S+),", said, re.MULTILINE)[0]


def draft_of(said: str) -> str:
    assert "# Draft " in said, said
    return re.findall(r"^# Draft (\S+) waits", said, re.MULTILINE)[0]


def asks(said: str) -> set[str]:
    """Return the parts of the decisions that are to be completed: those with an empty answer."""
    entries = re.split(r"\n(?=\[\[)", said)
    return {one[2 : one.index("]]")] for one in entries if re.search(r'^\w+ = ""', one, re.MULTILINE)}


def test_accounts_go_from_received_to_published_and_back(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    before, version = run.content_hash(), current_version(run.root)

    # Received: the slip is refused with its cell, the rest is read.
    received = run("intake", year.TABLE, year.WORDED, "--by", CLERK, code=1)
    (refused,) = (line for line in received.splitlines() if "refused:" in line)
    for part in (year.FOUND[:50], "column 'Behaald 2019'", f"Found '{year.SLIP}'", "expected a figure such as 70%"):
        assert part in refused
    delivery = delivery_of(received)
    assert asks(received) == {"page"}

    # Matched: the document first, then the one row in other words and the one that may mean something else.
    asked = run.decide(delivery, DESCRIBED)
    assert asks(asked) == {"row", "definition"}
    assert asked.count("[[row]]") == 1
    assert f'label = "{year.HEARD_AS_PRINTED}"' in asked
    assert '# indicator = "wij-gehoord"' in asked
    assert "De vraagstelling is gewijzigd" in asked
    assert "Nothing is left to decide" in run.decide(delivery, DESCRIBED, MATCHED)
    assert MATCHED.splitlines()[3] in run("intake", "--delivery", delivery)

    # Taken to be about the area of from 2019: 2018 then reads otherwise of another area, which is a doubt.
    run.decide(delivery, DESCRIBED.replace("tot-2019", "vanaf-2019"), MATCHED)
    doubted = run.draft(delivery)
    assert re.search(r'^doubt = "territory:wij-gehoord:rekening-2019:[0-9a-f]{8}"$', doubted, re.MULTILINE)
    assert "# Where the document is about the area of then: its [[document]] again, with that territory." in doubted
    assert "revision" not in asks(doubted)
    run.decide(delivery, DESCRIBED, MATCHED)

    # Compared: what vanished is named, and a revision and a target that was missed are not let through unexplained.
    compared = run.draft(delivery)
    assert re.search(rf"{re.escape(year.VANISHED)}: in rekening-2018, not in rekening-2019", compared)
    assert re.search(r"2018: 75% \(rekening-2018\) → 74% \(rekening-2019\), revision: no kind chosen yet", compared)
    assert {"revision", "commentary"} <= asks(compared)
    doubts = re.findall(r'^doubt = "(.*)"$', compared, re.MULTILINE)
    accepted = "".join(f'\n[[acceptance]]\ndoubt = "{one}"\nreason = "Zo staat het er."\n' for one in doubts)
    run.decide(delivery, DESCRIBED, MATCHED, ANSWERED, accepted)
    draft = draft_of(run.draft(delivery))

    # Released by somebody else, who waits for the council.
    assert "refused" in run("release", draft, "--by", CLERK, code=1)
    run("release", draft, "--by", APPROVER, "--embargo", COUNCIL.isoformat())
    assert "Nothing is due" in run("release", "--due")
    assert (run.content_hash(), current_version(run.root)) == (before, version)
    assert not (run.data / "sources" / year.DOCUMENT).exists()
    monkeypatch.setattr(release_command, "now", lambda: COUNCIL + timedelta(seconds=1))
    assert "Published version 0002-" in run("release", "--due")
    assert run.figures("wij-gehoord", 2019, year.DOCUMENT) == ["72.0"]
    assert run.figures("wij-weet-waar-met-hulpvraag", 2019, year.DOCUMENT) == ["misprint"]
    assert (run.data / "sources" / year.DOCUMENT / "4-1-6.csv").exists()

    # Delivered once more without the slip: nothing is asked anew.
    again = run("intake", year.mended(run.folder), year.WORDED, "--by", CLERK)
    assert asks(again) == set()
    run("release", draft_of(run.draft(delivery_of(again))), "--by", APPROVER)
    assert run.figures("wij-weet-waar-met-hulpvraag", 2019, year.DOCUMENT) == ["71.0"]

    # Back to what was served before.
    run("rollback", str(version), "--by", APPROVER, "--reason", "De raad vroeg uitstel.")
    assert run.content_hash() == before
    assert run.figures("wij-gehoord", 2019, year.DOCUMENT) == []

    # All of it is told, with who and which file.
    told = json.loads(run("log", "--format", "json"))
    assert told["faults"] == []
    acts = [(line["action"], line["by"]) for line in told["lines"]]
    for act in (("receive", CLERK), ("decide", CLERK), ("draft", CLERK), ("approve", APPROVER), ("rollback", APPROVER)):
        assert act in acts
    (first, _) = (line for line in told["lines"] if line["action"] == "receive")
    assert first["received"][year.TABLE.name] == log.sha256(year.TABLE.read_bytes())


def test_a_survey_goes_the_same_way_and_leaves_nothing_of_who_answered(run: Command) -> None:
    received = run("intake", *year.survey(run.folder), "--by", CLERK)
    (file,) = re.findall(r'^file = "([0-9a-f]{64})"$', received, re.MULTILINE)
    page = f'\n[[page]]\nfile = "{file}"\ndocument = "wij-onderzoek-2020"\npage = "uitkomsten"\n'
    delivery = delivery_of(received)
    assert asks(run.decide(delivery, SURVEY, page)) == set()
    run("release", draft_of(run.draft(delivery)), "--by", APPROVER)
    (served,) = Warehouse(run.root).records("SELECT value, n FROM observation WHERE document_id = 'wij-onderzoek-2020'")
    assert (served["value"], served["n"]) == (74.0, year.RESPONDENTS)
    assert year.holding(run.root, year.NAME) == year.holding(run.data, year.NAME) == []

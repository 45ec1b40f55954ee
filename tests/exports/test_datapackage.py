"""The Data Package as an independent reader finds it: valid as it is, refused as soon as one cell is broken."""

import csv
import hashlib
import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, Report, system

from exports.datapackage import package
from exports.zipped import unzipped, zipped
from indicators import tables
from tests.shipped import shipped

SCHEMA = (Path(__file__).parents[2] / "warehouse" / "schema.sql").read_text(encoding="utf-8")
Cells = list[dict[str, str]]


@pytest.fixture(scope="module")
def content() -> bytes:
    return package(tables.published(shipped()))


@pytest.fixture(scope="module")
def descriptor(content: bytes) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(unzipped(content)["datapackage.json"])
    return read


@pytest.fixture
def validated(content: bytes, tmp_path: Path) -> Callable[..., Report]:
    """Give what frictionless says of the package, or of one of its tables that is changed first."""

    def report(name: str | None = None, change: Callable[[Cells], None] = lambda rows: None) -> Report:
        files = unzipped(content)
        if name is not None:
            path = f"data/{name}.csv"
            rows = list(csv.DictReader(StringIO(files[path].decode(), newline="")))
            change(rows)
            written = StringIO()
            lines = csv.DictWriter(written, list(rows[0]), lineterminator="\r\n")
            lines.writeheader()
            lines.writerows(rows)
            # Broken in meaning, not in transport: the numbers of bytes and the hash are those of the changed file.
            told = json.loads(files["datapackage.json"])
            files[path] = written.getvalue().encode()
            (resource,) = [one for one in told["resources"] if one["name"] == name]
            resource |= {"bytes": len(files[path]), "hash": f"sha256:{hashlib.sha256(files[path]).hexdigest()}"}
            files["datapackage.json"] = json.dumps(told).encode()
        for path, part in files.items():
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_bytes(part)
        with system.use_context(trusted=True):
            read = Package(str(tmp_path / "datapackage.json"))
            return read.get_resource(name).validate() if name is not None else read.validate()

    return report


def faults(report: Report) -> set[str]:
    return {error.type for task in report.tasks for error in task.errors} | {error.type for error in report.errors}


def test_an_independent_reader_accepts_every_table(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "package.zip").write_bytes(content)
    report = Package(str(tmp_path / "package.zip")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    assert report.stats["tasks"] == len(tables.PUBLIC)


def blank(column: str) -> Callable[[Cells], None]:
    def change(rows: Cells) -> None:
        rows[0][column] = ""

    return change


def put(column: str, value: str) -> Callable[[Cells], None]:
    def change(rows: Cells) -> None:
        rows[0][column] = value

    return change


def twice(rows: Cells) -> None:
    rows.append(rows[0])


@pytest.mark.parametrize(
    ("name", "change", "fault"),
    [
        pytest.param("observation", put("value", "vijf"), "type-error", id="a word for a number"),
        pytest.param("observation", put("value", "75,5"), "type-error", id="a comma for a point"),
        pytest.param("observation", put("status", "X"), "constraint-error", id="a code that does not exist"),
        pytest.param("observation", put("period", "1066"), "constraint-error", id="a year out of reach"),
        pytest.param("observation", blank("period"), "constraint-error", id="a year that is missing"),
        pytest.param("observation", put("base_id", "niemand"), "foreign-key", id="a group that does not exist"),
        pytest.param("observation", put("definition_id", "x/v1"), "foreign-key", id="a definition of nothing"),
        pytest.param("base_population", put("parent_id", "niemand"), "foreign-key", id="a parent that does not exist"),
        pytest.param("document", put("published_on", "15-07-2019"), "type-error", id="a date that is not ISO"),
        pytest.param("indicator", twice, "primary-key", id="one indicator twice"),
        pytest.param("indicator", put("is_linked", "misschien"), "type-error", id="a claim that is not one"),
        pytest.param("problem", put("message", ""), "constraint-error", id="a problem without a sentence"),
    ],
)
def test_one_broken_cell_is_refused(
    validated: Callable[..., Report], name: str, change: Callable[[Cells], None], fault: str
) -> None:
    report = validated(name, change)
    assert not report.valid
    assert fault in faults(report)


def test_the_package_without_a_change_is_accepted_the_same_way(validated: Callable[..., Report]) -> None:
    assert faults(validated()) == set()
    assert validated("observation").valid


def test_a_file_that_changed_on_its_way_is_noticed(content: bytes, tmp_path: Path) -> None:
    files = unzipped(content)
    files["data/document.csv"] = files["data/document.csv"].replace(b"Gemeente Groningen", b"Gemeente Assen", 1)
    (tmp_path / "package.zip").write_bytes(zipped(files))
    found = faults(Package(str(tmp_path / "package.zip")).validate())
    assert found & {"hash-count", "byte-count"}


def test_it_says_what_it_is_where_it_comes_from_and_under_which_terms(descriptor: dict[str, Any]) -> None:
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    published = tables.published(shipped())
    assert re.fullmatch(r"\d+\.0\.0\+[0-9a-f]{12}", descriptor["version"])
    assert descriptor["version"].endswith(published.content_hash[:12])
    assert descriptor["created"] == f"{published.youngest.isoformat()}T00:00:00Z"
    assert {"title": "Gemeenterekening 2018", "path": "https://groningen.jaarverslag-2018.nl/"} in descriptor["sources"]
    assert all(one["title"] for one in descriptor["sources"])
    assert [one.get("name") or one["path"] for one in descriptor["licenses"]] == [
        "https://wetten.overheid.nl/jci1.3:c:BWBR0001886&artikel=15b",
        "EUPL-1.2",
    ]


def test_every_description_is_a_comment_of_the_schema(descriptor: dict[str, Any]) -> None:
    said = SCHEMA.replace("''", "'")
    for resource in descriptor["resources"]:
        assert f"'{resource['description']}'" in said
        for field in resource["schema"]["fields"]:
            assert f"'{field['description']}'" in said


def test_a_file_is_what_its_description_says(content: bytes, descriptor: dict[str, Any]) -> None:
    files = unzipped(content)
    assert list(files) == ["datapackage.json", *(resource["path"] for resource in descriptor["resources"])]
    for resource in descriptor["resources"]:
        file = files[resource["path"]]
        assert (resource["bytes"], resource["hash"]) == (len(file), f"sha256:{hashlib.sha256(file).hexdigest()}")
        header = next(csv.reader(StringIO(file.decode(), newline="")))
        assert header == [field["name"] for field in resource["schema"]["fields"]]


def test_no_load_and_no_column_that_leads_to_one_is_published(content: bytes) -> None:
    files = unzipped(content)
    assert not {"data/load.csv", "data/build.csv"} & set(files)
    assert not any(b"load_id" in part.split(b"\r\n", 1)[0] for part in files.values())


def test_the_same_figures_give_the_same_bytes(content: bytes) -> None:
    assert package(tables.published(shipped())) == content

"""What the dashboard is made of: listed with versions and licences, and held against the known advisories."""

import json
from pathlib import Path
from typing import Any

import pytest

from deploy import audit, sbom


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The list as it is published; it is not written unless the schema of CycloneDX takes it."""
    file = tmp_path_factory.mktemp("sbom") / "sbom.cdx.json"
    sbom.main(file)
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return told


def test_every_runtime_requirement_is_listed_with_its_version(listed: dict[str, Any]) -> None:
    pinned = [line.split()[0].split("==") for line in sbom.REQUIREMENTS.read_text().splitlines() if "==" in line]
    versions = {one["name"].lower().replace("_", "-"): one["version"] for one in listed["components"]}
    assert len(pinned) > 20
    assert {name: versions.get(name.lower()) for name, _ in pinned} == dict(pinned)


def test_every_package_names_its_licence_and_where_it_comes_from(listed: dict[str, Any]) -> None:
    assert [one["name"] for one in listed["components"] if not one["licenses"] or "purl" not in one] == []


def test_what_packages_bring_along_is_listed_and_what_only_tests_need_is_not(listed: dict[str, Any]) -> None:
    names = {one["name"] for one in listed["components"]}
    assert {"starlette", "uvicorn", "protobuf", "cryptography"} <= names
    assert not names & {"pytest", "mypy", "playwright", "setuptools", "pip"}
    (streamlit,) = [one for one in listed["dependencies"] if one["ref"].startswith("streamlit==")]
    assert any(one.startswith("starlette==") for one in streamlit["dependsOn"])


def test_a_list_that_the_schema_refuses_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sbom, "environment", lambda: {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": "x"})
    monkeypatch.setattr(sbom, "runtime", lambda found, required: found)
    with pytest.raises(SystemExit, match="is not written"):
        sbom.main(tmp_path / "sbom.cdx.json")
    assert list(tmp_path.iterdir()) == []


def told(**vulns: list[dict[str, Any]]) -> str:
    return json.dumps({"dependencies": [{"name": name, "version": "1.0", "vulns": of} for name, of in vulns.items()]})


def test_an_advisory_that_is_found_ends_the_audit_with_1_and_names_what_solves_it() -> None:
    code, lines = audit.verdict(told(good=[], bad=[{"id": "PYSEC-2026-1", "fix_versions": ["1.1"]}]))
    assert code == 1
    assert lines[0] == "bad 1.0: PYSEC-2026-1, solved in 1.1"


def test_an_audit_without_findings_says_over_how_many_packages() -> None:
    assert audit.verdict(told(good=[])) == (0, ["1 packages held against the advisories: none found."])


@pytest.mark.parametrize(
    "answer",
    ["", "No route to host", json.dumps({"dependencies": [{"name": "a", "skip_reason": "not found"}]})],
    ids=["nothing", "no JSON", "nothing known"],
)
def test_an_audit_that_could_not_ask_says_so_and_does_not_pass_for_a_clean_one(answer: str) -> None:
    code, lines = audit.verdict(answer)
    assert code == 0
    assert "could not be held against the advisories" in lines[0]


def test_a_package_the_service_does_not_know_hides_no_finding_in_another() -> None:
    found = json.loads(told(bad=[{"id": "PYSEC-2026-1", "fix_versions": []}]))
    found["dependencies"].append({"name": "odd", "skip_reason": "not found"})
    code, lines = audit.verdict(json.dumps(found))
    assert code == 1
    assert lines == [
        "bad 1.0: PYSEC-2026-1, not solved yet",
        "1 packages held against the advisories: 1 found.",
        "Not known to the service: odd.",
    ]


def test_a_tool_that_breaks_off_found_nothing_and_is_told_as_not_asked(tmp_path: Path) -> None:
    assert audit.answer(tmp_path / "absent.txt") == ""


def test_everything_it_is_made_of_is_pinned_in_the_file_that_is_audited(listed: dict[str, Any]) -> None:
    pinned = {line.replace("_", "-").lower() for line in audit.PINS.read_text(encoding="utf-8").splitlines()}
    made_of = {f"{one['name']}=={one['version']}".replace("_", "-").lower() for one in listed["components"]}
    assert made_of - pinned == set()

"""The arrows between the rooms: who may import whom, and which library lives where."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

ROOMS = (
    "access",
    "api",
    "charts",
    "dashboard",
    "exports",
    "indicators",
    "loaders",
    "pages",
    "release",
    "server",
    "serving",
    "survey",
    "ui",
    "warehouse",
)

# Room → rooms it may import. Its own room is always allowed.
ARROWS = {
    "dashboard": {"pages", "ui", "access"},
    "server": {"dashboard", "serving", "ui", "api", "access"},
    "serving": {"ui", "indicators", "api", "access", "loaders", "warehouse"},
    "api": {"exports", "charts", "indicators", "access"},
    "pages": {"ui", "charts", "exports", "indicators", "access", "loaders", "release", "warehouse"},
    "ui": {"indicators", "access", "loaders", "release", "warehouse"},
    "exports": {"indicators", "charts"},
    "charts": {"indicators"},
    "indicators": {"warehouse", "survey"},
    "loaders": {"warehouse", "survey", "release"},
    "release": {"warehouse", "indicators"},
    "warehouse": set(),
    "survey": set(),
    "access": set(),
}

# What only the pages of the intake may import of these rooms: whoever shows figures knows nothing of how they came in.
INTAKE_ONLY = {"loaders", "release", "warehouse"}

# Library → the only places that may import it (a room, or a file of a room).
HOMES = {
    "streamlit": {"dashboard", "server", "serving", "pages", "ui"},
    "starlette": {"server", "serving", "api"},
    "plotly": {"charts"},
    "duckdb": {"warehouse"},
    "pyspark": {"warehouse"},
    "lxml": {"loaders"},
    "docx": {"loaders"},
    "pypdfium2": {"loaders"},
    "pdfplumber": {"loaders"},
    "pydantic": {"loaders", "exports", "api"},
    "rapidfuzz": {"loaders", "indicators"},
    "tqdm": {"loaders"},
    "pyreadstat": {"loaders"},
    "tomlkit": {"loaders"},
    "pyarrow": {"exports"},
    "xlsxwriter": {"exports"},
    "odf": {"exports"},
    "typst": {"exports"},
    "fontTools": {"exports"},
    "jinja2": {"exports"},
    "segno": {"exports"},
    "pptx": {"exports"},
    "resvg_py": {"exports"},
    "prometheus_client": {"serving"},
}

FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "base"}


def python_files() -> list[Path]:
    found = [ROOT / f"{room}.py" for room in ROOMS if (ROOT / f"{room}.py").exists()]
    for room in ROOMS:
        found += sorted((ROOT / room).rglob("*.py"))
    return found


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported_names(source: str) -> set[str]:
    """Return the top-level names a module imports, wherever in the module it does so."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide which room is meant"
            names.add((node.module or "").split(".")[0])
    return names


def stray_imports(room: str, names: set[str]) -> list[str]:
    rooms = [name for name in names if name in ROOMS and name != room and name not in ARROWS[room]]
    libraries = [name for name in names if name in HOMES and room not in HOMES[name]]
    return sorted(rooms + libraries)


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    assert stray_imports(room_of(path), imported_names(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_named_after_what_it_holds(path: Path) -> None:
    assert path.stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize(
    ("room", "source", "stray"),
    [
        ("loaders", "import indicators.reading", ["indicators"]),
        ("indicators", "from loaders.cells import read_cell", ["loaders"]),
        ("charts", "import streamlit as st", ["streamlit"]),
        ("pages", "def show():\n    import duckdb", ["duckdb"]),
        ("warehouse", "from indicators import model", ["indicators"]),
    ],
)
def test_a_stray_import_is_found(room: str, source: str, stray: list[str]) -> None:
    assert stray_imports(room, imported_names(source)) == stray


@pytest.mark.parametrize(
    "path", [one for one in python_files() if room_of(one) in {"pages", "ui"}], ids=lambda one: str(one.name)
)
def test_only_the_pages_of_the_intake_know_how_figures_come_in(path: Path) -> None:
    if not path.stem.startswith("intake"):
        assert not imported_names(path.read_text(encoding="utf-8")) & INTAKE_ONLY


def test_every_room_of_the_table_is_checked() -> None:
    rooms_with_code = {room_of(path) for path in python_files()}
    assert rooms_with_code <= set(ARROWS)
    assert {"loaders", "indicators", "warehouse", "charts", "ui", "pages", "dashboard", "server"} <= rooms_with_code


def test_every_import_is_a_declared_dependency() -> None:
    """A library that is only there because another one needs it may vanish with the next release of that other one."""
    package_of = {
        "docx": "python-docx",
        "odf": "odfpy",
        "pptx": "python-pptx",
        "prometheus_client": "prometheus-client",
        "pyspark": "pyspark-client",
        "resvg_py": "resvg-py",
    }
    declared = {
        line.split("==")[0].strip().lower()
        for file in ("requirements.txt", "requirements-spark.txt")
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines()
        if "==" in line and not line.startswith("#")
    }
    brought_by_streamlit = {"starlette"}  # the server is built from Streamlit's own application class
    imported = set().union(*(imported_names(path.read_text(encoding="utf-8")) for path in python_files()))
    third_party = {name for name in imported if name and name not in sys.stdlib_module_names and name not in ROOMS}
    assert {package_of.get(name, name).lower() for name in third_party} - brought_by_streamlit <= declared

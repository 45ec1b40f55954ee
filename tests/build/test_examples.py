"""The made-up survey that explains margins: what is stored is what its file gives, and no figure is among it."""

from pathlib import Path

from indicators import reading, tables
from loaders.build import build
from loaders.codebook import read_codebook
from loaders.microdata import figures, read_microdata
from loaders.survey_command import as_csv
from tests.build.small_data import write
from warehouse.store import Warehouse

EXAMPLES = Path(__file__).parents[2] / "data" / "examples"
HEAD = "survey,question,year,group_variable,group_name,share,standard_error,low,high,n,design_effect\n"


def with_example(tmp_path: Path, row: str) -> Path:
    data = write(tmp_path / "data")
    (data / "examples").mkdir()
    (data / "examples" / "klein.estimates.csv").write_text(HEAD + row, encoding="utf-8")
    return data


def test_the_stored_estimates_are_those_of_the_survey_file() -> None:
    survey = EXAMPLES / "wij-synthetic.sav"
    codebook, _ = read_codebook(survey.with_suffix(".toml"))
    assert codebook is not None
    found, problems = figures(read_microdata(survey), codebook, survey)
    assert problems == []
    stored = survey.with_suffix(".estimates.csv").read_text(encoding="utf-8")
    assert as_csv(found, codebook.survey.title) == stored


def test_an_example_is_read_by_who_explains_margins_and_is_no_figure(tmp_path: Path) -> None:
    data = with_example(tmp_path, "VERZONNEN,wij-bekend,2018,,,75.0,0.61,73.8,76.2,5000,1.02\n")
    assert build(data, tmp_path / "warehouse").problems == ()
    warehouse = Warehouse(tmp_path / "warehouse")
    (one,) = reading.examples(warehouse)
    assert (one.survey, one.share, one.n) == ("VERZONNEN", 75.0, 5000)
    assert 5000 not in [figure.n for figure in reading.observations(warehouse)]
    assert "survey_example" not in [table.definition.name for table in tables.published(warehouse).tables]


def test_a_mistake_in_an_example_stops_the_build_with_its_place(tmp_path: Path) -> None:
    data = with_example(tmp_path, "VERZONNEN,wij-bekend,2018,,,175.0,0.61,73.8,76.2,5000,1.02\n")
    said = build(data, tmp_path / "warehouse").problems[0].sentence()
    for told in ("data/examples/klein.estimates.csv", "row 1", "column 'share'", "175.0"):
        assert told in said

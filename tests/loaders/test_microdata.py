"""The made-up survey of WIJ gives the printed figures, whatever the file; a bad file is told in sentences, at once."""

import json
import re
import runpy
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from loaders.__main__ import main
from loaders.codebook import Codebook, read_codebook
from loaders.grid import UnreadableFile
from loaders.microdata import Figure, Microdata, figures, read_microdata
from survey.estimates import weighted_share

EXAMPLES = Path(__file__).parents[2] / "data" / "examples"
SAV, CODEBOOK = EXAMPLES / "wij-synthetic.sav", EXAMPLES / "wij-synthetic.toml"

PRINTED = {
    ("wij-gehoord", 2016): 54,
    ("wij-gehoord", 2017): 68,
    ("wij-gehoord", 2018): 75,
    ("wij-bekend-met-dienstverlening", 2017): 60,
    ("wij-bekend-met-dienstverlening", 2018): 64,
    ("wij-contact", 2017): 17,
    ("wij-contact", 2018): 19,
    ("wij-weet-waar-met-hulpvraag", 2017): 71,
    ("wij-weet-waar-met-hulpvraag", 2018): 70,
    ("wij-gemakkelijk-binnenlopen", 2017): 73,
    ("wij-gemakkelijk-binnenlopen", 2018): 73,
}


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    found, problems = read_codebook(CODEBOOK)
    assert problems == []
    assert found is not None
    return found


@pytest.fixture(scope="module")
def data() -> Microdata:
    return read_microdata(SAV)


@pytest.fixture(scope="module")
def found(data: Microdata, codebook: Codebook) -> list[Figure]:
    figures_found, problems = figures(data, codebook, SAV)
    assert problems == []
    return figures_found


def test_the_printed_figures_come_out_within_rounding_and_inside_their_interval(found: list[Figure]) -> None:
    of_everyone = {(one.indicator, one.year): one for one in found if one.group_variable is None}
    assert {key: round(100 * of_everyone[key].share) for key in PRINTED} == PRINTED
    for key, percent in PRINTED.items():
        assert of_everyone[key].low < percent / 100 < of_everyone[key].high


def test_the_two_printed_bases_of_contact_cannot_both_hold(found: list[Figure]) -> None:
    shares = {(one.indicator, one.year): one.share for one in found if one.group_variable is None}
    of_who_heard = [round(100 * shares["wij-contact-van-wie-wij-kent", year]) for year in (2017, 2018)]
    assert of_who_heard == [25, 25], "printed as 28 and 30"


def test_a_question_that_was_not_asked_has_no_figure(found: list[Figure]) -> None:
    assert {one.indicator for one in found if one.year == 2016} == {"wij-gehoord"}


def test_a_group_is_named_and_is_a_domain_of_the_whole_wave(found: list[Figure], data: Microdata) -> None:
    one = next(row for row in found if (row.group, row.year, row.indicator) == ("Noord", 2018, "wij-gehoord"))
    rows = data.rows[data.rows["JAAR"] == 2018]
    population = {1.0: 52_000, 2.0: 41_000, 3.0: 38_000, 4.0: 35_000}
    domain = rows["WIJK"].eq(2) & rows["GEHOORD"].isin([1, 2])
    alone = weighted_share(rows["GEHOORD"].eq(1), rows["WEEGFACTOR"], domain, rows["WIJK"], population=population)
    assert (one.share, one.standard_error) == (pytest.approx(alone.share), pytest.approx(alone.standard_error))
    assert (one.group_variable, one.n) == ("WIJK", alone.n)


@pytest.mark.parametrize("ending", ["csv", "csv-dutch", "xlsx", "parquet"])
def test_the_kind_of_file_plays_no_part(ending: str, data: Microdata, codebook: Codebook, tmp_path: Path) -> None:
    rows = data.rows.groupby("JAAR").sample(60, random_state=1)
    file = tmp_path / f"wave.{ending.split('-')[0]}"
    match ending:
        case "csv":
            rows.to_csv(file, index=False)
        case "csv-dutch":
            rows.to_csv(file, index=False, sep=";", decimal=",")
        case "xlsx":
            rows.to_excel(file, index=False, engine="xlsxwriter")
        case "parquet":
            rows.to_parquet(file)
    whole = Microdata(rows, {}, {})
    expected, problems = figures(whole, codebook, file)
    assert (expected != [], problems) == (True, [])
    assert figures(read_microdata(file), codebook, file) == (expected, [])


def test_a_code_the_file_declares_missing_needs_no_place_in_the_codebook(
    data: Microdata, codebook: Codebook, found: list[Figure]
) -> None:
    shorter = codebook.model_copy(
        update={"indicator": [one.model_copy(update={"left_out": []}) for one in codebook.indicator[:3]]}
    )
    again, problems = figures(data, shorter, SAV)
    assert problems == []
    assert again == [one for one in found if one.indicator in {row.id for row in shorter.indicator}]


# Bad files -----------------------------------------------------------------------------------------------------------


def test_every_mistake_of_a_file_is_told_at_once_and_nothing_of_a_respondent(
    data: Microdata, codebook: Codebook
) -> None:
    rows = data.rows.head(200).copy()
    rows["RESPNR"] += 987_654_000
    rows.loc[5, "RESPNR"] = rows.loc[4, "RESPNR"]
    rows.loc[[7, 8], "WEEGFACTOR"] = [-1234.5, float("nan")]
    rows.loc[[9, 10, 11], "GEHOORD"] = 4321.0
    rows.loc[12, "WIJK"] = float("nan")
    nothing, problems = figures(Microdata(rows, data.labels, data.missing), codebook, Path("received/wave.sav"))
    told = [one.sentence() for one in problems]
    assert nothing == []
    assert len(told) == 5, told
    for variable in ("RESPNR", "WEEGFACTOR", "GEHOORD", "WIJK"):
        assert any(f"wave.sav, variable '{variable}'" in sentence for sentence in told)
    assert any("3 respondents" in sentence for sentence in told)
    assert not re.search(r"1234|4321|98765", " ".join(told)), "a value of a respondent"


def test_a_labelled_code_the_codebook_lacks_is_named(data: Microdata, codebook: Codebook) -> None:
    one = codebook.indicator[0].model_copy(update={"yes": [1], "no": [3]})
    _, problems = figures(data, codebook.model_copy(update={"indicator": [one]}), SAV)
    assert [re.search(r"code \d", problem.found or "")[0] for problem in problems] == ["code 2"]


def test_a_variable_that_is_not_in_the_file_is_named(data: Microdata, codebook: Codebook) -> None:
    _, problems = figures(Microdata(data.rows.drop(columns=["CONTACT", "WIJK"]), {}, {}), codebook, SAV)
    assert sorted(problem.place for problem in problems) == [
        "wij-synthetic.sav, variable 'CONTACT'",
        "wij-synthetic.sav, variable 'WIJK'",
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("half.sav", SAV.read_bytes()[:150_000]),
        ("empty.sav", b""),
        ("half.parquet", b"PAR1 geheim"),
        ("empty.csv", b""),
        ("page.xlsx", b"geheim"),
        ("letter.docx", b"geheim"),
        ("wave.csv", b'RESPNR;JAAR\n"geheim;1\n2;3;4;5'),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence_without_its_contents(
    name: str, content: bytes, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        read_microdata(file)
    sentence = refused.value.problem.sentence(name)
    assert sentence.startswith(f"{name}: This is no survey file. Found")
    assert "geheim" not in sentence


def test_a_stratum_of_one_respondent_is_refused_in_a_sentence(data: Microdata, codebook: Codebook) -> None:
    rows = pd.concat([data.rows[data.rows["WIJK"] == 1].head(20), data.rows[data.rows["WIJK"] == 2].head(1)])
    nothing, (problem,) = figures(Microdata(rows, data.labels, data.missing), codebook, SAV)
    assert nothing == []
    assert "single unit" in problem.sentence()


# The codebook --------------------------------------------------------------------------------------------------------


def test_every_mistake_of_a_codebook_names_its_file_and_key(tmp_path: Path) -> None:
    file = tmp_path / "codebook.toml"
    file.write_text(
        '[survey]\nid = "Wij"\ntitle = "WIJ"\nrespondent = "R"\nweigth = "W"\nyear = 2018\n'
        '[[indicator]]\nid = "gehoord"\nvariable = "V1"\nyes = []\n',
        encoding="utf-8",
    )
    found, problems = read_codebook(file)
    assert found is None
    keys = {re.search(r"codebook\.toml, key '([^']+)'", problem.sentence())[1] for problem in problems}
    assert keys == {"survey.id", "survey.weigth", "indicator.1.yes", "indicator.1.no"}
    assert "did you mean 'weight'" in " ".join(problem.sentence() for problem in problems)


def test_a_code_is_yes_or_no_or_left_out_and_a_year_is_said_once(tmp_path: Path) -> None:
    file = tmp_path / "codebook.toml"
    text = CODEBOOK.read_text(encoding="utf-8").replace("no = [2]\n", "no = [1, 2]\n", 1)
    file.write_text(text.replace("[survey]\n", "[survey]\nyear = 2018\n", 1), encoding="utf-8")
    found, problems = read_codebook(file)
    assert found is None
    assert [problem.place for problem in problems] == [
        "codebook.toml, key 'survey.year'",
        "codebook.toml, key 'indicator.1'",
    ]


# The command ---------------------------------------------------------------------------------------------------------


def test_the_command_prints_figures_as_a_table_or_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", str(SAV), "--codebook", str(CODEBOOK)]) == 0
    table = capsys.readouterr().out
    assert re.search(r"wij-gehoord +2018  everyone +75\.0%", table)
    assert main(["survey", str(SAV), "--codebook", str(CODEBOOK), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["problems"] == []
    assert set(answer["figures"][0]) >= {"indicator", "year", "share", "standard_error", "n", "effective_n"}
    assert len(answer["figures"]) < 200, "figures, never respondents"


def test_the_command_refuses_with_its_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", str(tmp_path / "none.sav"), "--codebook", str(CODEBOOK)]) == 2
    assert "no such file" in capsys.readouterr().err
    assert main(["survey", str(SAV), "--codebook", str(tmp_path / "none.toml")]) == 1
    assert "none.toml" in capsys.readouterr().err


def test_the_file_says_that_it_is_made_up() -> None:
    _, meta = pyreadstat.read_sav(str(SAV), metadataonly=True)
    assert meta.file_label.startswith("SYNTHETISCH")


def test_the_file_is_what_its_script_makes(data: Microdata) -> None:
    script = runpy.run_path(str(EXAMPLES / "wij_synthetic.py"))
    random = np.random.default_rng(script["SEED"])
    made = pd.concat([script["wave"](random, year, *shares) for year, shares in script["PRINTED"].items()])
    pd.testing.assert_frame_equal(data.rows.drop(columns="RESPNR"), made.reset_index(drop=True))

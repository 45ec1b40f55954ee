"""Makes `wij-synthetic.sav`: three waves of a survey nobody was asked, with the printed figures of 4.1.6 as result.

    python data/examples/wij_synthetic.py

Every respondent is made up. Their answers are dealt so that the weighted shares are the percentages that the accounts
2018 print. Those cannot all hold: contact is printed as 28 and 30 % of who has heard of WIJ, and as 17 and 19 % of
everyone, while 28 % of 68 is 19 and 30 % of 75 is 22,5. Reproduced is contact among everyone, because that is the group
the indicator names; of who has heard it is then 25 %. Who never heard of WIJ is not asked further and counts as "no".
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat

OUTPUT = Path(__file__).parent / "wij-synthetic.sav"
SEED = 20181231
RESPONDENTS = 5_000
YES, NO, NEVER_HEARD, DO_NOT_KNOW = 1.0, 2.0, 3.0, 9.0
DOES_NOT_KNOW, IS_HELPED = 0.02, 0.6

# year → heard, familiar and contact of everyone; knows where to go and finds it easy of who was helped
PRINTED: dict[int, tuple[float, ...]] = {
    2016: (0.54,),
    2017: (0.68, 0.60, 0.17, 0.71, 0.73),
    2018: (0.75, 0.64, 0.19, 0.70, 0.73),
}
# Made up too: residents of 18 and older per district, and how readily each age answers
DISTRICTS = {1: 52_000, 2: 41_000, 3: 38_000, 4: 35_000}
READINESS = {1: 0.7, 2: 1.0, 3: 1.3}

YES_NO: dict[int | float, str] = {1: "ja", 2: "nee", 9: "weet niet"}
FURTHER: dict[int | float, str] = {1: "ja", 2: "nee", 3: "nooit van WIJ gehoord", 9: "weet niet"}
LABELS: dict[str, dict[int | float, str]] = {
    "WIJK": {1: "Centrum", 2: "Noord", 3: "Oost", 4: "Zuid"},
    "LEEFTIJD": {1: "18 tot en met 34", 2: "35 tot en met 64", 3: "65 en ouder"},
    "GEHOORD": YES_NO,
    "BEKEND": FURTHER,
    "CONTACT": FURTHER,
    "GEHOLPEN": YES_NO,
    "WEETWAAR": YES_NO,
    "MAKKELIJK": YES_NO,
}


def main() -> None:
    """Write the file."""
    random = np.random.default_rng(SEED)
    rows = pd.concat([wave(random, year, *shares) for year, shares in PRINTED.items()], ignore_index=True)
    rows.insert(0, "RESPNR", np.arange(1.0, len(rows) + 1))
    pyreadstat.write_sav(
        rows,
        str(OUTPUT),
        file_label="SYNTHETISCH: niemand heeft dit geantwoord",
        variable_value_labels=LABELS,
        missing_ranges={name: [DO_NOT_KNOW] for name, labels in LABELS.items() if 9 in labels},
        row_compress=True,
    )


def wave(random: np.random.Generator, year: int, heard: float, *further: float) -> pd.DataFrame:
    """Return the respondents of one year; what was not asked is missing."""
    rows = pd.DataFrame({"JAAR": float(year)}, index=range(RESPONDENTS))
    rows["WIJK"] = np.repeat([float(code) for code in DISTRICTS], RESPONDENTS // len(DISTRICTS))
    ages = list(READINESS)
    rows["LEEFTIJD"] = random.choice([float(age) for age in ages], RESPONDENTS, p=np.array([0.25, 0.45, 0.3]))
    raw = 1 / rows["LEEFTIJD"].map(READINESS)
    size = rows["WIJK"].map(DISTRICTS)
    rows["WEEGFACTOR"] = (size * raw / raw.groupby(rows["WIJK"]).transform("sum")).round(4)
    weight = rows["WEEGFACTOR"]
    knows = pd.Series(random.random(RESPONDENTS) >= DOES_NOT_KNOW)
    rows["GEHOORD"] = dealt(random, weight, knows, knows, heard)
    for name in ("BEKEND", "CONTACT", "GEHOLPEN", "WEETWAAR", "MAKKELIJK"):
        rows[name] = np.nan
    if not further:
        return rows
    familiar, contact, where, easy = further
    has_heard = rows["GEHOORD"] == YES
    for name, share in (("BEKEND", familiar), ("CONTACT", contact)):
        answer = dealt(random, weight, knows, has_heard, share)
        rows[name] = answer.mask(rows["GEHOORD"] == NO, NEVER_HEARD)
    had_contact = rows["CONTACT"] == YES
    rows["GEHOLPEN"] = dealt(random, weight, had_contact, had_contact, IS_HELPED).where(had_contact)
    is_helped = rows["GEHOLPEN"] == YES
    for name, share in (("WEETWAAR", where), ("MAKKELIJK", easy)):
        of_helped = dealt(random, weight, is_helped, is_helped, share)
        of_others = dealt(random, weight, had_contact & ~is_helped, had_contact & ~is_helped, 0.5)
        rows[name] = of_helped.where(is_helped, of_others).where(had_contact)
    return rows


def dealt(
    random: np.random.Generator, weight: pd.Series, base: pd.Series, may_say_yes: pd.Series, share: float
) -> pd.Series:
    """Let some say yes at random, until they weigh `share` of the base; outside the base nobody knows."""
    order = random.permutation(np.flatnonzero(may_say_yes))
    weighs = weight.to_numpy()[order].cumsum()
    answer = np.where(base, NO, DO_NOT_KNOW)
    answer[order[weighs <= share * weight[base].sum()]] = YES
    return pd.Series(answer, index=weight.index)


if __name__ == "__main__":
    main()

"""What shares with standard errors of many questions cost, beside the plain weighted shares of the same in DuckDB.

    python -m benchmarks.microdata [--respondents 1000000] [--questions 50] [--rounds 5]

Both answer the same questions about the same respondents, in turn and in one process; the frame and the table are
there before the clock starts, the design of the survey is prepared within it. DuckDB gives shares only. Budget: at most
3 × DuckDB for the usual designs, without and with strata; clusters and groups are shown beside it.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator

import duckdb
import numpy as np
import pandas as pd

from benchmarks.measured import RATIO, Measured, options, tell
from survey.design import Design
from survey.estimates import shares

BUDGET = 3.0


def main() -> int:
    """Answer the questions both ways, and tell what it took."""
    parser = options(__doc__)
    parser.add_argument("--respondents", type=int, default=1_000_000)
    parser.add_argument("--questions", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    made = ((part, respondents(asked.respondents, asked.questions, part)) for part in (0, 0.1))
    return tell([one for part, frame in made for one in compare(frame, part, asked.rounds)], asked.json)


def compare(frame: pd.DataFrame, not_asked: float, rounds: int) -> Iterator[Measured]:
    """Tell what each way took, beside DuckDB; the usual designs have a budget."""
    answers = frame.filter(like="q")
    connection = duckdb.connect()
    # Numbers, and a product: of six ways to say it this is the one DuckDB is fastest at
    columns = ", ".join(f"CAST({question} AS DOUBLE) AS {question}" for question in answers)
    connection.execute(f"CREATE TABLE answers AS SELECT weight, {columns} FROM frame")
    share = "sum(weight * {0}) / sum(CASE WHEN {0} IS NOT NULL THEN weight END)"
    share = share if not_asked else "sum(weight * {0}) / sum(weight)"
    plainly = f"SELECT {', '.join(share.format(question) for question in answers)} FROM answers"
    weight, stratum = frame["weight"], frame["stratum"]
    ways: dict[str, Callable[[], pd.DataFrame]] = {
        "weights": lambda: shares(Design(weight), answers),
        "weights, strata": lambda: shares(Design(weight, stratum), answers),
        "weights, strata, by area": lambda: shares(Design(weight, stratum), answers, frame["area"]),
        "weights, strata, clusters": lambda: shares(Design(weight, stratum, frame["cluster"]), answers),
    }
    (theirs,) = connection.execute(plainly).fetchall()
    assert np.allclose(ways["weights"]()["estimate"], theirs)
    plain: list[float] = []
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        plain.append(seconds(lambda: connection.execute(plainly).fetchall()))
        for name, way in ways.items():
            took[name].append(seconds(way))
    unit = statistics.median(plain)
    size = f"{len(frame):,} × {len(answers.columns)}".replace(",", ".")
    for name, found in took.items():
        median = statistics.median(found)
        what = f"shares of {size} answers, {not_asked:.0%} not asked: {name}"
        budget = BUDGET if name in ("weights", "weights, strata") else None
        told = f"{median:.2f} s beside {unit:.2f} s"
        yield Measured(what, median / unit, RATIO, budget, "lower", "DuckDB, shares only", 1, told)


def seconds(way: Callable[[], object]) -> float:
    """Return how long one answer took."""
    start = time.perf_counter()
    way()
    return time.perf_counter() - start


def respondents(number: int, questions: int, not_asked: float) -> pd.DataFrame:
    """Return made-up respondents of 20 strata, 5.000 clusters and 40 areas."""
    random = np.random.default_rng(2018)
    cluster = random.integers(0, 5_000, number)
    frame = pd.DataFrame(
        {
            "weight": random.uniform(0.2, 5, number),
            "stratum": cluster % 20,
            "cluster": cluster,
            "area": random.integers(0, 40, number),
        }
    )
    answers = {}
    for question in range(questions):
        answer = pd.Series(random.random(number) < random.random())
        was_asked = random.random(number) >= not_asked
        answers[f"q{question}"] = answer.astype("boolean").where(pd.Series(was_asked)) if not_asked else answer
    return frame.join(pd.DataFrame(answers))


if __name__ == "__main__":
    sys.exit(main())

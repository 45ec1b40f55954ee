"""The study that ships, read from a real build of the data."""

import tempfile
from functools import cache
from pathlib import Path

from indicators import reading
from indicators.judged import IndicatorHistory, StudyRecord
from indicators.reading import Warehouse
from loaders.build import build

DATA = Path(__file__).parents[2] / "data"


@cache
def shipped() -> Warehouse:
    root = Path(tempfile.mkdtemp(prefix="warehouse-"))
    build(DATA, root)
    return Warehouse(root)


@cache
def shipped_study() -> StudyRecord:
    (study,) = reading.studies(shipped())
    return reading.study(shipped(), study.study_id)


def history(indicator_id: str) -> IndicatorHistory:
    (found,) = [one for one in shipped_study().histories if one.indicator.indicator_id == indicator_id]
    return found

"""The figures that ship, and the study among them: all of `data/`, built once by every process that runs tests."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from indicators import reading
from indicators.judged import IndicatorHistory, StudyRecord
from indicators.reading import Warehouse
from loaders.build import build

DATA = Path(__file__).parents[1] / "data"


@cache
def shipped() -> Warehouse:
    """Return what visitors get; who wants to change it makes a copy of its folder."""
    root = Path(tempfile.mkdtemp(prefix="shipped-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    assert build(DATA, root).is_good
    return Warehouse(root)


@cache
def shipped_study() -> StudyRecord:
    (study,) = reading.studies(shipped())
    return reading.study(shipped(), study.study_id)


def history(indicator_id: str) -> IndicatorHistory:
    (found,) = [one for one in shipped_study().histories if one.indicator.indicator_id == indicator_id]
    return found

"""What sampling error leaves open of a figure, in words and as thin marks of a Plotly figure.

Intervals and samples are looked up by `observation_id`, as `IndicatorHistory` holds them; a figure without one (a
register, n unknown) is said and drawn as it is printed.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from indicators import formats
from indicators.judged import Interval, Sample
from indicators.model import Observation

Intervals = Mapping[int, Interval]
Samples = Mapping[int, Sample]

NONE: Mapping[int, Any] = {}

_MARKER = 4
"""Half the height of a point, in pixels."""


def beside(figure: Observation, intervals: Intervals, samples: Samples) -> str:
    """Return what stands between brackets after a figure: its interval and n; empty where there is neither.

    Of a small group the n stands with the figure itself.
    """
    # Brackets within brackets read badly: `n = 5.000, aangenomen`.
    answered = "" if figure.small_base else sample(figure, samples).replace(" (", ", ").removesuffix(")")
    return "; ".join(filter(None, [interval(figure, intervals), answered]))


def interval(figure: Observation, intervals: Intervals) -> str:
    """Return `73,5% tot 76,4%`; empty where no interval is known."""
    known = intervals.get(figure.observation_id)
    return "" if known is None else formats.interval(known, figure.identity.unit)


def sample(figure: Observation, samples: Samples) -> str:
    """Return how many answered, and how that is known; empty for a register."""
    found = samples.get(figure.observation_id)
    return "" if found is None else formats.sample(found)


def clear_of(point: Observation, height: float, intervals: Intervals, pixel: float, *, is_above: bool) -> float:
    """Return at what height words are clear of a point and its interval; `pixel` is the height of one."""
    side = 1 if is_above else -1
    low, high = intervals.get(point.observation_id, (height, height))
    marker_end, whisker_end = height + side * _MARKER * pixel, high if is_above else low
    farthest = max if is_above else min
    return farthest(marker_end, whisker_end) + side * 2 * pixel


def whiskers(
    placed_points: Iterable[tuple[Observation, float]], intervals: Intervals, colour: str, **placed: Any
) -> list[dict[str, Any]]:
    """Return one Plotly trace of thin upright intervals, without points of its own; none where none is known.

    Each figure comes with where it stands on the horizontal axis; `placed` goes into the trace: its axes, its group in
    the legend.
    """
    known = [(at, intervals[point.observation_id]) for point, at in placed_points if point.observation_id in intervals]
    if not known:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [at for at, _ in known],
            "y": [(low + high) / 2 for _, (low, high) in known],
            "marker": {"color": colour, "opacity": 0},
            "error_y": {
                "type": "data",
                "array": [(high - low) / 2 for _, (low, high) in known],
                "thickness": 1.25,
                "width": 7,
                "color": colour,
            },
            "hoverinfo": "skip",
            "showlegend": False,
            "cliponaxis": False,
        }
        | placed
    ]

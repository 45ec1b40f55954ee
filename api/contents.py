"""What is in each file: figures of one published version → bytes or a briefing, in the language of the run."""

from collections.abc import Callable

from api import problems
from exports import briefing_words, datapackage, figures_csv, parquet, picture, workbook
from exports.briefing_record import BriefingRecord
from exports.zipped import unzipped
from indicators import briefing, reading, standing, tables
from indicators.judged import IndicatorHistory
from indicators.reading import Warehouse

Address = Callable[[str, int, str | None], str]
"""Subject, year and edition → the address of the page that shows that briefing."""


# What there is -------------------------------------------------------------------------------------------------------


def study_ids(warehouse: Warehouse) -> tuple[str, ...]:
    """Return the ids of all studies."""
    return tuple(one.study_id for one in reading.studies(warehouse))


# Briefings -----------------------------------------------------------------------------------------------------------


def record(
    warehouse: Warehouse, kind: str, subject_id: str, year: int, as_known_in: str | None, *, address: Address
) -> BriefingRecord:
    """Return what a briefing says now."""
    told = briefing.briefing(warehouse, kind, subject_id, year, as_known_in)
    return briefing_words.record(told, address(subject_id, year, as_known_in))


# Figures -------------------------------------------------------------------------------------------------------------


def field_csv(warehouse: Warehouse, policy_field_id: str, as_known_in: str | None) -> bytes:
    """Return a policy field for a Dutch spreadsheet."""
    return figures_csv.field_csv(_histories(warehouse, policy_field_id, as_known_in))


def field_table_csv(warehouse: Warehouse, policy_field_id: str, as_known_in: str | None) -> bytes:
    """Return a policy field for a program."""
    return figures_csv.field_table_csv(_histories(warehouse, policy_field_id, as_known_in))


def field_xlsx(warehouse: Warehouse, policy_field_id: str, as_known_in: str | None) -> bytes:
    """Return a policy field as a workbook."""
    return _field_workbook(warehouse, policy_field_id, as_known_in, workbook.XLSX)


def field_ods(warehouse: Warehouse, policy_field_id: str, as_known_in: str | None) -> bytes:
    """Return a policy field as an open workbook."""
    return _field_workbook(warehouse, policy_field_id, as_known_in, workbook.ODS)


def field_parquet(warehouse: Warehouse, policy_field_id: str, as_known_in: str | None) -> bytes:
    """Return a policy field as Parquet."""
    histories = _histories(warehouse, policy_field_id, as_known_in)
    return parquet.field_figures(histories, tables.descriptions(warehouse))


def study_xlsx(warehouse: Warehouse, study_id: str, as_known_in: str | None) -> bytes:
    """Return a study as a workbook."""
    return _study_workbook(warehouse, study_id, as_known_in, workbook.XLSX)


def study_ods(warehouse: Warehouse, study_id: str, as_known_in: str | None) -> bytes:
    """Return a study as an open workbook."""
    return _study_workbook(warehouse, study_id, as_known_in, workbook.ODS)


def indicator_csv(warehouse: Warehouse, indicator_id: str, as_known_in: str | None) -> bytes:
    """Return an indicator for a Dutch spreadsheet."""
    return figures_csv.indicator_csv(_history(warehouse, indicator_id, as_known_in))


def indicator_table_csv(warehouse: Warehouse, indicator_id: str, as_known_in: str | None) -> bytes:
    """Return an indicator for a program."""
    return figures_csv.field_table_csv([_history(warehouse, indicator_id, as_known_in)])


def indicator_svg(warehouse: Warehouse, indicator_id: str, as_known_in: str | None) -> bytes:
    """Return an indicator as a drawing."""
    drawn = picture.svg(_history(warehouse, indicator_id, as_known_in), _known(warehouse, as_known_in))
    if drawn is None:
        raise problems.nothing_to_draw(indicator_id)
    return drawn.encode()


def indicator_png(warehouse: Warehouse, indicator_id: str, as_known_in: str | None) -> bytes:
    """Return an indicator as a picture."""
    drawn = picture.png(_history(warehouse, indicator_id, as_known_in), _known(warehouse, as_known_in))
    if drawn is None:
        raise problems.nothing_to_draw(indicator_id)
    return drawn


# Everything ----------------------------------------------------------------------------------------------------------


def package(warehouse: Warehouse) -> bytes:
    """Return every open table as a Data Package."""
    return datapackage.package(tables.published(warehouse))


def package_file(warehouse: Warehouse, path: str) -> bytes:
    """Return one file of the Data Package by its path, its description being `datapackage.json`."""
    return warehouse.once(_package_files)[path]


def package_paths(warehouse: Warehouse) -> tuple[str, ...]:
    """Return the path of every file of the Data Package."""
    return tuple(warehouse.once(_package_files))


def parquet_tables(warehouse: Warehouse) -> bytes:
    """Return every open table as Parquet."""
    return parquet.tables(tables.published(warehouse))


def _package_files(warehouse: Warehouse) -> dict[str, bytes]:
    return unzipped(package(warehouse))


def _field_workbook(warehouse: Warehouse, policy_field_id: str, as_known_in: str | None, kind: str) -> bytes:
    histories = _histories(warehouse, policy_field_id, as_known_in)
    return workbook.field_workbook(histories, kind, _known(warehouse, as_known_in))


def _study_workbook(warehouse: Warehouse, study_id: str, as_known_in: str | None, kind: str) -> bytes:
    record = reading.study(warehouse, study_id, as_known_in)
    return workbook.study_workbook(record, kind, _known(warehouse, as_known_in))


def _known(warehouse: Warehouse, as_known_in: str | None) -> str:
    """Return in words what is known in what is read."""
    return standing.known(reading.documents(warehouse), as_known_in)


def _histories(warehouse: Warehouse, policy_field_id: str, as_known_in: str | None) -> tuple[IndicatorHistory, ...]:
    """Return what is printed of a policy field; a file without a single figure is none."""
    histories = reading.indicator_histories(warehouse, policy_field_id, as_known_in)
    if not any(map(_is_printed, histories)):
        raise _nothing(policy_field_id, as_known_in)
    return histories


def _history(warehouse: Warehouse, indicator_id: str, as_known_in: str | None) -> IndicatorHistory:
    history = reading.indicator_history(warehouse, indicator_id, as_known_in)
    if not _is_printed(history):
        raise _nothing(indicator_id, as_known_in)
    return history


def _is_printed(history: IndicatorHistory) -> bool:
    return bool(history.observations or history.targets)


def _nothing(subject: str, as_known_in: str | None) -> problems.ProblemError:
    return problems.nothing_printed(subject, as_known_in) if as_known_in else problems.no_figures_of(subject)

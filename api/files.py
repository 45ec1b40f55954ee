"""Files at addresses that stay: briefings below /briefing, figures below /data.

    /briefing/{subject}.pdf|.html|.pptx?jaar=2018&stand=rekening-2018&taal=en&uitgave=1
    /briefing/alle.pdf?jaar=2018
    /data/{policy field or study}.csv|.xlsx|.ods|.parquet
    /data/indicatoren/{indicator}.csv|.svg|.png
    /data/datapackage.zip, /data/datapackage.json and every table that it names, /data/parquet.zip

A person asks for these, so whatever is wrong is a page with a sentence. What a briefing says is kept as any answer; the
pdf and the page made of it are not, for they repeat under which name the server was found, and whoever asks may write
any name there.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.routing import Route

from api import asked, contents, problems, telling
from api.contents import Address
from api.problems import NotThereError, Way
from api.sending import Answering, Endpoint, Kept, Refuse, Sent, Telling, allowed_origins, root_of
from exports import briefing_html, briefing_pdf, briefing_slides, published, workbook
from exports.briefing_record import BriefingRecord
from indicators import openings
from indicators.briefing import SubjectKind
from indicators.language import current, say
from indicators.openings import Opening
from indicators.reading import Warehouse

Sorry = Callable[[str, str, Way | None], str]
"""Title, sentence and a way on → the page that tells them."""

Make = Callable[[Warehouse, str, str | None], bytes]
"""Id of a field, study or indicator and an edition → a file of it."""

HTML = "text/html; charset=utf-8"
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "html": HTML,
    "json": "application/json",
    "ods": workbook.MEDIA_TYPES[workbook.ODS],
    "parquet": "application/vnd.apache.parquet",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": briefing_slides.PPTX,
    "svg": "image/svg+xml",
    "xlsx": workbook.MEDIA_TYPES[workbook.XLSX],
    "zip": "application/zip",
}
SHOWN = frozenset({"html", "json", "pdf", "png", "svg"})
"""What a browser shows; the rest it saves."""

EVERY_FIELD = "alle"
"""Stands for a subject: every policy field in one document."""

OF_FIELD: dict[str, Make] = {
    "csv": contents.field_csv,
    "xlsx": contents.field_xlsx,
    "ods": contents.field_ods,
    "parquet": contents.field_parquet,
}
OF_STUDY: dict[str, Make] = {"xlsx": contents.study_xlsx, "ods": contents.study_ods}
OF_INDICATOR: dict[str, Make] = {
    "csv": contents.indicator_csv,
    "svg": contents.indicator_svg,
    "png": contents.indicator_png,
}
FOR_PROGRAMS: dict[Make, Make] = {
    contents.field_csv: contents.field_table_csv,
    contents.indicator_csv: contents.indicator_table_csv,
}
"""What writes for a spreadsheet → what writes the same for a program."""

_EXAMPLES = (
    "/briefing/….pdf, .html, .pptx",
    "/data/….csv, .xlsx, .ods, .parquet",
    "/data/indicatoren/….csv, .svg, .png",
    "/data/datapackage.zip",
    "/data/datapackage.json",
    "/data/parquet.zip",
)
_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*|\[[0-9a-f:]{2,39}\])(?::\d{1,5})?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST_HOST = 261
"""Letters of a name of 255 with a port."""

LAYOUTS: dict[str, Callable[[BriefingRecord, str | None], bytes]] = {
    "pdf": briefing_pdf.pdf,
    "html": lambda record, host: briefing_html.page(record, host).encode(),
    "pptx": briefing_slides.slides,
}
"""Ending → what makes that file of a briefing, and of where the server is found."""


def routes(kept: Kept, sorry: Sorry, address: Address, refuse: Refuse | None = None) -> list[Route]:
    """Return the routes of every file; `address` gives that of the page of a briefing.

    Raises ValueError for a setting of origins that names none.
    """
    telling_people = Telling("taal", lambda request, problem: sorry(problem.title, problem.detail, problem.way), HTML)
    origins = allowed_origins()
    files = _Files(kept, address)
    answering: dict[str, Answering] = {
        "/briefing/{file}": files.briefing,
        "/data/datapackage.zip": files.package,
        "/data/datapackage.json": files.described,
        "/data/data/{file}": files.table,
        "/data/parquet.zip": files.parquet,
        "/data/indicatoren/{file}": files.of_indicator,
        "/data/{file}": files.of_field_or_study,
        "/briefing/{rest:path}": _no_such_file,
        "/data": _no_such_file,
        "/data/{rest:path}": _no_such_file,
    }
    return [Route(path, Endpoint(answer, origins, telling_people, refuse)) for path, answer in answering.items()]


@dataclass(frozen=True)
class _Files:
    kept: Kept
    address: Address

    # Briefings -------------------------------------------------------------------------------------------------------

    def briefing(self, request: Request) -> Sent:
        """Answer one briefing, as it is now or as it was published, or all of them."""
        subject_id, ending = _named(request)
        _check("bestand", ending, LAYOUTS if subject_id != EVERY_FIELD else ("pdf",))
        if subject_id == EVERY_FIELD:
            return self._every_briefing(request)
        parameters = asked.read(asked.AskedOfBriefing, request.query_params.multi_items())
        if parameters.uitgave is not None:
            kept = self._issue(subject_id, parameters.jaar, parameters.stand, parameters.uitgave)
            content = _published_pdf(kept) if ending == "pdf" else LAYOUTS[ending](kept.record, kept.host)
            return _sent(content, ending, f"briefing-{kept.name}")
        read = self._asked(subject_id, parameters.jaar, parameters.stand)
        record = self._record(*read)
        return _sent(LAYOUTS[ending](record, host_of(request)), ending, record.file_name)

    def _every_briefing(self, request: Request) -> Sent:
        """Answer the briefings of every policy field with figures in a year, in programme order."""
        parameters = asked.read(asked.AskedOfBriefings, request.query_params.multi_items())
        known = parameters.stand
        self._check_edition(known)
        year = parameters.jaar
        if year is None:
            year = self.kept(openings.of_all_fields, known)
        found: dict[str, Opening] = self.kept(openings.of_subjects, known)
        fields = [one.subject for one in found.values() if one.subject.kind is SubjectKind.POLICY_FIELD]
        of_year = [one for one in fields if year in one.years]
        if not of_year:
            years = sorted({one for field in fields for one in field.years}, reverse=True)
            raise NotThereError("jaar", str(year), [str(one) for one in years])
        records = [self._record(one.kind.value, one.subject_id, year, known) for one in of_year]
        heading = say("Alle beleidsvelden in {year}", year=year)
        content = briefing_pdf.together(records, heading, host_of(request))
        return _sent(content, "pdf", f"briefing-{EVERY_FIELD}-{year}{_standing(known)}")

    def _asked(self, subject_id: str, year: int | None, known: str | None) -> tuple[str, str, int, str | None]:
        """Return what a briefing is read by: kind, subject, year and edition; raises for what there is not."""
        self._check_edition(known)
        found: dict[str, Opening] = self.kept(openings.of_subjects, known)
        if subject_id not in found:
            every: dict[str, Opening] = found if known is None else self.kept(openings.of_subjects, None)
            _check("onderwerp", subject_id, every)
            raise problems.nothing_printed(subject_id, known or "")
        subject, latest = found[subject_id]
        year = latest if year is None else year
        _check("jaar", str(year), [str(one) for one in subject.years])
        return subject.kind.value, subject_id, year, known

    def _record(self, kind: str, subject_id: str, year: int, known: str | None) -> BriefingRecord:
        record: BriefingRecord = self.kept(contents.record, kind, subject_id, year, known, address=self.address)
        return record

    def _issue(self, subject_id: str, year: int | None, known: str | None, number: int) -> published.Publication:
        """Return a published briefing; it needs no figures of now, unless the year is to be found out."""
        folder = published.folder()
        if year is None:
            _, _, year, _ = self._asked(subject_id, None, known)
        try:
            kept = published.issue(folder, subject_id, year, known, current(), number)
        except published.PublicationError as damaged:
            raise problems.damaged(str(damaged)) from damaged
        if kept is None:
            numbers = published.numbers(folder, self._record(*self._asked(subject_id, year, known)))
            raise NotThereError("uitgave", str(number), [str(one) for one in numbers])
        return kept

    # Figures ---------------------------------------------------------------------------------------------------------

    def of_field_or_study(self, request: Request) -> Sent:
        """Answer a policy field or a study."""
        name, ending = _named(request)
        fields, studies = self.kept(telling.policy_field_ids), self.kept(contents.study_ids)
        _check("data", name, (*fields, *studies))
        return self._figures(request, name, ending, OF_FIELD if name in fields else OF_STUDY)

    def of_indicator(self, request: Request) -> Sent:
        """Answer an indicator."""
        name, ending = _named(request)
        _check("indicator_id", name, self.kept(telling.indicator_ids))
        return self._figures(request, name, ending, OF_INDICATOR)

    def _figures(self, request: Request, name: str, ending: str, makes: Mapping[str, Make]) -> Sent:
        _check("bestand", ending, makes)
        takes = asked.AskedOfCsv if ending == "csv" else asked.AskedOfEditionFile
        parameters = asked.read(takes, request.query_params.multi_items())
        self._check_edition(parameters.stand)
        make, notation = makes[ending], ""
        if isinstance(parameters, asked.AskedOfCsv) and parameters.notatie == "machine":
            make, notation = FOR_PROGRAMS[make], "-machine"
        saved_as = f"{name}{_standing(parameters.stand)}{notation}"
        return self._kept_file(ending, saved_as, make, name, parameters.stand)

    # Everything ------------------------------------------------------------------------------------------------------

    def package(self, request: Request) -> Sent:
        """Answer every open table as a Data Package."""
        asked.read(asked.AskedOfFile, request.query_params.multi_items())
        return self._kept_file("zip", "doelbereik-datapackage", contents.package)

    def parquet(self, request: Request) -> Sent:
        """Answer every open table as Parquet."""
        asked.read(asked.AskedOfFile, request.query_params.multi_items())
        return self._kept_file("zip", "doelbereik-parquet", contents.parquet_tables)

    def described(self, request: Request) -> Sent:
        """Answer what the Data Package says of itself; its paths lead on from there."""
        asked.read(asked.AskedOfFile, request.query_params.multi_items())
        return self._kept_file("json", "datapackage", contents.package_file, "datapackage.json")

    def table(self, request: Request) -> Sent:
        """Answer one table of the Data Package, at the path that its description gives."""
        path = f"data/{request.path_params['file']}"
        tables = [one for one in self.kept(contents.package_paths) if one.startswith("data/")]
        _check("tabel", path, tables)
        asked.read(asked.AskedOfFile, request.query_params.multi_items())
        name, _, ending = request.path_params["file"].rpartition(".")
        return self._kept_file(ending, name, contents.package_file, path)

    def _kept_file(self, ending: str, name: str, make: Callable[..., bytes], *given: str | None) -> Sent:
        sent: Sent = self.kept(_of_one_version, ending, name, *given, make=make)
        return sent

    def _check_edition(self, known: str | None) -> None:
        if known is not None:
            _check("stand", known, self.kept(telling.document_ids))


def host_of(request: Request) -> str | None:
    """Return where the server is found, such as `https://doelbereik.example.org`; None for what is no name of a host.

    Whoever asks writes the name, so what is made with it goes to nobody else.
    """
    named = request.headers.getlist("host")
    if len(named) != 1 or len(named[0]) > _LONGEST_HOST or not _HOST.fullmatch(named[0]):
        return None
    return f"{request.url.scheme}://{named[0].lower()}"


def _of_one_version(
    warehouse: Warehouse, ending: str, name: str, *given: str | None, make: Callable[..., bytes]
) -> Sent:
    """Return a file of the version that `kept` hands over."""
    return _sent(make(warehouse, *given), ending, name)


def _published_pdf(kept: published.Publication) -> bytes:
    """Return the pdf of a publication as it was published, whatever lays out a briefing now."""
    try:
        return published.pdf_of(published.folder(), kept)
    except published.PublicationError as damaged:
        raise problems.damaged(str(damaged)) from damaged


def _sent(content: bytes, ending: str, name: str) -> Sent:
    how = "inline" if ending in SHOWN else "attachment"
    return Sent.of(content, current(), MEDIA_TYPES[ending], f'{how}; filename="{name}.{ending}"')


def _named(request: Request) -> tuple[str, str]:
    """Return what a file is of, and its ending."""
    name, _, ending = request.path_params["file"].rpartition(".")
    if not name:
        raise problems.no_such_file(_EXAMPLES, root_of(request))
    return name, ending


def _standing(known: str | None) -> str:
    return f"-stand-{known}" if known else ""


def _check(name: str, found: str, known: Iterable[str]) -> None:
    every = tuple(known)
    if found not in every:
        raise NotThereError(name, found, every)


def _no_such_file(request: Request) -> Sent:
    raise problems.no_such_file(_EXAMPLES, root_of(request))

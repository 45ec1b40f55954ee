"""Files in one zip that is the same whenever it is made: no clock, no owner, the order as given."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

_NEVER = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can name."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of the files by their path; a first one called `mimetype` is stored as it is, as ODF asks."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, _NEVER)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if path == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return written.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """Return the files of an archive by their path, in its order."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}

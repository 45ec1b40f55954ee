"""Import the client of Spark Connect before any test does.

It takes a process whose main module has neither a file nor a name for a run of its own doctests, and ends it where
there is no Spark. A worker of pytest-xdist is such a process.
"""

import sys

_main = sys.modules["__main__"]
_has_no_file = not hasattr(_main, "__file__")
if _has_no_file:
    _main.__file__ = ""
try:
    import pyspark.sql.connect  # noqa: F401
finally:
    if _has_no_file:
        del _main.__file__

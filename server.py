"""The dashboard as a web server: `streamlit run server.py`.

Around `dashboard.py` it puts what Streamlit has no setting for, each part a file of `serving/`: the language of the
page, security headers, bundles that are compressed once, the style as a file that browsers keep, an answer in words to
an address that does not exist, how often somebody may ask, `/healthz`, `/metrics` and log lines, and a first run before
the first visitor. That first run matters: until `dashboard.py` has run once in a process, Streamlit serves the files
of `pages/` by name, without the frame.

Anything else that is served beside the pages (data, briefings) is a `Route` in `ROUTES`. Where people log in
(`ui.visitor`), what is not a page asks in `serving.doors` who asks; a page asks in `dashboard.py`. Below a path
(`server.baseUrlPath`) every address begins with it: what is written here is what comes behind that.
"""

import sys

from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.starlette import App

import api
from serving import log_lines
from serving.apology import sorry
from serving.doors import Doors, refuse
from serving.headers import SecurityHeaders
from serving.health import health
from serving.limits import Limits, limits
from serving.logging_in import log_in
from serving.metrics import metrics
from serving.own_files import browser_script, style
from serving.place import Below
from serving.shell import Shell
from serving.starting import look_at_settings, warmed_up
from serving.watching import Watched, failed_run
from ui import addresses, cached, styling, visitor

try:
    log_lines.begin()
    look_at_settings()
    ALLOWED = limits()
    # Without login nobody is asked anything, and every cache may keep what is the same for all.
    REFUSE = refuse if visitor.login() else None
except ValueError as halfway:
    sys.exit(f"Doelbereik does not start: {halfway}")
ROUTES = [
    Route("/healthz", health),
    Route("/metrics", metrics),
    Route("/doelbereik.js", browser_script),
    Route("/doelbereik.css", style),
    Route(f"/{addresses.LOG_IN}", log_in),
    *api.routes(cached.kept, REFUSE),
    *api.file_routes(cached.kept, sorry, addresses.briefing, REFUSE),
]

styling.is_in_the_shell = True
app = App(
    "dashboard.py",
    lifespan=warmed_up,
    on_script_error=failed_run,
    routes=[Below(route) for route in ROUTES],
    middleware=[
        Middleware(Watched),
        Middleware(SecurityHeaders),
        Middleware(Limits, allowed=ALLOWED),
        Middleware(Shell, beside=[route.path for route in ROUTES]),
        Middleware(Doors),
    ],
)

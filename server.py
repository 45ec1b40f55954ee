"""The dashboard as a web server: `streamlit run server.py`.

Around `dashboard.py` it puts what Streamlit has no setting for, each part a file of `serving/`: the language of the
page, security headers, bundles that are compressed once, the style as a file that browsers keep, an answer in words to
an address that does not exist, `/healthz`, and a first run before the first visitor. That first run matters: until
`dashboard.py` has run once in a process, Streamlit serves the files of `pages/` by name, without the frame.

Anything else that is served beside the pages (data, briefings) is a `Route` in `ROUTES`. Where people log in
(`ui.visitor`), what is not a page asks in `serving.doors` who asks; a page asks in `dashboard.py`. Below a path
(`server.baseUrlPath`) every address begins with it: what is written here is what comes behind that.
"""

import sys

from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.starlette import App

import api
from access.claims import SettingsError
from serving.apology import sorry
from serving.doors import Doors, refuse
from serving.headers import SecurityHeaders
from serving.health import health
from serving.logging_in import log_in
from serving.own_files import browser_script, style
from serving.place import Below
from serving.shell import Shell
from serving.starting import warmed_up
from ui import addresses, cached, frame, styling, visitor

try:
    # Without login nobody is asked anything, and every cache may keep what is the same for all.
    REFUSE = refuse if visitor.login() else None
except SettingsError as halfway:
    sys.exit(f"Doelbereik does not start: {halfway}")
ROUTES = [
    Route("/healthz", health),
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
    on_script_error=frame.say_sorry,
    routes=[Below(route) for route in ROUTES],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(Shell, beside=[route.path for route in ROUTES]),
        Middleware(Doors),
    ],
)

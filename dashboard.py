"""The frame of the dashboard: which pages there are, what they are called and where they are found.

Run it with `streamlit run server.py`; `streamlit run dashboard.py` shows the same, without what the server adds.

Every page has an address in Dutch that is not the name of its file: until this script has run once in a process,
Streamlit serves the files of `pages/` by name, without the frame.
"""

import streamlit as st

from access.roles import Permission
from ui import (
    addresses,
    briefing_wording,
    cached,
    choosing_assumptions,
    compare,
    frame,
    intake_wording,
    visitor,
    wording,
)

# File → title and address. The first is where the dashboard opens: its address is `/`.
PAGES = {
    "pages/overview.py": (wording.OVERVIEW, addresses.OVERVIEW),
    "pages/policy_field.py": (wording.POLICY_FIELD, addresses.POLICY_FIELD),
    "pages/comparison.py": (compare.TITLE, addresses.COMPARISON),
    "pages/one_briefing.py": (briefing_wording.TITLE, addresses.BRIEFING),
    "pages/one_indicator.py": (wording.INDICATOR, addresses.INDICATOR),
    "pages/awareness.py": (wording.STUDY, addresses.STUDY),
    "pages/social_base.py": (wording.SOCIAL_BASE, addresses.SOCIAL_BASE),
    "pages/revisions.py": (wording.REVISIONS, addresses.REVISIONS),
    "pages/sources.py": (wording.SOURCES, addresses.SOURCES),
    "pages/intake.py": (intake_wording.TITLE, addresses.INTAKE),
    "pages/explanation.py": (wording.EXPLANATION, addresses.EXPLANATION),
    "pages/accessibility.py": (wording.ACCESSIBILITY, addresses.ACCESSIBILITY),
}
# One indicator is reached from a field or by searching; without one chosen there is nothing to open from the menu. The
# statement on accessibility is at the foot of every page.
NOT_IN_MENU = {addresses.INDICATOR, addresses.ACCESSIBILITY}

frame.choose_language()
page = st.navigation([frame.page(file, *named) for file, named in PAGES.items()], position="hidden")
menu: dict[str, str | None] = {address: title for title, address in PAGES.values() if address not in NOT_IN_MENU}
who = visitor.current()
if not who.may(Permission.SEE_DRAFTS):
    menu[addresses.INTAKE] = None

# Whatever is published while it is drawn, a page is of one version.
with cached.moment():
    # What the studies are called, and whether there are any, is in the catalogue.
    menu[addresses.STUDY] = choosing_assumptions.in_menu() if who.may(Permission.VIEW) else None
    with frame.framed(menu, page, visitor.ways()):
        visitor.require(Permission.VIEW)
        page.run()

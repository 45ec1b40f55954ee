"""Revisions, redefinitions and contradictions: what editions print differently, and what does not agree."""

import streamlit as st

from indicators.language import say
from ui import cached, choosing, frame, revision_list, wording

frame.required()
frame.title(say(wording.REVISIONS_IN_FULL))
frame.heading(say(wording.REVISIONS_IN_FULL))

# Choose ------------------------------------------------------------------------

bar = choosing.bar()
field = choosing.any_policy_field(bar)
kind = choosing.kind_of_finding(bar)
as_known_in = choosing.edition(bar)

# Read and show -----------------------------------------------------------------

st.html(cached.kept(revision_list.drawn, field, kind, as_known_in))

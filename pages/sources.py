"""Where the figures come from: every document, how it got here, and what of it was refused or repaired."""

import streamlit as st

from indicators.language import say
from ui import cached, choosing, frame, source_list, wording

frame.required()

# Choose ------------------------------------------------------------------------

as_known_in = choosing.edition(choosing.bar())
document = choosing.document(as_known_in)

# Read and show -----------------------------------------------------------------

if document:
    frame.title(document.label)
    st.html(cached.kept(source_list.drawn, document.id, as_known_in))
else:
    frame.heading(say(wording.SOURCES))
    st.html(cached.kept(source_list.listed, as_known_in))

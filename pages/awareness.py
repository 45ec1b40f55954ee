"""One study in one sitting: did its series really change, under which assumptions, and what all of it rests on."""

import streamlit as st

from charts import marks, residents, waves
from exports import workbook
from indicators.language import say
from ui import awareness, cached, choosing, choosing_assumptions, frame, pictures
from ui import awareness_wording as words
from ui.markup import dutch

frame.required()
st.html(pictures.STYLE)

# Choose ------------------------------------------------------------------------

study = choosing_assumptions.study()
frame.title(study.label)
frame.heading(dutch(study.label))
answers, bar = st.container(), choosing.bar()
as_known_in = choosing.edition(bar)
chosen = choosing_assumptions.assumptions(bar)

# Read --------------------------------------------------------------------------

asked = (study.id, as_known_in, *chosen)
record = cached.kept(awareness.drawn, *asked, waves=waves, residents=residents, marks=marks)

# Show --------------------------------------------------------------------------

answers.html(record.answers)
if not record.below:
    raise frame.UnansweredError
st.html(record.below)
st.download_button(
    say(words.DOWNLOAD),
    cached.later(awareness.workbook, *asked, workbooks=workbook),
    awareness.file_name(study.id, as_known_in, chosen),
    words.XLSX,
)

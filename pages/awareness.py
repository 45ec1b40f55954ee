"""One study in one sitting: did its series really change, under which assumptions, and what all of it rests on."""

import streamlit as st

from charts import marks, residents, trend, waves
from exports import workbook
from ui import awareness, cached, choosing, choosing_assumptions, frame
from ui import awareness_wording as words
from ui.markup import element

frame.required()

# Choose ------------------------------------------------------------------------

study = choosing_assumptions.study()
frame.title(study.label)
st.html(element("h1", study.label))
answers, bar = st.container(), choosing.bar()
as_known_in = choosing.edition(bar)
chosen = choosing_assumptions.assumptions(bar)

# Read --------------------------------------------------------------------------

asked = (study.id, as_known_in, *chosen)
record = cached.kept(awareness.drawn, *asked, waves=waves, residents=residents, marks=marks)

# Show --------------------------------------------------------------------------

answers.html(record.answers)
if record.chart is None:
    st.stop()
st.html(record.tipping)
st.html(awareness.heading("beeld"))
with st.container(key="studie"):
    st.plotly_chart(record.chart, key="waves", alt=record.alt, config=trend.config(), theme=None)
st.html(record.below)
st.html(awareness.heading("meenemen"))
st.download_button(
    words.DOWNLOAD,
    lambda: cached.kept(awareness.workbook, *asked, workbooks=workbook),
    awareness.file_name(study.id, as_known_in, chosen),
    words.XLSX,
)

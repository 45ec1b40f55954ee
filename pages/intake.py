"""From received files to published figures, in four steps: receive, match, compare, release; and what all of it did."""

import streamlit as st

from indicators.language import say
from ui import addresses, frame, intake_desk, intake_drop, intake_list, intake_log, intake_steps
from ui import intake_wording as words
from ui.markup import element, notice

frame.required()
frame.title(say(words.TITLE))
st.html(intake_steps.STYLE)

# Choose ------------------------------------------------------------------------

desk = intake_desk.opened()
delivery = intake_steps.delivery(desk)

# Read and show -----------------------------------------------------------------

if delivery:
    step = intake_steps.step()
    intake_desk.heading(desk, intake_steps.heading(delivery))
    st.html(intake_steps.way(delivery, step))
    with intake_desk.attempt():
        intake_steps.SHOWN[step](desk, delivery)
elif st.query_params.get(addresses.STEP_FILTER) == words.LOG:
    intake_desk.heading(desk, say(words.LOG_TITLE))
    st.html(intake_steps.back())
    intake_log.show(desk)
else:
    intake_desk.heading(desk, say(words.TITLE))
    st.html(element("p", say(words.INTRODUCTION), class_="introduction"))
    if not desk.has_figures:
        st.html(notice(say(words.NO_WAREHOUSE)))
    intake_drop.show(desk)
    with intake_desk.attempt():
        intake_list.show(desk)

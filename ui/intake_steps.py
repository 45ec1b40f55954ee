"""Which delivery and which step the address asks for, and the way between the steps."""

from pathlib import Path

import streamlit as st

from indicators.language import say
from loaders.delivery import room
from loaders.delivery.record import Delivery
from ui import (
    addresses,
    frame,
    intake_compare,
    intake_desk,
    intake_match,
    intake_moments,
    intake_received,
    intake_refusals,
    intake_release,
)
from ui import intake_wording as words
from ui.intake_desk import Desk
from ui.markup import Html, element, items, joined, link, notice

STYLE = Path(__file__).with_name("intake.css")
SHOWN = {
    words.RECEIPT: intake_received.show,
    words.MATCHING: intake_match.show,
    words.COMPARISON: intake_compare.show,
    words.RELEASING: intake_release.show,
}


def delivery(desk: Desk) -> Delivery | None:
    """Return the delivery of the address; None for all of them, which also stand below one that does not exist."""
    asked = st.query_params.get(addresses.DELIVERY_FILTER, "").strip()
    if not asked:
        return None
    try:
        return room.read(desk.root, asked)
    except room.DeliveryError as error:
        is_unknown = error.kind == "unknown"
        intake_desk.tell(say(words.UNKNOWN_DELIVERY, asked=asked) if is_unknown else intake_refusals.told(error))
        return None


def step() -> str:
    """Return the step of the address; the page ends with a sentence for one that does not exist."""
    asked = st.query_params.get(addresses.STEP_FILTER, "").strip() or next(iter(SHOWN))
    if asked not in SHOWN:
        known = ", ".join(say(one) for one in words.STEPS.values())
        raise frame.UnansweredError(
            notice(say(words.UNKNOWN_STEP, asked=asked, known=known)),
            items([link(addresses.intake(), say(words.BACK))], class_="ways"),
        )
    return asked


def way(one: Delivery, current: str) -> Html:
    """Return the way between the steps of a delivery, with who brought it in and when."""
    steps = [
        element(
            "li",
            link(addresses.intake(one.delivery_id, step), say(word), aria_current="step" if step == current else None),
        )
        for step, word in words.STEPS.items()
    ]
    return joined(
        back(),
        element("nav", element("ol", *steps), aria_label=say(words.STEPS_OF), class_="steps"),
    )


def heading(one: Delivery) -> str:
    """Return what a delivery is called."""
    return say(words.DELIVERY, when=intake_moments.said(one.made_at))


def back() -> Html:
    """Return the way back to all deliveries."""
    return element("p", link(addresses.intake(), say(words.BACK)), class_="above")

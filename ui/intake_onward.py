"""The way from one step of a delivery to another, where a person is done with it."""

from indicators.language import say
from loaders.delivery.record import Delivery
from ui import addresses
from ui import intake_wording as words
from ui.markup import Html, element, link


def to(delivery: Delivery, step: str) -> Html:
    """Return the way to a step."""
    return element("p", bare(delivery, step))


def bare(delivery: Delivery, step: str) -> Html:
    """Return the way to a step within a sentence."""
    return link(addresses.intake(delivery.delivery_id, step), say(words.GO_ON, step=say(words.STEPS[step])))

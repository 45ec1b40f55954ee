"""Contrast as WCAG 2.2 reckons it."""

Channels = tuple[float, float, float]


def contrast_on_white(colour: str) -> float:
    """Return the contrast ratio of a `#rrggbb` colour against white."""
    return contrast(_channels(colour), (1.0, 1.0, 1.0))


def contrast_turned_over(colour: str, page: str) -> float:
    """Return the contrast on a dark page of what is drawn for white and turned over, as the style sheet does it.

    That is `invert(1) hue-rotate(180deg)`, then `screen` over the page: https://www.w3.org/TR/filter-effects-1/ and
    https://www.w3.org/TR/compositing-1/.
    """
    inverted = [1 - channel for channel in _channels(colour)]
    weights = (0.213, 0.715, 0.072)
    grey = 2 * sum(weight * channel for weight, channel in zip(weights, inverted, strict=True))
    turned = [min(1.0, max(0.0, grey - channel)) for channel in inverted]
    below = _channels(page)
    red, green, blue = (1 - (1 - one) * (1 - other) for one, other in zip(turned, below, strict=True))
    return contrast((red, green, blue), below)


def contrast(one: Channels, other: Channels) -> float:
    """Return the contrast ratio of two colours, with channels from 0 to 1."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(channels: Channels) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> Channels:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue

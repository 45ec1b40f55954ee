"""Contrast as WCAG 2.2 reckons it."""


def contrast_on_white(colour: str) -> float:
    """Return the contrast ratio of a `#rrggbb` colour against white."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)

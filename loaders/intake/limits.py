"""How much of the machine one dropped file may cost, and which limits this system can hold it to."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class IntakeLimits:
    """What one file may cost before it is refused.

    A pdf of whole annual accounts takes the most time; a million respondents with fifty answers the most memory.
    """

    page_bytes: int = 64 * MEGABYTE
    archive_bytes: int = 256 * MEGABYTE
    survey_bytes: int = 512 * MEGABYTE
    unpacked_bytes: int = 512 * MEGABYTE
    """Of one dropped archive, the archives inside it counted too."""
    entries: int = 5_000
    files: int = 1_000
    """Files handed over by one dropped archive, those of archives inside it counted too."""
    nesting: int = 2
    """Archives inside each other: 2 reads the zip of a zip, and refuses a third."""
    cpu_seconds: int = 120
    wall_seconds: float = 240.0
    page_memory: int = 1024 * MEGABYTE
    survey_memory: int = 3 * 1024 * MEGABYTE
    """Address space, libraries included: those of a survey take some 370 MB."""
    answer_bytes: int = 64 * MEGABYTE
    """What may be told about one file."""


def hold_to(memory: int, cpu_seconds: int, written_bytes: int) -> list[str]:
    """Limit this process for good; return what this system cannot limit, in words for a person."""
    try:
        import resource
    except ImportError:
        return ["memory", "computing time", "size of written files"]
    missing = []
    for limit, most, name in (
        (resource.RLIMIT_AS, memory, "memory"),
        (resource.RLIMIT_CPU, cpu_seconds, "computing time"),
        (resource.RLIMIT_FSIZE, written_bytes, "size of written files"),
        (resource.RLIMIT_CORE, 0, ""),
    ):
        _, ceiling = resource.getrlimit(limit)
        most = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        try:
            resource.setrlimit(limit, (most, most))
        except (ValueError, OSError):
            missing += [name] if name else []
    return missing

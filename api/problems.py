"""Why there is no answer: problem details (RFC 9457), in the language that was asked for.

A problem names every parameter at fault, what was found there, what was expected and what is known; never how the
server is made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from http import HTTPStatus
from typing import NamedTuple

from api.answers import Fault, Problem
from indicators.formats import enumeration
from indicators.language import say, say_counted, sayable

# Enough to recognise what was asked; somebody may have asked ten thousand letters.
_LONGEST_SHOWN = 100
_NEAREST = 5

TITLES = {
    HTTPStatus.BAD_REQUEST: sayable("Zo kan het niet worden gevraagd"),
    HTTPStatus.UNAUTHORIZED: sayable("Eerst inloggen"),
    HTTPStatus.FORBIDDEN: sayable("Dit mag u niet"),
    HTTPStatus.NOT_FOUND: sayable("Dit is er niet"),
    HTTPStatus.METHOD_NOT_ALLOWED: sayable("Hier kan alleen worden gelezen"),
    HTTPStatus.TOO_MANY_REQUESTS: sayable("Te vaak gevraagd"),
    HTTPStatus.INTERNAL_SERVER_ERROR: sayable("Het antwoord is mislukt"),
    HTTPStatus.SERVICE_UNAVAILABLE: sayable("Er zijn nog geen gegevens"),
}
RESPONSES = {
    HTTPStatus.BAD_REQUEST: "BadRequest",
    HTTPStatus.UNAUTHORIZED: "Unauthorized",
    HTTPStatus.FORBIDDEN: "Forbidden",
    HTTPStatus.NOT_FOUND: "NotFound",
    HTTPStatus.METHOD_NOT_ALLOWED: "MethodNotAllowed",
    HTTPStatus.TOO_MANY_REQUESTS: "TooManyRequests",
    HTTPStatus.INTERNAL_SERVER_ERROR: "InternalServerError",
    HTTPStatus.SERVICE_UNAVAILABLE: "ServiceUnavailable",
}
"""What each is called among the responses of the OpenAPI document."""

EXPECTED = {
    "policy_field_id": sayable("het id van een beleidsveld"),
    "indicator_id": sayable("het id van een indicator"),
    "as_known_in": sayable("het id van een document"),
    "year": sayable("een jaar waarover iets gedrukt is, in vier cijfers"),
    "language": sayable("een taal van dit dashboard"),
    "query": sayable("1 tot en met 200 tekens om naar te zoeken"),
    "n": sayable("een geheel getal van 1 tot en met 10000000"),
    "design_effect": sayable("een getal van 1 tot en met 10, met een punt voor de decimalen"),
    "confidence": sayable("een getal van 0.5 tot en met 0.999, met een punt voor de decimalen"),
    "onderwerp": sayable("het id van een beleidsveld, een programma of een onderzoek"),
    "data": sayable("het id van een beleidsveld of een onderzoek"),
    "tabel": sayable("het pad van een tabel, zoals datapackage.json dat noemt"),
    "bestand": sayable("een soort bestand die hier bestaat"),
    "stand": sayable("het id van een document"),
    "jaar": sayable("een jaar waarover iets gedrukt is, in vier cijfers"),
    "taal": sayable("een taal van dit dashboard"),
    "notatie": sayable("excel of machine"),
    "uitgave": sayable("het nummer van een gepubliceerde uitgave"),
}
"""Parameter → what it takes."""

_SENTENCES = {
    "policy_field_id": sayable("Er is geen beleidsveld ‘{found}’."),
    "indicator_id": sayable("Er is geen indicator ‘{found}’."),
    "as_known_in": sayable("Er is geen document ‘{found}’."),
    "year": sayable("Over {found} is van dit beleidsveld niets gedrukt."),
    "onderwerp": sayable("Er is geen briefing over ‘{found}’."),
    "data": sayable("Er is geen beleidsveld en geen onderzoek ‘{found}’."),
    "tabel": sayable("Er is geen tabel ‘{found}’."),
    "bestand": sayable("Er is geen bestand van de soort ‘{found}’."),
    "stand": sayable("Er is geen document ‘{found}’."),
    "jaar": sayable("Over {found} is hiervan niets gedrukt."),
    "uitgave": sayable("Er is geen uitgave {found} van deze briefing."),
}
_WHERE_ALL_ARE = {
    "policy_field_id": sayable("Het adres policy-fields noemt ze alle."),
    "indicator_id": sayable("Het adres indicators noemt ze alle."),
    "onderwerp": sayable("De pagina {root}/briefing noemt ze alle."),
    "data": sayable("De pagina {root}/briefing noemt ze alle."),
    "tabel": sayable("Het bestand {root}/data/datapackage.json noemt ze alle."),
    "stand": sayable("De pagina {root}/bronnen noemt ze alle."),
}
_FEW = frozenset({"year", "jaar", "uitgave", "bestand"})
"""Of these what is known is named in full: nothing comes near another year."""


class Way(NamedTuple):
    """A way on from a problem."""

    address: str
    words: str


@dataclass
class ProblemError(Exception):
    """A request that gets a problem for an answer."""

    status: HTTPStatus
    detail: str
    """Sentences."""
    errors: tuple[Fault, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    way: Way | None = None

    @property
    def title(self) -> str:
        """Return what kind of problem it is, in a few words."""
        return say(TITLES[self.status])

    def told(self, root: str, address: str) -> Problem:
        """Return what is answered at an address of a server that stands below `root`."""
        return Problem(
            type=f"{root}/api/v1/openapi.json#/components/responses/{RESPONSES[self.status]}",
            title=self.title,
            status=self.status,
            detail=self.detail,
            instance=address,
            errors=self.errors,
        )


class NotThereError(LookupError):
    """An id or a year that the figures do not have; the message is told later, in the language of who asked."""

    def __init__(self, parameter: str, found: str, known: Sequence[str]) -> None:
        super().__init__(parameter, found)
        self.parameter, self.found, self.known = parameter, found, known


def shown(found: str) -> str:
    """Return what was asked, short enough to repeat."""
    return found if len(found) <= _LONGEST_SHOWN else f"{found[:_LONGEST_SHOWN]}…"


def not_there(missing: NotThereError, root: str = "") -> ProblemError:
    """Return that an id or a year is not there, with what is: of long lists what comes nearest.

    `root` is the path that the server stands below.
    """
    parameter, found, known = missing.parameter, shown(missing.found), list(missing.known)
    nearest = get_close_matches(missing.found[:_LONGEST_SHOWN], known, n=_NEAREST, cutoff=0.6)
    sentences = [say(_SENTENCES[parameter], found=found)]
    if parameter in _FEW:
        sentences += [say("Bekend zijn: {known}.", known=enumeration(known))] if known else []
    else:
        sentences += [say("Het meest lijken daarop: {nearest}.", nearest=enumeration(nearest))] if nearest else []
        sentences += [say(_WHERE_ALL_ARE[parameter], root=root)] if parameter in _WHERE_ALL_ARE else []
        known = nearest if parameter in _WHERE_ALL_ARE else [*nearest, *(one for one in known if one not in nearest)]
    return ProblemError(HTTPStatus.NOT_FOUND, " ".join(sentences), (_fault(parameter, missing.found, known),))


def nothing_printed(subject: str, edition: str) -> ProblemError:
    """Return that a document and those before it print nothing of a subject."""
    detail = say("Tot en met document ‘{edition}’ is over ‘{subject}’ niets gedrukt.", edition=edition, subject=subject)
    return ProblemError(HTTPStatus.NOT_FOUND, detail)


def no_figures_of(subject: str) -> ProblemError:
    """Return that nothing at all is printed of a subject."""
    return ProblemError(HTTPStatus.NOT_FOUND, say("Van ‘{subject}’ is niets gedrukt.", subject=subject))


def nothing_to_draw(indicator: str) -> ProblemError:
    """Return that an indicator has no figure that can be drawn."""
    detail = say("Van ‘{indicator}’ is geen cijfer bekend dat te tekenen is.", indicator=indicator)
    return ProblemError(HTTPStatus.NOT_FOUND, detail)


def no_such_file(known: Iterable[str], root: str) -> ProblemError:
    """Return that no file has this address, with how addresses of files are made."""
    detail = say("Dit adres bestaat niet. Wel zijn er: {known}.", known=enumeration(root + one for one in known))
    return ProblemError(HTTPStatus.NOT_FOUND, detail)


def damaged(sentence: str) -> ProblemError:
    """Return that what was published cannot be given, with why."""
    return ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, sentence)


def faulty(faults: Iterable[tuple[str, str, tuple[str, ...]]]) -> ProblemError:
    """Return what is wrong with parameters: name, what was found, and what is known where that is little."""
    told = [_fault(*one) for one in faults]
    sentences = (
        say(
            "{parameter}: gevonden ‘{found}’, verwacht {expected}.",
            parameter=one.parameter,
            found=one.found,
            expected=one.expected,
        )
        for one in told
    )
    return ProblemError(HTTPStatus.BAD_REQUEST, " ".join(sentences), tuple(told))


def unknown_parameters(names: Iterable[str], known: Iterable[str]) -> ProblemError:
    """Return that an address does not take a parameter, with those it does."""
    takes = tuple(known)
    told = tuple(
        Fault(parameter=shown(name), found=shown(name), expected=say("een parameter van dit adres"), known=takes)
        for name in names
    )
    asked, possible = enumeration(f"‘{one.parameter}’" for one in told), enumeration(takes)
    detail = (
        say("Dit adres kent {asked} niet; het kent {possible}.", asked=asked, possible=possible)
        if takes
        else say("Dit adres kent {asked} niet; het heeft geen parameters.", asked=asked)
    )
    return ProblemError(HTTPStatus.BAD_REQUEST, detail, told)


def repeated(names: Mapping[str, Sequence[str]]) -> ProblemError:
    """Return that parameters stand in an address more than once."""
    told = tuple(
        Fault(
            parameter=name,
            found=shown(enumeration(values)),
            expected=say("één keer: {expected}", expected=say(EXPECTED[name])),
            known=(),
        )
        for name, values in names.items()
    )
    detail = say("Meer dan één keer gevraagd: {parameters}.", parameters=enumeration(names))
    return ProblemError(HTTPStatus.BAD_REQUEST, detail, told)


def no_such_address(root: str) -> ProblemError:
    """Return that nothing is answered at an address."""
    detail = say(
        "Dit adres bestaat niet. Welke er zijn, beschrijft {document}.", document=f"{root}/api/v1/openapi.json"
    )
    return ProblemError(HTTPStatus.NOT_FOUND, detail)


def not_allowed(methods: str) -> ProblemError:
    """Return that an address is there for reading only."""
    detail = say("Dit adres antwoordt op {methods}.", methods=methods)
    return ProblemError(HTTPStatus.METHOD_NOT_ALLOWED, detail, headers={"Allow": methods})


def must_log_in(sentence: str, way: Way) -> ProblemError:
    """Return that this is for who is known, with the way to a login."""
    # The cookie of a login is what counts; there is no registered name for that (RFC 9110, 11.6.1 asks for one).
    return ProblemError(
        HTTPStatus.UNAUTHORIZED, sentence, headers={"WWW-Authenticate": 'Cookie realm="Doelbereik"'}, way=way
    )


def not_permitted(sentence: str) -> ProblemError:
    """Return that somebody is known and may not."""
    return ProblemError(HTTPStatus.FORBIDDEN, sentence)


def no_figures() -> ProblemError:
    """Return that no figures are published."""
    detail = say("Er zijn nog geen cijfers gepubliceerd om uit te antwoorden. Probeer het later opnieuw.")
    return ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, detail, headers={"Retry-After": "60"})


def too_often(seconds: int) -> ProblemError:
    """Return that an address of the network asks too much, with after how many seconds it may again."""
    detail = say_counted(
        "Vanaf uw netwerkadres wordt te veel tegelijk gevraagd. Vraag het over {n} seconde opnieuw.",
        "Vanaf uw netwerkadres wordt te veel tegelijk gevraagd. Vraag het over {n} seconden opnieuw.",
        seconds,
    )
    return ProblemError(HTTPStatus.TOO_MANY_REQUESTS, detail, headers={"Retry-After": str(seconds)})


def failed() -> ProblemError:
    """Return that answering failed in a way nobody foresaw."""
    detail = say("Dit ging mis aan onze kant; wat er misging, staat in het logboek van de server.")
    return ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, detail)


def _fault(parameter: str, found: str, known: Iterable[str]) -> Fault:
    return Fault(parameter=parameter, found=shown(found), expected=say(EXPECTED[parameter]), known=tuple(known))

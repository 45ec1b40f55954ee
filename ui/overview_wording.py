"""Words and sentences of the overview and of its search; Dutch, to be said where they are shown."""

from indicators.language import sayable
from indicators.model import SearchPlace

# Search.
SEARCHED = sayable("Zoeken naar ‘{query}’")
NOTHING_FOUND = sayable(
    "Niets gevonden: geen naam, definitie, noot of cel bevat al deze woorden. Probeer minder woorden, of andere."
)
MISTYPED = sayable("‘{word}’ staat nergens; gezocht is naar {others}.")
ALSO_SEARCHED = sayable("Bij ‘{word}’ is ook gezocht naar {others}.")
FIRST_SHOWN = sayable("De eerste {shown} van {n}. Met een woord erbij worden het er minder.")
FOUND_IN = {
    SearchPlace.NAME: sayable("Gevonden in de naam"),
    SearchPlace.LABEL: sayable("Zo genoemd in een document"),
    SearchPlace.PROGRAMME: sayable("Gevonden in het programma"),
    SearchPlace.DEFINITION: sayable("Gevonden in de definitie"),
    SearchPlace.NOTE: sayable("Gevonden in een voetnoot"),
    SearchPlace.CLAIM: sayable("Gevonden in wat een document erover zegt"),
    SearchPlace.FIGURE: sayable("Gevonden in de cel van een cijfer"),
    SearchPlace.TARGET: sayable("Gevonden in de cel van een streefwaarde"),
}

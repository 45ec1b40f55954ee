"""Words and sentences of the overview and of its search; Dutch, to be said where they are shown."""

from indicators.editions import ChangeKind
from indicators.judged import Verdict
from indicators.language import sayable
from indicators.model import SearchPlace

# The sentence above the overview.
WHOLE = sayable("{source}: {indicators} in {fields}, waarvan {counted}.")
OF_YEAR = sayable("Over {year}")
IN_FIELDS = sayable("{shown} van de {known} beleidsvelden")
COUNTED_VERDICTS = {
    Verdict.ACHIEVED: sayable("{count} behaald"),
    Verdict.NOT_ACHIEVED: sayable("{count} niet behaald"),
    Verdict.KEY_FIGURE: sayable("{count} kengetal"),
    Verdict.NO_TARGET: sayable("{count} zonder streefwaarde"),
    Verdict.NO_DATA: sayable("{count} zonder gegevens"),
    Verdict.TO_ASSESS: sayable("{count} te beoordelen"),
    Verdict.NOT_COMPARABLE: sayable("{count} niet vergelijkbaar"),
}
HOW_SURE = sayable("Hoe zeker die {judged} keer behaald of niet behaald is: {counted}.")
COUNTED_CERTAINTY = sayable("{count} {certainty}")
ALL_DOCUMENTS = sayable(
    "Met alle andere documenten erbij zijn er over {year} {indicators} in {fields}; hieronder staan ze alle."
)
NO_ACCOUNTS = sayable("De rekening over {year} is hier niet bekend: dit staat in andere documenten.")
FIELDS_OF_YEAR = sayable("Beleidsvelden in {year}")
WHAT_THESE_MEAN = sayable("Wat deze woorden betekenen")
INDICATORS = sayable("Indicatoren")
TOGETHER = sayable("Samen")
ONLY_OTHER_YEARS = sayable("Niets over {year}, wel over {years}")

# What changed since the previous edition.
SINCE = sayable("Sinds de vorige editie")
SINCE_WHICH = sayable("{later} tegenover {earlier}: bij hoeveel van {indicators}:")
ELSEWHERE = sayable("In beleidsvelden die niet in allebei staan, over eerdere jaren: {counted}.")
ONE_CHANGE = sayable("{change} ({count})")
NOTHING_IN_BOTH = sayable(
    "{earlier} en {later} gaan hier over andere beleidsvelden: er is niets naast elkaar te leggen."
)
NOTHING_CHANGED = sayable("{later} tegenover {earlier}: bij {indicators} is niets veranderd.")
TO_DIFFERENCES = sayable("Alle verschillen, een voor een")
CHANGES = {
    ChangeKind.VERDICT_TURNED: sayable("Oordeel omgeslagen"),
    ChangeKind.REDEFINED: sayable("Anders gedefinieerd"),
    ChangeKind.REVISED: sayable("Cijfer herzien"),
    ChangeKind.TARGET_CHANGED: sayable("Streefwaarde veranderd"),
    ChangeKind.NEW: sayable("Nieuw"),
    ChangeKind.NEW_FIGURE: sayable("Voor het eerst een uitkomst"),
    ChangeKind.VANISHED: sayable("Weggevallen"),
    ChangeKind.CERTAINTY_CHANGED: sayable("Andere zekerheid"),
}
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

# Facets.
NARROW_DOWN = sayable("Kies indicatoren op oordeel, zekerheid, soort streefwaarde, bron of let op")
VALUE = sayable("{value} ({count})")
UNKNOWN_VALUE = sayable("‘{value}’ is niet bekend bij ‘{facet}’. Er is: {known}.")
ALL_INDICATORS = sayable("Naar alle indicatoren, zonder keuze")
BY_FACET = sayable("{facet}: {values}")
OR = sayable(" of ")
COUNTED = sayable("{shown} van de {known} indicatoren")
REMAINING = sayable("{counted} van {year}.")
NONE_REMAINS = sayable("Geen enkele indicator heeft dit alles. Neem een keuze terug.")
MATCHES = sayable("Gekozen indicatoren van {year}: {counted}")
PLANNED = sayable("Beoogd {year}")
ACHIEVED = sayable("Behaald {year}")
VERDICT = sayable("Oordeel")
NOTES = sayable("Voetnoten")

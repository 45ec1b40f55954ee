"""Words of the intake: its steps, what it asks, what it offers and what became of it.

Constants are Dutch, to be said where they are shown. Words of problems are in `ui.intake_problems`, of refusals in
`ui.intake_refusals`, of differences in `ui.intake_differences`.
"""

from indicators.language import sayable

TITLE = sayable("Gegevens")
INTRODUCTION = sayable(
    "Hier komen cijfers binnen: van ontvangen bestand tot publicatie, in vier stappen. Bezoekers zien niets van een "
    "aanlevering voordat een tweede persoon haar heeft vrijgegeven."
)
YOUR_NAME = sayable("Uw naam")
ONLY_READ = sayable(
    "Dit dashboard leest zijn cijfers bij een ander systeem. Aanleveren en vrijgeven gebeurt waar ze worden gemaakt."
)
NAME_FIRST = sayable("Vul eerst uw naam in; daarna kunt u verder.")
NO_WAREHOUSE = sayable(
    "Er is nog niets gepubliceerd. Wat u nu aanlevert, wordt na vrijgave de eerste publicatie; er is dan niets om mee "
    "te vergelijken."
)

# Steps
RECEIPT, MATCHING, COMPARISON, RELEASING = "ontvangst", "koppelen", "vergelijken", "vrijgeven"
STEPS = {
    RECEIPT: sayable("1. Ontvangst"),
    MATCHING: sayable("2. Koppelen"),
    COMPARISON: sayable("3. Vergelijken"),
    RELEASING: sayable("4. Vrijgeven"),
}
"""Name in the address → what it is called; `logboek` is the log, without a delivery."""
LOG = "logboek"
STEPS_OF = sayable("Stappen van deze aanlevering")
BACK = sayable("Alle aanleveringen")
UNKNOWN_DELIVERY = sayable("Er is geen aanlevering ‘{asked}’. Hieronder staan de aanleveringen die er zijn.")
UNKNOWN_STEP = sayable("De stap ‘{asked}’ is er niet; de stappen zijn: {known}.")
DELIVERY = sayable("Aanlevering van {when}")

# 0: what there is
NEW = sayable("Nieuwe aanlevering")
FILES = sayable("Bestanden")
FILES_HELP = sayable(
    "Pagina’s (html of tekst), rekenbladen (xlsx, ods), documenten (docx), pdf, een zip daarvan, of een "
    "enquêtebestand (sav, csv, parquet) met zijn codeboek (toml). Ten hoogste 64 MB per bestand: een groter "
    "bestand wordt rood en wordt niet verstuurd. Er wordt nog niets gepubliceerd, en antwoorden van personen worden "
    "niet bewaard."
)
READ = sayable("Lees de bestanden in")
WITHOUT_FILES = sayable("Begin zonder bestanden")
WITHOUT_FILES_WHY = sayable("Voor een correctie, een toelichting of een beoordeling bij cijfers die er al zijn.")
BEGUN = sayable("Aanlevering zonder bestanden begonnen. Schrijf hieronder wat erin moet staan.")
READING = sayable("Bezig met inlezen: {done} van {all} bestanden")
NOTHING_CHOSEN = sayable("Kies eerst een of meer bestanden.")
NOTHING_ANSWERED = sayable("Er is nog niets ingevuld.")
RECEIVED = sayable("Ontvangen: {files}. Kijk hieronder wat er gelezen is.")
UNDERWAY = sayable("Onderweg")
NOTHING_UNDERWAY = sayable("Er is geen aanlevering onderweg.")
DRAFT_APART = sayable(
    "Het concept {draft} van {name} is met de opdrachtregel gemaakt, en wordt daar vrijgegeven of ingetrokken."
)
PUBLISHED = sayable("Gepubliceerd")
NOTHING_PUBLISHED = sayable("Er is nog niets gepubliceerd.")
SERVED = sayable("nu te zien")
TO_LOG = sayable("Naar het logboek")
STATES = {
    "open": sayable("Open"),
    "drafted": sayable("Concept, wacht op vrijgave"),
    "published": sayable("Gepubliceerd"),
    "rolled back": sayable("Teruggezet, niet meer te zien"),
    "removed": sayable("Verwijderd"),
}
APPROVED_UNTIL = sayable("Vrijgegeven, wacht tot {moment}")
APPROVED = sayable("Vrijgegeven")
ROLL_BACK = sayable("Zet een eerdere versie terug")
ROLL_BACK_WHY = sayable(
    "Bezoekers zien daarna weer de cijfers van die versie. Er gaat niets verloren: ook dit wordt een nieuwe versie."
)
VERSION = sayable("Versie")
ROLL_BACK_NOW = sayable("Zet deze versie terug")
ROLLED_BACK = sayable("Versie {version} is nu te zien, met de cijfers van {earlier}.")
APART = sayable(
    "De teksten van {documents} blijven bij de gegevens staan: een volgend concept laat het verschil weer zien."
)

# Log
LOG_TITLE = sayable("Logboek")
LOG_EMPTY = sayable("Er is nog niets gebeurd.")
LOG_CHANGED = sayable("Het logboek is buiten het programma om veranderd:")
LOG_DOWNLOAD = sayable("Het hele logboek als csv-bestand")
ACTIONS = {
    "begin": sayable("begin van het logboek"),
    "build": sayable("gebouwd en gepubliceerd"),
    "receive": sayable("bestanden ontvangen"),
    "decide": sayable("beslissingen bewaard"),
    "remove": sayable("aanlevering verwijderd"),
    "compare": sayable("vergeleken, nog vragen open"),
    "draft": sayable("concept gemaakt"),
    "approve": sayable("vrijgegeven"),
    "withdraw": sayable("ingetrokken"),
    "overtake": sayable("ingehaald door een andere publicatie"),
    "publish": sayable("gepubliceerd"),
    "land": sayable("bestanden bijgewerkt"),
    "rollback": sayable("eerdere versie teruggezet"),
    "recover": sayable("hersteld"),
}

# 1: received
KINDS = {
    "html": sayable("pagina (html)"),
    "text": sayable("tekst"),
    "xlsx": sayable("rekenblad (xlsx)"),
    "ods": sayable("rekenblad (ods)"),
    "docx": sayable("document (docx)"),
    "pdf": sayable("pdf"),
    "survey": sayable("enquête"),
    "codebook": sayable("codeboek"),
    "archive": sayable("zip-bestand"),
}
SAME_FILE = sayable("zelfde bestand")
UNKNOWN_KIND = sayable("onbekend")
NOT_READ = sayable("niet gelezen")
REFUSED = sayable("Geweigerd")
NOTICES = sayable("Opmerkingen")
NO_FILES = sayable("Deze aanlevering is zonder bestanden.")
REMOVE = sayable("Verwijder deze aanlevering")
REMOVE_WHY = sayable("Er wordt niets van gepubliceerd. Het logboek onthoudt wie dat deed en waarom.")
REASON = sayable("Reden")
REMOVED = sayable("De aanlevering is verwijderd.")
GO_ON = sayable("Verder: {step}")

# 2: match
CHOOSE = sayable("Kies …")
TAKE_AWAY = sayable("Haal hier iets van weg")
TAKE_AWAY_NOW = sayable("Haal weg")
SAVED = sayable("Bewaard.")
UNFIT = sayable("Dit kan zo niet worden bewaard: een van de velden heeft niet de goede vorm.")
ALL_ANSWERED = sayable("Alle vragen zijn beantwoord.")
LOCKED = sayable("Er is een concept van gemaakt; wie iets wil veranderen, trekt dat eerst in bij stap 4.")
ANSWERED = sayable("Al beantwoord ({n})")
OTHERS_WHY = sayable("Ook bij cijfers waar niets over wordt gevraagd, en bij wat al gepubliceerd is.")
DOCUMENTS = sayable("Documenten en pagina’s")
DOCUMENT_OF = sayable("Document van {file}")
PAGE_OF = sayable("Naam van de pagina {file}")
REPLACES = sayable("Pagina {page} is er al; dit bestand komt ervoor in de plaats.")
LEAVE_OUT = sayable("Niet overnemen")
SAVE_DOCUMENTS = sayable("Bewaar documenten en pagina’s")
NEW_DOCUMENT = sayable("Voeg een document toe")
NEW_DOCUMENT_WHY = sayable("Voor een document dat nog niet in de lijst staat, zoals de rekening van een nieuw jaar.")
DOCUMENT_KIND = sayable("Soort document")
DOCUMENT_YEAR = sayable("Begrotingsjaar")
DOCUMENT_TITLE = sayable("Titel")
PUBLISHER = sayable("Uitgever")
PUBLISHED_ON = sayable("Verschenen op (dag-maand-jaar)")
PRECISION = sayable("Hoe zeker is die datum")
PRECISIONS = {
    "day": sayable("op de dag"),
    "month": sayable("op de maand"),
    "year": sayable("op het jaar"),
    "legal_deadline": sayable("de wettelijke uiterste datum"),
    "estimated": sayable("geschat"),
}
TERRITORY = sayable("Gebied")
ADDRESS = sayable("Webadres (mag leeg blijven)")
ADD_DOCUMENT = sayable("Voeg het document toe")
FIELDS = sayable("Beleidsvelden")
FIELD_OF = sayable("Beleidsveld van {code} {title}")
NEW_FIELD = sayable("Een nieuw beleidsveld")
FIELD_TITLE = sayable("Titel van het beleidsveld {code}")
PROGRAMME = sayable("Programma van het beleidsveld {code}")
SAVE_FIELDS = sayable("Bewaar beleidsvelden")
ROWS_OF = sayable("Rijen van {field}")
KNOWN_ROWS = sayable("Rijen waar niets over te vragen is")
ROW = sayable("Rij: {label}")
NEW_INDICATOR = sayable("Een nieuwe indicator")
INDICATOR_NAME = sayable("Naam")
UNIT = sayable("Eenheid")
INDICATOR_KIND = sayable("Soort indicator")
INDICATOR_KINDS = {
    "survey_share": sayable("aandeel uit een enquête"),
    "share": sayable("aandeel uit een telling"),
    "count": sayable("aantal"),
    "score": sayable("cijfer of score"),
    "amount": sayable("bedrag"),
    "rank": sayable("plaats op een ranglijst"),
    "ratio": sayable("verhouding"),
    "duration": sayable("duur"),
    "text": sayable("tekst"),
    "unknown": sayable("niet bekend"),
}
BETTER = sayable("Welke kant is beter")
BETTERS = {
    "higher": sayable("hoger is beter"),
    "lower": sayable("lager is beter"),
    "neither": sayable("geen van beide"),
    "unknown": sayable("niet bekend"),
}
SOURCE_KIND = sayable("Soort bron")
BASE = sayable("Over wie gaat het")
SAVE_ROWS = sayable("Bewaar rijen van {field}")
ESTIMATES = sayable("Uitkomsten van enquêtes")
ESTIMATE = sayable("Indicator ‘{named}’ van {file}")
ESTIMATE_TAKEN = sayable("Dit antwoord kan niet: het bestand heeft daar al een uitkomst van. Kies iets anders.")
ESTIMATE_FIELD = sayable("Beleidsveld van {named}")
SURVEY_VARIABLE = sayable("Variabele")
SURVEY_YEARS = sayable("Jaren")
SAVE_ESTIMATES = sayable("Bewaar uitkomsten van enquêtes")
DEFINITIONS = sayable("Definities")
DEFINITION_OF = sayable("Betekent ‘{name}’ nog hetzelfde?")
HINTS = {
    "definition": sayable("De noot wijst op een andere definitie:"),
    "base": sayable("De noot wijst op een andere groep mensen:"),
}
IN_FORCE = sayable("Tot nu toe: {wording}")
UNCHANGED = sayable("Ja, ongewijzigd")
REDEFINED = sayable("Nee, een nieuwe definitie")
NEW_WORDING = sayable("Nieuwe definitie van ‘{name}’")
NEW_BASE = sayable("Over wie gaat ‘{name}’ nu")
SAVE_DEFINITIONS = sayable("Bewaar definities")

# 3: compare
COMPARE = sayable("Maak concept")
COMPARE_WHY = sayable(
    "Hiermee worden de cijfers gebouwd en vergeleken met wat gepubliceerd is. Er wordt nog niets gepubliceerd."
)
COMPARING = sayable("Bezig: {step}")
FIRST_ANSWER = sayable("Beantwoord eerst de vragen van stap 2.")
THEN_AGAIN = sayable("Maak daarna het concept opnieuw.")
ANSWERED_ALL = sayable("Alle vragen zijn beantwoord. Maak het concept opnieuw.")
REFUSED_DRAFT = sayable("Er is geen concept gemaakt. Dit moet eerst anders:")
STEPS_OF_DRAFT = {
    "questions": sayable("vragen nagaan"),
    "apply": sayable("teksten schrijven"),
    "catalogue": sayable("catalogus lezen"),
    "sources": sayable("bronnen lezen"),
    "corrections": sayable("correcties toepassen"),
    "normalise": sayable("cijfers ordenen"),
    "write": sayable("cijfers schrijven"),
    "check": sayable("controleren"),
    "examine": sayable("vergelijken met wat gepubliceerd is"),
}
WORKING = sayable("bezig")
OTHERS = sayable("Zelf iets toevoegen")
WRITE_COMMENTARY = sayable("Schrijf een toelichting")
GIVE_VERDICT = sayable("Geef een oordeel")
INDICATOR = sayable("Indicator")
YEAR = sayable("Jaar")
ADD = sayable("Voeg toe")
DRAFTED = sayable("Het concept {draft} is gemaakt en wacht op vrijgave door iemand anders.")
REVISIONS = sayable("Herzieningen die uitleg vragen")
REVISION_OF = sayable("Wat is er met {name}, {year}: {earlier} → {later}?")
REVISION_KINDS = {
    "revision": sayable("Herziening: later is meer bekend geworden"),
    "correction": sayable("Correctie: het eerdere cijfer was fout"),
    "redefinition": sayable("Herdefinitie: er wordt iets anders gemeten"),
}
REASON_FOR = sayable("Reden bij {name}, {year}")
SAVE_REVISIONS = sayable("Bewaar herzieningen")
DOUBTS = sayable("Wat niet aannemelijk lijkt")
DOUBT_REASON = sayable("Waarom het toch klopt: {name}, {year}")
REVISIONS_WHY = sayable("Een later document geeft een ander cijfer voor een jaar dat al gepubliceerd is. Kies waarom.")
DOUBTS_WHY = sayable(
    "Is het een drukfout, verbeter die dan onderaan deze pagina. Klopt het cijfer, schrijf dan waarom."
)
LOST = sayable("Gepubliceerde cijfers die verdwijnen")
LOST_WHY = sayable("Deze cijfers zijn gepubliceerd en staan niet meer in het concept. Klopt dat, schrijf dan waarom.")
LOST_REASON = sayable("Waarom het verdwijnt: {name}, {year}")
SAVE_LOST = sayable("Bewaar redenen van verdwijnen")
COMMENTARY_WHY = sayable("Bij elk niet behaald doel hoort ten minste één van de drie: oorzaak, actie of eigenaar.")
SAVE_DOUBTS = sayable("Bewaar redenen")
COMMENTARY = sayable("Toelichting bij niet behaald")
COMMENTARY_OF = sayable("Toelichting bij {name}, {year}")
CAUSE = sayable("Oorzaak")
ACTION = sayable("Wat wij eraan doen")
OWNER = sayable("Wie dat doet")
SAVE_COMMENTARY = sayable("Bewaar toelichtingen")
ASSESSMENT = sayable("Resultaten in woorden beoordelen")
ASSESSMENT_WHY = sayable("Deze resultaten zijn niet uit te rekenen. Een oordeel is niet verplicht.")
VERDICT_OF = sayable("Oordeel over {name}, {year}")
VERDICTS = {
    "": sayable("geen oordeel"),
    "achieved": sayable("behaald"),
    "not_achieved": sayable("niet behaald"),
}
VERDICT_REASON = sayable("Waarom: {name}, {year}")
SAVE_ASSESSMENTS = sayable("Bewaar oordelen")
CORRECTION = sayable("Een drukfout verbeteren")
CORRECTION_WHY = sayable(
    "Wat gedrukt staat blijft zichtbaar, met de reden erbij. Staat de fout later niet meer in de bron, dan vraagt het "
    "programma om de correctie weg te halen."
)
PAGE = sayable("Pagina")
TABLE = sayable("Tabel")
ROW_LABEL = sayable("Rij")
COLUMN = sayable("Kolom")
ATTRIBUTE = sayable("Wat er fout is")
ATTRIBUTES = {
    "value": sayable("het cijfer"),
    "year": sayable("het jaar"),
    "unit": sayable("de eenheid"),
    "role": sayable("wat de kolom is"),
    "low": sayable("de ondergrens"),
    "high": sayable("de bovengrens"),
    "qualifier": sayable("hoe precies het cijfer is"),
    "kind": sayable("het soort cel"),
    "decimals": sayable("het aantal decimalen"),
    "reason": sayable("waarom er geen cijfer is"),
}
EXPECTED = sayable("Nu gelezen als: {found}")
EMPTY = sayable("leeg")
CORRECTED = sayable("Zoals het moet zijn")
SAVE_CORRECTION = sayable("Bewaar de correctie")
MISSING = sayable("Vul nog in: {what}.")

# 4: release
RELEASE = sayable("Geef vrij")
UNCHECKED = sayable("Op deze server logt niemand in: of de vrijgever echt iemand anders is, wordt niet nagegaan.")
RELEASE_WHY = sayable("Zonder embargo zien bezoekers de cijfers meteen na het vrijgeven.")
EMBARGO_DATE = sayable("Embargo tot datum (dag-maand-jaar)")
EMBARGO_TIME = sayable("Embargo tot tijd (uur:minuut)")
EMBARGO_HELP = sayable("Nederlandse tijd. Laat beide leeg om meteen te publiceren.")
WRONG_MOMENT = sayable("‘{typed}’ is geen datum en tijd; verwacht: 13-06-2020 en 10:00.")
PAST_MOMENT = sayable("‘{typed}’ is al voorbij; kies een later moment, of laat het leeg.")
NO_SUCH_MOMENT = sayable("‘{typed}’ bestaat niet: dan gaat de klok een uur vooruit. Kies een ander uur.")
SOMEBODY_ELSE = sayable("U heeft dit concept zelf gemaakt. Iemand anders moet het vrijgeven.")
NOTHING_TO_RELEASE = sayable("Er is nog geen concept van deze aanlevering; maak dat eerst bij stap 3.")
RELEASED_NOW = sayable("Vrijgegeven en gepubliceerd als versie {version}.")
RELEASED_LATER = sayable("Vrijgegeven; wacht tot {moment}. Tot dan ziet geen bezoeker er iets van.")
WITHDRAW = sayable("Trek het concept in")
WITHDRAW_WHY = sayable("Daarna kan de aanlevering weer worden veranderd.")
WITHDRAWN = sayable("Het concept is ingetrokken.")
IS_PUBLISHED = sayable("Deze aanlevering is gepubliceerd.")
IS_ROLLED_BACK = sayable(
    "Deze aanlevering is gepubliceerd en daarna teruggezet: bezoekers zien nu een eerdere versie. Lever de bestanden "
    "opnieuw aan om ze weer te publiceren."
)
OVER = {"published": IS_PUBLISHED, "rolled back": IS_ROLLED_BACK}

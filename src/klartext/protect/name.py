"""Persons, places, addresses, companies and authorities.

Names are found by their surroundings (title, salutation, address, signature) and, once found, everywhere in
the letter. Lines of the letterhead, the address and the signature count as names as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import dropwhile, islice

from klartext.letter import HONORIFICS
from klartext.protect.scan import BlockView, matches
from klartext.protect.wording import CAPITAL, MONTH, NAME_WORD, WEEKDAY, fact
from klartext.spans import Span

_DEGREE = (
    r"(?:(?:Dr|Prof|Dipl|Ing|Mag|med|jur|phil|rer|nat|pol|oec|vet|dent|habil|h\.\s?c|e\.\s?h|Dres)\.(?:-\w{1,5}\.)?"
    r"|Dipl\.-\w{1,12}\.?|Professorin|Professor)"
)
_PARTICLE = (
    r"(?:von\s(?:der|den|dem)|vom|von|van\s(?:der|den|de)|van|zu|zur|zum|de\s(?:la|los)|de|del|della|da|dos|di|el"
    r"|al|bin|ibn|ten|ter|Freiherr|Freifrau|Graf|Gräfin)"
)
_FULL_NAME = rf"(?:{_DEGREE}~){{0,4}}(?:{_PARTICLE} ){{0,2}}{NAME_WORD}(?: (?:{_PARTICLE} )?{NAME_WORD}){{0,3}}"
_OF_PEOPLE = r"Herrn?|Frau|Fräulein|Eheleuten?|Ehepaar|Familie|Rechtsanwalt|Rechtsanwältin|Dr\.|Prof\."
_TITLE = rf"(?:{_OF_PEOPLE}|Firma|Fa\.)"
_RELATION = (
    r"(?:Kind(?:es|s)?|Tochter|Sohn(?:es|s)?|Enkel(?:s|in)?|Ehefrau|Ehemann(?:e?s)?|Ehegatten?|Ehegattin"
    r"|Lebensgefährt(?:en?|in)|Partnerin|Partners?"
    r"|Vaters?|Mutter|Bruders?|Schwester|Geschwister|Mündels?|Pflegekind(?:es|s)?)"
)
_STREET_WORD = (
    rf"(?:{CAPITAL}[\w.-]{{0,40}}?(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|graben|steig|stieg"
    r"|chaussee|promenade|markt|wall|tor|hof|berg|park"
    r"|kamp|pfad|twiete|zeile|bogen|anger|wiese|feld|hang|halde|blick|winkel|brücke|garten|kai|terrasse|siedlung|au"
    r"|heide|bach|grund|tal)"
    rf"|(?:{CAPITAL}[\w-]{{1,30}} ){{1,3}}(?:Straße|Strasse|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer|Graben|Steig"
    r"|Chaussee|Promenade|Markt|Wall|Reihe|Stieg|Landstraße))"
)
_HOUSE = r"\d{1,4}(?:\s?[a-z](?![\w.]))?(?:\s?[-–/]\s?\d{1,4}[a-z]?)?(?![\w.,]\d|\w)"
_BY_STREET = (
    r"(?:Am|An (?:der|den)|Auf (?:der|dem)|Im|In (?:der|den)|Zum|Zur|Unter den|Hinter (?:der|dem)|Vor dem|Bei der)"
)
_TOWN = (
    rf"{CAPITAL}[\w'’]{{1,30}}(?:[-/]{CAPITAL}?\w{{1,30}}){{0,3}}(?: (?:am|an der|im|in der|bei|ob der|vor der"
    rf"|a\.\s?d\.|{CAPITAL}\w{{1,30}})){{0,2}}"
)
_UNITS = (
    r"(?:Euro|EUR|Cent|Prozent|Kilometer|Meter|Quadratmeter|Stück|Personen|Einwohner\w*|Kilogramm|Tonnen|Liter|Tage"
    r"|Wochen|Monate|Jahre|Stunden|Millionen|Uhr)"
)
_POSTCODE = rf"(?:DE?-)?\d{{5}} (?!{_UNITS}(?!\w)){_TOWN}"
_OFFICE = (
    r"(?:(?:\w{1,40}(?:amt|gericht|kasse|behörde|verwaltung|verband|agentur|zentrum|sparkasse|inspektion|direktion"
    r"|präsidium|ministerium|kammer|(?<![bB]au)stelle)(?:e?s)?"
    r"|Stadt|Kreisstadt|Hansestadt|Landeshauptstadt|Gemeinde|Verbandsgemeinde|Samtgemeinde|Landkreis(?:es)?"
    r"|Kreis(?:es)?|Marktgemeinde"
    r"|Bezirksregierung|Regierung\svon|Regierungspräsidium|Job[cC]enters?|Agentur\sfür\sArbeit|Arbeitsagentur"
    r"|Landratsamt(?:e?s)?|Universität|Hochschule|Stadtwerken?"
    r"|Freistaat(?:e?s)?|Bundesland(?:e?s)?|AOK|Deutsche\sRentenversicherung)(?!\w))"
)
_FUNCTION_WORD = "Der|Die|Das|Des|Dem|Den|Eine?|Eine[mnrs]|Bei|Von|Mit|Für|An|Ihre?|Unsere?|Wir|Sie|Als|Wenn|Dass"
_COMPANY = (
    rf"(?:{CAPITAL}[\w&.'’+-]{{0,40}} (?:(?:&|und|u\.) )?){{1,5}}(?:g?GmbH(?: & Co\.? KG)?"
    r"|UG(?: \(haftungsbeschränkt\))?|AG|KGaA|KG|OHG|GbR|SE|eG|e\.\s?V\.|e\.\s?K\.|mbH|PartG)(?!\w)"
)

_PERSON = fact(
    rf"(?<!\w)(?P<title>{_TITLE}) (?P<name>(?:(?:Herrn?|Frau) )?{_FULL_NAME}(?: und (?={NAME_WORD} "
    rf"{CAPITAL}){_FULL_NAME})?)"
)
_ONE_PERSON = fact(rf"(?<!\w)(?P<title>{_OF_PEOPLE}) (?P<name>{_FULL_NAME})")
_RELATIVE = fact(rf"(?<!\w){_RELATION} (?P<name>{NAME_WORD}(?: {NAME_WORD}){{0,2}})(?!\w)")
_OFFICE_OF = fact(
    rf"(?<!\w){_OFFICE} (?P<name>(?:(?:Bad|Sankt|St\.|Groß|Klein|Alt|Neu|Ober|Unter|Nord|Süd|Obere[rs]?"
    rf"|Untere[rs]?) )?{NAME_WORD})(?!\w)"
)
_PLAIN = [
    fact(pattern)
    for pattern in (
        rf"(?<![\w.])(?:{_STREET_WORD}|(?:{_BY_STREET}|{CAPITAL}\w{{1,30}}) {CAPITAL}\w{{1,30}}(?= {_HOUSE},? "
        rf"\d{{5}} {CAPITAL})) {_HOUSE}",
        rf"(?<![\w.,-]){_POSTCODE}(?!\w)",
        r"(?<!\w)Postfach \d{1,3}(?:[\x20\u00a0]\d{1,3}){0,3}(?!\w)",
        rf"(?<!\w)Gemarkung {NAME_WORD}(?!\w)",
        r"(?<!\w)(?:Straße|Platz|Weg|Gasse|Allee|Gebiet|Baugebiet|Bebauungsplan|Grundstück|Gewann|Flur|Schule|Kita"
        r"|Kindertagesstätte|Verein|Projekt|Programm) [„\"»][^“”\"«„]{2,80}[“”\"«]",
        rf"(?<!\w)(?!(?:{_FUNCTION_WORD}) ){_COMPANY}",
    )
]

_NO_NAMES = frozenset(
    {
        "Damen", "Herren", "Herr", "Herrn", "Frau", "Familie", "Eltern", "Kolleginnen", "Kollegen",
        "Bürgerinnen", "Bürger", "Mitbürgerinnen", "Mitbürger", "Kundinnen", "Kunden", "Kundin", "Kunde",
        "Steuerzahlerinnen", "Steuerzahler", "Erziehungsberechtigte", "Sorgeberechtigte", "Versicherte",
        "Versicherter", "Antragstellerin", "Antragsteller", "Antragstellerinnen", "Studierende", "Schülerinnen",
        "Schüler", "Mieterin", "Mieter", "Eigentümerin", "Eigentümer", "Mitglied", "Mitglieder",
        "Anwohnerinnen", "Anwohner", "Nachbarinnen", "Nachbarn", "Sie", "Ihr", "Ihre", "Ihren", "Ihrem",
        "Ihrer", "Ihres", "Ihnen", "Der", "Die", "Das", "Den", "Dem", "Des", "Ein", "Eine", "Wir", "Es", "Er",
        "Bitte", "Dies", "Diese", "Dieser", "Dieses", "In", "Im", "Am", "An", "Auf", "Bei", "Mit", "Nach", "Zu",
        "Guten", "Guter", "Tag", "Morgen", "Abend", "Moin", "Hallo", "Sehr", "Liebe", "Lieber", "Betreff",
        "Datum", "Zeichen", "Auftrag", "Vertretung", "Anlage", "Anlagen", "Nummer", "Seite", "Anspruch",
        "Ansprüche", "Antrag", "Antrags", "Anträge", "Bescheid", "Bescheide", "Bescheids", "Bescheides",
        "Unterlagen", "Nachweise", "Nachweis", "Geld", "Euro", "Kosten", "Hilfe", "Zahlung", "Zahlungen",
        "Beitrag", "Beiträge", "Beiträgen", "Gebühren", "Leistung", "Leistungen", "Einkommen", "Vermögen",
        "Unterhalt", "Widerspruch", "Post", "Konto", "Frist", "Fristen", "Angaben", "Auskunft", "Auskünfte",
        "Schulden", "Steuern", "Steuer", "Akteneinsicht", "Einsicht", "Zugang", "Zeit", "Recht", "Rechte",
        "Pflicht", "Pflichten", "Daten", "Kopien", "Kopie", "Pflege", "Besuch", "Miete", "Heizkosten", "Rente",
        "Urlaub", "Arbeit", "Wohnung", "Schule", "Kita", "Gemeinde", "Stadt", "Kreis", "Amt", "Behörde",
        "Verfügung", "Fragen", "Termin", "Termine", "Kontakt", "Rücksprache", "Gelegenheit", "Folge", "Folgen",
        "Interesse", "Zinsen", "Raten", "Strafe", "Schutz", "Wasser", "Strom", "Gas", "Abfall", "Müll",
        "Fahrzeug", "Fahrzeuge", "Genehmigung", "Erlaubnis", "Zustimmung", "Mahnung", "Rechnung", "Haushalt",
        "Beschwerde", "Personen", "Person", "Kinder", "Jahre", "Monate", "Tage", "Wochen", "Jahr", "Monat",
        "Woche", "Ende", "Anfang", "Mitte", "Rathaus", "Bezug", "Anlass", "Bedarf", "Vorrang", "Vorteile",
        "Nachteile", "Erfolg", "Anteil", "Anteile", "Stelle", "Stellen", "Mitarbeiter", "Mitarbeiterin",
        "Mitarbeitende", "Verwaltung",
    }
)  # fmt: skip
_NOUN_ENDING = re.compile(
    r"(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tät|täten|nis|nisse|nissen|ismus|antrag"
    r"|antrags|anträge|bescheide?[sn]?|geld(?:e?s|er)?|gebühr(?:en)?"
    r"|steuern?|beitrags?|beiträgen?|kosten|zeiten|nummern?|pflicht(?:en)?|verfahrens?|amte?s?|gesetze?s?"
    r"|anspruchs?|ansprüchen?|beihilfen?|zulagen?|hilfen?|(?:ein|aus|rück|vor|hin|auf|um|an|ab)sicht|(?:auf|ab|zu"
    r"|an|ein|über|rück|teil)nahmen?|(?:ab|zu|gegen|ver|rück|be|um)ständ?e?n?s?|(?:zu|ab|ein|aus|um|be|ent)zugs?"
    r"|(?:vor|ein|aus|zu|ab|über|um)gangs?|rechte?n?|pläne?n?|scheine?s?|arbeit|verträgen?|vertrags?|(?:be|ab|ent"
    r"|an|zu|aus)schl[uü]ss\w{0,2})$",
    re.IGNORECASE,
)
_ARTICLES = frozenset(
    {
        "der", "die", "das", "des", "dem", "den", "ein", "eine", "einer", "eines", "einem", "einen", "mehr",
        "weniger", "jeder", "jede", "jedes", "jeden", "dieser", "diese", "dieses", "diesem", "diesen",
        "welcher", "welche", "welches", "vom", "zum", "zur", "im", "am", "beim", "ins", "alle", "allen",
        "aller", "viele", "vielen", "solche", "solcher",
    }
) | {
    owner + ending
    for owner in ("kein", "mein", "dein", "sein", "ihr", "unser", "eur")
    for ending in ("", "e", "en", "em", "er", "es")
}  # fmt: skip
_CALENDAR = fact(rf"{WEEKDAY}s?|{MONTH}")
_SALUTED = fact(rf"(?<!\w){NAME_WORD}(?: {NAME_WORD}){{0,3}}")
_TOWN_LINE = fact(rf"(?:DE?-)?\d{{5}} (?P<town>{_TOWN})$")
_WORD_BEFORE = re.compile(r"(\w+)\W{0,3}$")

_HONORIFIC_LINE = re.compile(rf"(?:An\s(?:den|die|das)|{HONORIFICS})$")
_FORMULA_LINE = re.compile(
    r"(?:.{0,40}(?:Grüß|Gruß|Grüss|Gruss)\w{0,3}(?!\w)|Hochachtungsvoll|MfG|Im Auftrag|In Vertretung|i\.\s?A\.$"
    r"|i\.\s?V\.$|gez\.$|Unterschrift|\(Unterschrift\)"
    r"|(?:Ihr|Ihre|Dein|Euer)\s|Anlagen?|P\.?\s?S\.|Dieses\s(?:Schreiben|Dokument)|Der\sBescheid\s)",
    re.IGNORECASE,
)
_SIGNED_PREFIX = re.compile(r"(?:gez\.|i\.\s?A\.|i\.\s?V\.|Im Auftrag:?|In Vertretung:?|z\.\s?Hd\.(?:\svon)?)\s{1,6}")
_LABEL_PREFIX = re.compile(r"[^\W\d_][\w .()/-]{1,50}:\s{0,6}")
_REMARK = re.compile(r"\s\([a-zäöü][^()]{0,80}\)$")
_DATE_BEHIND = re.compile(r",\s(?:den|am)\s\W?[\w{«]")
_SENTENCE = re.compile(r"(?:\S{1,60}\s){6}.{0,300}[.!?]$")
_LONGEST_LINE = 160


def find(view: BlockView, is_term: Callable[[str], bool]) -> Iterator[Span]:
    """Yield names after a title, relation or authority, addresses, and companies in a block.

    Args:
        view: A block.
        is_term: Whether a capitalised word is a known legal term and so no name ("das Jobcenter Bürgergeld").
    """
    yield from matches(_PLAIN, view)
    for start, name, end in _introduced(view, is_term):
        yield view.span(name if view.text[start:name].startswith("Fa.") else start, end)
    for found in _OFFICE_OF.finditer(view.text):
        length = _name_length(found["name"], is_term)
        if length:
            yield view.span(found.start(), found.start("name") + length)
    for start, end in _saluted(view):
        yield view.span(start, end)


def _saluted(view: BlockView) -> Iterator[tuple[int, int]]:
    """Yield who a salutation names without a title: *Guten Tag Kim Becker*, *Liebe Ayşe*."""
    if view.part != "anrede" or _PERSON.search(view.text):
        return
    for found in _SALUTED.finditer(view.text):
        words = list(dropwhile(lambda word: word[0] in _NO_NAMES, re.finditer(r"\S+", found[0])))
        if words and not any(word[0] in _NO_NAMES for word in words):
            yield found.start() + words[0].start(), found.end()


def _introduced(view: BlockView, is_term: Callable[[str], bool]) -> Iterator[tuple[int, int, int]]:
    """Yield where persons are introduced: start of the title, start and end of the name."""
    for found in _PERSON.finditer(view.text):
        if found["title"] == "Familie" and _follows_article(view.text, found.start()):
            continue
        trusted = found["title"] != "Familie"
        whole = view.part in ("anschrift", "anrede", "gruss")
        length = len(found["name"]) if whole else _name_length(found["name"], is_term, trusted)
        if length:
            yield found.start(), found.start("name"), found.start("name") + length
    for found in _RELATIVE.finditer(view.text):
        length = _name_length(found["name"], is_term)
        if length:
            yield found.start("name"), found.start("name"), found.start("name") + length


def titled_persons(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each person in a sentence, from the title to the end of the name; no companies."""
    for found in _ONE_PERSON.finditer(text):
        length = _name_length(found["name"], lambda _: False, trusted=True)
        if length and not (found["title"] == "Familie" and _follows_article(text, found.start())):
            yield found.start(), found.start("name") + length


def find_lines(view: BlockView) -> Iterator[Span]:
    """Yield the whole line of a letterhead, an address or a signature; a label or formula before it stays outside."""
    text = view.text
    if len(text) > _LONGEST_LINE or _SENTENCE.match(text):
        return
    if view.part == "anschrift" and not _HONORIFIC_LINE.match(text):
        prefix = _LABEL_PREFIX.match(text) or _SIGNED_PREFIX.match(text)
        start = prefix.end() if prefix else 0
        rest = _REMARK.search(text) or _DATE_BEHIND.search(text)
        yield view.span(start, rest.start() if rest else len(text))
    elif view.part == "gruss":
        prefix = _SIGNED_PREFIX.match(text)
        start = prefix.end() if prefix else 0
        if not _FORMULA_LINE.match(text[start:]):
            yield view.span(start, len(text))


def known_words(blocks: Sequence[BlockView], is_term: Callable[[str], bool]) -> frozenset[str]:
    """Return the words of personal and place names that the letter itself introduces.

    Args:
        blocks: All blocks of the letter.
        is_term: See ``find``.
    """
    words: set[str] = set()
    header = [view for view in blocks if view.part == "anschrift" and len(view.text) <= _LONGEST_LINE]
    for before, view in zip([None, *header], header, strict=False):
        town = _TOWN_LINE.match(view.text)
        if before is not None and _HONORIFIC_LINE.match(before.text):
            words.update(re.findall(NAME_WORD, view.text))
        elif town:
            words.update(re.findall(NAME_WORD, town["town"]))
    addressed = {view.text for view in header}
    for view in blocks:
        names = (view.text[start:end] for start, end in _saluted(view))
        words.update(word for name in names if name in addressed for word in re.findall(NAME_WORD, name))
    signed = (view for view in blocks if view.part == "gruss" and any(True for _ in find_lines(view)))
    for view in islice(signed, 1):
        words.update(re.findall(NAME_WORD, _SIGNED_PREFIX.sub("", view.text)))
    for view in blocks:
        for _, start, end in _introduced(view, is_term):
            words.update(re.findall(NAME_WORD, view.text[start:end]))
    return frozenset(word for word in words if len(word) > 2 and not _is_common(word, is_term))


def find_known(view: BlockView, words: frozenset[str]) -> Iterator[Span]:
    """Yield further places of known names; "der Bauer" after an article is a common noun."""
    if not words:
        return
    for found in re.finditer(rf"(?<![\w-]){NAME_WORD}", view.text):
        known = found[0] in words or found[0].removesuffix("s") in words
        if known and not _follows_article(view.text, found.start()):
            yield view.span(*found.span())


def _follows_article(text: str, at: int) -> bool:
    before = _WORD_BEFORE.search(text[max(0, at - 20) : at])
    return before is not None and before[1].lower() in _ARTICLES


def _is_common(word: str, is_term: Callable[[str], bool]) -> bool:
    """Whether a capitalised word is most likely an ordinary noun."""
    return word in _NO_NAMES or is_term(word) or bool(_NOUN_ENDING.search(word) or _CALENDAR.fullmatch(word))


def _name_length(name: str, is_term: Callable[[str], bool], trusted: bool = False) -> int:
    """Return the length of the leading part of a run of capitalised words that can be a name.

    Args:
        name: The run, with degrees and particles ("Dr. von").
        is_term: See ``find``.
        trusted: Whether the first word may look like a noun, because a title stands before it ("Frau Albrecht").
    """
    end = 0
    for found in re.finditer(r"\S+", name):
        word = found[0].rstrip(",")
        if word in ("Herr", "Herrn", "Frau") or not word[0].isupper() or word.endswith("."):
            continue
        if word in _NO_NAMES or (not trusted and _is_common(word, is_term)):
            break
        trusted = False
        end = found.end()
    return end

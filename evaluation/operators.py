"""Corruptions that the guard must hold back, and harmless changes that it must let pass.

An operator is a small generic change of meaning: it knows no particular sentence and yields every way in which it can
spoil a text. The tests apply them to their own sentences, the evaluation to letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

Spoil = Callable[[str], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Operator:
    """A corruption and the check that is there to notice it."""

    name: str
    check: str
    spoil: Spoil


def _put(text: str, hit: re.Match[str], new: str) -> str:
    return text[: hit.start()] + new + text[hit.end() :]


def _every(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Spoil:
    compiled = re.compile(pattern)

    def spoil(text: str) -> Iterator[str]:
        for hit in compiled.finditer(text):
            spoilt = _put(text, hit, new(hit) if callable(new) else hit.expand(new))
            if spoilt != text:
                yield spoilt

    return spoil


def _swap(pattern: str) -> Spoil:
    """Exchange neighbours of one kind that differ."""
    compiled = re.compile(pattern)

    def spoil(text: str) -> Iterator[str]:
        hits = list(compiled.finditer(text))
        for left, right in pairwise(hits):
            if left[0] != right[0]:
                yield text[: left.start()] + right[0] + text[left.end() : right.start()] + left[0] + text[right.end() :]

    return spoil


def _next_digit(hit: re.Match[str]) -> str:
    return str((int(hit[0]) + 1) % 10)


def _without_word(word: str) -> Spoil:
    return _every(rf"\s{word}(?!\w)", "")


_AMOUNT = r"\d[\d.]*(?:,\d\d)?(?=\s(?:Euro|EUR|€))"
_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_SURNAME = r"(?<=Herr )[A-ZÄÖÜ]\w+|(?<=Herrn )[A-ZÄÖÜ]\w+|(?<=Frau )[A-ZÄÖÜ]\w+"
_OTHER_FORCE = {
    "kann": "muss", "können": "müssen", "Kann": "Muss", "Können": "Müssen", "muss": "kann", "müssen": "können",
    "soll": "muss", "sollen": "müssen", "darf": "muss", "dürfen": "müssen", "könnte": "kann", "könnten": "können",
}  # fmt: skip

OPERATORS: tuple[Operator, ...] = (
    Operator("Ziffer geändert", "zahlen", _every(r"(?<![\d.§])\d(?=[\d.,]*\s(?!\.))", _next_digit)),
    Operator("Zahlwort geändert", "zahlen", _every(r"\bzwei\b", "drei")),
    Operator("Betrag geändert", "betraege", _every(r"\d(?=[\d.]*(?:,\d\d)?\s(?:Euro|EUR|€))", _next_digit)),
    Operator("zwei Beträge vertauscht", "betraege", _swap(_AMOUNT)),
    Operator("Einheit des Betrags geändert", "betraege", _every(r"\b(?:Euro|EUR)\b", "Prozent")),
    Operator("Währung hinter Platzhalter verloren", "betraege", _every(r"(?<=[»}\]])\s(?:Euro|EUR|€)", "")),
    Operator("Tag des Datums geändert", "daten", _every(rf"\d(?=\.\s(?:{_MONTHS}))", _next_digit)),
    Operator("Monat geändert", "daten", _every(rf"\b(?:{_MONTHS})\b", lambda m: "Mai" if m[0] != "Mai" else "Juni")),
    Operator("Jahr geändert", "daten", _every(r"(?<=\d\.20)\d\d\b|(?<=[a-z] 20)\d\d\b", "19")),
    Operator("zwei Daten vertauscht", "daten", _swap(r"\d{1,2}\.(?:\d{1,2}\.\d{4}|\s[A-Z]\w+\s\d{4})")),
    Operator("Frist: bis wird ab", "fristen", _every(r"\bbis zum(?=\s(?:\d|\[|«|\{))", "ab dem")),
    Operator("Frist: Einheit geändert", "fristen", _every(r"\bWochen\b", "Monaten")),
    Operator("Frist: eines Monats wird eines Jahres", "fristen", _every(r"\beines Monats\b", "eines Jahres")),
    Operator("Frist: innerhalb wird nach", "fristen", _every(r"\b(?:innerhalb|binnen)(?= (?:von|eine[rs]))", "nach")),
    Operator("Paragraf geändert", "paragrafen", _every(r"(?<=§ )\d", _next_digit)),
    Operator("Absatz geändert", "paragrafen", _every(r"(?<=Abs\. )\d", _next_digit)),
    Operator("Gesetz geändert", "paragrafen", _every(r"\bSGB (?:X|I|II|IX)\b", "SGB V")),
    Operator("Absatz verloren", "paragrafen", _every(r"\sAbs\. \d+(?!\d)", "")),
    Operator("Unterstrich des Platzhalters verloren", "platzhalter", _every(r"(?<=[\w])_(?=[\w]+(?:\}|»|\]))", "")),
    Operator("Klammer des Platzhalters verloren", "platzhalter", _every(r"\{\{|«", "")),
    Operator("zwei Platzhalter vertauscht", "platzhalter", _swap(r"\{\{\w+\}\}|«\w+»")),
    Operator("ß im Namen wird ss", "eigennamen", _every(r"(?<=[A-ZÄÖÜ][a-zäöü])ß|(?<=[A-ZÄÖÜ][a-zäöü]{2})ß", "ss")),
    Operator("Umlaut im Namen verloren", "eigennamen", _every(r"(?<=(?:Herr|Frau) [A-Z])ü", "ue")),
    Operator("zwei Namen vertauscht", "eigennamen", _swap(_SURNAME)),
    Operator("Name gekürzt", "eigennamen", _every(rf"(?:{_SURNAME})", lambda m: m[0][:-1])),
    Operator("nicht verloren", "verneinung", _without_word("nicht")),
    Operator(
        "nicht eingefügt",
        "verneinung",
        _every(r"(?<=können Sie|müssen Sie|dürfen Sie|Sie können|Sie müssen)(?= )", " nicht"),
    ),
    Operator("kein wird ein", "verneinung", _every(r"\bkein(?=(?:e|en|em|er|es)?\b)", "ein")),
    Operator("ohne wird mit", "verneinung", _every(r"\b[Oo]hne\b", "mit")),
    Operator("un- verloren", "verneinung", _every(r"\bun(?=vollständig|zulässig|begründet|wirksam|richtig)", "")),
    Operator("Nicht- verloren", "verneinung", _every(r"\bNicht(?=vorlage|zahlung|erscheinen)", lambda m: "")),
    Operator(
        "Modalverb geändert",
        "modalitaet",
        _every(r"\b(?:" + "|".join(_OTHER_FORCE) + r")\b", lambda m: _OTHER_FORCE[m[0]]),
    ),
    Operator("Pflicht wird Bitte", "modalitaet", _every(r"\bSie müssen\b", "bitte")),
    Operator("in der Regel verloren", "modalitaet", _every(r"\s(?:in der Regel|grundsätzlich)\b", "")),
    Operator("unverzüglich verloren", "modalitaet", _without_word("unverzüglich")),
    Operator("höchstens wird mindestens", "modalitaet", _every(r"\bhöchstens\b", "mindestens")),
    Operator("mindestens verloren", "modalitaet", _without_word("mindestens")),
    Operator("nur verloren", "modalitaet", _every(r"\s(?:nur|lediglich)\b", "")),
    Operator("Bedingung verloren", "bedingungen", _every(r", (?:wenn|sofern|falls|soweit|es sei denn)[^.?!]*", "")),
    Operator("Bedingung wird Zeitpunkt", "bedingungen", _every(r"\b(?:sofern|falls)\b", "sobald")),
    Operator("soweit wird wenn", "bedingungen", _every(r"\bsoweit\b", "wenn")),
    Operator("alle wird einige", "mengen", _every(r"\b(alle|sämtliche)(?=n?\b)", "einige")),
    Operator("beide verloren", "mengen", _every(r"\sbeiden?\b", "")),
    Operator("teilweise verloren", "mengen", _every(r"\s(?:ganz oder )?teilweise\b", "")),
    Operator("Frage wird Aussage", "satzart", _every(r"\?$", ".")),
    Operator("alles verloren", "leer", lambda text: iter(("",))),
    Operator("Wort verdoppelt", "leer", _every(r"\b(der|die|das|wir|und)\b", r"\1 \1")),
    Operator("Klammer verloren", "leer", _every(r"\)", "")),
    Operator("Anführung verloren", "leer", _every("“", "")),
    Operator("Leerzeichen verdoppelt", "leer", _every(r"(?<=\w) (?=\w)", "  ")),
)


# --- grammar --------------------------------------------------------------------------------------------------------

_SUBJUNCTION = r"wenn|weil|dass|sobald|sofern|falls|soweit|nachdem|bevor|damit|solange"
_OPENERS = rf"{_SUBJUNCTION}|ob|um"
_FINITE = (
    "müssen|können|dürfen|sollen|wollen|haben|werden|sind|muss|kann|darf|soll|hat|wird|ist|zahlen|prüfen|entscheiden"
    "|erhalten|brauchen|bekommen|reichen|teilen|fordern|lehnen|heben|setzen|stellen|bitten|schicken|senden"
)
_PARTICLE = "ab|an|auf|aus|bei|ein|fest|mit|nach|vor|weiter|zurück|zu|zusammen"
_OTHER_NUMBER = {
    "müssen": "muss", "können": "kann", "dürfen": "darf", "sollen": "soll", "wollen": "will", "haben": "hat",
    "werden": "wird", "sind": "ist", "muss": "müssen", "kann": "können", "darf": "dürfen", "soll": "sollen",
    "hat": "haben", "wird": "werden", "ist": "sind", "Haben": "Hat", "Müssen": "Muss", "Können": "Kann",
}  # fmt: skip
_OTHER_ARTICLE = {
    "dem": "den", "den": "des", "des": "dem", "das": "dem", "einen": "einem", "einem": "eine", "einer": "einen",
    "eines": "einen", "eine": "einem", "der": "das", "die": "dem", "Der": "Den", "Die": "Dem", "Das": "Dem",
    "Ihren": "Ihrem", "Ihrem": "Ihre", "Ihre": "Ihrem", "unsere": "unserem", "unseren": "unserem", "unser": "unseren",
}  # fmt: skip
_WRONG_CASE = {
    "der": "die", "dem": "der", "den": "dem", "einer": "einen", "einem": "einer", "einen": "einem", "die": "dem",
    "das": "des", "eine": "einem", "eines": "einen",
}  # fmt: skip


def _moved_to_end(text: str) -> Iterator[str]:
    """Move the finite verb of a plain statement to its end (*Wir den Antrag prüfen*)."""
    hit = re.fullmatch(rf"((?:Wir|Sie|Der \w+|Die \w+|Das \w+)) ({_FINITE}|\w+t) ([^,:;]+)\.", text)
    if hit and len(hit[3].split()) > 1:
        yield f"{hit[1]} {hit[3]} {hit[2]}."


GRAMMAR_OPERATORS: tuple[Operator, ...] = (
    Operator(
        "Verb rückt an dritte Stelle",
        "grammatik",
        _every(rf"(?<=[a-zäöüß\d]) ({_FINITE}) (Sie|wir)\b(?=[^?]*$)", r" \2 \1"),
    ),
    Operator("Verb rückt ans Satzende", "grammatik", _moved_to_end),
    Operator(
        "Verb rückt im Nebensatz nach vorn",
        "grammatik",
        _every(
            rf"\b((?:{_SUBJUNCTION}) (?:Sie|wir|sich|der \w+|die \w+|das \w+|Ihr \w+)) ([^,.:;?]+) (\w+)(?=[,.])",
            r"\1 \3 \2",
        ),
    ),
    Operator(
        "Verb in falscher Zahl",
        "grammatik",
        _every(rf"\b(?:{'|'.join(_OTHER_NUMBER)})\b", lambda m: _OTHER_NUMBER[m[0]]),
    ),
    Operator("Endung des Verbs falsch", "grammatik", _every(r"\b(Wir|wir) ([a-zäöüß]{3,})en\b", r"\1 \2t")),
    Operator(
        "Artikel im falschen Fall",
        "grammatik",
        _every(
            rf"\b(?:{'|'.join(_OTHER_ARTICLE)}) (?=(?:[a-zäöü]\w+ )?[A-ZÄÖÜ][a-zäöüß]{{2}})",
            lambda m: _OTHER_ARTICLE[m[0][:-1]] + " ",
        ),
    ),
    Operator(
        "Adjektiv falsch gebeugt",
        "grammatik",
        _every(
            r"(?<=(?:den|die|das|dem|der|des) )([a-zäöüß]{3,}(?:ig|lich|isch|end|t|en))(e|en) (?=[A-ZÄÖÜ][a-zäöü]{2})",
            lambda m: f"{m[1]}{'em' if m[2] == 'en' else 'es'} ",
        ),
    ),
    Operator(
        "Infinitiv statt Partizip",
        "grammatik",
        _every(r"\b(haben|hat|hatten|hatte)\b([^,.;:?]*) (\w*?)ge([bdfhklmprsz]\w+?)e?t(?=[.,])", r"\1\2 \3\4en"),
    ),
    Operator(
        "Partizip statt Infinitiv",
        "grammatik",
        _every(
            r"\b(müssen|muss|können|kann|dürfen|darf|sollen|soll)\b([^,.;:?]*) ([bdfhklmprsz][a-zäöüß]+?)en(?=[.,])",
            r"\1\2 ge\3t",
        ),
    ),
    Operator(
        "„zu“ neben dem Modalverb",
        "grammatik",
        _every(
            rf"\b(müssen|muss|können|kann|dürfen|darf)\b([^,.;:?]*) ((?:{_PARTICLE})?)(?=[a-zäöüß]{{4,}}en[.,])",
            lambda m: f"{m[1]}{m[2]} {m[3] + 'zu' if m[3] else 'zu '}",
        ),
    ),
    Operator("Partikel verloren", "grammatik", _every(rf"\s(?:{_PARTICLE})(?=\.)", "")),
    Operator("Verb verdoppelt", "grammatik", _every(rf"\b((?:Wir|wir|Sie) ({_FINITE}) [^,.:;?]+)(?=\.)", r"\1 \2")),
    Operator(
        "Verb verloren",
        "grammatik",
        _every(rf"\b((?:Wir|Sie|Der \w+|Die \w+|Das \w+)) (?:{_FINITE})\b(?=[^,:]*\.$)", r"\1"),
    ),
    Operator("Komma vor dem Nebensatz verloren", "grammatik", _every(rf",(?= (?:{_OPENERS})\b)", "")),
    Operator(
        "Komma vor dem Relativsatz verloren",
        "grammatik",
        _every(
            r"(?<=[a-zäöüß]),(?= (?:die|der|das|den|dem|denen|deren) [^,.:;]*\b"
            r"(?:haben|hat|ist|sind|wird|werden|können|kann|müssen|muss|worden)[,.])",
            "",
        ),
    ),
    Operator("Komma hinter dem Nebensatz verloren", "grammatik", _every(rf"(?<=[a-zäöüß]),(?= (?:{_FINITE})\b)", "")),
    Operator("Komma hinter „dass“", "grammatik", _every(rf"\b({_SUBJUNCTION}) (?=[a-zA-Z])", r"\1, ")),
    Operator(
        "Komma vor dem Verb",
        "grammatik",
        _every(rf"^((?:Wir|Der \w+|Die \w+|Das \w+|Ihr \w+)) (?=(?:{_FINITE})\b)", r"\1, "),
    ),
    Operator(
        "Artikel verdoppelt",
        "grammatik",
        _every(
            r"\b(der|die|das|den|dem) (?=[A-ZÄÖÜ][a-zäöü]{3})",
            lambda m: m[0] + ("eine " if m[1] != "den" else "einen "),
        ),
    ),
    Operator(
        "Präposition verdoppelt",
        "grammatik",
        _every(r"\b(mit|von|für|nach|in|auf) (?=(?:der|den|dem|einer|einem|Ihre[mnr]) )", r"\1 mit "),
    ),
    Operator("Wortform gibt es nicht", "grammatik", _every(r"\b(\w*ge[bdfhklmprsz]\w{3,})t(?=[.,])", r"\1ten")),
    Operator(
        "höfliches Sie klein",
        "grammatik",
        _every(r"(?<=[a-zäöüß,] )(?:Sie|Ihnen|Ihre[nmrs]?)\b", lambda m: m[0].lower()),
    ),
    Operator(
        "Hauptwort klein",
        "grammatik",
        _every(r"\b(der|die|das|den|dem|Ihr|Ihre) ([A-ZÄÖÜ][a-zäöüß]{3,})\b", lambda m: f"{m[1]} {m[2].lower()}"),
    ),
    Operator("Verb groß", "grammatik", _every(r"(?<=[a-zäöüß] )[a-zäöüß]{4,}en(?=\.$)", lambda m: m[0].capitalize())),
    Operator(
        "Präposition mit falschem Fall",
        "grammatik",
        _every(
            r"\b(mit|von|bei|nach|zu|für|durch|gegen|ohne|innerhalb) "
            r"(der|dem|den|einer|einem|einen|die|das|eine|eines)\b",
            lambda m: f"{m[1]} {_WRONG_CASE[m[2]]}",
        ),
    ),
    Operator(
        "zweiter Nominativ", "grammatik", _every(r"\b((?:Wir|wir) [a-zäöüß]+) (?:den|einen) (?=[A-ZÄÖÜ])", r"\1 der ")
    ),
)
"""Errors of grammar; the sentence must be right before."""


# --- what a language model gets wrong -------------------------------------------------------------------------------

_PAST = {
    "wird": "wurde", "werden": "wurden", "ist": "war", "sind": "waren", "hat": "hatte", "haben": "hatten",
    "zahlen": "zahlten", "zahlt": "zahlte", "prüfen": "prüften", "erhalten": "erhielten", "gilt": "galt",
    "gelten": "galten", "beginnt": "begann", "endet": "endete", "brauchen": "brauchten", "lebt": "lebte",
    "leben": "lebten", "wohnen": "wohnten", "wohnt": "wohnte", "bekommen": "bekamen", "steht": "stand",
}  # fmt: skip
_OTHER_NOUN = {
    "Antrag": "Vertrag", "Bescheid": "Ausweis", "Frist": "Gebühr", "Kind": "Hund", "Miete": "Rente", "Rente": "Miete",
    "Unterlagen": "Möbel", "Nachweis": "Ausweis", "Nachweise": "Ausweise", "Wohnung": "Schule", "Kosten": "Zinsen",
    "Betrag": "Vertrag", "Leistung": "Strafe", "Leistungen": "Strafen", "Termin": "Vertrag", "Vater": "Mutter",
    "Mutter": "Vater", "Jobcenter": "Finanzamt", "Finanzamt": "Jobcenter", "Krankenkasse": "Gemeinde",
    "Gebühr": "Strafe", "Steuer": "Miete", "Grundstück": "Fahrzeug", "Fahrzeug": "Grundstück", "Einkommen": "Vermögen",
}  # fmt: skip
_OTHER_VERB = {
    "prüfen": "vernichten", "zahlen": "zählen", "vorlegen": "abholen", "einreichen": "abholen",
    "mitteilen": "verkaufen",
    "bewilligen": "beenden", "erstatten": "pfänden", "entscheiden": "streiten", "schicken": "verkaufen",
    "melden": "entschuldigen", "beantragen": "kündigen", "geprüft": "verloren", "bewilligt": "beendet",
    "erhalten": "verloren", "gezahlt": "geliehen", "beantragt": "verkauft", "erlassen": "verschenkt",
}  # fmt: skip
_OPPOSITE = {
    "mehr": "weniger", "höher": "niedriger", "später": "früher",
    "monatlich": "jährlich", "jährlich": "monatlich", "schriftlich": "mündlich", "Beginn": "Ende", "Ende": "Beginn",
    "innerhalb": "außerhalb", "Mieter": "Vermieter", "Arbeitgeber": "Arbeitnehmer", "Käufer": "Verkäufer",
}  # fmt: skip


def _one_of(table: dict[str, str]) -> Spoil:
    return _every(rf"\b(?:{'|'.join(table)})\b(?!-)", lambda m: table[m[0]])


def _behind(claim: str) -> Spoil:
    """Add a sentence."""
    return _every(r"(?<=[.])$", f" {claim}")


MODEL_OPERATORS: tuple[Operator, ...] = (
    Operator(
        "Aussage dazu: Rechtsmittel", "neue_woerter", _behind("Gegen diesen Beschluss ist kein Einspruch zulässig.")
    ),
    Operator("Aussage dazu: Folge", "neue_woerter", _behind("Andernfalls droht Ihnen eine Haftstrafe.")),
    Operator("Aussage dazu: Versprechen", "neue_woerter", _behind("Unser Team unterstützt Sie gern.")),
    Operator("Aussage dazu: Ort", "neue_woerter", _every(r"(?<=[a-zäöüß])\.$", " im Rathaus am Markt.")),
    Operator("Aussage dazu: Grund", "neue_woerter", _every(r"(?<=[a-zäöüß])\.$", ", weil Ihr Konto überzogen ist.")),
    Operator(
        "Aussage dazu: Bedingung", "bedingungen", _every(r"(?<=[a-zäöüß])\.$", ", wenn der Nachbar einverstanden ist.")
    ),
    Operator(
        "Aussage dazu: Adverb", "modalitaet", _every(r"\b(müssen|können|haben|werden) (Sie|wir)\b", r"\1 \2 sofort")
    ),
    Operator(
        "kann wird wird", "modalitaet", _every(r"\b(kann|können)\b", lambda m: "wird" if m[1] == "kann" else "werden")
    ),
    Operator("kann verloren", "modalitaet", _every(r"\b(?:kann|können)\b([^.,]* \w+t) werden\b", r"wird\1")),
    Operator(
        "muss wird soll", "modalitaet", _every(r"\b(muss|müssen)\b", lambda m: "soll" if m[1] == "muss" else "sollen")
    ),
    Operator(
        "darf wird kann",
        "modalitaet",
        _every(r"\b(darf|dürfen)\b(?! nicht)", lambda m: "muss" if m[1] == "darf" else "müssen"),
    ),
    Operator("Zeit geändert", "zeit", _one_of(_PAST)),
    Operator("Substantiv ausgetauscht", "neue_woerter", _one_of(_OTHER_NOUN)),
    Operator("Verb ausgetauscht", "neue_woerter", _one_of(_OTHER_VERB)),
    Operator("Gegenteil", "gegenteil", _one_of(_OPPOSITE)),
    Operator("über wird unter", "gegenteil", _every(r"\b(?:über|mehr als)(?= \d)", "unter")),
    Operator("wir und Sie vertauscht", "personen", _every(r"\b(Wir|wir) ([a-zäöüß]+en)\b", lambda m: f"Sie {m[2]}")),
    Operator("Sie und wir vertauscht", "personen", _every(r"(?<!\. )(?<!^)\bSie ([a-zäöüß]+en)\b", r"wir \1")),
    Operator("fremde Handelnde", "personen", _every(r"\b(?:Wir|wir) ([a-zäöüß]+en)\b", r"die Gutachter \1")),
    Operator("Ihr wird unser", "personen", _every(r"\bIhr(e[nmrs]?)?(?= [A-ZÄÖÜ])", lambda m: f"unser{m[1] or ''}")),
    Operator(
        "Verb der Reihe verloren",
        "verlorene_woerter",
        _every(r" und (?:[a-zäöüß]+ )?[a-zäöüß]+(?:en|t)(?= (?:haben|hat|werden|wird|ist|sind)\b[,.]|[.])", ""),
    ),
    Operator(
        "Glied der Reihe verloren",
        "verlorene_woerter",
        _every(r",? (?:und|oder) (?:[a-zäöüß]+ )?[A-ZÄÖÜ][a-zäöüß]{5,}(?=[,.])", ""),
    ),
    Operator(
        "Hauptwort mit Zusatz verloren",
        "verlorene_woerter",
        _every(
            r" (?:mit|für|von|durch|gegen|wegen|aus|bei) (?:der|dem|den|die|das|Ihre[mnr]?|Ihr|eine[mnr]?)"
            r" [A-ZÄÖÜ][a-zäöüß]{5,}(?=[ .,])",
            "",
        ),
    ),
    Operator("und wird oder", "verknuepfung", _every(r"(?<=[a-zäöüß]) und (?=[a-zäöüA-ZÄÖÜ])", " oder ")),
    Operator("wenn wird weil", "bedingungen", _every(r"\b([Ww])enn\b", r"\1eil")),
    Operator("wenn wird obwohl", "bedingungen", _every(r"\bwenn\b", "obwohl")),
    Operator("weil wird obwohl", "bedingungen", _every(r"\bweil\b", "obwohl")),
    Operator("Datum wird Objekt", "verknuepfung", _every(r"\b(?:am|vom|zum) (?=\d{1,2}\. [A-Z])", "den ")),
    Operator(
        "nicht mehr als wird weniger als", "modalitaet", _every(r"\b(?:nicht mehr als|höchstens)\b", "weniger als")
    ),
    Operator("mindestens wird mehr als", "modalitaet", _every(r"\bmindestens\b", "mehr als")),
    Operator("alle eingefügt", "mengen", _every(r"\b(?:die|Ihre) (?=[A-ZÄÖÜ][a-zäöüß]+en\b)", "alle ")),
    Operator(
        "Infinitiv statt Partizip beim Passiv",
        "grammatik",
        _every(r"\b(wird|werden|wurde|wurden)\b([^,.;:?]*) (\w*?)ge([bdfhklmprsz]\w+?)e?t(?=[.,])", r"\1\2 \3\4en"),
    ),
    Operator(
        "Verb am Ende verloren",
        "grammatik",
        _every(
            r"\b(haben|hat|müssen|muss|können|kann|wird|wurde)\b([^.,;:?]*) [a-zäöüß]+(?:en|t)\.$",
            r"\1\2.",
        ),
    ),
)
"""Errors that change what a correct rewrite says; the whole guard must notice them."""

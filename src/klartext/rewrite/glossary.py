"""Legal terms stay; where a letter first uses one, an explanation from the glossary may follow as a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from klartext.letter import TICK_SIGNS
from klartext.protect.rechtsbegriff import inflections
from klartext.records import Letter, Proposal, Protected, Sentence
from klartext.rewrite.instructions import is_instruction
from klartext.rewrite.letter_facts import DECIDES_REMEDY, names_of_reader
from klartext.rewrite.representation import ACTS_FOR, is_to_lawyer
from klartext.ruleset.lexicon import GlossaryTerm, Roles
from klartext.ruleset.lexicon_schema import Area
from klartext.spans import Places, Span

RULE: Final = "glossar"
_ASKED: Final = "erklaerung"
_NEAR: Final = 100
_MOST: Final = 3
"""More explanations would make a letter longer, not clearer."""
_SOON: Final = 2
"""Sentences with a term after which its explanation would come late."""
_CONFIDENCE: Final = 0.8
_LAST_WORD: Final = re.compile(r"\S+$")
_OPENS_CLAUSE: Final = frozenset({"jemand", "man", "wer", "es", "niemand"})
_NOUN: Final = re.compile(r"(?<!\w)[A-ZÄÖÜ][a-zäöüß]{3,}(?!\w)")
_GOES_ON: Final = re.compile(
    r"\s*(?:Da(?:bei|mit|durch|gegen|zu|rin|nach|für|von|rüber|rauf|her|nn)|Hier\w*|Dies\w*|Letzter\w*|Deshalb|Deswegen"
    r"|Außerdem|Zudem|Ferner|Zugleich|Weiterhin|Insoweit|Insbesondere|Andernfalls|Sonst|Ansonsten|Auch|Er|Dort|So)(?!\w)"
)
"""How a sentence begins that goes on about the one before: nothing may come between them."""
_BELONGS_TO: Final = re.compile(
    r"(?<!\w)(?:Ihr(?:e[nmrs]?)?\s(?:\w+\s)?(?:Kind(?:e[rsn]*)?|Sohn(?:e?s)?|Töchtern?|Tochter|Söhnen?|Ehe\w+|Mutter|Vater"
    r"|Vaters|Eltern|Mitarbeiter\w*|Arbeitnehmer\w*|Beschäftigten?|Pflegekind\w*|Enkel\w*|Mündels?))(?!\w)"
)
_DEFINES: Final = re.compile(
    r"(?<!\w)(?:(?:ist|sind|gilt|gelten)(?:\s(?:gegeben|anzunehmen))?,\s(?:wer|was|wenn|dass)"
    r"|(?:ist|sind)\s(?:eine?|der|die|das)\s[^.]*?,\s(?:der|die|das|dass|wenn)|(?:liegt|liegen)\s(?:\w+\s)?vor,"
    r"|heißt|bedeutet|versteht|meint)(?!\w)"
)
_IS_GIVEN: Final = re.compile(
    r"\s(?:liegt|liegen|ist|sind)\s(?:\w+\s)?(?:vor|gegeben|anzunehmen),\s(?:wenn|soweit|sofern)"
)
_POINTS_BACK: Final = re.compile(r"(?:Das|Sie|Er|Es|Darunter|Solche\w*|Ein\w*\s(?:solche|derartige)\w*)(?!\w)")
_TELLS_MORE: Final = re.compile(
    r"(?:\s[a-zäöüß]+){0,2},\s(?:[a-zäöüß]+\s)?(?:der|die|das|dem|den|dessen|deren|welche[mnrs]?)(?!\w)"
)
"""A clause about the term right behind it: *eine Ordnungswidrigkeit darstellt, die …*."""
_SHORTEST: Final = 5
_STEM: Final = 6
_HERE: Final = re.compile(
    r"(?:[^,;:]|,\d)*(?<!\w)[Hh]ier(?:an|auf|aus|bei|für|gegen|in|nach|über|um|unter|von|zu)(?!\w)"
)
"""What a first clause refers to must stand in the sentence before."""
_BACK: Final = re.compile(
    r"(?:[^\s,]+\s){0,3}(?:bis\sdahin|deshalb|deswegen|dies(?:e[mnrs]?)?(?!\s(?:Bescheid|Schreiben|Brief|Entscheidung|Verfügung|Anordnung|Mitteilung))"
    r"|jene[mnrs]?|[Ss]olche?[mnrs]?|er|sie|ihn|ihm|deren|dessen|dasselbe|derselben?|dieselben?|[Ll]etztere[mnrs]?"
    r"|da(?:ran|rauf|raus|bei|für|gegen|mit|nach|rüber|von|zu)(?!\shinaus)(?![^.]*,\s(?:dass|ob|wie|wer|was)(?!\w)))(?!\w)"
)
"""Words near the start of a sentence that mean something in the one before."""
_SHE: Final = re.compile(r"Sie\s(?:\w+t|kann|muss|darf|soll|wird|war|wurde)(?!\w)")
"""A sentence about *sie*, as its verb shows: *Sie ersetzt keine Erlaubnis*."""
_BODY: Final = re.compile(
    r"\s+(?:d(?:es|er)|eine[rs]|durch\s+d(?:en|ie|as)|von|vom)\s+(?:[a-zäöüß]+\s+)?(?P<noun>[A-ZÄÖÜ][\w-]+)"
)
_NOT: Final = re.compile(r"(?<!\w)nicht(?!\w)")
_THIRD: Final = re.compile(r"(?<!\w)(?:[Ee]r|sie|ihm|ihr\w{0,2}|ihn|ihnen|[Ss]ein\w{0,2})(?!\w)")
_PEOPLE: Final = re.compile(r"(?<!\w)(?:Sie|Ihnen|Ihr\w*|man|jemand\w*)(?!\w)")
_NAMED: Final = re.compile(
    r"(?<!\w)(?:Herrn?|Frau)\s(?:(?:Dr\.|Prof\.)\s)*(?P<name>[A-ZÄÖÜ][\w'’-]+)(?:\s[A-ZÄÖÜ][\w'’-]+)?"
)
_REMEDIES: Final = frozenset({"Widerspruch", "Einspruch", "Klage", "Berufung", "Beschwerde"})
_IS_READERS: Final = re.compile(r"(?<!\w)Ihre?[nmrs]?(?:\s[\w.]+){0,4}\s$")
"""*Ihr Widerspruch* needs no explanation."""
_BY_READER: Final = re.compile(r"(?<!\w)von\sIhnen(?:\s[\w.]+){1,6}\s$")
_ASKED_FOR: Final = re.compile(r"(?<!\w)Ihr\w{0,2}\s(?:\S+\s){0,4}Antr[aä]g\w*\sauf\s(?:\w+\s)?$")
_FILED: Final = re.compile(
    r"(?<!\w)(?:Sie\s(?:haben|hatten)|(?:haben|hatten)\sSie)(?!\w)[^;]{0,160}(?<!\w)(?:eingelegt|erhoben|eingereicht|gestellt)(?!\w)"
    r"|(?<!\w)(?:legten|erhoben|reichten)\sSie(?!\w)|(?<!\w)Sie\s(?:legten|erhoben|reichten)(?!\w)"
)
_REJECTS: Final = re.compile(
    r"(?<!\w)(?:zurückgewiesen|zurückzuweisen|weis(?:e|en|t)(?!\w)[^.]*(?<!\w)zurück|verworfen"
    r"|(?:als\s)?(?:un)?begründet|(?:als\s)?unzulässig|erfolglos|ohne\sErfolg|kein(?:en)?\sErfolg|abgeholfen|stattgegeben|abgelehnt|abzulehnen)(?!\w)"
)
_READER: Final = re.compile(r"(?<!\w)(?:Sie|Ihnen|Ihr\w*)(?!\w)")
AREA_NAMES: Final[Mapping[Area, str]] = {
    "arbeit": "Arbeitsrecht", "aufenthalt": "Aufenthaltsrecht", "bau": "Baurecht", "bußgeld": "Bußgeldverfahren",
    "daten": "Datenschutzrecht", "familie": "Familienrecht", "gebühren": "Gebührenrecht",
    "gericht": "Gerichtsverfahren", "gesundheit": "Gesundheitsrecht", "gewerbe": "Gewerberecht", "melde": "Melderecht",
    "ordnung": "Ordnungsrecht", "rente": "Rentenrecht", "schule": "Schulrecht", "sozial": "Sozialrecht",
    "steuer": "Steuerrecht", "umwelt": "Umweltrecht", "verkehr": "Verkehrsrecht",
    "vollstreckung": "Vollstreckungsrecht", "zoll": "Zollrecht",
}  # fmt: skip
"""The fields of law by name; what is ``allgemein`` holds in all of them."""
_MEMBER: Final = (
    r"(?:[a-zäöüß]+\s){0,2}[A-ZÄÖÜ][\w-]+(?:\s(?:zu[mr]?|bei|für|nach|der|des|in|im)\s(?:\w+\s)?[A-ZÄÖÜ][\w-]+)?"
)
_AND: Final = r"(?:und|oder|sowie|bzw\.)"
_LAST_OF_SEVERAL: Final = re.compile(rf"(?:{_MEMBER},\s{_MEMBER}\s{_AND}|[{TICK_SIGNS}])\s?(?:[a-zäöüß]+\s){{0,2}}$")
_FIRST_OF_SEVERAL: Final = re.compile(rf"(?:,\s{_MEMBER}){{1,5}}\s{_AND}\s{_MEMBER}")
_MIDDLE: Final = (re.compile(rf"{_MEMBER},\s(?:[a-zäöüß]+\s){{0,2}}$"), re.compile(rf"\s{_AND}\s{_MEMBER}"))


@dataclass(frozen=True, slots=True)
class GlossaryRewriter:
    """Proposes explanations for a whole letter, at most one for each term.

    ``by_form`` has every form of a term, ``explanations`` the explanation of each term on one line.
    """

    by_form: Mapping[str, GlossaryTerm]
    explanations: Mapping[str, str]
    roles: Roles

    @classmethod
    def of(cls, glossary: Mapping[str, GlossaryTerm], roles: Roles) -> GlossaryRewriter:
        """Return the rewriter with every form of the terms of one word, and the others as they stand."""
        found: dict[str, GlossaryTerm] = {}
        for term in glossary.values():
            forms = inflections(term.term) if " " not in term.term else frozenset([term.term])
            found.update(dict.fromkeys(forms, term))
        return cls(found, {t.term: " ".join(explanation_of(t).split()) for t in glossary.values()}, roles)

    def propose(
        self, letter: Letter, sentences: Sequence[Sentence], protected: Sequence[Protected]
    ) -> Iterator[Proposal]:
        """Yield an explanation behind the first sentence of running text where a term surely has that sense."""
        if is_to_lawyer(letter):
            return
        known, following = Places(sentences), {a.id: b.text for a, b in pairwise(sentences)}
        told, filed = self._explained_in(letter), self._filed(letter, known, protected)
        read: dict[str, set[str]] = {}
        here: dict[str, list[str]] = {}
        for place in protected:
            term = self.by_form.get(" ".join(place.text.split())) if place.kind == "rechtsbegriff" else None
            if term is None or term.term in told | filed or len(told) >= _MOST:
                continue
            sentence = next(iter(known.around(place.span)), None)
            part = letter.part_at(place.span.start)
            before = read.setdefault(term.term, set())
            if sentence is not None:
                before.add(sentence.id)
            if (
                len(before) > _SOON
                or sentence is None
                or (part is not None and part.kind != "text")
                or _is_told_with(term, here.get(sentence.id, ()))
                or self._is_between_others(sentence, term)
                or _is_past_remedy(letter, sentence, term)
                or _is_open_to_others(letter, sentence, term)
                or not _is_spoken_to(letter, term)
                or self._is_of_a_body(letter, place, term)
                or _is_of_whom_the_reader_acts_for(letter, sentence, term)
                or _IS_GIVEN.match(letter.text, place.span.end)
                or _is_explained_next(following.get(sentence.id, ""), term)
                or _is_taken_up(following.get(sentence.id, ""))
                or _is_meant_by_sie(letter, sentence, place, following.get(sentence.id, ""))
                or _is_denied(letter, sentence, place, term)
                or _is_explained_in(sentence.text, term)
                or _is_explained_behind(letter.text[place.span.end : sentence.span.end], term)
                or _GOES_ON.match(letter.text, sentence.span.end)
                or _is_one_of_several(letter, place)
                or is_instruction(sentence.text)
            ):
                continue
            if _needs(letter, sentence, place, term):
                told.add(term.term)
                here.setdefault(sentence.id, []).append(term.term)
                yield _proposal(letter, sentence, term)

    def _explained_in(self, letter: Letter) -> set[str]:
        """Return the terms whose explanation stands in the letter already, as after a first acceptance."""
        text = " ".join(letter.text.split())
        return {term for term, explanation in self.explanations.items() if explanation in text}

    def _filed(self, letter: Letter, known: Places[Sentence], protected: Sequence[Protected]) -> set[str]:
        """Return what the reader has used or applied for already, by what the letter says anywhere."""
        found: set[str] = set()
        for place in protected:
            term = self.by_form.get(" ".join(place.text.split())) if place.kind == "rechtsbegriff" else None
            sentence = next(iter(known.around(place.span)), None)
            if term is None:
                continue
            if sentence is not None and _is_filed_by_reader(letter, sentence, place, term):
                found.add(term.term)
            if _ASKED_FOR.search(letter.text[max(0, place.span.start - _NEAR) : place.span.start]):
                found.add(term.term)
        return found

    def _is_between_others(self, sentence: Sentence, term: GlossaryTerm) -> bool:
        """Whether the explanation speaks of the reader and the sentence only of others: *Die Kammer wird angehört*."""
        if not _READER.search(explanation_of(term)) or _READER.search(sentence.text):
            return False
        nouns = _NOUN.findall(sentence.text)
        return any(self.roles.is_office(w) or self.roles.is_other(w) or self.roles.person(w) for w in nouns)

    def _is_of_a_body(self, letter: Letter, place: Protected, term: GlossaryTerm) -> bool:
        """Whether it happens to an office while the explanation speaks of people: *nach Anhörung des Landesamtes*."""
        behind = _BODY.match(letter.text, place.span.end)
        if behind is None or not _PEOPLE.search(explanation_of(term)):
            return False
        noun = behind["noun"]
        names = (noun, noun.removesuffix("s"), noun.removesuffix("es"))
        return any(self.roles.is_office(n) or self.roles.is_other(n) for n in names)


def _is_told_with(term: GlossaryTerm, told: Sequence[str]) -> bool:
    """Whether the same sentence explains a longer or shorter term: *Mitwirkungspflicht* and *Mitwirkung*."""
    own = term.term.lower()
    return any(own.startswith(word.lower()) or word.lower().startswith(own) for word in told)


def _is_of_whom_the_reader_acts_for(letter: Letter, sentence: Sentence, term: GlossaryTerm) -> bool:
    """Whether the explanation says *Sie* while somebody is meant whom the reader represents or has."""
    if not _READER.search(explanation_of(term)):
        return False
    if ACTS_FOR.search(letter.text):
        return True
    if not _BELONGS_TO.search(letter.text):
        return False
    without = _BELONGS_TO.sub("", sentence.text)
    return without != sentence.text or (_THIRD.search(without) is not None and not _READER.search(without))


def _is_spoken_to(letter: Letter, term: GlossaryTerm) -> bool:
    """Whether the letter speaks to its reader anywhere, if the explanation does."""
    if not _READER.search(explanation_of(term)):
        return True
    return any(_READER.search(letter.text, p.span.start, p.span.end) for p in letter.parts if p.kind == "text")


def _is_past_remedy(letter: Letter, sentence: Sentence, term: GlossaryTerm) -> bool:
    """Whether the letter decides on the remedy that the explanation tells the reader how to use.

    Behind *Der Widerspruch wird zurückgewiesen*, *Sie verlangen …* would sound like an offer.
    """
    if term.term not in _REMEDIES or not _READER.search(explanation_of(term)):
        return False
    return DECIDES_REMEDY.search(letter.text) is not None or _REJECTS.search(sentence.text) is not None


def _is_open_to_others(letter: Letter, sentence: Sentence, term: GlossaryTerm) -> bool:
    """Whether somebody else than the reader may use the remedy, too: the letter is about a person named in it.

    *Widerspruch und Klage haben keine aufschiebende Wirkung* in a letter to an employer about *Herrn Falk*.
    """
    explained = explanation_of(term)
    used = term.term in _REMEDIES or "wehren" in explained
    if not used or not _READER.search(explained) or _READER.search(sentence.text):
        return False
    told = (
        hit for p in letter.parts if p.kind == "text" for hit in _NAMED.finditer(letter.text, p.span.start, p.span.end)
    )
    known = names_of_reader(letter)
    return any(hit["name"] not in known for hit in told)


def _is_explained_next(told: str, term: GlossaryTerm) -> bool:
    """Whether the next sentence says what the term means: *Unzuverlässig ist, wer …*, *… liegt vor, wenn …*."""
    if not _DEFINES.search(told):
        return False
    name = term.term.lower()
    words = (w.lower() for w in re.findall(r"\w+", told))
    named = any(len(w) >= _SHORTEST and (name.startswith(w) or w.startswith(name)) for w in words)
    return named or _POINTS_BACK.match(told) is not None


def _is_meant_by_sie(letter: Letter, sentence: Sentence, place: Protected, told: str) -> bool:
    """Whether *Sie* in the next sentence means the term, a plural at the front: *Die Auflagen gelten. Sie sind …*."""
    front = letter.text[sentence.span.start : place.span.start].split()
    return front in (["Die"], ["Diese"], []) and place.text.endswith("n") and told.lstrip().startswith("Sie ")


def _is_denied(letter: Letter, sentence: Sentence, place: Protected, term: GlossaryTerm) -> bool:
    """Whether the sentence says that there is none: a statement of what it means sounds like the opposite behind it.

    *Ein Ermessen steht uns nicht zu. Ermessen bedeutet: Das Gesetz lässt einen Spielraum.*
    """
    if ": " not in explanation_of(term):
        return False
    front = letter.text[sentence.span.start : place.span.start].split()
    none = bool(front) and front[-1].lower().startswith("kein")
    return none or (
        front in (["Ein"], ["Eine"]) and _NOT.search(letter.text[place.span.end : sentence.span.end]) is not None
    )


def _is_taken_up(told: str) -> bool:
    """Whether the next sentence points back: behind an explanation, to something in it (*Wird diese verweigert, …*)."""
    words = " ".join(told.split())
    return any(pattern.match(words) is not None for pattern in (_HERE, _BACK, _SHE))


def _is_explained_in(told: str, term: GlossaryTerm) -> bool:
    """Whether the sentence says most of it itself: *der Anhörung, in der Sie Gelegenheit hatten, sich zu äußern*."""
    own = term.term.lower()
    words = {w for w in _stems(explanation_of(term)) if not own.startswith(w)}
    return bool(words) and 2 * len(words & _stems(told)) > len(words)


def _is_explained_behind(told: str, term: GlossaryTerm) -> bool:
    """Whether a clause about the term uses a noun of its explanation: *…, die mit einer Geldbuße geahndet wird*."""
    if _TELLS_MORE.match(told) is None:
        return False
    own = _stems(term.term)
    return bool((_stems(" ".join(_NOUN.findall(explanation_of(term)))) - own) & _stems(told))


def _stems(text: str) -> set[str]:
    """Return how the longer words of a text begin."""
    return {w.lower()[:_STEM] for w in re.findall(r"\w+", text) if len(w) >= _STEM}


def _is_one_of_several(letter: Letter, place: Protected) -> bool:
    """Whether the term is one of three or more in a list, or one that a tick box offers: one explanation is too little.

    *Bürgergeld, Grundsicherung oder Hilfe zum Lebensunterhalt*, *☐ Mietzuschuss / ☐ Lastenzuschuss*.
    """
    before = letter.text[max(0, place.span.start - _NEAR) : place.span.start].replace("\n", " ")
    behind = letter.text[place.span.end : place.span.end + _NEAR].replace("\n", " ")
    if _LAST_OF_SEVERAL.search(before) or _FIRST_OF_SEVERAL.match(behind):
        return True
    return _MIDDLE[0].search(before) is not None and _MIDDLE[1].match(behind) is not None


def _needs(letter: Letter, sentence: Sentence, place: Protected, term: GlossaryTerm) -> bool:
    """Whether a term stands in a statement and is not explained there already."""
    behind = letter.text[place.span.end : place.span.end + 2].strip()
    before = letter.text[max(0, place.span.start - 1) : place.span.start]
    owned = letter.text[max(sentence.span.start, place.span.start - _NEAR) : place.span.start]
    explained = any(w in sentence.text for w in ("bedeutet", "heißt", "das ist", "nennt man", "d. h.", "d.h."))
    if ";" in letter.text[place.span.end : sentence.span.end] or (_is_remedy(term) and _IS_READERS.search(owned)):
        return False
    if _holds(sentence.text, term.not_with) or _is_anothers(letter, place, term):
        return False
    if term.only_with and not _holds(letter.text, term.only_with):
        return False
    return sentence.text.endswith(".") and not behind.startswith("(") and before != "(" and not explained


def _is_filed_by_reader(letter: Letter, sentence: Sentence, place: Protected, term: GlossaryTerm) -> bool:
    """Whether the reader has used the remedy already and knows it: *Sie haben Klage erhoben*."""
    before = letter.text[max(sentence.span.start, place.span.start - _NEAR) : place.span.start]
    return _is_remedy(term) and (_BY_READER.search(before) is not None or _FILED.search(sentence.text) is not None)


def _is_remedy(term: GlossaryTerm) -> bool:
    return term.term.lower().endswith(tuple(word.lower() for word in _REMEDIES))


def _holds(text: str, words: Sequence[str]) -> bool:
    """Whether a word of the text begins with one of these."""
    return any(re.search(rf"(?<!\w){re.escape(word)}", text) for word in words)


def _is_anothers(letter: Letter, place: Protected, term: GlossaryTerm) -> bool:
    """Whether the term is somebody else's while its explanation speaks of the reader: *meine Einwilligung*."""
    before = letter.text[max(0, place.span.start - _NEAR) : place.span.start].split()[-1:]
    owned = bool(before) and before[0].lower().startswith(("mein", "unser", "sein", "ihr")) and before[0][:1] != "I"
    return owned and bool(_READER.search(explanation_of(term)))


def explanation_of(term: GlossaryTerm) -> str:
    """Return the explanation as a sentence of its own."""
    told = term.bracket
    if told.split(" ", 1)[0] in _OPENS_CLAUSE:
        told = told[0].upper() + told[1:]
    return term.sentence or f"{term.term[0].upper()}{term.term[1:]} bedeutet: {told}."


def _proposal(letter: Letter, sentence: Sentence, term: GlossaryTerm) -> Proposal:
    last = _LAST_WORD.search(sentence.text)
    start = sentence.span.start + (last.start() if last else 0)
    original, added = letter.text[start : sentence.span.end], explanation_of(term)
    caution = f"{_where(term)} Passt nicht bei: {term.not_if}." if term.not_if else _where(term)
    return Proposal(
        sentence=sentence.id,
        findings=(),
        span=Span(start, sentence.span.end),
        original=original,
        replacement=f"{original} {added}",
        rule=RULE,
        explanation=f"„{term.term}“ ist ein fester Begriff und bleibt stehen. Die Erklärung kommt nur dazu.{caution}",
        confidence=_CONFIDENCE,
        needs=_ASKED,
        adds=added,
    )


def _where(term: GlossaryTerm) -> str:
    """Return in which fields of law the explanation fits; nothing where it fits in all of them."""
    if "allgemein" in term.areas:
        return ""
    *others, last = (f"im {AREA_NAMES[area]}" for area in term.areas)
    return f" Die Erklärung passt {', '.join(others)} und {last}." if others else f" Die Erklärung passt {last}."

"""What the whole letter tells about who writes and who reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from klartext.grammar.nouns import names_a_person
from klartext.letter import letterheads, sending_offices
from klartext.records import ActorAnswer, Letter
from klartext.rewrite.contract import LetterFacts
from klartext.rewrite.instructions import without_declarations
from klartext.rewrite.others import OUTCOMES, acts, person_of, takes_up
from klartext.rewrite.representation import acts_for_client, orders_another, represents_somebody
from klartext.ruleset.lexicon import Roles

_OFFICE: Final = re.compile(r"(?<!\w)(?:wir|uns|unser\w{0,2})(?!\w)", re.IGNORECASE)
_ONE_PERSON: Final = re.compile(r"(?<!\w)(?:[Ii]ch|mir|mich|mein\w{0,2})(?!\w)")
_ARGUMENTS: Final = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl:arg"})
_POLITE: Final = frozenset({"Sie", "Ihnen"})
_APPLIES: Final = {
    "antrag": ("antrag", "beantragen"), "widerspruch": ("widerspruch", "widersprechen"), "einspruch": ("einspruch", ""),
    "beschwerde": ("beschwerde", "beschweren"), "kläger": ("klage", "klagen"),
}  # fmt: skip
"""By the first part of a name for a person (*Antragsteller*): the end of the noun and the verb for what it did."""
_NAME: Final = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’-]+")
_TITLES: Final = frozenset({"Sehr", "Guten", "Tag", "Liebe", "Lieber", "Frau", "Herr", "Damen", "Herren", "Dr", "Prof"})
_FILED: Final = frozenset({"stellen", "einlegen", "einreichen", "erheben"})
_PRINTED: Final = frozenset({"anschrift", "betreff", "gruss", "fuss"})
_COURT: Final = "gericht"
_APPOINTMENTS: Final = ("termin", *OUTCOMES)
_PROCEEDINGS: Final = "verfahren"
_SPEAKS: Final = re.compile(r"(?<!\w)(?:wir|uns|unser\w{0,2}|ich|mir|mich|meine?[nmrs]?)(?!\w)", re.IGNORECASE)
DECIDES_REMEDY: Final = re.compile(
    r"^\s*(?:Teil-?)?(?:Widerspruchsbescheid|Einspruchsentscheidung)(?!\w)", re.MULTILINE
)
"""The heading of a letter that decides on a remedy."""
_WORDS: Final = r"(?:[^.]|(?<=\d)\.){0,120}(?<!\w)"
_REJECTS_REMEDY: Final = re.compile(
    rf"(?<!\w)(?:Widerspruch|Einspruch)(?!\w){_WORDS}(?:(?:wird|werden)\s{_WORDS}zurückgewiesen|weis(?:e|en|t)\s{_WORDS}zurück)(?!\w)"
    rf"|(?<!\w)weis(?:e|en|t)\s{_WORDS}(?:Widerspruch|Einspruch)\s{_WORDS}zurück(?!\w)"
)
_QUOTED: Final = re.compile(r"„[^“”\"]{1,1000}[“”\"]|(?<!\S)»(?=\S)[^«»]{1,1000}(?<=\S)«(?!\w)|\"[^\"]{1,1000}\"")
"""What others have said or what a text says; it does not tell how the letter speaks of itself."""


def facts_of(doc: Doc, letter: Letter, roles: Roles, actor: ActorAnswer = "") -> LetterFacts:
    """Return the facts of a letter; one that says *ich* and never *wir* keeps to *ich*.

    Args:
        doc: The letter with its analysis, where a line break inside a block is a blank.
        letter: The letter with its lines: whom it is addressed to stands in lines of its own.
        roles: Who usually does what.
        actor: The human's answer to who acts where the letter does not say.
    """
    text = _QUOTED.sub(" ", without_declarations(_spoken(doc, letter)))
    alone = bool(_ONE_PERSON.search(text)) and not _OFFICE.search(text)
    for_client = acts_for_client(letter.text)
    speaks = _SPEAKS.search(text) is not None
    senders = sending_offices(letter)
    several = len({t.lemma_ for t in doc if acts(t, roles)}) > 1
    return LetterFacts(
        office_pronoun="ich" if alone else "wir",
        others=_others(doc, roles, for_client) | _applied_for(doc, roles, names_of_reader(letter)),
        several_act=several,
        office_speaks=speaks,
        theirs=_theirs(doc, roles) | _their_proceedings(doc, roles, senders),
        for_client=for_client,
        reviews=DECIDES_REMEDY.search(letter.text) is not None or _REJECTS_REMEDY.search(text) is not None,
        taken_up=_taken_up(doc, roles),
        orders_another=orders_another(letter),
        senders=senders,
        court_decides=not speaks and _is_by_court(letter) and (_is_by_registry(letter) or any(map(_is_the_court, doc))),
    )


def _is_by_court(letter: Letter) -> bool:
    """Whether the first line of the letterhead names a court."""
    return any(word.lower().endswith(_COURT) for word in _letterhead(letter).partition("\n")[0].split())


def _is_by_registry(letter: Letter) -> bool:
    """Whether the letterhead names the registry, which decides nothing."""
    return "Geschäftsstelle" in _letterhead(letter)


def _letterhead(letter: Letter) -> str:
    return next(letterheads(letter), "")


def _is_the_court(token: Token) -> bool:
    """Whether a letter calls the court *das Gericht*, not another by its full name."""
    return token.lemma_.lower() == _COURT and [c.lower_ for c in token.children if c.dep_ == "det"] in (
        ["das"], ["dem"], ["des"],
    )  # fmt: skip


def _spoken(doc: Doc, letter: Letter) -> str:
    """Return what the letter itself says: *Unser Zeichen* in its head is print, and so is *Besuchen Sie uns* below."""
    said = [doc.text[p.span.start : p.span.end] for p in letter.parts if p.kind not in _PRINTED]
    return "\n\n".join(said) or doc.text


def _theirs(doc: Doc, roles: Roles) -> frozenset[str]:
    """Return the nouns for outcomes and appointments that belong to another's deed, and for what another has to do.

    The deed stands in the same sentence or the one before, and the office does not speak there.
    """
    found = {noun.lemma_ for token in doc if token.lemma_ == "beauftragen" for noun in _charges(token)}
    before = False
    for sentence in doc.sents:
        ours = _SPEAKS.search(sentence.text) is not None
        here = any(acts(t, roles) for t in sentence)
        if (here or before) and not ours:
            found.update(t.lemma_ for t in sentence if t.pos_ == "NOUN" and t.lemma_.lower().endswith(_APPOINTMENTS))
        before = here
    return frozenset(found)


def _their_proceedings(doc: Doc, roles: Roles, senders: frozenset[str]) -> frozenset[str]:
    """Return the proceedings that bear the name of another body: *Bußgeldverfahren* beside *Bußgeldstelle*."""
    nouns = {t.lemma_ for t in doc if t.pos_ == "NOUN"}
    bodies = tuple(n.lower() for n in nouns if roles.is_office(n) and n.lower() not in senders)
    fronts = {n: n.lower().removesuffix(_PROCEEDINGS) for n in nouns if n.lower().endswith(_PROCEEDINGS)}
    return frozenset(n for n, front in fronts.items() if front and any(body.startswith(front) for body in bodies))


def _charges(verb: Token) -> Iterator[Token]:
    """Yield what another than the reader is charged with: *wurde der Arzt mit der Begutachtung beauftragt*."""
    if any(c.text in _POLITE for c in verb.children):
        return
    yield from (c for c in verb.children if c.pos_ == "NOUN" and any(p.lower_ == "mit" for p in c.children))


def _taken_up(doc: Doc, roles: Roles) -> frozenset[str]:
    """Return the nouns for people whom a later sentence of the same paragraph calls *er* or *sie*."""
    found: set[str] = set()
    named: Token | None = None
    for token in doc:
        person = person_of(roles, token) if token.pos_ == "NOUN" else None
        if person is not None:
            named = token
        elif "\n\n" in token.text or (token.dep_ == "nsubj" and names_a_person(token.lemma_)):
            named = None
        elif named is not None and takes_up(token, named) and token.sent != named.sent:
            found.add(named.lemma_)
    return frozenset(found)


def names_of_reader(letter: Letter) -> frozenset[str]:
    """Return the names in the salutation: *Sehr geehrte Frau Kim*."""
    greeted = letter.salutation
    return frozenset(_NAME.findall(letter.text[greeted.start : greeted.end])) - _TITLES if greeted else frozenset()


def _applied_for(doc: Doc, roles: Roles, readers: frozenset[str]) -> frozenset[str]:
    """Return the names for who has applied, objected or sued where the letter says that somebody else did.

    *Auf Antrag des Nachbarn*, *Ihre Vermieterin hat die Prüfung beantragt*; not *der Antrag von Frau Kim* in a letter
    to her.
    """
    others = [t for t in doc if not any(c.text in readers for c in (t, *t.children))]
    did = {start for start, (noun, verb) in _APPLIES.items() for t in others if _did(t, noun, verb, roles)}
    people = (person.words for word, person in roles.persons.items() if word.lower().startswith(tuple(did)))
    return frozenset(word for words in people for word in words if not word.lower().endswith(("gegner", "gegnerin")))


def _did(token: Token, noun: str, verb: str, roles: Roles) -> bool:
    """Whether a noun that cannot be the reader names who did it: as the subject, or behind the deed."""
    person = roles.person(token.lemma_)
    if token.pos_ not in ("NOUN", "PROPN") or (person is not None and person.reader == "sicher"):
        return False
    head = token.head
    if token.dep_ == "nsubj" and head.pos_ == "VERB":
        filed = (c.lemma_.lower().endswith(noun) for c in head.children if c.dep_ == "obj")
        return head.lemma_ == verb or (head.lemma_ in _FILED and any(filed))
    if token.dep_ != "nmod" or not head.lemma_.lower().endswith(noun) or token.i < head.i:
        return False
    case = [c.lower_ for c in token.children if c.dep_ == "case"]
    owned = "Case=Gen" in token.morph or any(c.lemma_ in ("der", "ein", "ihr") for c in token.children)
    return case[:1] in (["von"], ["vom"]) or (not case and owned)


def _others(doc: Doc, roles: Roles, for_client: bool) -> frozenset[str]:
    """Return the nouns for people that are not the reader.

    They stand beside the reader in one clause (*Der Antragsteller legt Ihnen … vor*), or the reader acts for them.
    """
    represented = for_client or represents_somebody(doc.text)
    found: set[str] = set()
    for token in doc:
        told = token.pos_ == "NOUN" and (represented or token.dep_ in _ARGUMENTS)
        person = roles.person(token.lemma_) if told else None
        if person is not None and (represented or any(_is_reader(c) for c in token.head.children)):
            found.update(person.words)
    return frozenset(found)


def _is_reader(token: Token) -> bool:
    inside = token.i > token.sent.start
    return token.pos_ == "PRON" and token.text in _POLITE and token.dep_ in _ARGUMENTS and inside

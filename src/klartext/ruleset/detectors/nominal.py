"""Noun style: actions hidden in nouns, stacked genitives, attributes that hold a whole sentence."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from spacy.tokens import Token

from klartext.grammar.nouns import MONTHS
from klartext.pipeline.agreement import ARTICLES
from klartext.pipeline.word_forms import is_known, lemma_of
from klartext.ruleset.detectors.clauses import children, evidence, hit, word_count, words_of
from klartext.ruleset.detectors.contract import Hit, SentenceView
from klartext.ruleset.rule import Parameters
from klartext.ruleset.word_groups import word_groups

_ENDING: Final = "ung"
_DEEDS: Final = (_ENDING, "lage", "gabe", "nahme")
_PREPOSITIONAL: Final = frozenset(
    {"im falle", "im fall", "im rahmen", "im wege", "im zuge", "im laufe", "im sinne", "in höhe", "auf grund"}
)
_PREFIXES: Final = (
    *("be", "ge", "ent", "emp", "er", "ver", "zer", "miss"),
    *("über", "unter", "hinter", "wider", "durch", "um", "voll"),
)
"""How a past participle may begin: with *ge* or the prefix of a verb that takes none (*übermittelt*)."""
_EXAM: Final = re.compile(
    r"(?<!\w)(?:Klausur|Prüfling|Prüfungs(?:ausschuss|leistung|ordnung|termin|tag|versuch)|Modulprüf)"
)
_POINTING: Final = frozenset({"folgend", "nachfolgend", "nachstehend", "vorstehend"})
"""Point to a place of the letter; a phrase before them without article is the verb's: *ergeht an Sie folgender …*."""
_MEASURES: Final = ("mindest", "höchst")
"""How nouns begin that name a limit and no deed: *Mindestentfernung*."""
_CARRIED: Final = frozenset({"obl", "obl:agent", "obl:arg", "obj", "iobj", "nsubj", "nmod", "expl:pv"})


@lru_cache(maxsize=8_192)
def is_verb(infinitive: str) -> bool:
    """Whether a word list knows the infinitive."""
    return is_known(infinitive) and lemma_of(infinitive).lower() == infinitive


def action_noun(token: Token, fixed: frozenset[str], actions: frozenset[str]) -> bool:
    """Whether a noun names an action: *Prüfung* from *prüfen*, *das Abstellen*, *Vorlage*.

    Args:
        token: The noun.
        fixed: Nouns that name a thing or a set term (*Wohnung*, *Schreiben*), also as the last part of a compound;
            with a leading ``=`` the noun itself (*Leitung*, but not *Einleitung*) and compounds made with it
            (*Schulleitung*).
        actions: Further nouns of action with another form (*Vorlage*, *Erlass*); in the plural they name things
            (*Ihre Angaben*, *Abgaben*).
    """
    if token.pos_ != "NOUN" or not token.text.replace("-", "").isalpha() or token.lower_.startswith(_MEASURES):
        return False
    lemma = token.lemma_.removeprefix("Nicht").capitalize() if token.lemma_.startswith("Nicht") else token.lemma_
    if token.text in actions:
        return True
    if lemma in actions:
        return "Number=Plur" not in token.morph
    if "=" + lemma.lower() in fixed or lemma.lower().endswith(_small(fixed)):
        return False
    if lemma.endswith(_ENDING):
        verbal = _verbal_part(lemma.removesuffix(_ENDING).lower())
        return verbal is not None and f"={verbal}{_ENDING}" not in fixed
    return _nominal_infinitive(token)


@lru_cache(maxsize=64)
def _small(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words)


def _verbal_part(stem: str) -> str | None:
    """Return the longest end of a stem that is the stem of a verb: *erstatt* of *kostenerstatt*; None if there is none.

    Of a compound three letters must be left before it and behind its start.
    """
    if not stem:
        return None
    starts = (0, *range(3, len(stem) - 3))
    return next((stem[at:] for at in starts if _is_stem(stem[at:])), None)


def _is_stem(stem: str) -> bool:
    """Whether a verb has this stem; *Rücksendung* has the verb *zurücksenden*."""
    back = stem.startswith("rück") and is_verb(f"zu{stem}en")
    return back or is_verb(stem + "en") or is_verb(stem + "n")


def _nominal_infinitive(token: Token) -> bool:
    """Whether the noun is an infinitive with a capital: *das Abstellen des Fahrzeugs*."""
    word = token.text.lower().removesuffix("s")
    neuter_singular = token.morph.get("Gender", []) == ["Neut"] and "Number=Plur" not in token.morph
    return word.endswith(("en", "ern", "eln")) and neuter_singular and is_verb(word)


def noun_style(view: SentenceView, parameters: Parameters) -> Iterator[Hit]:
    """Yield actions hidden in nouns.

    Three shapes: the noun with an empty verb (``leere_verben``: *die Übersendung erfolgt*), after a preposition
    (``praepositionen``, and ``mit_genitiv`` only with an object: *nach Prüfung*, *für die Ermittlung des Einkommens*),
    and with its object in the genitive (*die Zuerkennung des Merkzeichens*). Beside the verbs of ``termin_verben`` a
    phrase with *zu* names an event or belongs to the verb (*zur Untersuchung einladen*, *zur Vorlage bringen*).
    """
    fixed, actions = words_of(parameters["feste"]), words_of(parameters["handlungen"])
    empty, strong = words_of(parameters["leere_verben"]), words_of(parameters["praepositionen"])
    weak, meetings = words_of(parameters["mit_genitiv"]), words_of(parameters.get("termin_verben"))
    for token in view.sent:
        if token.pos_ != "NOUN":
            continue
        verb = _empty_verb(token, empty)
        if verb is not None and (token.lemma_.endswith(_ENDING) or action_noun(token, frozenset(), actions)):
            parts = [token, *children(token, "det", "det:poss"), verb, *children(verb, "compound:prt")]
            yield hit(parts, [evidence(token, "handlung"), evidence(verb, "leeres_verb")], 3)
        elif _with_zu(token) and token.head.lemma_ in meetings:
            continue
        elif (
            action_noun(token, fixed, actions)
            and not _is_exam(token)
            and (found := _phrase(token, strong, weak, actions))
        ):
            yield hit(found, [evidence(token, "handlung")])


def _is_exam(noun: Token) -> bool:
    """Whether *Prüfung* is what somebody sits: nothing is said to be examined, and the letter speaks of an exam."""
    return noun.lemma_ == "Prüfung" and not _complements(noun) and _EXAM.search(noun.doc.text) is not None


def _with_zu(noun: Token) -> bool:
    return any(c.lower_ in ("zu", "zur", "zum") for c in children(noun, "case"))


def _empty_verb(noun: Token, empty: frozenset[str]) -> Token | None:
    head = noun.head
    if noun.dep_ in ("nsubj", "nsubj:pass", "obj") and head.lemma_ in empty:
        return head
    return None


def _phrase(noun: Token, strong: frozenset[str], weak: frozenset[str], actions: frozenset[str]) -> list[Token] | None:
    prepositions = [c for c in children(noun, "case") if c.i < noun.i]
    complements = _complements(noun)
    determiners = children(noun, "det", "det:poss")
    parts = [noun, *prepositions, *determiners, *complements]
    forms = {p.lower_ for p in prepositions}
    if forms & strong:
        contracted = any(p.lower_ in ("zur", "zum", "beim", "vom") for p in prepositions)
        bare = not determiners or contracted
        return parts if complements or bare or determiners[0].lemma_ in ("der", "ein") else None
    if forms & weak:
        return parts if complements else None
    if prepositions or noun.lemma_ in actions or "Number=Plur" in noun.morph:
        return None  # several of them are events that have happened: „Änderungen der Anschrift“
    if complements and noun.dep_ in ("nsubj", "nsubj:pass", "obj", "conj", "ROOT"):
        return parts
    return None


def _complements(noun: Token) -> list[Token]:
    """Return what the action is done to: a genitive or *von* phrase right after the noun."""
    found = []
    for child in children(noun, "nmod"):
        cases = children(child, "case")
        genitive = not cases and "Case=Gen" in child.morph and child.i > noun.i and not _is_object(child)
        if any(c.isdigit() for c in child.text) or child.text in MONTHS:
            continue  # the date or number that a document is known by
        if genitive or any(c.lower_ in ("von", "vom") for c in cases):
            found += [child, *children(child, "det", "case"), *_named_by(child)]
    return [t for t in found if t.i > noun.i]


def _named_by(noun: Token) -> list[Token]:
    """Return the number or title right behind a noun, without which it says nothing: *der Nummern 1 bis 3*."""
    behind, further = noun.doc[noun.i + 1 : noun.i + 2], noun.doc[noun.i + 2 : noun.i + 4]
    named = [t for t in behind if t.head == noun and (t.dep_ in ("flat", "nummod") or t.pos_ in ("NUM", "X"))]
    more = len(further) == 2 and further[0].lower_ in ("bis", "und") and further[1].text.isdigit()
    return [*named, *further] if named and more else named


def genitive_chain(view: SentenceView, parameters: Parameters) -> Iterator[Hit]:
    """Yield nouns with at least ``stufen`` genitives hanging one on the other."""
    least = int(parameters["stufen"])
    for token in view.sent:
        if token.pos_ in ("NOUN", "PROPN") and not _is_genitive(token) and not _prepositional(token):
            if _cites(view, token):
                continue
            chain = _longest_chain(token)
            if len(chain) > least:
                proofs = [evidence(t, "genitiv") for t in chain[1:]]
                yield hit(chain, proofs, 3 if len(chain) > least + 1 else None, stufen=str(len(chain) - 1))


def _cites(view: SentenceView, noun: Token) -> bool:
    """Whether a noun belongs to a citation: *Artikel 22 Absatz 6 des Zollkodex der Union*."""
    return any(p.kind == "paragraph" and p.span.start <= noun.idx < p.span.end for p in view.protected)


def _prepositional(noun: Token) -> bool:
    """Whether a noun only makes a preposition with the one before it: *im Falle*, *im Rahmen*, *im Wege*."""
    before = [c for c in children(noun, "case") if c.i == noun.i - 1]
    return bool(before) and f"{before[0].lower_} {noun.lower_}" in _PREPOSITIONAL


def _is_genitive(token: Token) -> bool:
    return (
        token.dep_ == "nmod"
        and token.i > token.head.i
        and "Case=Gen" in token.morph
        and not children(token, "case")
        and bool(children(token, "det", "det:poss", "amod"))
        and not _is_dative(token)
        and not _is_object(token)
        and not any("/" in t.text for t in token.doc[token.head.i : token.i])
    )


def _is_dative(noun: Token) -> bool:
    """Whether a genitive by its form is the dative its verb waits for: *auf Wunsch des Amtes der Prüfung zustimmen*."""
    ambiguous = any(c.lower_ in ("der", "einer", "dieser") for c in children(noun, "det"))
    second = noun.head.dep_ == "nmod" or any(
        "Case=Gen" in c.morph and c.i < noun.i for c in children(noun.head, "nmod")
    )
    if not ambiguous or "Number=Plur" in noun.morph or not second:
        return False
    verb = next((t for t in noun.ancestors if t.pos_ == "VERB"), None)
    if verb is None or verb.i < noun.i or verb.lemma_ not in word_groups().dativverben:
        return False
    return not any("Case=Dat" in c.morph and not children(c, "case") for c in verb.children)


def _is_object(noun: Token) -> bool:
    """Whether a genitive is what its verb waits for: *die Änderung des Hauses bedarf der Erlaubnis*."""
    verb = next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), None)
    return verb is not None and verb.lemma_ in word_groups().genitivverben and noun == _genitive_object(verb)


def _genitive_object(verb: Token) -> Token | None:
    """Return the genitive that a verb waits for where the parse hangs it on a noun: a consent, else the second one."""
    if any("Case=Gen" in c.morph and not children(c, "case") for c in verb.children if c.dep_ != "nsubj"):
        return None
    subject = next(iter(children(verb, "nsubj")), None)
    if subject is None:
        return None
    hung = [t for t in subject.subtree if _hangs_in_genitive(t, subject)]
    consents = (t for t in hung if t.lemma_.lower().endswith(tuple(word_groups().zustimmungen)))
    return next(consents, hung[min(1, len(hung) - 1)] if hung else None)


def _hangs_in_genitive(noun: Token, subject: Token) -> bool:
    """Whether only genitives lead from a noun with an article up to the subject."""
    if noun.i <= subject.i or not children(noun, "det", "det:poss", "amod"):
        return False
    while noun != subject:
        if noun.dep_ != "nmod" or "Case=Gen" not in noun.morph or children(noun, "case"):
            return False
        noun = noun.head
    return True


def _longest_chain(noun: Token) -> list[Token]:
    chains = [_longest_chain(child) for child in noun.children if _is_genitive(child) and child.pos_ != "SYM"]
    return [noun, *max(chains, key=len, default=[])]


def participial_attribute(view: SentenceView, parameters: Parameters) -> Iterator[Hit]:
    """Yield nouns whose attribute before them carries words of its own (*die von Ihnen gestellten Anträge*).

    ``schwer`` is the number of carried words from which the attribute counts as hard; an adjective that is no
    participle needs ``adjektiv`` words. Two such attributes of one noun are one place.
    """
    hard, least = int(parameters["schwer"]), int(parameters["adjektiv"])
    seen: set[tuple[int, int]] = set()
    for token in view.sent:
        if token.dep_ != "amod" or token.pos_ not in ("ADJ", "VERB") or token.head.i < token.i:
            continue
        carried = [c for c in token.children if c.i < token.i and _is_carried(c)]
        gerundive = any(c.dep_ == "mark" and c.lower_ == "zu" for c in token.children)
        if (not carried and not gerundive) or _owns(token, carried) or _is_time_of_verb(token, carried):
            continue
        left = list(itertools.dropwhile(lambda t: t.is_punct, (t for t in token.subtree if t.i < token.i)))
        size = word_count(left)
        if not (is_participle(token) or gerundive) and size < least:
            continue
        articles = [d for d in children(token.head, "det", "det:poss") if d.i < token.i]
        if token.lemma_.lower() in _POINTING and not articles:
            continue
        proofs = [evidence(token, "partizip"), evidence(token.head, "bezugswort")]
        named = children(token.head, "flat", *(["conj"] if token.head.text.endswith("-") else []))
        found = hit({*left, token, token.head, *articles, *named}, proofs, 3 if size >= hard else None)
        if (found.start, found.end) not in seen:
            seen.add((found.start, found.end))
            yield found


def _owns(adjective: Token, carried: list[Token]) -> bool:
    """Whether the carried noun is the head in truth: *unter Beifügung geeigneter Unterlagen*."""
    noun, owner = (carried[-1] if carried else adjective), adjective.head
    if len(carried) != 1 or noun.i != adjective.i - 1 or not adjective.lower_.endswith("er"):
        return False
    plain = not children(noun, "det", "det:poss", "amod") and bool(children(noun, "case"))
    plural = "Number=Plur" in owner.morph or "Gender=Fem" in owner.morph
    return plain and plural and noun.lemma_.endswith(_DEEDS) and not children(owner, "det", "det:poss")


def _is_time_of_verb(attribute: Token, carried: list[Token]) -> bool:
    """Whether a date before a bare noun is that of the verb: *Er bezog bis zum 3. Mai 2024 laufende Hilfe*."""
    noun = attribute.head
    bare = not children(noun, "det", "det:poss", "case") and attribute.lower_.removesuffix("s")[:-1].endswith("end")
    before = attribute.doc[max(attribute.left_edge.i - 1, 0)]
    inside = attribute.left_edge.i > attribute.sent.start and not before.is_punct and before.pos_ != "CCONJ"
    return bare and inside and all(_is_date(t) and children(t, "case") for t in carried)


def _is_date(token: Token) -> bool:
    return token.text in MONTHS or (token.pos_ == "NUM" and token.text.count(".") == 2)


def _is_carried(token: Token) -> bool:
    """Whether an attribute carries a phrase; a measure before an adjective is but a number: *zwei Meter lang*."""
    if token.dep_ not in _CARRIED or _is_second_article(token):
        return False
    measure = bool(children(token, "nummod")) and all(c.lower_ in ("bis", "zu") for c in children(token, "case"))
    return not measure or is_participle(token.head)


def _is_second_article(token: Token) -> bool:
    """Whether an article stands behind a slash: *nach der/dem verstorbenen Versicherten* carries nothing."""
    return token.lower_ in ARTICLES and token.i > 0 and token.nbor(-1).text == "/"


def is_participle(token: Token) -> bool:
    """Whether an attributive adjective is a participle by its form."""
    lemma = token.lemma_.lower()
    if lemma.endswith(("end", "elnd", "ernd")):
        return True
    prefixed = lemma.startswith(_PREFIXES) or "ge" in lemma[:8]
    return lemma.endswith(("t", "en")) and (prefixed or lemma.endswith("iert"))

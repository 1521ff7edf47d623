"""Who a clause names as acting: *von der Stelle*, *durch das Gesetz*; and what only looks like it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from klartext.grammar.nouns import names_a_person
from klartext.grammar.phrases import NounPhrase, noun_phrase
from klartext.grammar.prepositions import AGENT_PREPOSITIONS, contraction
from klartext.grammar.verbs import Verb, verb
from klartext.pipeline.tokenizer import is_placeholder
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.generality import ONLY
from klartext.rewrite.others import is_person
from klartext.rewrite.predicate import Subject, verb_of
from klartext.rewrite.word_order import FOCUS
from klartext.ruleset.lexicon import Roles
from klartext.ruleset.word_groups import word_groups

_TITLES: Final = frozenset({"Herr", "Frau", "Familie", "Eheleute"})
_EACH: Final = ("alle", "jede", "sämtlich", "beide")
_SHORT: Final = 6
"""Letters that a verb in the last part of a compound has at least."""
_NORMS: Final = ("satzung", "verordnung", "regelung", "bestimmung")
_ACTIONS: Final = ("ung", "lage", "gabe", "nahme", "tion")
"""Ends of nouns made of verbs."""
_MEANS: Final = (*_ACTIONS, "bescheid", "verwaltungsakt", "schreiben")
_ACTS: Final = (*_ACTIONS, "besuch", "einsatz", "zugriff", "abriss", "abbruch", "vollzug")
_CONFIRMING: Final = frozenset({"bestätigen", "bescheinigen", "attestieren"})
"""Verbs for what a paper itself does: it speaks for who wrote it."""
_MOVING: Final = ("fahrzeug", "hund", "tier")
"""Ends of what does something of itself."""
_BODIES: Final = (
    "verwaltung",
    "leitung",
    "regierung",
    "abteilung",
    "versicherung",
    "einrichtung",
    "kommission",
    "inspektion",
    "direktion",
    "organisation",
    "institution",
    *_NORMS,
)


def governs_von(main: Verb) -> bool:
    """Whether *von* behind the verb is its object: *von einer Prüfung absehen*."""
    return main.infinitive in word_groups().mit_von


def by_phrases(clause: Clause, main: Verb) -> list[Piece]:
    """Return the phrases that name who acts, or may do so; *von* names nobody behind a verb that governs it."""
    of_term = any(p.text in word_groups().gefuege_mit_von for p in clause.pieces)
    owned = of_term or main.infinitive in word_groups().mit_von
    names = AGENT_PREPOSITIONS - {"von", "vom"} if owned else AGENT_PREPOSITIONS
    if _tells_about(clause, main, of_term):
        names = AGENT_PREPOSITIONS
    found = [p for p in clause.pieces if p.head is not None and _says_by(p, names) and not _tells_how(p, main)]
    if of_term or main.infinitive in word_groups().mitteilen:
        found += [p for p in clause.pieces if p.text == "von uns" and p not in found]
    if main.infinitive in word_groups().von_jemandem:
        return [p for p in found if p.text != "von Ihnen"]
    return found


def _tells_about(clause: Clause, main: Verb, of_term: bool) -> bool:
    """Whether *über* says already what is told, so that *von* names who tells: *von Ihnen über … informiert*."""
    tells = of_term or main.infinitive in word_groups().mit_von & word_groups().mitteilen
    return tells and any(p.role == "praep" and p.text.lower().startswith("über ") for p in clause.pieces)


def _tells_how(piece: Piece, main: Verb) -> bool:
    """Whether *durch* names a deed or a proof, the way in which something is done: *durch Vorlage der Rechnung*."""
    if piece.head is None or not piece.text.lower().startswith("durch "):
        return False
    word = piece.head.lemma_.lower()
    proof = main.infinitive in word_groups().belegen and word.endswith(tuple(word_groups().belege))
    return proof or (word.endswith(_MEANS) and not word.endswith(_BODIES))


def hidden_agent(clause: Clause, roles: Roles) -> bool:
    """Whether a phrase names who may act without being an agent.

    It stands inside another one (*Rechnung vom Arzt*), or the verb governs *von* (*von der Krankenkasse informiert*).
    """
    main = verb_of(clause.verbs.main)
    if main is not None and (_takes_effect_by(clause, main) or _is_confirmed_by_paper(clause, main)):
        return True
    parts = {p.head for p in clause.pieces if p.head is not None} | set(clause.verbs.all)
    for token in clause.doc[clause.start : clause.end]:
        noun = token.head
        if token.lower_ not in AGENT_PREPOSITIONS or token.dep_ != "case" or noun.head not in parts:
            continue  # die Entscheidung über den Antrag von Frau Roth: deep inside it only says whose
        if noun.text == "Amts" or (token.lower_ == "vom" and is_placeholder(noun.text)):
            continue  # von Amts wegen; vom {{DATUM}}
        if noun.text == "Ihnen" and main is not None and main.infinitive in word_groups().von_jemandem:
            continue  # von Ihnen zurückfordern
        if noun.lemma_ in _TITLES and main is not None and _is_source(noun, main):
            continue  # ein Gutachten von Herrn Roth einholen
        if noun.text == "Ihnen" and noun.head.pos_ == "VERB" and noun.head not in clause.verbs.all:
            continue  # wird es von Ihnen bestritten, so ist dies mitzuteilen
        person = noun.lemma_ in _TITLES or names_a_person(noun.lemma_) or _is_known_person(noun.lemma_, roles)
        if noun.pos_ in ("PROPN", "PRON") or person:
            return True
    return False


def _is_source(person: Token, main: Verb) -> bool:
    """Whether a person is who wrote what is obtained: *ein Gutachten von Frau Dr. Roth eingeholt*."""
    paper = person.head
    return main.infinitive in word_groups().von_jemandem and paper.dep_ == "nsubj:pass" and paper.i < person.i


def _takes_effect_by(clause: Clause, main: Verb) -> bool:
    """Whether the law does it, by what *durch* names: *durch die Einlegung des Widerspruchs nicht gehemmt*."""
    return main.infinitive in word_groups().rechtswirkungen and any(_tells_how(p, main) for p in clause.pieces)


def _is_confirmed_by_paper(clause: Clause, main: Verb) -> bool:
    """Whether a paper says what is confirmed, so that its author does: *durch ein Gutachten bestätigt*."""
    return main.infinitive in _CONFIRMING and any(_tells_how(p, main) for p in clause.pieces)


def _is_office(piece: Piece, roles: Roles) -> bool:
    head = piece.head
    return head is not None and (head.text == "uns" or roles.is_office(head.lemma_) or roles.is_other(head.lemma_))


def _is_known_person(lemma: str, roles: Roles) -> bool:
    return roles.is_office(lemma) or roles.is_other(lemma) or is_person(lemma, roles)


def _says_by(piece: Piece, names: frozenset[str]) -> bool:
    return piece.role in ("praep", "agens") and piece.text.split(" ", 1)[0].lower() in names


def only_agent(clause: Clause, main: Verb, roles: Roles) -> tuple[Clause, Piece, Subject] | None:
    """Return who alone acts (*nur durch die Ärztin*) with the clause without that *nur*.

    Who acts stands in front then, where what it is done to stood: *Nur die Ärztin darf die Probe entnehmen*.
    """
    patient = clause.find("subjekt")
    if clause.kind != "v2" or patient is None or patient != clause.vorfeld or clause.find("negation") is not None:
        return None
    parts = [part for piece in clause.mittelfeld for part in _without_only(piece)]
    at = next((i for i, p in enumerate(parts[1:], 1) if _says_by(p, AGENT_PREPOSITIONS)), 0)
    if at == 0 or parts[at - 1].text not in ONLY:
        return None
    plain = replace(clause, mittelfeld=(*parts[: at - 1], *parts[at:]))
    found = agent_of(plain, main, roles, alone=True)
    if found is None or found[0] != parts[at]:
        return None
    return plain, found[0], replace(found[1], text=f"nur {found[1].text}")


def _without_only(piece: Piece) -> tuple[Piece, ...]:
    only, _, rest = piece.text.partition(" ")
    if only not in ONLY or not rest:
        return (piece,)
    return Piece(only, "adverb", piece.start, piece.start + 1), replace(piece, text=rest, start=piece.start + 1)


def agent_of(clause: Clause, main: Verb, roles: Roles, alone: bool = False) -> tuple[Piece, Subject] | None:
    """Return the phrase that names who acts and the subject it becomes; None where it may mean something else.

    With ``alone`` a particle may single it out, which goes with it.
    """
    phrases = by_phrases(clause, main)
    if len(phrases) > 1:
        phrases = [p for p in phrases if p.text in ("von Ihnen", "von uns")] or phrases
    if len(phrases) > 1:
        phrases = [p for p in phrases if p.head is None or not _is_no_actor(p.head.lemma_)]
    if len(phrases) != 1 or _told_between(clause) or _lost_its_dative(clause, main):
        return None
    piece = phrases[0]
    if piece.head is None or not _may_act(piece, roles) or piece in clause.nachfeld:
        return None
    if not alone and _is_focused(piece, clause):
        return None
    if (
        _is_from_each(piece, main)
        or _may_act_in_a_deed(piece, clause, main)
        or _is_one_for_each(piece, clause)
        or _is_meant_again(clause)
    ):
        return None
    if (
        main.infinitive in word_groups().von_jemandem
        and piece.text.lower().startswith(("von", "vom"))
        and not _is_office(piece, roles)
    ):
        return None
    phrase = noun_phrase(piece.head)
    text = phrase.inflect("Nom") if phrase is not None else None
    if phrase is None or text is None or phrase.end != piece.end or _owned(phrase):
        return None
    if _carries_more(phrase) and piece != clause.vorfeld:
        return None  # before the finite verb there is but one phrase
    if phrase.needs_comma:
        return None  # in front of the verb, the apposition or clause would have to be closed
    patient = clause.find("subjekt")
    if patient is not None and patient.text in word_groups().objekte_mit_von:
        return None
    if phrase.is_pronoun:
        return _pronoun_subject(piece, phrase, text)
    return (piece, Subject(text, 3, phrase.number)) if phrase.number is not None else None


def _lost_its_dative(clause: Clause, main: Verb) -> bool:
    """Whether the dative of the verb may hide as a genitive in another phrase: *durch den Dienst einer Prüfung*."""
    return main.infinitive in word_groups().mit_dativ_der_sache and clause.find("dativ") is None


def is_somebody(lemma: str) -> bool:
    """Whether a noun names a person, also by what they do: *der Erwerber*, *die Halterin*, *der Wahlvorsteher*."""
    return names_a_person(lemma) or _is_doer(lemma.lower().removesuffix("in"))


def _is_doer(word: str) -> bool:
    """Whether a noun is made of a verb, also the last part of a compound."""
    parts = range(max(1, len(word) - _SHORT))
    return word.endswith("er") and any(verb(word[at:-2] + "en") is not None for at in parts)


def is_anybody(head: Token) -> bool:
    """Whether a phrase says but what kind of person is to act: *durch einen Sachverständigen*, *durch Fachleute*.

    In a duty that person is the means: whoever has the duty must have it done.
    """
    if head.pos_ not in ("NOUN", "ADJ") or head.lemma_ in _TITLES or not head.text[0].isupper():
        return False
    articles = [c for c in head.lefts if c.pos_ in ("DET", "PRON")]
    contracted = any(c.dep_ == "case" and contraction(c.text) for c in head.children)
    named = any(c.dep_ in ("appos", "flat") or c.pos_ == "PROPN" for c in head.children)
    return not contracted and not named and all(c.lemma_ == "ein" for c in articles)


def _is_from_each(piece: Piece, main: Verb) -> bool:
    """Whether *von allen* may say whose it is instead of who brings it: *von allen ist ein Zeugnis vorzulegen*."""
    head = piece.head
    if head is None or main.infinitive not in word_groups().beibringen or not piece.text.lower().startswith("von "):
        return False
    return any((c.pos_ == "DET" and c.lower_.startswith(_EACH)) or c.pos_ == "NUM" for c in head.children)


def _is_one_for_each(piece: Piece, clause: Clause) -> bool:
    """Whether *ein* is another one each time: *für jedes Land von einem Gericht*; in front it is one for all."""
    indefinite = piece.text.split(" ")[1:2] in (["einem"], ["einer"], ["ein"], ["eine"])
    return indefinite and any(t.lemma_ == "jeder" for t in clause.doc[clause.start : clause.end])


def _is_meant_again(clause: Clause) -> bool:
    """Whether *dieser* behind the clause points to who acts: *von einem Dritten gezahlt, hat dieser …*."""
    return any(t.pos_ == "PRON" and t.lemma_ == "dieser" and t.dep_ == "nsubj" for t in clause.doc[clause.end :])


def _may_act_in_a_deed(piece: Piece, clause: Clause, main: Verb) -> bool:
    """Whether *durch* may belong to the noun before it.

    *nach Abnahme der Fläche durch das Ordnungsamt*; what is threatened, ordered or expected is done by another than
    who threatens: *die Räumung durch den Gerichtsvollzieher angekündigt*, but *die Prüfung durch das Amt vorgenommen*.
    """
    before = next((p for p in clause.pieces if p.end == piece.start), None)
    if before is None or before.head is None or not piece.text.startswith("durch "):
        return False
    if before.role != "praep" and main.infinitive in word_groups().vollziehen:
        return False
    owned = before.role == "praep" and any(c.dep_ == "nmod" for c in before.head.children)
    return owned or before.head.lemma_.endswith(_ACTS)


def _is_focused(piece: Piece, clause: Clause) -> bool:
    """Whether a particle in front means just this phrase: *nur durch die Amtsärztin*; it cannot stay behind alone."""
    return piece.start > 0 and clause.doc[piece.start - 1].lower_ in FOCUS | {"nicht"}


def _carries_more(phrase: NounPhrase) -> bool:
    """Whether a preposition follows the noun who acts: the parse may have hung adverbials on it."""
    doc, head = phrase.head.doc, phrase.head
    behind = [t for t in doc[head.i + 1 : phrase.end] if t.pos_ == "ADP"]
    return bool(behind) and not (behind[0].lower_ == "für" and len(behind) == 1)


def _told_between(clause: Clause) -> bool:
    """Whether coordinated verbs hold a phrase of their own that names who acts."""
    start, end = clause.chain or (0, 0)
    return any(t.lower_ in AGENT_PREPOSITIONS and t.dep_ == "case" for t in clause.doc[start:end])


def _pronoun_subject(piece: Piece, phrase: NounPhrase, text: str) -> tuple[Piece, Subject] | None:
    plain = text.removesuffix(" selbst")
    if plain in ("wir", "Sie", "ich"):
        return piece, Subject(text, 3 if plain == "Sie" else 1, "Sing" if plain == "ich" else "Plur")
    return None


def _owned(phrase: NounPhrase) -> bool:
    """Whether the phrase owns itself by a word that points to the old subject: *von seinem Arbeitgeber*."""
    words = phrase.head.doc[phrase.start : phrase.end]
    return any(
        t.lower_.startswith(("sein", "ihr", "dess", "der")) and t.dep_ == "det:poss" and t.text[0].islower()
        for t in words
    )


def _may_act(piece: Piece, roles: Roles) -> bool:
    """Whether the phrase names who acts: by the parse, as a pronoun, or as an office or person that the list knows."""
    head = piece.head
    if head is None or head.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ") or not _says_by(piece, AGENT_PREPOSITIONS):
        return False
    if head.text in ("uns", "mir", "mich", "Sie", "Ihnen", "Herrn", "Frau", "Familie") or piece.text.lower().startswith(
        "seitens"
    ):
        return True
    main = verb_of(head.head)
    if main is not None and main.infinitive in word_groups().trennen and not piece.text.lower().startswith("durch "):
        return roles.is_office(head.lemma_) or is_person(head.lemma_, roles)
    if _is_known_person(head.lemma_, roles) or names_a_person(head.lemma_):
        return True
    if main is not None and _is_told(main) and _is_body(head.lemma_):
        return True  # „durch die Leitung der Schule angezeigt“: only somebody tells or hands over
    groups = word_groups()
    if main is not None and main.infinitive in groups.vollziehen | groups.geben and is_somebody(head.lemma_):
        return True
    causes = main is not None and main.infinitive in word_groups().verursachen
    means = piece.text.lower().startswith("durch ") and head.pos_ == "NOUN" and not _is_norm(head.lemma_) and not causes
    return piece.role == "agens" and not means and not _is_no_actor(head.lemma_) and (causes or _is_alive(head))


def _is_alive(head: Token) -> bool:
    """Whether a noun that the lexicon does not know is somebody or a body: not *vom Schulbesuch zurückgestellt*."""
    word = head.lemma_.lower()
    body = word.endswith((*_BODIES, *_MOVING)) or _is_one_of(word, word_groups().koerperschaften)
    return head.pos_ != "NOUN" or is_somebody(head.lemma_) or body


def _is_told(main: Verb) -> bool:
    """Whether a verb says that somebody gets word or a thing; water, too, is *durch eine Leitung zugeleitet*."""
    groups = word_groups()
    informs = main.infinitive in groups.mit_von & groups.mitteilen
    return informs or (main.infinitive in groups.geben and not main.infinitive.endswith("leiten"))


def _is_body(lemma: str) -> bool:
    return lemma.lower().endswith(_BODIES) and not _is_norm(lemma)


def _is_norm(lemma: str) -> bool:
    return lemma.lower().endswith((*_NORMS, "gesetz"))


def _is_no_actor(lemma: str) -> bool:
    """Whether a noun names a thing or a deed, also as the last part of a compound."""
    tail = lemma.lower()
    if _is_one_of(tail, word_groups().koerperschaften):
        return False
    if tail.endswith("ung") and not tail.endswith(_NORMS):
        return True
    return _is_one_of(tail, word_groups().keine_handelnden)


def _is_one_of(noun: str, words: Collection[str]) -> bool:
    """Whether a noun is in a list, also as a compound that ends in a longer word of it."""
    return any(noun == w or (len(w) > 4 and noun.endswith(w)) for w in words)

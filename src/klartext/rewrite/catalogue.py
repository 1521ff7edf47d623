"""All constructions in the order of their steps: formulas, clauses, phrases, words, and cuts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from klartext.records import Category
from klartext.rewrite.constructions import (
    artikelwort,
    beduerfen,
    belaufen,
    betreffsformel,
    eigenes_amt,
    ergehen,
    hierdurch,
    hiermit,
    ihrerseits,
    kuerzel,
    langer_satz,
    nachkommen,
    partizipialattribut,
    rechtsverweis,
    rueckfragen,
    unterlassen,
    vermoegen,
    verneinung,
)
from klartext.rewrite.constructions.absicht import Intentions
from klartext.rewrite.constructions.amtspraeposition import OfficialPrepositions
from klartext.rewrite.constructions.bitte import Requests
from klartext.rewrite.constructions.dritte_person import ThirdPerson
from klartext.rewrite.constructions.einleitung import Announcements
from klartext.rewrite.constructions.erfolgt import EmptyVerbs
from klartext.rewrite.constructions.funktionsverb import LightVerbs
from klartext.rewrite.constructions.gelegenheit import Offers
from klartext.rewrite.constructions.gemeinsames_subjekt import SharedSubjects
from klartext.rewrite.constructions.genitivkette import GenitiveChains
from klartext.rewrite.constructions.modaler_infinitiv import ModalInfinitive
from klartext.rewrite.constructions.nominalstil import NounStyle
from klartext.rewrite.constructions.passiv import Passive
from klartext.rewrite.constructions.verpflichtet import Obligations
from klartext.rewrite.constructions.wortersatz import WordSwaps
from klartext.rewrite.contract import Construction, Rewrite, Scene
from klartext.ruleset.lexicon import Lexicon
from klartext.ruleset.rule import CodePattern, RuleSet, WordPattern
from klartext.ruleset.word_swaps import load_swaps
from klartext.ruleset.wordlists import LemmaEntry, lemma_entry


def constructions(lexicon: Lexicon, rules: RuleSet) -> Iterator[Construction]:
    """Yield the constructions; ``rules`` are those in force."""
    roles, actions = lexicon.roles, lexicon.actions
    known, swaps = light_verbs(lexicon, rules), load_swaps(rules)
    if (told := announcements(rules)) is not None:
        yield _for(told.rewrites, "floskel", "passiv", "unpersoenlich", "amtswort")
    yield _for(
        Requests(actions, roles).rewrites, "unpersoenlich", "passiv", "floskel", "nominalstil", "funktionsverbgefuege"
    )
    yield _for(ThirdPerson(roles).rewrites, "unpersoenlich")
    yield _for(eigenes_amt.rewrites, "unpersoenlich")
    yield _for(betreffsformel.rewrites, "floskel")
    yield _for(Intentions(roles).rewrites, "unpersoenlich", "floskel")
    yield _for(Offers(roles, actions).rewrites, "passiv", "nominalstil", "funktionsverbgefuege", "unpersoenlich")
    yield _for(rueckfragen.rewrites, "floskel", "funktionsverbgefuege")
    yield _for(known.rewrites, "funktionsverbgefuege", "nominalstil")
    yield _for(ihrerseits.rewrites, "amtswort")
    yield _for(
        EmptyVerbs(roles, actions).rewrites, "nominalstil", "funktionsverbgefuege", "modaler_infinitiv", "amtswort"
    )
    yield _for(ModalInfinitive(roles).rewrites, "modaler_infinitiv")
    yield _for(Passive(roles, frozenset(known.by_verb)).rewrites, "passiv")
    yield _for(hiermit.rewrites, "floskel")
    yield _for(hierdurch.rewrites, "amtswort")
    yield _for(SharedSubjects(roles).rewrites, "modaler_infinitiv", "passiv", "langer_satz")
    yield _for(Obligations(roles, actions).rewrites, "amtswort", "floskel", "passiv", "paragraphenkette", "nominalstil")
    yield _for(vermoegen.rewrites, "amtswort")
    yield _for(belaufen.rewrites, "amtswort")
    yield _for(nachkommen.rewrites, "funktionsverbgefuege")
    yield _for(beduerfen.rewrites, "amtswort")
    yield _for(unterlassen.rewrites, "amtswort")
    yield _for(ergehen.rewrites, "amtswort")
    yield _for(NounStyle(roles, actions).rewrites, "nominalstil", "verneinung", "amtswort", "genitivkette")
    yield _for(OfficialPrepositions(lexicon.prepositions).rewrites, "amtswort")
    yield _for(partizipialattribut.rewrites, "partizipialattribut")
    yield _for(WordSwaps.of(swaps).rewrites, *{swap.category for swap in swaps})
    yield _for(artikelwort.rewrites, "amtswort")
    yield _for(kuerzel.rewrites, "abkuerzung")
    yield _for(GenitiveChains(roles).rewrites, "genitivkette")
    yield _for(verneinung.rewrites, "verneinung", "nominalstil")
    yield _for(rechtsverweis.rewrites, "paragraphenkette", "amtswort", "nominalstil")
    yield _for(langer_satz.rewrites, "langer_satz", "schachtelsatz")


def _for(rewrites: Callable[[Scene], Iterable[Rewrite]], *answers: Category) -> Construction:
    return Construction(rewrites, frozenset(answers))


def light_verbs(lexicon: Lexicon, rules: RuleSet) -> LightVerbs:
    """Return the light-verb constructions of the rules in force that have a plain verb."""
    return LightVerbs.of(_light_verb_entries(rules), lexicon.light_verbs)


def _light_verb_entries(rules: RuleSet) -> Iterator[LemmaEntry]:
    for rule in rules.rules:
        pattern = rule.pattern
        if rule.category == "funktionsverbgefuege" and isinstance(pattern, WordPattern) and pattern.search == "lemma":
            yield lemma_entry(rule.id, pattern.words)


def announcements(rules: RuleSet) -> Announcements | None:
    """Return the announcing formulas with the verbs of their rule, None where the rule is switched off."""
    for rule in rules.rules:
        if rule.id == "ankuendigung" and isinstance(rule.pattern, CodePattern):
            words = {key: frozenset(str(value).split()) for key, value in rule.pattern.parameters.items()}
            return Announcements(words["verben"], words["nur_unpersoenlich"])
    return None

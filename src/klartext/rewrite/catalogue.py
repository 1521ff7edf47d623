"""All constructions in the order of their steps: formulas, clauses, phrases, words, and cuts."""

from __future__ import annotations

from collections.abc import Iterator

from klartext.rewrite.constructions import (
    artikelwort,
    beduerfen,
    belaufen,
    betreffsformel,
    hiermit,
    ihrerseits,
    langer_satz,
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
from klartext.rewrite.contract import Construction
from klartext.ruleset.lexicon import Lexicon
from klartext.ruleset.rule import CodePattern, RuleSet, WordPattern
from klartext.ruleset.word_swaps import load_swaps
from klartext.ruleset.wordlists import LemmaEntry, lemma_entry


def constructions(lexicon: Lexicon, rules: RuleSet) -> Iterator[Construction]:
    """Yield the constructions; ``rules`` are those in force."""
    roles, actions = lexicon.roles, lexicon.actions
    known = light_verbs(lexicon, rules)
    if (told := announcements(rules)) is not None:
        yield told.rewrites
    yield Requests(actions, roles).rewrites
    yield ThirdPerson(roles).rewrites
    yield betreffsformel.rewrites
    yield Intentions(roles).rewrites
    yield Offers(roles).rewrites
    yield rueckfragen.rewrites
    yield known.rewrites
    yield ihrerseits.rewrites
    yield EmptyVerbs(roles, actions).rewrites
    yield ModalInfinitive(roles).rewrites
    yield Passive(roles, frozenset(known.by_verb)).rewrites
    yield hiermit.rewrites
    yield SharedSubjects(roles).rewrites
    yield Obligations(roles, actions).rewrites
    yield vermoegen.rewrites
    yield belaufen.rewrites
    yield beduerfen.rewrites
    yield unterlassen.rewrites
    yield NounStyle(roles, actions).rewrites
    yield OfficialPrepositions(lexicon.prepositions).rewrites
    yield partizipialattribut.rewrites
    yield WordSwaps.of(load_swaps(rules)).rewrites
    yield artikelwort.rewrites
    yield GenitiveChains(roles).rewrites
    yield verneinung.rewrites
    yield rechtsverweis.rewrites
    yield langer_satz.rewrites


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

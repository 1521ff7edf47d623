"""What the tables of the phrase constructions need: a sentence as a scene, and the new sentence. Not collected."""

from functools import cache

from loaded import pipeline

from klartext.documents import read_text
from klartext.letter import read_letter
from klartext.protect import protect
from klartext.rewrite.contract import LetterFacts, Scene
from klartext.rewrite.letter_facts import facts_of
from klartext.ruleset.lexicon import load_lexicon

NO_FACTS = LetterFacts()


@cache
def lexicon():
    return load_lexicon()


def scene(text, facts=NO_FACTS, before="", after=""):
    doc = pipeline()(text)
    told, behind = (tuple(pipeline()(words)) if words else () for words in (before, after))
    return Scene(text, doc, protect(read_letter(read_text(text))), facts, told, after=behind)


def first(rewrites, text, facts=NO_FACTS, before="", after=""):
    """Return the first new sentence, None where the construction stays silent; ``before`` and ``after`` surround it."""
    here = scene(text, facts, before, after)
    found = next(iter(rewrites(here)), None)
    return found.text(here) if found else None


def facts_in(text):
    """Return what a letter with this text tells."""
    return facts_of(pipeline()(text), read_letter(read_text(text)), lexicon().roles)

"""A letter that speaks about its reader speaks to the reader.

*Der Antragsteller hat seinen Wohnsitz …* → *Sie haben Ihren Wohnsitz …*: the noun in every case, the verb, possessives
and pronouns. All or nothing: where one of them is unclear, the sentence stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc, Token

from klartext.grammar.adjectives import attributive, stems
from klartext.grammar.determiners import DEFINITE_ARTICLES, determiner
from klartext.grammar.features import Reading
from klartext.grammar.phrases import described, noun_phrase
from klartext.grammar.prepositions import contraction
from klartext.grammar.pronouns import POLITE_FORMS
from klartext.grammar.verbs import Mood, Tense, verb
from klartext.rewrite.capitals import capitalised, is_capital_start
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import token_span
from klartext.rewrite.generality import is_on_condition, quotes_a_norm, states_a_rule
from klartext.rewrite.others import acts_as_person, person_of, takes_up
from klartext.rewrite.verb_complex import AUXILIARIES
from klartext.ruleset.lexicon import PersonNoun, Roles
from klartext.spans import Edit, Span

_KNOWN: Final = 0.92
_LIKELY: Final = 0.85
_ASK: Final = 0.6
_EXPLANATION: Final = "Der Satz spricht jetzt direkt an, wer den Brief liest. So ist sofort klar, wer gemeint ist."
_MASCULINE: Final = {"er": "Sie", "ihm": "Ihnen", "ihn": "Sie"}
_FEMININE: Final = {"sie": "Sie", "ihr": "Ihnen"}
_OPEN: Final = frozenset({"dessen", "deren", "derselbe", "dieselbe", "dieser", "diese", "diesem", "diesen", "jener"})
_TENSES: Final[tuple[Tense, ...]] = ("Pres", "Past")
_MOODS: Final[tuple[Mood, ...]] = ("Ind", "Sub")
_FULL_PHRASES: Final = frozenset({"obj", "nsubj", "nsubj:pass", "obl"})
_ARGUMENTS: Final = frozenset({"nsubj", "nsubj:pass", "obj", "obl:arg", "iobj"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass", "csubj", "expl"})
# Relatives stand for the reader only where the letter says so; nobody who has died reads the letter.
_RELATIVES: Final = frozenset(
    """
    Vater Mutter Kindesvater Kindesmutter Ehegatte Ehegattin Elternteil Erbe Erbin
""".split()
)
_DEATH: Final = ("witwe", "hinterblieb", "verstorben", "sterbe", "nachlass", "tod", "ableben")
# People who could own something or be meant by a pronoun, besides the lists of roles.
_PEOPLE: Final = frozenset(
    """
    kind kinder sohn tochter mann frau partner partnerin ehemann ehefrau ehepartner lebenspartner mutter vater eltern
    bruder schwester person personen jugendlicher mitarbeiter mitarbeiterin familie enkel enkelin herr haushalt
    bevollmächtigter vertreter vertreterin zeuge
""".split()
)


@dataclass(frozen=True, slots=True)
class ThirdPerson:
    """The construction with the nouns that stand for people."""

    roles: Roles

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield the sentence that speaks to the reader."""
        mentions = [t for t in scene.doc if t.pos_ == "NOUN" and person_of(self.roles, t)]
        if not mentions or any(t.text in POLITE_FORMS and _is_reader(t) for t in scene.doc):
            return
        person = person_of(self.roles, mentions[0])
        known = person is not None and any(word in scene.facts.roles for word in person.words)
        if person is None or (not known and _is_general(scene.doc, person)):
            return
        surely = known or person.reader == "sicher"
        if quotes_a_norm(scene.doc) and (not surely or is_on_condition(scene.doc)):
            return  # what holds for every owner of a car is said of nobody in particular
        if scene.facts.others.intersection(person.words) or states_a_rule(scene.doc, self.roles):
            return
        if any(person_of(self.roles, t) != person for t in mentions) or any(_must_act(t) for t in mentions):
            return
        if _is_taken_up(scene, mentions[-1]):
            return
        if not known and person.reader == "fragen" and not any(t.dep_.startswith("nsubj") for t in mentions):
            return
        edits = self._edits(scene, mentions)
        if edits:
            yield _rewrite(scene, mentions, edits, person)

    def _edits(self, scene: Scene, mentions: Sequence[Token]) -> list[Edit]:
        edits: list[Edit] = []
        for mention in mentions:
            found = _mention(mention)
            if found is None:
                return []
            edits += found
        feminine = _is_feminine(mentions[0])
        pronouns = self._pronouns(scene.doc, mentions, feminine)
        if pronouns is None:
            return []
        edits += pronouns
        places = sorted(edits, key=lambda e: e.span)
        apart = all(a.span.end <= b.span.start for a, b in pairwise(places))
        return places if apart and not any(scene.is_protected(e.span) for e in edits) else []

    def _pronouns(self, doc: Doc, mentions: Sequence[Token], feminine: bool) -> list[Edit] | None:
        """Return the edits for possessives and pronouns; None where one might mean somebody else."""
        edits: list[Edit] = []
        for token in doc:
            if token.lower_ in _OPEN and token.pos_ in ("PRON", "DET") and token.dep_ not in ("det",):
                if not _is_relative(token):
                    return None
                continue
            if token.dep_ == "det:poss" or "Poss=Yes" in token.morph:
                stem = "ihr" if feminine else "sein"
                if token.lower_.startswith(("unser", "mein")):
                    continue
                if not token.lower_.startswith(stem) or token.i < mentions[0].i:
                    return None
                if self._rivals(token, mentions, things=False, feminine=feminine):
                    return None
                edits.append(Edit(_span(token), "Ihr" + token.text[len(stem) :]))
            elif token.pos_ == "PRON" and token.text in (*_MASCULINE, *_FEMININE):
                words = _FEMININE if feminine else _MASCULINE
                things = not acts_as_person(token)
                if token.text not in words or self._rivals(token, mentions, things=things, feminine=feminine):
                    return None
                verbs = _agreeing(token) if token.dep_ in _SUBJECTS else []
                if verbs is None or token.i < mentions[0].i:
                    return None
                edits += [Edit(_span(token), words[token.text]), *verbs]
        return edits

    def _rivals(self, token: Token, mentions: Sequence[Token], *, things: bool, feminine: bool = False) -> bool:
        """Whether another noun before a pronoun could be meant; for *er* even a thing can."""
        for other in token.doc[: token.i]:
            if other.pos_ not in ("NOUN", "PROPN") or other in mentions:
                continue
            lemma = other.lemma_
            if other.pos_ == "PROPN" or lemma.casefold() in _PEOPLE or self.roles.is_other(lemma):
                return True
            if (
                person_of(self.roles, other)
                or lemma.endswith(("erin", "ler", "ner"))
                or lemma.casefold().endswith("kind")
            ):
                return True
            if feminine and "Number=Plur" in other.morph:
                return True
            gender = "Fem" if feminine else "Masc"
            if things and gender in other.morph.get("Gender", []) and "Number=Sing" in other.morph:
                return True
        return False


def _is_taken_up(scene: Scene, mention: Token) -> bool:
    """Whether a later sentence calls the person *er* or *sie*: beside *Sie*, it would mean somebody else.

    Where the next sentence names the person itself, or begins another paragraph, nothing points back to this one.
    """
    behind = scene.after
    if any(takes_up(t, mention) for t in behind):
        return True
    if mention.lemma_ not in scene.facts.taken_up or not behind or "\n" in behind[0].doc[: behind[0].i].text[-1:]:
        return False
    return not any(t.lemma_ == mention.lemma_ for t in behind)


def _must_act(mention: Token) -> bool:
    """Whether *ist … zu* names who must act: with *muss* the person becomes the subject first, then *Sie*."""
    by = any(c.dep_ == "case" and c.lower_ in ("durch", "von", "vom") for c in mention.children)
    duties = (t for t in mention.ancestors if "VerbForm=Inf" in t.morph)
    return by and any(
        c.lemma_ == "sein" and c.dep_ in ("aux", "cop") for verb_token in duties for c in verb_token.children
    )


def _is_general(doc: Doc, person: PersonNoun) -> bool:
    """Whether the sentence surely speaks of somebody else than the reader."""
    return bool(_RELATIVES & set(person.words)) or any(t.lower_.startswith(_DEATH) for t in doc)


def _is_reader(token: Token) -> bool:
    if token.i > 0:
        return True
    return "Number=Sing" not in token.morph or token.lower_ != "sie"


def _is_relative(token: Token) -> bool:
    return "PronType=Rel" in token.morph


def _is_feminine(mention: Token) -> bool:
    return any(c.lower_ == "die" and c.dep_ == "det" for c in mention.children) or mention.lemma_.endswith("in")


def _span(token: Token) -> Span:
    return token_span(token.doc, token.i, token.i + 1)


# --- the noun -------------------------------------------------------------------------------------------------------


def _mention(noun: Token) -> list[Edit] | None:
    """Return the edits for one mention of the person, None where it is not a bare definite singular."""
    doc = noun.doc
    phrase = noun_phrase(noun)
    if phrase is None or phrase.number != "Sing" or phrase.case is None or phrase.end != noun.i + 1:
        return None
    adjective = described(noun)
    bare = all(c.dep_ in ("det", "case", "punct") for c in noun.children if c != adjective)
    if noun.dep_ in ("conj", "appos", "flat") or not bare:
        return None
    if noun.i + 2 < len(doc) and doc[noun.i + 1].text == "," and _is_relative(doc[noun.i + 2]):
        return None
    first = noun.i if adjective is None else adjective.i
    article = doc[first - 1] if first else None
    if article is None or phrase.start not in (first, first - 1):
        return None
    hidden = contraction(article.text) if article.dep_ == "case" else None
    if hidden is None and (article.lower_ not in DEFINITE_ARTICLES or article.head != noun):
        return None
    if noun.dep_ in ("nsubj", "nsubj:pass") and phrase.case == "Nom":
        return _subject(noun, article)
    prepositions = [c for c in noun.children if c.dep_ == "case"]
    if noun.dep_ == "obj" and not prepositions and _may_be_subject(noun):
        return None
    if phrase.case in ("Dat", "Acc") and (prepositions or noun.dep_ in ("obj", "obl:arg", "iobj")):
        return _object(noun, article, "Ihnen" if phrase.case == "Dat" else "Sie", hidden, bool(prepositions))
    if phrase.case == "Gen" and noun.dep_ == "nmod" and not prepositions:
        return _owner(noun, article)
    return None


def _may_be_subject(noun: Token) -> bool:
    """Whether object and subject look alike and may be the other way round: *Die Gebühr muss die Klägerin zahlen*."""
    before = [c for c in noun.head.children if c.i < noun.i and c.pos_ in ("NOUN", "PROPN")]
    others = [c for c in before if c.dep_ in _ARGUMENTS and not any(d.dep_ == "case" for d in c.children)]
    return bool(others) and all(_has_two_cases(n) for n in (others[0], noun))


def _has_two_cases(noun: Token) -> bool:
    """Whether a phrase has one form as subject and as object: *die Gebühr*, *ein Gutachten*, but not *der Arzt*."""
    words = [c.lower_ for c in noun.children if c.dep_ in ("det", "det:poss")]
    masculine = "Gender=Masc" in noun.morph and "Number=Plur" not in noun.morph
    return not (masculine and words) and all(not w.endswith(("er", "en", "em", "es")) for w in words)


def _subject(noun: Token, article: Token) -> list[Edit] | None:
    """Return *Sie* and the plural of its verbs; *Sie* stands directly behind the verb or the conjunction."""
    doc, verbs = noun.doc, _agreeing(noun)
    named = noun.head.pos_ == "PROPN" or noun.head.lemma_ in ("Herr", "Frau")
    if verbs is None or named:
        return None
    before = doc[article.i - 1] if article.i else None
    if before is not None and before.lower_ in ("sich", "uns", "ihm", "ihr"):
        behind = doc[before.i - 1] if before.i else None
        if behind is None or not _opens_field(behind):
            return None
        return [Edit(token_span(doc, before.i, noun.i + 1), f"Sie {before.text}"), *verbs]
    if before is not None and not _opens_field(before):
        return None
    return [Edit(token_span(doc, article.i, noun.i + 1), "Sie"), *verbs]


def _opens_field(token: Token) -> bool:
    """Whether a pronoun as subject can stand right behind a word."""
    finite = token.pos_ in ("VERB", "AUX") and "VerbForm=Fin" in token.morph
    return finite or token.pos_ in ("SCONJ", "CCONJ", "PUNCT") or token.dep_ == "mark"


def _object(
    noun: Token, article: Token, pronoun: str, hidden: tuple[str, str] | None, prepositional: bool
) -> list[Edit] | None:
    """Return *Ihnen* or *Sie*; a bare pronoun must not stand behind another object."""
    doc = noun.doc
    nouns = [c for c in noun.head.children if c.dep_ in _FULL_PHRASES and c.i < noun.i and c.pos_ != "PRON"]
    if not prepositional and any(_behind_finite(c, noun.head) for c in nouns):
        return None
    text = f"{hidden[0]} {pronoun}" if hidden else pronoun
    opens = is_capital_start(doc.text, article.idx)
    return [Edit(token_span(doc, article.i, noun.i + 1), capitalised(text) if opens else text)]


def _behind_finite(token: Token, head: Token) -> bool:
    finite = next((v for v in (head, *head.children) if "VerbForm=Fin" in v.morph), None)
    return finite is not None and (token.i > finite.i or finite.i > head.i)


def _owner(noun: Token, article: Token) -> list[Edit] | None:
    """Turn *die Einkünfte des Antragstellers* into *Ihre Einkünfte*."""
    owned = noun.head
    if owned.pos_ != "NOUN" or article.i == 0 or owned.i != article.i - 1:
        return None
    phrase = noun_phrase(owned)
    first = [c for c in owned.lefts if c.dep_ in ("det", "case") and (c.dep_ == "det" or contraction(c.text))]
    if phrase is None or len(first) != 1:
        return None
    hidden = contraction(first[0].text) if first[0].dep_ == "case" else None
    if hidden is None and first[0].lower_ not in DEFINITE_ARTICLES:
        return None
    ways = {_possessive(owned, first[0], hidden, reading) for reading in phrase.readings}
    way = ways.pop() if len(ways) == 1 else None
    if way is None:
        return None
    gone = Span(owned.idx + len(owned), noun.idx + len(noun))
    return [*(Edit(s, t) for s, t in way if noun.doc.text[s.start : s.end] != t), Edit(gone, "")]


def _possessive(
    owned: Token, article: Token, hidden: tuple[str, str] | None, reading: Reading
) -> tuple[tuple[Span, str], ...] | None:
    """Return *Ihr* in place of the article, and the adjectives that follow in the form that it asks for."""
    yours = determiner("ihr")
    form = yours.form(*reading) if yours else None
    if form is None:
        return None
    text = f"{hidden[0]} {capitalised(form)}" if hidden else capitalised(form)
    opens = is_capital_start(owned.doc.text, article.idx)
    pieces = [(_span(article), capitalised(text) if opens else text)]
    for word in owned.doc[article.i + 1 : owned.i]:
        stem = stems(word.text)
        if word.dep_ != "amod" or word.n_lefts or word.n_rights or not stem:
            return None
        pieces.append((_span(word), attributive(stem[0], "mixed", *reading)))
    return tuple(pieces)


# --- the verb -------------------------------------------------------------------------------------------------------


def _agreeing(subject: Token) -> list[Edit] | None:
    """Return the edits that put every finite verb of the subject into the plural, None where one is not known."""
    edits: list[Edit] = []
    found = list(_finite_verbs(subject.head))
    for token in found:
        plural = _plural(token)
        if plural is None:
            return None
        edits.append(Edit(_span(token), capitalised(plural) if token.text[0].isupper() else plural))
    return edits or None


def _finite_verbs(head: Token) -> Iterator[Token]:
    """Yield the finite verbs of a predicate and of those that share its subject."""
    for token in (head, *head.children):
        if (token == head or token.dep_ in AUXILIARIES) and "VerbForm=Fin" in token.morph:
            yield token
    for child in head.children:
        if child.dep_ == "conj" and not any(c.dep_ in _SUBJECTS for c in child.children):
            yield from _finite_verbs(child)


def _plural(token: Token) -> str | None:
    """Return the third person plural of a verb in the third person singular."""
    known = verb(token.lemma_)
    if known is None:
        return None
    for mood in _MOODS:
        for tense in _TENSES:
            for form in (known.finite, known.finite_joined):
                if form(3, "Sing", tense, mood) == token.lower_:
                    plural = form(3, "Plur", tense, mood)
                    reported = mood == "Sub" and plural == form(3, "Plur", tense)
                    return form(3, "Plur", "Past", "Sub") if reported else plural
    return None


def _rewrite(scene: Scene, mentions: Sequence[Token], edits: Sequence[Edit], person: PersonNoun) -> Rewrite:
    known = any(word in scene.facts.roles for word in person.words)
    place = Span(mentions[0].idx, mentions[-1].idx + len(mentions[-1]))
    sure = person.reader == "sicher"
    return Rewrite(
        "dritte-person",
        "unpersoenlich",
        place,
        tuple(edits),
        _EXPLANATION,
        assumed="" if known else f"„{mentions[0].text}“ meint hier die Person, die den Brief liest.",
        needs=None if known or sure else "person",
        confidence=_KNOWN if known else _LIKELY if sure else _ASK,
    )

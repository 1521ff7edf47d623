"""A long sentence becomes two where two statements meet.

Seams are between two main clauses, at a semicolon, before *weshalb*, *sodass* or *wobei*, between a reason and what
follows from it, and before a relative clause at the end that only adds something. Nothing where a condition or a
negation could reach over the seam.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from klartext.grammar.features import Case
from klartext.grammar.nouns import noun_forms
from klartext.grammar.pronouns import RELATIVE_FORMS, relative
from klartext.grammar.verbs import Mood, Number, Person, Tense, verb
from klartext.pipeline.word_forms import lemma_of
from klartext.pipeline.words import is_word
from klartext.rewrite.capitals import capitalised
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.verb_complex import AUXILIARIES, is_finite
from klartext.spans import Edit, Span

_LIMIT: Final = 20
_LEAST: Final = 4
_CLAUSES: Final = frozenset({
    "advcl", "ccomp", "csubj", "csubj:pass", "acl", "acl:relcl", "xcomp", "parataxis", "appos",
})  # fmt: skip
_CONDITIONS: Final = frozenset({
    "wenn", "sofern", "soweit", "falls", "solange", "sobald", "insofern", "insoweit", "bevor", "vorausgesetzt", "außer",
    "ob", "weil", "da", "obwohl", "damit", "nachdem",
})  # fmt: skip
_NEGATIONS: Final = frozenset({
    "nicht", "kein", "keine", "keinen", "keinem", "keiner", "keines", "nie", "niemals", "niemand", "nichts", "kaum",
    "ohne", "weder",
})  # fmt: skip
_PAIRS: Final = frozenset({"entweder", "weder", "sowohl", "zwar", "einerseits", "je", "umso", "desto", "so", "derart"})
_JOINTS: Final = {"und": "", "aber": "Aber ", "doch": "Doch ", "denn": "Denn "}
_CONNECTORS: Final = frozenset({
    "andernfalls", "ansonsten", "sonst", "deshalb", "daher", "darum", "somit", "deswegen", "außerdem", "zudem",
})  # fmt: skip
_FRONTS: Final = {
    "weshalb": "Deshalb", "weswegen": "Deshalb", "sodass": "Deshalb", "wobei": "Dabei", "womit": "Damit",
    "wodurch": "Dadurch", "wogegen": "Dagegen", "wofür": "Dafür", "worüber": "Darüber", "worauf": "Darauf",
    "woraus": "Daraus", "wozu": "Dazu", "wonach": "Danach",
}  # fmt: skip
_SURE_FRONTS: Final = frozenset({"weshalb", "weswegen", "wobei"})
_OPEN_FIRST: Final = frozenset({"nsubj", "nsubj:pass", "obj", "obl:arg", "expl"})
_FOCUS: Final = frozenset({"nur", "auch", "schon", "allein", "deshalb", "deswegen", "daher", "gerade", "insbesondere"})
# Phrases with these may belong to the verb, although the parse hangs them on the subject.
_VERBAL: Final = frozenset({"am", "um", "seit", "ab", "bis", "von", "vom", "durch", "seitens", "nach", "mit"})
_DIESER: Final = {
    ("Nom", "Masc"): "Dieser", ("Nom", "Fem"): "Diese", ("Nom", "Neut"): "Dieses", ("Acc", "Masc"): "Diesen",
    ("Acc", "Fem"): "Diese", ("Acc", "Neut"): "Dieses", ("Dat", "Masc"): "Diesem", ("Dat", "Fem"): "Dieser",
    ("Dat", "Neut"): "Diesem",
}  # fmt: skip
_WELCHER: Final = {cell: this.replace("Dies", "welch") for cell, this in _DIESER.items()}
_RELATIVE_CASES: Final[dict[str, Case]] = {
    "nsubj": "Nom", "nsubj:pass": "Nom", "obj": "Acc", "obl:arg": "Dat", "iobj": "Dat",
}  # fmt: skip
_EXPLANATION: Final = "Aus einem langen Satz sind zwei geworden: Jeder Satz sagt nur noch eine Sache."

_Seam = tuple[tuple[Edit, ...], float]


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield a long sentence cut in two, for every seam."""
    if sum(is_word(t.text) for t in scene.doc) <= _LIMIT or scene.text.rstrip()[-1:] != ".":
        return
    for token in scene.doc:
        edits, confidence = _seam(token) or ((), 0.0)
        if (
            edits
            and not _is_enclosed(token)
            and not _touches_protected(scene, edits)
            and _are_long_enough(scene, edits)
        ):
            whole = Span(0, len(scene.text))
            yield Rewrite("langer-satz", "langer_satz", whole, edits, _EXPLANATION, confidence=confidence)


def _seam(token: Token) -> _Seam | None:
    if token.i == 0:
        return _reason_first(token) if token.lower_ == "da" and token.dep_ == "mark" else None
    if token.lower_ == "weil" and token.dep_ == "mark" and token.nbor(-1).text == ",":
        return _reason_last(token)
    if token.text == ";":
        return _semicolon(token)
    if token.lower_ in _FRONTS and token.nbor(-1).text == ",":
        return _adverb_clause(token)
    if token.dep_ in ("conj", "parataxis") and token.head.dep_ == "ROOT":
        return _main_clauses(token)
    if token.dep_ == "acl:relcl":
        return _relative_clause(token)
    return None


def _touches_protected(scene: Scene, edits: Iterable[Edit]) -> bool:
    return any(p.span.overlaps(e.span) or p.span.start < e.span.start < p.span.end for p in scene.protected
               for e in edits)  # fmt: skip


def _are_long_enough(scene: Scene, edits: tuple[Edit, ...]) -> bool:
    at = next(e.span.start for e in edits if e.replacement.startswith("."))
    return min(len(scene.text[:at].split()), len(scene.text[at:].split())) >= _LEAST


def _is_enclosed(token: Token) -> bool:
    """Whether the place stands in brackets or quotation marks."""
    before = [t.text for t in token.doc[: token.i]]
    return before.count("(") > before.count(")") or before.count("„") > before.count("“")


# --- two main clauses -----------------------------------------------------------------------------------------------


def _semicolon(sign: Token) -> _Seam | None:
    doc = sign.doc
    if sign.i + 2 >= len(doc) or sum(t.text == ";" for t in doc) > 1:
        return None
    first, before, after = doc[sign.i + 1], doc[: sign.i], doc[sign.i + 1 :]
    if not (_is_sentence(before) and _is_sentence(after)) or first.pos_ in ("CCONJ", "SCONJ"):
        return None
    if first.lower_ in _CONDITIONS:
        return None
    heads = _heads(after)
    if len(heads) != 1 or not _own_subject(heads[0]):
        return None
    finite = _only_finite(heads[0])
    if finite is None or (finite != first and not _is_verb_second(heads[0], first.i)):
        return None
    return (Edit(Span(sign.idx, first.idx + len(first)), f". {capitalised(first.text)}"),), 0.92


def _main_clauses(verb_token: Token) -> _Seam | None:
    """Cut *…, und wir …* where both clauses have their own subject and nothing reaches from one into the other."""
    doc, root = verb_token.doc, verb_token.head
    own = sorted(t.i for t in verb_token.subtree)
    joints = [c for c in verb_token.children if c.dep_ == "cc" and c.i < verb_token.i]
    start = own[0]
    while doc[start].text == "," or doc[start] in joints:
        start += 1
    behind = [t for t in doc[start:] if t.dep_ != "punct"]
    if not all(t.i in set(own) for t in behind) or any(is_word(t.text) and t.i in set(own) for t in doc[: own[0]]):
        return None
    if not (_own_subject(verb_token) and _own_subject(root)) or _is_bound(doc):
        return None
    if not _is_verb_second(root, 0, _OPEN_FIRST) or not _is_verb_second(verb_token, start):
        return None
    if any(t.lower_ in _FRONTS for t in doc[:start]):
        return None
    front = _joint(joints, doc[start])
    before = doc[start - 1 - len(joints)]
    if front is None or (not joints and before.text != ","):
        return None
    seam = before.idx if before.text == "," else doc[start - len(joints)].idx - 1
    word = doc[start]
    text = front + word.text if front else capitalised(word.text)
    return (Edit(Span(seam, word.idx + len(word)), f". {text}"),), 0.92


def _is_verb_second(head: Token, start: int, relations: frozenset[str] = frozenset()) -> bool:
    """Whether one phrase, perhaps only in certain relations, stands before the finite verb of a clause."""
    finite = _only_finite(head)
    if finite is None or finite.i <= start:
        return False
    before = [t for t in head.doc[start : finite.i] if t.dep_ != "punct"]
    tops = {t for t in before if t.head not in before}
    if len(tops) != 1:
        return False
    top = tops.pop()
    return top.head in (head, finite) and (not relations or top.dep_ in relations)


def _joint(joints: list[Token], first: Token) -> str | None:
    """Return what opens the second sentence for a conjunction; None where the two clauses may not be parted."""
    if not joints:
        return "" if first.lower_ in _CONNECTORS else None
    return _JOINTS.get(joints[0].lower_) if len(joints) == 1 and joints[0].i == first.i - 1 else None


def _is_bound(doc: Doc) -> bool:
    """Whether a condition, a reason or a pair of conjunctions may hold for both clauses."""
    return any(t.lower_ in _CONDITIONS or t.lower_ in _PAIRS for t in doc) or any(t.dep_ == "advcl" for t in doc)


def _own_subject(verb_token: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubj:pass", "expl") for c in verb_token.children)


def _is_sentence(words: DocSpan) -> bool:
    subject = any(t.dep_ in ("nsubj", "nsubj:pass", "expl") for t in words)
    return subject and any(is_finite(t) for t in words) and sum(is_word(t.text) for t in words) >= _LEAST


def _heads(words: DocSpan) -> list[Token]:
    """Return the words of a stretch that depend on none of the others."""
    return [t for t in words if t.dep_ != "punct" and (t.head == t or t.head not in words)]


# --- subordinate clauses at the end ---------------------------------------------------------------------------------


def _adverb_clause(opener: Token) -> _Seam | None:
    """Turn *…, weshalb wir den Antrag ablehnen* into *Deshalb lehnen wir den Antrag ab*."""
    doc, head = opener.doc, opener.head
    if any(t.lower_ in _CONDITIONS or t.lower_ in _PAIRS for t in doc[: opener.i]) or not _is_main_before(opener):
        return None
    if any(t.lower_ in ("dafür", "dabei", "deshalb", "dazu") for t in doc[opener.i :]):
        return None
    if opener.lower_ not in _SURE_FRONTS and (_denies(doc[: opener.i]) or opener.lower_ == "wonach"):
        return None
    edits = _verb_second(_FRONTS[opener.lower_], head, opener.nbor(-1), opener)
    return (edits, 0.92 if opener.lower_ in _SURE_FRONTS else 0.85) if edits else None


def _reason_first(opener: Token) -> _Seam | None:
    """Turn *Da Sie nicht gezahlt haben, ruht …* into *Sie haben nicht gezahlt. Deshalb ruht …*."""
    doc, head = opener.doc, opener.head
    root = head.head
    finite, main = _only_finite(head), _only_finite(root)
    if finite is None or main is None or root.dep_ != "ROOT" or finite.i + 2 >= len(doc):
        return None
    comma = doc[finite.i + 1]
    if comma.text != "," or main != doc[comma.i + 1] or head.dep_ != "advcl" or doc[opener.i + 1].text == ",":
        return None
    if any(t.i > comma.i for t in head.subtree if t.dep_ != "punct") or any(t.lower_ in _PAIRS for t in doc):
        return None
    if any(c.dep_ == "conj" and c.pos_ in ("VERB", "AUX", "ADJ") for c in (*head.children, *root.children)):
        return None
    subject = _first_subject(head, opener.i + 1)
    parts = _apart(finite, head)
    if subject is None or parts is None:
        return None
    opening = Span(opener.idx, subject.idx + len(subject))
    text = doc.text[doc[opener.i + 1].idx : opening.end]
    return (
        Edit(opening, f"{capitalised(text)} {parts[0]}"),
        _left_behind(finite, parts[1]),
        Edit(Span(comma.idx, main.idx), ". Deshalb "),
    ), 0.9


def _reason_last(opener: Token) -> _Seam | None:
    """Turn *…, weil Sie umgezogen sind* into *Denn Sie sind umgezogen*."""
    doc, head = opener.doc, opener.head
    before = doc[: opener.i]
    if _denies(before) or any(t.lower_ in _CONDITIONS or t.lower_ in _PAIRS for t in before):
        return None
    if head.head.dep_ != "ROOT" or not _is_main_before(opener) or before[-2].lower_ in _FOCUS:
        return None
    if any(t.lower_ in _FOCUS for t in before):
        return None
    subject = _first_subject(head, opener.i + 1)
    if subject is None:
        return None
    front = doc.text[doc[opener.i + 1].idx : subject.idx + len(subject)]
    edits = _verb_second(f"Denn {front}", head, opener.nbor(-1), subject)
    return (edits, 0.85) if edits else None


def _first_subject(head: Token, start: int) -> Token | None:
    """Return the last word of the subject if the subject is the first phrase of a clause.

    An adverb at its end belongs to the verb, whatever the parser says: *da die Agentur hiervon erst spät erfuhr*.
    """
    found = next((c for c in head.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
    if found is None or found.left_edge.i != start:
        return None
    words = sorted(t.i for t in found.subtree)
    if any(c.dep_ == "case" and c.lower_ in _VERBAL for t in found.rights for c in t.children):
        return None
    last = found.right_edge
    if _may_go_on(found):
        return None
    return last if len(words) == last.i - start + 1 and last.text != "," and last.pos_ != "ADV" else None


def _may_go_on(subject: Token) -> bool:
    """Whether a phrase with *bis* behind a deed may say how long it lasts: *die Fortdauer der Störung bis Mai*."""
    last = subject.right_edge
    behind = last.doc[last.i + 1] if last.i + 1 < len(last.doc) else None
    deed = subject.lemma_.lower().endswith(("ung", "dauer", "schub", "nahme"))
    return deed and behind is not None and behind.lower_ == "bis" and any(c.dep_ == "nmod" for c in subject.rights)


def _relative_clause(head: Token) -> _Seam | None:
    """Turn *…, der am 3. Mai eingegangen ist* into *Dieser Antrag ist am 3. Mai eingegangen*."""
    doc, noun = head.doc, head.head
    opening = [t for t in head.subtree if t.text != ","][:2]
    pronoun = next((t for t in opening if t.lower_ in RELATIVE_FORMS and t.pos_ in ("PRON", "DET")), None)
    if pronoun is None or doc[opening[0].i - 1].text != "," or not _adds_only(noun):
        return None
    if _denies(doc[: opening[0].i]) or any(t.lower_ in _CONDITIONS or t.lower_ in _PAIRS for t in doc):
        return None
    between = doc[noun.right_edge.i if noun.right_edge.i < opening[0].i else noun.i + 1 : opening[0].i - 1]
    foreign = any(t.pos_ in ("NOUN", "PROPN") and not noun.is_ancestor(t) for t in between)
    if foreign or not _is_main_before(opening[0]):
        return None
    front = _this(noun, pronoun, opening)
    edits = _verb_second(front, head, doc[opening[0].i - 1], pronoun) if front else None
    return (edits, 0.85) if edits else None


def _this(noun: Token, pronoun: Token, opening: list[Token]) -> str | None:
    """Return *Dieser Antrag* in the case of the relative pronoun, with its preposition."""
    forms = noun_forms(noun.lemma_)
    if forms is None or forms.gender is None or "Number=Plur" in noun.morph:
        return None
    case = _RELATIVE_CASES.get(pronoun.dep_)
    preposition = ""
    if opening[0] != pronoun:
        if opening[0].pos_ != "ADP" or opening[1] != pronoun:
            return None
        found = {c for c, g in (("Acc", "den"), ("Dat", "dem")) if pronoun.lower_ == g}
        case = "Acc" if found == {"Acc"} else "Dat" if found == {"Dat"} else None
        preposition = opening[0].text
    elif any(c.dep_ == "case" for c in pronoun.children):
        return None
    written = forms.form(case, "Sing", "weak") if case else ()
    if case is None or not written:
        return None
    pointing = relative("Sing", forms.gender)
    if pronoun.lower_ not in (pointing.form(case) if pointing else "", _WELCHER.get((case, forms.gender))):
        return None
    this = _DIESER[case, forms.gender]
    return f"{capitalised(preposition)} {this.lower()} {written[0]}" if preposition else f"{this} {written[0]}"


def _adds_only(noun: Token) -> bool:
    """Whether the noun is known without the relative clause: *Ihr Antrag*, *dieser Bescheid*."""
    if noun.pos_ != "NOUN" or any(c.dep_ in ("conj", "cc") for c in noun.children) or noun.dep_ == "conj":
        return False
    owners = [c for c in noun.children if c.dep_ in ("det:poss", "det")]
    return any("Poss=Yes" in c.morph or c.lower_.startswith("dies") for c in owners)


def _is_main_before(opener: Token) -> bool:
    """Whether what stands before is the main clause and the new one depends directly on it."""
    doc = opener.doc
    ancestors = [t for t in opener.ancestors if t.i < opener.i]
    deep = any(t.dep_ in _CLAUSES for t in ancestors)
    clauses = any(t.dep_ in ("advcl", "ccomp", "csubj", "xcomp") for t in doc[: opener.i])
    if deep or clauses or not ancestors:
        return False
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    return root is not None and root.i < opener.i and _own_subject(root)


def _verb_second(front: str, head: Token, comma: Token, opener: Token) -> tuple[Edit, ...] | None:
    """Return the edits that turn a clause at the end of the sentence into one with its verb second behind ``front``.

    Args:
        front: What stands before the verb.
        head: The head of the clause.
        comma: The comma that parts it from the main clause.
        opener: The last of the words that opened it; they fall away.
    """
    doc, finite = head.doc, _only_finite(head)
    if finite is None or finite.i + 1 >= len(doc) or doc[finite.i + 1].text not in (".", ",") or finite.i <= opener.i:
        return None
    if any(c.dep_ == "conj" and c.pos_ in ("VERB", "AUX", "ADJ") for c in head.children):
        return None
    inside = doc[opener.i + 1 : finite.i]
    if any((t.dep_ == "mark" or t.pos_ == "SCONJ") and (t.head == head or t.head.i >= finite.i) for t in inside):
        return None
    parts = _apart(finite, head)
    if parts is None or _is_open(inside) or not _only_depends(doc[finite.i + 1 :], head):
        return None
    opening = Edit(Span(comma.idx, opener.idx + len(opener)), f". {front} {parts[0]}")
    return (opening, _left_behind(finite, parts[1]))


def _is_open(words: DocSpan) -> bool:
    """Whether the words end inside a relative or subordinate clause."""
    commas = [t.i for t in words if t.text == ","]
    first = words.doc[commas[-1] + 1] if commas else None
    if first is None:
        return False
    return first.pos_ == "SCONJ" or "Rel" in ",".join(first.morph.get("PronType", [])) or first.dep_ == "mark"


def _only_depends(words: DocSpan, head: Token) -> bool:
    """Whether what follows the verb are only clauses that depend on it, no further statements."""
    if any(is_word(t.text) and not head.is_ancestor(t) for t in words):
        return False
    return not any(t.dep_ in ("conj", "parataxis") and t.pos_ in ("VERB", "AUX") for t in words)


def _left_behind(finite: Token, particle: str) -> Edit:
    """Return the edit that leaves the particle of a verb where the whole verb stood, or nothing."""
    end = finite.idx + len(finite)
    if particle:
        return Edit(Span(finite.idx, end), particle)
    before = finite.nbor(-1)
    return Edit(Span(before.idx + len(before), end), "")


def _only_finite(head: Token) -> Token | None:
    verbs = [t for t in (head, *head.children) if (t == head or t.dep_ in AUXILIARIES) and is_finite(t)]
    return verbs[0] if len(verbs) == 1 else None


def _apart(finite: Token, head: Token) -> tuple[str, str] | None:
    """Return a finite verb at the end of a clause as it stands second, and its particle."""
    if finite != head or finite.pos_ == "AUX":
        return finite.text, ""
    subject = next((c for c in head.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
    if subject is None:
        return None
    lemmas = dict.fromkeys((finite.lemma_, lemma_of(finite.text)))
    ways = {way for lemma in lemmas if (way := _parted(finite, lemma, subject)) is not None}
    return ways.pop() if len(ways) == 1 else None


def _parted(finite: Token, lemma: str, subject: Token) -> tuple[str, str] | None:
    known = verb(lemma)
    if known is None:
        return None
    persons: tuple[Person, ...] = (1,) if subject.lower_ in ("wir", "ich") else (3,)
    numbers: tuple[Number, ...] = ("Plur", "Sing")
    tenses: tuple[Tense, ...] = ("Pres", "Past")
    moods: tuple[Mood, ...] = ("Ind", "Sub")
    for features in ((p, n, t, m) for p in persons for n in numbers for t in tenses for m in moods):
        if known.finite_joined(*features) == finite.text:
            return known.finite(*features), known.particle
    return None


def _denies(words: DocSpan) -> bool:
    return any(t.lower_ in _NEGATIONS for t in words)

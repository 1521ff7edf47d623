"""Where a noun phrase begins and ends: its coordinated heads and every word that hangs on them."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from klartext.grammar.determiners import determiner
from klartext.grammar.prepositions import preposition_case

DETERMINERS = ("det", "det:poss")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "SYM", "X")
_LEFT = (*DETERMINERS, "nmod:poss", "amod", "nummod", "nmod", "compound")
_RIGHT = ("nmod", "appos", "flat", "fixed", "acl", "acl:relcl", "nummod", "conj", "amod", "compound", "goeswith")
_RIGHT_OF_PLAIN = (*_RIGHT, "obl", "ccomp", "advcl", "advmod", "parataxis", "dep")
_CLAUSES = ("acl", "acl:relcl", "ccomp", "advcl")
_PAIRED = ("sowohl", "entweder", "weder", "nicht nur", "teils", "zwar")
_TRAILING = frozenset(",;:.!?–-")
_CLOSERS = {")": "(", "]": "[", "“": "„", "”": "„", "‘": "‚", "»": "«", "«": "»", '"': '"'}
_PAIRS = (("(", ")"), ("[", "]"), ("„", "“"), ("‚", "‘"))


def is_nominal(token: Token) -> bool:
    """Whether a word can head a noun phrase."""
    return token.pos_ in _NOMINAL or (token.pos_ in ("ADJ", "DET") and token.dep_ not in (*DETERMINERS, "amod"))


def coordinated(head: Token) -> list[Token] | None:
    """Return the head and the heads coordinated to it; None where one of them is something else."""
    found = [head]
    for child in head.rights:
        if child.dep_ != "conj":
            continue
        if not is_nominal(child) or any(c.dep_ in ("case", "cop", "nsubj") for c in child.children):
            if _is_clause(head) or not is_nominal(child):
                continue
            return None
        deeper = coordinated(child)
        if deeper is None:
            return None
        found += deeper
    return found


def appositions(members: Sequence[Token]) -> list[Token]:
    """Return the appositions that agree in case: Herr Müller, *der Geschäftsführer*; without article they do not."""
    return [
        child
        for member in members
        for child in member.rights
        if child.dep_ == "appos" and not has_preposition(child) and _agrees(child)
    ]


def _agrees(apposition: Token) -> bool:
    return apposition.text in ("Herr", "Herrn") or any(child.dep_ in DETERMINERS for child in apposition.lefts)


def _is_clause(head: Token) -> bool:
    return any(child.dep_ in ("cop", "nsubj", "nsubj:pass") for child in head.children)


def find_extent(members: Sequence[Token], leave_clauses: bool = False) -> tuple[int, int] | None:
    """Return where the phrase begins and ends; None when foreign words stand inside it."""
    head, last = members[0], max(member.i for member in members)
    if any(_is_odd(member) for member in members):
        return None
    own = {head.i}
    for member in members:
        own |= _own_words(member, is_first=member is head, members=members)
    start, end = min(own), max(own) + 1
    if any(t.lower_ in _PAIRED for t in head.lefts if t.i < start):
        return None
    words = head.doc[start:end]
    foreign = [t.i for t in words if t.i not in own and not (t.is_punct or t.is_space or _slipped(t, last, own))]
    if foreign and not (leave_clauses and foreign[0] > last and _only_clauses(members, own, foreign[0])):
        return None
    end = _balanced(head.doc[start : _without_trailing(head.doc[start : foreign[0] if foreign else end])])
    return (start, end) if end > last else None


def _balanced(tokens: Span) -> int:
    """Return the end of the phrase with the bracket or quote that closes directly behind it; 0 if none closes."""
    text, end = tokens.text, tokens.end
    missing = [closer for opener, closer in _PAIRS if text.count(opener) > text.count(closer)]
    if not missing:
        return end
    follows = end < len(tokens.doc) and tokens.doc[end].text in missing
    return end + 1 if follows and len(missing) == 1 else 0


def _slipped(token: Token, last: int, own: set[int]) -> bool:
    """Whether the parse has hung the article of an attribute on a noun before it."""
    return token.i > last and token.pos_ == "DET" and token.head.i in own and token.i + 1 in own


def _only_clauses(members: Sequence[Token], own: set[int], place: int) -> bool:
    """Whether behind a place stand nothing but whole clauses of the phrase."""
    doc = members[0].doc
    clauses = [child for i in own if i < place for child in doc[i].rights if child.dep_ in _CLAUSES]
    behind = {t.i for clause in clauses if clause.left_edge.i > place for t in clause.subtree}
    return all(i in behind for i in own if i > place)


def _own_words(member: Token, is_first: bool, members: Sequence[Token]) -> set[int]:
    """Return the tokens of one coordinated phrase, without its preposition."""
    plain = not _is_clause(member)
    own = {member.i}
    begun = False
    for child in member.lefts:
        preposition = is_preposition(child)
        begun = begun or (child.dep_ in _LEFT and not preposition and not _is_foreign(child))
        if not preposition and (begun or (not is_first and child.dep_ in ("cc", "punct", "advmod"))):
            own |= {t.i for t in child.subtree}
    for child in member.rights:
        if child.dep_ == "conj" and child in members:
            own.add(child.i)
        elif child.dep_ in (_RIGHT_OF_PLAIN if plain else _RIGHT) and child.dep_ != "conj":
            if child.dep_ == "advmod" and child.i != max(own) + 1:
                continue
            own |= {t.i for t in child.subtree}
    return own


def _is_odd(member: Token) -> bool:
    """Whether the parse hangs a clause on a noun that reads like no attribute."""
    for child in member.rights:
        words = [t for t in child.subtree if not t.is_punct]
        if child.dep_ == "acl:relcl" and words[0].pos_ not in ("PRON", "ADP", "DET", "ADV", "SCONJ"):
            return True
        clausal = child.dep_ in ("acl", "ccomp", "advcl", "appos", "dep") and any(is_finite(t) for t in words)
        if clausal and words[-1].pos_ not in ("VERB", "AUX"):
            return True
    return False


def _is_foreign(left: Token) -> bool:
    return left.dep_ == "nmod" and has_preposition(left)


def has_preposition(token: Token) -> bool:
    """Whether a preposition governs a word."""
    return any(is_preposition(child) for child in token.children)


def is_preposition(token: Token) -> bool:
    """Whether a word governs its head; the parse may take a rare preposition for an article."""
    if token.dep_ in DETERMINERS:
        return determiner(token.text) is None and bool(preposition_case(token.text))
    return token.dep_ == "case" or (
        token.pos_ == "ADP" and token.i < token.head.i and bool(preposition_case(token.text))
    )


def _without_trailing(tokens: Span) -> int:
    """Return the index behind the last token that is no open punctuation."""
    words = list(tokens)
    while words:
        last = words[-1]
        closes = _CLOSERS.get(last.text)
        alone = closes is not None and not any(t.text == closes for t in words[:-1])
        if not (last.is_space or last.text in _TRAILING or alone or (last.is_punct and last.is_left_punct)):
            return last.i + 1
        words.pop()
    return tokens[0].i


def needs_comma(members: Sequence[Token], end: int) -> bool:
    """Whether the last attribute stands behind a comma of its own."""
    for member in members:
        for child in member.rights:
            if child.dep_ in (*_CLAUSES, "appos") and child.left_edge.i < end <= child.right_edge.i + 1:
                first = child.left_edge
                return first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")
    return False


def is_finite(verb: Token) -> bool:
    """Whether a word is a finite verb."""
    return "VerbForm=Fin" in verb.morph

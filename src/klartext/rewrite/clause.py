"""Read the clauses of a sentence from its parse: into pieces that move as one, each in its field.

Reading gives up (None) wherever a word has no clear place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Final

from spacy.tokens import Doc, Token

from klartext.grammar.phrases import noun_phrase
from klartext.grammar.prepositions import AGENT_PREPOSITIONS
from klartext.grammar.verbs import lemma_of_participle
from klartext.pipeline.tokenizer import is_placeholder
from klartext.rewrite.capitals import inner_text
from klartext.rewrite.fields import Clause, Kind, Piece, Role
from klartext.rewrite.verb_complex import Verbs, clause_heads, has_zu, is_finite, verb_parts, verbs_of

_CLAUSES: Final = frozenset({"advcl", "ccomp", "csubj", "csubj:pass", "acl", "acl:relcl", "xcomp", "parataxis"})
_RELATIVE: Final = frozenset({"Rel", "Dem,Rel", "Int,Rel", "Int"})
_OWNERS: Final = frozenset({"deren", "dessen"})
_FINAL_MARKS: Final = frozenset(".!?:;")
_BREAKS: Final = frozenset({":", ";"})
_GENITIVES: Final = frozenset({"des weiteren", "des öfteren"})
"""Genitives that are adverbs."""
_NOMINATIVE_PRONOUNS: Final = frozenset({"sie", "wir", "ich", "er", "es", "man"})
_NOMINATIVE_ARTICLES: Final = frozenset({
    "die", "das", "ein", "eine", "kein", "keine", "diese", "mein", "meine", "sein", "seine", "ihr", "ihre", "unser",
    "unsere",
})  # fmt: skip
"""Articles before which no other case is possible than nominative, or accusative where both are alike."""
_WHERE: Final = frozenset({"bei", "vor", "an", "in", "ab", "innerhalb"})
_MERGED: Final = frozenset({"beim", "vorm", "am", "im"})
"""Prepositions of time and place, and those that hold the definite article."""
_QUOTES: Final = frozenset('„“”"»«–—')


def clauses(doc: Doc) -> Iterator[Clause]:
    """Yield the clauses of a sentence that can be read, in text order of their main verbs."""
    yield from (clause for head in clause_heads(doc) if (clause := read_clause(head)) is not None)


def read_clause(head: Token, *, sharing: bool = False) -> Clause | None:
    """Return the clause of a verb, or None where its words have no clear order.

    ``sharing`` also reads a clause behind *und* that takes its subject from the clause before.
    """
    verbs = verbs_of(head)
    if verbs is None:
        return None
    opener = _opener(head)
    members = _members(verbs)
    pieces = _pieces(verbs, opener, members)
    if pieces is None:
        return None
    clause = _with_fields(verbs, opener, _with_subject_found(verbs, pieces))
    if clause is not None and (_lends_subject(verbs) or _goes_on_without_subject(clause)):
        clause = replace(clause, lends_subject=True)
    if clause is None or not _is_whole(clause, pieces) or (_shares_subject(clause) and not sharing):
        return None
    return clause


def _is_whole(clause: Clause, pieces: Sequence[Piece]) -> bool:
    """Whether every word in the range of the clause belongs to one of its parts; there is but one subject."""
    told = {t.i for t in clause.verbs.all} | {i for p in (*pieces, *clause.pieces) for i in range(p.start, p.end)}
    loose = [clause.doc[i] for i in range(clause.start, clause.end) if i not in told]
    chain = range(*clause.chain) if clause.chain else range(0)
    subjects = [p for p in clause.pieces if p.role == "subjekt"]
    if any(_is_appended(p, pieces) for p in pieces) or _opens_twice(clause):
        return False
    tokens = clause.doc[clause.start : clause.end]
    if any(p.text.lower().startswith(("das heißt", "d. h.")) for p in clause.nachfeld):
        return False  # what follows says the verb once more, in its old form
    if any(_is_odd(t) or (t.text in _BREAKS and t.dep_ == "punct") for t in tokens):
        return False
    if any(t.text == "," and _is_open_comma(t, clause) for t in loose):
        return False
    return len(subjects) < 2 and all(t.text == "," or (t.dep_ == "cc" and t.i in chain) for t in loose)


def _opens_twice(clause: Clause) -> bool:
    """Whether the opener is but the first of two: *ob und in welchem Umfang*."""
    opener = clause.opener
    return (
        opener is not None and opener.end < len(clause.doc) and clause.doc[opener.end].lower_ in ("und", "oder", "bzw.")
    )


def _is_open_comma(comma: Token, clause: Clause) -> bool:
    """Whether a comma stands between two parts of the middle field though neither asks for it: both are misread."""
    before = next((p for p in clause.mittelfeld if p.end == comma.i), None)
    behind = next((p for p in clause.mittelfeld if p.start == comma.i + 1), None)
    return before is not None and behind is not None and not (before.comma_after or behind.comma_before)


def _is_appended(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether a piece belongs to the one right before it: a placeholder, or a genitive that the parse hung on the verb.

    *die Zustimmung des im Grundbuch eingetragenen Eigentümers*
    """
    before = next((p for p in pieces if p.end == piece.start), None)
    if before is None:
        return False
    alone = piece.end - piece.start == 1 and is_placeholder(piece.text)
    return alone or (_is_genitive(piece) and before.head is not None and before.head.pos_ in ("NOUN", "PROPN"))


def _is_genitive(piece: Piece) -> bool:
    head = piece.head
    if head is None or head.pos_ != "NOUN" or any(c.dep_ == "case" for c in head.children):
        return False
    return head.morph.get("Case", []) == ["Gen"]


def _is_odd(token: Token) -> bool:
    """Whether the parse hangs a noun on another one that is no genitive: it may be the subject or an object."""
    if token.dep_ != "nmod" or token.pos_ != "NOUN" or "Case=Nom" not in token.morph:
        return False
    relations = {c.dep_ for c in token.children}
    if "case" in relations or not relations & {"det", "det:poss"}:
        return False
    phrase = noun_phrase(token)
    return phrase is not None and "Gen" not in {reading[0] for reading in phrase.readings}


def _lends_subject(verbs: Verbs) -> bool:
    """Whether a coordinated finite clause has no subject of its own: *Der Antrag wurde geprüft und hat Erfolg*."""
    for verb in (verbs.main, *verbs.also):
        for child in verb.children:
            if child.dep_ not in ("conj", "parataxis") or child in verbs.also:
                continue
            if _is_finite_without_subject(child):
                return True
    return False


def _is_finite_without_subject(verb: Token) -> bool:
    own = any(c.dep_ in ("nsubj", "nsubj:pass", "csubj", "expl") for c in verb.children)
    return not own and any(is_finite(v) for v in (verb, *verb_parts(verb)))


def _goes_on_without_subject(clause: Clause) -> bool:
    """Whether *und* right behind a clause opens one without subject, wherever the parse has hung it."""
    link = clause.doc[clause.end] if clause.end < len(clause.doc) else None
    if link is None or link.dep_ != "cc" or link.head.dep_ != "conj" or link.head.i < link.i:
        return False
    return _is_finite_without_subject(link.head)


def _shares_subject(clause: Clause) -> bool:
    """Whether a clause behind *und* takes its subject from the clause before: *… und ist zurückzugeben*."""
    head = clause.verbs.main
    return head.dep_ == "conj" and clause.kind == "v1" and clause.find("subjekt") is None


def _dangles(token: Token) -> bool:
    """Whether a subjunction is the last word: it opens the list that follows, not the clause before it."""
    return all(t.is_punct for t in token.doc[token.i + 1 :]) and token.i > token.head.i


def _members(verbs: Verbs) -> set[int]:
    """Return the tokens of the clause without coordinated clauses that have a finite verb of their own."""
    inside = list(verbs.main.subtree)
    left_out = {t.i for mark in inside if mark.dep_ == "mark" and _dangles(mark) for t in mark.subtree}
    for verb in (verbs.main, *verbs.also):
        for child in verb.children:
            if child.dep_ == "conj" and child not in verbs.also and child.pos_ not in ("NOUN", "PROPN", "PRON"):
                left_out |= {t.i for t in child.subtree}
    return {t.i for t in inside} - left_out


def _opener(head: Token) -> Token | None:
    marks = [c for c in head.children if c.dep_ == "mark" and c.lower_ != "zu" and not _dangles(c)]
    if marks:
        return marks[0]
    if head.dep_ in ("acl:relcl", "acl"):
        pronouns = [t for t in head.subtree if t.pos_ in ("PRON", "DET", "ADV") and _is_relative(t)]
        first = next((t for t in head.subtree if t.text != ","), None)
        return pronouns[0] if pronouns and first is not None and pronouns[0].i - first.i <= 1 else None
    return None


def _is_relative(token: Token) -> bool:
    return bool(_RELATIVE & {*token.morph.get("PronType", [])})


def _pieces(verbs: Verbs, opener: Token | None, members: set[int]) -> list[Piece] | None:
    """Return the pieces in text order, or None where one is torn apart or a word is left over."""
    used = {t.i for t in verbs.all}
    found: list[Piece] = []
    inserted = {t.i for verb in (verbs.main, *verbs.also) for child in verb.children for t in _inserted(child)}
    free = members - used - inserted
    for verb in (verbs.main, *verbs.others, *verbs.also):
        for child in verb.children:
            if child.i not in free or child.dep_ in ("punct", "cc") or (child == opener and child.dep_ == "mark"):
                continue
            parts = _torn(child, members, used)
            if parts is None:
                return None
            found += [_piece(child, part) for part in parts]
    found = _with_own_endings(_with_own_openings(sorted(found, key=lambda p: p.start), verbs.main.doc))
    covered = set(used)
    for piece in found:
        span = set(range(piece.start, piece.end))
        if span & covered:
            return None
        covered |= span
    loose = members - covered - ({opener.i} if opener is not None else set())
    doc = verbs.main.doc
    between = {doc[i].text for i in loose if doc[i].dep_ not in ("punct", "cc")}
    if between or any(doc[i].text in _QUOTES for i in loose):
        return None
    return found


def _with_own_openings(pieces: list[Piece], doc: Doc) -> list[Piece]:
    """Give an infinitive what stands between its comma and it, though the parse hangs that on the verb above.

    *Ihnen wird vorgeworfen, | als Halterin | am 19. Mai geparkt zu haben*
    """
    found: list[Piece] = []
    for piece in pieces:
        before = found[-1] if found else None
        comma = doc[before.start - 1] if before is not None and before.start else None
        if before is not None and comma is not None and _opens(comma, before, piece):
            found.pop()
            text = inner_text(doc, before.start, piece.end)
            piece = replace(piece, text=text, start=before.start, comma_before=True, comma_after=True)
        found.append(piece)
    return found


def _with_own_endings(pieces: list[Piece]) -> list[Piece]:
    """Give a clause without finite verb the one right behind it, which the parse has taken for another clause.

    *…, sofern die Ruhe dadurch nicht gestört | erscheint*
    """
    found: list[Piece] = []
    for piece in pieces:
        before, head = found[-1] if found else None, piece.head
        if before is not None and head is not None and _ends(before, piece, head):
            found.pop()
            text = inner_text(head.doc, before.start, piece.end)
            piece = replace(before, text=text, role="satz", end=piece.end, comma_after=True)
        found.append(piece)
    return found


def _ends(before: Piece, piece: Piece, verb: Token) -> bool:
    """Whether a piece is but the finite verb of the clause before it."""
    alone = before.end == piece.start == piece.end - 1 and verb.dep_ in _CLAUSES and is_finite(verb)
    if not alone or before.role != "infinitiv" or before.head is None:
        return False
    return any(c.dep_ == "mark" and c.lower_ != "zu" for c in before.head.children)


def _opens(comma: Token, before: Piece, piece: Piece) -> bool:
    return piece.role == "infinitiv" and before.end == piece.start and comma.text == "," and comma.head == piece.head


def _with_subject_found(verbs: Verbs, pieces: list[Piece]) -> list[Piece]:
    """Take an object for the subject where there can be no object: *Dem Prüfer ist Zutritt zu gewähren*."""
    finite = verbs.finite
    if finite is None or any(p.role in ("subjekt", "es", "anderes") for p in pieces):
        return pieces
    passive = finite.lemma_ == "werden" and "VerbForm=Part" in verbs.main.morph
    objects = [p for p in pieces if p.head is not None and p.head.pos_ == "NOUN" and _may_be_subject(p, p.head)]
    if len(objects) != 1 or not (passive or (finite.lemma_ == "sein" and has_zu(verbs.main))):
        return pieces
    phrase = noun_phrase(objects[0].head, leave_clauses=True) if objects[0].head is not None else None
    if phrase is None or "Nom" not in {reading[0] for reading in phrase.readings}:
        return pieces
    return [replace(p, role="subjekt") if p == objects[0] else p for p in pieces]


def _may_be_subject(piece: Piece, head: Token) -> bool:
    """Whether a noun counts as an object, or as a predicate, which no passive has beside a subject that is missing."""
    predicate = head.dep_ == "xcomp" and not any(c.dep_ in ("case", "mark", "cop") for c in head.children)
    return piece.role == "akkusativ" or (predicate and "VerbForm" not in str(head.morph))


def _torn(child: Token, members: set[int], used: set[int]) -> list[list[Token]] | None:
    """Return the words of a piece as one stretch, or two where a clause of it stands at the end of the sentence."""
    own = [t for t in child.subtree if t.i in members and t.i not in used]
    also = [t for t in _inserted(child) if t.i in members and t.i not in used]
    words = _without_outer_commas(sorted([*own, *also], key=attrgetter("i")))
    runs = _runs(words)
    if len(runs) == 1 and _ends_in_agent(words, child):
        return [words[:-2], words[-2:]]
    if len(runs) < 2:
        return runs
    if len(runs) == 2 and child in runs[0] and (_is_extraposed(runs[1]) or _is_parted(*runs)):
        return runs
    return None


def _runs(words: list[Token]) -> list[list[Token]]:
    """Return the stretches of neighbouring words, without the commas around them."""
    if not words or words[-1].i - words[0].i == len(words) - 1:
        return [words] if words else []
    runs: list[list[Token]] = [[words[0]]]
    for word in words[1:]:
        if word.i == runs[-1][-1].i + 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    return [run for run in (_without_outer_commas(r) for r in runs) if run]


def _is_parted(first: Sequence[Token], second: Sequence[Token]) -> bool:
    """Whether only the finite verb parts two phrases: one phrase cannot stand around it, so the parse is wrong.

    *Als Ausgleich | ist | durch den Pächter …*
    """
    between = first[-1].doc[first[-1].i + 1 : second[0].i]
    inside = {t.i for t in second}
    roots = [t for t in second if t.head.i not in inside]
    own = len(roots) == 1 and roots[0].dep_ == "nmod" and second[0].dep_ == "case" and second[0].head == roots[0]
    return own and len(between) == 1 and is_finite(between[0])


def _ends_in_agent(words: Sequence[Token], head: Token) -> bool:
    """Whether *von Ihnen* behind a phrase of time or place says who acts: *bei der Abreise | von Ihnen | abzugeben*.

    Of a noun with *der* it would say whose it is, and that is *Ihre*: *bei Ihrer Abreise*.
    """
    if words[-1].text != "Ihnen" or len(words) < 4 or words[-2].text != "von" or words[-1].head != head:
        return False
    preposition, article = words[0].lower_, words[1].lower_
    definite = preposition in _MERGED or (preposition in _WHERE and article in ("der", "dem"))
    return definite and head.dep_ == "obl" and head.morph.get("Number", []) == ["Sing"] and _may_name_agent(head.head)


def _may_name_agent(verb: Token) -> bool:
    """Whether a verb is in the passive or has *ist … zu*, so that a phrase with *von* may say who acts."""
    helpers = {p.lemma_ for p in verb_parts(verb)}
    passive = "werden" in helpers and "VerbForm=Part" in verb.morph
    return passive or ("sein" in helpers and has_zu(verb))


def _inserted(head: Token) -> list[Token]:
    """Return adverbs between preposition and number that the parse has hung on the verb: *auf jährlich 556 Euro*."""
    number = next((c for c in head.children if c.dep_ == "nummod" and c.i < head.i), None)
    case = next((c for c in head.children if c.dep_ == "case" and c.i < head.i), None) if number is not None else None
    if case is None or number is None:
        return []
    between = head.doc[case.i + 1 : number.i]
    return [t for t in between if t.dep_ == "advmod" and t.head == head.head and not list(t.children)]


def _is_extraposed(run: Sequence[Token]) -> bool:
    inside = {t.i for t in run}
    roots = [t for t in run if t.head.i not in inside]
    before = run[0].nbor(-1) if run[0].i else None
    return len(roots) == 1 and roots[0].dep_ in _CLAUSES and before is not None and before.text == ","


def _without_outer_commas(words: list[Token]) -> list[Token]:
    while words and words[0].text in (",", ";"):
        words = words[1:]
    while words and words[-1].text in (",", ";", *_FINAL_MARKS) and words[-1].dep_ == "punct":
        words = words[:-1]
    return words


def _piece(head: Token, words: Sequence[Token]) -> Piece:
    start, end = words[0].i, words[-1].i + 1
    doc = head.doc
    own = head if head in words else next(t for t in words if t.head not in words)
    role = _role(own)
    clausal = role in ("satz", "infinitiv") and not _is_let(own) and not _is_state(own)
    before = start > 0 and doc[start - 1].text == ","
    after = end < len(doc) and doc[end].text == ","
    last = (end == len(doc) or doc[end].text in _FINAL_MARKS) and _holds_comma(words)
    return Piece(
        inner_text(doc, start, end), role, start, end, own,
        comma_before=clausal and (before or after),
        comma_after=(clausal and (before or after)) or (after and (_ends_in_clause(words, own) or _holds_comma(words)))
        or (last and _ends_in_clause(words, own)),
    )  # fmt: skip


def _holds_comma(words: Sequence[Token]) -> bool:
    return any(t.text == "," for t in words)


def _ends_in_clause(words: Sequence[Token], head: Token) -> bool:
    """Whether the last words of a phrase are a clause or an apposition that a comma closes."""
    token = words[-1]
    inside = {t.i for t in words}
    while token.i in inside and token not in (head, token.head):
        if token.dep_ in ("acl:relcl", "acl", "ccomp", "advcl", "appos", "xcomp"):
            return True
        token = token.head
    return False


def _is_let(head: Token) -> bool:
    """Whether an infinitive without *zu* belongs to *lassen*: the comma before it is that of *lassen*.

    One that looks like its participle (*beraten*) may be read as that.
    """
    infinitive = "VerbForm=Inf" in head.morph or head.lower_ == head.lemma_
    return head.head.lemma_ == "lassen" and infinitive and not has_zu(head)


def _is_state(head: Token) -> bool:
    """Whether a participle says in what state something is: *mit Unterschrift versehen* has no comma before it."""
    bare = head.dep_ == "xcomp" and not has_zu(head) and not any(is_finite(v) for v in verb_parts(head))
    return bare and lemma_of_participle(head.lower_) is not None


def _role(head: Token) -> Role:
    relation = head.dep_
    prepositions = [c for c in head.children if c.dep_ == "case"]
    if relation in ("advcl", "ccomp", "csubj", "csubj:pass", "acl:relcl", "acl", "xcomp"):
        return "satz" if any(is_finite(v) for v in (head, *verb_parts(head))) else "infinitiv"
    if head.left_edge.text in ("(", "–", "-"):
        return "klammer"
    if relation == "parataxis":
        return "satz"
    if relation == "appos":
        return "klammer"
    if head.lower_ == "es" and relation in ("expl", "expl:pv", "nsubj", "nsubj:pass"):
        return "es" if relation.startswith("expl") or _has_clause(head.head) else "subjekt"
    if relation in ("nsubj", "nsubj:pass"):
        return _by_case(head)
    if relation == "obl:agent":
        return "agens"
    if relation == "expl:pv" or head.lower_ == "sich":
        return "pronomen"
    if relation == "obj" and not prepositions:
        return "akkusativ"
    if relation.startswith("obl") and head.i and head.doc[head.i - 1 : head.i + 1].text.lower() in _GENITIVES:
        return "adverb"
    if relation in ("obl:arg", "iobj") and not prepositions:
        return "dativ"
    if prepositions:
        return "praep"
    if head.lower_ in ("nicht", "nie", "niemals") and relation == "advmod":
        return "negation"
    if relation in ("advmod", "discourse", "obl:tmod", "compound:prt"):
        return "adverb"
    return "anderes"


def _reads_as_nominative(head: Token) -> bool:
    """Whether one look says that a nominative can stand there: *die Frist*, *Sie*."""
    if head.lower_ in _NOMINATIVE_PRONOUNS:
        return True
    below = list(head.children)
    article = next((c.lower_ for c in below if c.dep_ in ("det", "det:poss")), "")
    fits = article in _NOMINATIVE_ARTICLES or (article == "der" and "Gender=Masc|Number=Sing" in str(head.morph))
    return fits and not any(c.dep_ in ("conj", "appos") for c in below)


def _by_case(head: Token) -> Role:
    """Return *subjekt*, or what the forms say where they cannot be a nominative (*dem Antrag*)."""
    if _reads_as_nominative(head):
        return "subjekt"
    phrase = noun_phrase(head)
    cases = {reading[0] for reading in phrase.readings} if phrase is not None else {"Nom"}
    if "Nom" in cases or not cases:
        return "subjekt"
    return "dativ" if "Dat" in cases else "akkusativ" if "Acc" in cases else "anderes"


def _has_clause(head: Token) -> bool:
    return any(c.dep_ in ("ccomp", "csubj", "csubj:pass", "xcomp") for c in head.children)


def _with_fields(verbs: Verbs, opener: Token | None, pieces: list[Piece]) -> Clause | None:
    doc = verbs.main.doc
    spoken = verbs.all
    pieces = [_as_afterthought(p, verbs) for p in pieces]
    opening = _opening_piece(opener, pieces, doc)
    if opening is not None and opening.text in _OWNERS:
        opening = _with_owned(opening, pieces)
        if opening is None:
            return None
    if opening is not None and "," in opening.text:
        return None
    if opening is not None:
        pieces = [p for p in pieces if p.end <= opening.start or p.start >= opening.end]
    starts = [t.i for t in spoken] + [p.start for p in pieces] + ([opening.start] if opening else [])
    ends = [t.i + 1 for t in spoken] + [p.end for p in pieces] + ([opening.end] if opening else [])
    start, end = min(starts), max(ends)
    chain = _chain(verbs)
    closing = max(t.i for t in spoken)
    behind = [p for p in pieces if p.start > closing]
    if verbs.finite is None:
        if not has_zu(verbs.main):
            return None
        inner = [p for p in pieces if p.end <= closing]
        return Clause(doc, "inf", verbs, start, end, opening, None, tuple(inner), tuple(behind), chain)
    if opening is not None:
        inside = _inside(chain, pieces)
        inner = [p for p in pieces if p.start < closing and p not in inside]
        if not _is_last(verbs, pieces, chain):
            return None
        return Clause(doc, "vend", verbs, start, end, opening, None, tuple(inner), tuple(behind), chain)
    return _main_clause(verbs, pieces, start, end, chain)


def _main_clause(
    verbs: Verbs, pieces: list[Piece], start: int, end: int, chain: tuple[int, int] | None
) -> Clause | None:
    """Return a clause with its finite verb second or first, None where a piece is in none of its fields."""
    if verbs.finite is None:
        return None
    doc, at = verbs.main.doc, verbs.finite.i
    before = [p for p in pieces if p.start < at]
    rest = [t for t in verbs.all if t.i != at]
    if any(t.i < at for t in rest):
        return None
    bracket = min((t.i for t in rest), default=None) if not chain else chain[0]
    inner = [p for p in pieces if p.start > at and (bracket is None or p.start < bracket)]
    behind = [p for p in pieces if bracket is not None and p.start > max(t.i for t in rest)]
    if bracket is None:
        inner, behind = _parted(inner)
    if len(before) + len(inner) + len(behind) + len(_inside(chain, pieces)) != len(pieces):
        return None
    kind: Kind = "v2" if before else "v1"
    return Clause(
        doc, kind, verbs, start, end, None, _merged(before, doc), tuple(inner), tuple(behind), chain
    )  # fmt: skip


def _as_afterthought(piece: Piece, verbs: Verbs) -> Piece:
    """Keep the comma of what follows the verbs: *…, und zwar bis zum 3. Mai*."""
    doc = verbs.main.doc
    behind = piece.start > max(t.i for t in verbs.all)
    return replace(piece, comma_before=True) if behind and doc[piece.start - 1].text == "," else piece


def _parted(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Part what follows the only verb into middle field and clauses at the end."""
    at = len(pieces)
    while at and pieces[at - 1].role in ("satz", "infinitiv", "klammer"):
        at -= 1
    return pieces[:at], pieces[at:]


def _inside(chain: tuple[int, int] | None, pieces: Iterable[Piece]) -> list[Piece]:
    return [p for p in pieces if chain and chain[0] < p.start < chain[1]]


def _chain(verbs: Verbs) -> tuple[int, int] | None:
    """Return the token range from the first to the last coordinated verb, end exclusive."""
    if not verbs.also:
        return None
    indices = [verbs.main.i, *(v.i for v in verbs.also)]
    return min(indices), max(indices) + 1


def _opening_piece(opener: Token | None, pieces: Sequence[Piece], doc: Doc) -> Piece | None:
    """Return the subjunction, or the relative pronoun with its preposition or noun."""
    if opener is None:
        return None
    around = next((p for p in pieces if p.start <= opener.i < p.end), None)
    if around is not None:
        return around
    if opener.lower_ == "dass" and opener.i and doc[opener.i - 1].lower_ == "so":
        return Piece("so dass", "anderes", opener.i - 1, opener.i + 1, opener)
    return Piece(inner_text(doc, opener.i, opener.i + 1), "anderes", opener.i, opener.i + 1, opener)


def _with_owned(owner: Piece, pieces: Sequence[Piece]) -> Piece | None:
    """Return *deren Kosten* for a pronoun that the parse has parted from its noun, None where none follows."""
    owned = next((p for p in pieces if p.start == owner.end), None)
    if owned is None or owned.head is None or owned.head.pos_ != "NOUN" or owned.role not in ("subjekt", "akkusativ"):
        return None
    role: Role = owned.role if any(p.role == "subjekt" for p in pieces) else "subjekt"
    return replace(owned, text=f"{owner.text} {owned.text}", start=owner.start, role=role)


def _is_last(verbs: Verbs, pieces: Sequence[Piece], chain: tuple[int, int] | None) -> bool:
    """Whether the verbs of a subordinate clause stand together behind its other words."""
    first = chain[0] if chain else min(t.i for t in verbs.all)
    last = max(t.i for t in verbs.all)
    return not any(first < p.start < last for p in pieces if not chain or not chain[0] < p.start < chain[1])


def _merged(before: Sequence[Piece], doc: Doc) -> Piece | None:
    """Return what stands before the finite verb as one piece; the parse may have taken it for several."""
    if not before:
        return None
    if len(before) == 1:
        return before[0]
    whole = replace(before[0], text=inner_text(doc, before[0].start, before[-1].end), end=before[-1].end)
    roles = [p.role for p in before]
    if roles[0] == "subjekt" and all(_is_attribute(p) for p in before[1:]):
        return whole
    if "subjekt" in roles or "es" in roles or "agens" in roles:
        return replace(whole, role="anderes", head=None)
    return replace(whole, role="adverb", comma_after=before[-1].comma_after)


def _is_attribute(piece: Piece) -> bool:
    """Whether a phrase behind the subject, before the verb, must belong to it: *Ihr Antrag nach § 3*."""
    return piece.role == "praep" and piece.text.split(" ", 1)[0] not in AGENT_PREPOSITIONS

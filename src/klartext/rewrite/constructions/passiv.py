"""The werden-passive: who acts becomes the subject, what is acted on becomes the object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from klartext.grammar.phrases import NounPhrase, noun_phrase
from klartext.grammar.verbs import Verb, verb
from klartext.pipeline.tokenizer import PLACEHOLDER
from klartext.rewrite.actors import Actors, actors, is_person, office
from klartext.rewrite.clause import FOCUS, Clause, Order, Piece, capitalised, with_object, with_subject
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.predicate import Pattern, Subject, order_verbs, passive_pattern, verb_of
from klartext.ruleset.lexicon import Roles, Use
from klartext.spans import Edit, Span

_BY: Final = frozenset({"von", "vom", "durch", "seitens"})
_WITH_VON: Final = frozenset(
    """abziehen absehen ausgehen befreien entbinden freistellen ausschließen ausnehmen unterscheiden trennen entfernen
    abhalten überzeugen informieren verständigen benachrichtigen unterrichten ableiten abrechnen absetzen herleiten
    sprechen""".split()
)
"""Verbs that govern *von*: after them it does not name who acts."""
_ASKING: Final = frozenset(
    """zurückfordern fordern einfordern anfordern abfordern nachfordern verlangen zurückverlangen erheben nacherheben
    einziehen eintreiben beitreiben einbehalten einholen erbitten erwarten beziehen kaufen erwerben übernehmen
    erlangen zurückholen zurückerhalten""".split()
)
"""Verbs of getting: *von Ihnen* behind them is where it comes from, *vom Jobcenter* may be either."""
_CAUSING: Final = frozenset(
    """verursachen auslösen herbeiführen hervorrufen bedingen beschädigen zerstören beeinträchtigen behindern verhindern
    gefährden verletzen""".split()
)
"""Verbs whose subject may be a thing: *durch den Sturm verursacht*; elsewhere *durch* with a thing names the means."""
_GOVERNED: Final = frozenset({"über", "auf", "gegen", "um"})
"""Prepositions of an object: before the verb it gives way to the subject."""
_NO_ACTOR: Final = frozenset(
    """euro eur cent prozent betrag summe leistung anspruch gebühr steuer kosten höhe jahr monat tag woche amt gesetz
    grundlage antrag recht zeitraum einkommen rente lohn gehalt konto""".split()
)
_WITH_LIGHT_VERBS: Final = frozenset({"Gebrauch", "Abstand", "Kenntnis", "Notiz", "Abschied", "Kenntnisse"})
"""Objects of light verbs that govern *von*: the phrase with it names nobody who acts."""
_LIGHT_WITH_VON: Final = frozenset({"in Kenntnis", "in Abzug", "in Abhängigkeit"})
"""Light-verb phrases that govern *von*: *von der Einstellung in Kenntnis gesetzt*."""
_NORMS: Final = ("satzung", "verordnung", "regelung", "bestimmung")
_DEEDS: Final = ("ung", "lage", "gabe", "nahme", "tion", "reichung")
_PROVING: Final = frozenset({"nachweisen", "belegen", "beweisen", "darlegen", "bestätigen"})
_PROOFS: Final = tuple(
    """attest nachweis nachweise beleg belege bescheinigung gutachten unterlage auszug rechnung quittung urkunde zeugnis
    erklärung aufzeichnung dokument vertrag""".split()
)
_BODIES: Final = (
    "verwaltung",
    "leitung",
    "regierung",
    "abteilung",
    "versicherung",
    "einrichtung",
    "kommission",
    *_NORMS,
)
_PHRASES: Final = frozenset({
    "zur Verfügung stellen", "in Rechnung stellen", "in Aussicht stellen", "in Kenntnis setzen", "in Auftrag geben",
    "zur Kenntnis geben", "in Abzug bringen", "zur Anrechnung bringen", "in Ansatz bringen", "zur Auszahlung bringen",
})  # fmt: skip
"""Light-verb constructions that the role lexicon knows as one verb."""
_OUR_PART: Final = frozenset({"unsererseits", "meinerseits", "unserseits", "von hier", "von hier aus"})
_GIVING: Final = frozenset(
    """übersenden zusenden senden mitteilen vorlegen übermitteln aushändigen zustellen anzeigen zuleiten übergeben
    weiterleiten zuschicken nachreichen vorzeigen melden""".split()
)
"""Verbs with a dative: behind their object *der Stelle* may be it."""
_RECEIVED: Final = frozenset({"gewähren", "zahlen", "auszahlen", "übersenden", "zusenden", "aushändigen", "leisten"})
_CONNECTORS: Final = frozenset(
    "daher deshalb deswegen somit folglich insoweit jedoch mithin demnach allerdings dennoch trotzdem insofern".split()
)
"""Adverbs that link to the sentence before: they stand right behind the subject."""
_GRANTING: Final = frozenset({"erteilen", "genehmigen", "zulassen", "erlauben", "gestatten"})
_ADVISING: Final = frozenset({"anraten", "nahelegen", "abraten", "empfehlen"})
_SURE: Final = 0.93
_NAMED: Final = 0.95
_ASKED: Final = 0.6
_WHY: Final = "Der Satz sagt nun zuerst, wer handelt. Aktiv liest sich leichter als Passiv."


@dataclass(frozen=True, slots=True)
class Passive:
    """Turns werden-passives into the active voice.

    ``light_verbs`` carry their meaning in a noun (*in Abzug bringen*): who acts is only taken where it is sure.
    """

    roles: Roles
    light_verbs: frozenset[str] = frozenset()

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield the active voice of every passive clause whose actor is named or known."""
        for clause in scene.clauses:
            pattern = passive_pattern(clause.verbs)
            main = verb_of(clause.verbs.main)
            if pattern is None or main is None or main.participle.lower() != clause.verbs.main.lower_:
                continue
            found = self._rewrite(scene, clause, pattern, main)
            if found is not None:
                yield found

    def _rewrite(self, scene: Scene, clause: Clause, pattern: Pattern, main: Verb) -> Rewrite | None:
        own = next((p for p in clause.mittelfeld if p.text in _OUR_PART), None)
        if own is not None:
            ours = active(clause, pattern, main, office(scene.facts), without=own)
            return _named(clause, ours) if ours else None
        if by_phrases(clause, main):
            return self._with_agent(scene, clause, pattern, main)
        advised = clause.find("dativ", "infinitiv")
        if main.infinitive in _ADVISING and advised is None:
            return None  # „wir raten die Aufnahme an“: whom?
        if main.infinitive in _GRANTING and is_past(pattern) and clause.find("negation") is not None:
            return None  # „wurde nicht erteilt“: by nobody
        if _points_back(clause.find("subjekt")):
            return None  # „falls dieser noch nicht erteilt ist“: who acts depends on what it is
        choice = None if hidden_agent(clause, self.roles) else self._actors(scene, clause, pattern, main)
        if choice is not None and choice.needs and main.infinitive in self.light_verbs:
            return None
        received = _received(clause, pattern, main)
        texts = [t for s in (choice.subjects if choice else ()) if (t := active(clause, pattern, main, s))]
        if not texts and received is None:
            return None
        best = texts[0] if texts else received or ""
        others = [t for t in (*texts[1:], received) if t and t != best]
        asked = choice.needs if choice and texts else None
        return Rewrite(
            construction="passiv",
            category="passiv",
            place=clause.span,
            edits=(Edit(clause.span, best),),
            explanation=_WHY,
            alternatives=tuple(whole(scene, clause.span, t) for t in others),
            assumed=choice.assumed if choice and texts else "",
            needs=asked,
            confidence=_ASKED if asked else _SURE,
        )

    def _with_agent(self, scene: Scene, clause: Clause, pattern: Pattern, main: Verb) -> Rewrite | None:
        agent = agent_of(clause, main, self.roles)
        if agent is None:
            return None
        piece, subject = agent
        text = active(clause, pattern, main, subject, without=piece)
        if text is None:
            return None
        return _named(clause, text)

    def _actors(self, scene: Scene, clause: Clause, pattern: Pattern, main: Verb) -> Actors | None:
        infinitives = infinitives_of(clause, main)
        objects = objects_of(clause)
        return actors(clause, scene, self.roles, infinitives, use_of(pattern), objects, is_past(pattern))


def _named(clause: Clause, text: str) -> Rewrite:
    return Rewrite("passiv-handelnde", "passiv", clause.span, (Edit(clause.span, text),), _WHY, confidence=_NAMED)


def infinitives_of(clause: Clause, main: Verb) -> list[str]:
    """Return the infinitives of a predicate; of a verb that is not known its lemma."""
    others = [(verb_of(t), t.lemma_) for t in clause.verbs.also]
    first = next((f for p in clause.pieces if (f := f"{p.text} {main.infinitive}") in _PHRASES), main.infinitive)
    return [first, *(known.infinitive if known else lemma for known, lemma in others)]


def objects_of(clause: Clause) -> list[str]:
    """Return the lemmas of what a clause acts on; a relative pronoun stands for the noun before it."""
    subject = clause.find("subjekt")
    subject = subject or clause.find("dativ") or next((p for p in clause.pieces if _is_governed(p, clause)), None)
    own = [subject.head.lemma_] if subject is not None and subject.head is not None else []
    if subject is not None and subject == clause.opener and clause.verbs.main.dep_ in ("acl:relcl", "acl"):
        own = [clause.verbs.main.head.lemma_]
    return own + [c.lemma_ for v in clause.verbs.also for c in v.children if c.dep_ in ("nsubj", "nsubj:pass")]


def use_of(pattern: Pattern) -> Use:
    """Return the kind of statement that a predicate makes; only the present tense tells a duty."""
    if pattern.helper in ("können", "dürfen"):
        return "kann"
    return "pflicht" if pattern.helper == "müssen" and pattern.tense == "Pres" else "vorgang"


def is_past(pattern: Pattern) -> bool:
    """Whether a predicate tells what has happened."""
    return pattern.helper == "haben" or pattern.tense == "Past"


def whole(scene: Scene, span: Span, text: str) -> str:
    """Return the sentence with a new wording at a place."""
    return scene.text[: span.start] + text + scene.text[span.end :]


def by_phrases(clause: Clause, main: Verb) -> list[Piece]:
    """Return the phrases that name who acts, or may do so; *von* names nobody behind a verb that governs it."""
    told = main.infinitive in _WITH_VON or any(p.text in _LIGHT_WITH_VON for p in clause.pieces)
    names = _BY - {"von", "vom"} if told else _BY
    found = [p for p in clause.pieces if p.head is not None and _says_by(p, names) and not _tells_how(p, main)]
    if main.infinitive in _ASKING:
        return [p for p in found if p.text != "von Ihnen"]
    return found


def _tells_how(piece: Piece, main: Verb) -> bool:
    """Whether *durch* names a deed or a proof, the way in which something is done: *durch Vorlage der Rechnung*."""
    if piece.head is None or not piece.text.lower().startswith("durch "):
        return False
    word = piece.head.lemma_.lower()
    proof = main.infinitive in _PROVING and word.endswith(_PROOFS)
    return proof or (word.endswith(_DEEDS) and not word.endswith(_BODIES))


def hidden_agent(clause: Clause, roles: Roles) -> bool:
    """Whether a phrase names who may act without being an agent.

    It stands inside another one (*Rechnung vom Arzt*), or the verb governs *von* (*von der Krankenkasse informiert*).
    """
    main = verb_of(clause.verbs.main)
    for token in clause.doc[clause.start : clause.end]:
        noun = token.head
        inside = noun.head.pos_ in ("NOUN", "PROPN") or noun.head in clause.verbs.all
        if token.lower_ not in _BY or token.dep_ != "case" or not inside:
            continue
        if noun.text == "Amts" or (token.lower_ == "vom" and PLACEHOLDER.fullmatch(noun.text)):
            continue  # von Amts wegen; vom {{DATUM}}
        if noun.text == "Ihnen" and main is not None and main.infinitive in _ASKING:
            continue  # von Ihnen zurückfordern
        if noun.pos_ in ("PROPN", "PRON") or _is_known_person(noun.lemma_, roles):
            return True
    return False


def _is_office(piece: Piece, roles: Roles) -> bool:
    head = piece.head
    return head is not None and (head.text == "uns" or roles.is_office(head.lemma_) or roles.is_other(head.lemma_))


def _is_known_person(lemma: str, roles: Roles) -> bool:
    return roles.is_office(lemma) or roles.is_other(lemma) or is_person(lemma, roles)


def _says_by(piece: Piece, names: frozenset[str]) -> bool:
    return piece.role in ("praep", "agens") and piece.text.split(" ", 1)[0].lower() in names


def agent_of(clause: Clause, main: Verb, roles: Roles) -> tuple[Piece, Subject] | None:
    """Return the phrase that names who acts and the subject it becomes; None where it may mean something else."""
    phrases = by_phrases(clause, main)
    if len(phrases) > 1:
        phrases = [p for p in phrases if p.head is None or not _is_no_actor(p.head.lemma_)]
    if len(phrases) != 1 or _told_between(clause):
        return None
    piece = phrases[0]
    if piece.head is None or not _may_act(piece, roles) or piece in clause.nachfeld or _is_focused(piece, clause):
        return None
    if _may_act_in_a_deed(piece, clause):
        return None
    if main.infinitive in _ASKING and piece.text.lower().startswith(("von", "vom")) and not _is_office(piece, roles):
        return None
    phrase = noun_phrase(piece.head)
    text = phrase.inflect("Nom") if phrase is not None else None
    if phrase is None or text is None or phrase.end != piece.end or _owned(phrase) or _carries_more(phrase):
        return None
    patient = clause.find("subjekt")
    if patient is not None and patient.text in _WITH_LIGHT_VERBS:
        return None
    if phrase.is_pronoun:
        return _pronoun_subject(piece, phrase, text)
    return (piece, Subject(text, 3, phrase.number)) if phrase.number is not None else None


def _may_act_in_a_deed(piece: Piece, clause: Clause) -> bool:
    """Whether *durch* may belong to the noun before it: *nach Abnahme der Fläche durch das Ordnungsamt*."""
    before = next((p for p in clause.pieces if p.end == piece.start and p.role == "praep"), None)
    if before is None or before.head is None or not piece.text.startswith("durch "):
        return False
    owned = any(c.dep_ == "nmod" for c in before.head.children)
    return owned or before.head.lemma_.endswith(("ung", "nahme", "gabe", "tion"))


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
    return any(t.lower_ in _BY and t.dep_ == "case" for t in clause.doc[start:end])


def _pronoun_subject(piece: Piece, phrase: NounPhrase, text: str) -> tuple[Piece, Subject] | None:
    if text in ("wir", "Sie", "ich"):
        return piece, Subject(text, 3 if text == "Sie" else 1, "Sing" if text == "ich" else "Plur")
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
    if head is None or head.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ") or not _says_by(piece, _BY):
        return False
    if head.text in ("uns", "Ihnen", "Herrn", "Frau", "Familie") or piece.text.lower().startswith("seitens"):
        return True
    if _is_known_person(head.lemma_, roles):
        return True
    main = verb_of(head.head)
    causes = main is not None and main.infinitive in _CAUSING
    means = piece.text.lower().startswith("durch ") and head.pos_ == "NOUN" and not _is_norm(head.lemma_) and not causes
    return piece.role == "agens" and not means and not _is_no_actor(head.lemma_)


def _is_norm(lemma: str) -> bool:
    return lemma.lower().endswith((*_NORMS, "gesetz"))


def _is_no_actor(lemma: str) -> bool:
    """Whether a noun names a thing or a deed, also as the last part of a compound."""
    tail = lemma.lower()
    if tail.endswith("ung") and not tail.endswith(_NORMS):
        return True
    return any(tail == w or (len(w) > 4 and tail.endswith(w)) for w in _NO_ACTOR)


# --- the active clause ----------------------------------------------------------------------------------------------


def active(clause: Clause, pattern: Pattern, main: Verb, subject: Subject, without: Piece | None = None) -> str | None:
    """Return the clause in the active voice, None where its order or a form is not sure.

    Args:
        clause: A clause in the passive voice.
        pattern: How its active voice is built.
        main: Its main verb.
        subject: Who acts.
        without: The phrase that named who acts.
    """
    if clause.lends_subject or (pattern.helper == "sollen" and subject.person == 1) or _compares(clause):
        return None
    verbs = order_verbs(clause, pattern, main, subject)
    patient = clause.find("subjekt")
    thing = _as_object(patient) if patient is not None else None
    if verbs is None or (patient is not None and thing is None):
        return None
    if patient is not None and (_misleads(patient) or _may_hold_dative(patient, clause, main)):
        return None
    if patient is None and any(_is_unread(p) for p in clause.pieces):
        return None
    denial = clause.find("negation")
    if thing is not None and denial is not None and _is_indefinite(thing):
        denied = _denied(thing)
        if denied is None or denial not in clause.mittelfeld or patient == clause.opener:
            return None
        inner = tuple(denied if p == denial else p for p in clause.mittelfeld if p != patient)
        clause, thing = replace(clause, mittelfeld=inner), None
    if clause.kind == "vend":
        order = _subordinate(clause, verbs, subject, patient, thing, without)
    else:
        order = _main(clause, verbs, subject, patient, thing, without)
    if order is None:
        return None
    text = order.text()
    return capitalised(text) if clause.begins else text


def _is_unread(piece: Piece) -> bool:
    """Whether a noun counts as an object though a passive has none: it is the subject, and its form must change."""
    if piece.role != "akkusativ" or piece.head is None or piece.head.pos_ != "NOUN":
        return False
    phrase = noun_phrase(piece.head)
    return phrase is None or phrase.inflect("Acc") != piece.text


def _as_object(patient: Piece) -> Piece | None:
    """Return the old subject in the accusative."""
    if patient.head is None:
        return None
    if patient.text == "es":
        return None  # what it points to is clear only at the front
    if patient.text == "Sie":
        return replace(patient, role="akkusativ")
    phrase = noun_phrase(patient.head) or noun_phrase(patient.head, leave_clauses=True)
    text = phrase.inflect("Acc") if phrase is not None else None
    if phrase is None or text is None or phrase.end > patient.end:
        return None
    behind = phrase.head.doc[phrase.end : patient.end]
    if len(behind) and behind[0].dep_ != "case":
        return None
    return replace(patient, text=f"{text} {behind.text}".strip(), role="akkusativ")


def _compares(clause: Clause) -> bool:
    """Whether the clause compares (*als … ausgelegt wurde*) or its opener holds a word behind it (*dem gegenüber*)."""
    opener = clause.opener
    if opener is None:
        return False
    behind = clause.doc[opener.end] if opener.end < len(clause.doc) else None
    return opener.text in ("als", "wie") or (
        behind is not None and behind.lower_ in ("gegenüber", "zufolge", "entsprechend")
    )


def _points_back(patient: Piece | None) -> bool:
    """Whether what is acted on stands in another sentence."""
    return patient is not None and patient.text in ("er", "sie", "es", "dieser", "diese", "dieses", "das", "dies")


def _misleads(patient: Piece) -> bool:
    """Whether a phrase without article begins with words of its participle: *bis zum 3. Mai eingegangene Anträge*.

    Behind the verb these words would seem to belong to it.
    """
    head = patient.head
    if head is None or patient.start < 0:
        return False
    first = head.doc[patient.start]
    bare = not any(c.dep_ in ("det", "det:poss") for c in head.children)
    return bare and first.i < head.i and first.pos_ in ("ADP", "ADV", "PRON")


def _may_hold_dative(patient: Piece, clause: Clause, main: Verb) -> bool:
    """Whether the parse may have taken who receives something for a genitive: *die Akten der Stelle übersenden*."""
    if main.infinitive not in _GIVING or patient.head is None or clause.find("dativ") is not None:
        return False
    behind = [c for c in patient.head.children if c.dep_ == "nmod" and not any(x.dep_ == "case" for x in c.children)]
    return any(x.lower_ == "der" for c in behind for x in c.children if x.dep_ == "det")


def _is_ambiguous(opener: Piece, subject: Subject) -> bool:
    """Whether relative pronoun and subject could change places: *das Unternehmen, das die Gemeinde beauftragt hat*."""
    if opener.text not in ("die", "das", "welche", "welches") or subject.text in ("wir", "ich", "Sie"):
        return False
    return not subject.text.startswith(("der ", "ein ", "kein ", "dieser ", "jeder ", "unser ", "Ihr "))


def _dative_first(pieces: Sequence[Piece]) -> list[Piece]:
    """Put a dative before the accusative in front of it: *die Akten der Stelle* would read as a genitive."""
    found = list(pieces)
    for at in range(len(found) - 1):
        head = found[at].head
        pronoun = found[at].is_short or (head is not None and head.pos_ in ("PRON", "DET"))
        if found[at].role == "akkusativ" and not pronoun and found[at + 1].role == "dativ":
            found[at], found[at + 1] = found[at + 1], found[at]
    return found


def _is_indefinite(thing: Piece) -> bool:
    """Whether a denied object takes *kein*: with *ein*, or a bare plural."""
    words = thing.text.split()
    return words[0] in ("ein", "eine", "einen") or (len(words) == 1 and words[0][0].isupper() and words[0] != "Sie")


def _denied(thing: Piece) -> Piece | None:
    """Return *keine Frist* for *eine Frist*, *keine Kosten* for *Kosten*."""
    if thing.text.startswith("ein"):
        return replace(thing, text="k" + thing.text)
    phrase = noun_phrase(thing.head) if thing.head is not None else None
    if phrase is None:
        return None
    if phrase.number == "Plur":
        return replace(thing, text="keine " + thing.text)
    form = {"Masc": "keinen", "Fem": "keine", "Neut": "kein"}.get(phrase.gender or "")
    return replace(thing, text=f"{form} {thing.text}") if form else None


def _subordinate(
    clause: Clause, verbs: tuple[str, str], subject: Subject, patient: Piece | None, thing: Piece | None,
    without: Piece | None,
) -> Order | None:  # fmt: skip
    opener = clause.opener
    if opener is None:
        return None
    words = opener.text
    if opener == without:
        return None
    if opener == patient and thing is not None:
        if _is_ambiguous(opener, subject):
            return None
        words = thing.text
    inner = [
        thing if p == patient and thing is not None else p
        for p in clause.mittelfeld
        if p not in (without, opener) and p.role != "es"
    ]
    inner = _dative_first(inner)
    return Order(
        "vend", verbs[0], verbs[1], words, None, with_subject(inner, Piece(subject.text, "subjekt")), clause.nachfeld
    )  # fmt: skip


def _main(
    clause: Clause, verbs: tuple[str, str], subject: Subject, patient: Piece | None, thing: Piece | None,
    without: Piece | None,
) -> Order | None:  # fmt: skip
    first, actor = clause.vorfeld, Piece(subject.text, "subjekt")
    inner = [
        thing if p == patient and thing is not None else p for p in clause.mittelfeld if p != without and p.role != "es"
    ]
    alone = not any(p.role == "praep" for p in clause.mittelfeld)
    governed = patient is None and first is not None and alone and _is_governed(first, clause)
    inner = _dative_first(inner)
    leads = clause.kind == "v2" and (
        first is None or first in (patient, without) or first.role in ("es", "dativ") or governed
    )
    if first is not None and first.role in ("anderes", "negation", "praedikativ") and not leads:
        return None
    if leads:
        if governed and first is not None:
            front = [p for p in inner if p.is_short or p.text in _CONNECTORS]
            inner = [*front, first, *(p for p in inner if p not in front)]
        if first is not None and first.role == "dativ" and first != without:
            inner = list(with_object(inner, first, closed=bool(verbs[1])))
        if first == patient and thing is not None:
            inner = list(with_object(inner, thing, closed=bool(verbs[1])))
        return Order(clause.kind, verbs[0], verbs[1], "", actor, tuple(inner), clause.nachfeld)
    return Order(clause.kind, verbs[0], verbs[1], "", first, with_subject(inner, actor), clause.nachfeld)


def _is_governed(piece: Piece, clause: Clause) -> bool:
    """Whether the phrase is an object with a preposition."""
    preposition = piece.text.split(" ", 1)[0]
    main = verb_of(clause.verbs.main)
    return preposition in _GOVERNED or (preposition == "von" and main is not None and main.infinitive in _WITH_VON)


def _received(clause: Clause, pattern: Pattern, main: Verb) -> str | None:
    """Return *Sie erhalten …* for a passive that tells the reader what they are given."""
    person = next((p for p in clause.pieces if p.role == "dativ" and p.text == "Ihnen"), None)
    patient = clause.find("subjekt")
    get = verb("erhalten")
    if person is None or patient is None or get is None or clause.chain or main.infinitive not in _RECEIVED:
        return None
    if clause.find("negation") is not None or pattern.helper in ("müssen", "sollen"):
        return None
    return active(clause, pattern, get, Subject("Sie", 3, "Plur"), without=person)

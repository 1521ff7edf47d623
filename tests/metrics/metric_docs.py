"""Hand-annotated sentences for the tests of ``klartext.metrics``."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

VOCAB = spacy.blank("de").vocab

# form, UPOS, head (1-based, 0 = root), relation, lemma, features
PASSIVE = """
Der DET 2 det der _
Antrag NOUN 6 nsubj:pass Antrag Case=Nom
wird AUX 6 aux:pass werden VerbForm=Fin
am ADP 5 case an _
Montag NOUN 6 obl Montag Case=Dat
geprüft VERB 0 root prüfen VerbForm=Part
. PUNCT 6 punct . _
"""
ACTIVE = """
Wir PRON 2 nsubj wir Case=Nom
prüfen VERB 0 root prüfen VerbForm=Fin
den DET 4 det der _
Antrag NOUN 2 obj Antrag Case=Acc
am ADP 6 case an _
Montag NOUN 2 obl Montag Case=Dat
. PUNCT 2 punct . _
"""
MODAL_INFINITIVE = """
Die DET 2 det der _
Nachweise NOUN 4 nsubj Nachweis Case=Nom
sind AUX 4 cop sein VerbForm=Fin
vorzulegen VERB 0 root vorlegen VerbForm=Inf
. PUNCT 4 punct . _
"""
FUTURE = """
Wir PRON 5 nsubj wir Case=Nom
werden AUX 5 aux werden VerbForm=Fin
den DET 4 det der _
Antrag NOUN 5 obj Antrag Case=Acc
prüfen VERB 0 root prüfen VerbForm=Inf
. PUNCT 5 punct . _
"""
LONG_ATTRIBUTE = """
Die DET 7 det der _
von ADP 3 case von _
Ihnen PRON 6 obl:agent Sie Case=Dat
am ADP 5 case an _
Montag NOUN 6 obl Montag Case=Dat
gestellten ADJ 7 amod gestellt Case=Nom
Anträge NOUN 8 nsubj Antrag Case=Nom
fehlen VERB 0 root fehlen VerbForm=Fin
. PUNCT 8 punct . _
"""
RELATIVE_CLAUSE = """
Der DET 2 det der _
Antrag NOUN 7 nsubj Antrag Case=Nom
, PUNCT 6 punct , _
den PRON 6 obj der Case=Acc
wir PRON 6 nsubj wir Case=Nom
prüfen VERB 2 acl:relcl prüfen VerbForm=Fin
fehlt VERB 0 root fehlen VerbForm=Fin
. PUNCT 7 punct . _
"""
GENITIVES = """
Die DET 2 det der _
Höhe NOUN 7 nsubj Höhe Case=Nom
der DET 4 det der _
Rente NOUN 2 nmod Rente Case=Gen
des DET 6 det der _
Vaters NOUN 4 nmod Vater Case=Gen
fehlt VERB 0 root fehlen VerbForm=Fin
. PUNCT 7 punct . _
"""
BRACKET = """
Wir PRON 11 nsubj wir Case=Nom
haben AUX 11 aux haben VerbForm=Fin
den DET 4 det der _
Antrag NOUN 11 obj Antrag Case=Acc
am ADP 6 case an _
Montag NOUN 11 obl Montag Case=Dat
mit ADP 9 case mit _
allen DET 9 det all _
Unterlagen NOUN 11 obl Unterlage Case=Dat
ganz ADV 11 advmod ganz _
geprüft VERB 0 root prüfen VerbForm=Part
. PUNCT 11 punct . _
"""
WITHOUT_FACT = """
Wir PRON 2 nsubj wir Case=Nom
ändern VERB 0 root ändern VerbForm=Fin
den DET 4 det der _
Bescheid NOUN 2 obj Bescheid Case=Acc
. PUNCT 2 punct . _
"""
WITH_FACT = """
Wir PRON 2 nsubj wir Case=Nom
ändern VERB 0 root ändern VerbForm=Fin
den DET 4 det der _
Bescheid NOUN 2 obj Bescheid Case=Acc
vom ADP 7 case von _
3. ADJ 7 amod 3. _
Mai NOUN 4 nmod Mai Case=Dat
2025 NUM 7 nummod 2025 _
nach ADP 10 case nach _
§ NOUN 4 nmod § _
48 NUM 10 flat 48 _
SGB PROPN 10 flat SGB _
X PROPN 10 flat X _
. PUNCT 2 punct . _
"""


def annotated(*tables: str, layout: str = "") -> Doc:
    """Build a Doc; ``layout`` goes between the words as whitespace tokens."""
    words: list[str] = []
    tags: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    lemmas: list[str] = []
    morphs: list[str] = []
    for table in tables:
        rows = [line.split() for line in table.strip().splitlines()]
        step = 2 if layout else 1
        base = len(words)
        for i, (form, upos, head, relation, lemma, features) in enumerate(rows):
            at = base + i * step
            words.append(form)
            tags.append(upos)
            heads.append(base + (int(head) - 1) * step if head != "0" else at)
            deps.append(relation)
            lemmas.append(lemma)
            morphs.append("" if features == "_" else features)
            if layout:
                words.append(layout)
                tags.append("SPACE")
                heads.append(at)
                deps.append("dep")
                lemmas.append(layout)
                morphs.append("")
    return Doc(VOCAB, words, pos=tags, heads=heads, deps=deps, lemmas=lemmas, morphs=morphs)


def plain(text: str) -> Doc:
    """Return a Doc with sentence boundaries and no grammar."""
    nlp = spacy.blank("de")
    nlp.add_pipe("sentencizer")
    return nlp(text)

"""A tiny analyser for tests of decisions: it swaps words, also in its own new wording. Not collected by pytest."""

import re
from dataclasses import replace

from klartext.guard import check
from klartext.records import (
    Analysis,
    Document,
    Finding,
    Letter,
    Part,
    Proposal,
    Protected,
    Scores,
    Sentence,
    Suggestion,
    Versions,
)
from klartext.spans import OffsetMap, Span

RULES = {
    "lediglich": ("nur", "bloß"),
    "seitens der Behörde": ("von der Behörde",),
    "von der Behörde geprüft": ("bei uns geprüft",),
    "Sofern": ("Wenn", "Falls"),
    "unter Bezugnahme auf": ("zu",),
    "umgehend": ("sofort",),
}
LETTER = (
    "Betreff:  Ihr Antrag\r\n\r\n"
    "Der Antrag ist seitens der Be\u00adhörde geprüft worden, lediglich 50,00 Euro\r\n"
    "fehlen noch bis zum 3. Mai 2025.\r\n"
    "Wir schreiben unter Bezug-\r\nnahme auf § 5 SGB X und {{Vor_Name}}.\r\n\r\n"
    "- Sofern Sie Fragen haben, melden Sie sich umgehend bei uns.\r\n"
    "- Das gilt lediglich heute.\r\n"
)
_PROTECTED = re.compile(r"50,00 Euro|3\. Mai 2025|§ 5 SGB X|\{\{Vor_Name\}\}")
_SENTENCE = re.compile(r"\S(?:.|\n(?!\n|- ))*?(?:(?<!\d)\.(?=\s+[A-Z-]|\s*$)|(?=\n\n|\n- |\s*$))")


def document(original=LETTER, source="brief.txt"):
    """Return a document with joined hyphenation, single blanks and plain line ends."""
    drop = re.compile(r"\r(?=\n)|\u00ad|-\r\n(?=[a-zäöüß])|(?<= ) +")
    gone = {at for hit in drop.finditer(original) for at in range(*hit.span())}
    kept = [at for at in range(len(original)) if at not in gone]
    text = "".join(original[at] for at in kept)
    return Document(source, original, text, OffsetMap(kept, [at + 1 for at in kept], len(original)))


def analyse(read, changed=()):
    """Return an analysis of a document whose suggestions all passed the guard."""
    text = read.text
    sentences = []
    for hit in _SENTENCE.finditer(text):
        name = f"s{len(sentences) + 1}"
        sentences.append(Sentence(name, Span(*hit.span()), hit[0], len(hit[0].split())))
    protected = tuple(Protected("zitat", Span(*h.span()), h[0]) for h in _PROTECTED.finditer(text))
    findings, suggestions = [], []
    for sentence in sentences:
        for words, (new, *others) in RULES.items():
            pattern = re.compile(r"\b" + words.replace(" ", r"\s") + r"\b")
            for hit in pattern.finditer(sentence.text):
                span = Span(sentence.span.start + hit.start(), sentence.span.start + hit.end())
                number = len(findings) + 1
                rule = "wort-" + re.sub(r"\W", "-", words.lower())
                findings.append(
                    Finding(f"f{number}", rule, "amtswort", 1, span, hit[0], "Meldung", "Warum", ("Quelle",))
                )
                proposal = Proposal(
                    sentence.id, (f"f{number}",), span, hit[0], new, rule, "Kürzer.", tuple(others), confidence=0.9
                )
                done = check(proposal, sentence.text, sentence.span.start, protected)
                assert isinstance(done, Suggestion), done
                suggestions.append(replace(done, id=f"g{number}"))
    return Analysis(
        letter=Letter(read, (Part("text", Span(0, len(text))),), (Span(0, len(text)),)),
        protected=protected,
        sentences=tuple(sentences),
        findings=tuple(findings),
        suggestions=tuple(suggestions),
        held_back=(),
        scores=Scores(0, 0, None, None, None, None, None, None),
        versions=Versions("0.1.0", "de_klartext 0.1.0", "sha256:abc"),
    )


def analysis(original=LETTER):
    """Return the analysis of the sample letter."""
    return analyse(document(original))


def with_rival(first):
    """Return an analysis with one more suggestion that competes with the first one."""
    rival = replace(first.suggestions[0], id="rival", proposal=replace(first.suggestions[0].proposal, rule="anders"))
    return replace(first, suggestions=(*first.suggestions, rival))

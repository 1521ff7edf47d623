"""Measure the pipeline de_klartext with spacy.scorer on the treebanks' test parts.

    python evaluation/pipeline.py --corpora DIR [--pipeline models/de_klartext] [--write]

Tags and trees are measured on gold tokens and sentences with contractions merged; tokens and sentence boundaries on
raw text. ``--write`` records the figures in evaluation/results/pipeline.json.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Token
from spacy.training import Example

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "models" / "training"))

from klartext.pipeline import create_pipeline
from klartext.pipeline.lemmas import reunite
from results import record
from treebank import Sentence, read

RELATIONS = ("nsubj", "nsubj:pass", "aux:pass", "obj", "compound:prt")
_PUNCT = ("punct",)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=os.environ.get("KLARTEXT_CORPORA"))
    parser.add_argument("--pipeline", type=Path, default=ROOT / "models" / "de_klartext")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if args.corpora is None:
        raise SystemExit("Der Korpus-Ordner fehlt: --corpora ORDNER oder KLARTEXT_CORPORA setzen.")
    corpora = Path(args.corpora)
    nlp = create_pipeline(args.pipeline)
    gsd = read(corpora / "ud/de_gsd-ud-test.conllu", "gsd")
    amt = read(corpora / "amt/de_amt-ud-test.conllu", "amt")
    values: list[tuple[str, str, str]] = []
    bars = {
        "GSD-test": {"UPOS": 95.0, "UAS": 86.5, "LAS": 81.0, "Lemma": 95.0},
        "amt-test": {
            "LAS": 94.0,
            "nsubj": 95.0,
            "nsubj:pass": 95.0,
            "aux:pass": 95.0,
            "compound:prt": 95.0,
            "obj": 92.0,
        },
    }
    for name, sentences in (("GSD-test", gsd), ("amt-test", amt)):
        figures = measure(nlp, sentences, feats=name == "GSD-test")
        figures |= raw_text(nlp, sentences)
        for key, value in figures.items():
            bar = bars[name].get(key)
            values.append((f"{name} {key}", f"{value:.1f}", f"≥ {bar:g}" if bar else ""))
    values.append(("Wörter je Sekunde (ein Kern, GSD-test, alles)", f"{speed(nlp, gsd):.0f}", "≥ 3000"))
    size = sum(f.stat().st_size for f in args.pipeline.iterdir() if f.is_file()) / 1e6
    values.append(("Größe in MB", f"{size:.1f}", "≤ 60"))
    for row in values:
        print(f"{row[0]:48} {row[1]:>8}  {row[2]}")
    if args.write:
        record("pipeline", "Pipeline de_klartext", "python evaluation/pipeline.py --write", values)
        into_card(ROOT / "models" / "README.md", values)


def into_card(card: Path, values: list[tuple[str, str, str]]) -> None:
    """Write the figures between the two marks of the model card."""
    start, end = "<!-- zahlen:anfang -->", "<!-- zahlen:ende -->"
    head, rest = card.read_text(encoding="utf-8").split(start)
    rows = ["| Messgröße | Wert | Ziel |", "| --- | ---: | ---: |", *(f"| {a} | {b} | {c} |" for a, b, c in values)]
    card.write_text(head + start + "\n" + "\n".join(rows) + "\n" + end + rest.split(end)[1], encoding="utf-8")


def gold_doc(nlp: Language, sentence: Sentence) -> Doc:
    """Return the annotated sentence as a Doc, separable verbs reunited as the pipeline does."""
    words = sentence.words
    doc = Doc(
        nlp.vocab,
        words=[w.form for w in words],
        spaces=[w.space_after for w in words],
        pos=[w.upos for w in words],
        morphs=["|".join(f"{k}={v}" for k, v in w.feats) for w in words],
        lemmas=[w.lemma for w in words],
        heads=[i if w.head == -1 else w.head for i, w in enumerate(words)],
        deps=[{"root": "ROOT", "flat:name": "flat"}.get(w.deprel, w.deprel) for w in words],
    )
    reunite(doc)
    return doc


def measure(nlp: Language, sentences: Iterable[Sentence], feats: bool) -> dict[str, float]:
    """Return tag and tree figures in percent on gold tokens; trees with and without punctuation."""
    examples = []
    for sentence in sentences:
        gold = gold_doc(nlp, sentence)
        bare = Doc(nlp.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold])
        for token in bare:
            token.is_sent_start = token.i == 0
        examples.append(Example(nlp(bare), gold))
    figures = {
        "UPOS": Scorer.score_token_attr(examples, "pos", getter=lambda t, _: t.pos_)["pos_acc"],
        "Lemma": Scorer.score_token_attr(examples, "lemma", getter=lambda t, _: t.lemma_)["lemma_acc"],
    }
    if feats:
        figures["Merkmale (alle zugleich)"] = _morph(examples)
        figures |= _per_feature(examples)
    deps = _deps(examples, ())
    bare_deps = _deps(examples, _PUNCT)
    figures |= {"UAS": deps["dep_uas"], "LAS": deps["dep_las"]}
    figures |= {"UAS ohne Satzzeichen": bare_deps["dep_uas"], "LAS ohne Satzzeichen": bare_deps["dep_las"]}
    figures |= {r: deps["dep_las_per_type"].get(r, {"f": 0.0})["f"] for r in RELATIONS}
    return {name: value * 100 for name, value in figures.items()}


def _deps(examples: list[Example], ignored: tuple[str, ...]) -> dict:
    return Scorer.score_deps(
        examples, "dep", getter=lambda t, _: t.dep_, head_attr="head", head_getter=lambda t, _: t.head,
        ignore_labels=ignored,
    )  # fmt: skip


def _morph(examples: list[Example]) -> float:
    return Scorer.score_token_attr(examples, "morph", getter=lambda t, _: _kept(t))["morph_acc"]


def _kept(token: Token) -> str:
    """Return the features the pipeline predicts; marks of typos and fixed expressions are left out."""
    dropped = ("Typo", "ExtPos", "Abbr", "AdpType")
    return "|".join(f for f in str(token.morph).split("|") if f.split("=")[0] not in dropped)


def _kept_key(token: Token, _: str) -> int:
    return token.vocab.strings.add(_kept(token))


def _per_feature(examples: list[Example]) -> dict[str, float]:
    scores = Scorer.score_token_attr_per_feat(examples, "morph", getter=_kept_key)["morph_per_feat"]
    return {f: scores[f]["f"] for f in ("Case", "Gender", "Number", "Person", "Tense", "VerbForm") if f in scores}


def raw_text(nlp: Language, sentences: list[Sentence]) -> dict[str, float]:
    """Return F of tokens and sentences on running text, ten sentences a paragraph."""
    examples = []
    for at in range(0, len(sentences), 10):
        docs = [gold_doc(nlp, s) for s in sentences[at : at + 10]]
        gold = Doc.from_docs(docs, ensure_whitespace=True)
        starts = {sum(len(d) for d in docs[:i]) for i in range(len(docs))}
        plain = Doc(
            nlp.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold],
            sent_starts=[t.i in starts for t in gold],
        )  # fmt: skip
        predicted = nlp(plain.text)
        examples.append(Example(predicted, plain))
    tokens = Scorer.score_tokenization(examples)["token_f"]
    sents = Scorer.score_spans(examples, "sents", has_annotation=lambda d: d.has_annotation("SENT_START"))["sents_f"]
    return {"Token F (Rohtext)": tokens * 100, "Satz F (Rohtext)": sents * 100}


def speed(nlp: Language, sentences: list[Sentence]) -> float:
    """Return words a second for raw text with everything, on one thread; best of three runs."""
    text = "\n\n".join(s.text for s in sentences)
    words = sum(1 for t in nlp(text[:20000]) if not t.is_space)
    best = 0.0
    for _ in range(3):
        started = time.perf_counter()
        doc = nlp(text)
        words = sum(1 for t in doc if not t.is_space and any(c.isalnum() for c in t.text))
        best = max(best, words / (time.perf_counter() - started))
    return best


if __name__ == "__main__":
    main()

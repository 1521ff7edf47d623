"""Measure the local model on letter sentences: what it proposes, what passes, what is right, how long it takes.

    python evaluation/model.py                       # messen mit dem eingerichteten Modell
    python evaluation/model.py --lesen               # dazu jeder Vorschlag ohne Urteil und jede Ablehnung mit Grund
    python evaluation/model.py --write               # dazu results/model.json schreiben
    python evaluation/model.py --modell ORDNER --adapter ORDNER --faeden 2
    python evaluation/model.py --merken DATEI        # Antworten und Zeiten aufheben; gibt es die Datei, gelten sie

``model/saetze.jsonl`` holds the sentences; those with ``bleibt`` are plain and must stay as they are. Every sentence
goes through the model as in the program; the first candidate that the guard lets pass is the proposal.
``model/urteile.jsonl`` holds the verdicts of somebody who has read sentence and proposal (*richtig*, *umständlich*,
*falsch*); a proposal without one counts as not rated. Some of the sentences then go one by one through plain greedy
``transformers.generate``. With ``--merken`` new verdicts can be counted without asking the same model again. Exit
status: 0 done, 2 the model is missing.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent))

from spacy.tokens import Doc

from klartext import guard, paths
from klartext.documents import read_path, read_text
from klartext.errors import ModelError
from klartext.letter import read_letter
from klartext.model import judging, prompt, transformer
from klartext.model.asking import Question, questions
from klartext.model.contract import Ask, Candidate, ProposalModel
from klartext.model.folder import ModelFolder, open_folder
from klartext.model.frames import FrameReader
from klartext.nlp import SentenceMemory, load_pipeline
from klartext.protect import protect
from klartext.records import Check, Protected, Sentence
from klartext.ruleset.lexicon import load_lexicon
from klartext.session import Klartext
from klartext.spans import Span
from results import record

ROOT: Final = Path(__file__).resolve().parent
SENTENCES: Final = ROOT / "model" / "saetze.jsonl"
VERDICTS: Final = ROOT / "model" / "urteile.jsonl"
RATINGS: Final = ("richtig", "umständlich", "falsch")
WATT: Final = 25
"""Assumed draw of an office computer's processor while two of its cores work, in watts; not measured."""
PLAIN_RUN: Final = 20
"""So many sentences also go through plain ``generate``."""
MOST_MB: Final = 2500
FIRST_SECONDS: Final = 5


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence; ``stays`` if it is plain already."""

    id: str
    text: str
    stays: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a sentence: all candidates with the checks that each failed, and the first that passed."""

    case: Case
    candidates: tuple[tuple[Candidate, tuple[Check, ...]], ...]

    @property
    def proposal(self) -> str | None:
        """The first candidate that the guard lets pass."""
        return next((candidate.text for candidate, failed in self.candidates if not failed), None)


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds: loading, until the first sentence was answered and judged, all sentences, the guard's share of that."""

    loading: float
    first: float
    all: float
    judging: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What a run with the model gave: candidates by sentence, times, plain ``generate`` (asked, passed, seconds)."""

    candidates: Mapping[str, Sequence[Candidate]]
    times: Times
    plain: tuple[int, int, float]
    megabytes: float


class Judge:
    """Judges wordings of a sentence that stands alone as the program judges those of a letter."""

    def __init__(self, parse: Callable[[str], Doc], gauge: guard.Gauge | None = None) -> None:
        lexicon = load_lexicon()
        self._judge = judging.Judge(parse, FrameReader.of(lexicon), gauge or guard.Gauge())

    def with_losses(self, losses: guard.Losses) -> Judge:
        """Return a judge that also asks how fluent a text is."""
        return Judge(self._judge.parse, guard.Gauge(losses=losses))

    def failed(self, sentence: str, candidate: Candidate) -> tuple[Check, ...]:
        """Return the checks that fail; for a wording that changes nothing one that says so."""
        told = places(sentence)
        question = Question(
            Sentence("s1", Span(0, len(sentence)), sentence, len(sentence.split())),
            (),
            Ask(sentence, tuple(p.text for p in told)),
        )
        passed, held = self._judge.judged(question, [candidate], told)
        if passed is not None:
            return ()
        return tuple(c for h in held for c in h.checks if not c.passed) or (Check("leer", False, "unverändert"),)


def places(sentence: str) -> tuple[Protected, ...]:
    """Return the protected places of a sentence that stands alone."""
    return tuple(protect(read_letter(read_text(sentence))))


def read_cases() -> list[Case]:
    """Return the sentences."""
    rows = (json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines())
    return [Case(row["id"], row["satz"], row["bleibt"]) for row in rows]


def read_verdicts() -> dict[tuple[str, str], str]:
    """Return the verdict on each sentence with its proposal."""
    if not VERDICTS.exists():
        return {}
    rows = (json.loads(line) for line in VERDICTS.read_text(encoding="utf-8").splitlines())
    return {(row["satz"], row["vorschlag"]): row["urteil"] for row in rows}


def run(
    model: ProposalModel, cases: Sequence[Case], judge: Judge, loading: float = 0.0
) -> tuple[dict[str, tuple[Candidate, ...]], Times]:
    """Put every sentence to the model and, as the program does, its candidates to the guard until one passes."""
    asks = [Ask(case.text, tuple(p.text for p in places(case.text))) for case in cases]
    start, judging, first = time.monotonic(), 0.0, 0.0
    found: dict[str, tuple[Candidate, ...]] = {}
    for number, candidates in model.rewrite(asks, lambda: False):
        before = time.monotonic()
        passed = next((c.text for c in candidates if not judge.failed(cases[number].text, c)), "–")
        found[cases[number].id] = candidates
        print(f"{len(found)} von {len(cases)}, {before - start:.0f} s: {cases[number].id} {passed}", file=sys.stderr)
        judging += time.monotonic() - before
        first = first or time.monotonic() - start
    return found, Times(loading, first, time.monotonic() - start, judging)


def outcomes_of(cases: Iterable[Case], candidates: Mapping[str, Sequence[Candidate]], judge: Judge) -> list[Outcome]:
    """Return what the guard says to all candidates."""
    return [
        Outcome(case, tuple((c, judge.failed(case.text, c)) for c in candidates.get(case.id, ()))) for case in cases
    ]


def plainly(folder: ModelFolder, cases: Iterable[Case], judge: Judge) -> tuple[int, int, float]:
    """Return how many sentences plain greedy ``generate`` answers, how many answers pass, and the seconds in all."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder.path, local_files_only=True)
    model = AutoModelForCausalLM.from_pretrained(folder.path, local_files_only=True, dtype=torch.float32)
    if folder.adapter:
        from peft import PeftModel

        model = PeftModel.from_pretrained(model, folder.adapter, local_files_only=True)
    count = passed = 0
    start = time.monotonic()
    for case in cases:
        asked = tokenizer(prompt.prompt(case.text), return_tensors="pt")
        size = asked["input_ids"].shape[1]
        with torch.inference_mode():
            written = model.generate(**asked, do_sample=False, max_new_tokens=2 * size)
        answer = prompt.from_data(tokenizer.decode(written[0, size:], skip_special_tokens=True))
        count += 1
        passed += answer != case.text and not judge.failed(case.text, Candidate(answer, None))
    return count, passed, time.monotonic() - start


def sentences_a_letter(klartext: Klartext) -> float:
    """Return about how many sentences of a letter the model is asked."""
    counts = [len(list(questions(klartext.analyse(read_path(p))))) for p in sorted((ROOT / "briefe").glob("*.txt"))]
    return sum(counts) / len(counts)


def share(part: int, whole: int) -> str:
    """Return a share as it is printed."""
    return f"{part} von {whole} ({100 * part / whole:.0f} %)" if whole else "–"


def ratings(outcomes: Iterable[Outcome], verdicts: Mapping[tuple[str, str], str]) -> Counter[str]:
    """Count the verdicts on the proposals; *nicht beurteilt* where there is none."""
    proposals = ((o.case.text, o.proposal) for o in outcomes if o.proposal is not None)
    return Counter(verdicts.get((text, new or ""), "nicht beurteilt") for text, new in proposals)


def quality(outcomes: Sequence[Outcome], verdicts: Mapping[tuple[str, str], str]) -> list[tuple[str, str, str]]:
    """Return the figures on what was proposed."""
    hard = [o for o in outcomes if not o.case.stays]
    plain = [o for o in outcomes if o.case.stays]
    shown = [o for o in hard if o.proposal]
    rated = ratings(hard, verdicts)
    known = sum(rated[r] for r in RATINGS)
    return [
        ("Sätze, die einfacher werden sollen", str(len(hard)), ""),
        ("Modell schlägt etwas vor", share(sum(bool(o.candidates) for o in hard), len(hard)), ""),
        ("Vorschlag besteht die Prüfung", share(len(shown), len(hard)), ""),
        *((f"davon {rating}", share(rated[rating], known), "") for rating in RATINGS),
        ("davon nicht beurteilt", str(rated["nicht beurteilt"]), ""),
        ("Einfache Sätze, die unverändert bleiben", share(sum(not o.proposal for o in plain), len(plain)), ""),
    ]


def refusals(outcomes: Iterable[Outcome]) -> Counter[str]:
    """Count the checks that the first candidate of each sentence failed."""
    return Counter(check.name for o in outcomes for _, failed in o.candidates[:1] for check in failed[:1])


def readings(outcomes: Iterable[Outcome], verdicts: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Yield proposals without a verdict, then what was refused and why."""
    for o in outcomes:
        if o.proposal and (o.case.text, o.proposal) not in verdicts:
            yield f"{o.case.id} alt {o.case.text}\n     neu {o.proposal}"
    for o in outcomes:
        if not o.proposal:
            for candidate, failed in o.candidates[:1]:
                why = f"{failed[0].name}: {failed[0].detail}"
                yield f"{o.case.id} [{why}]\n     alt {o.case.text}\n     neu {candidate.text}"


def speed(measured: Measured, count: int, letter: float) -> list[tuple[str, str, str]]:
    """Return the figures on time, memory and energy."""
    times, (asked, passed, seconds) = measured.times, measured.plain
    each = times.all / count
    return [
        ("Laden, Sekunden", f"{times.loading:.1f}", ""),
        ("Erster Satz beantwortet und geprüft, Sekunden", f"{times.first:.1f}", f"≤ {FIRST_SECONDS}"),
        ("Sekunden je Satz mit Prüfung", f"{each:.2f}", ""),
        ("davon Prüfung", f"{times.judging / count:.2f}", ""),
        ("Nur „generate“, gierig: Sekunden je Satz", f"{seconds / asked:.2f}", ""),
        ("Nur „generate“, gierig: besteht die Prüfung", share(passed, asked), ""),
        ("Größter Speicherbedarf, MB", f"{measured.megabytes:.0f}", f"≤ {MOST_MB}"),
        ("Sätze je Brief, nach denen das Modell gefragt wird", f"{letter:.1f}", ""),
        (f"Energie je Brief bei angenommenen {WATT} W, Wattstunden", f"{letter * each * WATT / 3600:.2f}", ""),
    ]


def measure(folder: ModelFolder, threads: int, cases: Sequence[Case], judge: Judge) -> tuple[Measured, ProposalModel]:
    """Load the model and ask it everything.

    Raises:
        ModelError: The model cannot be loaded or cannot go on.
    """
    start = time.monotonic()
    model = transformer.load(folder, threads)
    loading = time.monotonic() - start
    measuring = judge.with_losses(model.losses)
    candidates, times = run(model, cases, measuring, loading)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    plain = plainly(folder, [c for c in cases if not c.stays][:PLAIN_RUN], measuring)
    return Measured(candidates, times, plain, peak), model


def kept(path: Path, folder: ModelFolder) -> Measured | None:
    """Return what was kept of a run with this very model, if there is something."""
    if not path.exists():
        return None
    row = json.loads(path.read_text(encoding="utf-8"))
    if row["modell"] != str(folder.identity):
        return None
    candidates = {id: [Candidate(text, loss) for text, loss in found] for id, found in row["antworten"].items()}
    return Measured(candidates, Times(**row["zeiten"]), tuple(row["generate"]), row["megabytes"])


def keep(path: Path, folder: ModelFolder, measured: Measured) -> None:
    """Write down what a run gave."""
    row = {
        "modell": str(folder.identity),
        "zeiten": asdict(measured.times),
        "generate": measured.plain,
        "megabytes": measured.megabytes,
        "antworten": {id: [[c.text, c.loss] for c in found] for id, found in measured.candidates.items()},
    }
    path.write_text(json.dumps(row, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--modell", type=Path, default=paths.model_dir())
    parser.add_argument("--adapter", type=Path, default=paths.adapter_dir())
    parser.add_argument("--faeden", type=int, default=2)
    parser.add_argument("--lesen", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--merken", type=Path)
    args = parser.parse_args()
    judge = Judge(SentenceMemory(load_pipeline()))
    cases, verdicts = read_cases(), read_verdicts()
    try:
        folder = open_folder(args.modell, args.adapter)
        measured = kept(args.merken, folder) if args.merken else None
        if measured is None:
            measured, model = measure(folder, args.faeden, cases, judge)
        else:
            model = transformer.load(folder, args.faeden)
    except ModelError as error:
        print(error)
        return 2
    if args.merken:
        keep(args.merken, folder, measured)
    outcomes = outcomes_of(cases, measured.candidates, judge.with_losses(model.losses))
    rows = quality(outcomes, verdicts)
    rows += speed(measured, len(cases), sentences_a_letter(Klartext.load(model="off")))
    print(f"{folder.identity}, {args.faeden} Fäden", *(f"{n:60} {v:>16}  {b}" for n, v, b in rows), sep="\n")
    held = refusals(outcomes).most_common()
    print("Zurückgehalten, erster Vorschlag:", *(f"{n:6} {name}" for name, n in held), sep="\n")
    if args.lesen:
        print(*readings(outcomes, verdicts), sep="\n")
    if args.write:
        record("model", f"Sprachmodell {folder.identity}", "python evaluation/model.py --write", rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())

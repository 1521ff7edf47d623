"""Pairs, sentences and verdicts for the local model are well-formed, and the commands count them as they say."""

import csv
import json
import random
from collections import Counter

import pytest
from loaded import checker, pipeline
from outside import EVALUATION, ROOT, TRAINING, load

from klartext.model.contract import Candidate, Identity
from klartext.nlp import SentenceMemory
from klartext.ruleset.lexicon import load_lexicon

SIMPLIFY = TRAINING / "simplify"
SENTENCES = [json.loads(x) for x in (EVALUATION / "model" / "saetze.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def pairs():
    return load(SIMPLIFY, "pairs")


@pytest.fixture(scope="module")
def every(pairs):
    return [pair for file in sorted((SIMPLIFY / "pairs").glob("*.jsonl")) for pair in pairs.read(file)]


@pytest.fixture(scope="module")
def commands():
    return [load(EVALUATION, name) for name in ("model", "vereinfachung")]


@pytest.fixture(scope="module")
def parse():
    return SentenceMemory(pipeline())


class Answers:
    """A model that says what it was given."""

    identity = Identity("answers", "1", "")

    def __init__(self, answers):
        self.answers = answers

    def losses(self, texts):
        return [1.0 for _ in texts]

    def rewrite(self, asks, cancelled):
        for number, ask in enumerate(asks):
            yield number, tuple(Candidate(text, 0.1) for text in self.answers.get(ask.sentence, ()))


# --- pairs ---


def test_there_are_enough_pairs_and_every_sentence_is_there_once(every):
    assert len(every) >= 1_650
    assert sum(pair.complex == pair.plain for pair in every) >= 150


def test_no_pair_loses_or_adds_a_fact(pairs, every):
    assert [(p.complex, lost) for p in every if (lost := pairs.lost_facts(p))] == []


def test_lost_facts_names_what_only_one_side_has(pairs):
    assert pairs.lost_facts(pairs.Pair("Zahlen Sie 30 Euro.", "Zahlen Sie 40 Euro.")) != []
    assert pairs.lost_facts(pairs.Pair("Zahlen Sie 30 Euro.", "Zahlen Sie bitte 30 Euro.")) == []


def test_near_duplicates_are_never_parted(pairs, every):
    train, held = pairs.split(every)
    assert len(train) + len(held) == len(every)
    assert 0.07 <= len(held) / len(every) <= 0.13
    held_out = {id(pair) for pair in held}
    assert all(len({id(pair) in held_out for pair in group}) == 1 for group in pairs.groups(every))


def test_near_duplicates_are_found(pairs):
    one = pairs.Pair("Die fehlenden Kontoauszüge sind bis zum 3. Mai nachzureichen.", "x")
    same = pairs.Pair("Die fehlenden Kontoauszüge sind bis zum 9. Juni 2025 nachzureichen.", "y")
    other = pairs.Pair("Der Spielplatz bleibt wegen Bauarbeiten geschlossen.", "z")
    assert sorted(len(group) for group in pairs.groups([one, other, same])) == [1, 2]


def test_the_part_of_a_group_does_not_depend_on_the_others(pairs, every):
    chosen = random.Random(1).choice(pairs.groups(every))
    held = {pair.complex for pair in pairs.split(every)[1]}
    alone = {pair.complex for pair in pairs.split(chosen)[1]}
    assert alone == {pair.complex for pair in chosen if pair.complex in held}


def test_the_csv_holds_the_pairs_that_were_not_trained_on(pairs, every):
    with (EVALUATION / "model" / "paare.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["source"], row["reference"]) for row in csv.DictReader(file)]
    unique = list({pair.complex: pair for pair in every}.values())
    held = [(p.complex, p.plain) for p in pairs.split(unique)[1] if p.complex != p.plain]
    assert sorted(rows) == sorted(held)


# --- official wordings made from plain ones ---


@pytest.mark.parametrize(
    ("name", "plain", "official"),
    [
        ("passive", "Wir lehnen Ihren Antrag ab.", "Ihr Antrag wird abgelehnt."),
        ("passive", "Deshalb haben wir den Betrag abgezogen.", "Deshalb wurde der Betrag abgezogen."),
        ("duty", "Sie müssen die Gebühr bis Mai zahlen.", "Die Gebühr ist bis Mai zu zahlen."),
        (
            "condition",
            "Wenn Sie die Unterlagen nicht vorlegen, müssen wir die Leistung einstellen.",
            "Bei Nichtvorlage der Unterlagen müssen wir die Leistung einstellen.",
        ),
        (
            "attribute",
            "Der Antrag, den Sie am 3. Mai gestellt haben, ist unvollständig.",
            "Der von Ihnen am 3. Mai gestellte Antrag ist unvollständig.",
        ),
        ("takes_place", "Wir prüfen Ihren Antrag im Mai.", "Die Prüfung Ihres Antrags erfolgt im Mai."),
    ],
)
def test_a_plain_sentence_becomes_official(parse, name, plain, official):
    inverse = load(SIMPLIFY, "inverse")
    words = inverse.Words.of(load_lexicon(), ROOT / "rules")
    made = {getattr(inverse, name)(parse(plain), words, random.Random(seed)) for seed in range(8)}
    assert official in made


@pytest.mark.parametrize("name", ["passive", "duty", "condition", "takes_place", "light_verb", "request"])
def test_what_does_not_fit_stays_untouched(parse, name):
    inverse = load(SIMPLIFY, "inverse")
    words = inverse.Words.of(load_lexicon(), ROOT / "rules")
    for plain in ("Das Amt ist montags geschlossen.", "Haben Sie noch Fragen?", "Die Gebühr beträgt 30 Euro."):
        assert getattr(inverse, name)(parse(plain), words, random.Random(1)) is None


# --- sentences and verdicts ---


def test_there_are_enough_sentences_of_their_own(every):
    assert len(SENTENCES) >= 150
    assert sum(row["bleibt"] for row in SENTENCES) >= 20
    assert max(Counter(row["id"] for row in SENTENCES).values()) == 1
    known = {text for pair in every for text in (pair.complex, pair.plain)}
    assert [row["satz"] for row in SENTENCES if row["satz"] in known and not row["bleibt"]] == []


def test_every_verdict_is_on_a_sentence_that_is_there(commands):
    model, _ = commands
    rows = [json.loads(line) for line in model.VERDICTS.read_text(encoding="utf-8").splitlines()]
    sentences = {row["satz"] for row in SENTENCES}
    assert {row["satz"] for row in rows} <= sentences
    assert {row["urteil"] for row in rows} <= {*model.RATINGS}
    assert all(row["grund"] for row in rows if row["urteil"] != "richtig")
    assert len({(row["satz"], row["vorschlag"]) for row in rows}) == len(rows)


def test_the_first_candidate_that_passes_is_the_proposal(commands, parse):
    model, _ = commands
    hard = "Der Antrag vom 3. Mai wird von uns geprüft."
    case = model.Case("x", hard, False)
    wrong, right = "Wir prüfen den Antrag vom 4. Mai.", "Wir prüfen den Antrag vom 3. Mai."
    judge = model.Judge(parse)
    found, times = model.run(Answers({hard: (wrong, right)}), [case], judge)
    (outcome,) = model.outcomes_of([case], found, judge)
    assert outcome.proposal == right
    assert [bool(failed) for _, failed in outcome.candidates] == [True, False]
    assert times.all >= times.first > 0


def test_proposals_without_a_verdict_are_counted_as_such(commands):
    model, _ = commands
    outcomes = [
        model.Outcome(model.Case(name, f"Satz {name}.", False), ((Candidate(f"Neu {name}.", None), ()),))
        for name in "abc"
    ]
    verdicts = {("Satz a.", "Neu a."): "richtig", ("Satz b.", "Alt b."): "falsch"}
    assert model.ratings(outcomes, verdicts) == {"richtig": 1, "nicht beurteilt": 2}
    rows = dict((name, value) for name, value, _ in model.quality(outcomes, verdicts))
    assert rows["davon richtig"] == "1 von 1 (100 %)"
    assert rows["davon nicht beurteilt"] == "2"


# --- SARI and BLEU of systems ---


def test_a_csv_without_its_columns_is_refused_in_german(commands, tmp_path):
    _, command = commands
    path = tmp_path / "falsch.csv"
    path.write_text("quelle,reference\na,b\n", encoding="utf-8")
    with pytest.raises(ValueError, match="Es fehlt die Spalte"):
        command.read_rows(path)
    path.write_text("source,reference\na,\n", encoding="utf-8")
    with pytest.raises(ValueError, match="Zeile 2"):
        command.read_rows(path)


def test_several_references_are_read(commands, tmp_path):
    _, command = commands
    path = tmp_path / "zwei.csv"
    path.write_text("source,reference,reference_2\na b,c,d\ne,f,\n", encoding="utf-8")
    assert command.read_rows(path) == [command.Row("a b", ("c", "d")), command.Row("e", ("f",))]


def test_each_system_does_what_its_name_says(commands):
    _, command = commands
    ruled, free = "Der Bescheid wird von uns geprüft.", "Die Sache, um die es geht, ist alt."
    new = "Es geht um eine Sache. Sie ist alt."
    row = command.Row(f"{ruled} {free}", ("x",))
    model = Answers({free: (new,), ruled: ("Wir prüfen den Bescheid heute in 3 Tagen.",)})
    made = command.systems(checker(), model, [row], command.SYSTEMS)
    by_rules = "Wir prüfen den Bescheid."
    assert made["quelle"] == [row.source]
    assert made["regeln"] == [f"{by_rules} {free}"]
    assert made["modell"][0].startswith(ruled)
    assert made["beide"][0].startswith(by_rules)


def test_the_reference_scores_best(commands):
    pytest.importorskip("sacrebleu")
    _, command = commands
    rows = [command.Row("Der Antrag wird von uns heute geprüft.", ("Wir prüfen den Antrag heute.",))]
    best, source = (command.scores(rows, [text]) for text in (rows[0].references[0], rows[0].source))
    assert best[0] > source[0]
    assert best[1] == pytest.approx(100)
    assert source[1] < 50

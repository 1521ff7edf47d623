"""A person's own words: refused where there is evidence of a loss, asked about where only the count of words speaks."""

import pytest
from loaded import pipeline

from klartext.documents import read_text
from klartext.guard import judge
from klartext.guard.phrases import Side
from klartext.guard.rereading import said
from klartext.letter import read_letter
from klartext.protect import protect
from klartext.spans import Span

DOUBTS = (
    ("Wann mit einer Entscheidung gerechnet werden kann, ist nicht absehbar.",
     "Wir wissen noch nicht, wann wir entscheiden.", "modalitaet"),
    ("Das anzurechnende Einkommen übersteigt den Freibetrag.",
     "Wir rechnen das Einkommen an, weil es den Freibetrag übersteigt.", "modalitaet"),
    ("Zeugen erhalten den Ausfall ersetzt, sofern sie ihn binnen drei Monaten geltend machen.",
     "Zeugen erhalten den Ausfall ersetzt. Dafür müssen sie ihn binnen drei Monaten geltend machen.", "modalitaet"),
    ("Die Entscheidung ist nicht zu beanstanden.", "Die Entscheidung ist richtig.", "verneinung"),
    ("Es ergeht noch ein Bescheid, bevor wir zahlen.",
     "Wir können noch nicht zahlen. Es ergeht noch ein Bescheid.", "verneinung"),
    ("Die Kosten für Pass und Foto tragen Sie.",
     "Die Kosten für beide tragen Sie: für Pass und Foto.", "mengen"),
    ("Die Leistungsminderung dauert drei Monate.", "Die Minderung der Leistung dauert drei Monate.", "geschuetzt"),
)  # fmt: skip

LOSSES = (
    ("Der Zuschuss kann gekürzt werden.", "Wir kürzen den Zuschuss.", "modalitaet"),
    ("Sie legen den Ausweis vor.", "Sie müssen den Ausweis vorlegen.", "modalitaet"),
    ("Sie können den Ausweis vorlegen.", "Sie müssen den Ausweis vorlegen.", "modalitaet"),
    ("Sie müssen das Gutachten einholen.", "Sie holen das Gutachten ein.", "modalitaet"),
    ("Wir erstatten die Auslagen nicht.", "Wir erstatten die Auslagen.", "verneinung"),
    ("Eine Erstattung erfolgt nicht.", "Wir erstatten das.", "verneinung"),
    ("Die Einfuhr ist ohne Genehmigung erlaubt.", "Die Einfuhr ist mit Genehmigung erlaubt.", "verneinung"),
    ("Die Frist gilt, sofern kein neuer Bescheid ergeht.", "Die Frist gilt, sofern Sie einen neuen Bescheid bekommen.",
     "verneinung"),
    ("Das ist unzulässig.", "Das ist zulässig.", "verneinung"),
    ("Wir zahlen, wenn die Nachbarn zustimmen.", "Wir zahlen.", "bedingungen"),
    ("Wir zahlen nur zwei Monate unverzüglich.", "Wir zahlen nur zwei Monate.", "modalitaet"),
    ("Beide Eltern unterschreiben.", "Die Eltern unterschreiben.", "mengen"),
)  # fmt: skip


def checks(before, after, *, person=True, parse=True):
    found = judge(
        before, 0, Span(0, len(before)), before, after, protect(read_letter(read_text(before))),
        pipeline() if parse else None, person=person,
    )  # fmt: skip
    return {c.name: c for c in found}


@pytest.mark.parametrize(("before", "after", "name"), DOUBTS, ids=lambda text: text[:40])
def test_what_the_parse_has_no_evidence_for_is_a_doubt(before, after, name):
    found = checks(before, after)
    assert all(c.passed for c in found.values()), found
    assert found[name].doubt and found[name].detail
    assert not checks(before, after, person=False)[name].passed, "a program's rewrite is held back in doubt"
    assert not checks(before, after, parse=False)[name].passed, "without a parse nothing can be told apart"


@pytest.mark.parametrize(("before", "after", "name"), LOSSES, ids=lambda text: text[:40])
def test_a_verb_with_other_force_or_polarity_is_a_fault(before, after, name):
    assert not checks(before, after)[name].passed


def test_facts_are_never_a_doubt():
    found = checks("Sie müssen 12 Euro bis zum 3. Mai 2025 zahlen.", "Sie müssen 13 Euro bis zum 4. Mai 2025 zahlen.")
    assert {"zahlen", "betraege", "daten"} <= {name for name, c in found.items() if not c.passed}
    assert not any(c.doubt for c in found.values())


def test_a_predicate_is_read_with_its_force():
    side = Side.of(pipeline()("Sie sind verpflichtet, den Ausweis vorzulegen, und dürfen ihn nicht behalten."))
    by_name = {one.names[0]: one for one in said(side)}
    assert "müssen" in by_name["vorlegen"].modals and not by_name["vorlegen"].denied
    assert "dürfen" in by_name["behalten"].modals and by_name["behalten"].denied

"""Fixed replacements: exactly the hit, or nothing where it might not fit."""

import pytest

from klartext.records import Finding, Sentence
from klartext.rewrite import FixedReplacements, Replacement, Rewriter, propose
from klartext.spans import Edit, Span, apply_edits

START = 20


def sentence(text):
    return Sentence("s1", Span(START, START + len(text)), text, len(text.split()))


def finding(text, hit, rule="wort"):
    start = START + text.index(hit)
    return Finding("f1", rule, "amtswort", 1, Span(start, start + len(hit)), hit, "Meldung", "Warum", ("Quelle",))


def rewritten(text, hit, new):
    found = propose(finding(text, hit), sentence(text), Replacement("wort", new))
    if found is None:
        return None
    span = Span(found.span.start - START, found.span.end - START)
    assert text[span.start : span.end] == found.original
    return apply_edits(text, [Edit(span, found.replacement)])


@pytest.mark.parametrize(
    ("text", "hit", "new", "expected"),
    [
        ("Das gilt lediglich heute.", "lediglich", "nur", "Das gilt nur heute."),
        ("Der Rat entscheidet zu einem späteren Zeitpunkt.", "zu einem späteren Zeitpunkt", "später",
         "Der Rat entscheidet später."),
        ("Die Prüfung findet zu einem späteren Zeitpunkt statt.", "zu einem späteren Zeitpunkt", "später",
         "Die Prüfung findet später statt."),
        ("Lediglich heute gilt das.", "Lediglich", "nur", "Nur heute gilt das."),
        ("„Lediglich heute“, sagt er.", "Lediglich", "nur", "„Nur heute“, sagt er."),
        ("5. Lediglich heute gilt das.", "Lediglich", "nur", "5. Nur heute gilt das."),
        ("b) lediglich heute", "lediglich", "nur", "b) nur heute"),
        ("- Ggf. weitere Belege", "Ggf.", "gegebenenfalls", "- Gegebenenfalls weitere Belege"),
        ("Wir sind nicht in\nder Lage dazu.", "nicht in\nder Lage", "unfähig", "Wir sind unfähig dazu."),
        ("Sie zahlen Strom, Gas usw.", "usw.", "und so weiter", "Sie zahlen Strom, Gas und so weiter."),
        ("Das ist z. B. so.", "z. B.", "zum Beispiel", "Das ist zum Beispiel so."),
        ("Das ist bereits schon klar.", "bereits schon", "schon", "Das ist schon klar."),
        ("Wir teilen hiermit mit, was gilt.", "hiermit", "", "Wir teilen mit, was gilt."),
        ("Das gilt hiermit.", "hiermit", "", "Das gilt."),
        ("Das gilt lediglich heute.", "lediglich ", "nur", "Das gilt nur heute."),
        ("Das Gutachten, sofern bereits erstellt.", "sofern", "wenn", "Das Gutachten, falls bereits erstellt."),
        ("– Bescheid, sofern vorhanden", "sofern", "wenn", "– Bescheid, falls vorhanden"),
        ("Es gilt, sofern sich herausstellen sollte, dass es fehlt.", "sofern", "wenn",
         "Es gilt, wenn sich herausstellen sollte, dass es fehlt."),
        ("Wir zahlen, sofern alle zustimmen.", "sofern", "wenn", "Wir zahlen, wenn alle zustimmen."),
        ("Es gilt, sofern es bereits erstellt ist.", "sofern", "wenn", "Es gilt, wenn es bereits erstellt ist."),
    ],
)  # fmt: skip
def test_hit_is_replaced_in_place(text, hit, new, expected):
    assert rewritten(text, hit, new) == expected


@pytest.mark.parametrize(
    ("text", "hit", "new", "reason"),
    [
        ("Das gilt nur lediglich heute.", "lediglich", "nur", "doubled word on the left"),
        ("Das gilt lediglich nur heute.", "lediglich", "nur", "doubled word on the right"),
        ("Das gilt zum besagten Tag.", "besagten", "dem", "article behind a contraction"),
        ("Das gilt nach Maßgabe von heute.", "nach Maßgabe", "nach", "two prepositions"),
        ("Hiermit teilen wir das mit.", "Hiermit", "", "leaving out the first word moves the verb"),
        ("Wir sagen, hiermit, das.", "hiermit", "", "two commas would meet"),
        ("Das gilt nur heute.", "nur", "nur", "nothing would change"),
        (
            "Wir zahlen eine Zulage und für den Fall, dass Sie umziehen, die Fahrt.",
            "für den Fall, dass",
            "wenn",
            "a comma would be missing",
        ),
        ("Was dafür spricht, ist hierfür egal.", "hierfür", "dafür", "the same word twice in a sentence"),
        (
            "Wir können eine Nachholung der Prüfung zu einem späteren Zeitpunkt erlauben.",
            "zu einem späteren Zeitpunkt",
            "später",
            "the moment may be that of the deed",
        ),
        (
            "Wir lehnen die Zahlung zum gegenwärtigen Zeitpunkt ab.",
            "zum gegenwärtigen Zeitpunkt",
            "zurzeit",
            "the moment may be that of the deed",
        ),
    ],
)
def test_doubt_holds_back(text, hit, new, reason):
    assert rewritten(text, hit, new) is None, reason


PLEDGES = (
    "Für den Fall, dass der Zaun stehen bleibt, drohen wir Ihnen ein Bußgeld an.",
    "Für den Fall, dass der Kurs ausfällt, sagen wir Ihnen einen neuen Platz zu.",
    "Für den Fall, dass der Kurs ausfällt, stellen wir Ihnen einen neuen Platz in Aussicht.",
    "Für den Fall, dass Sie absagen, behalten wir uns eine Gebühr vor.",
    "Für den Fall, dass es friert, haben wir Ihnen eine Absage angekündigt.",
)


@pytest.mark.parametrize("text", PLEDGES)
def test_a_threat_or_promise_holds_now_and_not_only_in_the_case(text):
    assert rewritten(text, "Für den Fall, dass", "wenn") is None


def test_what_is_done_in_the_case_takes_a_plain_condition():
    text = "Für den Fall, dass Sie kündigen, melden Sie sich bitte."
    assert rewritten(text, "Für den Fall, dass", "wenn") == "Wenn Sie kündigen, melden Sie sich bitte."


def test_proposal_carries_rule_explanation_and_honest_confidence():
    text = "Das gilt lediglich heute."
    found = propose(finding(text, "lediglich"), sentence(text), Replacement("wort", "nur"))
    assert (found.rule, found.sentence, found.findings, found.origin) == ("wort", "s1", ("f1",), "rule")
    assert (found.explanation, found.needs, found.alternatives) == ("Warum", None, ())
    assert 0.9 <= found.confidence < 1.0
    own = propose(finding(text, "lediglich"), sentence(text), Replacement("wort", "nur", "Kürzer.", 0.5))
    assert (own.explanation, own.confidence) == ("Kürzer.", 0.5)


def test_finding_outside_or_beside_the_sentence_gets_nothing():
    text = "Das gilt lediglich heute."
    far = Finding("f", "wort", "amtswort", 1, Span(0, 9), "lediglich", "", "", ())
    moved = Finding("f", "wort", "amtswort", 1, Span(START + 8, START + 17), "lediglich", "", "", ())
    assert propose(far, sentence(text), Replacement("wort", "nur")) is None
    assert propose(moved, sentence(text), Replacement("wort", "nur")) is None


def test_fixed_replacements_are_a_rewriter():
    text = "Das gilt lediglich heute."
    rewriter: Rewriter = FixedReplacements({"wort": Replacement("wort", "nur")})
    findings = [finding(text, "lediglich"), finding(text, "heute", "anderes")]
    assert [p.replacement for p in rewriter.propose(sentence(text), findings)] == ["nur"]

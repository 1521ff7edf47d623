from typing import get_args

import pytest
from rule_samples import PHRASE_RULE, WORD_LIST, blank, entry, protect_all, tree, word_rules, write_rule

from klartext.config import Config, OwnTerm, Threshold
from klartext.errors import ConfigError, RuleError
from klartext.nlp import unwrapped
from klartext.records import Document, Letter, Part, PartKind
from klartext.ruleset import adapt, find, load_rules
from klartext.ruleset.check import running_text
from klartext.ruleset.inline import idle_switches
from klartext.spans import OffsetMap, Span

NLP = blank()
SEITENS = entry("amtswort-seitens", "seitens", extra='statt: ["von", "durch"]')


def findings(rules, text, settings=None, protected=()):
    return find(NLP(text), running_text(text), protected, rules, settings)


def letter_of(*parts):
    text, found = "", []
    for kind, words in parts:
        found.append(Part(kind, Span(len(text), len(text) + len(words))))
        text += words + "\n\n"
    return Letter(Document("t", text, text, OffsetMap.identity(len(text))), tuple(found), tuple(p.span for p in found))


def test_finding_tells_what_why_and_where_from(tmp_path):
    rules = word_rules(tmp_path, SEITENS)
    first, second = findings(rules, "Seitens der Stadt und\nseitens des Amtes.")
    assert (first.id, second.id) == ("f1", "f2")
    assert (first.rule, first.category, first.severity) == ("amtswort-seitens", "amtswort", 2)
    assert (first.span, first.text) == (Span(0, 7), "Seitens")
    assert first.explanation == "Amtswörter liest man nur in Behördenbriefen. Schlichter: von, durch."
    assert first.sources == ("Norm: BITV 2.0, Nummer 4", "Praxis: Merkblatt, S. 9")


def test_message_quotes_the_place_in_one_line(tmp_path):
    write_rule(tmp_path, PHRASE_RULE, "floskel/bitte-hoeflichst.yaml")
    text = "Hierzu bitten\nwir höflichst um Antwort."
    (finding,) = find(NLP(text.replace("\n", " ")), running_text(text), (), load_rules(tmp_path))
    assert finding.text == "bitten\nwir höflichst"
    assert finding.message == "„bitten wir höflichst“ klingt steif."


def test_parts_decide_where_rules_look(tmp_path):
    rules = word_rules(tmp_path, SEITENS)
    letter = letter_of(*((kind, "Wort seitens Amt.") for kind in get_args(PartKind)))
    found = find(NLP(unwrapped(letter)), letter, (), rules)
    assert [letter.part_at(f.span.start).kind for f in found] == ["betreff", "text", "aufzaehlung", "tabelle"]


def test_abbreviations_are_looked_for_in_the_layout_too(tmp_path):
    listed = WORD_LIST.replace("amtswort", "abkuerzung").replace("ENTRIES", entry("abk-az", "Az."))
    write_rule(tmp_path, listed, "abkuerzung/woerter.yaml")
    letter = letter_of(("anschrift", "Az.: 5"), ("rechtsbehelf", "Az.: 5"), ("text", "Az.: 5"))
    found = find(NLP(unwrapped(letter)), letter, (), load_rules(tmp_path))
    assert [letter.part_at(f.span.start).kind for f in found] == ["anschrift", "text"]


@pytest.mark.parametrize(
    ("kind", "kept"), [("zitat", 1), ("name", 1), ("platzhalter", 1), ("rechtsbegriff", 2), ("frist", 2)]
)
def test_protected_places_are_not_marked(tmp_path, kind, kept):
    rules = word_rules(tmp_path, SEITENS)
    text = "Er schrieb „seitens der Stadt“ und wir seitens des Amtes."
    protected = protect_all(text, kind, ["„seitens der Stadt“"])
    assert len(findings(rules, text, protected=protected)) == kept


def test_phrase_does_not_cross_a_block(tmp_path):
    rules = word_rules(tmp_path, entry("amtswort-a", "im Rahmen"))
    letter = letter_of(("text", "Wir bleiben im"), ("text", "Rahmen und Bilder"))
    assert find(NLP(unwrapped(letter)), letter, (), rules) == []


def test_exception_silences_its_place_only(tmp_path):
    rules = word_rules(tmp_path, entry("amtswort-a", "Rahmen", extra='ausnahmen: ["Rahmen des Bildes"]'))
    found = findings(rules, "Der Rahmen des Bildes ist alt, der Rahmen des Festes neu.")
    assert [f.span.start for f in found] == [35]


def test_allowed_word_is_not_marked(tmp_path):
    rules = word_rules(tmp_path, SEITENS, entry("amtswort-a", "zwecks"))
    found = findings(rules, "Seitens des Amtes zwecks Prüfung.", Config(allowed_words=("seitens",)))
    assert [f.text for f in found] == ["zwecks"]


def test_allowed_word_covers_its_inflections(tmp_path):
    rules = word_rules(tmp_path, entry("amtswort-a", "etwaig", "lemma"))
    doc, letter = tree(("etwaige", "etwaig", "ADJ", 1, "amod"), ("Kosten", "Kosten", "NOUN", 1, "ROOT"))
    assert len(find(doc, letter, (), rules)) == 1
    assert find(doc, letter, (), rules, Config(allowed_words=("etwaig",))) == []


def test_switched_off_rules_and_categories_are_silent(tmp_path):
    rules = word_rules(tmp_path, SEITENS, entry("amtswort-a", "zwecks"))
    text = "Seitens des Amtes zwecks Prüfung."
    assert [f.text for f in findings(rules, text, Config(rules_off=("amtswort-a",)))] == ["Seitens"]
    for name in ("amtswort", "woerter"):
        assert findings(rules, text, Config(rules_off=(name,))) == []
    with pytest.raises(ConfigError, match="amtswort-a"):
        findings(rules, text, Config(rules_off=("amtswort-aa",)))


def test_own_terms_become_findings():
    rules = adapt(load_rules(), Config(own_terms=(OwnTerm("Klient", ("Sie",)),)))
    doc, letter = tree(("Klienten", "Klient", "NOUN", 1, "nsubj"), ("warten", "warten", "VERB", 1, "ROOT"))
    (finding,) = [f for f in find(doc, letter, (), rules) if f.rule == "eigen-1"]
    assert finding.message == "Ihr Haus möchte „Klienten“ vermeiden."
    assert finding.explanation.endswith("Schlichter: Sie.")
    assert rules.digest == load_rules().digest


def test_switch_in_the_letter_silences_a_stretch(tmp_path):
    rules = word_rules(tmp_path, SEITENS, entry("amtswort-a", "zwecks"))
    text = (
        "Seitens A. <!-- klartext: aus --> Seitens B. <!-- klartext: an --> Zwecks C seitens D. "
        "<!-- klartext: aus amtswort-a --> Zwecks E seitens F. <!-- klartext: an amtswort-a --> Zwecks G."
    )
    found = findings(rules, text)
    assert [text[f.span.start : f.span.end + 2] for f in found] == [
        "Seitens A", "Zwecks C", "seitens D", "seitens F", "Zwecks G",
    ]  # fmt: skip


def test_switch_that_stays_open_reaches_to_the_end(tmp_path):
    rules = word_rules(tmp_path, SEITENS)
    text = "Seitens A. <!-- klartext: aus amtswort --> Seitens B. Seitens C."
    assert [f.span.start for f in findings(rules, text)] == [0]


@pytest.mark.parametrize("switch", ["klartext: aus unsinn", "klartext: off", "klartext aus", "Klartext: aus Amtswort"])
def test_switch_that_switches_nothing_is_told(tmp_path, switch):
    rules = word_rules(tmp_path, SEITENS)
    good = "<!-- klartext: aus amtswort --> <!-- klartext: an --> <!-- ein Kommentar -->"
    assert list(idle_switches(f"{good} <!-- {switch} --> Seitens A.", rules)) == [f"<!-- {switch} -->"]


def test_switch_is_no_word_of_the_sentence():
    rules = load_rules()
    text = "<!-- klartext: aus amtswort --> " + " ".join(["Wort"] * 20) + "."
    assert [f.rule for f in findings(rules, text) if f.rule == "langer-satz"] == []
    longer = text.replace("Wort.", "Wort Wort.")
    (finding,) = [f for f in findings(rules, longer) if f.rule == "langer-satz"]
    assert finding.text.startswith("Wort") and "21 Wörter" in finding.message


def test_threshold_must_exist_and_fit():
    rules = load_rules()
    short = Config(thresholds=(Threshold("langer-satz", "grenze", 5),))
    assert [f.rule for f in findings(rules, "Eins zwei drei vier fünf sechs.", short)] == ["langer-satz"]
    for rule, parameter, value, code in [
        ("langer-satz", "grenze", "fünf", "KT-K04"),
        ("langer-satz", "grenze", True, "KT-K04"),
        ("langer-satz", "genze", 5, "KT-K05"),
        ("lange-saetze", "grenze", 5, "KT-K05"),
    ]:
        with pytest.raises(ConfigError, match=code):
            findings(rules, "Ein Satz.", Config(thresholds=(Threshold(rule, parameter, value),)))


TOKEN_RULE = PHRASE_RULE.replace(
    '{art: phrase, phrasen: ["bitten wir höflichst", "bitten höflichst"]}',
    '{art: token, tokens: [[{LOWER: "bitten"}, {LOWER: "wir", OP: "?"}, {LOWER: "höflichst"}]]}',
)
TREE_RULE = PHRASE_RULE.replace(
    '{art: phrase, phrasen: ["bitten wir höflichst", "bitten höflichst"]}',
    """
  art: dependenz
  knoten:
    - {RIGHT_ID: verb, RIGHT_ATTRS: {LEMMA: bitten}}
    - {LEFT_ID: verb, REL_OP: ">", RIGHT_ID: adverb, RIGHT_ATTRS: {LOWER: "höflichst", DEP: advmod}}""",
)


def test_token_pattern_marks_the_longest_place(tmp_path):
    write_rule(tmp_path, TOKEN_RULE, "floskel/bitte-hoeflichst.yaml")
    assert [f.text for f in findings(load_rules(tmp_path), "Hierzu bitten wir höflichst darum.")] == [
        "bitten wir höflichst"
    ]


def test_dependency_pattern_shows_its_nodes(tmp_path):
    write_rule(tmp_path, TREE_RULE, "floskel/bitte-hoeflichst.yaml")
    doc, letter = tree(
        ("Wir", "wir", "PRON", 1, "nsubj"), ("bitten", "bitten", "VERB", 1, "ROOT"), ("Sie", "Sie", "PRON", 1, "obj"),
        ("höflichst", "höflich", "ADV", 1, "advmod"),
    )  # fmt: skip
    (finding,) = find(doc, letter, (), load_rules(tmp_path))
    assert finding.text == "bitten Sie höflichst"
    assert [(e.role, e.span) for e in finding.evidence] == [("verb", Span(4, 10)), ("adverb", Span(15, 24))]


def test_pattern_that_spacy_refuses_is_a_rule_error(tmp_path):
    broken = TOKEN_RULE.replace('{LOWER: "bitten"}', '{LAUT: "bitten"}')
    write_rule(tmp_path, broken, "floskel/bitte-hoeflichst.yaml")
    with pytest.raises(RuleError, match="KT-R12"):
        findings(load_rules(tmp_path), "Ein Satz.")


def test_text_must_be_that_of_the_letter(tmp_path):
    rules = word_rules(tmp_path, SEITENS)
    with pytest.raises(ValueError, match="not that of the letter"):
        find(NLP("Ein Satz."), running_text("Ein anderer Satz."), (), rules)


def test_empty_letter_has_no_findings(tmp_path):
    empty = Letter(Document("t", "", "", OffsetMap.identity(0)), (), ())
    assert find(NLP(""), empty, (), word_rules(tmp_path, SEITENS)) == []

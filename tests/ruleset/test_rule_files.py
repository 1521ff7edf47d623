import pytest
from rule_samples import PHRASE_RULE, WORD_LIST, entry, write_rule

from klartext.errors import RuleError
from klartext.ruleset import load_rules
from klartext.ruleset.rule import PhrasePattern, WordPattern, fixed_replacement, parse_marked
from klartext.spans import Span

PATH = "floskel/bitte-hoeflichst.yaml"


def test_rule_file_becomes_a_rule(tmp_path):
    write_rule(tmp_path, PHRASE_RULE, PATH)
    rule = load_rules(tmp_path).by_id("bitte-hoeflichst")
    assert rule.pattern == PhrasePattern(("bitten wir höflichst", "bitten höflichst"))
    assert [str(s) for s in rule.sources] == ["Hausregel: Test"]
    assert rule.examples[0].text == "Hierzu bitten wir höflichst um Antwort."
    assert rule.examples[0].marks == (Span(7, 27),)
    assert (rule.category, rule.severity, rule.file) == ("floskel", 1, PATH)


def test_list_entry_takes_what_the_list_says(tmp_path):
    entries = entry("amtswort-seitens", "seitens", extra='wortart: ADP\nstatt: ["von", "durch"]\nersatz: null') + entry(
        "amtswort-etwaig", "etwaig", "lemma", extra="schwere: 1"
    )
    write_rule(tmp_path, WORD_LIST.replace("ENTRIES", entries), "amtswort/woerter.yaml")
    rules = load_rules(tmp_path)
    first, second = rules.rules
    assert first.pattern == WordPattern("seitens", "form", ("ADP",))
    assert (first.severity, second.severity) == (2, 1)
    assert first.plain == ("von", "durch")
    assert first.message == "„seitens“ ist ein Amtswort."
    assert first.word_list == "woerter" and rules.word_lists[0].id == "woerter"
    assert str(first.sources[0]) == "Norm: BITV 2.0, Nummer 4"


def test_bare_words_are_read_as_text(tmp_path):
    changed = PHRASE_RULE.replace('grund: "keine Bitte"', "grund: true").replace('titel: "Test"', "titel: 007")
    write_rule(tmp_path, changed, PATH)
    rule = load_rules(tmp_path).rules[0]
    assert rule.counterexamples[1].reason == "true"
    assert rule.sources[0].title == "007"


def test_digest_follows_content_not_line_ends(tmp_path):
    file = write_rule(tmp_path, PHRASE_RULE, PATH)
    digest = load_rules(tmp_path).digest
    file.write_bytes(PHRASE_RULE.replace("\n", "\r\n").encode("utf-8"))
    assert load_rules(tmp_path).digest == digest
    assert digest.startswith("sha256:") and len(digest) == 71
    file.write_text(PHRASE_RULE.replace("schwere: 1", "schwere: 2"), encoding="utf-8")
    assert load_rules(tmp_path).digest != digest


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("schwere: 1", "schwere: 1\nschwere: 2", "KT-R03", ":5:1"),
        ("schwere: 1", "schwere: 4", "KT-R06", ":4:10"),
        ("schwere: 1", 'schwere: "1"', "KT-R06", ":4:10"),
        ("schwere: 1", "schwere: 1\nfarbe: rot", "KT-R04", ":5:1"),
        ("schwere: 1\n", "", "KT-R05", ":1:1"),
        ("kategorie: floskel", "kategorie: amtswort", "KT-R17", ":3:12"),
        ("kategorie: floskel", "kategorie: flosskel", "KT-R06", ":3:12"),
        ("id: bitte-hoeflichst", "id: bitte", "KT-R08", ":1:5"),
        ("id: bitte-hoeflichst", "id: Bitte_Höflichst", "KT-R06", ":1:5"),
        ('  - {art: hausregel, titel: "Test"}\n', "  []\n", "KT-R11", ":8:3"),
        ("art: hausregel", "art: gerücht", "KT-R06", ":8:11"),
        ("{art: phrase, phrasen:", "{art: code, detektor: hellseher, unsinn:", "KT-R04", ":9:"),
        (
            '{art: phrase, phrasen: ["bitten wir höflichst", "bitten höflichst"]}',
            "{art: code, detektor: langer_saz}",
            "KT-R10",
            ":9:31",
        ),
        ('["bitten wir höflichst", "bitten höflichst"]', "bitten", "KT-R06", ":9:32"),
        ("⟦bitten wir höflichst⟧", "⟦bitten wir höflichst", "KT-R07", ":11:14"),
        ("⟦bitten wir höflichst⟧", "bitten wir höflichst", "KT-R07", ":11:14"),
        ("⟦bitten wir höflichst⟧", "⟦⟧bitten wir höflichst", "KT-R07", ":11:14"),
        ("⟦bitten wir höflichst⟧", "⟦bitten ⟦wir⟧ höflichst⟧", "KT-R07", ":11:14"),
        ("„{treffer}“", "„{treffer“", "KT-R06", ":5:10"),
        ('  - {text: "Der Gast bedankte sich höflichst.", grund: "keine Bitte"}\n', "", "KT-R11", ":14:3"),
        ("muster: {", "muster: [{", "KT-R02", ""),
    ],
)
def test_fault_is_named_with_its_place(tmp_path, old, new, code, place):
    assert old in PHRASE_RULE
    write_rule(tmp_path, PHRASE_RULE.replace(old, new, 1), PATH)
    with pytest.raises(RuleError) as raised:
        load_rules(tmp_path)
    assert raised.value.code == code
    assert f"{PATH}{place}" in (raised.value.where or "")
    text = str(raised.value)
    assert "gefunden:" in text and "erwartet:" in text and "Abhilfe:" in text
    assert "None" not in text and "[type=" not in text


def test_unknown_key_is_answered_with_the_nearest(tmp_path):
    write_rule(tmp_path, PHRASE_RULE.replace("besser:", "beser:", 1), PATH)
    with pytest.raises(RuleError) as raised:
        load_rules(tmp_path)
    assert raised.value.code in ("KT-R04", "KT-R05")
    write_rule(tmp_path, PHRASE_RULE.replace("beispiele:", "beispile:", 1), PATH)
    with pytest.raises(RuleError, match="beispiele"):
        load_rules(tmp_path)


def test_entry_fault_is_named_with_its_line(tmp_path):
    entries = entry("amtswort-a", "seitens") + entry("amtswort-b", "zwecks", extra="wortart: PRÄP")
    write_rule(tmp_path, WORD_LIST.replace("ENTRIES", entries), "amtswort/woerter.yaml")
    with pytest.raises(RuleError) as raised:
        load_rules(tmp_path)
    assert raised.value.where == "amtswort/woerter.yaml:20:14"


def test_doubled_id_is_an_error_across_files(tmp_path):
    write_rule(tmp_path, WORD_LIST.replace("ENTRIES", entry("bitte-hoeflichst", "seitens")), "amtswort/woerter.yaml")
    write_rule(tmp_path, PHRASE_RULE, PATH)
    with pytest.raises(RuleError, match="KT-R09") as raised:
        load_rules(tmp_path)
    assert "amtswort/woerter.yaml" in str(raised.value)


@pytest.mark.parametrize(("path", "code"), [("amstwort/woerter.yaml", "KT-R15"), ("amtswort/woerter.yml", "KT-R16")])
def test_misnamed_file_or_folder_does_not_vanish(tmp_path, path, code):
    write_rule(tmp_path, WORD_LIST.replace("ENTRIES", entry("amtswort-a", "seitens")), path)
    with pytest.raises(RuleError, match=code):
        load_rules(tmp_path)


def test_empty_folder_and_broken_encoding_are_errors(tmp_path):
    with pytest.raises(RuleError, match="KT-R01"):
        load_rules(tmp_path / "nichts")
    file = write_rule(tmp_path, PHRASE_RULE, PATH)
    file.write_bytes(PHRASE_RULE.encode("latin-1", errors="replace"))
    with pytest.raises(RuleError, match="KT-R13"):
        load_rules(tmp_path)
    file.write_text("- Text\n", encoding="utf-8")
    with pytest.raises(RuleError, match="KT-R14"):
        load_rules(tmp_path)


def test_files_beside_the_categories_belong_to_others(tmp_path):
    write_rule(tmp_path, PHRASE_RULE, PATH)
    write_rule(tmp_path, "begriffe: []", "rechtsbegriffe.yaml")
    assert len(load_rules(tmp_path).rules) == 1


def test_marks_are_counted_without_the_brackets():
    assert parse_marked("⟦a⟧ b ⟦cd⟧") == ("a b cd", (Span(0, 1), Span(4, 6)))


def test_fixed_text_keeps_the_capital_of_the_sentence(tmp_path):
    entries = entry("amtswort-a", "zwecks", extra='ersatz: "für"') + entry("amtswort-b", "Kfz", extra='ersatz: "Auto"')
    write_rule(tmp_path, WORD_LIST.replace("ENTRIES", entries), "amtswort/woerter.yaml")
    rules = load_rules(tmp_path)
    assert fixed_replacement(rules.by_id("amtswort-a"), "Zwecks") == "Für"
    assert fixed_replacement(rules.by_id("amtswort-a"), "zwecks") == "für"
    assert fixed_replacement(rules.by_id("amtswort-b"), "Kfz") == "Auto"

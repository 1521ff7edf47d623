import pytest
from rule_samples import PHRASE_RULE, blank, entry, word_rules, write_rule

from klartext.errors import PipelineError
from klartext.nlp import load_pipeline
from klartext.paths import rules_dir
from klartext.protect import protect
from klartext.ruleset import load_rules, skipped_rules
from klartext.ruleset.check import check_rules
from klartext.ruleset.explain import CATEGORY_NAMES, catalogue, catalogue_is_current, explain

NLP = blank()
PATH = "floskel/bitte-hoeflichst.yaml"


def failures(folder, old="", new=""):
    assert old in PHRASE_RULE
    write_rule(folder, PHRASE_RULE.replace(old, new, 1), PATH)
    return [(f.kind, f.detail) for f in check_rules(load_rules(folder), NLP)]


def test_good_examples_pass(tmp_path):
    assert failures(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("⟦bitten wir höflichst⟧", "⟦bitten wir⟧ höflichst", "falsch"),
        ("⟦bitten wir höflichst⟧", "⟦bitten wir⟧", "falsch"),
        ('besser: "Bitte antworten Sie."', 'besser: "Wir bitten höflichst."', "besser"),
        ('text: "Wir bitten um Antwort."', 'text: "Wir bitten höflichst um Antwort."', "gegenbeispiel"),
        ("„{treffer}“", "„{wort}“", "falsch"),
    ],
)
def test_bad_example_is_named(tmp_path, old, new, kind):
    assert kind in [found for found, _ in failures(tmp_path, old, new)]


def test_two_places_where_one_is_marked_fail(tmp_path):
    ((kind, detail),) = failures(
        tmp_path, "Wir ⟦bitten höflichst⟧ um Antwort.", "Wir ⟦bitten höflichst⟧ und bitten höflichst."
    )
    assert kind == "falsch" and detail.startswith("2 Befunde")


def test_replacement_that_fires_again_fails(tmp_path):
    rules = word_rules(tmp_path, entry("amtswort-a", "zwecks", extra='ersatz: "zum Zwecke, also zwecks"'))
    assert [f.kind for f in check_rules(rules, NLP)] == ["ersatz"]
    assert check_rules(word_rules(tmp_path, entry("amtswort-a", "zwecks", extra='ersatz: "für"')), NLP) == []


def test_rules_that_cannot_run_are_left_to_skipped_rules(tmp_path):
    rules = word_rules(tmp_path, entry("amtswort-a", "obliegen", "lemma"))
    assert check_rules(rules, NLP) == []
    assert [s.rule for s in skipped_rules(NLP("Satz."), rules)] == ["amtswort-a"]


def test_shipped_rules_of_form_pass_without_grammar():
    assert [str(f) for f in check_rules(load_rules(), NLP, protect)] == []


def test_shipped_rules_pass_with_the_shipped_pipeline():
    try:
        pipeline = load_pipeline()
    except PipelineError as error:
        pytest.skip(str(error))
    rules = load_rules()
    assert skipped_rules(pipeline("Das ist ein Satz."), rules) == ()
    assert [str(f) for f in check_rules(rules, pipeline, protect)] == []


def test_explanation_shows_everything_about_a_rule(tmp_path):
    write_rule(tmp_path, PHRASE_RULE, PATH)
    text = explain(load_rules(tmp_path).rules[0])
    for part in (
        "bitte-hoeflichst", "Floskel", "1 (Hinweis)", "Hausregel: Test", "⟦bitten wir höflichst⟧",
        "besser: Bitte antworten Sie.", "Der Gast bedankte sich höflichst. (keine Bitte)", PATH,
    ):  # fmt: skip
        assert part in text
    assert "{" not in text


def test_explanation_of_an_entry_names_search_and_plain_words(tmp_path):
    rules = word_rules(tmp_path, entry("amtswort-a", "obliegen", "lemma", 'wortart: VERB\nstatt: ["müssen"]'))
    text = explain(rules.rules[0])
    assert "„obliegen“, in jeder Beugung, nur als VERB" in text
    assert "Schlichter: müssen." in text


def test_every_shipped_rule_can_be_explained():
    for rule in load_rules().rules:
        text = explain(rule)
        assert rule.id in text and "Quellen:" in text and CATEGORY_NAMES[rule.category] in text


def test_catalogue_lists_every_rule_and_entry(tmp_path):
    write_rule(tmp_path, PHRASE_RULE, PATH)
    rules = word_rules(tmp_path, entry("amtswort-a", "obliegen | gelten", extra='statt: ["müssen"]'))
    page = catalogue(rules)
    assert "1 Regeln und 1 Einträge in 1 Wortlisten." in page
    assert "### `bitte-hoeflichst`" in page and "| obliegen \\| gelten | müssen | 2 |" in page
    assert not catalogue_is_current(rules, tmp_path)
    (tmp_path / "README.md").write_text(page, encoding="utf-8")
    assert catalogue_is_current(rules, tmp_path)


def test_shipped_catalogue_is_current():
    assert catalogue_is_current(load_rules(), rules_dir()), "python -m klartext.ruleset.explain"

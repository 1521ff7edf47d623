"""Figures of decisions, drafts for rules that people reject, and the blind second look."""

import csv
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klartext.audit import figures_report
from klartext.audit.arithmetic import cohen_kappa, fisher_exact
from klartext.audit.drafts import Draft, drafts, to_toml
from klartext.audit.figures import Fared, count
from klartext.audit.sampling import draw, read_form, write_form
from klartext.config import Config, load_config
from klartext.errors import StoreError
from klartext.ruleset import adapt, load_rules
from klartext.store import Item, Judgement, Reason, Tally, Wording

NOW = datetime(2026, 3, 1, tzinfo=UTC)
KNOWN = ("langer-satz", "passiv", "amtswort-sofern")


def tally(kind, number, rule="passiv", month=2, rules="sha256:aa", year=2026):
    return Tally(year, month, rule, "passiv", "rule", "0.1.0", "de_klartext 0.1.0", rules, "", kind, number)


def reason(words, number, rules="sha256:aa"):
    return Reason("passiv", "0.1.0", "de_klartext 0.1.0", rules, "", words, number)


def judgement(mark, reviewer, verdict):
    return (Judgement("b", mark, reviewer, verdict, NOW), "passiv")


def test_fisher_knows_the_lady_who_tastes_tea():
    assert fisher_exact((3, 1), (1, 3)) == pytest.approx(0.485714, abs=1e-6)
    assert fisher_exact((4, 0), (0, 4)) == pytest.approx(2 / 70)


@given(st.tuples(*[st.integers(0, 60)] * 4))
def test_fisher_does_not_mind_the_order(cells):
    a, b, c, d = cells
    chance = fisher_exact((a, b), (c, d))
    assert 0 < chance <= 1
    assert fisher_exact((c, d), (a, b)) == pytest.approx(chance)
    assert fisher_exact((b, a), (d, c)) == pytest.approx(chance)


def test_kappa_of_the_textbook_and_where_it_is_not_defined():
    pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    assert cohen_kappa(pairs) == pytest.approx(0.4)
    assert cohen_kappa([]) is None
    assert cohen_kappa([("a", "a")] * 3) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_kappa_is_at_most_one_and_symmetric(pairs):
    kappa = cohen_kappa(pairs)
    if kappa is not None:
        assert kappa <= 1
        assert (kappa == 1) == all(a == b for a, b in pairs)
        assert cohen_kappa([(b, a) for a, b in pairs]) == pytest.approx(kappa)


def test_figures_count_by_rule_version_and_month():
    found = count(
        [
            tally("shown", 9),
            tally("accepted", 3, rules="sha256:bb"),
            tally("edited", 1),
            tally("rejected", 4, month=1),
            tally("accepted", 2, rule="langer-satz"),
        ],
        [reason("unklar", 4), reason("zu kurz", 1, "sha256:bb"), reason("unklar", 2, "sha256:bb")],
    )
    assert found.total == Fared(9, 5, 1, 4)
    assert [(r.rule, r.fared, r.reasons) for r in found.rules] == [
        ("passiv", Fared(9, 3, 1, 4), (("unklar", 6), ("zu kurz", 1))),
        ("langer-satz", Fared(0, 2, 0, 0), ()),
    ]
    assert [(r.rule, r.version.rules, r.fared.decided, r.reasons) for r in found.rule_versions] == [
        ("passiv", "sha256:aa", 5, (("unklar", 4),)),
        ("passiv", "sha256:bb", 3, (("unklar", 2), ("zu kurz", 1))),
        ("langer-satz", "sha256:aa", 2, ()),
    ]
    assert [(v.rules, f.decided) for v, f in found.versions] == [("sha256:aa", 7), ("sha256:bb", 3)]
    assert [month for month, _ in found.months] == [(2026, 1), (2026, 2)]
    assert found.total.acceptance == 0.6
    assert Fared().acceptance is None


def test_drift_is_told_only_where_it_is_more_than_chance():
    steady = [tally("accepted", 10, month=m, rule="langer-satz") for m in (1, 2)]
    fallen = [
        tally("accepted", 19, month=1),
        tally("rejected", 1, month=1),
        tally("rejected", 12),
        tally("accepted", 3),
    ]
    few = [tally("accepted", 9, month=1, rule="x"), tally("rejected", 9, rule="x")]
    found = count([*steady, *fallen, *few])
    assert found.compared == ((2026, 1), (2026, 2))
    assert [d.rule for d in found.drift] == ["passiv"]
    assert found.overall.before.decided == 39


def test_the_month_before_january_is_december_and_a_gap_compares_nothing():
    assert count([tally("accepted", 1, month=12, year=2025), tally("accepted", 1, month=1)]).compared == (
        (2025, 12),
        (2026, 1),
    )
    assert count([tally("accepted", 1, month=1), tally("accepted", 1, month=3)]).compared is None


def rejected(rule, no, yes, *wordings):
    return drafts(count([tally("rejected", no, rule), tally("accepted", yes, rule)], wordings=wordings), KNOWN)


def test_drafts_take_the_mildest_change_that_helps():
    words = (Wording("passiv", "wird erlassen", 4), Wording("passiv", "wird in einem langen Satz geprüft", 4))
    assert [(d.kind, d.words) for d in rejected("passiv", 6, 2, *words)] == [("ausnahme", "wird erlassen")]
    assert [d.kind for d in rejected("passiv", 9, 1)] == ["aus"]
    assert [d.kind for d in rejected("passiv", 6, 4)] == ["schwere"]
    assert rejected("passiv", 4, 0) == rejected("passiv", 4, 6) == rejected("glossar", 9, 0) == ()


def test_drafts_are_lines_that_klartext_reads(tmp_path):
    found = [
        Draft("amtswort-sofern", "aus", ""),
        Draft("langer-satz", "schwere", ""),
        Draft("passiv", "ausnahme", "", 'wird "so" gesagt'),
    ]
    path = tmp_path / "klartext.toml"
    before = Config(rules_off=("pleonasmus",), severities=(("passiv", 2),), allowed_words=("Bescheid",))
    path.write_text(to_toml(found, before), encoding="utf-8")
    config = load_config(path)
    assert config.rules_off == ("pleonasmus", "amtswort-sofern")
    assert dict(config.severities) == {"passiv": 2, "langer-satz": 1}
    assert config.allowed_words == ("Bescheid", 'wird "so" gesagt')
    adapted = adapt(load_rules(), config)
    assert adapted.by_id("langer-satz").at_most == 1
    assert "amtswort-sofern" not in {r.id for r in adapted.rules}


def test_reports_tell_everything_and_escape_what_people_wrote():
    tallies = [tally("shown", 9), tally("rejected", 6), tally("accepted", 1), tally("accepted", 9, month=1)]
    judged = [judgement("1", "Cem", "right"), judgement("1", "Dana", "wrong"), judgement("2", "Cem", "right")]
    found = count([*tallies, tally("rejected", 2, rules="sha256:bb")], [reason("<b>nein</b>", 6)], judged)
    drafted = drafts(found, KNOWN)
    text = figures_report.to_text(found, drafted, Config())
    page = figures_report.to_html(found, drafted, Config())
    data = json.loads(figures_report.to_json(found, drafted))
    assert "Cem und Dana: 0 von 1 Urteilen gleich" in text
    assert "6 × „<b>nein</b>“" in text
    assert "<b>nein" not in page
    assert text.count("„<b>nein</b>“") == page.count("„&lt;b&gt;nein&lt;/b&gt;“") == 2  # of the rule, of its version
    assert [r["reasons"] for r in data["rule_versions"]] == [[{"reason": "<b>nein</b>", "number": 6}], []]
    assert data["rules"][0]["verdicts"] == {"right": 2, "wrong": 1, "harmful": 0}
    assert data["agreement"][0]["number"] == 1
    assert "noch nichts" in figures_report.to_text(count([]), (), Config())


ITEMS = [Item("b", f"m{n}", "passiv", "rule", f"=Satz {n}.", f"Neu; {n}.") for n in range(9)]


def test_a_sample_is_the_same_for_the_same_seed_and_leaves_out_what_was_judged():
    assert draw(ITEMS, 4, 7) == draw(ITEMS, 4, 7)
    assert len(set(draw(ITEMS, 4, 7))) == 4
    assert draw(ITEMS, 99, 1, {("b", f"m{n}") for n in range(8)}) == (ITEMS[8],)


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_form_goes_out_blind_and_comes_back(tmp_path, ending):
    path = tmp_path / f"stichprobe.{ending}"
    write_form(ITEMS[:3], path)
    assert "passiv" not in path.read_text(encoding="utf-8-sig"), "no rule, no decision"
    assert read_form(path, "Cem", NOW) == ()
    fill(path, ["Richtig", "", "harmful"])
    found = read_form(path, "Cem", NOW)
    assert [(j.mark, j.verdict, j.reviewer) for j in found] == [("m0", "right", "Cem"), ("m2", "harmful", "Cem")]
    fill(path, ["vielleicht", "", ""])
    with pytest.raises(StoreError) as caught:
        read_form(path, "Cem", NOW)
    assert caught.value.code == "KT-S10"


def fill(path, verdicts):
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".json":
        data = json.loads(text)
        for row, verdict in zip(data["stichprobe"], verdicts, strict=True):
            row["urteil"] = verdict
        path.write_text(json.dumps(data), encoding="utf-8")
        return
    head, *rows = csv.reader(text.splitlines(), delimiter=";" if ";" in text.splitlines()[0] else ",")
    for row, verdict in zip(rows, verdicts, strict=True):
        assert row[1].startswith("'="), "no formula in a spreadsheet"
        row[head.index("urteil")] = verdict
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=",").writerows([head, *rows])


@pytest.mark.parametrize(
    ("name", "content"), [("x.csv", "a;b\n1;2\n"), ("x.json", "[]"), ("x.json", "{"), ("f.csv", None)]
)
def test_other_files_are_no_forms(tmp_path, name, content):
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(StoreError) as caught:
        read_form(tmp_path / name, "Cem", NOW)
    assert caught.value.code == "KT-S09"

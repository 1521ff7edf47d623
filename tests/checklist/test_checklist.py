"""What the content checklist says about letters of several kinds and fields; the letters below are invented."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loaded import checker

from klartext.checklist.schema import Contents, contents
from klartext.documents import read_text
from klartext.errors import RuleError
from klartext.records import Analysis, Checklist, ChecklistPoint
from klartext.report import render
from klartext.ruleset.list_file import read_list
from klartext.session import Klartext

BRIEFE = Path(__file__).parents[2] / "evaluation/briefe"
HEAD = "Stadt Birkenau\nAmt für Umwelt\nAm Markt 1\n12345 Birkenau\n\nFrau\nIda Muster\nWeg 2\n12346 Birkenau\n\n"
GREETING = "Sehr geehrte Frau Muster,\n\n"
END = "\n\nMit freundlichen Grüßen\n\nAda Beispiel\n"
PHONE = " Rufen Sie bei Fragen an: 0000 123-45."
REMEDY = (
    "\n\nRechtsbehelfsbelehrung\nGegen diesen Bescheid können Sie innerhalb eines Monats nach Bekanntgabe Widerspruch"
    " erheben. Der Widerspruch ist schriftlich oder zur Niederschrift bei der Stadt Birkenau, Am Markt 1, 12345"
    " Birkenau, einzulegen."
)
DENIAL = "Wir lehnen Ihren Antrag auf eine Fällgenehmigung für die Linde ab. Der Baum ist gesund." + PHONE


@cache
def klartext() -> Klartext:
    return checker()


def analysed(text: str) -> Analysis:
    return klartext().analyse(read_text(text, "brief.txt"))


def checked(subject: str, body: str) -> Checklist:
    found = analysed(f"{HEAD}{subject}\n\n{GREETING}{body}{END}").checklist
    assert found is not None
    return found


def point(checklist: Checklist, name: str) -> ChecklistPoint:
    return next(p for p in checklist.points if p.name == name)


def states(checklist: Checklist) -> dict[str, str]:
    return {p.name: p.state for p in checklist.points}


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("c01 c02 c05 c07 c08 c09 c10 k12 k14", "bescheid"),
        ("c06 k13 k16", "anhoerung"),
        ("c03 c04 k11", "aufforderung"),
        ("k15", "auskunft"),
    ],
)
def test_kinds_of_the_evaluation_letters(names: str, kind: str):
    found = {n: analysed((BRIEFE / f"{n}.txt").read_text(encoding="utf-8")).checklist for n in names.split()}
    assert {n: c.kind for n, c in found.items() if c} == dict.fromkeys(names.split(), kind)


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("c01", {"frist", "folge", "kontakt"}),
        ("c02", {"kontakt"}),
        ("c03", set()),
        ("c04", set()),
        ("c05", {"kontakt"}),
        ("c07", {"womit", "kontakt"}),
        ("c08", {"womit", "kontakt"}),
        ("c10", {"frist", "folge", "kontakt"}),
        ("k11", set()),
        ("k12", set()),
        ("k13", {"folge", "kontakt"}),
        ("k15", set()),
    ],
)
def test_what_the_evaluation_letters_leave_open(name: str, missing: set[str]):
    found = analysed((BRIEFE / f"{name}.txt").read_text(encoding="utf-8")).checklist
    assert found is not None
    assert {p.name for p in found.points if p.state in ("fehlt", "unvollstaendig")} == missing


def test_a_decision_without_an_instruction_on_remedies_is_told_so():
    found = checked("Ihr Antrag vom 3. März 2025", DENIAL)
    assert found.kind == "bescheid"
    remedy = point(found, "rechtsbehelf")
    assert remedy.state == "fehlt" and "Rechtsbehelfsbelehrung" in remedy.message
    assert "ein Jahr" in remedy.why and any("§ 58" in source for source in remedy.sources)
    assert states(found)["entscheidung"] == "gefunden"
    assert states(found)["pflicht"] == states(found)["frist"] == "entfaellt"


def test_a_complete_instruction_is_complete():
    remedy = point(checked("Ihr Antrag vom 3. März 2025", DENIAL + REMEDY), "rechtsbehelf")
    assert remedy.state == "gefunden"
    assert remedy.parts and all(part.places for part in remedy.parts)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (" innerhalb eines Monats nach Bekanntgabe", "frist"),
        (" nach Bekanntgabe", "beginn"),
        (" schriftlich oder zur Niederschrift", "form"),
        (" bei der Stadt Birkenau, Am Markt 1, 12345 Birkenau,", "behoerde"),
        (" bei der Stadt Birkenau, Am Markt 1, 12345 Birkenau,", "sitz"),
    ],
)
def test_every_part_that_an_instruction_lacks_is_named(words: str, part: str):
    cut = REMEDY.replace(words, "")
    assert cut != REMEDY
    remedy = point(checked("Ihr Antrag vom 3. März 2025", DENIAL + cut), "rechtsbehelf")
    assert remedy.state == "unvollstaendig"
    lacking = next(p for p in remedy.parts if p.name == part)
    assert lacking.places == () and lacking.title in remedy.message


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("Wird die Mitteilung unterlassen, kann der Bescheid aufgehoben werden.", "gefunden"),
        ("Unterbleibt die Vorlage, wird die Leistung nicht weitergezahlt.", "gefunden"),
        ("Wenn Sie den Termin versäumen, entscheiden wir ohne Sie.", "gefunden"),
        ("Wird die Mitteilung rechtzeitig gemacht, ist alles erledigt.", "fehlt"),
        ("Unterlassen Sie das Rauchen im Gebäude.", "fehlt"),
    ],
)
def test_what_follows_is_told_by_what_is_left_undone(sentence: str, state: str):
    body = f"wir bewilligen Ihnen Wohngeld. Bitte teilen Sie uns jeden Umzug bis zum 3. Juni 2025 mit. {sentence}"
    assert states(checked("Ihr Antrag vom 3. März 2025", body + PHONE + REMEDY))["folge"] == state


def test_a_hearing_needs_a_time_limit_and_no_remedy():
    body = (
        "Wir beabsichtigen, Ihre Fahrerlaubnis zu entziehen. Ihnen wird Gelegenheit gegeben, sich{} schriftlich zu"
        " äußern. {}"
    )
    otherwise = "Äußern Sie sich nicht, entscheiden wir nach Aktenlage." + PHONE
    full = checked("Entziehung der Fahrerlaubnis; Anhörung", body.format(" bis zum 3. Juni 2025", otherwise))
    assert full.kind == "anhoerung"
    assert states(full) == {
        **dict.fromkeys(("entscheidung", "pflicht", "frist", "womit", "folge", "kontakt"), "gefunden"),
        "rechtsbehelf": "entfaellt",
    }
    assert "noch nichts" in point(full, "rechtsbehelf").message
    assert states(checked("Anhörung", body.format("", otherwise)))["frist"] == "fehlt"


def test_a_reminder_to_pay_needs_amount_account_and_purpose():
    body = "Bitte zahlen Sie 40,00 Euro bis zum 3. Juni 2025{}. Sonst leiten wir die Vollstreckung ein." + PHONE
    account = " auf das Konto DE02 1203 0000 0000 2020 51 mit dem Kassenzeichen 77"
    full = checked("Zahlungserinnerung", body.format(account))
    assert full.kind == "mahnung" and states(full)["womit"] == states(full)["folge"] == "gefunden"
    without = point(checked("Zahlungserinnerung", body.format("")), "womit")
    assert without.state == "unvollstaendig" and "das Konto" in without.message and "Betrag" not in without.message


def test_an_invitation_needs_its_day():
    body = "wir laden Sie {}zu einem Gespräch in Zimmer 4 ein." + PHONE
    assert states(checked("Einladung", body.format("am 4. Juni 2025 um 9 Uhr ")))["frist"] == "gefunden"
    assert states(checked("Einladung", body.format("")))["frist"] == "fehlt"


def test_a_plain_information_needs_only_somebody_to_ask():
    body = "ab Mai holen wir die Biotonne jede Woche ab. Die Gebühr bleibt gleich."
    found = checked("Neue Abfuhrtermine für die Biotonne", body)
    assert found.kind == "auskunft"
    assert {n for n, s in states(found).items() if s != "entfaellt"} == {"kontakt"}
    assert states(checked("Neue Abfuhrtermine", body + PHONE))["kontakt"] == "gefunden"


def test_at_once_is_no_day():
    limit = point(checked("Ihre Unterlagen", "Bitte schicken Sie uns unverzüglich Ihren Mietvertrag." + PHONE), "frist")
    assert limit.state == "unvollstaendig" and "unverzüglich" in limit.message


@pytest.mark.parametrize(
    "sentence",
    [
        "Wenn Sie einverstanden sind, müssen Sie nichts tun.",
        "Sie haben den Antrag am 3. März eingereicht.",
        "Der Betrag von 3 Euro ist nicht zu zahlen.",
        "Über den Antrag ist neu zu entscheiden.",
    ],
)
def test_what_asks_nothing_is_no_duty(sentence: str):
    assert states(checked("Ihr Anruf", sentence + PHONE))["pflicht"] == "entfaellt"


def test_without_a_text_there_is_no_checklist():
    assert analysed("Sehr geehrte Frau Muster,\n").checklist is None


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([DENIAL, REMEDY, "Bitte zahlen Sie.", "Warum?", "\n\n", "- eins\n- zwei\n", "{{x}}"])))
def test_places_lie_in_the_letter_and_missing_points_say_why(pieces: list[str]):
    analysis = analysed(HEAD + GREETING + " ".join(pieces) + END)
    for p in analysis.checklist.points if analysis.checklist else ():
        assert all(0 <= s.start < s.end <= len(analysis.letter.text) for s in p.places)
        assert bool(p.places) == (p.state in ("gefunden", "unvollstaendig"))
        assert p.state == "gefunden" or p.message
        assert p.why and p.sources


def test_reports_show_the_checklist():
    analysis = analysed(f"{HEAD}Ihr Antrag\n\n{GREETING}{DENIAL}{END}")
    assert "Sagt der Brief alles? (gelesen als: Bescheid)" in render([analysis], "text")
    assert re.search(r"Wie kann man sich wehren\? fehlt\.", " ".join(render([analysis], "text").split()))
    assert "<strong>Wie kann man sich wehren?</strong> fehlt" in render([analysis], "html")


def test_offsets_of_the_json_count_in_the_text_that_was_read():
    text = f"{HEAD}Ihr Antrag\n\n{GREETING}{DENIAL}{REMEDY}{END}".replace("\n", "\r\n").replace("Linde", "Lin\u00adde")
    data = json.loads(render([analysed(text)], "json"))
    assert data["checklist"]["letter"] == "bescheid"
    places = [p for point in data["checklist"]["points"] for p in point["places"]]
    assert places and all(data["text"][p["start"] : p["end"]] == p["text"] for p in places)


def test_a_wrong_pattern_is_an_error_with_its_line(tmp_path: Path):
    file = tmp_path / "inhalt.yaml"
    file.write_text('id: x\ntitel: "X"\nbedingt: ["("]\nbriefarten: []\npunkte: []\n', encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        read_list(file, Contents)
    assert caught.value.code == "KT-R83"


def test_the_shipped_list_explains_every_question():
    assert {q.id for q in contents().punkte} == {
        "entscheidung", "pflicht", "frist", "womit", "folge", "kontakt", "rechtsbehelf",
    }  # fmt: skip

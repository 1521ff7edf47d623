from dataclasses import replace

from view_samples import TEXT, analysis

from klartext.records import Checklist, ChecklistPoint
from klartext.spans import Span
from klartext.view import checklist_panel


def point(state, *places, name="kontakt"):
    message = "Es fehlt." if state == "fehlt" else ""
    return ChecklistPoint(name, f"{name}?", state, places, message, "Darum.", ("Quelle",))


def test_a_place_leads_to_its_sentence_and_a_gap_says_why():
    first = replace(analysis(), checklist=Checklist("bescheid", "Bescheid", (point("gefunden", Span(0, 4)),)))
    assert 'href="#ort-0"' in checklist_panel(first)
    first = replace(analysis(), checklist=Checklist("bescheid", "Bescheid", (point("fehlt"),)))
    assert "Es fehlt." in checklist_panel(first) and "Darum." in checklist_panel(first)


def test_what_a_change_supplies_is_found_and_quoted_from_the_changed_letter():
    open_point, known = point("fehlt"), point("gefunden", Span(0, 4), name="frist")
    first = replace(analysis(), checklist=Checklist("bescheid", "Bescheid", (open_point, known)))
    text = "Neu: " + TEXT
    now = Checklist("bescheid", "Bescheid", (point("gefunden", Span(0, 3)), replace(known, places=(Span(5, 9),))))
    shown = checklist_panel(first, now, text)
    assert "Es fehlt." not in shown and "„Neu“" in shown
    assert shown.count("href=") == 1 and 'href="#ort-0"' in shown

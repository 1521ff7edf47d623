"""The workplace as people use it who see badly, have no mouse, come back later, or are not alone on the server."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from conftest import Server
from page_driver import Page, browser
from selenium.common.exceptions import NoAlertPresentException
from selenium.webdriver.common.keys import Keys

from klartext.documents import read_text
from klartext.session import Klartext

SAMPLE = (Path(__file__).parents[2] / "src/klartext/page/beispielbrief.txt").read_text(encoding="utf-8")
AXE = files("selenium_axe_python").joinpath("axe-core/axe.min.js").read_text(encoding="utf-8")
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OTHER = "Sehr geehrte Frau Geheim,\n\nIhr Antrag vom 3. März 2025 ist seitens der Behörde abzulehnen."
BY_GRADIO: set[tuple[str, str]] = set()
"""Faults of Gradio's own parts that a page cannot mend: rule of axe and place."""


def faults(page: Page) -> list[tuple[str, str]]:
    """Return what axe finds; the message at the bottom is on its way out and would lie over other words."""
    page.script("document.querySelector('#kt-status').style.visibility = 'hidden'")
    page.script(AXE)
    found = page.driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {runOnly: arguments[0]}).then((r) => done(r.violations.flatMap("
        "(v) => v.nodes.map((n) => [v.id, n.target.join(' ')]))), (e) => done([['axe', String(e)]]))",
        STANDARD,
    )
    page.script("document.querySelector('#kt-status').style.visibility = ''")
    return [(rule, place) for rule, place in found if (rule, place) not in BY_GRADIO]


def press(page: Page, key: str) -> None:
    page.driver.switch_to.active_element.send_keys(key)


def reload(page: Page) -> None:
    page.driver.refresh()
    with contextlib.suppress(NoAlertPresentException):
        page.driver.switch_to.alert.accept()
    page.see("#kt-pruefen")
    page.wait(page._is_at_rest, "page at rest")


@pytest.fixture
def second(server: Server, tmp_path: Path) -> Iterator[Page]:
    """Another person with another browser."""
    downloads = tmp_path / "downloads-2"
    downloads.mkdir()
    with browser(tmp_path / "profile-2", downloads) as driver:
        yield Page(driver, downloads, server.url).open()


def test_axe_finds_nothing_against_wcag(page: Page):
    assert faults(page) == []
    page.check(SAMPLE, "Erika Muster")
    first, *_, other = page.open_suggestions()
    page.click(f"{page.field(first)} .kt-annehmen")
    page.state(first, "accepted")
    page.click(f"{page.field(other)} .kt-bearbeiten")
    page.see(f".kt-eigen-{other} textarea")
    page.script("for (const d of document.querySelectorAll('details')) d.open = true")
    assert faults(page) == []
    page.click("[data-hilfe=auf]")
    assert faults(page) == []


def test_everything_is_decided_with_the_keyboard_alone(page: Page):
    page.check(SAMPLE, "Erika Muster")
    page.script("document.activeElement.blur()")
    press(page, "?")
    assert "Vorschlag annehmen" in page.see("#kt-tasten").text
    press(page, Keys.ESCAPE)
    page.wait(lambda: page.script("return !document.querySelector('#kt-tasten').open"), "help layer closed")
    page.script("document.activeElement.blur()")
    while page.script("return !document.activeElement.matches('.kt-karte.open')"):
        press(page, "n")
    first = page.script("return document.activeElement.id").removeprefix("karte-")
    press(page, "s")
    assert page.script("return document.activeElement.id") == f"stelle-{first}"
    press(page, "s")
    assert page.script("return document.activeElement.id") == f"karte-{first}"
    press(page, "a")
    page.state(first, "accepted")
    page.wait(lambda: page.script("return document.activeElement.matches('.kt-karte.open')"), "next suggestion")
    press(page, "r")
    page.state(first, "open")
    press(page, "w")
    page.state(first, "accepted")


def test_single_keys_can_be_switched_off(page: Page):
    page.check(SAMPLE, "Erika Muster")
    page.click("[data-hilfe=auf]")
    page.click("#kt-tasten-an")
    page.click("[data-hilfe=zu]")
    press(page, "n")
    assert not page.script("return document.activeElement.matches('.kt-karte')")


def test_a_reload_in_the_middle_loses_nothing(page: Page):
    page.check(SAMPLE, "Erika Muster")
    first = page.open_suggestions()[0]
    page.click(f"{page.field(first)} .kt-annehmen")
    page.state(first, "accepted")
    page.wait(lambda: first in page.script("return klartextSaved()"), "kept in this tab")
    reload(page)
    assert not page.all(".kt-karte")
    page.click("#kt-weitermachen")
    page.message("Ihr Zwischenstand ist wieder da")
    page.state(first, "accepted")
    assert page.script("return localStorage.length + document.cookie.length") == 0
    reload(page)
    page.click("#kt-verwerfen")
    assert page.script("return sessionStorage.length") == 0


def test_a_review_goes_on_elsewhere_from_its_file(page: Page, second: Page, tmp_path: Path):
    page.check(SAMPLE, "Erika Muster")
    first = page.open_suggestions()[0]
    page.type(f"{page.field(first)} .kt-grund :is(input, textarea)", "Fachwort.")
    page.click(f"{page.field(first)} .kt-ablehnen")
    page.state(first, "rejected")
    page.click("#kt-sichern a")
    kept = page.wait(lambda: next(page.downloads.glob("*.klartext.json"), None), "file")
    assert json.loads(kept.read_text(encoding="utf-8"))["text"].strip() == SAMPLE.strip()

    def open_file(file: Path) -> None:
        second.wait(lambda: second.all("input[type=file]"), "field for files")[-1].send_keys(str(file))

    wrong = tmp_path / "anderes.json"
    wrong.write_text("[1, 2]", encoding="utf-8")
    open_file(wrong)
    second.message("KT-W05")
    open_file(kept)
    second.message("Ihr Zwischenstand ist wieder da")
    second.state(first, "rejected")
    assert "Grund: Fachwort." in second.text(f"#karte-{first}")


def test_two_people_never_see_each_others_text(page: Page, second: Page):
    page.check(SAMPLE, "Erika Muster")
    second.check(OTHER, "Otto Beispiel")
    first, mine = second.open_suggestions()[0], page.open_suggestions()[0]
    second.click(f"{second.field(first)} .kt-annehmen")
    page.click(f"{page.field(mine)} .kt-annehmen")
    second.state(first, "accepted")
    page.state(mine, "accepted")
    for here, foreign in ((page, ("Geheim", "Otto")), (second, ("Adeyemi", "Erika"))):
        shown = here.script("return document.querySelector('#kt-arbeit').innerHTML + klartextSaved()")
        assert len(shown) > 1000 and not any(word in shown for word in foreign)


def test_the_list_is_filtered_by_category_and_severity(page: Page):
    page.check(SAMPLE)
    everything = len(page.all(".kt-karte"))
    page.click("#kt-schwere input")
    page.click("#kt-schwere [role=option]:nth-of-type(3)")
    page.wait(lambda: 0 < len([c for c in page.all(".kt-karte") if c.is_displayed()]) < everything, "fewer entries")
    assert all(c.find_elements("css selector", ".kt-schwere.s3") for c in page.all(".kt-karte") if c.is_displayed())


def test_a_chosen_sentence_has_the_list_for_itself(page: Page):
    page.check(SAMPLE)
    everything = len(page.all(".kt-karte"))
    badge = page.see("#kt-markiert .kt-nr.open")
    sentence = badge.get_attribute("data-satz")
    own = {b.get_attribute("data-ziel") for b in page.all(f"#kt-markiert .kt-nr[data-satz={sentence}]")}

    def shown() -> set[str | None]:
        return {c.get_attribute("id") for c in page.all(".kt-karte") if c.is_displayed()}

    page.script("arguments[0].focus()", badge)
    badge.send_keys(Keys.ENTER)
    page.wait(lambda: shown() == own, "only the chosen sentence")
    page.wait(lambda: page.script("return document.activeElement.id") in own, "its entry at hand")
    page.click("#kt-naechster-satz")
    page.wait(lambda: shown() and not shown() & own, "another sentence")
    assert faults(page) == []
    page.click("#kt-ganze-liste")
    page.wait(lambda: len(page.all(".kt-karte")) == everything, "the whole list")


def test_the_checklist_leads_to_the_place_in_the_letter(page: Page):
    page.check(SAMPLE)
    page.click(".kt-inhalt summary")
    assert "Wen kann man fragen?" in page.text(".kt-inhalt")
    link = page.see(".kt-inhalt a[data-ziel]")
    page.click(".kt-inhalt a[data-ziel]")
    assert page.script("return document.activeElement.id") == link.get_attribute("data-ziel")


def test_small_windows_and_double_zoom_need_no_scrolling_sideways(page: Page):
    page.check(SAMPLE, "Erika Muster")
    page.script("for (const d of document.querySelectorAll('details')) d.open = true")
    for size in ((1280, 720), (640, 500)):
        page.driver.set_window_size(*size)
        assert page.script("const e = document.documentElement; return e.scrollWidth <= e.clientWidth"), size


def test_a_long_letter_stays_usable(page: Page):
    body = SAMPLE.split("\n\n", 5)[-1].split("Rechtsbehelfsbelehrung")[0]
    page.check("Sehr geehrte Frau Adeyemi,\n\n" + "\n\n".join(body for _ in range(15)), "Erika Muster")
    page.wait(lambda: page.all(".kt-karte"), "entries", 120)
    assert len(page.all(".kt-karte")) <= 40
    first = page.open_suggestions()[0]
    page.click(f"{page.field(first)} .kt-annehmen")
    page.wait(lambda: page.all(f"#karte-{first}.accepted"), "decision", 120)


def test_klartext_finds_nothing_severe_in_its_own_page(page: Page):
    page.check(SAMPLE)
    page.script("for (const d of document.querySelectorAll('details')) d.open = true")
    texts = page.script(
        "for (const e of document.querySelectorAll('#kt-markiert, #kt-vorschau, .kt-karte, .kt-zitat')) e.remove();"
        "return [...document.querySelectorAll('p, li, dd, h2, h3, label, button, dialog p')].map((e) => e.textContent)"
    )
    klartext = Klartext.load()
    told = [" ".join(text.split()) for text in texts if len(text.split()) > 2]
    assert len(told) > 30
    found = [(f.rule, f.text) for t in told for f in klartext.analyse(read_text(t)).findings if f.severity == 3]
    assert found == []

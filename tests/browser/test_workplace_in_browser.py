"""The workplace as people use it who see badly, have no mouse, come back later, or are not alone on the server."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import faults
from page_driver import SAMPLE, Page, Server, browser
from selenium.common.exceptions import NoAlertPresentException
from selenium.webdriver.common.keys import Keys

from klartext.documents import read_bytes, read_text
from klartext.paths import office_program
from klartext.session import Klartext

OTHER = "Sehr geehrte Frau Geheim,\n\nIhr Antrag vom 3. März 2025 ist seitens der Behörde abzulehnen."


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
    page.press("?")
    assert "Vorschlag annehmen" in page.see("#kt-tasten").text
    page.press(Keys.ESCAPE)
    page.wait(lambda: page.script("return !document.querySelector('#kt-tasten').open"), "help layer closed")
    page.script("document.activeElement.blur()")
    while page.script("return !document.activeElement.matches('.kt-karte.open')"):
        page.press("n")
    first = page.script("return document.activeElement.id").removeprefix("karte-")
    page.press("s")
    assert page.script("return document.activeElement.id") == f"stelle-{first}"
    page.press("s")
    assert page.script("return document.activeElement.id") == f"karte-{first}"
    page.press("a")
    page.state(first, "accepted")
    page.wait(lambda: page.script("return document.activeElement.matches('.kt-karte.open')"), "next suggestion")
    page.press("u")
    page.state(first, "open")
    page.press("w")
    page.state(first, "accepted")


def test_single_keys_can_be_switched_off(page: Page):
    page.check(SAMPLE, "Erika Muster")
    page.click("[data-hilfe=auf]")
    page.click("#kt-tasten-an")
    page.click("[data-hilfe=zu]")
    page.press("n")
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
    kept = page.downloaded("*.klartext.json")
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
    kinds = ["hinweis" in (c.get_attribute("class") or "") for c in page.all(".kt-karte") if c.is_displayed()]
    assert kinds == sorted(kinds), "a hint stands before a suggestion"
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


def long_letter(pages: int) -> str:
    """Return a letter whose pages differ in most sentences: what is the same is worked on once."""
    body = SAMPLE.split("\n\n", 5)[-1].split("Rechtsbehelfsbelehrung")[0]
    bodies = (re.sub(r"(?<=[a-zäöüß]{4})\.(?=\s)", f" (Blatt {page}).", body) for page in range(pages))
    return "Sehr geehrte Frau Adeyemi,\n\n" + "\n\n".join(bodies)


def test_a_letter_of_thirty_pages_stays_usable(page: Page):
    page.type("#kt-brief textarea", long_letter(30))
    page.click("#kt-pruefen")
    page.wait(lambda: page.all(".kt-annehmen"), "first suggestions", 180)
    # The first suggestions can be decided while the others are on their way.
    line = page.text("#kt-suche-stand")
    assert "Klartext formuliert Vorschläge" in line and page.all("#kt-suche-stand progress")
    page.type("#kt-name :is(input, textarea)", "Erika Muster")
    first = page.open_suggestions()[0]
    page.click(f"{page.field(first)} .kt-annehmen")
    page.wait(lambda: page.all(f"#karte-{first}.accepted"), "decision while suggestions come", 180)
    page.wait(lambda: "formuliert" not in page.text("#kt-suche-stand"), "all suggestions", 300)
    page.message("Der Brief ist geprüft.")
    assert page.all(f"#karte-{first}.accepted") and len(page.all(".kt-karte")) <= 60

    # A decision draws only anew what it has changed; the letter stays where somebody has scrolled it.
    page.script("document.querySelector('#kt-markiert').scrollTop = 5000")
    page.script("for (const e of document.querySelectorAll('.kt-karte, #kt-brieftext > *')) e.before = true")
    next_one = page.open_suggestions()[12]  # its place lies well below the top of the letter
    page.script("arguments[0].focus({preventScroll: true})", page.see(f"#karte-{next_one}"))
    place = page.script("return document.querySelector('#kt-markiert').scrollTop")
    page.press("l")
    page.wait(lambda: page.all(f"#karte-{next_one}.rejected"), "decision", 60)
    new = page.script(
        "return [...document.querySelectorAll('.kt-karte, #kt-brieftext > *')].filter((e) => !e.before).length"
    )
    assert new == 0
    assert place > 0 and page.script("return document.activeElement.matches('.kt-karte.open')")


def test_a_long_check_can_be_cancelled_and_the_text_stays(page: Page):
    text = long_letter(60)
    page.type("#kt-brief textarea", text)
    page.click("#kt-pruefen")
    page.wait(lambda: "Klartext liest den Brief" in page.text("#kt-laeuft"), "progress")
    assert page.all("#kt-laeuft progress")
    page.click("#kt-abbrechen")
    page.message("Abgebrochen. Ihr Text steht noch im Feld")
    page.wait(lambda: not any(e.is_displayed() for e in page.all("#kt-laeuft")), "no progress any more")
    assert page.see("#kt-brief textarea").get_attribute("value") == text
    assert not page.all(".kt-karte")
    page.check(OTHER)
    assert page.open_suggestions()


LEAVING = "const e = new Event('beforeunload', {cancelable: true}); dispatchEvent(e); return e.defaultPrevented"


def test_whoever_closes_the_tab_with_open_work_is_warned(page: Page):
    page.check(OTHER, "Otto Beispiel")
    assert not page.script(LEAVING)
    first = page.open_suggestions()[0]
    page.click(f"{page.field(first)} .kt-annehmen")
    page.state(first, "accepted")
    page.see("#kt-sichern .kt-laden")
    assert page.script(LEAVING)
    page.click("#kt-freigeben")
    page.see("#kt-dateien .kt-laden")
    assert not page.script(LEAVING)
    page.click("#kt-rueckgaengig")
    page.state(first, "open")
    page.click(f"{page.field(first)} .kt-bearbeiten")
    page.see(f".kt-eigen-{first} textarea")
    assert page.script(LEAVING)


@pytest.mark.skipif(office_program() is None, reason="LibreOffice fehlt (Debian: apt-get install libreoffice-writer)")
def test_the_released_letter_comes_as_pdf_while_others_go_on(page: Page, second: Page):
    page.check(OTHER, "Otto Beispiel")
    first = page.open_suggestions()[0]
    page.click(f"{page.field(first)} .kt-annehmen")
    page.state(first, "accepted")
    page.click("#kt-freigeben")
    page.click("#kt-pdf")
    second.check(OTHER, "Erika Muster")
    page.wait(lambda: page.all("#kt-dateien .kt-laden[download$='.pdf']"), "PDF", 180)
    page.click("#kt-dateien .kt-laden[download$='.pdf']")
    pdf = page.downloaded("*.pdf")
    assert "Frau Geheim" in read_bytes(pdf.read_bytes(), pdf.name).text
    assert page.open_suggestions() or page.all(f"#karte-{first}.accepted")


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

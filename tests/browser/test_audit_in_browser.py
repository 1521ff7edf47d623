"""The tab „Prüfung“ in a browser: what was decided is counted, explained and judged again."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from accessibility import faults
from page_driver import SAMPLE, Page, browser, chromium, free_port
from pypdf import PdfReader
from selenium.webdriver.common.keys import Keys


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the page for a house that keeps decisions with their sentences."""
    if chromium() is None:
        pytest.skip("Chromium oder chromedriver fehlt (Debian: apt-get install chromium chromium-driver)")
    folder = tmp_path_factory.mktemp("haus")
    (folder / "klartext.toml").write_text("[speicher]\nan = true\nmit_text = true\n", encoding="utf-8")
    data = dict.fromkeys(("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"), str(folder / "daten"))
    with subprocess.Popen(
        [sys.executable, "-m", "klartext", "app", "--no-browser", "--port", free_port()],
        cwd=folder, env={**os.environ, **data}, stdout=subprocess.PIPE, encoding="utf-8",
    ) as process:  # fmt: skip
        assert process.stdout is not None
        try:
            said = next((line for line in process.stdout if "http" in line), "")
            address = re.search(r"http://\S+", said)
            assert address is not None, "the page did not start"
            yield address[0]
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def decided(house: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page after Cem has taken one suggestion and refused another."""
    folder = tmp_path_factory.mktemp("browser")
    with browser(folder / "profile", folder) as driver:
        page = Page(driver, folder, house).open()
        page.check(SAMPLE, "Cem Probe")
        first, *_, last = page.open_suggestions()
        page.click(f"{page.field(first)} .kt-annehmen")
        page.state(first, "accepted")
        page.type(f"{page.field(last)} .kt-grund :is(input, textarea)", "klingt falsch")
        page.click(f"{page.field(last)} .kt-ablehnen")
        page.state(last, "rejected")
        yield page


def section(page: Page, name: str, there: str) -> None:
    """Open a section of the tab and wait until something is there."""
    page.click("#kt-pruefung-button")
    page.click(f"#kt-{name}-button")
    page.see(there)


def judge_all(page: Page, person: str, verdict: str) -> None:
    page.type("#kt-pruefende :is(input, textarea)", person)
    page.click("#kt-ziehen")
    page.wait(lambda: "Jetzt: Nummer 1" in page.text("#kt-beurteilen"), "first suggestion")
    for number in (1, 2):
        page.click(f"#kt-urteil-{verdict}")
        page.wait(lambda n=number: f"{n} von 2" in page.text("#kt-beurteilen"), "verdict kept")


def test_what_was_decided_is_counted_explained_and_judged_again(decided: Page):
    page = decided
    section(page, "zahlen", "#kt-zahlen-tafel table")
    page.wait(lambda: "1 angenommen" in page.text("#kt-zahlen-tafel"), "figures")
    assert "1 × „klingt falsch“" in page.text("#kt-zahlen-tafel")
    assert faults(page) == []

    section(page, "erklaerung", "#kt-erklaeren")
    page.wait(lambda: page.see("#kt-vorschlag input").get_attribute("value"), "suggestions to choose from")
    page.click("#kt-erklaeren")
    page.see("#kt-erklaerung-tafel svg")
    assert "Cem Probe" in page.text("#kt-erklaerung-tafel")
    assert page.script("return document.documentElement.scrollWidth <= window.innerWidth"), "nothing sticks out"
    page.click("#kt-woher label:nth-of-type(2)")
    page.wait(lambda: "Cem Probe" in page.see("#kt-vorschlag input").get_attribute("value"), "recorded decisions")
    page.click("#kt-erklaeren")
    page.wait(lambda: "klingt falsch" in page.text("#kt-erklaerung-tafel"), "the latest decision")
    assert faults(page) == []

    section(page, "durchsicht", "#kt-pruefende")
    page.wait(lambda: page.all("#kt-beurteilen[role=status][aria-live=polite]"), "region that is read out")
    judge_all(page, "Dana", "right")
    judge_all(page, "Emre", "wrong")
    page.wait(lambda: "Dana und Emre: 0 von 2 Urteilen gleich" in page.text("#kt-uebereinstimmung"), "agreement")
    assert "Cem" not in page.text("#kt-beurteilen")
    assert faults(page) == []

    section(page, "regeln", "#kt-regel-treffer details")
    page.type("#kt-regel-suche :is(input, textarea)", "seitens behörde")
    page.wait(lambda: len(page.all("#kt-regel-treffer details")) < 5, "fewer rules")
    page.click("#kt-regel-treffer summary")
    assert "Quellen" in page.text("#kt-regel-treffer")
    assert faults(page) == []
    assert page.complaints() == []
    assert {urlsplit(a).hostname for a in page.requested() if a.startswith("http")} == {"127.0.0.1"}


def test_the_page_for_the_file_prints_on_one_sheet(decided: Page):
    page = decided
    section(page, "zahlen", "#kt-zahlen-tafel table")
    section(page, "erklaerung", "#kt-erklaeren")
    page.wait(lambda: page.see("#kt-vorschlag input").get_attribute("value"), "suggestions to choose from")
    page.click("#kt-erklaeren")
    page.click("#kt-erklaerung-dateien a")
    file = page.downloaded("erklaerung.html")
    page.driver.switch_to.new_window("tab")
    page.driver.get(file.as_uri())
    printed = page.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    page.driver.close()
    page.driver.switch_to.window(page.driver.window_handles[0])
    assert len(PdfReader(BytesIO(base64.b64decode(printed["data"]))).pages) == 1


def test_the_tab_is_worked_with_the_keyboard_alone(decided: Page):
    page = decided
    page.script("document.querySelector('#kt-pruefung-button').focus()")
    page.press(Keys.ENTER)
    page.script("document.querySelector('#kt-zahlen-button').focus()")
    page.press(Keys.ENTER)
    page.see("#kt-zahlen-tafel table")
    before = page.text("#kt-zahlen-tafel")
    page.script("document.activeElement.blur()")
    for key in "ar":
        page.press(key)
    page.script("document.querySelector('#kt-durchsicht-button').focus()")
    page.press(Keys.ENTER)
    page.see("#kt-pruefende")
    page.type("#kt-pruefende :is(input, textarea)", "Fatma")
    page.script("document.querySelector('#kt-ziehen').focus()")
    page.press(Keys.ENTER)
    page.wait(lambda: "Jetzt: Nummer 1" in page.text("#kt-beurteilen"), "first suggestion")
    page.script("document.querySelector('#kt-urteil-harmful').focus()")
    page.press(Keys.SPACE)
    page.wait(lambda: "1 von 2" in page.text("#kt-beurteilen"), "verdict kept")
    assert page.script("return document.activeElement.id") == "kt-urteil-harmful", "the next verdict is at hand"
    section(page, "zahlen", "#kt-zahlen-tafel table")
    page.wait(lambda: "schädlich" in page.text("#kt-zahlen-tafel"), "verdict counted")
    assert "1 angenommen" in before
    assert "1 angenommen" in page.text("#kt-zahlen-tafel"), "keys of the other tab decide nothing here"


def test_without_a_store_the_tab_says_how_to_switch_it_on(page: Page):
    section(page, "zahlen", "#kt-zahlen-tafel .kt-meldung")
    assert "„an = true“" in page.text("#kt-zahlen-tafel")
    section(page, "regeln", "#kt-regel-treffer details")
    assert faults(page) == []

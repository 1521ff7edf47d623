"""A language model at the page, from end to end; it answers when the test tells it to, the guard in between is real."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from page_driver import SAMPLE, Page, browser, chromium


@dataclass(frozen=True)
class Told:
    """The page with the model, and the folder through which the model is told what to do."""

    page: Page
    folder: Path

    def line(self) -> str:
        return self.page.text("#kt-suche-stand")

    def told(self, part: str) -> None:
        self.page.wait(lambda: part in self.line(), f"line about the model with {part!r}")

    def answer(self, number: int) -> None:
        (self.folder / f"antwort-{number}").touch()
        self.page.wait(lambda: f"Vorschläge: {number} von" not in self.line(), f"answer {number}")

    def cancelled(self) -> None:
        self.page.wait((self.folder / "abgebrochen").exists, "model that was told to stop")
        (self.folder / "abgebrochen").unlink()


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    if chromium() is None:
        pytest.skip("Chromium oder chromedriver fehlt (Debian: apt-get install chromium chromium-driver)")
    folder, downloads = tmp_path / "modell", tmp_path / "downloads"
    folder.mkdir()
    downloads.mkdir()
    command = [sys.executable, str(Path(__file__).with_name("serve_with_model.py")), str(folder)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        try:
            address = re.search(r"http://\S+", next((line for line in process.stdout if "http" in line), ""))
            assert address is not None, "the page did not start"
            with browser(tmp_path / "profile", downloads) as driver:
                yield Told(Page(driver, downloads, address[0]).open(), folder)
        finally:
            process.terminate()


def of_model(page: Page) -> list[str]:
    return [id for id in page.open_suggestions() if id.startswith("m")]


def test_the_model_suggests_while_a_person_decides(told: Told):
    page = told.page
    page.check(SAMPLE, "Erika Muster")
    told.told("Das Sprachmodell sucht weitere Vorschläge: 0 von")
    first, *_, last = page.open_suggestions()
    assert of_model(page) == []

    # An own wording is half written, further down than anything that is to come.
    page.click(f"{page.field(last)} .kt-bearbeiten")
    page.type(f".kt-eigen-{last} textarea", "Mein Entwurf.")
    field = page.see(f".kt-eigen-{last} textarea")
    page.script("arguments[0].setSelectionRange(4, 4)", field)
    place = "return [document.activeElement.value, document.activeElement.selectionStart]"
    number = 0
    while "gefunden" not in told.line():
        assert "sucht" in told.line(), "the guard has let nothing pass"
        told.answer(number)
        number += 1
    (id,) = page.wait(lambda: of_model(page), "suggestion of the model")
    assert page.script(place) == ["Mein Entwurf.", 4]
    assert page.script("return document.activeElement === arguments[0]", field)
    top = "return document.activeElement.getBoundingClientRect().top"
    assert 0 < page.script(top) < page.script("return innerHeight"), "the entry at hand has moved out of view"
    page.driver.switch_to.active_element.send_keys("neuer ")
    typed = "Meinneuer  Entwurf."
    page.wait(lambda: page.script(place) == [typed, 10], "typed words")

    # Decisions on suggestions of rules and of the model go on side by side.
    page.click(f"{page.field(first)} .kt-annehmen")
    page.state(first, "accepted")
    card = page.text(f"#karte-{id}")
    assert "vom Sprachmodell formuliert" in card
    page.click(f"#karte-{id} details:last-of-type summary")
    page.wait(lambda: "probemodell 7.1 sha256:abc" in page.text(f"#karte-{id}"), "name of the model")
    page.click(f"{page.field(id)} .kt-annehmen")
    page.state(id, "accepted")
    page.state(first, "accepted")
    assert page.see(f".kt-eigen-{last} textarea").get_attribute("value") == typed

    page.click("#kt-anhalten")
    told.told(f"Angehalten nach {number} von")
    told.cancelled()
    assert not any(button.is_displayed() for button in page.all("#kt-anhalten"))

    page.click("#kt-freigeben")
    name = page.see("#kt-dateien .kt-laden[download$='.json']").get_attribute("download")
    page.click(f".kt-laden[download='{name}']")
    assert "probemodell 7.1 sha256:abc" in page.downloaded(name).read_text(encoding="utf-8-sig")
    assert page.complaints() == []


def test_a_new_letter_a_closed_page_and_a_model_that_breaks(told: Told):
    page = told.page
    page.check(SAMPLE, "Erika Muster")
    told.told("sucht weitere Vorschläge: 0 von")
    page.click("#kt-eingabe > button")
    page.click("#kt-pruefen")
    told.cancelled()
    told.told("sucht weitere Vorschläge: 0 von")
    page.open()
    told.cancelled()

    page.click("#kt-sprachmodell input")
    page.check(SAMPLE, "Erika Muster")
    page.see(".kt-annehmen")
    assert told.line() == ""

    page.open()
    (told.folder / "kaputt").touch()
    page.check(SAMPLE, "Erika Muster")
    told.told("Das Sprachmodell wurde unerwartet beendet.")
    assert "Ihre Arbeit geht ohne Sprachmodell weiter." in told.line()
    first = page.open_suggestions()[0]
    page.click(f"{page.field(first)} .kt-annehmen")
    page.state(first, "accepted")

"""Drives the page the way a person does, in Debian's Chromium, and listens to what the browser asks for."""

from __future__ import annotations

import json
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

T = TypeVar("T")

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--window-size=1400,1000",
)
CARDS = ".kt-karte"
SAMPLE = (Path(__file__).parents[2] / "src/klartext/page/beispielbrief.txt").read_text(encoding="utf-8")


def chromium() -> tuple[str, str] | None:
    """Return the browser and its driver, if this machine has both."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


def free_port() -> str:
    """Return a port nobody listens on: servers that start at the same time must not look for one themselves."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


@dataclass(frozen=True)
class Server:
    """The served page: where it is, where it may leave files, and whom its process talked to."""

    url: str
    temporary: Path
    log: Path

    def talked_to(self) -> set[str]:
        return set(self.log.read_text(encoding="utf-8").split())


class Page:
    """The page in a browser; every look waits until what it looks for is there."""

    def __init__(self, driver: webdriver.Chrome, downloads: Path, url: str) -> None:
        self.driver, self.downloads, self.url = driver, downloads, url

    def open(self) -> Page:
        self.driver.get(self.url)
        self.see("#kt-pruefen")
        self.wait(self._is_at_rest, "page that has loaded everything")
        return self

    def _is_at_rest(self) -> bool:
        """Whether the page has asked for nothing more for half a second: before that, clicks may be lost."""
        loaded = "return performance.getEntriesByType('resource').length"
        before = self.script(loaded)
        time.sleep(0.5)
        return bool(self.script(loaded) == before)

    def wait(self, look: Callable[[], T], what: str, seconds: float = 60) -> T:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if seen := look():
                    return seen
            except WebDriverException:
                pass
            time.sleep(0.05)
        raise AssertionError(f"not seen: {what}; message: {self.text('#kt-status')!r}")

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def see(self, selector: str) -> WebElement:
        return self.wait(lambda: next((e for e in self.all(selector) if e.is_displayed()), None), selector)

    def text(self, selector: str) -> str:
        try:
            found = self.all(selector)
            return found[0].text if found else ""
        except StaleElementReferenceException:  # redrawn between the look and the reading
            return self.text(selector)

    def click(self, selector: str) -> None:
        def clicked() -> bool:
            element = self.see(selector)
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
            element.click()
            return True

        self.wait(clicked, f"click on {selector}")

    def downloaded(self, pattern: str) -> Path:
        """Return the file with this name once the browser has written it; until then, it is there but empty."""

        def written() -> Path | None:
            if any(self.downloads.glob("*.crdownload")):
                return None
            return next((file for file in self.downloads.glob(pattern) if file.stat().st_size), None)

        return self.wait(written, f"download of {pattern}")

    def press(self, key: str) -> None:
        """Press a key where the focus is."""
        self.driver.switch_to.active_element.send_keys(key)

    def type(self, selector: str, text: str) -> None:
        """Replace the content of a field, as pasting does."""
        if not text:
            self.wait(lambda: self._emptied(selector), f"empty {selector}")
            return
        self.wait(lambda: self._marked(selector), f"field {selector}")
        self.driver.execute_cdp_cmd("Input.insertText", {"text": text})

    def _marked(self, selector: str) -> bool:
        self.driver.execute_script("arguments[0].focus(); arguments[0].select()", self.see(selector))
        return True

    def _emptied(self, selector: str) -> bool:
        field = self.see(selector)
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(Keys.DELETE)
        return field.get_attribute("value") == ""

    def message(self, part: str) -> None:
        self.wait(lambda: part in self.all("#kt-status")[0].get_attribute("textContent"), f"message {part!r}")

    def script(self, code: str, *values: Any) -> Any:
        return self.driver.execute_script(code, *values)

    # --- what a person does ------------------------------------------------------------------------------------

    def check(self, letter: str, person: str = "") -> None:
        self.type("#kt-brief textarea", letter)
        self.click("#kt-pruefen")
        self.see("#kt-rechts :is(.kt-karte, .kt-meldung)")
        self.wait(lambda: self.all('#kt-liste[aria-busy="false"]'), "all suggestions of rules", 120)
        if person:
            self.type("#kt-name :is(input, textarea)", person)

    def upload(self, file: Path) -> None:
        self.wait(lambda: self.all("input[type=file]"), "field for files")[0].send_keys(str(file))

    def open_suggestions(self) -> list[str]:
        """Return the ids of the suggestions nobody has decided on, in text order, as they stand at one moment."""
        ids = self.script("return Array.from(document.querySelectorAll(arguments[0]), e => e.id)", f"{CARDS}.open")
        return [id.removeprefix("karte-") for id in ids]

    def field(self, id: str) -> str:
        """Return the selector of one entry with its buttons."""
        return f".kt-feld:has(#karte-{id})"

    def state(self, id: str, css: str) -> None:
        self.see(f"#karte-{id}.{css}")

    # --- what the browser asked for ----------------------------------------------------------------------------

    def requested(self) -> set[str]:
        """Return every address the page asked for since the last call."""
        messages = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        return {
            m["params"].get("url") or m["params"]["request"]["url"]
            for m in messages
            if m["method"] in {"Network.requestWillBeSent", "Network.webSocketCreated"}
        }

    def complaints(self) -> list[str]:
        """Return what the browser's console reports as errors."""
        return [e["message"] for e in self.driver.get_log("browser") if e["level"] == "SEVERE"]


@contextmanager
def browser(profile: Path, downloads: Path) -> Iterator[webdriver.Chrome]:
    """Start Chromium with an empty profile; it saves downloads in a folder of ours."""
    found = chromium()
    assert found is not None
    options = webdriver.ChromeOptions()
    options.binary_location = found[0]
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.add_experimental_option(
        "prefs", {"download.default_directory": str(downloads), "download.prompt_for_download": False}
    )
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(found[1]))
    try:
        yield driver
    finally:
        driver.quit()

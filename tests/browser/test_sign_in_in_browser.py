"""Several people on one server: they sign in, find their name, and never see each other's letter."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from page_driver import Page, browser, chromium, free_port

from klartext.server.people import add_person

PASSWORD = "vier Wörter hintereinander"
PEOPLE = {"e.muster": "Erika Muster", "b.beispiel": "Bert Beispiel"}
LETTERS = {
    "e.muster": "Die Nachweise der Frau Zobelmann sind bis zum 3. Mai vorzulegen.",
    "b.beispiel": "Der Bescheid an Herrn Szymański wird aufgehoben.",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the page the way a house does, with two people who may sign in."""
    if chromium() is None:
        pytest.skip("Chromium oder chromedriver fehlt (Debian: apt-get install chromium chromium-driver)")
    folder = tmp_path_factory.mktemp("haus")
    for login, name in PEOPLE.items():
        add_person(folder / "personen.txt", login, name, PASSWORD)
    (folder / "klartext.toml").write_text('[server]\npruefende = ["b.beispiel"]\n', encoding="utf-8")
    command = [sys.executable, "-m", "klartext", "app", "--no-browser", "--host", "0.0.0.0"]
    with subprocess.Popen(
        [*command, "--passwords", "personen.txt", "--port", free_port()],
        cwd=folder,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        try:
            said = next((line for line in process.stdout if "http" in line), "")
            port = re.search(r":(\d+)/", said)
            assert port is not None, "the page did not start"
            yield f"http://127.0.0.1:{port[1]}/"
        finally:
            process.terminate()


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    page.driver.get(page.url)
    page.type("#name", login)
    page.type("#kennwort", password)
    page.click("button")


def test_two_people_at_once_never_see_each_other(address: str, tmp_path: Path):
    with ExitStack() as open_browsers:
        pages = {}
        for login in PEOPLE:
            driver = open_browsers.enter_context(browser(tmp_path / login, tmp_path))
            pages[login] = Page(driver, tmp_path, address)
        first = pages["e.muster"]
        sign_in(first, "e.muster", "falsch geraten")
        first.wait(lambda: "Name oder Kennwort stimmt nicht" in first.text("main"), "refusal")
        for login, page in pages.items():
            sign_in(page, login)
            page.see("#kt-pruefen")
            page.wait(
                lambda page=page, login=login: (
                    page.see("#kt-anmeldung").text == f"Angemeldet als {PEOPLE[login]}. Abmelden"
                ),
                "name",
            )
            page.open().check(LETTERS[login])
        for login, page in pages.items():
            other = next(letter for name, letter in LETTERS.items() if name != login)
            id = page.open_suggestions()[0]
            page.click(f"{page.field(id)} .kt-annehmen")
            page.state(id, "accepted")
            assert PEOPLE[login] in page.text(f"#karte-{id}")
            seen = page.script("return document.documentElement.outerHTML")
            assert LETTERS[login].split()[4] in seen and other.split()[4] not in seen
            page.wait(lambda page=page, login=login: _sees_the_audit(page) is (login == "b.beispiel"), "tab Prüfung")
            assert page.complaints() == [] or login == "e.muster"  # the browser notes the refused sign-in

        first.click("#kt-anmeldung a")
        first.wait(lambda: "Sie sind abgemeldet" in first.text("main"), "signed out")
        first.driver.get(address)
        assert first.see("#kennwort")


def _sees_the_audit(page: Page) -> bool:
    return any(button.text == "Prüfung" for button in page.all("button[role=tab]"))


def test_the_interface_knows_the_same_people(address: str):
    letter = {"text": LETTERS["e.muster"]}
    assert httpx.post(f"{address}api/v1/check", json=letter).status_code == 401
    answer = httpx.post(f"{address}api/v1/check", json=letter, auth=("e.muster", PASSWORD))
    assert answer.json()["suggestions"]
    told = httpx.get(f"{address}api/v1/version", auth=("b.beispiel", PASSWORD))
    assert told.json()["signed_in"] == "Bert Beispiel"
    assert httpx.get(f"{address}api/v1/health").json() == {"status": "ok"}


def test_without_people_nobody_else_is_served(tmp_path: Path):
    command = [sys.executable, "-m", "klartext", "app", "--no-browser", "--host", "0.0.0.0"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 2
    assert "KT-N10" in done.stderr and "klartext users add" in done.stderr and "http://" not in done.stdout

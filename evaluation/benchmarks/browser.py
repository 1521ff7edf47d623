"""How long a person waits in the browser: from a click to what it changes on the screen.

    python evaluation/benchmarks/browser.py                # messen: eine Seite und 30 Seiten
    python evaluation/benchmarks/browser.py --seiten 100   # mit so vielen Seiten statt 30
    python evaluation/benchmarks/browser.py --write        # dazu results/browser.json schreiben

The page runs in a process of its own, in Debian's Chromium (apt-get install chromium chromium-driver). Seconds are
those of the clock: whatever else the machine does counts. The page itself looks, before every frame, whether what it
waits for is there. A sentence is checked first and not counted: the start is warm. Of several rounds the middle one
counts. The letters of one page are those of ``briefe``; each is read once, so nothing of it is known. Decisions are
about the last.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "evaluation"), str(ROOT / "tests" / "browser"), str(Path(__file__).parent)]

from decision import pages
from page_driver import Page, browser, chromium, free_port

from results import german, record, show

FIRST_BAR = 1.0
DECISIONS = 5
ROUNDS = 7
_LEAST, _MOST = 1200, 3000
"""Characters of a letter of one page."""

_WAIT = """
const [click, done, answer] = [arguments[0], new Function('return ' + arguments[1]), arguments[2]];
const clicked = document.querySelector(click), start = performance.now();
const look = () => done() ? answer((performance.now() - start) / 1000) : requestAnimationFrame(look);
clicked.click();
requestAnimationFrame(look);
"""
_OLD = "document.querySelectorAll('#kt-brieftext mark, .kt-werte').forEach((e) => { e.dataset.alt = '' })"
_FIGURES = "document.querySelector('.kt-werte:not([data-alt])')"
_MARKED = f"{_FIGURES} && document.querySelector('#kt-brieftext mark:not([data-alt])')"


@contextmanager
def opened() -> Iterator[Page]:
    """Serve the page as ``klartext app`` does and open it in an empty browser."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        command = [sys.executable, "-m", "klartext", "app", "--no-browser", "--port", free_port()]
        with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
            assert process.stdout is not None
            try:
                address = next(found for line in process.stdout if (found := re.search(r"http://\S+", line)))
                with browser(Path(folder) / "profile", Path(folder)) as driver:
                    driver.set_script_timeout(600)
                    yield Page(driver, Path(folder), address[0]).open()
            finally:
                process.terminate()


def one_page() -> list[str]:
    """Return letters of about one page."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "evaluation" / "briefe").glob("*.txt")))
    return [text for text in texts if _LEAST <= len(text) <= _MOST][:ROUNDS]


def waited(page: Page, click: str, done: str) -> float:
    """Click and return the seconds until a condition of the page is met."""
    return float(page.driver.execute_async_script(_WAIT, click, done))


def first_findings(page: Page, text: str) -> float:
    """Return the seconds from the click until marks and figures are there."""
    if not page.see("#kt-eingabe").find_element("css selector", "textarea").is_displayed():
        page.click("#kt-eingabe > button")
    page.type("#kt-brief textarea", text)
    page.script(_OLD)
    return waited(page, "#kt-pruefen", _MARKED)


def decision(page: Page) -> float:
    """Return the seconds from accepting until the entry is accepted and the figures are new."""
    first = page.open_suggestions()[0]
    page.script(_OLD)
    return waited(
        page, f"{page.field(first)} .kt-annehmen", f"{_FIGURES} && document.querySelector('#karte-{first}.accepted')"
    )


def measured(page: Page, name: str, letters: Sequence[str], bar: str = "") -> list[tuple[str, str, str]]:
    """Measure letters that the page has not read before, and decisions on the last of them."""
    findings = []
    for letter in letters:
        findings.append(first_findings(page, letter))
        page.wait(lambda: page.all('#kt-liste[aria-busy="false"]'), "all suggestions", 600)
    page.type("#kt-name :is(input, textarea)", "Erika Muster")
    decisions = [decision(page) for _ in range(DECISIONS)]
    return [
        (f"{name}: vom Klick bis zu den ersten Befunden und Werten, Sekunden", german(median(findings)), bar),
        (f"{name}: vom Annehmen bis zu den neuen Werten, Sekunden", german(median(decisions)), ""),
    ]


def main() -> int:
    """Measure, tell and write; return 0 if the bar is reached, 2 without a browser."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seiten", type=int, default=30)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if chromium() is None:
        print("Chromium oder chromedriver fehlt (Debian: apt-get install chromium chromium-driver).", file=sys.stderr)
        return 2
    with opened() as page:
        page.check("Hiermit wird Ihnen mitgeteilt, dass der Antrag geprüft wurde.")
        values = [
            *measured(page, "1 Seite", one_page(), f"≤ {FIRST_BAR:g}"),
            *measured(page, f"{arguments.seiten} Seiten", [pages(arguments.seiten)]),
        ]
    show(values)
    if arguments.write:
        record("browser", "Warten im Browser", "python evaluation/benchmarks/browser.py --write", values)
    return 0 if float(values[0][1].replace(",", ".")) <= FIRST_BAR else 1


if __name__ == "__main__":
    sys.exit(main())

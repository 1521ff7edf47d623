"""What axe finds on a page against the guidelines for accessibility (WCAG 2.2, level AA)."""

from __future__ import annotations

import time
from importlib.resources import files
from typing import Any

from page_driver import Page

AXE = files("selenium_axe_python").joinpath("axe-core/axe.min.js").read_text(encoding="utf-8")
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AT_REST = "!document.querySelector('.pending') && !document.getAnimations().some((a) => a instanceof CSSTransition)"
RUN = """
const done = arguments[arguments.length - 1];
const paleness = (e) => e ? getComputedStyle(e).opacity * paleness(e.parentElement) : 1;
const told = (v, n) => [v.id, n.target.join(' '),
  `${n.failureSummary} (opacity ${paleness(document.querySelector(n.target[0]))})`];
axe.run(document, {runOnly: arguments[0]}).then(
  (r) => done(r.violations.flatMap((v) => v.nodes.map((n) => told(v, n)))),
  (e) => done([['axe', '', String(e)]]),
);
"""


def faults(page: Page) -> list[str]:
    """Return the faults of a page at rest: rule of axe, place, and what speaks against it.

    What Gradio is just redrawing is pale and only on its way to be read, so a fault is one that a second look finds,
    too. The message at the bottom is on its way out and would lie over other words.
    """
    found = _look(page)
    if found:
        time.sleep(1)
        again = _look(page)
        found = {at: told for at, told in again.items() if at in found}
    return [f"{rule} at {place}: {told}" for (rule, place), told in found.items()]


def _look(page: Page) -> dict[tuple[str, str], str]:
    page.wait(lambda: page.script(f"return {AT_REST}"), "page that redraws nothing")
    page.script("document.querySelector('#kt-status').style.visibility = 'hidden'")
    page.script(AXE)
    found: list[Any] = page.driver.execute_async_script(RUN, STANDARD)
    page.script("document.querySelector('#kt-status').style.visibility = ''")
    return {(rule, place): told for rule, place, told in found}

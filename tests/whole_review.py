"""Serves page and interface, takes a letter through both as people and programs do, and says what came of it."""

import asyncio
import json
import sys
from pathlib import Path

import httpx

sys.path.append(str(Path(__file__).resolve().parents[1] / "evaluation" / "benchmarks"))

from page_client import OpenPage

from klartext.page import SAMPLE
from klartext.server import serve
from klartext.session import Klartext
from klartext.word.plain import document_of

LETTER = SAMPLE.read_text(encoding="utf-8")


ELSEWHERE = (__file__, "../../../../../../etc/passwd", "http://192.0.2.1/brief.txt", "file:///etc/passwd", "a\0b")


async def status_of(request):
    """Return the status of a request that is refused."""
    try:
        return f"geliefert: {await request}"
    except httpx.HTTPStatusError as refusal:
        return refusal.response.status_code


async def taken_through(url):
    """Return what the page and the interface give for one letter."""
    async with httpx.AsyncClient(base_url=url, timeout=120) as http:
        page = OpenPage(http, person="E. Beispiel")
        await page.open()
        refused = [await status_of(page.take(path)) for path in ELSEWHERE]
        uploaded = await page.upload("../../brief.docx", document_of(LETTER))
        await page.check(uploaded)
        await page.suggestions()
        accepted = await page.accept(page.open_suggestions[0])
        rejected = await page.reject(page.open_suggestions[0], "passt nicht")
        kept = page.kept
        files = await page.release(pdf=True)
        await page.close()
        again = OpenPage(http)
        await again.open()
        resumed = await again.go_on(kept)
        await again.close()
        checked = (await http.post("/api/v1/check", json={"text": LETTER})).json()
    return {
        "refused": refused,
        "uploaded": uploaded.split() == LETTER.split(),
        "said": [accepted, rejected, resumed],
        "files": {file.name.rpartition(".")[2]: len(file.content) for file in files},
        "findings": len(checked["findings"]),
    }


if __name__ == "__main__":
    with serve(Klartext.load(model="off")) as address:
        print(json.dumps(asyncio.run(taken_through(address.url))))

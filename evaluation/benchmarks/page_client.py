"""Speaks with a running Klartext as a browser does: signs in, opens the page, presses its buttons, reads what it shows.

Used by ``load.py`` and by the tests. Steps of the page are known by the name of the function behind them (``check``,
``do`` …); what the page's script would add is given with them.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final

import httpx

_LINK: Final = re.compile(r'download="([^"]+)" href="data:[^"]*?;base64,([^"]*)"')
_OPEN: Final = re.compile(r'data-tat="annehmen"')
_AREA: Final = "/gradio_api"
_LISTEN: Final = 0.7
"""Seconds between two looks at what has come, as on the page."""
_PATIENCE: Final = 600.0


class PageError(Exception):
    """The page did not do what it was asked for."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that the page offers."""

    name: str
    content: bytes


@dataclass(slots=True)
class OpenPage:
    """A page that somebody has open; ``heard`` gathers everything that the server sends."""

    http: httpx.AsyncClient
    person: str = "E. Beispiel"
    key: str = field(default_factory=lambda: secrets.token_hex(8))
    heard: list[str] = field(default_factory=list)
    shown: dict[str, dict[str, str]] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    preview: str = ""
    _steps: dict[str, dict[str, Any]] = field(default_factory=dict)
    _values: dict[int, Any] = field(default_factory=dict)
    _sent: dict[str, dict[str, str]] = field(default_factory=dict)
    _listening: bool = False
    _alive: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Load the page, and tell the server from now on that it is open."""
        page = await self.http.get("/")
        page.raise_for_status()
        config = (await self.http.get("/config")).raise_for_status().json()
        self._steps = {step["api_name"]: step for step in config["dependencies"]}
        self._values = {c["id"]: c["props"].get("value") for c in config["components"] if c["type"] != "state"}
        self._alive = asyncio.create_task(self._keep_alive())
        await self.step("greet")

    async def close(self) -> None:
        """Close the page."""
        if self._alive is not None:
            self._alive.cancel()
            with suppress(asyncio.CancelledError, httpx.HTTPError):
                await self._alive

    async def check(self, text: str, who: str = "jedes Mal fragen") -> str:
        """Have a letter checked; return what the page says once its findings are there."""
        self._sent.clear()
        await self.step("check", {1: text, 3: who, 4: False})
        said = await self._taken_up("take_up")
        await self.look()
        return said

    async def upload(self, name: str, content: bytes) -> str:
        """Upload a file into the box; return the text that stands there then."""
        answer = await self.http.post(f"{_AREA}/upload", files={"files": (name, content)})
        return await self.take(answer.raise_for_status().json()[0])

    async def take(self, path: str) -> str:
        """Have a file of the server put into the box, as after an upload; return the text that stands there then."""
        file = {"path": path, "orig_name": "brief", "meta": {"_type": "gradio.FileData"}}
        return str((await self.step("take_upload", {0: file}))[0])

    async def go_on(self, kept: str) -> str:
        """Take up a review that the browser has kept, as after a reload; return what the page says."""
        self._sent.clear()
        await self.step("go_on", {1: kept})
        said = await self._taken_up("take_up_1")
        await self.look()
        return said

    async def suggestions(self) -> None:
        """Wait until all suggestions are there."""
        while self._listening:
            await asyncio.sleep(_LISTEN)
            await self.step("listen", {2: False})
        await self.look()

    async def accept(self, id: str) -> str:
        """Accept a suggestion; return what the page says."""
        return await self._deed({"tat": "annehmen", "id": id})

    async def reject(self, id: str, reason: str) -> str:
        """Reject a suggestion; return what the page says."""
        return await self._deed({"tat": "ablehnen", "id": id, "grund": reason})

    async def release(self, pdf: bool = False) -> list[File]:
        """Release the letter; return its files."""
        await self.step("release")
        if pdf:
            await self.step("make_pdf")
            await self.step("add_pdf")
        painted = await self.look()
        return list(_files(painted[5]))

    @property
    def open_suggestions(self) -> list[str]:
        """The suggestions on the page on which nobody has decided yet."""
        return [id for id, entry in self.entries.items() if _OPEN.search(entry)]

    @property
    def kept(self) -> str:
        """What this tab of the browser keeps for a reload."""
        file = next(_files(self._values[self._steps["paint"]["outputs"][10]]))
        return file.content.decode("utf-8")

    async def look(self) -> list[Any]:
        """Draw what has changed; return everything around the list."""
        painted = await self.step("paint")
        drawn = json.loads((await self.step("sheets", {6: json.dumps(self._sent)}))[0] or "{}")
        for name, sheet in drawn.get("sheets", {}).items():
            self._sent[name] = dict(sheet["order"])
            known = {**self.shown.get(name, {}), **sheet["new"]}
            self.shown[name] = {key: known[key] for key, _ in sheet["order"]}
        self.entries = self.shown.get("liste", {})
        self.preview = unescape("".join(self.shown.get("vorschau", {}).values()))
        return painted

    async def step(self, name: str, given: Mapping[int, Any] | None = None) -> list[Any]:
        """Have the server take a step; return what it puts into the parts of the page.

        Args:
            name: The function behind the step.
            given: What stands in its inputs, by their place; the others are as the page shows them.

        Raises:
            PageError: The step failed.
        """
        step = self._steps[name]
        data = [self._values.get(id) for id in step["inputs"]]
        for place, value in (given or {}).items():
            data[place] = value
        if name == "do":
            data[1] = self.person
        body = {"data": data, "fn_index": step["id"], "session_hash": self.key, "event_data": None, "trigger_id": None}
        joined = await self.http.post(f"{_AREA}/queue/join", json=body)
        joined.raise_for_status()
        outputs = await self._outcome(name, joined.json()["event_id"])
        for id, value in zip(step["outputs"], outputs, strict=True):
            self._note(id, value)
        return outputs

    async def _taken_up(self, name: str) -> str:
        return str((await self.step(name))[5])

    async def _deed(self, deed: dict[str, str]) -> str:
        said = (await self.step("do", {2: json.dumps(deed)}))[1]
        await self.look()
        return str(said)

    async def _outcome(self, name: str, event: str) -> list[Any]:
        outputs: list[Any] | None = None
        address = f"{_AREA}/queue/data"
        async with self.http.stream("GET", address, params={"session_hash": self.key}, timeout=_PATIENCE) as stream:
            stream.raise_for_status()
            async for line in stream.aiter_lines():
                if not line.startswith("data:"):
                    continue
                self.heard.append(line)
                told = json.loads(line[5:])
                if told["msg"] == "process_completed" and told["event_id"] == event:
                    if not told["success"]:
                        raise PageError(f"{name}: {told['output']}")
                    outputs = told["output"]["data"]
                if told["msg"] in ("close_stream", "unexpected_error"):
                    break
        if outputs is None:
            raise PageError(f"{name}: keine Antwort")
        return outputs

    def _note(self, id: int, value: Any) -> None:  # noqa: ANN401 - whatever stands in a part of the page
        if isinstance(value, dict) and value.get("__type__") == "update":
            self._values[id] = value.get("value", self._values.get(id))
            self._listening = value.get("active", self._listening)
        else:
            self._values[id] = value

    async def _keep_alive(self) -> None:
        with suppress(httpx.HTTPError):
            async with self.http.stream("GET", f"{_AREA}/heartbeat/{self.key}", timeout=None) as stream:
                async for _ in stream.aiter_bytes():
                    pass


async def sign_in(http: httpx.AsyncClient, login: str, password: str) -> None:
    """Sign in on the page for people."""
    answer = await http.post("/anmelden", data={"name": login, "kennwort": password})
    if answer.status_code != httpx.codes.SEE_OTHER:
        raise PageError(f"Anmelden: {answer.status_code}")


def _files(markup: Any) -> Iterator[File]:  # noqa: ANN401 - a part of the page, or nothing
    for name, content in _LINK.findall(markup if isinstance(markup, str) else ""):
        yield File(unescape(name), base64.b64decode(content))

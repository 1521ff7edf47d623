"""Twenty people at once on one server, on the page and at ``/api/v1``, with a kill and a restart in the middle.

    python evaluation/benchmarks/load.py                  # fünf Minuten, danach der Speicher
    python evaluation/benchmarks/load.py --sekunden 60    # kürzer
    python evaluation/benchmarks/load.py --write          # dazu results/last.json schreiben

Everybody signs in, has letters of their own checked, decides, releases, and asks the interface for the same; between
two steps they pause for a moment. Every letter has a mark that no other letter has, and every byte that comes back is
searched for marks of others. Half way the server is killed (SIGKILL) and started again; the people sign in again and
go on with what their browser has kept. The time of a request counts from the first try to the answer, waiting
included.

Memory: the server remembers the last 200 pages, also closed ones, so that nobody loses a letter when a connection
breaks. So memory grows until there have been 200, and must stay flat then. When the people have gone home, one letter
after the other is opened and left until it can be compared. Needs Linux (``/proc``).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).resolve().parent
sys.path[:0] = [str(FOLDER), str(FOLDER.parent)]

import httpx
from page_client import File, OpenPage, sign_in

from klartext.server.people import add_person
from results import german, record, show

LETTERS: Final = [path.read_text(encoding="utf-8") for path in sorted((FOLDER.parent / "briefe").glob("*.txt"))]
PASSWORD: Final = "nur für diese Messung"
MARK: Final = re.compile(rb"LAST-\d\d-\d{4}")
REMEMBERED: Final = 200
"""So many pages the server remembers."""
MORE: Final = 100
"""So many pages are opened after that for the memory."""
FLAT: Final = 1.03
"""The bar for memory: with the pages after that at most so many times what it is with those that are remembered."""
_PAUSE: Final = (0.5, 3.0)
_BUSY: Final = frozenset({httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE})


@dataclass(slots=True)
class Server:
    """A server in a folder of its own, which can be killed and started again on the same port."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; it may take a moment until it answers."""
        command = [sys.executable, "-m", "klartext", "app", "--no-browser", "--port", str(self.port)]
        with (self.folder / "ausgabe.txt").open("ab") as out:
            self.process = subprocess.Popen([*command, "--passwords", "personen.txt"], cwd=self.folder, stdout=out)

    def kill(self) -> None:
        """End it at once, as a power failure would."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    @property
    def memory(self) -> float:
        """Its memory in megabytes."""
        found = re.search(r"VmRSS:\s+(\d+) kB", self._told("status"))
        return int(found[1]) / 1024 if found else 0.0

    @property
    def processor(self) -> float:
        """The seconds of the processor that it has used since its start."""
        times = self._told("stat").rpartition(")")[2].split()[11:13]
        return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")

    def _told(self, name: str) -> str:
        """Return what the system says about the process; nothing while it is not there."""
        try:
            return Path(f"/proc/{self.process.pid if self.process else 0}/{name}").read_text(encoding="utf-8")
        except OSError:
            return ""


@dataclass(slots=True)
class Log:
    """What happened: seconds by kind of request, and everything that must not happen."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    memory: dict[str, float] = field(default_factory=dict)
    processor: float = 0.0
    load: float = 0.0
    back: float = 0.0
    letters: int = 0

    @property
    def growth(self) -> float:
        """How much memory grows once all pages are remembered that can be."""
        *_, before, after = self.memory.values()
        return after / before

    @asynccontextmanager
    async def timed(self, kind: str) -> AsyncIterator[None]:
        """Note how long something takes that succeeds."""
        start = time.perf_counter()
        yield
        self.seconds[kind].append(time.perf_counter() - start)


@dataclass(slots=True)
class Person:
    """One of the people: works on one letter after the other until the time is over."""

    number: int
    url: str
    log: Log
    until: float
    chance: random.Random = field(init=False)
    letters: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.number)

    @property
    def login(self) -> str:
        """The name to sign in with."""
        return f"person{self.number:02}"

    @property
    def mark(self) -> str:
        """The mark of the letter at hand."""
        return f"LAST-{self.number:02}-{self.letters:04}"

    async def work(self) -> None:
        """Take letters through page and interface; where the server goes away, wait for it and go on."""
        kept: str | None = None
        while time.monotonic() < self.until:
            visit = Visit(self, self.mark)
            try:
                async with httpx.AsyncClient(base_url=self.url, timeout=300) as http:
                    await visit.on_the_page(http, kept)
                    await visit.at_the_interface(http)
                    self.letters += 1
                kept = None
            except httpx.TransportError:
                kept = visit.kept or kept
                self.log.counts["abgerissen"] += 1
                await self._until_it_is_back()
            except Exception as error:
                self.log.faults.append(f"{visit.mark}: {type(error).__name__}: {error}"[:300])
                kept, self.letters = None, self.letters + 1

    async def _until_it_is_back(self) -> None:
        async with httpx.AsyncClient(base_url=self.url) as http:
            while time.monotonic() < self.until:
                try:
                    if (await http.get("/api/v1/health")).is_success:
                        return
                except httpx.TransportError:
                    await asyncio.sleep(0.5)

    async def pause(self) -> None:
        """Do what people do between two steps."""
        await asyncio.sleep(self.chance.uniform(*_PAUSE))


@dataclass(slots=True)
class Visit:
    """One letter of one person."""

    person: Person
    mark: str
    kept: str | None = None

    @property
    def text(self) -> str:
        """A letter whose sentences nobody else has: the mark stands in its reference line and in a sentence."""
        number = int(self.mark[-4:])
        letter = LETTERS[(self.person.number * 7 + number) % len(LETTERS)]
        own = f"\n\nDie Nachweise zu {self.mark} sind bis zum 3. Mai 2027 lediglich im Original vorzulegen.\n"
        return f"Aktenzeichen: {self.mark}\n\n" + letter.rstrip() + own

    async def on_the_page(self, http: httpx.AsyncClient, kept: str | None) -> None:
        """Check, decide and release a letter; with ``kept`` go on with the letter that the browser has kept."""
        log, pause = self.person.log, self.person.pause
        async with log.timed("Anmelden"):
            await sign_in(http, self.person.login, PASSWORD)
        page = OpenPage(http, person=f"Person {self.person.number}")
        try:
            async with log.timed("Seite öffnen"):
                await page.open()
            if kept is not None:
                async with log.timed("Nach dem Neustart weitermachen"):
                    self._expect("wieder da" in await page.go_on(kept), "der Stand kommt nicht wieder")
                self._expect(any("kt-karte accepted" in e for e in page.entries.values()), "Entscheidungen fehlen")
                log.counts["weitergemacht"] += 1
            else:
                async with log.timed("Brief prüfen, bis Befunde da sind"):
                    await page.check(self.text)
                async with log.timed("Brief prüfen, bis alle Vorschläge da sind"):
                    await page.suggestions()
            for _ in range(3):
                if not page.open_suggestions:
                    break
                await pause()
                async with log.timed("Vorschlag annehmen, bis alles gezeichnet ist"):
                    said = await page.accept(page.open_suggestions[0])
                self._expect("angenommen" in said, said)
                self.kept = page.kept
            await pause()
            async with log.timed("Brief freigeben"):
                files = await page.release()
            self._owns(page.preview, "Vorschau")
            for file in files:
                self._search(_content(file), file.name)
                if file.name.endswith((".txt", ".docx")):
                    self._owns(_content(file), file.name)
            self._expect(len(files) == 5, f"{len(files)} Dateien")
        finally:
            await page.close()
            self._search("\n".join(page.heard).encode(), "Seite")

    async def at_the_interface(self, http: httpx.AsyncClient) -> None:
        """Have the letter checked, a wording judged and a decision applied."""
        await self.person.pause()
        checked = await self._ask(http, "check", {"text": self.text})
        self._expect(checked["text"] == self.text, "anderer Text")
        await self.person.pause()
        offered = await self._ask(http, "suggestions", {"text": self.text})
        first = next((s for s in offered["suggestions"] if s["needs"] is None), None)
        if first is None:
            return
        sentence = next(s["text"] for s in checked["sentences"] if s["id"] == first["sentence"])
        after = sentence.replace(first["original"], first["replacement"])
        await self._ask(http, "guard", {"original": sentence, "proposed": after})
        await self.person.pause()
        decision = {
            "number": 1, "suggestion": first["id"], "kind": "accepted", "person": "E. Beispiel",
            "time": "2027-01-01T12:00:00Z", "original": first["original"], "final": first["replacement"],
            "start": first["start"], "end": first["end"],
        }  # fmt: skip
        decisions = {"schema_version": 1, "text_sha256": offered["text_sha256"], "decisions": [decision]}
        released = await self._ask(http, "decisions", {"text": self.text, "decisions": decisions})
        expected = self.text[: first["start"]] + first["replacement"] + self.text[first["end"] :]
        self._expect(released["text"].split() == expected.split(), "der freigegebene Text ist ein anderer")

    async def _ask(self, http: httpx.AsyncClient, name: str, body: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
        async with self.person.log.timed(f"/api/v1/{name}"):
            while True:
                answer = await http.post(f"/api/v1/{name}", json=body, auth=(self.person.login, PASSWORD))
                if answer.status_code not in _BUSY:
                    break
                self.person.log.counts["bitte warten"] += 1
                await asyncio.sleep(float(answer.headers["retry-after"]))
        self._search(answer.content, name)
        self._expect(answer.is_success, f"{name}: {answer.status_code} {answer.text[:150]}")
        return answer.json()

    def _owns(self, content: str | bytes, where: str) -> None:
        """Note where the person's own mark is missing."""
        data = content.encode() if isinstance(content, str) else content
        self._expect(self.mark.encode() in data, f"{where}: ohne Kennzeichen")

    def _search(self, data: bytes, where: str) -> None:
        """Note every mark of another letter."""
        others = {found.decode() for found in MARK.findall(data)} - {self.mark}
        self.person.log.foreign += [f"{self.mark} bekommt {other} ({where})" for other in sorted(others)]

    def _expect(self, holds: bool, what: str) -> None:
        if not holds:
            self.person.log.faults.append(f"{self.mark}: {what}"[:300])


def _content(file: File) -> bytes:
    """Return what stands in a file; of a Word file, its text."""
    if not file.name.endswith(".docx"):
        return file.content
    with zipfile.ZipFile(BytesIO(file.content)) as archive:
        return re.sub(rb"<[^>]+>", b"", archive.read("word/document.xml"))


async def measured(people: int, seconds: int) -> Log:
    """Let people work, kill the server half way, then look at its memory; return what happened."""
    log = Log()
    with tempfile.TemporaryDirectory() as folder, _running(Path(folder), people) as server:
        url = f"http://127.0.0.1:{server.port}"
        await _answering(url)
        crowd = [Person(number, url, log, time.monotonic() + seconds) for number in range(people)]
        working = asyncio.gather(*(person.work() for person in crowd))
        await asyncio.sleep(seconds / 2)
        log.processor += server.processor
        log.memory["vor dem Abschuss"] = server.memory
        server.kill()
        killed = time.monotonic()
        server.start()
        await _answering(url)
        log.back = time.monotonic() - killed
        await working
        log.processor += server.processor
        log.load = os.getloadavg()[1] / (os.cpu_count() or 1)
        log.memory["nach den Personen"] = server.memory
        log.letters = sum(person.letters for person in crowd)
        for part, pages in (("mit gemerkten Seiten", REMEMBERED), ("mit weiteren Seiten", MORE)):
            await _opened_and_left(crowd[0], pages)
            log.memory[part] = server.memory
    return log


async def _opened_and_left(person: Person, pages: int) -> None:
    """Have one letter after the other checked and leave it there."""
    for _ in range(pages):
        visit = Visit(person, person.mark)
        async with httpx.AsyncClient(base_url=person.url, timeout=300) as http:
            await sign_in(http, person.login, PASSWORD)
            page = OpenPage(http)
            await page.open()
            await page.check(visit.text)
            await page.suggestions()
            await page.close()
        person.letters += 1


@contextmanager
def _running(folder: Path, people: int) -> Iterator[Server]:
    for number in range(people):
        add_person(folder / "personen.txt", f"person{number:02}", f"Person {number}", PASSWORD)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = Server(folder, free.getsockname()[1])
    server.start()
    try:
        yield server
    finally:
        server.kill()


async def _answering(url: str) -> None:
    async with httpx.AsyncClient(base_url=url) as http:
        while True:
            try:
                if (await http.get("/api/v1/health")).is_success:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.2)


def figures(log: Log, people: int, seconds: int) -> list[tuple[str, str, str]]:
    """Return what was measured."""
    values = [
        ("Personen zugleich", str(people), ""),
        ("Sekunden", str(seconds), ""),
        ("Last des Rechners dabei (rechenbereite Prozesse je Kern)", german(log.load), ""),
        ("Briefe vom Einfügen bis zur Freigabe", str(log.letters), ""),
        ("Prozessorsekunden des Servers je Brief, beide Starts mitgezählt", german(log.processor / log.letters), ""),
        ("Schritte auf der Seite und Anfragen", str(sum(map(len, log.seconds.values()))), ""),
        ("Fehler", str(len(log.faults)), "0"),
        ("Antworten mit dem Kennzeichen eines anderen Briefs", str(len(log.foreign)), "0"),
        ("Antworten „bitte warten“ (429, 503)", str(log.counts["bitte warten"]), ""),
        ("Vom Abschuss bis zur ersten Antwort des neuen Servers, Sekunden", german(log.back), ""),
        ("Personen, deren Verbindung dabei abriss", str(log.counts["abgerissen"]), ""),
        ("davon mit Entscheidungen, die danach wieder da waren", str(log.counts["weitergemacht"]), ""),
    ]
    for kind, spent in sorted(log.seconds.items()):
        ordered = sorted(spent)
        values.append((f"{kind}: Median, Sekunden", german(ordered[len(ordered) // 2]), ""))
        values.append((f"{kind}: 95 % in, Sekunden", german(ordered[int(len(ordered) * 0.95)]), ""))
    values += [(f"Speicher {when}, MB", f"{megabytes:.0f}", "") for when, megabytes in log.memory.items()]
    return [*values, ("Speicher, letzter zu vorletztem Wert", german(log.growth), f"≤ {FLAT:g}")]


def main() -> int:
    """Measure; return 0 if nothing failed, nobody got what is somebody else's, and memory stays flat."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sekunden", type=int, default=300)
    parser.add_argument("--personen", type=int, default=20)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    log = asyncio.run(measured(options.personen, options.sekunden))
    values = figures(log, options.personen, options.sekunden)
    show(values)
    for line in (*log.foreign[:20], *log.faults[:20]):
        print(line, file=sys.stderr)
    if options.write:
        record("last", "Zwanzig Personen zugleich", "python evaluation/benchmarks/load.py --write", values)
    return 0 if not log.faults and not log.foreign and log.growth <= FLAT else 1


if __name__ == "__main__":
    sys.exit(main())

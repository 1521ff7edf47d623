"""A model on a server of the house that speaks OpenAI's interface: llama.cpp, vLLM, Ollama and others.

This is the only place in Klartext that opens a connection. It does so only to this machine or to a host that the
administrator has named in ``klartext.toml``, and sends sentences without the facts in them. Redirections are not
followed, proxies are not asked.
"""

from __future__ import annotations

import http.client
import json
import queue
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from typing import Final

from klartext.config import ModelServer, is_loopback
from klartext.errors import ModelError
from klartext.model import prompt
from klartext.model.contract import Ask, Candidate, Identity
from klartext.model.pseudonyms import Masked, mask

_SECONDS: Final = 120.0
_TICK: Final = 0.05
_MOST_BYTES: Final = 1 << 20
_CANDIDATES: Final = 3
_TEMPERATURE: Final = 0.4
_SEED: Final = 7
_TOKENS_PER_SIGN: Final = 0.7
_SPARE: Final = 400
"""Room for models that think before they answer."""


def notice(server: ModelServer) -> str:
    """Return what people must know before they use the server."""
    if is_loopback(server.host):
        return f"Vorschläge kommen von einem Sprachmodell auf diesem Rechner ({server.address})."
    open_line = "" if server.secure else " Die Verbindung ist nicht verschlüsselt."
    return (
        f"Achtung: Sätze Ihres Briefes gehen an den Server {server.address}.{open_line} Erkannte Namen, Aktenzeichen, "
        "Daten und Beträge ersetzt Klartext vorher durch Zeichen wie [P1]; alles andere im Satz sieht der Server."
    )


class Server:
    """A ``ProposalModel`` behind an address; it cannot tell losses."""

    def __init__(self, server: ModelServer, seconds: float = _SECONDS) -> None:
        """Check the address; nothing is sent yet.

        Raises:
            ModelError: KT-T12 the administrator has not allowed the host, KT-T15 the key cannot be read.
        """
        if not is_loopback(server.host) and server.host not in server.allowed:
            raise ModelError(
                "KT-T12",
                f"Der Server „{server.host}“ ist nicht erlaubt; es wurde nichts gesendet.",
                f'Wer Klartext verwaltet, kann unter [modell] eintragen: erlaubte_server = ["{server.host}"].',
                "klartext.toml",
            )
        self._server, self._seconds = server, seconds
        self._key = _key(server)

    @property
    def identity(self) -> Identity:
        """The name of the model and of its host; a server shows no checksum."""
        return Identity(f"{self._server.model}@{self._server.host}", "", "")

    def rewrite(
        self, asks: Sequence[Ask], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[int, tuple[Candidate, ...]]]:
        """Yield candidates, sentence by sentence."""
        for number, ask in enumerate(asks):
            if cancelled():
                return
            masked = mask(prompt.as_data(ask.sentence), tuple(map(prompt.as_data, ask.places)))
            if masked is None:
                yield number, ()
                continue
            answer = self._ask(masked, cancelled)
            if answer is None:
                return
            yield number, _candidates(ask.sentence, masked, answer)

    def losses(self, texts: Sequence[str]) -> list[float]:
        """Servers do not tell how likely a text is."""
        raise NotImplementedError

    def close(self) -> None:
        """Nothing is kept open."""

    def _ask(self, masked: Masked, cancelled: Callable[[], bool]) -> list[str] | None:
        """Return the replies to one sentence; None if somebody cancels, the connection is then closed."""
        kind = http.client.HTTPSConnection if self._server.secure else http.client.HTTPConnection
        connection = kind(self._server.host, self._server.port, timeout=self._seconds)
        answer: queue.SimpleQueue[list[str] | ModelError] = queue.SimpleQueue()
        with closing(connection):
            threading.Thread(target=self._talk, args=(connection, masked, answer), daemon=True).start()
            while not cancelled():
                with suppress(queue.Empty):
                    told = answer.get(timeout=_TICK)
                    if isinstance(told, ModelError):
                        raise told
                    return told
            if connection.sock is not None:
                with suppress(OSError):
                    connection.sock.shutdown(socket.SHUT_RDWR)
        return None

    def _talk(
        self, connection: http.client.HTTPConnection, masked: Masked, answer: queue.SimpleQueue[list[str] | ModelError]
    ) -> None:
        body = {
            "model": self._server.model,
            "messages": prompt.talk(masked.text),
            "n": _CANDIDATES,
            "temperature": _TEMPERATURE,
            "seed": _SEED,
            "max_tokens": round(len(masked.text) * _TOKENS_PER_SIGN) + _SPARE,
            "stream": False,
        }
        headers = {"Content-Type": "application/json", "Accept": "application/json", **self._key}
        try:
            data = json.dumps(body, ensure_ascii=False).encode()
            connection.request("POST", f"{self._server.path}/chat/completions", data, headers)
            response = connection.getresponse()
            told = response.read(_MOST_BYTES)
        except (OSError, http.client.HTTPException) as problem:
            answer.put(self._unreachable(str(problem) or type(problem).__name__))
            return
        except Exception as problem:  # a closed connection breaks inside the library in many ways
            answer.put(self._unreachable(type(problem).__name__))
            return
        answer.put(self._replies(told) if response.status == 200 else self._unreachable(f"Status {response.status}"))

    def _replies(self, told: bytes) -> list[str] | ModelError:
        try:
            choices = json.loads(told)["choices"]
            return [
                str(choice["message"]["content"] or "") for choice in choices if choice.get("finish_reason") != "length"
            ]
        except (ValueError, LookupError, TypeError):
            return ModelError(
                "KT-T14",
                "Die Antwort des Servers ist nicht lesbar.",
                "Prüfen Sie, ob er die OpenAI-Schnittstelle anbietet; oft endet die Adresse mit „/v1“.",
                self._server.address,
            )

    def _unreachable(self, reason: str) -> ModelError:
        return ModelError(
            "KT-T13",
            f"Der Server für das Sprachmodell antwortet nicht wie erwartet ({reason}).",
            "Prüfen Sie Adresse und Modell in klartext.toml und ob der Server läuft. Ohne Modell geht es weiter.",
            self._server.address,
        )


def _key(server: ModelServer) -> dict[str, str]:
    if server.key_file is None:
        return {}
    try:
        key = server.key_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise ModelError(
            "KT-T15",
            "Der Schlüssel für den Server ist nicht lesbar.",
            "Prüfen Sie Pfad und Rechte.",
            str(server.key_file),
        ) from problem
    return {"Authorization": f"Bearer {key}"}


def _candidates(sentence: str, masked: Masked, replies: list[str]) -> tuple[Candidate, ...]:
    """Return the replies whose marks are whole, with the places put back."""
    restored = (masked.restore(prompt.from_talk(reply)) for reply in replies)
    texts = dict.fromkeys(prompt.from_data(text) for text in restored if text)
    return tuple(Candidate(text, None) for text in texts if text != sentence)

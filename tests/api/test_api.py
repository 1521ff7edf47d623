"""The HTTP interface with the real pipeline: answers equal to the contract, errors that say what to do."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from loaded import checker
from starlette.applications import Starlette
from starlette.routing import Mount

from klartext.api import PREFIX, build_api
from klartext.api.limits import LARGEST_BODY, LONGEST_TEXT, Rate, TooMuch, Turn
from klartext.api.models import CheckedLetter
from klartext.documents import read_text
from klartext.report import to_dict
from klartext.session import Klartext

LETTER = "Die Nachweise sind bis zum 3. Mai 2025 vorzulegen.\r\nDer Betrag von 12,00 Euro wird erstattet.\r\n"


@pytest.fixture(scope="module")
def klartext() -> Klartext:
    return checker()


def client_for(klartext: Klartext, rate: Rate | None = None, turn: Turn | None = None) -> TestClient:
    api = build_api(klartext, turn or Turn(threading.Lock()), rate or Rate(10_000, 10_000))
    return TestClient(Starlette(routes=[Mount(PREFIX, api)]), base_url=f"http://testserver{PREFIX}/")


@pytest.fixture(scope="module")
def client(klartext: Klartext) -> Iterator[TestClient]:
    with client_for(klartext) as client:
        yield client


def error(answer: Any, status: int, code: str) -> dict[str, Any]:
    """Return the error of an answer after looking that it is whole."""
    assert answer.status_code == status, answer.text
    told = answer.json()
    assert told["schema_version"] == 1
    assert set(told["error"]) == {"code", "what", "remedy", "where"}
    assert told["error"]["code"] == code
    assert told["error"]["what"] and told["error"]["remedy"]
    return dict(told["error"])


def decided(client: TestClient, **changes: Any) -> dict[str, Any]:
    """Return a request with one accepted suggestion, as a document system would make it."""
    told = client.post("suggestions", json={"text": LETTER}).json()
    first = told["suggestions"][0]
    decision = {
        "number": 1, "suggestion": first["id"], "kind": "accepted", "person": "Erika Muster",
        "time": "2026-11-27T10:00:00+01:00", "start": first["start"], "end": first["end"],
        "original": first["original"], "final": first["replacement"], "rule": first["rule"],
    }  # fmt: skip
    decisions = {"schema_version": 1, "text_sha256": told["text_sha256"], "decisions": [{**decision, **changes}]}
    return {"text": LETTER, "decisions": decisions}


def test_check_returns_the_object_of_the_contract(client: TestClient, klartext: Klartext):
    answer = client.post("check", json={"text": LETTER, "source": "brief.txt"})
    assert answer.status_code == 200
    assert answer.json() == json.loads(json.dumps(to_dict(klartext.analyse(read_text(LETTER, "brief.txt")))))
    assert answer.json()["text"] == LETTER


def test_the_models_have_every_field_of_the_contract_and_no_other(klartext: Klartext):
    told = to_dict(klartext.analyse(read_text(LETTER)))
    assert CheckedLetter.model_validate(told).model_dump() == told


def test_who_acts_can_be_answered(client: TestClient):
    letter = "Die Unterlagen werden kopiert. Die Forderung kann beigetrieben werden."
    asked, answered = (client.post("check", json={"text": letter, "actor": actor}).json() for actor in ("", "wir"))
    assert "handelnde" in {s["needs"] for s in asked["suggestions"]}
    assert "handelnde" not in {s["needs"] for s in answered["suggestions"]}


def test_suggestions_come_with_the_hash_of_the_text(client: TestClient):
    told = client.post("suggestions", json={"text": LETTER}).json()
    assert told["text_sha256"] == hashlib.sha256(LETTER.encode()).hexdigest()
    assert all(s["guard"]["passed"] for s in told["suggestions"]) and told["suggestions"]


@pytest.mark.parametrize(
    ("original", "proposed", "author", "failed"),
    [
        ("Sie müssen 12 Euro zahlen.", "Bitte zahlen Sie 13 Euro.", "mensch", {"zahlen", "betraege"}),
        ("Der Antrag ist abzulehnen.", "Wir müssen den Antrag ablehnen.", "programm", set()),
        ("Wir lehnen den Antrag ab.", "Wir lehnen den Antrag ab.", "programm", {"leer"}),
        ("Der Antrag ist abzulehnen.", "Wir müssen den Antrag ablehnen.", "mensch", set()),
        ("Wir lehnen den Antrag ab.", "Wir lehnen den Antrag nicht ab.", "mensch", {"verneinung"}),
    ],
)
def test_guard_judges_any_wording(client: TestClient, original: str, proposed: str, author: str, failed: set[str]):
    told = client.post("guard", json={"original": original, "proposed": proposed, "author": author}).json()
    found = {c["name"] for c in told["checks"] if not c["passed"]}
    assert failed <= found
    assert told["passed"] is not bool(found) and told["passed"] is not bool(failed)


def test_grammar_is_read_only_where_a_program_wrote(client: TestClient):
    change = {"original": "Wir prüfen den Antrag.", "proposed": "Wir prüft den Antrag."}
    by_program = client.post("guard", json=change).json()
    by_person = client.post("guard", json={**change, "author": "mensch"}).json()
    assert not by_program["passed"] and by_person["passed"]


def test_what_the_guard_cannot_tell_of_a_persons_words_is_a_doubt(client: TestClient):
    change = {"original": "Die Entscheidung ist nicht zu beanstanden.", "proposed": "Die Entscheidung ist richtig."}
    by_person = client.post("guard", json={**change, "author": "mensch"}).json()
    assert by_person["passed"]
    assert "verneinung" in {c["name"] for c in by_person["checks"] if c["doubt"]}
    assert not client.post("guard", json=change).json()["passed"]


def test_decisions_give_the_letter_and_its_protocol(client: TestClient):
    request = decided(client)
    told = client.post("decisions", json=request).json()
    one = request["decisions"]["decisions"][0]
    kept = LETTER[one["end"] :]
    assert told["text"].endswith(kept)
    assert told["text"].removesuffix(kept).replace("\r\n", " ") == LETTER[: one["start"]] + one["final"]
    assert told["protocol"]["counts"]["accepted"] == 1
    assert told["protocol"]["decisions"][0]["person"] == "Erika Muster"
    assert told["protocol"]["released_sha256"] == hashlib.sha256(told["text"].encode()).hexdigest()
    assert told["submitted_by"] is None


def test_the_protocol_can_be_applied_again(client: TestClient):
    first = client.post("decisions", json=decided(client)).json()
    again = client.post("decisions", json={"text": LETTER, "decisions": first["protocol"]})
    assert again.json()["text"] == first["text"]


def test_a_doubt_of_the_guard_that_a_person_saw_comes_back_in_the_protocol(client: TestClient):
    seen = {"name": "verneinung", "passed": True, "detail": "Bitte ansehen.", "doubt": True}
    told = client.post("decisions", json=decided(client, checks=[seen]))
    assert told.status_code == 200, told.text
    assert told.json()["protocol"]["decisions"][0]["checks"] == [seen]


@pytest.mark.parametrize("person", ["", "   "])
def test_no_decision_without_a_person(client: TestClient, person: str):
    error(client.post("decisions", json=decided(client, person=person)), 422, "KT-D01")


def test_decisions_for_another_text_are_refused(client: TestClient):
    request = decided(client)
    error(client.post("decisions", json={**request, "text": LETTER + "x"}), 409, "KT-D09")
    error(client.post("decisions", json=decided(client, original="etwas anderes")), 409, "KT-D10")


def test_a_lost_amount_is_refused_unless_a_person_insists(client: TestClient):
    place = {"start": LETTER.index("Der"), "end": LETTER.index("erstattet.") + 10}
    place |= {"original": LETTER[place["start"] : place["end"]], "final": "Wir erstatten den Betrag.", "kind": "edited"}
    error(client.post("decisions", json=decided(client, **place)), 409, "KT-D11")
    assert client.post("decisions", json=decided(client, **place, insisted=True)).status_code == 200


def test_rules_are_listed_and_explained(client: TestClient, klartext: Klartext):
    listed = client.get("rules").json()
    assert len(listed["rules"]) == len(klartext.rules.rules) and listed["digest"] == klartext.rules.digest
    passive = client.get("rules", params={"category": "passiv"}).json()["rules"]
    assert passive and {r["category"] for r in passive} == {"passiv"}
    shown = client.get(f"rules/{passive[0]['id']}").json()
    assert "⟦" in shown["examples"][0]["text"] and shown["sources"]
    assert "Meinten Sie" in error(client.get("rules/pasiv"), 404, "KT-A05")["remedy"]


def test_version_says_what_runs(client: TestClient, klartext: Klartext):
    told = client.get("version").json()
    assert told["klartext"]["rules"] == klartext.rules.digest and told["klartext"]["model"] is None
    assert client.get("health").json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": 7}, "text"),
        ({"text": "x" * (LONGEST_TEXT + 1)}, "text"),
        ({"text": "Guten Tag.", "actor": "er"}, "actor"),
        ({"text": "Guten Tag.", "nichts": 1}, "nichts"),
    ],
)
def test_an_invalid_request_names_the_place(client: TestClient, body: dict[str, Any], where: str):
    assert error(client.post("check", json=body), 422, "KT-H08")["where"] == where


def test_what_is_no_json_or_no_letter_is_told(client: TestClient):
    error(client.post("check", content=b"{", headers={"content-type": "application/json"}), 422, "KT-H08")
    error(client.post("check", json={"text": " \n "}), 422, "KT-E04")
    error(client.get("nirgends"), 404, "KT-H03")
    error(client.get("check"), 405, "KT-H04")


def test_an_error_never_repeats_the_letter(client: TestClient):
    answer = client.post("check", json={"text": "GEHEIMES WORT", "actor": "GEHEIMES WORT"})
    assert "GEHEIM" not in answer.text


def test_a_fault_is_logged_without_the_words_it_was_about(klartext: Klartext, caplog, monkeypatch):
    def broken(self: Klartext, document: Any, actor: str = "") -> None:
        raise ValueError(document.text)

    monkeypatch.setattr(Klartext, "analyse", broken)
    with caplog.at_level(logging.DEBUG), client_for(klartext) as client:
        error(client.post("check", json={"text": "GEHEIMES WORT"}), 500, "KT-H09")
    assert "ValueError" in caplog.text and "GEHEIM" not in caplog.text


def test_the_description_is_german_and_complete(client: TestClient):
    told = client.get("openapi.json").json()
    assert set(told["paths"]) == {
        "/check", "/suggestions", "/guard", "/decisions", "/rules", "/rules/{id}", "/version", "/health",
    }  # fmt: skip
    for path in told["paths"].values():
        for operation in path.values():
            assert operation["summary"] and operation["description"]
            assert {"401", "429"} <= set(operation["responses"])
    assert "HTTPValidationError" not in json.dumps(told)
    assert not [line for line in json.dumps(told).split('"') if line.startswith("Successful Response")]
    assert client.get("docs").status_code == client.get("redoc").status_code == 404


# --- limits ------------------------------------------------------------------------------------------------------


def test_who_asks_too_often_is_told_when_to_come_back(klartext: Klartext):
    with client_for(klartext, Rate(60, 2)) as client:
        assert [client.get("version").status_code for _ in range(3)] == [200, 200, 429]
        answer = client.get("version")
        error(answer, 429, "KT-H06")
        assert int(answer.headers["retry-after"]) >= 1
        assert client.get("health").status_code == 200


def test_the_rate_is_counted_for_each_client_and_recovers():
    now = [0.0]
    rate = Rate(60, 2, lambda: now[0])
    for _ in range(2):
        rate.take("a")
    with pytest.raises(TooMuch) as stopped:
        rate.take("a")
    assert stopped.value.headers == {"Retry-After": "1"}
    rate.take("b")
    now[0] += 1.0
    rate.take("a")
    with pytest.raises(TooMuch):
        rate.take("a")


def test_a_busy_pipeline_turns_further_requests_away(klartext: Klartext):
    lock = threading.Lock()
    with lock, client_for(klartext, turn=Turn(lock, seconds=0.01)) as client:
        answer = client.post("check", json={"text": LETTER})
        error(answer, 503, "KT-H07")
        assert "retry-after" in answer.headers
    with pytest.raises(TooMuch), Turn(threading.Lock(), waiting=0)():
        pass


def test_the_largest_letter_fits_into_a_request():
    worst = json.dumps({"text": "\u00e4" * LONGEST_TEXT}).encode()
    assert len(worst) < LARGEST_BODY

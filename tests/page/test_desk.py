from __future__ import annotations

import logging
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from klartext.decisions import Review
from klartext.documents import read_bytes, read_text
from klartext.errors import DecisionError, InputError, KlartextError
from klartext.nlp import finished
from klartext.page import desk as steps
from klartext.page import incoming, listening, opening, takeaway
from klartext.page.desk import Desk
from klartext.page.incoming import Source
from klartext.page.office import Office
from klartext.records import Analysis, Document, Finding, Letter, Proposal, Scores, Suggestion, Versions
from klartext.session import Draft, Reading
from klartext.spans import Span
from klartext.store import open_store

TEXT = "Die Nachweise sind vorzulegen. Der Antrag wird seitens der Stadt geprüft."


def scores(text: str) -> Scores:
    return Scores(len(text.split()), 2, None, None, None, None, None, None)


def suggestion(id: str, original: str, replacement: str, *alternatives: str) -> Suggestion:
    start = TEXT.index(original)
    span = Span(start, start + len(original))
    return Suggestion(id, Proposal("s1", (f"f{id}",), span, original, replacement, "regel", "", alternatives), ())


SUGGESTIONS = (
    suggestion("g1", "sind vorzulegen", "müssen Sie vorlegen"),
    suggestion("g2", "seitens", "von", "durch"),
)


@dataclass
class FakeKlartext:
    """Finds the same two places in every letter."""

    seen: list[Document] = field(default_factory=list)
    model: None = None

    def reading(self, document: Document) -> Generator[tuple[int, int], None, Reading]:
        self.seen.append(document)
        yield 1, 1
        nothing: Any = None
        return Reading(nothing, replace(self.analyse(document), suggestions=()))

    def drafts(self, reading: Reading, actor: str = "") -> Generator[Draft, None, None]:
        yield Draft(1, 1, len(reading.analysis.letter.text), SUGGESTIONS, ())

    def analyse(self, document: Document, actor: str = "") -> Analysis:
        found = tuple(
            Finding(f"f{s.id}", "regel", "amtswort", 1, s.proposal.span, s.proposal.original, "m", "e", ())
            for s in SUGGESTIONS
        )
        return Analysis(
            Letter(document, (), ()), (), (), found, SUGGESTIONS, (), scores(document.text), Versions("0", "0", "0")
        )

    def review(self, analysis: Analysis, actor: str = "") -> Review:
        return Review(analysis)


def opened(office: Office, text: str = TEXT, source: Source = Source()) -> steps.Step:  # noqa: B008 - frozen
    """Open a letter and wait for all its suggestions."""
    desk, said = finished(opening.attempt_long(None, opening.open_letter(office, text, source)))
    if desk is None:
        return desk, said
    assert desk.drafting is not None and desk.drafting.wait(60)
    return listening.listen(office, desk), said


@pytest.fixture
def klartext() -> FakeKlartext:
    return FakeKlartext()


@pytest.fixture
def office(klartext: Any) -> Office:
    return Office(klartext)


@pytest.fixture
def on_desk(office: Office) -> Desk:
    desk, _ = opened(office)
    assert desk is not None
    return desk


def done(step: steps.Step) -> Desk:
    desk, _ = step
    assert desk is not None
    return desk


def test_a_letter_lies_open_on_the_desk(on_desk: Desk):
    assert on_desk.states == {"g1": "open", "g2": "open"}
    assert [i.id for i in on_desk.worklist] == ["g1", "g2"]


def test_every_decision_gives_a_new_desk(office: Office, on_desk: Desk):
    after = done(steps.accept(office, on_desk, "g1", "Erika Muster"))
    assert after is not on_desk and on_desk.states["g1"] == "open"
    assert after.states["g1"] == "accepted"
    assert after.review.current_text.startswith("Die Nachweise müssen Sie vorlegen.")


def test_the_name_is_kept_without_stray_blanks(office: Office, on_desk: Desk):
    after = done(steps.accept(office, on_desk, "g1", "  Erika \n Muster "))
    assert after.review.decisions[0].decision.person == "Erika Muster"


@pytest.mark.parametrize("person", ["", "  ", "\n\t"])
@pytest.mark.parametrize(
    "step",
    [
        lambda o, d, p: steps.accept(o, d, "g1", p),
        lambda o, d, p: steps.reject(o, d, "g1", p, "Grund"),
        lambda o, d, p: steps.edit(o, d, "g1", p, "Text"),
        lambda o, d, p: steps.undo(o, d, p),
        lambda o, d, p: steps.redo(o, d, p),
    ],
)
def test_nobody_decides_without_a_name(office: Office, on_desk: Desk, step: Any, person: str):
    with pytest.raises(DecisionError) as caught:
        step(office, on_desk, person)
    assert caught.value.code == "KT-W03"


def test_the_suggested_wording_is_no_alternative(office: Office, on_desk: Desk):
    after = done(steps.accept(office, on_desk, "g2", "E", "von"))
    assert after.review.decisions[0].decision.final == "von"


def test_another_wording_can_be_accepted(office: Office, on_desk: Desk):
    after = done(steps.accept(office, on_desk, "g2", "E", "durch"))
    assert after.review.decisions[0].decision.final == "durch"


@pytest.mark.parametrize(("typed", "kept"), [("  ist üblich ", "ist üblich"), ("   ", None)])
def test_a_reason_is_kept_when_there_is_one(office: Office, on_desk: Desk, typed: str, kept: str | None):
    after, said = steps.reject(office, on_desk, "g2", "E", typed)
    assert after is not None and after.review.decisions[0].decision.reason == kept
    assert "Vorschlag 2 abgelehnt." in said


def test_own_words_close_the_field_for_editing(office: Office, on_desk: Desk):
    editing = steps.start_editing(on_desk, "g2")
    assert editing.editing == "g2" and steps.stop_editing(editing).editing is None
    after = done(steps.edit(office, editing, "g2", "E", "durch die Mitarbeiter"))
    assert after.editing is None and after.states["g2"] == "edited"


def test_a_field_for_own_words_stays_open_while_another_suggestion_is_decided(office: Office, on_desk: Desk):
    after = done(steps.accept(office, steps.start_editing(on_desk, "g2"), "g1", "E"))
    assert after.editing == "g2"


def test_words_that_the_guard_doubts_stay_open_until_the_person_insists(office: Office, on_desk: Desk):
    text = "seitens 500 Euro"
    doubted, said = steps.edit(office, on_desk, "g2", "E", text, insist=True)
    assert doubted is not None and doubted.states["g2"] == "open"
    assert (doubted.editing, doubted.doubted) == ("g2", text) and "KT-D06" in said
    still, _ = steps.edit(office, doubted, "g2", "E", "seitens 600 Euro", insist=True)
    assert still is not None and still.states["g2"] == "open"
    after = done(steps.edit(office, doubted, "g2", "E", text, insist=True))
    assert after.states["g2"] == "edited" and after.doubted is None
    assert after.review.decisions[0].insisted


def test_a_decision_can_be_made_anew(office: Office, on_desk: Desk):
    rejected = done(steps.reject(office, on_desk, "g1", "E", ""))
    again = steps.reopen(rejected, "g1")
    assert again.reopened == "g1" and again.states["g1"] == "rejected"
    after = done(steps.accept(office, again, "g1", "E"))
    assert after.states["g1"] == "accepted" and after.reopened is None


def test_an_unfinished_review_is_taken_up_again_where_decisions_are_kept(klartext: Any, tmp_path: Path):
    with open_store(tmp_path / "klartext.db") as store:
        first = done(opened(Office(klartext, store)))
        steps.accept(Office(klartext, store), first, "g1", "Erika Muster")
        assert [d.person for d in store.list_decisions()] == ["Erika Muster"]
    with open_store(tmp_path / "klartext.db") as store:
        again, said = opened(Office(klartext, store))
    assert again is not None and again.states == {"g1": "accepted", "g2": "open"}
    assert "Ihre früheren Entscheidungen" in said


def test_nothing_is_taken_up_where_nothing_is_kept(office: Office, on_desk: Desk):
    steps.accept(office, on_desk, "g1", "E")
    assert done(opened(office)).states["g1"] == "open"


def test_undo_and_redo_change_the_text(office: Office, on_desk: Desk):
    accepted = done(steps.accept(office, on_desk, "g1", "E"))
    undone = done(steps.undo(office, accepted, "E"))
    assert undone.review.current_text == TEXT
    assert done(steps.redo(office, undone, "E")).review.current_text == accepted.review.current_text != TEXT


def test_a_step_that_fails_leaves_everything_and_says_why(office: Office, on_desk: Desk):
    after, said = steps.attempt(office, on_desk, lambda: steps.undo(office, on_desk, "E"))
    assert after is on_desk
    assert "Es gibt keine Entscheidung zum Zurücknehmen." in said and "KT-D05" in said


def test_a_fault_of_the_program_is_logged_and_never_shown(
    office: Office, on_desk: Desk, caplog: pytest.LogCaptureFixture
):
    def broken() -> steps.Step:
        raise RuntimeError("secret <detail>")

    with caplog.at_level(logging.ERROR):
        after, said = steps.attempt(office, on_desk, broken)
    assert after is on_desk
    assert "Fehlers im Programm" in said and "secret" not in said
    assert "RuntimeError" in caplog.text


def test_a_failed_check_leaves_the_letter_before_on_the_desk(office: Office, on_desk: Desk):
    after, said = finished(opening.attempt_long(on_desk, opening.open_letter(office, "  ", Source())))
    assert after is on_desk and "kt-meldung hinweis" in said


def test_a_text_keeps_its_name_until_somebody_changes_it(office: Office, klartext: FakeKlartext):
    source = Source("bescheid.docx", "Der Text.\n")
    opened(office, "Der Text.", source)
    opened(office, "Ein anderer Text.", source)
    assert [d.source for d in klartext.seen] == ["bescheid.docx", incoming.PASTED]


def upload(tmp_path: Path, name: str, data: bytes) -> Path:
    folder = tmp_path / "0f3a"
    folder.mkdir()
    file = folder / name
    file.write_bytes(data)
    return file


def test_an_upload_is_read_and_deleted(tmp_path: Path):
    file = upload(tmp_path, "bescheid.txt", "Grüße\n".encode())
    text, source, said = incoming.take_upload(str(file), "alt", Source())
    assert (text.strip(), source.name) == ("Grüße", "bescheid.txt")
    assert "„bescheid.txt“ ist eingelesen" in said
    assert not file.parent.exists()


@pytest.mark.parametrize(("name", "data"), [("x.docx", b"PK\x03\x04"), ("x.pdf", b"%PDF-1.4"), ("x.txt", b"")])
def test_an_upload_that_cannot_be_read_is_deleted_and_the_text_stays(tmp_path: Path, name: str, data: bytes):
    file = upload(tmp_path, name, data)
    old = Source("a", "alt")
    text, source, said = incoming.take_upload(str(file), "alt", old)
    assert (text, source) == ("alt", old)
    assert "kt-meldung hinweis" in said
    assert not file.parent.exists()


def test_a_large_upload_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(incoming, "LARGEST_UPLOAD", 5)
    file = upload(tmp_path, "gross.txt", b"123456")
    with pytest.raises(InputError) as caught:
        incoming.take_bytes(file)
    assert caught.value.code == "KT-W02" and not file.exists()


def test_no_upload_changes_nothing():
    assert incoming.take_upload(None, "alt", Source()) == ("alt", Source(), "")


def test_the_released_letter_and_its_protocol_are_handed_out(office: Office, on_desk: Desk):
    after = done(
        steps.reject(office, done(steps.accept(office, on_desk, "g2", "Erika M.")), "g1", "Erika M.", "üblich")
    )
    word_file, letter, *protocols = done(steps.hand_out(after)).files
    assert letter.content == "Die Nachweise sind vorzulegen. Der Antrag wird von der Stadt geprüft."
    assert [f.name for f in (letter, *protocols)] == [
        "Eingabe-freigegeben.txt", "Eingabe-protokoll.html", "Eingabe-protokoll.csv", "Eingabe-protokoll.json"
    ]  # fmt: skip
    assert read_bytes(word_file.content, word_file.name).text == letter.content
    assert all("Erika M." in f.content and "üblich" in f.content for f in protocols)


def test_nothing_is_handed_out_without_a_letter():
    desk, said = steps.hand_out(None)
    assert desk is None and "zuerst einen Brief" in said


def test_links_to_the_released_letter_stay_until_the_next_decision(office: Office, on_desk: Desk):
    released = done(steps.hand_out(done(steps.accept(office, on_desk, "g1", "E"))))
    assert "Eingabe-freigegeben.txt" in [f.name for f in released.files]
    assert steps.start_editing(released, "g2").files == released.files
    assert done(steps.reject(office, released, "g2", "E", "")).files == ()


def test_an_error_at_the_release_hands_out_nothing(office: Office, on_desk: Desk, monkeypatch: pytest.MonkeyPatch):
    def refused(review: Review, upload: bytes | None) -> tuple[()]:
        raise KlartextError("KT-G01", "Ein Betrag fehlt.", "Prüfen Sie die Stelle.")

    monkeypatch.setattr(takeaway, "released", refused)
    after, said = steps.attempt(office, on_desk, lambda: steps.hand_out(on_desk))
    assert after is on_desk and after.files == () and "Ein Betrag fehlt." in said


def test_the_fakes_read_like_the_real_reader():
    assert read_text(TEXT, "x").text == TEXT

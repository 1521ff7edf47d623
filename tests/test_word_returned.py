"""Word files back: what people accepted, rejected, reworded or left open there, as decisions with their names."""

import json
import re
import zipfile
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_samples import analyse
from word_samples import LETTERS, NS, accept_all, letter, reject_all

from klartext import word
from klartext.decisions import Review, apply_decisions, to_dict
from klartext.errors import DecisionError, WordError
from klartext.spans import apply_edits

NOON = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)
HERE, THERE = "A. Muster", "B. Beispiel"


def fresh(name):
    return Review(analyse(letter(name)[1]), clock=lambda: NOON)


@cache
def proposed(name):
    """Return the Word file with all open suggestions of a letter."""
    return word.tracked(letter(name)[0], fresh(name), include_open=True)


def in_body(data, change):
    """Return the file with its body changed as XML text."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "word/document.xml":
                content = change(content.decode()).encode()
            new.writestr(member, content)
    return out.getvalue()


def choosing(written, kinds):
    """Return the file after somebody accepted some changes in Word and rejected others; the rest is still marked."""
    data = written.data
    marks = {}
    for change, kind in zip(written.made, kinds, strict=True):
        marks.setdefault(kind, []).append(change)

    def is_kind(kind):
        places = {(c.edit.span.start, c.suggestion) for c in marks.get(kind, [])}
        numbers = numbers_of(written, places)
        return lambda revision: revision.get(NS + "id") in numbers

    return reject_all(accept_all(data, is_kind("accepted")), is_kind("rejected"))


def numbers_of(written, places):
    """Return the ids of the revisions of some changes: those between the marks of their comments."""
    body = zipfile.ZipFile(BytesIO(written.data)).read("word/document.xml").decode()
    found = set()
    for number, change in enumerate(written.made):
        if (change.edit.span.start, change.suggestion) in places:
            inside = re.search(
                rf'<w:commentRangeStart w:id="{number}"/>(.*?)<w:commentRangeEnd w:id="{number}"/>', body, re.DOTALL
            )
            found |= set(re.findall(r'<w:(?:ins|del) w:id="(\d+)"', inside[1]))
    return found


def standings(back):
    return [o.standing for o in back.outcomes]


@settings(max_examples=12, deadline=None)
@given(st.data())
@pytest.mark.parametrize("name", ["plain", "table", "split_runs", "numbered"])
def test_every_choice_in_word_is_read_back(name, data):
    written = proposed(name)
    kind = st.sampled_from(["accepted", "rejected", "open"])
    kinds = data.draw(st.lists(kind, min_size=len(written.made), max_size=len(written.made)))
    back = word.read_back(choosing(written, kinds), fresh(name), THERE)
    assert standings(back) == kinds
    assert back.notes == ()
    states = [back.review.state(o.place.suggestion) for o in back.outcomes]
    assert [s for s in states if s != "open"] == [k for k in kinds if k != "open"]
    assert {e.decision.person for e in back.review.decisions} <= {THERE}


@pytest.mark.parametrize("name", LETTERS)
def test_accepted_as_a_whole_it_gives_the_decisions_for_the_same_letter(name):
    written = proposed(name)
    foreign = lambda revision: revision.get(NS + "author") == word.PROPOSER  # noqa: E731
    back = word.read_back(accept_all(written.data, foreign), fresh(name), THERE)
    assert set(standings(back)) == {"accepted"}
    document = letter(name)[1]
    recorded = json.loads(json.dumps(to_dict(back.review)))
    assert apply_decisions(document, recorded) == apply_edits(document.original, [c.edit for c in written.made])
    none = word.read_back(reject_all(written.data, foreign), fresh(name), THERE)
    assert set(standings(none)) == {"rejected"}
    assert none.review.released_text() == document.original


def test_decisions_made_before_keep_their_person_and_time():
    review = fresh("plain")
    first, second, *_ = review.open_suggestions
    review = review.accept(first.id, HERE).reject(second.id, HERE, "zu knapp")
    written = word.tracked(letter("plain")[0], review, include_open=True)
    back = word.read_back(accept_all(written.data), fresh("plain"), THERE)
    by = {e.decision.original: (e.decision.person, e.decision.kind) for e in back.review.in_force}
    assert by[first.proposal.original] == (HERE, "accepted")
    assert by[second.proposal.original] == (HERE, "rejected")
    assert {who for who, _ in by.values()} == {HERE, THERE}
    again = word.read_back(reject_all(written.data), fresh("plain"), THERE)
    assert {e.decision.person for e in again.review.in_force if e.decision.suggestion == first.id} == {THERE}


def test_a_wording_of_ones_own_comes_back_from_the_file():
    review = fresh("plain")
    first = review.open_suggestions[0]
    review = review.edit(first.id, HERE, "durch unser Amt", insist=True)
    written = word.tracked(letter("plain")[0], review)
    back = word.read_back(written.data, fresh("plain"), THERE)
    (entry,) = back.review.in_force
    assert (entry.decision.final, entry.decision.person, entry.decision.kind) == ("durch unser Amt", HERE, "edited")
    assert word.read_back(written.data, review, THERE).review.log == review.log


def test_words_changed_by_hand_are_recorded_as_an_own_wording():
    accepted = accept_all(proposed("plain").data)
    changed = in_body(accepted, lambda xml: xml.replace(">sofort<", ">gleich morgen<"))
    assert changed != accepted
    back = word.read_back(changed, fresh("plain"), THERE)
    assert "edited" in standings(back)
    edited = next(e.decision for e in back.review.in_force if e.decision.kind == "edited")
    assert (edited.original, edited.final, edited.person) == ("umgehend", "gleich morgen", THERE)
    assert "gleich morgen" in back.review.released_text()


def test_changes_elsewhere_are_named_and_do_not_hide_the_choices():
    accepted = accept_all(proposed("plain").data)
    changed = in_body(accepted, lambda xml: xml.replace("50,00 Euro", "60,00 Euro").replace("Lindenweg 4", "Weg 5"))
    back = word.read_back(changed, fresh("plain"), THERE)
    assert set(standings(back)) == {"accepted"}
    assert "auch an Stellen geändert" in back.notes[0]


def test_a_paragraph_that_is_gone_leaves_its_suggestions_open_and_says_so():
    written = proposed("plain")
    gone = in_body(written.data, lambda xml: re.sub(r"<w:p>(?:(?!</w:p>).)*Sie Fragen haben.*?</w:p>", "", xml))
    back = word.read_back(gone, fresh("plain"), THERE)
    assert standings(back).count("lost") >= 1
    assert "nicht eindeutig wiederzufinden" in back.notes[0]
    assert all(back.review.state(o.place.suggestion) == "open" for o in back.outcomes if o.standing == "lost")


def test_without_names_and_times_marked_changes_are_still_open():
    stripped = in_body(
        proposed("plain").data,
        lambda xml: re.sub(r' w:date="[^"]*"', "", re.sub(r'w:author="[^"]*"', 'w:author="Author"', xml)),
    )
    assert set(standings(word.read_back(stripped, fresh("plain"), THERE))) == {"open"}


def test_tracked_changes_inside_a_proposal_are_a_wording_of_ones_own():
    def reworded(xml):
        insertion = re.search(r"<w:ins [^>]*><w:r>(?:(?!</w:ins>).)*sofort.*?</w:ins>", xml)[0]
        deletion = insertion.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        inner = re.sub(r"(<w:ins [^>]*>)(.*)(</w:ins>)", r'\1<w:del w:id="990" w:author="X">\2</w:del>\3', deletion)
        own = '<w:ins w:id="991" w:author="X"><w:r><w:t>gleich</w:t></w:r></w:ins>'
        return xml.replace(insertion, inner + own)

    back = word.read_back(in_body(proposed("plain").data, reworded), fresh("plain"), THERE)
    assert [o.text for o in back.outcomes if o.standing == "edited"] == ["gleich"]


def test_the_record_holds_no_words_of_the_letter():
    with zipfile.ZipFile(BytesIO(proposed("plain").data)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.startswith("customXml/item")]
    kept = next(part for part in parts if "schema_version" in part)
    assert "wort-umgehend" in kept
    for words in ("50,00", "geprüft", "sofort", "Erika", "Sofern Sie"):
        assert words not in kept


def test_a_file_without_a_record_is_refused():
    with pytest.raises(WordError, match="KT-O02"):
        word.read_back(letter("plain")[0], fresh("plain"), THERE)


def test_a_file_of_another_letter_is_refused():
    with pytest.raises(WordError, match="KT-O03"):
        word.read_back(proposed("table").data, fresh("plain"), THERE)


@pytest.mark.parametrize("kept", ["{}", "kein JSON", '{"schema_version": 2}', '{"places": [{"start": -1}]}'])
def test_a_damaged_record_is_none(kept):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(proposed("plain").data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if b"urn:klartext:word" in content and b"schema_version" in content:
                content = f'<klartext xmlns="urn:klartext:word">{kept}</klartext>'.encode()
            new.writestr(member, content)
    with pytest.raises(WordError, match="KT-O02"):
        word.read_back(out.getvalue(), fresh("plain"), THERE)


def test_nobody_decides_without_a_name():
    with pytest.raises(DecisionError, match="KT-D01"):
        word.read_back(accept_all(proposed("plain").data), fresh("plain"), "  ")

"""Word files out: accepted, they read like the released letter; rejected, like the letter before."""

import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from review_samples import analyse
from word_samples import BOXES, LETTERS, NS, W, accept_all, add, begun, letter, reject_all, run, saved

from klartext import word
from klartext.decisions import Review
from klartext.documents import read_bytes
from klartext.errors import WordError
from klartext.records import Versions
from klartext.spans import Edit, Span, apply_edits
from klartext.word.changes import Change, Changes

NOON = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)
MARK = "A. Muster"


def ours(revision):
    return revision.get(NS + "author") in (MARK, word.PROPOSER)


def text_of(data):
    return read_bytes(data, "neu.docx").original


def decided(name):
    """Return the bytes of a letter and a review with every suggestion accepted."""
    data, document = letter(name)
    review = Review(analyse(document), clock=lambda: NOON)
    for suggestion in review.open_suggestions:
        review = review.accept(suggestion.id, MARK)
    assert review.log
    return data, review


def changes(document, *edits):
    made = (
        Change(f"g{n}", "regel", "rule", edit, edit.replacement, MARK, NOON, ("Warum: darum.",))
        for n, edit in enumerate(edits, 1)
    )
    return Changes(document, Versions("0", "", ""), (), tuple(made))


def parts(data):
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def trees(data):
    return {name: etree.fromstring(part) for name, part in parts(data).items() if name.endswith((".xml", ".rels"))}


# --- what people decided --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LETTERS)
def test_accepting_all_gives_the_released_letter_and_rejecting_all_the_letter_before(name):
    data, review = decided(name)
    document = review.first.letter.document
    written = word.tracked(data, review)
    expected = apply_edits(document.original, [c.edit for c in written.made])
    assert written.made
    assert text_of(accept_all(written.data, ours)) == expected
    assert text_of(reject_all(written.data, ours)) == document.original
    assert text_of(written.data) == expected
    if not written.left_out:
        assert expected == review.released_text()


@pytest.mark.parametrize("name", LETTERS)
def test_the_clean_file_reads_the_same_and_shows_nothing(name):
    data, review = decided(name)
    written = word.clean(data, review)
    assert text_of(written.data) == text_of(word.tracked(data, review).data)
    assert MARK.encode() not in b"".join(parts(written.data).values())
    assert parts(written.data).keys() == parts(data).keys()


@pytest.mark.parametrize("name", LETTERS)
def test_only_the_parts_with_changes_are_written_anew(name):
    data, review = decided(name)
    before, after = parts(data), parts(word.clean(data, review).data)
    changed = {part for part in before if before[part] != after[part]}
    assert changed <= {p for p in before if p.startswith("word/") and p.endswith(".xml") and "style" not in p}


@pytest.mark.parametrize("name", LETTERS)
def test_the_file_is_well_made(name):
    data, review = decided(name)
    written = trees(word.tracked(data, review, include_open=True).data)
    for tree in written.values():
        revisions = [e for e in tree.iter(NS + "ins", NS + "del", NS + "rPrChange")]
        numbers = [e.get(NS + "id") for e in revisions]
        assert len(numbers) == len(set(numbers))
        for deletion in tree.iter(NS + "del"):
            assert deletion.getparent().tag == NS + "rPr" or not list(deletion.iter(NS + "t"))
        for text in tree.iter(NS + "delText"):
            assert text.getparent().tag == NS + "r" and next(text.iterancestors(NS + "del")) is not None
        for element in tree.iter(NS + "r"):
            assert len(element), "an empty run"
            assert all(e.tag != NS + "rPr" for e in element[1:])
            assert element.getparent().tag not in (NS + "r", NS + "t")
        for paragraph in tree.iter(NS + "p"):
            assert all(e.tag != NS + "pPr" for e in paragraph[1:])
    comments = next(tree for name, tree in written.items() if name.startswith("word/comments"))
    known = {c.get(NS + "id") for c in comments}
    body = written["word/document.xml"]
    for kind in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        marks = [e.get(NS + "id") for e in body.iter(NS + kind)]
        assert set(marks) == known and len(marks) == len(known)
    for other, tree in written.items():
        assert other == "word/document.xml" or not list(tree.iter(NS + "commentReference"))
    assert not [e for e in body.iter(NS + "commentReference") if next(e.iterancestors(NS + "txbxContent"), None)]
    types = {e.get("PartName") for e in written["[Content_Types].xml"]}
    assert all(f"/{name}" in types for name in written if "comments" in name and "rels" not in name)
    for name, tree in written.items():
        if name.startswith("word/_rels"):
            names = [e.get("Id") for e in tree]
            assert len(names) == len(set(names))


@pytest.mark.parametrize("name", LETTERS)
def test_python_docx_opens_what_is_written(name):
    data, review = decided(name)
    assert docx.Document(BytesIO(word.tracked(data, review).data)).paragraphs


# --- looks and comments ---------------------------------------------------------------------------------------------


def test_only_the_words_that_change_are_marked_and_their_looks_stay():
    data, document = letter("split_runs")
    at = document.original.index("seitens der Behörde geprüft")
    edit = Edit(Span(at, at + len("seitens der Behörde geprüft")), "von der Behörde geprüft")
    body = trees(word.write(data, changes(document, edit)).data)["word/document.xml"]
    assert ["".join(e.itertext()) for e in body.iter(NS + "del")] == ["sei", "tens"]
    (insertion,) = body.iter(NS + "ins")
    assert "".join(insertion.itertext()) == "von"
    assert insertion.find(f"{NS}r/{NS}rPr") is None
    bold = next(e for e in body.iter(NS + "delText") if e.text == "tens").getparent()
    assert bold.find(f"{NS}rPr/{NS}b") is not None
    assert [e.tag for e in body.iter(NS + "bookmarkStart", NS + "bookmarkEnd", NS + "proofErr")]
    assert "FF" not in "".join(e.get(NS + "val") or "" for e in insertion.iter())


def test_every_change_has_a_comment_with_rule_reason_and_source():
    data, review = decided("plain")
    comments = trees(word.tracked(data, review).data)["word/comments.xml"]
    said = ["\n".join("".join(p.itertext()) for p in c) for c in comments]
    first = next(text for text in said if "wort-seitens-der-behörde" in text)
    assert "Warum: Kürzer." in first
    assert "Quelle: Quelle" in first
    assert f"Angenommen von {MARK} am" in first
    assert {c.get(NS + "author") for c in comments} == {"Klartext"}


def test_comments_of_others_stay_and_new_ones_come_behind_them():
    data, review = decided("revised")
    comments = trees(word.tracked(data, review).data)["word/comments.xml"]
    assert "Bitte prüfen." in "".join(comments[0].itertext())
    assert len(comments) > 1


@pytest.mark.parametrize(
    ("name", "where"), [("headers", "in der Kopfzeile"), ("footnote", "in der Fußnote"), ("text_box", "im Textfeld")]
)
def test_where_word_allows_no_comment_one_in_the_body_says_so(name, where):
    data, review = decided(name)
    comments = trees(word.tracked(data, review).data)["word/comments.xml"]
    assert f"Diese Änderung steht {where}: „" in "".join(comments.itertext())


def test_open_suggestions_are_proposals_that_nobody_has_accepted():
    data, document = letter("plain")
    review = Review(analyse(document), clock=lambda: NOON)
    assert word.tracked(data, review).made == ()
    written = word.tracked(data, review, include_open=True)
    assert written.made and all(change.is_open for change in written.made)
    body = trees(written.data)["word/document.xml"]
    assert {e.get(NS + "author") for e in body.iter(NS + "ins")} == {word.PROPOSER}
    assert "Noch nicht entschieden" in "".join(trees(written.data)["word/comments.xml"].itertext())


def test_both_versions_of_a_text_box_change():
    data, review = decided("text_box")
    body = trees(word.clean(data, review).data)["word/document.xml"]
    boxes = ["".join(box.itertext()) for box in body.iter(NS + "txbxContent")]
    assert boxes == ["Bitte antworten Sie sofort, das gilt nur heute."] * 2


def test_words_in_a_cell_of_bound_or_locked_controls_stay():
    data, review = decided("controls")
    written = word.tracked(data, review)
    told = " ".join(written.notes)
    assert "ein Inhaltssteuerelement" in told
    assert "umgehend" in text_of(written.data)
    assert "Sofern Sie Fragen haben" in text_of(written.data)
    assert "Das gilt nur heute" in text_of(written.data)


def test_revisions_of_others_stay_and_nothing_is_written_into_them():
    data, review = decided("revised")
    written = word.tracked(data, review)
    body = trees(written.data)["word/document.xml"]
    theirs = [e for e in body.iter(NS + "ins", NS + "del") if e.get(NS + "author") == "Jana Sauer"]
    assert ["".join(e.itertext()).strip() for e in theirs] == ["noch nicht", "lediglich"]
    assert "schon nachverfolgte Änderungen" in written.notes[0]
    assert any("eine nachverfolgte Änderung hinein" in note for note in written.notes)


def test_a_file_that_was_changed_since_is_refused():
    _, review = decided("plain")
    other, _ = letter("table")
    with pytest.raises(WordError, match="KT-O01"):
        word.tracked(other, review)


# --- what cannot be changed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words", "new", "why"),
    [
        ("plain", "2025.\n\nSofern", "2025. Wenn", "über einen Absatz"),
        ("fields", "lediglich umgehend", "nur sofort", "ein Feld hinein"),
        ("fields", "lediglich heute.", "nur morgen.", "ein Feld hinein"),
        ("hyperlink", "Bezugnahme auf", "Hinweis zu", "den Rand eines Verweises"),
        ("footnote", "worden, lediglich", "ist; nur", "ein Fußnotenzeichen hinein"),
        ("picture", "lediglich  heute", "nur morgen", "ein Bild oder Textfeld hinein"),
        ("numbered", "uns.\n2. Das", "uns. Und das", "über einen Absatz"),
        ("table", "Miete\tDas", "Miete: Das", "über einen Absatz, eine Zelle"),
        ("signs", "fehlen.□ lediglich", "fehlen nur", "Symbolschrift"),
        ("revised", "lediglich fehlen", "nur fehlen", "eine nachverfolgte Änderung hinein"),
        ("joined_paragraphs", "seitens der Behörde", "durch das Amt", "über einen Absatz"),
    ],
)
def test_what_cannot_be_changed_safely_is_left_out_and_named(name, words, new, why):
    data, document = letter(name)
    at = document.original.index(words)
    written = word.write(data, changes(document, Edit(Span(at, at + len(words)), new)))
    assert not written.made and len(written.left_out) == 1
    assert why in written.notes[-1]
    assert text_of(written.data) == document.original


def test_a_text_box_with_another_text_for_older_programs_is_left_out():
    document = begun()
    new, old = (f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>" for text in ("Gilt ab heute.", "Gilt nicht."))
    add(
        document,
        f"""<w:p {W} {BOXES}><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{new}</wps:txbx>
        </w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{old}</v:textbox></w:pict></mc:Fallback>
        </mc:AlternateContent></w:r></w:p>""",
    )
    data = saved(document)
    read = read_bytes(data, "x.docx")
    written = word.write(data, changes(read, Edit(Span(0, 4), "Zählt")))
    assert "für ältere Programme" in written.notes[0]


def test_a_field_that_never_ends_keeps_its_story_as_it_is():
    document = begun()
    add(document, f'<w:p {W}><w:r><w:fldChar w:fldCharType="begin"/></w:r>{run("Gilt ab heute.")}</w:p>')
    data = saved(document)
    written = word.write(data, changes(read_bytes(data, "x.docx"), Edit(Span(0, 4), "Zählt")))
    assert "ein Feld" in written.notes[0]


# --- properties -----------------------------------------------------------------------------------------------------


@st.composite
def some_edits(draw, text):
    """Draw edits that do not touch: words put in, taken out, exchanged, anywhere."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=12, unique=True)))
    pieces = st.sampled_from(["", "neu", "ganz neu ", " und", "zwei\tWörter", "Ä ö", "Zeile\nZeile"])
    found = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        end = draw(st.sampled_from([start, end, min(end, start + 3)]))
        new = draw(pieces)
        if new != text[start:end]:
            found.append(Edit(Span(start, end), new))
    return found


def laid_out(text):
    """Return a text without what depends on how long its lines are: blank lines between paragraphs."""
    return "\n".join(line for line in text.split("\n") if line.strip())


@settings(max_examples=8, deadline=None)
@given(st.data())
@pytest.mark.parametrize("name", LETTERS)
def test_any_changes_come_out_as_they_were_meant(name, data):
    source, document = letter(name)
    edits = data.draw(some_edits(document.original))
    written = word.write(source, changes(document, *edits))
    assert len(written.made) + len(written.left_out) == len(edits)
    expected = apply_edits(document.original, [c.edit for c in written.made])
    assert text_of(reject_all(written.data, ours)) == document.original
    for accepted in (accept_all(written.data, ours), word.write(source, changes(document, *edits), plainly=True).data):
        assert laid_out(text_of(accepted)) == laid_out(expected)
        if same_lines(document.original, expected):
            assert text_of(accepted) == expected


def same_lines(before, after):
    """Whether no line became empty, short or long: then the gaps between paragraphs stay as they were."""

    def shape(text):
        return [
            (bool(line.strip()), len(line) <= 60 and line.rstrip()[-1:] not in ".,;:!?") for line in text.split("\n")
        ]

    return shape(before) == shape(after)


def test_written_again_with_the_same_changes_it_is_the_same_file():
    data, review = decided("table")
    first, second = word.tracked(data, review), word.tracked(data, review)
    assert trees(first.data).keys() == trees(second.data).keys()
    assert parts(first.data)["word/document.xml"] == parts(second.data)["word/document.xml"]


def test_changes_are_told_apart_by_who_made_them():
    data, document = letter("plain")
    at = document.original.index("umgehend")
    one = changes(document, Edit(Span(at, at + 8), "sofort"))
    two = replace(one, changes=(replace(one.changes[0], author="B. Beispiel"),))
    assert "B. Beispiel" in etree.tostring(trees(word.write(data, two).data)["word/document.xml"]).decode()


def test_characters_that_xml_cannot_hold_are_left_out():
    data, document = letter("plain")
    at = document.original.index("umgehend")
    odd = changes(document, Edit(Span(at, at + 8), "so\x01fort\ud800\ufffe 😀"))
    odd = replace(odd, changes=(replace(odd.changes[0], author="A.\x00 Muster"),))
    assert "sofort 😀 bei uns" in text_of(word.write(data, odd).data)


def test_a_protected_or_signed_letter_is_named():
    document = LETTERS["plain"]()
    document.settings.element.append(parse_xml(f'<w:documentProtection {W} w:edit="readOnly" w:enforcement="1"/>'))
    data = saved(document)
    out = BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("_xmlsignatures/sig1.xml", "<a/>")
    told = word.tracked(out.getvalue(), Review(analyse(read_bytes(data, "x.docx")))).notes
    assert "geschützt" in told[0] and "Signatur" in told[1]

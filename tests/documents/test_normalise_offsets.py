from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klartext.documents.normalise import normalise
from klartext.spans import OffsetMap, Span

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\x00\x1f"
BLANKS = " \t\u00a0\u2009\u202f\u3000"
LINE_ENDS = "\r\n\f\v\u0085\u2028\u2029"

PIECES = [
    *INVISIBLE, *BLANKS, *LINE_ENDS, "\r\n", "\n\n", "-\n", "-\r\n", "\u00ad\n", "\u2010\n", "- \n", "-", ".", "@", "/",
    "Wider", "spruch", "und", "Vor", "da", "zu", "in", "be", "über", "gen", "EU", "Kfz", "Ä", "x", "5", "u\u0308",
    "O\u0308", "ß", "s\u0323\u0307", "a\u0327\u0308", "\u1112\u1161\u11ab",
    "\u0308", "Å", "\u0958", "„", "😀", "й", "и\u0306", "例",
]  # fmt: skip
letters_like = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
texts = st.one_of(letters_like, st.text(max_size=80))


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("Sehr geehrte Frau Groß,\n\nIhr Antrag liegt vor.", "Sehr geehrte Frau Groß,\n\nIhr Antrag liegt vor."),
        ("fu\u0308r A\u0308mter", "für Ämter"),
        ("a\r\nb\rc\u2028d\fe\u0085f", "a\nb\nc\nd\ne\nf"),
        ("Zu\u00adstel\u00adlung", "Zustellung"),
        ("\ufeffBe\u200bscheid\u2060", "Bescheid"),
        ("u\u200b\u0308ber", "über"),
        ("a\u0327\u0308", "ä\u0327"),
        ("§\u00a048\u2009Abs.\u202f1", "§ 48 Abs. 1"),
        ("Az.:\t12\t 34", "Az.: 12 34"),
        ("  eins  \n\t zwei \u00a0\n", "eins\nzwei\n"),
        ("eins\n\n \n\n\nzwei", "eins\n\nzwei"),
        ("   ", ""),
        ("", ""),
    ],
)
def test_normalise_characters(original, expected):
    assert normalise(original)[0] == expected


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("den Wider-\nspruch", "den Widerspruch"),
        ("den Wider- \r\n   spruch", "den Widerspruch"),
        ("den Wider\u00ad\nspruch", "den Widerspruch"),
        ("den Wider\u2010\nspruch", "den Widerspruch"),
        ("Rechts-\nbehelfs-\nbelehrung", "Rechtsbehelfsbelehrung"),
        ("hier-\nmit", "hiermit"),
        ("Hier-\nmit", "Hiermit"),
        ("so-\nwie", "sowie"),
        ("ge-\ngen-\nüber", "gegenüber"),
        ("Schul-\nvor-\naus-\nsetzung", "Schulvoraussetzung"),
        ("Antragsteller/Antrag-\nstellerin", "Antragsteller/Antragstellerin"),
    ],
)
def test_divided_word_is_joined(original, expected):
    assert normalise(original)[0] == expected


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("Baden-\nWürttemberg", "Baden-Württemberg"),
        ("Müller-\nLüdenscheidt", "Müller-Lüdenscheidt"),
        ("EU-\nweit", "EU-weit"),
        ("e-\nmail", "e-mail"),
        ("Kfz-\nsteuerfrei", "Kfz-steuerfrei"),
        ("eine 25-\njährige Frist", "eine 25-jährige Frist"),
        ("www.stadt-\nbeispiel.de", "www.stadt-beispiel.de"),
        ("post@amt-\nbeispiel.de", "post@amt-beispiel.de"),
        ("https://amt/an-\ntrag", "https://amt/an-trag"),
        ("{{Vor-\nname}}", "{{Vor-name}}"),
    ],
)
def test_hyphen_that_belongs_to_the_word_is_kept(original, expected):
    assert normalise(original)[0] == expected


@pytest.mark.parametrize(
    "original",
    [
        "Vor-\nund Nachteile",
        "Haupt-\noder Nebenwohnung",
        "Ein-\nbzw. Auszahlung",
        "Sach-\nsowie Geldleistungen",
        "von der Haupt-\nzur Nebenwohnung",
        "Brutto-\nin Nettolohn",
        "Einkommens-\n\nvermögen",
        "Wider -\nspruch",
        "eine Liste:\n-\nspruch",
        "Antrags-\nb",
        "Bürger/-\ninnen",
    ],
)
def test_suspended_hyphens_and_dashes_stay(original):
    assert normalise(original)[0] == original


def test_offsets_lead_to_the_exact_original_range():
    original = "\ufeffIhr  Wider-\r\nspruch\r\n\r\n\r\nfu\u0308r Sie"
    text, offsets = normalise(original)
    assert text == "Ihr Widerspruch\n\nfür Sie"

    def read(part):
        span = offsets.to_original(Span(text.index(part), text.index(part) + len(part)))
        return original[span.start : span.end]

    assert read("Ihr") == "Ihr"
    assert read(" ") == "  "
    assert read("Widerspruch") == "Wider-\r\nspruch"
    assert read("\n\n") == "\r\n\r\n\r\n"
    assert read("ü") == "u\u0308"
    assert read("Sie") == "Sie"


def test_combined_character_does_not_blur_its_neighbours():
    original = "„Ku\u0308che“"
    text, offsets = normalise(original)
    at = text.index("c")
    assert original[offsets.starts[at] : offsets.ends[at]] == "c"
    assert [end - start for start, end in zip(offsets.starts, offsets.ends, strict=True)] == [1, 1, 2, 1, 1, 1, 1]


@settings(deadline=None, derandomize=True, max_examples=400)
@given(texts)
def test_map_covers_every_character_and_is_monotone(original):
    text, offsets = normalise(original)
    assert len(offsets.starts) == len(offsets.ends) == len(text)
    assert offsets.original_length == len(original)
    assert all(0 <= start < end <= len(original) for start, end in zip(offsets.starts, offsets.ends, strict=True))
    assert list(offsets.starts) == sorted(offsets.starts)
    assert list(offsets.ends) == sorted(offsets.ends)


@settings(deadline=None, derandomize=True, max_examples=400)
@given(texts)
def test_only_layout_is_lost(original):
    _, offsets = normalise(original)
    kept = {at for start, end in zip(offsets.starts, offsets.ends, strict=True) for at in range(start, end)}
    lost = {original[at] for at in range(len(original)) if at not in kept}
    layout = BLANKS + LINE_ENDS + "-\u2010\u2011\u034f"
    assert all(
        character in layout or character.isspace() or unicodedata.category(character) in ("Cc", "Cf")
        for character in lost
    )


@settings(deadline=None, derandomize=True, max_examples=400)
@given(texts)
def test_every_character_stands_for_its_original_range(original):
    text, offsets = normalise(original)
    for start, end in set(zip(offsets.starts, offsets.ends, strict=True)):
        first, last = offsets.starts.index(start), len(text) - 1 - offsets.ends[::-1].index(end)
        piece, source = text[first : last + 1], original[start:end]
        if piece.isspace():
            assert all(character.isspace() or not character.isprintable() for character in source)
            assert ("\n" in piece) == any(character in source for character in LINE_ENDS)
        else:
            visible = "".join(character for character in source if character not in INVISIBLE)
            assert unicodedata.normalize("NFC", visible) == piece or not visible.isprintable()


@settings(deadline=None, derandomize=True, max_examples=400)
@given(texts)
def test_normalise_is_idempotent_and_keeps_its_promises(original):
    text, _ = normalise(original)
    again, offsets = normalise(text)
    assert again == text
    assert offsets == OffsetMap.identity(len(text))
    assert unicodedata.is_normalized("NFC", text)
    assert "\n\n\n" not in text
    assert "  " not in text
    assert all(line == line.strip(BLANKS) for line in text.split("\n"))
    assert not set(text) & set(INVISIBLE + LINE_ENDS.replace("\n", "") + "\t\u00a0")


@settings(deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(["Bescheid", "Ihr", "über", "§", "3.", "„Ja“"]), min_size=1).map(" ".join))
def test_clean_text_maps_to_itself(original):
    assert normalise(original) == (original, OffsetMap.identity(len(original)))


@pytest.mark.parametrize(
    "pattern", ["a", "\u00a0", "\n", "ab-\n", "\u00ad ", "“u\u0308", "Haupt-\nan-\nbei-\n", "a\u00ad"], ids=ascii
)
def test_long_text_without_a_break_is_normalised(pattern):
    original = pattern * (300_000 // len(pattern)) + "x"
    text, offsets = normalise(original)
    assert text.endswith("x")
    assert offsets.ends[-1] == len(original)

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from klartext.pipeline.tokenizer import GermanTokenizer, token_spans
from klartext.pipeline.words import is_clipped

TOKENIZE = GermanTokenizer(spacy.blank("xx").vocab)

TOKENS = [
    ("nach § 48 Abs. 1 Satz 2 Nr. 3 SGB X.", "nach|§|48|Abs.|1|Satz|2|Nr.|3|SGB|X|."),
    ("i. d. R. und z. B. sowie z.B. hier", "i. d. R.|und|z. B.|sowie|z.B.|hier"),
    ("am 15.03.2025 oder am 3. Mai", "am|15.03.2025|oder|am|3.|Mai"),
    ("1.234,56 EUR, 26,50 € und 1.860,– EUR.", "1.234,56|EUR|,|26,50|€|und|1.860,–|EUR|."),
    ("Az.: 12-34/5 B", "Az.|:|12-34/5|B"),
    ("Herrn Dr. Müller, z. Hd. Frau Lang", "Herrn|Dr.|Müller|,|z. Hd.|Frau|Lang"),
    ("Tel.-Nr. 0123 und Dipl.-Ing. F. Sommer", "Tel.-Nr.|0123|und|Dipl.-Ing.|F.|Sommer"),
    ("Die Gemeinde legt 5 % p. a. an.", "Die|Gemeinde|legt|5|%|p. a.|an|."),
    ("max. 10 MB, aber Max. kommt", "max.|10|MB|,|aber|Max|.|kommt"),
    ("die elektr. Leitungen u. die südl. Grenze", "die|elektr.|Leitungen|u.|die|südl.|Grenze"),
    ("Antrag v. 20.01.2025, Zi. 21, S. 2", "Antrag|v.|20.01.2025|,|Zi.|21|,|S.|2"),
    ("Fl. 3, Flst. 118/4, Ulmenstr. 5", "Fl.|3|,|Flst.|118/4|,|Ulmenstr.|5"),
    ("Sie fuhren 54 km/h. Zulässig sind 30.", "Sie|fuhren|54|km|/|h|.|Zulässig|sind|30|."),
    ("{{Name}} und «Feld» bis [Datum einsetzen].", "{{Name}}|und|«Feld»|bis|[Datum einsetzen]|."),
    ("an team@amt.example.", "an|team@amt.example|."),
    ("unter www.amt.example/a?id=1.", "unter|www.amt.example/a?id=1|."),
    ("gez. Meier usw.", "gez.|Meier|usw."),
    ("vom XX.XX.XXXX bis zum TT.MM.JJJJ.", "vom|XX.XX.XXXX|bis|zum|TT.MM.JJJJ|."),
    ("ab ##.##.####, X.XXX,XX EUR und __.__.____ um XX:XX", "ab|##.##.####|,|X.XXX,XX|EUR|und|__.__.____|um|XX:XX"),
    ("am ../../.... oder ..........", "am|../../....|oder|.........."),
    ("%NAME%, @@Az@@, $ENDE$ und {Termin}", "%NAME%|,|@@Az@@|,|$ENDE$|und|{Termin}"),
]


@pytest.mark.parametrize(("text", "tokens"), TOKENS)
def test_tokens_of_official_german(text, tokens):
    doc = TOKENIZE(text)
    assert [token.text for token in doc if not token.is_space] == tokens.split("|")


@pytest.mark.parametrize("word", ["elektr", "techn", "südl", "monatl", "Flst", "lfd", "Ulmenstr", "Str"])
def test_words_cut_short_are_seen(word):
    assert is_clipped(word)


@pytest.mark.parametrize(
    "word",
    [
        "Amt",
        "Recht",
        "Betrieb",
        "sind",
        "jetzt",
        "km",
        "Pkw",
        "GmbH",
        "StVG",
        "EUR",
        "Stuhl",
        "Sohn",
        "zahlt",
        "Herbst",
    ],
)
def test_whole_words_are_not_taken_for_cut_ones(word):
    assert not is_clipped(word)


PIECES = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            ["§ 3 ", "z. B. ", "{{", "}}", "«Feld»", "3. Mai", "\n\n", "  ", "S. 2", "u.", "1.234,5", "Str."]
        ),
    ),
    max_size=30,
).map("".join)


@settings(deadline=None, derandomize=True)
@given(PIECES)
def test_no_character_is_lost(text):
    assert TOKENIZE(text).text == text


@settings(deadline=None, derandomize=True)
@given(PIECES)
def test_tokens_cover_all_but_blanks_in_order(text):
    at = 0
    for start, end in token_spans(text):
        assert not text[at:start].strip()
        assert at <= start < end
        at = end
    assert not text[at:].strip()

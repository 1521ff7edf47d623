import socket

import pytest
from metric_docs import plain
from normalised import document_of

from klartext.metrics.counts import Counts, count, running_text
from klartext.records import Letter, Part, PartKind
from klartext.spans import Span


def letter(*blocks: tuple[PartKind, str]) -> Letter:
    text, spans, parts = "", [], []
    for kind, block in blocks:
        spans.append(Span(len(text), len(text) + len(block)))
        parts.append(Part(kind, spans[-1]))
        text += block + "\n\n"
    return Letter(document_of(text), tuple(parts), tuple(spans))


def counted(of: Letter) -> list[str]:
    return [t.text for sentence in running_text(plain(of.text), of) for t in sentence]


def test_count_takes_words_from_letters_and_digits_only():
    sentences = running_text(plain("Sie zahlen 12,50 EUR – und zwar sofort !"), None)
    assert [t.text for t in sentences[0]] == ["Sie", "zahlen", "12,50", "EUR", "und", "zwar", "sofort"]
    assert count(sentences) == Counts(7, 1, syllables=9, long_words=0, monosyllables=5, polysyllables=0)


def test_count_of_nothing_has_no_sentence_length():
    assert count(running_text(plain(" \n … "), None)).words_per_sentence is None


@pytest.mark.parametrize(
    "kind", ["anschrift", "betreff", "anrede", "tabelle", "rechtsbehelf", "gruss", "anlage", "fuss"]
)
def test_running_text_leaves_out_what_is_no_prose(kind):
    of = letter((kind, "Das zählt nicht mit, auch wenn es ein Satz ist."), ("text", "Das zählt mit und ist ein Satz."))
    assert " ".join(counted(of)) == "Das zählt mit und ist ein Satz"


def test_running_text_keeps_list_items_and_leaves_out_headings():
    of = letter(("text", "Begründung:"), ("text", "Uns fehlt etwas."), ("aufzaehlung", "Ihr Ausweis"))
    assert counted(of) == ["Uns", "fehlt", "etwas", "Ihr", "Ausweis"]


def test_running_text_counts_text_outside_all_parts():
    text = "Uns fehlt etwas."
    assert counted(Letter(document_of(text), (), ())) == [
        "Uns",
        "fehlt",
        "etwas",
    ]


def test_syllables_need_no_network(monkeypatch):
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert count(running_text(plain("Verwaltungsgerichtsverfahrensbeteiligte kommen."), None)).syllables > 8


def test_a_million_characters_without_a_space_are_one_word():
    counts = count(running_text(plain("ab" * 500_000), None))
    assert (counts.words, counts.long_words, counts.polysyllables) == (1, 1, 1)

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from klartext.pipeline.sentences import set_boundaries
from klartext.pipeline.tokenizer import GermanTokenizer
from klartext.spans import Span

TOKENIZE = GermanTokenizer(spacy.blank("xx").vocab)

TEXTS = [
    # ends
    "Das gilt nach § 48 Abs. 1 Satz 2 Nr. 3 SGB X. | Gründe für eine Ausnahme gibt es nicht.",
    "Der Betrag ist 1.234,56 EUR. | Er wird am 3. Mai fällig. | Zahlen Sie bis zum 15.03.2025. | Danke!",
    "Mehr steht unter Nr. 4. | Bitte lesen Sie es.",
    "Dazu gehören Lohn, Miete usw. | Kosten der Heizung zählen nicht dazu.",
    "Die Arbeiten dauern bis Ende Nov. | Danach ist alles wie gewohnt.",
    "Der Anteil beträgt 8,45 v. H. | Den Rest trägt die Kasse.",
    "Die Termine stehen auf S. 12 ff. | Bauschutt nehmen wir nicht an.",
    "Zulässig sind 30 km/h. | Gemessen wurden 54 km/h. | Das Haus ist 9 m. | Die Höhe reicht.",
    "Nachlesen können Sie es unter www.amt.example/satzung.pdf. | Oder Sie kommen zu uns.",
    "Schreiben Sie an team@amt.example. | Wir antworten bald.",
    "Stimmt das? | Falls ja, melden Sie sich! | Wir warten.",
    "Sie schreiben: „Ich war krank.“ | Ein Nachweis fehlt.",
    "Wir zahlen ab Mai. | (Der Bescheid liegt bei.) | Bitte prüfen Sie ihn.",
    "Das gilt nicht (§ 11 Abs. 2 SGB II). | Es bleibt dabei.",
    "Der Betrag steht fest. | {{Anzahl}} Personen leben dort. | «Vorname» ist gemeldet. | [Datum einsetzen] gilt.",
    "Wir prüfen das. | „Wohngeld“ ist ein Zuschuss.",
    "Danach war Ruhe … | 4409 Euro fehlen. | – 3 Anlagen liegen bei.",
    "Er wurde am .......... gestellt. | Das war am .......... | Die Behörde hat ihn am .......... Ihnen gegeben.",
    "Es gilt eines: ☐ Die Frist läuft. | ☐ Die Frist ist vorbei.",
    # no ends
    "Der Bescheid vom XX.XX.XXXX und der vom TT.MM.JJJJ, XX. XX. XXXX oder ##.##.#### Bescheid genannte gelten.",
    "Ab xx.xx.20XX Zahlungen von X.XXX,XX EUR und am __.__.____ Zahlungen von ........ EUR.",
    "Zu zahlen sind ☐ ja ☐ nein ☐ Teile.",
    "Gemeint ist z. B. Lohn, i. d. R. Gehalt, u. a. Renten und Einkünfte o. Ä. Art.",
    "Das hat Herr Dr. Müller am 3. Mai mit Frau Prof. Dr. K. Wenzel i. A. Schulze besprochen.",
    "Anhänge dürfen max. 10 MB, Räume mind. 20 m² und Beträge bis einschl. 50 EUR groß sein.",
    "Die elektr. Leitungen u. Anschlüsse liegen lt. Plan v. 20.01.2025 südl. Ihres Hauses in Fl. 3, Flst. 118/4.",
    "Der Auszug liegt in der Akte (Bl. 14 ff.) und steht auf S. 23 des Merkblatts.",
    "Nach §§ 60 ff. Sozialgesetzbuch müssen Sie mitwirken.",
    "Es geht um das Gebäude Hauptstr. 5 bzw. Neue Str. 12 in Zi. 21, Tel. 0123 45.",
    "Ihr Hinweis „Das ist meine Schwester!“ ist nicht überprüfbar.",
    "Der 2. Senat, das 3. Quartal und der 17. Geburtstag zählen ab dem 1. 1. 2023.",
    "Wir haben außer am 2. u. 4. Freitag und am 1. bzw. 3. Montag geöffnet.",
    "Dafür braucht es: 1. einen Antrag, 2. eine Stellungnahme.",
    "Bitte beachten Sie: Die Frist endet bald; Sie haben noch Zeit.",
    "Wir brauchen die Abrechnungen für Okt. bis Dez. 2024 v. Ihnen, gern per E-Mail.",
    "Wir haben auf das Konto DE71 … 4409 gezahlt.",
    "Die Pauschale gilt vom 01.08. – 31.12.2024 und vom 1.1. - 30.6. für alle.",
    "Wir zahlen 5 % p. a. an die Firma Fa. Kies-Meyer.",
]


def split(text, blocks=(), whole=()):
    doc = set_boundaries(TOKENIZE(text), blocks, whole)
    return [sentence.text.strip() for sentence in doc.sents]


@pytest.mark.parametrize("text", TEXTS)
def test_sentences_of_official_german(text):
    assert split(text.replace(" | ", " ")) == text.split(" | ")


def test_an_empty_line_parts_sentences_where_there_are_no_blocks():
    assert split("Begründung\n\nDer Antrag ist abgelehnt") == ["Begründung", "Der Antrag ist abgelehnt"]


def test_no_sentence_crosses_a_block():
    text = "Begründung\nDer Antrag ist abgelehnt."
    assert split(text, [Span(0, 10), Span(11, len(text))]) == ["Begründung", "Der Antrag ist abgelehnt."]


def test_a_protected_place_stays_whole_but_a_passage_does_not():
    text = "Das Wort „Es eilt. Die Zeit läuft.“ steht dort."
    assert len(split(text)) == 2
    assert split(text, whole=[Span(9, 35)]) == [text]
    passage = "Gegen diesen Bescheid können Sie Widerspruch erheben. " * 3
    assert len(split(passage, whole=[Span(0, len(passage) - 1)])) == 3


PIECES = ["Der ", "Antrag", ". ", "usw. ", "(", ".)", " ", "„Ja!“ ", "§ 3 ", "3. ", "ff. ", "\n\n"]


@settings(deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join))
def test_sentences_lose_and_double_nothing(text):
    doc = set_boundaries(TOKENIZE(text))
    assert doc.text == text
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text

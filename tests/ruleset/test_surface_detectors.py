import pytest
from rule_samples import blank, protect_all

from klartext.config import Config
from klartext.ruleset import find, load_rules
from klartext.ruleset.check import running_text

NLP = blank()
RULES = load_rules()


def marked(rule, text, protected=(), profile="behoerdenbrief"):
    found = find(NLP(text), running_text(text), protected, RULES, Config(profile=profile))
    return [(f.text, f.severity) for f in found if f.rule == rule]


@pytest.mark.parametrize(
    ("words", "severity"), [(20, None), (21, 1), (25, 1), (26, 2), (35, 2), (36, 3)], ids=lambda v: str(v)
)
def test_sentence_is_long_by_its_words(words, severity):
    text = " ".join(["Wort"] * words) + "."
    assert marked("langer-satz", text) == ([(text, severity)] if severity else [])


@pytest.mark.parametrize(("words", "severity"), [(12, None), (13, 1), (16, 2), (21, 3)])
def test_einfache_sprache_wants_shorter_sentences(words, severity):
    text = " ".join(["Wort"] * words) + "."
    found = marked("langer-satz", text, profile="einfache-sprache")
    assert found == ([(text, severity)] if severity else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Die Bestattungskostenübernahme prüfen wir.", ["Bestattungskostenübernahme"]),
        ("Die Bestattungskosten-Übernahmezusage prüfen wir.", []),
        ("Zuständig ist das Landesversorgungsverwaltungsamt.", []),
        ("Mehr unter aufenthaltsbescheinigungen_online oder später.", []),
        ("Neunzehnbuchstabenwo ist zu kurz.", ["Neunzehnbuchstabenwo"]),
        ("Neunzehnbuchstabenw ist kürzer.", []),
        ("Verwaltungsamtsinspektorin", []),
        ("Zuständig ist die Verwaltungsamtsinspektorin.", ["Verwaltungsamtsinspektorin"]),
        ("Die Bundesberufsgenossenschaft antwortet.", []),
    ],
)
def test_long_word_is_one_without_a_hyphen(text, found):
    assert [place for place, _ in marked("bandwurmwort", text)] == found


@pytest.mark.parametrize("kind", ["name", "platzhalter", "kontakt", "rechtsbegriff", "paragraph", "zitat"])
def test_long_word_that_must_stay_is_not_marked(kind):
    text = "Die Bestattungskostenübernahme prüfen wir."
    assert marked("bandwurmwort", text, protect_all(text, kind, ["Bestattungskostenübernahme"])) == []


def test_very_long_word_weighs_more():
    assert marked("bandwurmwort", "Die Grundstücksverkehrsgenehmigungszuständigkeit fehlt.")[0][1] == 2


def chain(text, *citations):
    return marked("paragraphenkette", text, protect_all(text, "paragraph", citations))


@pytest.mark.parametrize(
    ("text", "citations", "found"),
    [
        (
            "Wir fordern gem. § 152 Abs. 1 i. V. m. Abs. 4 SGB IX Auskunft.",
            ("§ 152 Abs. 1", "Abs. 4 SGB IX"),
            [("gem. § 152 Abs. 1 i. V. m. Abs. 4 SGB IX", 2)],
        ),
        (
            "Grundlage sind § 45 Abs. 1, § 48 Abs. 1 sowie § 50 SGB X.",
            ("§ 45 Abs. 1, § 48 Abs. 1", "§ 50 SGB X"),
            [("§ 45 Abs. 1, § 48 Abs. 1 sowie § 50 SGB X", 3)],
        ),
        (
            "Wir setzen aufgrund der §§ 2, 6 KAG in Verbindung mit § 12 der Satzung Gebühren fest.",
            ("§§ 2, 6 KAG", "§ 12 der Satzung"),
            [("aufgrund der §§ 2, 6 KAG in Verbindung mit § 12 der Satzung", 2)],
        ),
        ("Sie müssen Auskunft geben (§ 26 AO i. V. m. § 93 AO).", ("§ 26 AO", "§ 93 AO"), []),
        ("Sie müssen (§ 26 AO i. V. m. § 93 AO) dazu sofort hier antworten.", ("§ 26 AO", "§ 93 AO"), None),
        ("Nach § 9 BauGB dürfen Sie bauen, wie § 12 BauGB sagt.", ("§ 9 BauGB", "§ 12 BauGB"), []),
        ("Rechtsgrundlagen: § 4 KAG, § 12 KAG.", ("§ 4 KAG", "§ 12 KAG"), []),
        ("Es gilt das Baugesetzbuch und die Bauordnung für Sie.", ("Baugesetzbuch", "Bauordnung"), []),
        ("Wir zahlen nach § 4 SGB I ab Mai.", ("§ 4 SGB I",), []),
    ],
)
def test_citations_make_a_chain_in_running_text_only(text, citations, found):
    places = chain(text, *citations)
    assert places == found if found is not None else len(places) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Er zahlt a. d. K. der Stadt.", ["a. d. K."]),
        ("Das lfdtl. Jahr zählt.", ["lfdtl."]),
        ("Frau A. B. Meier kommt.", []),
        ("Es sind 12 km. Dann sind es 3 kg. Der Weg endet.", []),
        ("Auf S. 12 ff. steht mehr.", []),
        ("Der Ort heißt www.gmbh.de und bleibt.", []),
    ],
)
def test_unlisted_abbreviation_is_known_by_its_shape(text, found):
    assert [place for place, _ in marked("abkuerzung-unbekannt", text)] == found

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_samples import blank, entry, tree, word_rules

from klartext.ruleset import find, skipped_rules
from klartext.ruleset.check import running_text
from klartext.ruleset.wordlists import FormIndex, atoms_of, lemma_entry


def forms(phrase, text):
    return [text[s.start : s.end] for _, s in FormIndex([("r", phrase)]).find(text, atoms_of(text))]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("seitens", "Seitens der Stadt", ["Seitens"]),
        ("seitens", "abseitens beiderseitens", []),
        ("unter Bezugnahme auf", "Unter  Bezugnahme\nauf das", ["Unter  Bezugnahme\nauf"]),
        ("z. B.", "z.B. Geld, z. B. Zeit, zB Mut, ZB Bern", ["z.B.", "z. B.", "zB"]),
        ("i. V. m.", "iVm und i.V.m. und i. V. m. und i.V.m", ["iVm", "i.V.m.", "i. V. m.", "i.V.m"]),
        ("s. o.", "so ist es, s.o.", ["s.o."]),
        ("ggf.", "ggf. oder ggf oder aggf.", ["ggf.", "ggf"]),
        ("gem.", "gem. § 1, aber gem leer", ["gem."]),
        ("Nr.", "Bescheid-Nr. 5", ["Nr."]),
        ("Antrag", "Antrags-Nummer, Antrag-Nummer, Antrag", ["Antrag"]),
        ("per", "max.per@amt.de", []),
        ("u. a.", "s.u.a. und u.a.m", []),
        ("bzw.", "Ehe bzw. Partnerschaft", ["bzw."]),
    ],
)
def test_form_is_found_in_its_spellings_only(phrase, text, found):
    assert forms(phrase, text) == found


@settings(deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(["seitens", "der", "i. V. m.", "Amt", ",", "z.B.", "\n"]), max_size=12))
def test_form_hits_are_the_phrase_again(words):
    text = " ".join(words)
    for hit in forms("i. V. m.", text) + forms("z. B.", text):
        assert hit.replace(" ", "").lower() in ("i.v.m.", "i.v.m", "z.b.", "z.b")
    assert len(forms("seitens", text)) == words.count("seitens")


@pytest.mark.parametrize(
    ("phrase", "fixed", "verb"),
    [
        ("in Abzug bringen", ("in", "abzug"), "bringen"),
        ("eine Entscheidung treffen", ("entscheidung",), "treffen"),
        ("sich ins Benehmen setzen", ("ins", "benehmen"), "setzen"),
        ("obliegen", ("obliegen",), None),
        ("im Wege von", ("im", "wege", "von"), None),
    ],
)
def test_phrase_is_split_into_fixed_words_and_verb(phrase, fixed, verb):
    found = lemma_entry("r", phrase)
    assert (found.fixed, found.verb) == (fixed, verb)


ABZUG = entry("amtswort-abzug", "in Abzug bringen", "lemma")
ENTSCHEIDUNG = entry("amtswort-entscheidung", "eine Entscheidung treffen", "lemma")
FOLGE = entry("amtswort-folge", "Folge leisten", "lemma")


def places(rules, *words):
    doc, letter = tree(*words)
    return [(f.text, f.message) for f in find(doc, letter, (), rules)]


def test_lemma_phrase_is_found_apart(tmp_path):
    rules = word_rules(tmp_path, ABZUG)
    doc, letter = tree(
        ("Wir", "wir", "PRON", 1, "nsubj"), ("bringen", "bringen", "VERB", 1, "ROOT"), ("den", "der", "DET", 3, "det"),
        ("Betrag", "Betrag", "NOUN", 1, "obj"), ("in", "in", "ADP", 5, "case"), ("Abzug", "Abzug", "NOUN", 1, "obl"),
        (".", ".", "PUNCT", 1, "punct"),
    )  # fmt: skip
    (finding,) = find(doc, letter, (), rules)
    assert finding.text == "bringen den Betrag in Abzug"
    assert [(doc.text[e.span.start : e.span.end], e.role) for e in finding.evidence] == [
        ("bringen", "verb"),
        ("in Abzug", "wort"),
    ]


def test_lemma_phrase_is_found_as_participle_and_with_zu(tmp_path):
    rules = word_rules(tmp_path, ABZUG)
    participle = places(
        rules,
        ("Der", "der", "DET", 1, "det"), ("Betrag", "Betrag", "NOUN", 5, "nsubj"), ("wird", "werden", "AUX", 5, "aux"),
        ("in", "in", "ADP", 4, "case"), ("Abzug", "Abzug", "NOUN", 5, "obl"),
        ("gebracht", "bringen", "VERB", 5, "ROOT"),
    )  # fmt: skip
    infinitive = places(
        rules,
        ("Er", "er", "PRON", 5, "nsubj"), ("ist", "sein", "AUX", 5, "aux"), ("in", "in", "ADP", 3, "case"),
        ("Abzug", "Abzug", "NOUN", 5, "obl"), ("zu", "zu", "PART", 5, "mark"),
        ("bringen", "bringen", "VERB", 5, "ROOT"),
    )  # fmt: skip
    assert [text for text, _ in participle] == ["in Abzug gebracht"]
    assert [text for text, _ in infinitive] == ["in Abzug zu bringen"]


def test_lemma_phrase_is_found_as_an_attribute(tmp_path):
    found = places(
        word_rules(tmp_path, ABZUG),
        ("Die", "der", "DET", 4, "det"), ("in", "in", "ADP", 2, "case"), ("Abzug", "Abzug", "NOUN", 3, "obl"),
        ("gebrachten", "gebracht", "ADJ", 4, "amod"), ("Kosten", "Kosten", "NOUN", 5, "nsubj"),
        ("sinken", "sinken", "VERB", 5, "ROOT"),
    )  # fmt: skip
    assert [text for text, _ in found] == ["in Abzug gebrachten"]


def test_lemma_phrase_may_lose_its_article_and_take_an_adjective(tmp_path):
    found = places(
        word_rules(tmp_path, ENTSCHEIDUNG),
        ("Wir", "wir", "PRON", 1, "nsubj"), ("treffen", "treffen", "VERB", 1, "ROOT"),
        ("Ihre", "ihr", "DET", 4, "det"), ("baldige", "baldig", "ADJ", 4, "amod"),
        ("Entscheidung", "Entscheidung", "NOUN", 1, "obj"), (".", ".", "PUNCT", 1, "punct"),
    )  # fmt: skip
    assert [text for text, _ in found] == ["treffen Ihre baldige Entscheidung"]


def test_bare_noun_counts_only_under_its_verb(tmp_path):
    rules = word_rules(tmp_path, FOLGE)
    elsewhere = places(
        rules,
        ("Die", "der", "DET", 1, "det"), ("Folge", "Folge", "NOUN", 5, "nsubj"), ("davon", "davon", "ADV", 1, "advmod"),
        ("muss", "müssen", "AUX", 5, "aux"), ("nichts", "nichts", "PRON", 5, "obj"),
        ("kosten", "kosten", "VERB", 5, "ROOT"), ("oder", "oder", "CCONJ", 7, "cc"),
        ("leisten", "leisten", "VERB", 5, "conj"),
    )  # fmt: skip
    under_it = places(
        rules,
        ("Bitte", "bitte", "PART", 1, "discourse"), ("leisten", "leisten", "VERB", 1, "ROOT"),
        ("Sie", "Sie", "PRON", 1, "nsubj"), ("dem", "dies", "PRON", 1, "obj"), ("Folge", "Folge", "NOUN", 1, "obj"),
    )  # fmt: skip
    assert elsewhere == []
    assert [text for text, _ in under_it] == ["leisten Sie dem Folge"]


def test_verb_beyond_the_clause_does_not_count(tmp_path):
    found = places(
        word_rules(tmp_path, ABZUG),
        ("In", "in", "ADP", 1, "case"), ("Abzug", "Abzug", "NOUN", 2, "obl"), ("steht", "stehen", "VERB", 2, "ROOT"),
        ("viel", "viel", "PRON", 2, "nsubj"), (",", ",", "PUNCT", 6, "punct"), ("wir", "wir", "PRON", 6, "nsubj"),
        ("bringen", "bringen", "VERB", 2, "conj"), ("es", "es", "PRON", 6, "obj"),
    )  # fmt: skip
    assert found == []


def test_separable_verb_is_found_with_its_particle(tmp_path):
    rules = word_rules(tmp_path, entry("amtswort-anheim", "anheimstellen", "lemma"))
    doc, letter = tree(
        ("Wir", "wir", "PRON", 1, "nsubj"), ("stellen", "anheimstellen", "VERB", 1, "ROOT"),
        ("es", "es", "PRON", 1, "obj"), ("Ihnen", "Sie", "PRON", 1, "iobj"),
        ("anheim", "anheim", "ADP", 1, "compound:prt"),
    )  # fmt: skip
    (finding,) = find(doc, letter, (), rules)
    assert finding.text == "stellen es Ihnen anheim"
    assert [doc.text[e.span.start : e.span.end] for e in finding.evidence] == ["stellen", "anheim"]


def test_word_class_parts_two_readings(tmp_path):
    rules = word_rules(tmp_path, entry("amtswort-laut", "laut", extra="wortart: ADP"))
    loud = places(
        rules, ("Es", "es", "PRON", 2, "nsubj"), ("ist", "sein", "AUX", 2, "cop"), ("laut", "laut", "ADJ", 2, "ROOT")
    )
    according = places(
        rules, ("Laut", "laut", "ADP", 1, "case"), ("Akte", "Akte", "NOUN", 2, "obl"), ("ja", "ja", "PART", 2, "ROOT")
    )
    assert loud == []
    assert [text for text, _ in according] == ["Laut"]


def test_rules_without_their_layer_are_skipped_and_named(tmp_path):
    rules = word_rules(
        tmp_path, ABZUG, entry("amtswort-laut", "laut", extra="wortart: ADP"), entry("amtswort-seitens", "seitens")
    )
    doc = blank()("Seitens der Stadt wird der Betrag in Abzug bringen laut.")
    assert [f.rule for f in find(doc, running_text(doc.text), (), rules)] == ["amtswort-seitens"]
    assert {(s.rule, s.layer) for s in skipped_rules(doc, rules)} == {
        ("amtswort-abzug", "LEMMA"),
        ("amtswort-laut", "POS"),
    }


def test_phrase_takes_its_article_and_its_particle_along(tmp_path):
    rules = word_rules(tmp_path, entry("amtswort-pruefung", "eine Prüfung durchführen", "lemma"))
    doc, letter = tree(
        ("Wir", "wir", "PRON", 1, "nsubj"), ("führen", "durchführen", "VERB", 1, "ROOT"),
        ("bald", "bald", "ADV", 1, "advmod"), ("eine", "ein", "DET", 5, "det"), ("neue", "neu", "ADJ", 5, "amod"),
        ("Prüfung", "Prüfung", "NOUN", 1, "obj"), ("durch", "durch", "ADP", 1, "compound:prt"),
    )  # fmt: skip
    (finding,) = find(doc, letter, (), rules)
    assert [(doc.text[e.span.start : e.span.end], e.role) for e in finding.evidence] == [
        ("führen", "verb"),
        ("eine neue Prüfung", "wort"),
        ("durch", "partikel"),
    ]


def test_dictionary_knows_participles_that_the_lemma_misses(tmp_path):
    rules = word_rules(tmp_path, entry("amtswort-anheim", "anheimstellen", "lemma"))
    words = [("Es", "es", "PRON", 2, "nsubj"), ("wird", "werden", "AUX", 2, "aux")]
    participle = ("anheimgestellt", "anheimgestellt", "VERB", 2, "ROOT")
    assert [text for text, _ in places(rules, *words, participle)] == ["anheimgestellt"]


def test_bare_noun_closes_the_clause_of_its_verb(tmp_path):
    rules = word_rules(tmp_path, FOLGE)
    start = [("Wir", "wir", "PRON", 1, "nsubj"), ("leisten", "leisten", "VERB", 1, "ROOT")]
    misparsed = places(
        rules, *start, ("dem", "der", "DET", 3, "det"), ("Bescheid", "Bescheid", "NOUN", 1, "obj"),
        ("Folge", "Folge", "NOUN", 3, "appos"),
    )  # fmt: skip
    with_preposition = places(
        rules, *start, ("Hilfe", "Hilfe", "NOUN", 1, "obj"), ("in", "in", "ADP", 5, "case"),
        ("der", "der", "DET", 5, "det"), ("Folge", "Folge", "NOUN", 2, "nmod"),
    )  # fmt: skip
    assert [text for text, _ in misparsed] == ["leisten dem Bescheid Folge"]
    assert with_preposition == []

"""Explanations of legal terms: behind the sentence that first uses one, never twice, never with a fact of their own."""

import re
from typing import get_args

import pytest

from klartext.documents import read_text
from klartext.guard import addition, check
from klartext.letter import read_letter
from klartext.protect import protect
from klartext.records import HeldBack, Proposal, Sentence, Suggestion
from klartext.rewrite import GlossaryRewriter
from klartext.rewrite.glossary import AREA_NAMES
from klartext.ruleset.lexicon import load_lexicon
from klartext.ruleset.lexicon_schema import Area
from klartext.spans import Span

LEXICON = load_lexicon()
REWRITER = GlossaryRewriter.of(LEXICON.glossary, LEXICON.roles)


def proposals(text):
    letter = read_letter(read_text(text))
    sentences, at = [], 0
    for number, part in enumerate(text.split("\n\n"), 1):
        start = text.index(part, at)
        sentences.append(Sentence(f"s{number}", Span(start, start + len(part)), part, len(part.split())))
        at = start + len(part)
    return list(REWRITER.propose(letter, sentences, protect(letter)))


def test_a_term_is_explained_behind_its_first_sentence_only():
    text = "Sie können Widerspruch einlegen.\n\nUnser Widerspruchsbescheid folgt. Der Widerspruch ist zulässig."
    found = [p for p in proposals(text) if "Widerspruch bedeutet" in p.replacement]
    assert [p.sentence for p in found] == ["s1"]
    assert found[0].replacement.startswith("einlegen. Widerspruch bedeutet")
    assert found[0].needs == "erklaerung"


def test_a_term_that_is_explained_already_gets_no_second_explanation():
    assert not proposals("Widerspruch bedeutet: Wir prüfen die Entscheidung noch einmal.")
    assert not [p for p in proposals("Sie haben Widerspruch (Bitte um Prüfung) eingelegt.") if "Widerspruch" in p.adds]


def test_a_sentence_explains_a_term_or_the_longer_one_made_of_it_but_not_both():
    both = "Ihre Mitwirkungspflicht endet nicht, bis die Mitwirkung nach dem SGB I nachgeholt ist."
    assert len(proposals(both)) == 1
    assert len(proposals("Ihre Mitwirkungspflicht endet.\n\nDie Mitwirkung nach dem SGB I ist nötig.")) == 2


def test_an_accepted_explanation_is_not_offered_again():
    text = "Sie haben den Antrag nicht unverzüglich gestellt."
    offered = next(p for p in proposals(text) if p.adds.startswith("Unverzüglich heißt"))
    accepted = text[: offered.span.start] + offered.replacement
    assert not [p for p in proposals(accepted) if p.adds == offered.adds]


def test_at_most_three_terms_are_explained():
    terms = "Widerspruch Klage Berufung Revision Beschwerde".split()
    text = "\n\n".join(f"Sie haben {term} eingelegt." for term in terms)
    assert len(proposals(text)) <= 3


@pytest.mark.parametrize(
    "text",
    [
        "Sie beziehen Bürgergeld, Grundsicherung oder Hilfe zum Lebensunterhalt.",
        "Sie können Grundsicherung, Wohngeld oder Bürgergeld beantragen.",
        "Sie erhalten Wohngeld, Bürgergeld oder die Grundsicherung.",
        "Sie erhalten Kindergeld, Grundsicherung und Wohngeld.",
        "Wir lehnen den Antrag auf Wohngeld (☐ Mietzuschuss / ☐ Lastenzuschuss) ab.",
        "Bei Grundsicherung ist folgender Absatz einzufügen.",
    ],
)
def test_one_of_several_benefits_is_not_explained_alone(text):
    assert not proposals(text)


def test_a_single_benefit_is_explained():
    assert [p.adds[:14] for p in proposals("Sie beziehen Grundsicherung.")] == ["Grundsicherung"]
    assert proposals("Auf Antrag kann Stundung oder Ratenzahlung bewilligt werden.")


def _added(replacement, adds):
    return Proposal("s1", (), Span(0, 10), "eingelegt.", replacement, "glossar", "Warum", adds=adds)


def test_only_once_is_no_fact():
    added = "Gesamtschuldner zahlen zusammen nur einmal."
    assert addition(_added(f"eingelegt. {added}", added)).passed
    added = "Gesamtschuldner zahlen zweimal."
    assert not addition(_added(f"eingelegt. {added}", added)).passed


def test_the_guard_lets_pass_what_only_adds():
    proposal = _added("eingelegt. Klage heißt: Ein Gericht prüft.", "Klage heißt: Ein Gericht prüft.")
    assert addition(proposal).passed
    assert isinstance(check(proposal, "eingelegt.", 0), Suggestion)


def test_the_guard_holds_back_what_changes_the_sentence_or_adds_a_fact():
    changed = _added("erhoben. Klage heißt: Ein Gericht prüft.", "Klage heißt: Ein Gericht prüft.")
    fact = _added("eingelegt. Das kostet 30 Euro.", "Das kostet 30 Euro.")
    for proposal in (changed, fact):
        assert isinstance(check(proposal, "eingelegt.", 0), HeldBack)


def test_no_explanation_in_the_glossary_states_a_number():
    held = [t.term for t in load_lexicon().glossary.values() if not _states_nothing(t)]
    assert len(held) <= 0.1 * len(load_lexicon().glossary)


def _states_nothing(term):
    from klartext.rewrite.glossary import explanation_of

    added = explanation_of(term)
    return addition(_added(f"eingelegt. {added}", added)).passed


def test_a_word_beside_the_term_that_gives_it_another_sense_keeps_the_explanation_away():
    assert [p for p in proposals("Die Rücknahme des Bescheids folgt.") if "Rücknahme" in p.adds]
    assert not [p for p in proposals("Die Rücknahme Ihres Antrags ist möglich.") if "Rücknahme" in p.adds]


def test_the_form_of_what_an_office_promises_is_not_that_of_a_letter():
    for text, explained in (
        ("Eine Zusicherung bedarf der Schriftform.", False),
        ("Der Verwaltungsakt bedarf nicht der Schriftform.", False),
        ("Ihre Erklärung bedarf der Schriftform.", True),
    ):
        assert any(p.adds.startswith("Schriftform bedeutet") for p in proposals(text)) is explained


def test_a_term_of_somebody_else_is_not_explained_as_the_readers():
    assert not [p for p in proposals("Unser Widerspruch gegen das Urteil läuft.") if "Sie verlangen" in p.adds]


FOR_OTHERS = (
    "Sehr geehrte Frau Rechtsanwältin Kurz,\n\nSie haben Widerspruch eingelegt.",
    "Kanzlei Wolf und Partner\n\nSie haben Widerspruch eingelegt.",
    "Ihre Mandantin ist Landwirtin.\n\nGegen den Bescheid wurde Widerspruch eingelegt.",
    "Die Betreute wohnt im Heim.\n\nGegen den Bescheid wurde Widerspruch eingelegt.",
    "Ihr Sohn hat Widerspruch eingelegt.",
    "Ihre Tochter besucht die Schule.\n\nDagegen hat sie Widerspruch eingelegt.",
)


@pytest.mark.parametrize("text", FOR_OTHERS)
def test_no_explanation_says_you_to_who_acts_for_somebody_else(text):
    assert not [p for p in proposals(text) if "Sie verlangen" in p.adds]


def test_a_reader_with_a_child_still_acts_for_themselves():
    text = "Ihre Tochter besucht die Schule.\n\nSie können Widerspruch einlegen."
    assert [p for p in proposals(text) if "Sie verlangen" in p.adds]


def test_a_hearing_of_a_body_is_not_explained_as_one_of_people():
    assert not proposals("Wir entscheiden nach Anhörung der Gemeinde.")
    assert proposals("Wir entscheiden nach Anhörung der Beteiligten.")


def test_a_term_that_the_next_sentence_explains_gets_no_explanation():
    told = "Die Erlaubnis endet bei Unzuverlässigkeit."
    assert not proposals(f"{told}\n\nUnzuverlässig ist, wer Steuern hinterzieht.")
    assert not proposals(f"{told}\n\nUnzuverlässigkeit liegt vor, wenn jemand Steuern hinterzieht.")
    assert proposals(f"{told}\n\nDie Kosten tragen Sie.")


TAKEN_UP = (
    "Wird diese verweigert, entscheidet das Gericht.",
    "Einer gesonderten Aufforderung hierzu bedarf es nicht.",
    "Der bereits gezahlte Vorschuss in Höhe von 2.500,00 Euro wird hierauf angerechnet.",
    "Wird sie verweigert, entscheidet das Gericht.",
    "Für solche Fälle gilt die Satzung.",
    "Die Kosten dafür tragen Sie.",
)
APART = (
    "Gegen diesen Bescheid können Sie klagen.",
    "Wir weisen darauf hin, dass Kosten entstehen.",
    "Unterlagen, deren Beschaffung nicht möglich ist, nennen Sie bitte.",
    "Die Kosten tragen Sie, auch wenn Sie hierfür kein Geld haben.",
    "Bitte zahlen Sie darüber hinaus eine Gebühr.",
)


@pytest.mark.parametrize("following", TAKEN_UP)
def test_nothing_comes_between_a_sentence_and_what_points_back_to_it(following):
    assert not proposals(f"Die Erlaubnis endet bei Unzuverlässigkeit.\n\n{following}")


@pytest.mark.parametrize("following", APART)
def test_what_only_looks_as_if_it_points_back_keeps_no_explanation_away(following):
    assert proposals(f"Die Erlaubnis endet bei Unzuverlässigkeit.\n\n{following}")


def test_a_sentence_that_says_itself_what_the_term_means_gets_no_explanation():
    assert not proposals("Die Mitglieder haften als Gesamtschuldner, d. h., jeder schuldet alles.")
    told = "Der Anhörung, in der Sie Gelegenheit hatten, sich zu äußern, bevor wir entscheiden, blieben Sie fern."
    assert not [p for p in proposals(told) if "Anhörung" in p.adds]


def test_a_clause_about_the_term_that_says_what_follows_keeps_the_explanation_away():
    told = "Die nicht erfolgte Anmeldung stellt eine Ordnungswidrigkeit dar, die mit {} geahndet werden kann."
    assert not proposals(told.format("einer Geldbuße bis zu 1.000 Euro"))
    assert proposals("Die nicht erfolgte Anmeldung ist eine Ordnungswidrigkeit.")
    assert proposals("Wegen dieser Ordnungswidrigkeit, die Sie kennen, werden Sie verwarnt.")


def test_what_the_reader_has_applied_for_is_not_explained():
    assert proposals("Sie können eine Stundung beantragen.")
    assert not proposals("Ihr Antrag auf Stundung vom 3. Mai liegt vor.\n\nWir gewähren die Stundung.")


def test_an_application_has_another_delaying_effect_than_a_remedy():
    def added(text):
        return [p.adds for p in proposals(text) if "Wirkung bedeutet" in p.adds]

    assert added("Der Widerspruch hat keine aufschiebende Wirkung, das sagen wir Ihnen.")
    assert not added("Der Antrag hat keine aufschiebende Wirkung, das sagen wir Ihnen.")


DECIDED = (
    "Widerspruchsbescheid\n\nSie können die Akten einsehen.\n\nDer Widerspruch ist am 3. Mai eingegangen.",
    "Ihr Widerspruch wird als unbegründet zurückgewiesen.",
    "Ihrem Widerspruch wird abgeholfen.",
    "Ihren Widerspruch weisen wir hiermit zurück.",
)


@pytest.mark.parametrize("text", DECIDED)
def test_a_remedy_that_is_decided_is_not_explained_as_one_to_use(text):
    assert not [p for p in proposals(text) if "Sie verlangen" in p.adds]


def test_a_remedy_that_somebody_named_may_use_too_is_not_explained_as_the_readers():
    told = "Sie dürfen Frau Jansen kündigen.\n\nWiderspruch und Klage halten das nicht auf."
    assert not [p for p in proposals(told) if "Sie verlangen" in p.adds]
    assert [p for p in proposals(told.replace("Frau Jansen", "den Vertrag")) if "Sie verlangen" in p.adds]


def test_no_explanation_says_you_where_the_letter_never_does():
    assert not proposals("Gegen den Bescheid ist Widerspruch möglich.")
    assert not [
        p for p in proposals("Der Antragsteller hat Widerspruch eingelegt.\n\nSie lesen das.") if "Sie" in p.adds
    ]


def test_of_a_pair_of_terms_none_is_explained_alone():
    assert [p for p in proposals("Sie haben vorsätzlich falsche Angaben gemacht.") if "Vorsätzlich" in p.adds]
    assert not proposals("Wer vorsätzlich oder fahrlässig handelt, haftet.")
    assert not proposals("Sie haben vorsätzlich oder grob fahrlässig falsche Angaben gemacht.")
    assert not proposals("Das gilt bei Vorsatz und grober Fahrlässigkeit.")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Der Ausschuss hat sich mit Ihrem Widerspruch befasst.", "Widerspruch"),
        ("Der von Ihnen am 3. Mai eingelegte Widerspruch ist eingegangen.", "Widerspruch"),
        ("Sie haben am 3. Mai Widerspruch eingelegt.", "Widerspruch"),
        ("Mit Ihrer Klage befasst sich das Gericht.", "Klage"),
        ("Der von Ihnen erhobene Widerspruch liegt vor.\n\nSie hören vom Widerspruch bald.", "Widerspruch"),
        ("Die Ablieferung ist unverzüglich vorzunehmen; sonst droht ein Bußgeld.", "Unverzüglich"),
    ],
)
def test_what_the_reader_has_filed_or_what_another_clause_follows_is_not_explained(text, term):
    assert not [p for p in proposals(text) if p.adds.startswith((term, f"Mit einer {term}"))]


@pytest.mark.parametrize(
    ("head", "explained"),
    [
        ("Rechtsanwältin\nDr. Eva Ott\n\nSehr geehrte Frau Rechtsanwältin Ott,", False),
        ("Herrn Rechtsanwalt\nJan Ott\n\nSehr geehrter Herr Ott,", False),
        ("Kanzlei Ott und Partner\n\nSehr geehrte Damen und Herren,", False),
        ("Frau\nEva Ott\n\nSehr geehrte Frau Ott,", True),
    ],
)
def test_a_lawyer_gets_no_explanation(head, explained):
    found = proposals(f"{head}\n\nSie können Widerspruch einlegen.\n\nDie Stadt vertritt Rechtsanwalt Meyer.")
    assert bool(found) is explained


def test_no_explanation_says_the_authority_of_who_writes():
    assert not [t for t in LEXICON.glossary.values() if re.search(r"\b[Dd]ie Behörde\b", t.bracket + t.sentence)]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Gegen das Urteil ist Berufung möglich.", " Die Erklärung passt im Gerichtsverfahren."),
        ("Der Einspruch ist schriftlich einzulegen.", " Die Erklärung passt im Steuerrecht und im Bußgeldverfahren."),
        ("Der Widerspruch ist schriftlich einzulegen.", ""),
    ],
)
def test_a_person_reads_in_which_field_of_law_an_explanation_fits(text, where):
    (proposal,) = proposals(f"{text} Bitte lesen Sie das.")
    assert where in proposal.explanation and ("Die Erklärung passt" in proposal.explanation) == bool(where)


def test_every_field_of_law_has_a_name():
    assert set(AREA_NAMES) == {*get_args(Area)} - {"allgemein"}


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("Ein Ermessen steht uns hier nicht zu.", False),
        ("Ein Ermessen steht uns hier zu.", True),
        ("Die Auflagen gelten für Ihre Erlaubnis.\n\nSie sind zum Schutz der Nachbarn nötig.", False),
        ("Ihre Erlaubnis ist mit Auflagen verbunden.\n\nSie erhalten noch Post.", True),
        ("Wir haben Ihnen ein Zwangsgeld angedroht.\n\nDie Werte wurden deshalb geschätzt.", False),
        ("Wir haben Ihnen ein Zwangsgeld angedroht.\n\nSofern bis dahin nichts eingeht, entscheiden wir.", False),
        ("Wir haben Ihnen ein Zwangsgeld angedroht.\n\nDie Werte wurden geschätzt.", True),
    ],
)
def test_an_explanation_neither_gainsays_its_sentence_nor_takes_what_points_back(text, explained):
    assert bool(proposals(text)) is explained


def test_an_explanation_comes_soon_or_not_at_all():
    late = "Ihr Zwangsgeld ist hoch?"
    assert not proposals("\n\n".join([late, late, "Das Zwangsgeld ist fällig."]))
    assert proposals("\n\n".join([late, "Das Zwangsgeld ist fällig."]))

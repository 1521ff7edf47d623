from pathlib import Path

import pytest
import yaml

from klartext import paths
from klartext.errors import RuleError
from klartext.grammar.verbs import verb
from klartext.ruleset import load_rules
from klartext.ruleset.lexicon import ACTIONS, GLOSSARY, LIGHT_VERBS, PREPOSITIONS, ROLES, Lexicon, load_lexicon

LEXICON = load_lexicon()
ROLE_CASES = [
    # what the office does
    ("prüfen", "vorgang", [], "amt"),
    ("prüfen", "vorgang", ["Antrag"], "amt"),
    ("bewilligen", "vorgang", ["Leistung"], "amt"),
    ("festsetzen", "vorgang", ["Gebühr"], "amt"),
    ("ablehnen", "vorgang", ["Antrag"], "amt"),
    ("aufheben", "vorgang", ["Bewilligungsbescheid"], "amt"),
    ("erheben", "vorgang", ["Verwaltungsgebühr"], "amt"),
    ("einstellen", "vorgang", ["Zahlung"], "amt"),
    ("einstellen", "vorgang", ["Bußgeldverfahren"], "amt"),
    ("gewähren", "kann", ["Ratenzahlung"], "amt"),
    ("entziehen", "kann", ["Leistung"], "amt"),
    ("widerrufen", "kann", ["Erlaubnis"], "amt"),
    ("anrechnen", "pflicht", ["Einkommen"], "amt"),
    ("berücksichtigen", "pflicht", ["Einkommen"], "amt"),
    ("nehmen", "vorgang", ["Bezug"], "amt"),
    ("stellen", "vorgang", ["Kosten"], "offen"),
    ("zuordnen", "kann", ["Zahlung"], "amt"),
    ("verzeichnen", "kann", ["Zahlungseingang"], "amt"),
    ("weitergeben", "kann", ["Sozialdaten"], "amt"),
    ("erreichen", "kann", ["Sie"], "amt"),
    # what the reader does
    ("vorlegen", "pflicht", ["Kontoauszug"], "adressat"),
    ("einreichen", "pflicht", [], "adressat"),
    ("zahlen", "pflicht", ["Verwaltungsgebühr"], "adressat"),
    ("erstatten", "pflicht", ["Leistung"], "adressat"),
    ("mitteilen", "pflicht", ["Änderung"], "adressat"),
    ("einstellen", "pflicht", ["Bauarbeit"], "adressat"),
    ("erheben", "kann", ["Widerspruch"], "adressat"),
    ("einlegen", "kann", ["Einspruch"], "adressat"),
    ("nehmen", "kann", ["Akteneinsicht"], "adressat"),
    ("widerrufen", "kann", ["Einwilligung"], "adressat"),
    ("zurücknehmen", "kann", ["Widerspruch"], "adressat"),
    ("berücksichtigen", "pflicht", ["Brandschutz"], "adressat"),
    ("begründen", "pflicht", ["Widerspruch"], "adressat"),
    ("richten", "pflicht", ["Rückfrage"], "adressat"),
    ("rechnen", "pflicht", [], "adressat"),
    ("beheben", "pflicht", ["Mangel"], "adressat"),
    ("stellen", "pflicht", ["Biotonne"], "adressat"),
    ("umtauschen", "pflicht", ["Führerschein"], "adressat"),
    ("verweigern", "pflicht", ["Mitwirkung"], "adressat"),
    # what the reader may or must not do
    ("ablagern", "kann", ["Abfall"], "adressat"),
    ("fällen", "kann", ["Baum"], "adressat"),
    ("vermieten", "kann", ["Wohnung"], "adressat"),
    ("führen", "kann", ["Hund"], "adressat"),
    ("verwenden", "kann", ["Zuschuss"], "adressat"),
    ("herleiten", "kann", ["Rechtsanspruch"], "adressat"),
    ("weitergeben", "kann", ["Personalausweis"], "adressat"),
    # what nobody can tell from the words, or others have done
    ("einreichen", "vorgang", ["Unterlage"], "offen"),
    ("vorlegen", "vorgang", ["Unterlage"], "offen"),
    ("kündigen", "vorgang", ["Mietvertrag"], "offen"),
    ("aufnehmen", "vorgang", ["Tätigkeit"], "offen"),
    ("abstellen", "vorgang", ["Fahrzeug"], "offen"),
    ("beginnen", "vorgang", ["Bauarbeit"], "offen"),
    ("mitteilen", "vorgang", ["Umzug"], "offen"),
    ("zahlen", "vorgang", ["Gebühr"], "offen"),
    ("feststellen", "vorgang", ["Erkrankung"], "offen"),
    ("aufheben", "vorgang", ["Arbeitsvertrag"], "offen"),
    ("entziehen", "vorgang", ["Fahrerlaubnis"], "offen"),
    ("prüfen", "vorgang", ["Heizungsanlage"], "offen"),
    ("einstellen", "vorgang", ["Ermittlungsverfahren"], "dritte"),
    ("operieren", "vorgang", [], "dritte"),
    ("benötigen", "vorgang", ["Bescheinigung"], "offen"),
    ("abstellen", "pflicht", ["Strom"], "offen"),
    ("entleeren", "pflicht", ["Mülltonne"], "offen"),
    ("mitnehmen", "kann", ["Hund"], "offen"),
    ("verkaufen", "kann", ["Fahrzeug"], "offen"),
    ("zurückstellen", "pflicht", [], "offen"),
    ("gibtesnicht", "vorgang", [], "offen"),
]
PRESENT_CASES = [
    ("stellen", ["Kosten"], "amt"),
    ("benötigen", ["Unterlage"], "amt"),
    ("bestätigen", [], "amt"),
    ("bestätigen", ["Termin"], "offen"),
    ("akzeptieren", ["Verwarnungsgeld"], "offen"),
    ("versenden", ["Unterlage"], "offen"),
    ("erheben", ["Verwaltungsgebühr"], "amt"),
    ("erheben", ["Einwendung"], "offen"),
    ("verlegen", ["Termin"], "amt"),
    ("vorwerfen", ["Sie"], "amt"),
]


@pytest.mark.parametrize(("infinitive", "use", "objects", "actor"), ROLE_CASES)
def test_who_acts(infinitive: str, use: str, objects: list[str], actor: str) -> None:
    assert LEXICON.roles.actor(infinitive, use, objects) == actor  # type: ignore[arg-type]


@pytest.mark.parametrize(("infinitive", "objects", "actor"), PRESENT_CASES)
def test_who_acts_in_the_present(infinitive: str, objects: list[str], actor: str) -> None:
    assert LEXICON.roles.actor(infinitive, "vorgang", objects, past=False) == actor


def test_a_named_benefit_may_have_been_granted_by_another_office() -> None:
    assert LEXICON.roles.actor("bewilligen", "vorgang", ["Wohngeld"], past=False) == "amt"
    assert LEXICON.roles.actor("bewilligen", "vorgang", ["Wohngeld"]) == "offen"


def test_objects_that_disagree_leave_it_open() -> None:
    assert LEXICON.roles.actor("zahlen", "pflicht", ["Gebühr", "Zuschuss"]) == "offen"


def test_who_is_acted_upon_does_not_act() -> None:
    assert LEXICON.roles.actor("in Anspruch nehmen", "kann", ["Sie"]) == "offen"
    assert LEXICON.roles.actor("weiterleiten", "vorgang", ["uns"]) == "offen"


def test_the_last_part_of_a_compound_needs_a_first_part_of_three_letters() -> None:
    assert LEXICON.roles.actor("einstellen", "vorgang", ["Wohngeldleistung"]) == "amt"
    assert LEXICON.roles.actor("kürzen", "vorgang", ["Beförderung"]) == "offen"


def test_persons_offices_and_others() -> None:
    person = LEXICON.roles.person("Antragstellerin")
    assert person is not None and person.reader == "sicher" and "antragstellende Person" in person.words
    assert LEXICON.roles.person("Betroffene") == LEXICON.roles.person("Betroffener")
    assert LEXICON.roles.is_office("Bauaufsichtsbehörde") and not LEXICON.roles.is_office("Vermieter")
    assert LEXICON.roles.is_other("Hausverwaltung") and not LEXICON.roles.is_office("Hausverwaltung")
    assert LEXICON.roles.is_other("Amtsgericht") and not LEXICON.roles.is_other("Antragsteller")


@pytest.mark.parametrize("noun", ["Mitarbeiterin", "Eltern", "Wahlvorstand", "Sportverein", "Labor", "Bauhof"])
def test_who_may_be_named_with_by(noun: str) -> None:
    assert LEXICON.roles.is_other(noun)


@pytest.mark.parametrize("noun", ["Heirat", "Geburtsurkunde", "Messeinrichtung", "Datenträger", "Ausland", "Kind"])
def test_the_end_of_a_word_names_nobody_by_chance(noun: str) -> None:
    assert not LEXICON.roles.is_other(noun) and not LEXICON.roles.is_office(noun)


def test_the_lists_are_broad() -> None:
    assert len(LEXICON.roles.verbs) >= 1300
    assert len(LEXICON.actions.by_noun) >= 600
    assert len(LEXICON.prepositions.by_word) >= 60
    assert len(LEXICON.glossary) >= 170


def test_action_nouns() -> None:
    actions = LEXICON.actions
    pruefung, eingang, anmeldung, vorlage = (actions.of(n) for n in ("Prüfung", "Eingang", "Anmeldung", "Vorlage"))
    assert pruefung is not None and (pruefung.verb, pruefung.object) == ("prüfen", "akkusativ")
    assert eingang is not None and (eingang.verb, eingang.genitive) == ("eingehen", "subjekt")
    assert anmeldung is not None and anmeldung.reflexive and anmeldung.actor == "adressat"
    assert vorlage is not None and vorlage.verb == "vorlegen"
    assert actions.of("Wohnung") is None


def test_the_genitive_fits_what_the_verb_takes() -> None:
    wrong = [
        a.noun
        for a in LEXICON.actions.by_noun.values()
        if (a.genitive in ("akkusativ", "dativ")) != (a.object in ("akkusativ", "dativ")) and a.genitive != "offen"
    ]
    assert wrong == []


def test_nearly_every_verb_of_the_roles_can_be_inflected() -> None:
    unknown = [v for v in LEXICON.roles.verbs if " " not in v and verb(v) is None]
    assert len(unknown) < 12, unknown


def test_every_light_verb_construction_is_covered() -> None:
    rules = {rule.id for rule in load_rules().rules if rule.word_list == "funktionsverbgefuege"}
    assert set(LEXICON.light_verbs) == rules


def test_every_plain_verb_of_a_light_verb_construction_can_be_inflected() -> None:
    assert [v.id for v in LEXICON.light_verbs.values() if v.verb is not None and verb(v.verb) is None] == []


def test_the_arguments_of_light_verbs_are_well_formed() -> None:
    cases = {"akkusativ", "dativ", "genitiv", "satz"}
    for entry in LEXICON.light_verbs.values():
        for source, target in entry.arguments.items():
            assert source in cases or source.islower()
            word, _, case = target.partition("+")
            assert target in cases or target == source or case in ("Dat", "Acc"), (entry.id, word)
        assert not set(entry.arguments) & entry.blocked_by, entry.id


def test_prepositions_name_rules_that_mark_them() -> None:
    rules = {rule.id: rule for rule in load_rules().rules}
    for entry in LEXICON.prepositions.by_word.values():
        if entry.rule is not None:
            word = rules[entry.rule].title.strip("„“").casefold()
            assert word.startswith(entry.word.casefold()) or entry.word.casefold().startswith(word), entry.word


def test_a_plain_preposition_is_chosen_only_where_it_is_sure() -> None:
    prepositions = LEXICON.prepositions
    about, by, within = (prepositions.of(w) for w in ("Hinsichtlich", "seitens", "binnen"))
    assert about is not None and by is not None and within is not None
    words = [p.word if p else None for p in (about.choose(g) for g in ("Bedenken", "Zweifel", "Frage", "Tisch"))]
    assert words == ["wegen", "an", "zu", None]
    assert by.choose("prüfen", "Behörde") is None
    chosen = by.choose("prüfen", "Behörde", passive=True)
    assert chosen is not None and (chosen.word, chosen.case) == ("von", "Dat")
    assert within.choose("", "Monatsfrist") is None


def test_glossary_terms_are_mostly_protected_legal_terms() -> None:
    data = yaml.safe_load((paths.rules_dir() / "rechtsbegriffe.yaml").read_text(encoding="utf-8"))
    terms = {entry["begriff"] for entry in data["eintraege"]}
    assert len(terms & set(LEXICON.glossary)) >= 0.9 * len(LEXICON.glossary)


def test_brackets_are_short_and_hold_no_full_stop() -> None:
    assert [t.term for t in LEXICON.glossary.values() if t.bracket.endswith(".") or len(t.bracket.split()) > 18] == []
    assert [t.term for t in LEXICON.glossary.values() if len(t.sentence.split()) > 20] == []


def _copy(folder: Path) -> None:
    for name in (ROLES, ACTIONS, LIGHT_VERBS, PREPOSITIONS, GLOSSARY):
        (folder / name).write_bytes((paths.rules_dir() / name).read_bytes())


def _load_with(folder: Path, name: str, text: str) -> Lexicon:
    _copy(folder)
    (folder / name).write_text(text, encoding="utf-8")
    return load_lexicon(folder)


HEAD = 'id: x\ntitel: "X"\n'


@pytest.mark.parametrize(
    ("name", "text", "code", "line"),
    [
        (GLOSSARY, "id: a: b\n", "KT-R82", 1),
        (GLOSSARY, HEAD + "eintraege:\n  - {begriff: A, klammer: b, rechtsgebiet: raumfahrt}\n", "KT-R83", 4),
        (GLOSSARY, HEAD + "eintraege:\n  - {begriff: A, rechtsgebiet: bau}\n", "KT-R83", 4),
        (GLOSSARY, HEAD + "eintraege:\n  - {begriff: A, satz: ohne Punkt, rechtsgebiet: bau}\n", "KT-R83", 4),
        (LIGHT_VERBS, HEAD + "eintraege:\n  - {id: a, verb: null}\n", "KT-R83", 4),
        (LIGHT_VERBS, HEAD + "eintraege:\n  - {id: a, verb: gehen, wort: b}\n", "KT-R83", 4),
        (
            ACTIONS,
            HEAD + "gruppen:\n  - {objekt: ohne, genitiv: keiner, verben: {A: gehen, A: sein}}\n",
            "KT-R82",
            4,
        ),
        (PREPOSITIONS, HEAD + "eintraege:\n  - {wort: a, regiert: Gen}\n", "KT-R83", 4),
        (
            ROLES,
            HEAD
            + "objekte: {}\nrollen:\n  - {wer: {vorgang: amt, pflicht: amt, kann: amt}, verben: [gehen, gehen]}\n"
            + "je_objekt: []\npersonen: []\namtsnamen: []\ndritte: []\n",
            "KT-R83",
            5,
        ),
        (
            ROLES,
            HEAD
            + "objekte: {}\nrollen:\n  - {wer: {vorgang: amt, pflicht: amt, kann: amt}, verben: [gehen]}\n"
            + "je_objekt:\n  - {verben: [gehen], objekte: [dinge], kann: offen}\n"
            + "personen: []\namtsnamen: []\ndritte: []\n",
            "KT-R83",
            7,
        ),
    ],
)
def test_a_faulty_list_names_its_line(tmp_path: Path, name: str, text: str, code: str, line: int) -> None:
    with pytest.raises(RuleError) as caught:
        _load_with(tmp_path, name, text)
    assert caught.value.code == code
    assert caught.value.where is not None and caught.value.where.startswith(f"{name}:{line}:")


def test_a_missing_list_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        load_lexicon(tmp_path)
    assert caught.value.code == "KT-R82"

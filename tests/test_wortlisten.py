"""The shipped word lists, as data: complete, distinct, and with examples that show exactly the entry."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

import pytest
import yaml

from klartext import paths
from klartext.ruleset.rule import parse_marked
from klartext.ruleset.schema import EntryModel, WordListModel
from klartext.ruleset.wordlists import FormIndex, atoms_of

LEAST: Final = {
    "abkuerzungen": 70,
    "amtswoerter": 130,
    "floskeln": 70,
    "fremdwoerter": 70,
    "funktionsverbgefuege": 110,
    "pleonasmen": 45,
}


def _word_lists() -> dict[str, WordListModel]:
    found = {}
    for path in sorted(paths.rules_dir().glob("*/*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "eintraege" in data:
            found[path.stem] = WordListModel.model_validate(data)
    return found


LISTS: Final = _word_lists()
ENTRIES: Final = [entry for word_list in LISTS.values() for entry in word_list.eintraege]
each_list = pytest.mark.parametrize("name", sorted(LISTS))


def _repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _marked(entry: EntryModel) -> list[str]:
    text, marks = parse_marked(entry.beispiel)
    return [text[mark.start : mark.end] for mark in marks]


def _forms(word_list: WordListModel) -> list[EntryModel]:
    return [entry for entry in word_list.eintraege if entry.suche == "form"]


@pytest.mark.parametrize(("name", "least"), sorted(LEAST.items()))
def test_a_list_has_its_least_number_of_entries(name: str, least: int) -> None:
    assert len(LISTS[name].eintraege) >= least


def test_all_lists_together_have_450_entries() -> None:
    assert len(ENTRIES) >= 450


def test_ids_are_unique_over_all_lists() -> None:
    assert _repeated([entry.id for entry in ENTRIES]) == []


def test_every_entry_gives_a_reason_of_its_own() -> None:
    words: dict[str, list[str]] = defaultdict(list)
    for entry in ENTRIES:
        words[entry.grund].append(entry.wort)
    assert [shared for shared in words.values() if not all(w.startswith(min(shared, key=len)) for w in shared)] == []


@each_list
def test_no_word_stands_twice_in_a_list(name: str) -> None:
    assert _repeated([f"{e.wort.casefold()} {e.wortart}" for e in LISTS[name].eintraege]) == []


@each_list
def test_a_reason_is_a_sentence(name: str) -> None:
    assert [e.id for e in LISTS[name].eintraege if e.grund.rstrip("“")[-1] not in ".?!…"] == []


@each_list
def test_an_example_of_a_form_marks_exactly_the_form(name: str) -> None:
    wrong = [e.id for e in _forms(LISTS[name]) if [m.casefold() for m in _marked(e)] != [e.wort.casefold()]]
    assert wrong == []


@each_list
def test_an_example_of_a_base_form_marks_one_place_or_its_pieces(name: str) -> None:
    """The pieces are the words of the entry and the particle that its verb may split off."""
    lemmas = [e for e in LISTS[name].eintraege if e.suche == "lemma"]
    assert [e.id for e in lemmas if len(_marked(e)) > len(e.wort.split()) + 1] == []


@each_list
def test_a_form_is_found_in_its_example_and_nowhere_else(name: str) -> None:
    wrong = []
    for entry in _forms(LISTS[name]):
        text, marks = parse_marked(entry.beispiel)
        found = [span for _, span in FormIndex([(entry.id, entry.wort)]).find(text, atoms_of(text))]
        if found != list(marks):
            wrong.append(entry.id)
    assert wrong == []


@each_list
def test_an_example_holds_no_other_form_of_its_list(name: str) -> None:
    index = FormIndex([(entry.id, entry.wort) for entry in _forms(LISTS[name])])
    wrong = []
    for entry in LISTS[name].eintraege:
        text, marks = parse_marked(entry.beispiel)
        outside = [i for i, span in index.find(text, atoms_of(text)) if not any(m.contains(span) for m in marks)]
        if outside:
            wrong.append((entry.id, outside))
    assert wrong == []


@each_list
def test_a_fixed_replacement_changes_the_text(name: str) -> None:
    assert [e.id for e in LISTS[name].eintraege if e.ersatz and e.ersatz.casefold() == e.wort.casefold()] == []


@each_list
def test_a_fixed_replacement_holds_no_entry_of_its_list(name: str) -> None:
    index = FormIndex([(entry.id, entry.wort) for entry in _forms(LISTS[name])])
    wrong = [e.id for e in LISTS[name].eintraege if e.ersatz and list(index.find(e.ersatz, atoms_of(e.ersatz)))]
    assert wrong == []


def test_no_legal_term_is_listed_as_a_word_to_replace() -> None:
    data = yaml.safe_load((paths.rules_dir() / "rechtsbegriffe.yaml").read_text(encoding="utf-8"))
    terms = {term["begriff"].casefold() for term in data["eintraege"]}
    assert [entry.id for entry in ENTRIES if entry.wort.casefold() in terms] == []

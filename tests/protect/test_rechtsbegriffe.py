from __future__ import annotations

from pathlib import Path

import pytest
from normalised import letter_of

from klartext.errors import RuleError
from klartext.paths import rules_dir
from klartext.protect import protect
from klartext.protect.rechtsbegriff import FILE_NAME, find, index_terms, load_terms, shipped_index
from klartext.protect.scan import BlockView
from klartext.spans import Span


def terms_in(text: str) -> list[str]:
    return [protected.text for protected in protect(letter_of(text)) if protected.kind == "rechtsbegriff"]


def test_the_shipped_list_has_terms_with_reasons() -> None:
    terms = load_terms(rules_dir() / FILE_NAME)
    assert len(terms) >= 150
    assert all(term.text == term.text.strip() and 5 < len(term.reason) < 120 for term in terms)


def test_every_shipped_term_is_found_in_its_dictionary_form() -> None:
    index = shipped_index()
    missed = []
    for term in load_terms(rules_dir() / FILE_NAME):
        view = BlockView(0, f"Es geht um {term.text} in diesem Brief.", "text")
        if Span(11, 11 + len(term.text)) not in set(find(view, index)):
            missed.append(term.text)
    assert missed == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ein Widerspruch kostet nichts.", ["Widerspruch"]),
        ("Viele Widersprüche sind erfolgreich.", ["Widersprüche"]),
        ("Wegen des Widerspruchs warten wir.", ["Widerspruchs"]),
        ("Er hat keine aufschiebende Wirkung.", ["keine aufschiebende Wirkung"]),
        ("Wegen der aufschiebenden Wirkung warten wir.", ["aufschiebenden Wirkung"]),
        ("Unverzüglich heißt nicht sofort.", ["Unverzüglich"]),
        ("Der Grad der Behinderung (GdB) steht fest.", ["Grad der Behinderung (GdB)"]),
        ("Die wesentliche Änderung der\nVerhältnisse melden Sie.", ["wesentliche Änderung der\nVerhältnisse"]),
        ("Aus wichtigem Grund geht das.", ["wichtigem Grund"]),
        ("Das Widerspruchsrecht gilt hier.", []),
        ("Die Einspruchs-Regel gilt hier.", []),
        ("Das klagen viele Leute.", []),
    ],
)
def test_terms_in_any_inflection_but_not_inside_compounds(text: str, expected: list[str]) -> None:
    assert terms_in(text) == expected


def test_a_term_that_is_also_a_name_does_not_hide_the_term() -> None:
    assert index_terms(load_terms(rules_dir() / FILE_NAME)).has_word("Bürgergeld")
    assert not shipped_index().has_word("Kolbe")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("eintraege: [", "KT-R80"),
        ("nichts: 1", "KT-R81"),
        ("eintraege: []", "KT-R81"),
        ("eintraege: [{begriff: Klage}]", "KT-R81"),
        ('eintraege: [{begriff: "", grund: "x"}]', "KT-R81"),
        ("eintraege: [{begriff: Klage, grund: x}, {begriff: Klage, grund: y}]", "KT-R81"),
        ("eintraege: [{begriff: Klage, grund: x, extra: y}]", "KT-R81"),
    ],
)
def test_a_faulty_list_is_refused(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "liste.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_terms(path)
    assert caught.value.code == code
    assert str(path) in str(caught.value)


def test_a_missing_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        load_terms(tmp_path / "fehlt.yaml")
    assert caught.value.code == "KT-R80"

"""The groups of words are read and checked like the other lists."""

from pathlib import Path

import pytest

from klartext.errors import RuleError
from klartext.grammar.verbs import verb
from klartext.ruleset.list_file import read_list
from klartext.ruleset.word_groups import WordGroups, word_groups

NO_VERBS = {
    "hauptwoerter_mit_zu",
    "keine_handelnden", "koerperschaften", "objekte_mit_von", "gefuege_mit_von", "belege", "gefuege_als_verb",
    "als_adverb", "mit_zu",
    "zustandspartizipien", "vergaengliche_zustaende",
    "adjektive_mit_ergaenzung", "mitteilen", "formvorschriften", "erklaerungen", "ereignisse",
    "papiere", "auskuenfte", "mit_mitte", "verweise", "zustimmungen", "mit_bei",
}  # fmt: skip


def test_groups_of_verbs_hold_infinitives():
    groups = {name for name in WordGroups.model_fields if name not in ("id", "titel")} - NO_VERBS
    verbs = {word for name in groups for word in getattr(word_groups(), name)}
    assert all(word.islower() and word.endswith("n") for word in verbs)
    assert len([word for word in verbs if verb(word) is None]) < 0.1 * len(verbs)  # but for a few like *schaffen*


def test_a_word_may_stand_in_a_group_only_once(tmp_path: Path):
    text = "\n".join(f"{name}: [a]" for name in WordGroups.model_fields if name not in ("id", "titel", "mit_von"))
    file = tmp_path / "wortgruppen.yaml"
    file.write_text(f'id: x\ntitel: "X"\n{text}\nmit_von: [absehen, absehen]\n', encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        read_list(file, WordGroups)
    assert caught.value.code == "KT-R83"

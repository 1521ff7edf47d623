"""Read a list of words from YAML: checked by its model, every fault with file, line and column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from klartext.errors import RuleError
from klartext.ruleset.lexicon_schema import Model

_BASE: Final[type[Any]] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EXPECTED: Final[Mapping[str, str]] = {
    "string_type": "ein Text",
    "list_type": "eine Liste",
    "dict_type": "Schlüssel mit Werten",
    "model_type": "Schlüssel mit Werten",
    "bool_type": "true oder false",
    "extra_forbidden": "kein solcher Schlüssel",
    "missing": "dieser Schlüssel",
}
_Model = TypeVar("_Model", bound=Model)


class _Loader(_BASE):  # type: ignore[misc]
    """Takes every key once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        """Build the mapping; a key that stands twice is an error."""
        found: dict[object, object] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in found:
                raise yaml.constructor.ConstructorError(
                    None, None, f"Der Schlüssel „{key}“ steht zweimal da.", key_node.start_mark
                )
            found[key] = self.construct_object(value_node, deep=True)
        return found


def read_list(path: Path, model: type[_Model]) -> _Model:
    """Return the checked content of a list.

    Raises:
        RuleError: KT-R82 it is missing or no YAML, KT-R83 an entry is not valid, with its line.
    """
    return open_list(path.parent, path.name).read(model)


@dataclass(frozen=True, slots=True)
class ListFile:
    """The text of a list, which its faults are found in again."""

    name: str
    text: str

    def read(self, model: type[_Model]) -> _Model:
        """Return the checked content."""
        try:
            data = yaml.load(self.text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            place = f"{self.name}:{mark.line + 1}:{mark.column + 1}" if mark else self.name
            raise _unreadable(place, error.problem or "") from error
        except yaml.YAMLError as error:
            raise _unreadable(self.name, "Sie enthält ein unzulässiges Zeichen.") from error
        try:
            return model.model_validate(data)
        except ValidationError as error:
            detail = error.errors()[0]
            field = next((str(s) for s in reversed(detail["loc"]) if isinstance(s, str)), "?")
            expected = _expected(detail)
            self.fail(detail["loc"], f"Der Wert von „{field}“ passt nicht; erwartet wird: {expected}.", error)

    def fail(self, at: Sequence[int | str], what: str, cause: Exception | None = None) -> NoReturn:
        """Raise the error of a place."""
        root = yaml.compose(self.text, Loader=_Loader)
        mark = _node_at(root, at).start_mark if root else None
        where = f"{self.name}:{mark.line + 1}:{mark.column + 1}" if mark else self.name
        raise RuleError("KT-R83", what, "Berichtigen Sie den Eintrag in der Datei.", where) from cause


def open_list(folder: Path, name: str) -> ListFile:
    """Return a list in a folder.

    Raises:
        RuleError: KT-R82, it is missing or no text.
    """
    try:
        return ListFile(name, (folder / name).read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(name, type(error).__name__) from error


def _unreadable(where: str, why: str) -> RuleError:
    what = f"Die Wortliste lässt sich nicht lesen. {why}".strip()
    return RuleError("KT-R82", what, "Stellen Sie die Datei wieder her oder installieren Sie Klartext neu.", where)


def _expected(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    found = context.get("error") or _EXPECTED.get(detail["type"]) or context.get("expected") or "ein anderer Wert"
    return str(found).replace(" or ", " oder ")


def _node_at(node: yaml.Node, at: Sequence[int | str]) -> yaml.Node:
    for step in at:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), node)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
    return node

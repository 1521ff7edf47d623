"""Read the rule files. Strict: what is not understood is an error with file, line and column."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from klartext import paths
from klartext.errors import RuleError
from klartext.records import Category
from klartext.ruleset import schema
from klartext.ruleset.detectors import DETECTORS
from klartext.ruleset.rule import (
    CodePattern,
    CounterExample,
    DependencyPattern,
    Example,
    Pattern,
    PhrasePattern,
    Rule,
    RuleSet,
    Source,
    TokenPattern,
    WordList,
    WordPattern,
    parse_marked,
)

_CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)
_LOADER: Final[type[Any]] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)")
_CONSTANTS: Final[Mapping[str, bool | None]] = {"true": True, "false": False, "null": None, "~": None, "": None}
_MODELS: Final[Mapping[str, type[BaseModel]]] = {
    "quellen": schema.SourceModel,
    "beispiele": schema.ExampleModel,
    "gegenbeispiele": schema.CounterExampleModel,
    "eintraege": schema.EntryModel,
    "code": schema.CodeModel,
    "token": schema.TokenModel,
    "dependenz": schema.DependencyModel,
    "phrase": schema.PhraseModel,
}
_EXPECTED: Final[Mapping[str, str]] = {
    "string_type": "ein Text",
    "list_type": "eine Liste",
    "dict_type": "Schlüssel mit Werten",
    "model_type": "Schlüssel mit Werten",
    "model_attributes_type": "Schlüssel mit Werten",
    "bool_type": "true oder false",
    "int_type": "eine ganze Zahl",
    "union_tag_not_found": "ein Muster mit „art: code“, „token“, „dependenz“ oder „phrase“",
}

Location = Sequence[int | str]


def load_rules(folder: Path | None = None) -> RuleSet:
    """Load the shipped rules, or those of another folder.

    Rules lie in ``<category>/<id>.yaml``; files at the top of the folder belong to other rooms.

    Raises:
        RuleError: KT-R01 no rules there, KT-R02 no YAML, KT-R03 doubled key, KT-R04 unknown key, KT-R05 missing key,
            KT-R06 wrong value, KT-R07 broken ⟦⟧, KT-R08 another id than the name of the file, KT-R09 doubled id,
            KT-R10 unknown detector, KT-R11 too few entries, KT-R13 a file cannot be read, KT-R14 a file has no keys,
            KT-R15 a folder is no category, KT-R16 a file is no ``.yaml``, KT-R17 another category than the folder.
    """
    folder = folder or paths.rules_dir()
    files = list(_rule_files(folder))
    if not files:
        raise RuleError(
            "KT-R01",
            "Hier liegen keine Regeln.",
            "Installieren Sie Klartext neu. „klartext doctor“ zeigt, was fehlt.",
            str(folder),
        )
    digest = hashlib.sha256()
    rules: list[Rule] = []
    lists: list[WordList] = []
    taken: dict[str, str] = {}
    for path in files:
        name = path.relative_to(folder).as_posix()
        source = _SourceFile(name, _read(path, name))
        digest.update(f"{name}\0{source.text}\0".encode())
        word_list, found = _rules_of(source)
        if word_list:
            lists.append(word_list)
        for index, rule in enumerate(found):
            if rule.id in taken:
                place = ("eintraege", index, "id") if word_list else ("id",)
                source.fail(
                    place, "KT-R09", "Diese id gibt es schon.", rule.id,
                    f"eine id, die nicht in {taken[rule.id]} steht", "Geben Sie der Regel eine eigene id.",
                )  # fmt: skip
            taken[rule.id] = name
        rules += found
    return RuleSet(tuple(rules), f"sha256:{digest.hexdigest()}", tuple(lists))


def load_word_list(name: str) -> tuple[Rule, ...]:
    """Load the rules of one shipped file, for example ``amtswort/amtswoerter.yaml``.

    Raises:
        RuleError: As ``load_rules`` says.
    """
    _, rules = _rules_of(_SourceFile(name, _read(paths.rules_dir() / name, name)))
    return tuple(rules)


def _rule_files(folder: Path) -> Iterator[Path]:
    """Yield the files by category and name; the order does not depend on the file system."""
    if not folder.is_dir():
        return
    for sub in sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith((".", "_"))):
        if sub.name not in _CATEGORIES:
            raise _error(
                "KT-R15", "Der Ordner ist keine Kategorie.", sub.name, _one_of(sub.name, _CATEGORIES),
                "Benennen Sie den Ordner nach der Kategorie seiner Regeln.", sub.name,
            )  # fmt: skip
        for path in sorted(p for p in sub.iterdir() if p.is_file() and not p.name.startswith(".")):
            if path.suffix != ".yaml":
                raise _error(
                    "KT-R16", "Die Datei ist keine Regel.", path.name, "ein Name, der auf .yaml endet",
                    "Benennen Sie die Datei um oder legen Sie sie an einen anderen Ort.", f"{sub.name}/{path.name}",
                )  # fmt: skip
            yield path


def _read(path: Path, name: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise _error(
            "KT-R13", "Die Datei lässt sich nicht lesen.", type(error).__name__, "eine lesbare Datei in UTF-8",
            "Prüfen Sie die Leserechte und speichern Sie die Datei als UTF-8.", name,
        ) from error  # fmt: skip


@dataclass(frozen=True, slots=True)
class _SourceFile:
    """One file; its name counts from the folder of the rules."""

    name: str
    text: str

    def tree(self) -> yaml.Node:
        """Return the YAML nodes, which know their lines."""
        try:
            root = yaml.compose(self.text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            place = f"{self.name}:{mark.line + 1}:{mark.column + 1}" if mark else self.name
            raise _error(
                "KT-R02", "Die Datei ist kein gültiges YAML.", error.problem or "–", "YAML",
                "Setzen Sie Texte in Anführungszeichen und prüfen Sie die Einrückung.", place,
            ) from error  # fmt: skip
        except yaml.YAMLError as error:
            raise _error(
                "KT-R02", "Die Datei ist kein gültiges YAML.", "ein unzulässiges Zeichen", "Text in UTF-8",
                "Löschen Sie Steuerzeichen.", self.name,
            ) from error  # fmt: skip
        if not isinstance(root, yaml.MappingNode):
            raise _error(
                "KT-R14", "Die Datei enthält keine Regel.", "kein Schlüssel", "Schlüssel wie id, titel, kategorie",
                "Nehmen Sie eine vorhandene Regel als Vorlage.", f"{self.name}:1:1",
            )  # fmt: skip
        return root

    def values(self, node: yaml.Node) -> object:
        """Return what a node stands for: quoted is text, bare may be a number, true, false or null."""
        if isinstance(node, yaml.ScalarNode):
            plain = not node.style
            if plain and node.value in _CONSTANTS:
                return _CONSTANTS[node.value]
            return int(node.value) if plain and _INTEGER.fullmatch(node.value) else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.values(item) for item in node.value]
        found: dict[str, object] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                raise _error(
                    "KT-R03", f"Der Schlüssel „{name}“ steht zweimal da.", name, "jeder Schlüssel einmal",
                    "Löschen Sie einen der beiden.", self._mark(key),
                )  # fmt: skip
            found[name] = self.values(value)
        return found

    def fail(
        self, at: Location, code: str, what: str, found: object, expected: str, remedy: str, key: bool = False
    ) -> NoReturn:
        """Raise the error of a place; ``key`` points at the key, not at its value."""
        raise _error(code, what, found, expected, remedy, self._mark(_node_at(self.tree(), at, key)))

    def _mark(self, node: yaml.Node) -> str:
        return f"{self.name}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"


def _node_at(node: yaml.Node, at: Location, key: bool) -> yaml.Node:
    """Return the deepest node on a path; steps that are no key (a kind of ``muster``) are passed over."""
    for step in at:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == step), None)
            if pair:
                node = pair[0] if key and step == at[-1] else pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
    return node


def _rules_of(source: _SourceFile) -> tuple[WordList | None, list[Rule]]:
    data = source.values(source.tree())
    try:
        if isinstance(data, dict) and "eintraege" in data:
            listed = schema.WordListModel.model_validate(data)
            _check_names(source, listed.id, listed.kategorie)
            return _word_list(listed, source.name), [_entry(listed, entry, source.name) for entry in listed.eintraege]
        model = schema.RuleModel.model_validate(data)
    except ValidationError as error:
        _explain(source, error.errors()[0])
    _check_names(source, model.id, model.kategorie)
    if isinstance(model.muster, schema.CodeModel) and model.muster.detektor not in DETECTORS:
        source.fail(
            ("muster", "detektor"), "KT-R10", "Diesen Detektor gibt es nicht.", model.muster.detektor,
            _one_of(model.muster.detektor, sorted(DETECTORS)), "Prüfen Sie die Schreibweise.",
        )  # fmt: skip
    return None, [_rule(model, source.name)]


def _check_names(source: _SourceFile, id: str, category: str) -> None:
    folder, _, file = source.name.rpartition("/")
    stem = file.removesuffix(".yaml")
    if id != stem:
        source.fail(
            ("id",), "KT-R08", "id und Dateiname sind verschieden.", id, stem, "Benennen Sie die Datei oder die id um."
        )
    if category != folder:
        source.fail(
            ("kategorie",), "KT-R17", "Kategorie und Ordner sind verschieden.", category, folder,
            "Legen Sie die Datei in den Ordner ihrer Kategorie.",
        )  # fmt: skip


def _rule(model: schema.RuleModel, file: str) -> Rule:
    return Rule(
        id=model.id,
        title=model.titel,
        category=model.kategorie,
        severity=model.schwere,
        message=model.meldung,
        reason=model.warum,
        sources=_sources(model.quellen),
        pattern=_pattern(model.muster),
        exceptions=tuple(model.ausnahmen),
        plain=tuple(model.statt),
        replacement=model.ersatz,
        examples=tuple(_example(e.falsch, e.besser) for e in model.beispiele),
        counterexamples=_counterexamples(model.gegenbeispiele),
        file=file,
    )


def _entry(listed: schema.WordListModel, entry: schema.EntryModel, file: str) -> Rule:
    return Rule(
        id=entry.id,
        title=f"„{entry.wort}“",
        category=listed.kategorie,
        severity=entry.schwere or listed.schwere,
        message=listed.meldung or _literal(entry.grund),
        reason=f"{entry.grund} {listed.warum}" if listed.meldung else listed.warum,
        sources=_sources(listed.quellen),
        pattern=WordPattern(entry.wort, entry.suche, tuple(entry.wortart)),
        exceptions=(*listed.ausnahmen, *entry.ausnahmen),
        plain=tuple(entry.statt),
        replacement=entry.ersatz,
        examples=(_example(entry.beispiel, None),),
        counterexamples=_counterexamples(entry.gegenbeispiele),
        word_list=listed.id,
        file=file,
    )


def _literal(reason: str) -> str:
    """Return an entry's reason as a message; it knows no fields, so its braces are plain characters."""
    return reason.replace("{", "(").replace("}", ")")


def _word_list(listed: schema.WordListModel, file: str) -> WordList:
    return WordList(listed.id, listed.titel, listed.kategorie, listed.warum, _sources(listed.quellen), file)


def _sources(models: Sequence[schema.SourceModel]) -> tuple[Source, ...]:
    return tuple(Source(m.art, m.titel, m.stelle) for m in models)


def _example(marked: str, better: str | None) -> Example:
    text, marks = parse_marked(marked)
    return Example(text, marks, better)


def _counterexamples(models: Sequence[schema.CounterExampleModel]) -> tuple[CounterExample, ...]:
    return tuple(CounterExample(m.text, m.grund) for m in models)


def _pattern(model: schema.CodeModel | schema.TokenModel | schema.DependencyModel | schema.PhraseModel) -> Pattern:
    match model:
        case schema.CodeModel():
            return CodePattern(
                model.detektor, dict(model.parameter), {str(k): dict(v) for k, v in model.profile.items()}
            )
        case schema.TokenModel():
            return TokenPattern(tuple(tuple(tokens) for tokens in model.tokens))
        case schema.DependencyModel():
            return DependencyPattern(tuple(model.knoten))
        case schema.PhraseModel():
            return PhrasePattern(tuple(model.phrasen))


def _explain(source: _SourceFile, detail: ErrorDetails) -> NoReturn:
    """Raise what pydantic found, in German and with its line."""
    at, kind, found = detail["loc"], detail["type"], detail["input"]
    context = detail.get("ctx", {})
    name = str(at[-1]) if at else "?"
    if kind == "missing":
        source.fail(at, "KT-R05", f"Der Schlüssel „{name}“ fehlt.", "–", name, "Ergänzen Sie den Schlüssel.")
    if kind == "extra_forbidden":
        source.fail(
            at, "KT-R04", f"Unbekannter Schlüssel „{name}“.", name, _one_of(name, _keys(at)),
            "Prüfen Sie die Schreibweise.", key=True,
        )  # fmt: skip
    if kind == "too_short":
        least = context["min_length"]
        source.fail(
            at, "KT-R11", f"Unter „{name}“ steht zu wenig.", f"{context['actual_length']}", f"mindestens {least}",
            "Ergänzen Sie die Liste.",
        )  # fmt: skip
    expected = _EXPECTED.get(kind) or _expected(context)
    code = "KT-R07" if "⟦" in expected else "KT-R06"
    source.fail(at, code, f"Der Wert von „{_field(at)}“ passt nicht.", found, expected, "Ändern Sie den Wert.")


def _expected(context: Mapping[str, Any]) -> str:
    if "error" in context:
        return str(context["error"])
    return str(context.get("expected") or context.get("expected_tags") or "ein anderer Wert").replace(" or ", " oder ")


def _field(at: Location) -> str:
    return next((str(step) for step in reversed(at) if isinstance(step, str)), "?")


def _keys(at: Location) -> Collection[str]:
    """Return the keys that are allowed where an unknown one stands."""
    parents = [step for step in at[:-1] if isinstance(step, str)]
    known = next((_MODELS[p] for p in reversed(parents) if p in _MODELS), None)
    if known is None:
        return [*schema.RuleModel.model_fields, "eintraege"]
    return list(known.model_fields)


def _one_of(found: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(found, known, n=1)
    return f"„{close[0]}“" if close else f"eines von: {', '.join(known)}"


def _error(code: str, what: str, found: object, expected: str, remedy: str, where: str) -> RuleError:
    shown = " ".join(str(found).split())
    shown = shown if len(shown) <= 100 else f"{shown[:99]}…"
    shown = f'"{shown}"' if isinstance(found, str) and found != "–" else shown
    return RuleError(code, f"{what}\n  gefunden:  {shown}\n  erwartet:  {expected}", remedy, where)

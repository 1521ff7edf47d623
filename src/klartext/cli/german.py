"""German for the words that the command line library writes itself: help headings and usage errors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from typer.core import TyperCommand, TyperGroup

_HELP: Final[Sequence[tuple[re.Pattern[str], str]]] = [
    (re.compile(pattern, re.MULTILINE), german)
    for pattern, german in (
        (r"^Usage:", "Aufruf:"),
        (r"^Options:", "Optionen:"),
        (r"^Arguments:", "Angaben:"),
        (r"^Commands:", "Befehle:"),
        (r"\[OPTIONS\]", "[OPTIONEN]"),
        (r"COMMAND \[ARGS\]\.\.\.", "BEFEHL …"),
        (r"\{([A-Z]+)(?:\.\.\.)?\}\.\.\.", r"\1 …"),
        (r"\{([A-Z]+)\}", r"\1"),
        (r"Show this message and exit\.", "Diese Hilfe zeigen."),
        (r"\[required\]", "[nötig]"),
        (r"; required\]", "; nötig]"),
        (r"([\[ ])default:", r"\1Vorgabe:"),
        (r"([\[ ])env var:", r"\1Umgebung:"),
    )
]
_TYPE: Final = re.compile(r"^(  [A-Z.]+)( <(?:str|path|int|list\[str\])>)", re.MULTILINE)
_PROBLEMS: Final[Sequence[tuple[re.Pattern[str], str]]] = [
    (re.compile(pattern, re.DOTALL), german)
    for pattern, german in (
        (r"No such option:? '?(?P<name>[^\s'.]+)'?\.?.*", "Die Option „{name}“ gibt es nicht."),
        (r"No such command '(?P<name>.*?)'\..*", "Den Befehl „{name}“ gibt es nicht."),
        (r"Missing command\.", "Es fehlt ein Befehl."),
        (r"Missing argument '(?P<name>.*?)'\..*", "Es fehlt die Angabe {name}."),
        (r"Missing option '(?P<name>.*?)'(?: / .*)?\..*", "Es fehlt die Option {name}."),
        (r"Option '(?P<name>.*?)' requires an argument\.", "Nach der Option {name} fehlt ein Wert."),
        (r"Option '(?P<name>.*?)' does not take a value\.", "Die Option {name} hat keinen Wert."),
        (r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.*)\)", "Diese Angabe ist zu viel: {name}."),
        (
            r"Invalid value for (?P<name>.*?): (?:Value error, )?'?(?P<value>.*?)'? is not (?:one of|in the range) "
            r"(?P<allowed>.*?)\.?",
            "Der Wert „{value}“ passt nicht zu {name}. Möglich ist: {allowed}.",
        ),
        (
            r"Invalid value for (?P<name>.*?): Input should be less than or equal to (?P<value>.*)",
            "Der Wert passt nicht zu {name}: höchstens {value}.",
        ),
        (
            r"Invalid value for (?P<name>.*?): Input should be greater than or equal to (?P<value>.*)",
            "Der Wert passt nicht zu {name}: mindestens {value}.",
        ),
        (r"Invalid value for (?P<name>.*?): .*integer.*", "Der Wert passt nicht zu {name}: eine ganze Zahl ist nötig."),
        (r"Invalid value for (?P<name>.*?): .*", "Der Wert passt nicht zu {name}."),
    )
]


def german_help(text: str) -> str:
    """Return a help text with the library's own words in German."""
    for pattern, german in _HELP:
        text = pattern.sub(german, text)
    return _TYPE.sub(lambda found: found[1] + " " * len(found[2]), text)


def usage_problem(problem: Exception) -> str | None:
    """Return a usage error in German with what to do, or None for any other exception."""
    format_message = getattr(problem, "format_message", None)
    if format_message is None:
        return None
    english = format_message()
    if type(problem).__name__ == "NoArgsIsHelpError":
        return str(english)
    found = (german.format(**m.groupdict()) for pattern, german in _PROBLEMS if (m := pattern.fullmatch(english)))
    told = next(found, f"Der Aufruf ist nicht richtig: {english}").replace("'", "")
    context = getattr(problem, "ctx", None)
    path = context.command_path if context else "klartext"
    return f"KT-A01 {told}\n  Abhilfe: „{path} --help“ zeigt, was möglich ist."


class GermanCommand(TyperCommand):
    """A command whose help is German throughout."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - the library's context class has moved between its versions
        """Return the help text."""
        return german_help(super().get_help(ctx))


class GermanGroup(TyperGroup):
    """A group of commands whose help is German throughout."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - as above
        """Return the help text."""
        return german_help(super().get_help(ctx))

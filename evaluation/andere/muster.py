"""Rules as a prose linter has them: one regular expression for each fault, no grammar.

The expressions were written as one would write them for such a tool, with the usual signal words of each category; they
have been tried on the letters c01 to c10, not on the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from klartext.spans import Span

_GAP: Final = r"[^.!?;:\n]{0,120}?"
_PARTICIPLE: Final = r"(?:\w*(?:ge|be|er|ver|zer|ent|emp)\w{2,}(?:t|en)|\w{3,}iert)\b(?<!den)(?<!sen)"
_PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    ("passiv", rf"\b(?:wird|werden|wurden?|worden)\b{_GAP}\b{_PARTICIPLE}"),
    ("passiv", rf"\b{_PARTICIPLE}\s+(?:wird|werden|wurden?|worden)\b"),
    ("modaler_infinitiv", rf"\b(?:ist|sind|hat|haben)\b{_GAP}(?:\bzu\s+\w+en\b|\b\w{{2,5}}zu\w+en\b)"),
    ("nominalstil", r"\b(?:zur|zum|nach|bei|durch|vor|unter|auf|über|für|mit|wegen|aufgrund|infolge)"
                    r"(?:\s+(?:der|des|die|das|den|dem|einer|eines|einem|weiteren?|\w+er|\w+en))?\s+"
                    r"[A-ZÄÖÜ]\w+(?:ung|nahme|gabe|lage|tritt|lauf)\b"),
    ("nominalstil", rf"\b(?:[Dd]ie|[Ee]ine|[Dd]er)\s+[A-ZÄÖÜ]\w+(?:ung|nahme|gabe|lage)\b{_GAP}\berfolg(?:t|te|en)\b"),
    ("nominalstil", r"\b[A-ZÄÖÜ]\w+ung\s+(?:der|des|von|einer|eines)\b"),
    ("funktionsverbgefuege", rf"\b(?:zur|zum|in|unter)\s+[A-ZÄÖÜ]\w+\b{_GAP}"
                             r"\b(?:bringen|gebracht|kommen|kommt|stellen|gestellt|setzen|gesetzt|nehmen|genommen)\b"),
    ("funktionsverbgefuege", r"\b(?:Folge|Gebrauch|Stellung|Abstand|Bezug|Rechnung|Sorge)\b\s+"
                             r"(?:zu\s+)?(?:leisten|machen|nehmen|tragen|genommen|geleistet|getragen)\b"),
    ("langer_satz", r"[A-ZÄÖÜ](?:[^.!?\n]|\n(?!\n)|\.(?=\s?[\da-z])){170,}[.!?]"),
    ("partizipialattribut", r"\b(?:[Dd](?:er|ie|as|es|en|em)|[Ee]ine[rsnm]?)\s+"
                            r"(?:von|am|im|in|bei|mit|durch|für|Ihnen|nachstehend)\b"
                            rf"{_GAP}\b\w{{3,}}(?:t|en|end)(?:e|en|er|es|em)\s+[A-ZÄÖÜ]"),
    ("genitivkette", r"\b[A-ZÄÖÜ]\w+\s+(?:der|des)\s+[A-ZÄÖÜ]\w+\s+(?:der|des)\s+[A-ZÄÖÜ]\w+"),
    ("bandwurmwort", r"(?<![\w-])[A-ZÄÖÜ][a-zäöüß]{19,}(?![\w-])"),
    ("paragraphenkette", r"§§?\s?\d+[^.!?\n]{0,60}?i\.\s?V\.\s?m\.\s?[^.!?\n]{0,20}?(?:§|Nr\.|Abs\.)"),
    ("verneinung", r"\bnicht\s+un\w+|\b(?:bei|im Falle der)\s+Nicht\w+"),
    ("unpersoenlich", r"\b[Ee]s\s+(?:wird|ist)\b|\bman\b|\bder\s+(?:Antragsteller|Unterzeichner|Bescheidempfänger)\b"),
    ("unpersoenlich", r"\bwird\b[^.!?\n]{0,60}\bgebeten\b"),
    ("floskel", r"\b(?:unter Bezugnahme auf|bezugnehmend auf|hiermit|zur Verfügung|Es wird darauf hingewiesen)\b"),
    ("abkuerzung", r"\b(?:z\.\s?B|d\.\s?h|i\.\s?V\.\s?m|i\.\s?H\.\s?v|i\.\s?d\.\s?R|o\.\s?[ag]|u\.\s?a)\."
                   r"|\b(?:gem|ggf|bzw|lt|inkl|evtl|vgl|zzgl)\."),
    ("amtswort", r"\b(?:seitens|hinsichtlich|bezüglich|zwecks|mittels|obliegt|diesbezüglich|vorgenannt\w*|obig\w*|"
                 r"hierdurch|sofern|gemäß|betreffend|nachstehend\w*|umgehend|etwaig\w*|anbei|binnen|derselben|desselben)\b"),
    ("pleonasmus", r"\b(?:bereits schon|bis spätestens|Rückantwort|schon bereits|neu renoviert)\b"),
)  # fmt: skip
_RULES: Final = tuple((category, re.compile(pattern)) for category, pattern in _PATTERNS)


def marks(text: str) -> Iterator[tuple[str, Span]]:
    """Yield category and place of every match; a line break inside a paragraph counts as a space."""
    flat = re.sub(r"(?<!\n)\n(?!\n|\s*[-\d])", " ", text)
    for category, rule in _RULES:
        for found in rule.finditer(flat):
            yield category, Span(*found.span())

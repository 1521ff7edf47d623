"""Classes of German words that carry the force of a sentence: what one may, must, when, how much, how surely.

A class is kept when its words occur as often as before. Words of a class may replace each other (*falls* → *wenn*).
``synonyms`` say the same in other grammar (*verpflichtet* for *müssen*) and ``hints`` may hide it (*bei Nichtzahlung* →
*wenn Sie nicht zahlen*): a word that is gone or new needs one of them as its counterpart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from klartext.guard.equivalents import gave_way, stands_for

_NOT_BEHIND: Final = re.compile(r"\(\?<![^()]*\)")
"""What may not stand before a wording: its letters are looked for without it, which is faster and finds no less."""


@dataclass(frozen=True, slots=True, eq=False)
class Wordings:
    """Wordings that count alike; small and capital letters are one.

    ``pattern`` matches them as whole words of a flat text. ``traces`` finds their letters anywhere in the same text in
    small letters: where it finds none there is no wording, and it looks much faster. None where capitals matter.
    """

    pattern: re.Pattern[str]
    traces: re.Pattern[str] | None

    @classmethod
    def of(cls, alternatives: str, traces: str = "") -> Wordings:
        """Return the wordings of a regular expression.

        Args:
            alternatives: The expression, without the ends of its words.
            traces: Where capitals matter or it is slow: a shorter expression, one of which is in all of its wordings
                in small letters.
        """
        by_letters = alternatives == alternatives.lower() and "(?-i" not in alternatives
        return cls(
            re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE),
            re.compile(traces or _NOT_BEHIND.sub("", alternatives)) if traces or by_letters else None,
        )

    def count(self, text: str, small: str) -> int:
        """Return how many there are; neighbours that say the same twice (*nur ausschließlich*) count once.

        Args:
            text: A flat text.
            small: The same in small letters.
        """
        return 0 if self.traces is not None and self.traces.search(small) is None else self.hits(text)

    def hits(self, text: str) -> int:
        """Return what ``count`` does without looking for the letters first."""
        total, behind = 0, None
        for hit in self.pattern.finditer(text):
            total += behind is None or bool(text[behind : hit.start()].strip())
            behind = hit.end()
        return total


@dataclass(frozen=True, slots=True, eq=False)
class WordClass:
    """Words that mean the same for the guard."""

    name: str
    words: Wordings
    synonyms: Wordings | None = None
    hints: Wordings | None = None

    def change(self, before: str, after: str) -> int:
        """Return -1 where words of the class are lost, 1 where some are new, 0 if the class is kept."""
        fault = self.fault(before, after)
        return 0 if not fault else -1 if fault.endswith(_GONE) else 1

    def fault(self, before: str, after: str) -> str:
        """Return in German what changed between two flat texts, empty if the class is kept."""
        if sentences(after) > sentences(before):
            return self._presence_fault(before, after)
        words = _count(self.words, after) - _count(self.words, before)
        synonyms = _count(self.synonyms, after) - _count(self.synonyms, before)
        hints = _count(self.hints, after) - _count(self.hints, before)
        if words > 0 and max(0, -synonyms) + max(0, -hints) < words:
            return self._new(before, after)
        if words < 0 and max(0, synonyms) + max(0, hints) < -words:
            return self._gone(before, after)
        if words == 0 and synonyms and not _count(self.words, before):
            if not _count(self.synonyms, after) and hints <= 0:
                return self._gone(before, after)
            if not _count(self.synonyms, before) and hints >= 0:
                return self._new(before, after)
        return ""

    def _presence_fault(self, before: str, after: str) -> str:
        """Return what changed where a sentence became several, which may repeat or share a word of the class."""
        had, has = (bool(_count(self.words, t) or _count(self.synonyms, t)) for t in (before, after))
        if has and not had and not _count(self.hints, before):
            return self._new(before, after, splits=True)
        if had and not has and not _count(self.hints, after):
            return self._gone(before, after, splits=True)
        return ""

    def _new(self, before: str, after: str, splits: bool = False) -> str:
        return "" if gave_way(self.name, before, after, splits) else f"„{self.name}“ kommt neu hinzu"

    def _gone(self, before: str, after: str, splits: bool = False) -> str:
        return "" if stands_for(self.name, before, after, splits) else f"„{self.name}“ {_GONE}"


_GONE: Final = "fehlt"


def first_fault(classes: tuple[WordClass, ...], before: str, after: str) -> str:
    """Return in German what the first class that is not kept has lost or gained; empty if all are kept."""
    was, now = _counts(classes, before), _counts(classes, after)
    if was == now:
        return ""
    changed = (c for c in classes if any(was.get(w) != now.get(w) for w in (c.words, c.synonyms) if w is not None))
    return next((fault for c in changed if (fault := c.fault(before, after))), "")


@lru_cache(maxsize=4096)
def _counts(classes: tuple[WordClass, ...], text: str) -> Mapping[Wordings, int]:
    """Return how often words and synonyms of the classes occur if they do; hints alone never make a fault."""
    small = text.lower()
    return {w: n for may_hold, w in _searches(classes) if may_hold(small) and (n := w.hits(text))}


@lru_cache(maxsize=16)
def _searches(classes: tuple[WordClass, ...]) -> tuple[tuple[Callable[[str], object], Wordings], ...]:
    """Return words and synonyms of the classes, each behind the quick look for its letters."""
    wordings = (w for c in classes for w in (c.words, c.synonyms) if w is not None)
    return tuple((w.traces.search if w.traces is not None else bool, w) for w in wordings)


def _class(
    name: str, words: str, synonyms: str = "", hints: str = "", *, traces: str = "", synonym_traces: str = ""
) -> WordClass:
    return WordClass(
        name,
        Wordings.of(words, traces),
        Wordings.of(synonyms, synonym_traces) if synonyms else None,
        Wordings.of(hints) if hints else None,
    )


_END: Final = re.compile(r"[.!?:](?:(?<=[^\W\d_]{2}.)|(?<=[)“].))\s(?=[A-ZÄÖÜ„])")


@lru_cache(maxsize=16_384)
def sentences(text: str) -> int:
    """Return how many sentences a flat text has; a colon before a capital letter ends one, too."""
    return len(_END.findall(text)) + 1


def _count(wordings: Wordings | None, text: str) -> int:
    return 0 if wordings is None else wordings.count(text, text.lower())


_TO_INFINITIVE: Final = (
    r"(?:zu\s(?-i:[a-zäöüß]+)(?:en|rn|ln|tun|sein)(?!\w)(?!\s(?-i:(?!Sie)[A-ZÄÖÜ]))"
    r"(?!\s(?:begonnen|versucht|angefangen|aufgehört|versäumt|vergessen|begann|beginnt))"
    r"|(?!dazugehörig)(?-i:[a-zäöüß]{2,}zu[a-zäöüß]{2,})(?:en|rn|ln|tun|sein))"
)
_BE_OR_HAVE: Final = (
    r"(?<!bereit )(?<!Lage )(?<!imstande )(?<!berechtigt )(?<!befugt )"
    r"(?:ist|sind|war|waren|sei|seien|hat|haben|hatte|hatten|habe)"
)
_WOULD: Final = r"(?:wäre|wären|hätte|hätten)"
_NO_DUTY_BEFORE: Final = "".join(
    f"(?<!{word})"
    for word in (
        "berechtigt", "befugt", "bereit", "beabsichtigt", "geplant", "vorgesehen", "gebeten", "möglich", "erlaubt",
        "sinnvoll", "bemüht",
    )
)  # fmt: skip
"""Words that take an infinitive themselves: *Es ist beabsichtigt, den Bescheid zurückzunehmen und …*."""
_INSERTED: Final = (
    rf"{_NO_DUTY_BEFORE}(?:(?!, (?:wird|bitte ich|(?!denen)[a-zäöüß]{{3,}}en (?:Sie|wir))\s),[^,;:?!]{{1,30}},"
    r"|,\s(?:sofern|soweit|wenn|falls|weil|da|obwohl|auch wenn|nachdem|bevor|sobald|d(?:ie|er|as|en|em)|welche\w*)\s"
    r"[^,;:?!]{1,200},(?!\d))"
)
"""What may stand between commas inside a clause: *sind, soweit vorhanden, vorzulegen*; no clause behind a condition."""
_PLAIN: Final = (
    r"(?:[^,;:?!]|[,:](?=\d)|(?<=\d),"
    rf"|{_NO_DUTY_BEFORE}"
    r",\s(?=(?:eine?[rnms]?\s|(?:[a-zäöüß]+\s){0,2}(?-i:[A-ZÄÖÜ]))[^,;:?!]{1,80}[\s,](?:sowie|und|oder)[\s,]))"
)
"""A character inside a clause, also the comma of a number, an address or a list: *der Pass, ein Foto sowie …*."""
_BETWEEN: Final = rf"(?!\w){_PLAIN}*?(?:{_INSERTED}{_PLAIN}*?)?(?<!\w)"
_FRONT_INFINITIVE: Final = (
    r"(?-i:(?:Ab|An|Auf|Aus|Bei|Bereit|Dar|Ein|Fest|Her|Hin|Mit|Nach|Vor|Weiter|Zurück)zu"
    r"(?!bilden)[a-zäöüß]{2,})(?:en|rn|ln)"
)
"""*Mitzubringen sind …*, *Vorzulegen ist …*."""
_MUST_INFINITIVE: Final = (
    rf"{_BE_OR_HAVE}{_BETWEEN}{_TO_INFINITIVE}|(?:{_TO_INFINITIVE}|{_FRONT_INFINITIVE})\s{_BE_OR_HAVE}"
    r"|zu\s(?-i:[a-zäöüß]+)ende[rnms]?(?=\s(?-i:[A-ZÄÖÜ]))"
    r"|(?-i:[a-zäöüß]{2,}zu[a-zäöüß]{2,})ende[rnms]?(?=\s(?-i:[A-ZÄÖÜ]))"
)
DUTY_INFINITIVE: Final = re.compile(rf"(?<!\w)(?:{_MUST_INFINITIVE})(?!\w)", re.IGNORECASE)
"""*ist vorzulegen*, *hat zu zahlen*, *die vorzulegenden Belege*."""
_VERB_FIRST: Final = (
    r"(?<![^.!?:]\s)(?<![^\s])(?-i:[A-ZÄÖÜ][a-zäöüß]+(?:t|en|te|ten|st)|Ist|Sind|War|Waren|Wird|Wurde|Hätte|Wäre|Würde)\s"
    r"(?:Sie|wir|er|es|ich|man|der|die|das|dies\w*|ein|eine|ihr\w*|sich|kein\w*|unser\w*|hier\w*|jemand)(?!\w)"
    r"(?=[^.?!]*[,?])"
)

_NO_PARTICLE: Final = r"(?!\s*(?:[.,;:)!?]|$))"
"""Rules out the particle at the end of a clause: *teilen wir mit*, *weisen Sie nach*."""
_TIME: Final = r"(?:tag|woche|monat|jahr|quartal|stunde|kalender)"

_ANNOUNCE: Final = (
    r"(?!\w)[^.?!]*(?<!\w)(?:hinweisen|mitteilen|erinnern|erinnerung rufen|aufmerksam machen|bitten)(?!\w)"
)
_NO_WISH: Final = rf"(?!möchten? (?:wir|ich){_ANNOUNCE})(?!(?<=wir )möchten{_ANNOUNCE})"
"""Rules out *wir möchten darauf hinweisen*, which only announces."""

MODALS: Final = (
    _class(
        "müssen",
        r"muss|muß|musst|müssen|müsst|musste[nt]?|gemusst",
        r"verpflichtet\w*|\w*verpflichtung\w*|(?!schweige|versicherungs)\w*pflicht(?:en)?|obliegt|obliegen|oblag|(?:be)?nötig\w*|notwendig\w*"
        rf"|erforderlich\w*|vonnöten|unabdingbar\w*|unerlässlich\w*|unumgänglich\w*"
        r"|gehalten(?=, | (?:bin|sind)(?!\w))|geboten|(?:ge)?brauch(?:e|en|t|st|te|ten)|(?-i:bedarf|bedürfen|bedurfte)"
        rf"|{_MUST_INFINITIVE}",
        synonym_traces=r"pflicht|obl(?:ie|a)g|nötig|notwendig|erforderlich|vonnöten|unabdingbar|unerlässlich|unumgänglich"
        r"|gehalten|geboten|brauch|bed[aüu]rf|zu\s?[a-zäöüß]+n(?:de[rnms]?)?(?!\w)",
    ),
    _class(
        "müsste",
        r"müsste\w*",
        rf"{_WOULD}{_BETWEEN}{_TO_INFINITIVE}|{_TO_INFINITIVE}\s{_WOULD}",
        synonym_traces="wäre|hätte",
    ),
    _class(
        "können",
        r"kann|kannst|können|könnt|konnte\w*|gekonnt",
        r"(?<!wie )möglich|mögl\.|möglichkeit(?:en)?|in der lage|imstande|(?:lässt|lassen|ließ|ließen) sich",
        r"\w{4,}bar(?:e[rnms]?)?|frei|freigestellt|unbenommen|anheimgestellt|gelegenheit\w*|in betracht"
        r"|recht|berechtigt\w*|nicht auszuschließen|vermag|vermögen|offen|anheimgegeben|in frage|etwaig\w*"
        r"|eventuell\w*",
    ),
    _class("könnte", r"könnte\w*"),
    _class(
        "dürfen",
        r"darf|darfst|dürfen|dürft|durfte\w*|gedurft",
        r"berechtigt\w*|befugt\w*|befugnis\w*|zulässig\w*|erlaub\w*(?! (?:wir |ich )?(?:uns|mir)(?!\w))"
        r"|gestatt\w*(?! (?:wir |ich )?(?:uns|mir)(?!\w))",
        r"recht|unzulässig\w*|verboten\w*|untersagt\w*|unbefugt\w*|unberechtigt\w*",
    ),
    _class("dürfte", r"dürfte\w*"),
    _class("sollen", r"soll|sollst|sollen|sollt|gesollt", hints=r"gehalten"),
    _class("sollte", r"(?-i:sollte\w*)", traces="sollte"),
    _class(
        "wollen",
        rf"{_NO_WISH}(?:will|willst|wollen|wollt|wollte\w*|gewollt|möchte\w*|mag|mögen)",
        traces="will|woll|möcht|mag|mög",
        hints=r"gewünscht\w*|wunsch\w*|wünsch\w*|beabsichtig\w*|absicht\w*|gewillt",
    ),
    _class(
        "bitte",
        r"(?!)",
        r"bitte(?! beachten(?: Sie)?(?: unbedingt| dabei)?[,:])|bitten|bat|baten|gebeten|ersuch\w*"
        r"|wird höflich gebeten",
        synonym_traces="bitte|bat|gebeten|ersuch",
    ),
)
"""Modal verbs by lemma; the subjunctive (*könnte*, *müsste*) is weaker and a class of its own."""

FORCE: Final = (
    _class(
        "in der Regel",
        r"in der regel|i\.\s?d\.\s?r\.|im regelfall|regelmäßig|grundsätzlich|grds\.|üblicherweise|normalerweise"
        r"|meist|meistens|im allgemeinen|gewöhnlich",
    ),
    _class("unverzüglich", r"unverzüglich\w*"),
    _class("sofort", r"sofort\w*|umgehend\w*|postwendend\w*|auf der stelle", hints=r"gleich"),
    _class(
        "möglichst bald",
        r"schnellstmöglich\w*|baldmöglichst\w*|baldigst|alsbald|schnellstens|möglichst (?:bald|schnell|rasch)"
        r"|so (?:bald|schnell|rasch) wie möglich",
    ),
    _class("mindestens", r"mindestens|wenigstens|zumindest|mind\.|nicht weniger als"),
    _class(
        "höchstens",
        r"höchstens|maximal\w*|max\.|nicht mehr als"
        r"|bis zu(?= (?:maximal|höchstens)| \d[\d.,]*\s?(?:€|EUR|Euro|%|Prozent)| \w+ (?:Euro|Prozent))",
        traces=r"höchstens|maximal|max\.|nicht mehr als|bis zu",
    ),
    _class("nur", r"nur|lediglich|ausschließlich\w*|ausschl\.|bloß", hints=r"nicht ohne|allein|einzig\w*"),
    _class("spätestens", r"spätestens", hints=r"bis"),
    _class("frühestens", r"frühestens"),
    _class("erst", r"erst"),
    _class("etwa", r"etwa|circa|zirka|ca\.|ungefähr\w*|annähernd|rund(?= \d)"),
    _class("voraussichtlich", r"voraussichtlich\w*|vermutlich\w*|wahrscheinlich\w*|wohl(?! aber)|mutmaßlich\w*"),
    _class("ausnahmsweise", r"ausnahmsweise|in ausnahmefällen|im ausnahmefall|in begründeten ausnahmefällen"),
    _class("vorläufig", r"vorläufig\w*|vorübergehend\w*|einstweilen|einstweilig\w*|temporär\w*|interimistisch\w*"),
    _class("zunächst", r"zunächst|zuerst|erst einmal|vorerst"),
    _class("endgültig", r"endgültig\w*|definitiv\w*|bestandskräftig\w*|rechtskräftig\w*|unanfechtbar\w*"),
    _class("freiwillig", r"freiwillig\w*|fakultativ\w*"),
    _class(
        "insbesondere",
        r"insbesondere|insb\.|insbes\.|vor allem|besonders(?! (?-i:[a-zäöüß]+(?:ig|lich|isch|e[nrms]?|t)))|namentlich",
        traces="insb|vor allem|besonders|namentlich",
    ),
    _class("einschließlich", r"einschließlich|einschl\.|inklusive|inkl\."),
    _class("rückwirkend", r"rückwirkend\w*|retroaktiv\w*"),
    _class("mehr als", r"(?<!nicht )mehr als"),
    _class("weniger als", r"(?<!nicht )weniger als"),
)
"""Adverbs that set how strictly, how surely and how far a statement holds."""

CONDITIONS: Final = (
    _class(
        "wenn",
        r"wenn|falls|sofern|im falle?|für den fall|vorausgesetzt|unter der voraussetzung"
        r"|unter der bedingung",
        r"gegebenenfalls|ggf\.|ggfs\.|eventuell|evtl\.|möglicherweise|unter umständen|u\.\s?u\.|vielleicht"
        r"|bei bedarf|im bedarfsfalle?|(?:nötigen|erforderlichen|bejahenden|verneinenden|zutreffenden|widrigen)falls",
        rf"(?:bei|nach|mit){_NO_PARTICLE}|beim|ohne|mangels|vorbehaltlich|im übrigen|{_VERB_FIRST}",
        synonym_traces=r"fall|ggf|eventuell|evtl|möglicherweise|unter umständen|u\.\s?u\.|vielleicht|bei bedarf",
    ),
    _class("soweit", r"soweit|insoweit|insofern|in dem umfang|so weit", hints=_VERB_FIRST),
    _class("solange", r"solange|so lange", hints=r"während|bis|für die dauer"),
    _class(
        "sobald",
        r"sobald|nachdem|sowie(?= (?:Sie|wir|er|sie|es)\b)",
        traces="sobald|nachdem|sowie",
        hints=rf"(?:nach|mit|bei){_NO_PARTICLE}|wenn|erst",
    ),
    _class("bevor", r"bevor|ehe", hints=rf"vor{_NO_PARTICLE}"),
    _class(
        "es sei denn",
        r"es sei denn|außer(?! (?:ansatz|streit|betracht|acht|kraft|betrieb|dienst|stande|haus|vollzug))"
        r"|ausgenommen|mit ausnahme|es wäre denn|abgesehen von",
    ),
    _class(
        "obwohl",
        r"obwohl|obgleich|obschon|wenngleich|trotz|ungeachtet|unbeschadet|auch,? wenn|auch dann,? wenn|selbst,? wenn",
        hints=r"auch (?:bei|nach)",
    ),
    _class("andernfalls", r"andernfalls|anderenfalls|ansonsten|sonst"),
)
"""Conjunctions of condition and exception, and what hides them."""

QUANTITIES: Final = (
    _class(
        "alle",
        r"(?<!vor )all(?:e[rnms]?)(?! beide)|sämtlich(?:e[rnms]?)?|jede[rnms]?(?! (?:tag|woche|monat|quartal|jahr))"
        r"|jeglich(?:e[rnms]?)|gesamte?[rnms]?",
    ),
    _class("beide", r"beide[rnms]?|beiderseits"),
    _class("einige", r"(?<!zu )einige[rnms]?|manche[rnms]?|mehrere[rnms]?|etliche[rnms]?|verschiedene[rnms]?"),
    _class("einzelne", r"einzelne[rnms]?|einzeln", hints=r"einzelheit\w*"),
    _class("viele", r"(?<!wie )(?<!so )(?<!zu )viele[rnms]?(?! dank)|zahlreich(?:e[rnms]?)?|eine vielzahl"),
    _class("wenige", r"(?<!nicht )wenige[rnms]?(?! als)"),
    _class("teilweise", r"teilweise|partiell\w*|zum teil|z\.\s?t\.|teils|anteilig\w*|pro rata(?: temporis)?"),
    _class(
        "ganz",
        r"ganz|gänzlich|zur gänze|(?:un)?vollständig\w*|vollumfänglich\w*|in vollem umfang|komplett\w*|lückenlos\w*"
        r"|voll(?:e[rnms]?)?",
        traces="ganz|gänz|voll|komplett|lückenlos",
    ),
    _class("insgesamt", r"gesamt(?!e[rnms]?\b)\w+(?: von insgesamt)?|insgesamt|zusammen|in summe|alles in allem"),
    _class("jeweils", rf"jeweils|jeweilig\w*|(?:je|pro)(?= (?!{_TIME}|rata)\w)"),
    _class(
        "weitere",
        r"(?<!des )(?<!auf )(?<!ohne )weitere[rnms]?|zusätzlich\w*|(?<!unter )(?<!mit )andere[rnms]?|sonstige[rnms]?",
    ),
)
"""Words of quantity."""

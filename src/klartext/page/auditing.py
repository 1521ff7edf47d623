"""What the tab „Prüfung“ shows to those who look at what others have decided. No page library: HTML and files out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from klartext.audit import figures_report
from klartext.audit.drafts import drafts
from klartext.audit.figures import figures
from klartext.audit.sampling import draw
from klartext.decisions import utc_now
from klartext.errors import DecisionError, KlartextError, StoreError
from klartext.page.desk import Desk, named
from klartext.page.office import Office
from klartext.proof import explanation, explanation_page, recorded, sheet
from klartext.proof.sheet import Part
from klartext.report.webpage import page
from klartext.report.words import count, shorten
from klartext.store import Item, Judgement, Recorded, Store, Verdict
from klartext.view import STATE_NAMES, Download, Html, error_message, html, message
from klartext.view.catalogue import catalogue_page

if TYPE_CHECKING:
    from klartext.config import Serving

SWITCHED_OFF: Final = (
    "Der Speicher ist ausgeschaltet, darum gibt es hier noch nichts zu prüfen. Schreiben Sie in klartext.toml unter "
    "[speicher] die Zeile „an = true“ und starten Sie Klartext neu. Von da an hält Klartext jede Entscheidung fest."
)
WITHOUT_SENTENCES: Final = (
    "Es gibt noch keine Vorschläge zum Beurteilen. Dafür muss in klartext.toml unter [speicher] neben „an = true“ auch "
    "„mit_text = true“ stehen: Ohne den Wortlaut ist nichts zu beurteilen."
)
OWN_DECISIONS: Final = "Alle Vorschläge haben Sie selbst entschieden. Beurteilen kann sie nur jemand anders."
LATEST: Final = 300
"""So many recorded decisions are there to choose from; „klartext log list“ tells them all."""
_LABEL: Final = 70
_FAULT: Final = (
    "Das hat wegen eines Fehlers im Programm nicht geklappt. Gespeichertes ist noch da."
    " Bitte versuchen Sie es noch einmal."
)
T = TypeVar("T")

_log = logging.getLogger(__name__)

Choices = list[tuple[str, str]]
"""What people choose from: the words for them, and what they stand for."""


def may_see(serving: Serving, shared: bool, login: str | None) -> bool:
    """Whether somebody may look at what others have decided: on a server only those whom the house has named."""
    return not shared or (login is not None and login in serving.reviewers)


def store_of(office: Office) -> Store:
    """Return the store.

    Raises:
        StoreError: KT-W06, it is switched off.
    """
    if office.store is None:
        raise StoreError("KT-W06", "Der Speicher ist ausgeschaltet.", SWITCHED_OFF)
    return office.store


def attempted(step: Callable[[], T]) -> tuple[T | None, Html]:
    """Return what a step gives; where it fails, nothing and what to tell the person."""
    try:
        return step(), Html()
    except KlartextError as error:
        return None, error_message(error)
    except Exception:
        _log.exception("a step in the tab for reviewers failed")
        return None, message(_FAULT, "hinweis")


# --- figures ------------------------------------------------------------------------------------------------------


def figures_panel(office: Office) -> Html:
    """Return the figures of all recorded decisions, or how to switch recording on."""
    if office.store is None:
        return message(SWITCHED_OFF, "hinweis")
    found = figures(office.store)
    drafted = drafts(found, {rule.id for rule in office.klartext.rules.rules})
    return Html(figures_report.body(found, drafted, office.klartext.settings))


# --- one suggestion -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """What led to one suggestion, for the tab and for a file."""

    title: str
    parts: tuple[Part, ...]

    @property
    def panel(self) -> Html:
        """The explanation as it stands in the tab."""
        return html(
            '<article class="kt-erklaert"><h2>{title}</h2>{body}</article>',
            title=self.title,
            body=Html(sheet.body(self.parts)),
        )

    @property
    def files(self) -> tuple[Download, ...]:
        """The explanation as a page for the file."""
        whole = page(self.title, sheet.body(self.parts), sheet.style(self.parts))
        return (Download("erklaerung.html", "text/html", whole, "Erklärung als Seite (HTML)"),)

    def pdf(self) -> Download:
        """Return the explanation as one sheet.

        Raises:
            WordError: KT-O05 LibreOffice is not there, KT-O06 it could not convert the page.
        """
        made = sheet.pdf(self.title, self.parts, "Erklärung")
        return Download("erklaerung.pdf", "application/pdf", made, "Erklärung als PDF")


def on_desk(desk: Desk | None) -> Choices:
    """Return the suggestions of the letter on the desk."""
    return [
        (f"{i.number}. {shorten(i.suggestion.proposal.original, _LABEL)} ({STATE_NAMES[desk.states[i.id]]})", i.id)
        for i in (desk.worklist if desk else ())
        if desk and i.suggestion
    ]


def in_store(office: Office) -> Choices:
    """Return the recorded decisions, the latest first."""
    return [(_line(row), _key(row)) for row in (office.store.list_decisions(limit=LATEST) if office.store else ())]


def explain_on_desk(office: Office, desk: Desk, id: str) -> Told:
    """Return what led to a suggestion of the letter on the desk.

    Raises:
        DecisionError: KT-D15, there is none of this name.
    """
    analysis = desk.review.analysis
    found = explanation.suggestion_of(analysis, id)
    ruling = explanation.ruling_in_log(analysis, found, desk.review.log)
    with office.turn:
        told = explanation.explain(office.klartext, analysis, id, ruling, desk.actor)
    return Told(explanation_page.title_of(told), explanation_page.parts_of(told))


def explain_recorded(office: Office, desk: Desk | None, key: str) -> Told:
    """Return what led to a recorded decision: from the letter if it is on the desk, else as far as it is kept.

    Raises:
        DecisionError: KT-W07, the decision is no longer there.
        StoreError: KT-W06, the store is switched off.
    """
    row = next((r for r in store_of(office).list_decisions(letter=key.partition(" ")[0]) if _key(r) == key), None)
    if row is None:
        raise DecisionError(
            "KT-W07", "Diese Entscheidung ist nicht mehr gespeichert.", "Wählen Sie eine andere aus der Liste."
        )
    with office.turn:
        if desk is not None and (found := recorded.in_letter(desk.review.analysis, row)):
            told = explanation.explain(
                office.klartext, desk.review.analysis, found.id, explanation.ruling_of(row), desk.actor
            )
            return Told(explanation_page.title_of(told), explanation_page.parts_of(told))
        if again := recorded.from_sentence(office.klartext, row):
            return Told("Wie der Vorschlag entstanden ist", explanation_page.parts_of(again, recorded.SENTENCE_ALONE))
    rule = next((r for r in office.klartext.rules.rules if r.id == row.rule), None)
    return Told("Was zu der Entscheidung festgehalten ist", recorded.facts(row, rule))


def _line(row: Recorded) -> str:
    words = f": {shorten(row.original, _LABEL)}" if row.original else ""
    state = STATE_NAMES[row.kind] + ("" if row.in_force else ", gilt nicht mehr")
    return f"{row.time.astimezone():%d.%m.%Y %H:%M} · {row.person} · {state} · {row.rule}{words}"


def _key(row: Recorded) -> str:
    return f"{row.letter} {row.number} {row.time.isoformat()}"


# --- a second look ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Round:
    """One person's way through a sample: ``at`` is the suggestion to judge now, ``given`` what they said so far."""

    person: str
    sample: tuple[Item, ...]
    at: int = 0
    given: tuple[Verdict | None, ...] = ()

    @property
    def now(self) -> Item | None:
        """The suggestion to judge; None at the end."""
        return self.sample[self.at] if self.at < len(self.sample) else None

    @property
    def line(self) -> str:
        """How far the person is."""
        judged = sum(verdict is not None for verdict in self.given)
        return f"{judged} von {count(len(self.sample), 'Vorschlag', 'Vorschlägen')} beurteilt"


def begin(office: Office, person: str, size: int, seed: int) -> Round:
    """Draw a sample; the same number draws the same for everybody, so that two people can be compared.

    What the person has judged before stays judged, and the round begins behind it. What they decided themselves is left
    out.

    Raises:
        DecisionError: KT-W03, the name is empty.
        StoreError: KT-W06 the store is switched off, KT-W08 there is nothing that somebody else decided.
    """
    who, store = named(person), store_of(office)
    if not (sample := draw(store.items(), size, seed, store.decided_by(who))):
        remedy = OWN_DECISIONS if store.items() else WITHOUT_SENTENCES
        raise StoreError("KT-W08", "Es ist noch nichts zu beurteilen.", remedy)
    said = {(j.letter, j.mark): j.verdict for j, _ in store.judgements() if j.reviewer == who}
    given = tuple(said.get((item.letter, item.mark)) for item in sample)
    return Round(who, sample, next((n for n, verdict in enumerate(given) if verdict is None), len(sample)), given)


def judge(office: Office, going: Round, verdict: Verdict, remark: str) -> Round:
    """Keep a verdict and go on to the next suggestion.

    Raises:
        StoreError: KT-W06 the store is switched off, KT-S08 the decision behind the suggestion is gone.
    """
    if (item := going.now) is None:
        return going
    told = " ".join(remark.split()) or None
    store_of(office).judge(Judgement(item.letter, item.mark, going.person, verdict, utc_now(), told))
    given = (*going.given[: going.at], verdict, *going.given[going.at + 1 :])
    return replace(going, at=going.at + 1, given=given)


def go_back(going: Round) -> Round:
    """Look at the suggestion before once more; another verdict takes the place of the former."""
    return replace(going, at=max(0, going.at - 1))


def agreement_panel(office: Office) -> Html:
    """Return the verdicts by rule, and how each two people agree."""
    told = figures_report.second_look(figures(office.store)) if office.store else ""
    return html("<h2>Urteile bisher</h2>{told}", told=Html(told)) if told else Html()


# --- the rules ----------------------------------------------------------------------------------------------------


def catalogue_file(office: Office) -> Download:
    """Return the catalogue of rules as a page that needs no network."""
    return Download("regeln.html", "text/html", catalogue_page(office.klartext.rules), "Katalog als Seite (HTML)")

"""The transparency document: what Klartext is for, who decides, what it keeps, what it rests on, how well it does."""

from __future__ import annotations

from datetime import date
from typing import Final

from klartext.config import Config
from klartext.proof.inventory import ENERGY, FAIRNESS, Inventory, Measurement
from klartext.proof.paper import Block, Bullets, Grid, Section

TITLE: Final = "Transparenz-Dokument: Klartext"
CONTACTS: Final = (
    "Behörde oder Stelle, die Klartext einsetzt",
    "Fachlich verantwortlich (Name, Telefon, E-Mail)",
    "Technisch verantwortlich (Name, Telefon, E-Mail)",
    "Datenschutzbeauftragte oder Datenschutzbeauftragter",
    "Personalvertretung beteiligt am",
    "Für welche Briefe und seit wann eingesetzt",
    "Wer prüft dieses Dokument und wann wieder",
)
FILL_IN: Final = "[bitte ausfüllen]"
_GUIDELINES: Final = (
    "Die Gliederung orientiert sich an den selbstverpflichtenden Leitlinien für den KI-Einsatz in der behördlichen "
    "Praxis der Arbeits- und Sozialverwaltung (Netzwerk KI in der Arbeits- und Sozialverwaltung, 2022): Zweck, "
    "Verantwortung, Daten, Nachvollziehbarkeit, Güte, Gleichbehandlung, Ressourcen."
)
_MISSING_RESULTS: Final = (
    "Zu dieser Installation liegen keine Messergebnisse. Sie gehören zum Paket von Klartext; installieren Sie "
    "Klartext neu oder fragen Sie die Stelle, die es bereitgestellt hat."
)


def sections(stock: Inventory, config: Config, day: date) -> tuple[Section, ...]:
    """Return the document as it stands on a day."""
    return (
        Section("Kurz gesagt", (*_SUMMARY, f"Stand: {day:%d.%m.%Y}. {_GUIDELINES}")),
        Section(
            "Verantwortliche und Kontakt",
            (
                "Diese Angaben trägt die Stelle ein, die Klartext einsetzt.",
                Grid(("Angabe", "Eintrag"), tuple((c, FILL_IN) for c in CONTACTS)),
            ),
        ),
        Section("Zweck", _PURPOSE),
        Section("Grenzen", (Bullets(_LIMITS),)),
        Section("Wer entscheidet", (Bullets(_DECIDING),)),
        Section("Welche Daten verarbeitet werden", (Bullets((*_PROCESSED, _model_data(config))),)),
        Section("Was gespeichert wird", (Bullets((_store(config), *_STORED)),)),
        Section("Wie Vorschläge entstehen", (Bullets(_HOW),)),
        Section("Versionen und Prüfsummen", _versions(stock)),
        Section("Trainingsdaten und Lizenzen", _training(stock)),
        Section("Wie gut Klartext arbeitet", _quality(stock)),
        Section("Gleichbehandlung", _fairness(stock)),
        Section("Energie", _energy(stock)),
        Section("Rechte der Beschäftigten und der Betroffenen", (Bullets(_RIGHTS),)),
    )


_SUMMARY: Final[tuple[Block, ...]] = (
    "Klartext ist eine Schreibhilfe für Beschäftigte in Behörden. Es zeigt in einem Brief schwer verständliche "
    "Stellen, erklärt sie und schlägt einfachere Wörter und Sätze vor. Ein Mensch entscheidet über jeden Vorschlag.",
)
_PURPOSE: Final[tuple[Block, ...]] = (
    "Bescheide, Anhörungen und Auskünfte sollen verständlich sein. Klartext hilft beim Formulieren und beim Prüfen von "
    "Vorlagen. Es trifft keine Entscheidung über Ansprüche, Pflichten oder Personen und bewertet keine Personen.",
)
_LIMITS: Final = (
    "Klartext ersetzt keine rechtliche Prüfung. Ob ein Brief inhaltlich richtig ist, beurteilt nur ein Mensch.",
    "Klartext schreibt keine Leichte Sprache.",
    "Die Sprachanalyse irrt sich manchmal; dann fehlt ein Befund oder einer ist falsch. Die Zahlen unten sagen, wie "
    "oft.",
    "Wer handelt, steht oft nicht im Text. Klartext fragt dann, statt zu raten.",
    "Lesbarkeitswerte sind Schätzungen. Unter 50 Wörtern zeigt Klartext keinen Index.",
    "Eingescannte Briefe ohne Text kann Klartext nicht lesen.",
)
_DECIDING: Final = (
    "Kein Vorschlag wird von selbst übernommen. Jede Annahme, Ablehnung und eigene Fassung nennt eine Person und eine "
    "Zeit; das Protokoll zum Brief hält sie fest.",
    "Eine Prüfung vergleicht jeden Vorschlag mit dem Satz davor: Beträge, Daten, Fristen, Paragrafen, Namen, "
    "Verneinungen, Bedingungen, wer handelt. Im Zweifel hält sie den Vorschlag zurück und zählt ihn.",
    "Jede Entscheidung lässt sich zurücknehmen. Wer Klartext nicht nutzt, arbeitet mit dem Brief, wie er ist.",
)
_PROCESSED: Final = (
    "Der Text des Briefs, den eine Person öffnet, mit allem, was darin steht, also auch Namen, Anschriften, "
    "Aktenzeichen und, je nach Brief, Angaben zu Gesundheit oder Familie. Er bleibt im Arbeitsspeicher dieses "
    "Rechners oder Servers.",
    "Der Name der Person, die entscheidet, und die Zeit der Entscheidung.",
    "Klartext ruft nichts aus dem Netz ab und sendet nichts an Hersteller.",
)
_STORED: Final = (
    "Dateien, die jemand selbst speichert (freigegebener Brief, Protokoll, Entscheidungen, Berichte), liegen dort, "
    "wohin sie gespeichert wurden. Berichte von „klartext batch“ enthalten die Texte, nach einer Unterbrechung auch "
    "der Arbeitsordner (.arbeit) daneben.",
    "Einen Zwischenstand der Seite (Text und Entscheidungen) behält der Browser der Person, bis sie den Reiter "
    "schließt.",
    "„klartext purge --dry-run“ zeigt, was auf diesem Rechner liegt; „klartext purge“ löscht es.",
)
_HOW: Final = (
    "Regeln sind lesbare Dateien mit Grund, Quelle und Beispielen: „klartext rules list“ und „klartext rules show“.",
    "Eine Sprachanalyse liest den Bau der Sätze. Sie ist ein trainiertes Modell, das nur Satzbau und Wortarten "
    "bestimmt; es schreibt keinen Text.",
    "Sätze werden nach grammatischen Regeln Schritt für Schritt umgebaut. Jeder Schritt ist erklärt.",
    "Ein Sprachmodell ist ein Zusatz. Es ist aus, bis die Stelle es einschaltet; seine Vorschläge sind gekennzeichnet.",
    "„klartext explain BRIEF --suggestion g4 -o DATEI.html“ zeigt zu einem Vorschlag alles, was zu ihm geführt hat.",
)
_RIGHTS: Final = (
    "Betroffene erhalten denselben Bescheid mit denselben Angaben; Auskunft über die Verarbeitung gibt die oben "
    "genannte Stelle.",
    "Beschäftigte sehen ihre festgehaltenen Entscheidungen mit „klartext log list --person NAME“. Zum Bewerten von "
    "Leistung und Verhalten sind sie nicht bestimmt; das regelt die Stelle mit der Personalvertretung.",
)


def _model_data(config: Config) -> str:
    if not config.model_on:
        return "Das Sprachmodell ist ausgeschaltet."
    if config.model_server is None:
        return "Das Sprachmodell ist eingeschaltet und rechnet auf diesem Rechner."
    return (
        f"Das Sprachmodell ist eingeschaltet. Einzelne Sätze gehen an den Server {config.model_server.host}; "
        "Namen, Anschriften, Aktenzeichen und andere geschützte Angaben sind vorher durch Platzhalter ersetzt."
    )


def _store(config: Config) -> str:
    if not config.store_on:
        return "Der Speicher ist ausgeschaltet: Klartext hält keine Entscheidungen und keine Texte fest."
    where = "in der Datenbank des Hauses (PostgreSQL)" if config.store_url else "in einer Datei auf diesem Rechner"
    text = "mit dem Wortlaut der geänderten Stellen" if config.store_text else "ohne Wortlaut der Briefe"
    kept = f"höchstens {config.store_days} Tage lang" if config.store_days else "ohne festgelegte Frist"
    return f"Der Speicher ist eingeschaltet: Entscheidungen stehen {where}, {text}, {kept}."


def _versions(stock: Inventory) -> tuple[Block, ...]:
    return (Grid(("Teil", "Version", "Prüfsumme"), tuple((p.name, p.version, p.checksum) for p in stock.parts)),)


def _training(stock: Inventory) -> tuple[Block, ...]:
    if not stock.files:
        return (
            "Die Liste der Herkunft (models/manifest.yaml) fehlt in dieser Installation; installieren Sie Klartext "
            "neu.",
        )
    rows = tuple((f.name, f.origin, f.licence, f.checksum, "ja" if f.intact else "NEIN") for f in stock.files)
    return (
        "Die Sprachanalyse ist mit veröffentlichten Satzsammlungen (Universal Dependencies) und eigenen Amtssätzen "
        "(amt) trainiert. Klartext lernt im Betrieb nichts dazu.",
        Grid(("Datei", "Herkunft", "Lizenz", "SHA-256", "unverändert"), rows),
    )


def _quality(stock: Inventory) -> tuple[Block, ...]:
    shown = [m for m in stock.measurements if m.name not in (FAIRNESS, ENERGY)]
    if not shown:
        return (_MISSING_RESULTS,)
    blocks: list[Block] = ["Jede Zahl stammt aus einem Befehl, der sich wiederholen lässt."]
    for measurement in shown:
        blocks += _measurement(measurement)
    return tuple(blocks)


def _fairness(stock: Inventory) -> tuple[Block, ...]:
    lead = (
        "Klartext beurteilt Sätze, keine Personen. Geprüft wird, ob dieselben Briefe mit anderen Namen, Anreden, "
        "Titeln, Anschriften, Altersangaben, Behinderungen und Familienständen dieselben Befunde, Vorschläge und "
        "Werte bekommen."
    )
    index = (
        "Der Klartext-Index zählt auch die Wörter und Silben der Angaben zur Person. Ein längerer Name oder eine "
        "längere Anschrift verschiebt ihn darum ein wenig; wie weit höchstens, steht in der Tabelle."
    )
    measured = stock.measured(FAIRNESS)
    return (
        lead,
        index,
        *(_measurement(measured) if measured else ("Dazu liegt in dieser Installation keine Messung.",)),
    )


def _energy(stock: Inventory) -> tuple[Block, ...]:
    measured = stock.measured(ENERGY)
    if measured is None:
        return ("Zum Energiebedarf liegt in dieser Installation keine Messung.",)
    return (
        "Gemessen sind Sekunden des Prozessors; die Leistung in Watt ist angenommen und genannt. Bildschirm, "
        "Netzteil und der übrige Rechner zählen nicht mit.",
        *_measurement(measured),
    )


def _measurement(found: Measurement) -> tuple[Block, ...]:
    rows = tuple((name, value, aim or "–") for name, value, aim in found.values)
    return (f"{found.title} (Stand {found.day}, Befehl: {found.command})", Grid(("Messgröße", "Wert", "Ziel"), rows))

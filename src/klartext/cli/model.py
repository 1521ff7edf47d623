"""``klartext model``: installing, showing and removing the language model that Klartext can do without."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final

import typer

from klartext.cli.german import GermanCommand, GermanGroup
from klartext.errors import ExitCode, ModelError

if TYPE_CHECKING:
    from klartext.model.install import Installed

app = typer.Typer(
    cls=GermanGroup,
    help="Das Sprachmodell für weitere Vorschläge einrichten, zeigen und entfernen.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
TERMS: Final = """\
Das Sprachmodell ist Gemma 3 270M von Google, gekürzt auf deutsche Wortstücke. Für Gemma gelten die Gemma Terms of Use:
  - Text: https://ai.google.dev/gemma/terms; auch in Ihrem Klartext: {terms}
  - Sie dürfen das Modell benutzen, verändern und weitergeben, auch im Amt.
  - Verboten ist, was die Prohibited Use Policy nennt: https://ai.google.dev/gemma/prohibited_use_policy
  - Wer es weitergibt, gibt die Bedingungen mit und nennt seine Änderungen.
  - Google gibt keine Gewähr und erhebt keine Rechte an dem, was das Modell schreibt.
Maßgeblich ist der englische Text. Nichts wird aus dem Netz geladen: Die Gewichte sind mit dem Paket schon da.
"""
YesOption = Annotated[bool, typer.Option("--ja", "--yes", help="Ohne Nachfrage; für Skripte.")]


@app.command(cls=GermanCommand)
def install(yes: YesOption = False) -> None:
    """Das Modell einrichten.

    Vorher stimmen Sie seinen Bedingungen zu. Es dauert etwa eine Minute; nach einem Abbruch geht es beim
    nächsten Aufruf weiter.
    """
    from klartext import paths
    from klartext.model import install as installing

    found = installing.look()
    if found.state == "da":
        typer.echo("Das Modell ist schon eingerichtet.")
        _tell(found)
        return
    installing.require_packages()
    typer.echo(TERMS.format(terms=paths.adapter_dir() / "GEMMA_TERMS.txt"))
    if not yes and not _agreed("Stimmen Sie diesen Bedingungen zu?"):
        raise ModelError(
            "KT-T16", "Das Modell wurde nicht eingerichtet.", "Ohne Modell arbeiten alle Regeln von Klartext."
        )
    found = installing.install(lambda step: typer.echo(f"{step} …"))
    typer.echo("Das Modell ist eingerichtet.")
    _tell(found)


@app.command(cls=GermanCommand)
def info(as_json: Annotated[bool, typer.Option("--json", help="Das Ergebnis als JSON.")] = False) -> int:
    """Das eingerichtete Modell zeigen.

    Mit Version, Prüfsumme und Speicherbedarf. Status 0: Es ist da und unbeschädigt. Status 1: Es fehlt, ist
    beschädigt oder veraltet.
    """
    from klartext.model.install import look

    found = look()
    if as_json:
        typer.echo(json.dumps({**asdict(found), "folder": str(found.folder)}, ensure_ascii=False, indent=2))
    else:
        _tell(found)
    return ExitCode.OK if found.state == "da" else ExitCode.FINDINGS


@app.command(cls=GermanCommand)
def remove(yes: YesOption = False) -> None:
    """Das eingerichtete Modell löschen.

    Das Paket mit den Gewichten bleibt; „klartext model install“ richtet das Modell wieder ein.
    """
    from klartext.model import install as installing

    if not yes and not _agreed("Das eingerichtete Modell löschen?"):
        typer.echo("Es wurde nichts gelöscht.")
        return
    typer.echo("Das Modell ist gelöscht." if installing.remove() else "Es war kein Modell eingerichtet.")


def _agreed(question: str) -> bool:
    """Ask until somebody answers yes or no; without anybody to ask the command ends."""
    while True:
        answer = str(typer.prompt(f"{question} [ja/nein]", prompt_suffix=" ")).strip().lower()
        if answer in ("ja", "j", "nein", "n"):
            return answer.startswith("j")


def _tell(found: Installed) -> None:
    typer.echo(f"Zustand:        {found.state}")
    typer.echo(f"Ordner:         {found.folder}")
    if found.identity:
        typer.echo(f"Modell:         {found.identity}")
        typer.echo(f"Auf der Platte: {found.megabytes} MB; im Arbeitsspeicher etwa {found.memory} MB")
        typer.echo(f"Für Briefe:     {'nachgelernt' if found.adapter else 'nicht nachgelernt'}")
    if found.damaged:
        typer.echo(f"Beschädigt:     {', '.join(found.damaged)}")
    if found.state != "da":
        typer.echo("Abhilfe:        klartext model install")

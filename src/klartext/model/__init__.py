"""The optional local transformer: it proposes wordings where grammar abstains. Without it everything else works."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from klartext import paths
from klartext.config import Config
from klartext.model import server
from klartext.model.cache import Remembering
from klartext.model.contract import Ask, Candidate, Identity, ProposalModel
from klartext.model.folder import open_folder
from klartext.model.install import INSTALL, Installed, look, missing_packages
from klartext.model.transformer import extra_missing
from klartext.model.worker import Worker

__all__ = ["AUTO", "OFF", "Ask", "Candidate", "Identity", "ProposalModel", "absence", "notice", "open_model"]

OFF: Final = "off"
AUTO: Final = "auto"


def open_model(config: Config, choice: str) -> ProposalModel | None:
    """Open the model of the house; a model on this machine starts to load and is not waited for.

    Args:
        config: The house's choices.
        choice: ``off``; ``auto``, the house's server or folder or else the default model, if it is installed; or the
            path of a folder with a model.

    Returns:
        None for ``off``, and for ``auto`` where there is none; ``absence`` then tells why.

    Raises:
        ModelError: What was named cannot be used: KT-T01 the extra is missing, KT-T04 damaged, KT-T05 memory is short,
            KT-T06 to KT-T08 not a folder that may be loaded, KT-T12 and KT-T15 for a server.
    """
    if choice == OFF or (choice == AUTO and absence(config, choice)):
        return None
    if choice == AUTO and config.model_server is not None:
        return Remembering(server.Server(config.model_server))
    if missing := missing_packages(default=False):
        raise extra_missing(", ".join(missing))
    named = config.model_folder if choice == AUTO else Path(choice)
    folder = open_folder(named) if named else open_folder(paths.model_dir(), paths.adapter_dir())
    worker = Worker(folder, config.model_threads)
    worker.start()
    return Remembering(worker)


def absence(config: Config, choice: str) -> str | None:
    """Return in German why there is no model and what adds it; None if there is one, or if an error will tell."""
    if choice == OFF:
        return "Das Sprachmodell ist ausgeschaltet."
    if choice != AUTO or config.model_folder:
        return None
    if config.model_server:
        off = f"Der Server {config.model_server.address} ist ausgeschaltet: In klartext.toml steht nicht „an = true“."
        return None if config.model_on else off
    found = look(check=False)
    if missing := missing_packages(default=found.state == "fehlt"):
        told = "Hier ist kein Sprachmodell eingerichtet. „klartext doctor“ nennt den Befehl, der es ergänzt."
        return f"{told} (Es fehlt: {', '.join(missing)}.)"
    return _state(found)


def notice(config: Config, choice: str) -> str | None:
    """Return in German what people must know before sentences go to a server; None if none do."""
    used = choice == AUTO and config.model_on and config.model_server
    return server.notice(used) if used else None


def _state(found: Installed) -> str | None:
    if found.state == "fehlt":
        return f"Es ist kein Sprachmodell eingerichtet. „{INSTALL}“ richtet es ein."
    if found.state == "beschädigt":
        return f"Das Sprachmodell ist beschädigt. „{INSTALL}“ richtet es neu ein."
    return None

"""Commands, scripts and training code: modules that lie outside the package, as they find each other when they run."""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
EVALUATION = ROOT / "evaluation"
TRAINING = ROOT / "models" / "training"
SCRIPTS = ROOT / "scripts"


def load(folder: Path, name: str) -> ModuleType:
    """Import a module of a folder; what it takes from there stays out of the way of other tests."""
    known = set(sys.modules)
    sys.path.insert(0, str(folder))
    try:
        return import_module(name)
    finally:
        sys.path.remove(str(folder))
        for new in set(sys.modules) - known:
            if Path(getattr(sys.modules[new], "__file__", None) or "/").is_relative_to(folder):
                del sys.modules[new]

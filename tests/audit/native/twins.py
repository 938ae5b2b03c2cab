"""The quick twins under test. They are built by the installation (setup.py), wherever there is a compiler."""

import importlib
import os
from pathlib import Path
from types import ModuleType

SAMPLES = Path(os.environ.get("PRONGSAI_SHARED", Path(__file__).parents[4] / "shared")) / "samples"


def twin(name: str) -> ModuleType:
    """A quick twin. Raises ImportError where it was not built: then `make` must be run again, or a compiler is missing."""
    return importlib.import_module(f"prongsai.audit.native.{name}")

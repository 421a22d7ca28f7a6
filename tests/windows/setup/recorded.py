"""Gives the recorded computers of the gallery to what runs inside the program as it is set up, where no gallery is."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
NAME = "inpatient_hub.gui.gallery_checks"


def lend_recorded_checks() -> None:
    """Take that one module from the checkout; all that it asks for is the program's own."""
    if NAME in sys.modules:
        return
    spec = spec_from_file_location(NAME, ROOT / "inpatient_hub" / "gui" / "gallery_checks.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[NAME] = module
    spec.loader.exec_module(module)

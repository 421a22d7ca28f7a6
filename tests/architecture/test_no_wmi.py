"""Nothing that the program imports reaches WMI through Python: that hangs or crashes where WMI may not be asked."""

import subprocess
import sys

from tests.architecture.source import PACKAGE, ROOT
from tests.architecture.test_without_qt import modules_without_gui

OFFERED = """
import importlib.abc, importlib.machinery, os, sys

asked = []

class Wmi(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name == "_wmi":
            asked.append(name)
            return importlib.machinery.ModuleSpec(name, self)
    def exec_module(self, module):
        module.exec_query = lambda query: os._exit(7)

sys.meta_path.insert(0, Wmi())
sys.path.insert(0, sys.argv.pop(1))
"""
"""A Windows whose WMI ends whoever asks it."""

IMPORT_EACH = f"{OFFERED}\nimport importlib\nfor name in sys.argv[1:]: importlib.import_module(name)\nprint(asked)"
"""Each module in one process, so that the first import is the package itself, as it is at every start."""

ASK_LIKE_PLATFORM = """
{0}
{1}
try:
    import _wmi
    _wmi.exec_query("SELECT Architecture FROM Win32_Processor")
except ImportError:
    print(asked)
"""


def said_by(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-c", code, str(ROOT), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def test_no_module_of_the_program_looks_for_it() -> None:
    done = said_by(IMPORT_EACH, *modules_without_gui(PACKAGE), "inpatient_hub.gui.app", "inpatient_hub.gui.guarding")
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


def test_whoever_asks_for_it_as_python_does_is_told_that_there_is_none() -> None:
    done = said_by(ASK_LIKE_PLATFORM.format(OFFERED, "import inpatient_hub"))
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


def test_without_the_programs_care_it_would_be_asked() -> None:
    assert said_by(ASK_LIKE_PLATFORM.format(OFFERED, "")).returncode == 7

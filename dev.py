#!/usr/bin/env python3
"""Sets this project up on a fresh computer and runs it: python3 dev.py run | test | lint | bench | ..."""

import contextlib
import difflib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

OLDEST_PYTHON = (3, 11)

if sys.version_info < OLDEST_PYTHON:
    sys.exit(
        "Inpatient Hub needs Python {}.{} or newer; this is Python {}.{}. Install a newer Python and start dev.py "
        "with it, for example: python3.11 dev.py run --demo".format(*OLDEST_PYTHON, *sys.version_info)
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = "installed-lock.sha256"
"""Name of the file in .venv that holds the digest of the lock it was installed from; written only after success."""

USAGE = """\
Usage: python3 dev.py COMMAND [ARGUMENTS]

  run      start Inpatient Hub; arguments go to the program, for example: run --demo
  test     run every test, and then those for Windows in a Windows Python under Wine; --here leaves those out and
           --windows runs them alone; other arguments go to pytest; --fast leaves out the slow ones and the linters
  lint     check style, types and the walls; --fix repairs what can be; --audit asks about the packages' known faults
  bench    measure speed and size: bench [NAME ...] [--json FILE]
  gallery  draw every screen to pictures: gallery [--out DIR]
  lock     write requirements.lock again from pyproject.toml; --upgrade takes newer versions
  installer  build the setup for Windows: installer --runtime FOLDER_OR_ZIP (python.org's embeddable Python)

Each command first makes .venv, installs from requirements.lock what is missing, and is quick when nothing is.
"""

LOCK_HEADER = """\
# Every package this project uses, with exact versions and sha256 hashes, for all platforms.
# Do not edit by hand: change pyproject.toml, then run `python3 dev.py lock` (add --upgrade for newer versions).
"""

ON_WINDOWS = "test --windows"


class Problem(Exception):
    """Something the reader must put right; the message says what failed, why, and what to do."""


def say(line: str) -> None:
    """Print one line of progress, away from the program's own output."""
    print(line, file=sys.stderr, flush=True)


def quietly(command: list[str], failure: str, environ: dict[str, str] | None = None) -> None:
    """Run a command without its output; when it fails, show the end of that output and raise Problem."""
    environ = {**os.environ, **(environ or {})}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        lines = (done.stdout + done.stderr).strip().splitlines()[-25:]
        raise Problem("\n  ".join([failure, *lines]))


# The system's own packages (Debian, Ubuntu and their relatives)


def wanted_packages(command: str, environ: dict[str, str]) -> list[str]:
    """Return the Debian packages a command needs: none to run in a terminal, Qt's libraries to open a window."""
    from dev_packages import BUILD_TOOLS, TEST_TOOLS, WINDOW_LIBRARIES, WINDOWS_TOOLS

    if command in {ON_WINDOWS, "installer"}:
        return WINDOW_LIBRARIES + BUILD_TOOLS + (WINDOWS_TOOLS if command == ON_WINDOWS else [])
    if command in {"test", "bench"}:
        return WINDOW_LIBRARIES + TEST_TOOLS
    has_display = any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if command == "gallery" or (command == "run" and has_display):
        return list(WINDOW_LIBRARIES)
    return []


def missing_packages(wanted: list[str], installed: set[str]) -> list[str]:
    """Return the wanted packages that are not installed; newer releases add t64 to the names of some libraries."""
    return [name for name in wanted if name not in installed and f"{name}t64" not in installed]


def installed_packages() -> set[str]:
    """Return the names of the Debian packages installed here."""
    listing = ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Package}\n"]
    lines = subprocess.run(listing, capture_output=True, text=True, check=True).stdout.splitlines()
    return {line.removeprefix("installed ") for line in lines if line.startswith("installed ")}


def not_root_message(packages: list[str]) -> str:
    """Say which one command to type when this person may not install system packages."""
    return (
        f"{len(packages)} system package(s) are missing and only an administrator can install them. Type this, then "
        f"try again:\n  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}'"
    )


def install_system_packages(packages: list[str]) -> None:
    """Install Debian packages as root."""
    say(f"Installing {len(packages)} system package(s) with apt-get: {' '.join(packages)}")
    environ = {"DEBIAN_FRONTEND": "noninteractive"}
    quietly(["apt-get", "update", "-qq"], "apt-get could not fetch its list of packages:", environ)
    apt = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", *packages]
    with no_default_cluster("postgresql" in packages):
        quietly(apt, "apt-get could not install them:", environ)


@contextlib.contextmanager
def no_default_cluster(installing_postgresql: bool) -> Iterator[None]:
    """Keep Debian from starting a database server of its own: the tests start one when they need it."""
    setting = Path("/etc/postgresql-common/createcluster.d/inpatient-hub.conf")
    if installing_postgresql:
        setting.parent.mkdir(parents=True, exist_ok=True)
        setting.write_text("create_main_cluster = false\n", encoding="ascii")
    try:
        yield
    finally:
        setting.unlink(missing_ok=True)


def can_make_venvs() -> bool:
    """Whether this Python has what makes virtual environments; Debian's own packs it apart."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def ready_system(command: str, making_venv: bool) -> None:
    """Make sure that the system packages the command needs are installed, or say what to type."""
    if sys.platform != "linux" or not (shutil.which("apt-get") and shutil.which("dpkg-query")):
        return
    wanted = wanted_packages(command, dict(os.environ))
    if making_venv and sys.base_prefix == "/usr" and not can_make_venvs():
        wanted.append("python{}.{}-venv".format(*sys.version_info))
    missing = missing_packages(wanted, installed_packages()) if wanted else []
    if missing and os.geteuid() != 0:
        raise Problem(not_root_message(missing))
    if missing:
        install_system_packages(missing)


# The virtual environment


def venv_python(venv: Path, windows: bool = os.name == "nt") -> Path:
    """Return where a virtual environment keeps its Python."""
    return venv / "Scripts" / "python.exe" if windows else venv / "bin" / "python"


def site_packages(venv: Path, windows: bool = os.name == "nt") -> Path:
    """Return where a virtual environment keeps its packages."""
    if windows:
        return venv / "Lib" / "site-packages"
    return venv / "lib" / "python{}.{}".format(*sys.version_info) / "site-packages"


def venv_fault(venv: Path) -> str | None:
    """Return why a virtual environment has to be made again, or None when it is sound.

    Raises Problem when the folder is something else, which dev.py must not delete.
    """
    if venv.is_symlink() or (venv.exists() and not (venv / "pyvenv.cfg").is_file()):
        raise Problem(f"{venv} is not a virtual environment that dev.py made. Move it away, then try again.")
    if not venv.exists():
        return "there is none yet"
    lines = (venv / "pyvenv.cfg").read_text(encoding="utf-8", errors="replace").splitlines()
    settings = {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines)}
    made_by = settings.get("version", settings.get("version_info", "")).split(".")[:2]
    if made_by != [str(part) for part in sys.version_info[:2]]:
        return f"it was made by Python {'.'.join(made_by)}"
    made_at = f" {venv}"
    if not os.path.normcase(settings.get("command", made_at)).endswith(os.path.normcase(made_at)):
        return "it was made in another folder"
    if not venv_python(venv).exists():
        return "the Python that made it is gone"
    if not (site_packages(venv) / "pip").is_dir():
        return "it was left half made"
    return None


def make_venv(venv: Path, reason: str) -> None:
    """Make a virtual environment afresh; nothing is left behind when that fails."""
    if venv.exists() and Path(sys.prefix).resolve() == venv.resolve():
        raise Problem(f".venv has to be made again ({reason}). Start dev.py with a Python from outside .venv.")
    if not can_make_venvs():
        raise Problem(
            "This Python cannot make a virtual environment: its ensurepip module is missing. Install it (on Debian "
            "and Ubuntu the package is python3-venv), then try again."
        )
    say(f"Making .venv with Python {sys.version.split()[0]} ({reason})")
    shutil.rmtree(venv, ignore_errors=True)
    try:
        quietly([sys.executable, "-m", "venv", str(venv)], "The virtual environment could not be made:")
    except BaseException:
        shutil.rmtree(venv, ignore_errors=True)
        raise


def lock_digest(lock: Path) -> str:
    """Return the sha256 of the lock file, in hexadecimal."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def is_installed(venv: Path, lock: Path) -> bool:
    """Whether the virtual environment was installed, to the end, from this very lock file."""
    stamp = venv / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii", errors="replace") == lock_digest(lock)


def install(venv: Path, lock: Path) -> None:
    """Install every locked package, then say so in the stamp; a failed install leaves no stamp."""
    (venv / STAMP).unlink(missing_ok=True)
    count = sum(1 for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line and line[0].isalnum())
    say(f"Installing {count} packages from {lock.name} (a minute or two the first time)")
    options = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--quiet", "--no-input"]
    pip = [str(venv_python(venv)), "-m", "pip", "--disable-pip-version-check", "install", *options]
    quietly([*pip, "--requirement", str(lock)], "The packages could not be installed:")
    # The checkout itself is not installed: a path file makes it importable, written relative to
    # itself so that any folder name will do.
    packages = site_packages(venv)
    (packages / "inpatient_hub_checkout.pth").write_text(os.path.relpath(venv.parent, packages) + "\n", "ascii")
    (venv / STAMP).write_text(lock_digest(lock), encoding="ascii")


def ready(command: str) -> None:
    """Set up whatever the command needs and is not there yet."""
    reason = venv_fault(VENV)
    ready_system(command, making_venv=bool(reason))
    if reason:
        make_venv(VENV, reason)
    if not is_installed(VENV, LOCK):
        install(VENV, LOCK)
        say("Ready")


# The commands


def hand_over(arguments: list[str], folder: Path | None = None, environ: dict[str, str] | None = None) -> int:
    """Run the virtual environment's Python in this process's place, and give back its exit code."""
    command = [str(venv_python(VENV)), *arguments]
    environ = {**os.environ, **(environ or {})}
    os.chdir(folder or Path.cwd())
    sys.stdout.flush()
    if sys.platform == "win32":
        return wait_for(subprocess.Popen(command, env=environ))
    os.execve(command[0], command, environ)


def wait_for(child: subprocess.Popen[bytes]) -> int:
    """Wait for a program and return its exit code; it hears Ctrl+C too, and decides how to end."""
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


def run(arguments: list[str]) -> int:
    """Start the program."""
    ready("run")
    return hand_over(["-P", "-m", "inpatient_hub", *arguments])


def pytest_arguments(arguments: list[str]) -> list[str]:
    """Return pytest's arguments: the whole suite on three workers, as tests often wait."""
    chosen = [argument for argument in arguments if argument not in ("--fast", "--here")]
    fast = ["-m", "not slow and not lint"] if "--fast" in arguments else []
    workers = [] if chosen else ["-n", "3", "--dist", "loadfile"]
    return [*workers, *fast, *chosen]


def test(arguments: list[str]) -> int:
    """Run the tests; pytest's closing line is the last thing printed."""
    if "--windows" in arguments:
        ready(ON_WINDOWS)
        rest = [argument for argument in arguments if argument != "--windows"]
        return hand_over(["-m", "tests.windows.run", *rest], folder=ROOT)
    ready("test")
    if not arguments:
        return hand_over(["-m", "tests.everywhere"], folder=ROOT)
    environ = {"QT_QPA_PLATFORM": "offscreen", "INPATIENT_HUB_TESTS": "steady"}
    return hand_over(["-m", "pytest", *pytest_arguments(arguments)], folder=ROOT, environ=environ)


def linters(fix: bool) -> dict[str, list[str]]:
    """Return each linter's name and command."""
    python = str(venv_python(VENV))
    return {
        "ruff check": [python, "-m", "ruff", "check", *(["--fix"] if fix else [])],
        "ruff format": [python, "-m", "ruff", "format", *([] if fix else ["--check"])],
        "mypy": [python, "-m", "mypy"],
        "import-linter": [
            python,
            "-c",
            "from importlinter.cli import lint_imports_command as lint; lint()",
            "--no-logo",
        ],
    }


def lint(arguments: list[str]) -> int:
    """Run every linter, say how each went, and return 1 when any found something."""
    from dev_audit import lint_step  # once this Python is known to be new enough
    from dev_workflows import actionlint_step, workflow_linters

    ready("lint")
    failed = False
    for name, command in (linters(fix="--fix" in arguments) | workflow_linters(ROOT, str(venv_python(VENV)))).items():
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
        print(f"{name}: {'found problems' if done.returncode else 'fine'}")
        if done.returncode:
            failed = True
            print((done.stdout + done.stderr).strip())
    complained = actionlint_step(ROOT, VENV)
    faults_known = lint_step(LOCK, venv_python(VENV), wanted="--audit" in arguments)
    return 1 if failed or complained or faults_known else 0


def bench(arguments: list[str]) -> int:
    """Measure speed and size."""
    ready("bench")
    return hand_over(["-P", "-m", "benchmarks", *arguments])


def gallery(arguments: list[str]) -> int:
    """Draw every screen to pictures."""
    ready("gallery")
    return hand_over(["-P", "-m", "inpatient_hub.gui.gallery", *arguments], environ={"QT_QPA_PLATFORM": "offscreen"})


def installer(arguments: list[str]) -> int:
    """Build the program folder and the setup for Windows."""
    ready("installer")
    return hand_over(["-P", "-m", "windows", *arguments])


def compile_command(output: Path, upgrade: bool) -> list[str]:
    """Return the command that works out exact versions and hashes for every platform."""
    shape = ["--universal", "--generate-hashes", "--python-version", "{}.{}".format(*OLDEST_PYTHON), "--no-config"]
    quiet = ["--quiet", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]
    what = ["--extra", "gui", "--group", "dev", *(["--upgrade"] if upgrade else [])]
    uv = [str(venv_python(VENV)), "-m", "uv", "pip", "compile", "pyproject.toml"]
    return [*uv, *shape, *quiet, *what, "--output-file", str(output)]


def lock(arguments: list[str]) -> int:
    """Write requirements.lock from pyproject.toml, keeping the versions it has unless asked to upgrade."""
    reason = venv_fault(VENV)
    if reason:
        make_venv(VENV, reason)
    if not (site_packages(VENV) / "uv").is_dir():
        say("Installing uv, which works the versions out")
        quietly([str(venv_python(VENV)), "-m", "pip", "install", "--quiet", "uv"], "uv could not be installed:")
    draft = VENV / "requirements.draft"
    draft.write_bytes(LOCK.read_bytes() if LOCK.exists() else b"")
    quietly(compile_command(draft, "--upgrade" in arguments), "The versions could not be worked out:")
    LOCK.write_text(LOCK_HEADER + draft.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    draft.unlink()
    say(f"Wrote {LOCK.name}")
    return 0


COMMANDS = {each.__name__: each for each in (run, test, lint, bench, gallery, lock, installer)}


def main(arguments: list[str]) -> int:
    """Carry out one command; returns the exit code."""
    name = arguments[0] if arguments else ""
    if name in {"", "-h", "--help"}:
        print(USAGE, end="")
        return 0 if name else 2
    if name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS, n=1)
        say(f"dev.py has no command '{name}'." + (f" Did you mean '{near[0]}'?" if near else ""))
        say(USAGE.rstrip())
        return 2
    try:
        return COMMANDS[name](arguments[1:])
    except Problem as problem:
        say(f"dev.py {name}: {problem}")
        return 1
    except KeyboardInterrupt:
        say("Stopped")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

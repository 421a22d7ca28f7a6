"""What no file of the package may use, because text or bytes from outside would get to act through it.

ruff's `S` rules see most dangers; these are the ones it sees only in preview, or not at all. The list in
docs/safety/README.md is written from here.
"""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Breach, Source
from tests.architecture.walls import Home

NOWHERE = (
    Home("text that becomes code", ("eval", "exec", "compile", "builtins.eval", "builtins.exec", "code", "codeop"), ()),
    Home(
        "bytes that become objects",
        (
            "pickle",
            "_pickle",
            "cPickle",
            "marshal",
            "shelve",
            "dbm",
            "dill",
            "jsonpickle",
            "multiprocessing.connection",
        ),
        (),
    ),
    Home(
        "YAML that becomes objects",
        (
            *("yaml.load", "yaml.load_all", "yaml.full_load", "yaml.full_load_all", "yaml.unsafe_load"),
            *("yaml.unsafe_load_all", "yaml.Loader", "yaml.CLoader", "yaml.FullLoader", "yaml.UnsafeLoader"),
        ),
        (),
    ),
    Home("XML, whose entities reach out or swell", ("xml", "lxml", "xmlrpc", "PySide6.QtXml"), ()),
    Home("names of files that can be guessed", ("tempfile.mktemp", "os.tempnam", "os.tmpnam"), ()),
    Home(
        "a shell",
        (
            "os.system",
            "os.popen",
            "os.spawnl",
            "os.spawnv",
            "subprocess.getoutput",
            "subprocess.getstatusoutput",
            "pty",
        ),
        (),
    ),
    Home(
        "sending over the web or by post",
        (
            *("urllib.request", "http.client", "requests", "httpx", "urllib3", "ftplib", "telnetlib", "smtplib"),
            *("http.server", "socketserver", "PySide6.QtNetwork.QNetworkAccessManager", "PySide6.QtWebEngineWidgets"),
        ),
        (),
    ),
    Home("archives that write where they like", ("tarfile", "shutil.unpack_archive"), ()),
    Home("sums that no longer protect", ("hashlib.md5", "hashlib.sha1"), ()),
    Home(
        "chance that can be foreseen",
        ("random",),
        (*("inpatient_hub/readiness/probe/*.py",), "inpatient_hub/services/demo_*.py"),
    ),
    Home(
        "templates without a sandbox",
        ("jinja2.Environment",),
        # Templates that ship with the program; ruff's S701 has them escape what they are given.
        ("inpatient_hub/readiness/*_html.py", "inpatient_hub/services/*_html.py"),
    ),
)


_CALLS = re.compile(r"\bshell\s*=|\bextractall\b")
"""What a file says in which a call is to be looked at: few do, and parsing the others again would tell nothing."""


def dangers(source: Source) -> Iterator[Breach]:
    """Give each use of something that lets text or bytes from outside act."""
    imported = {name for name, _ in source.imports}
    for home in NOWHERE:
        # A variable may be called `code` or `requests`: a module is dangerous once it is imported.
        yield from (breach for breach in home.breaches(source) if _is_meant(breach, imported))
    if _CALLS.search(source.text):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call):
                yield from _calls(source, node)


def _is_meant(breach: Breach, imported: set[str]) -> bool:
    name = breach.why.partition(": ")[2].partition(" ")[0]
    return name in {"eval", "exec", "compile"} or any(
        f"{name}.".startswith(f"{one}.") or one.startswith(f"{name}.") for one in imported
    )


def _calls(source: Source, call: ast.Call) -> Iterator[Breach]:
    for keyword in call.keywords:
        if keyword.arg == "shell" and not _is_constant(keyword.value, value=False):
            yield Breach(source.path, call.lineno, "a shell: pass the program and its arguments as a list")
    if isinstance(call.func, ast.Attribute) and call.func.attr == "extractall":
        yield Breach(source.path, call.lineno, "archives that write where they like: extractall")


def _is_constant(node: ast.expr, *, value: bool) -> bool:
    return isinstance(node, ast.Constant) and node.value is value

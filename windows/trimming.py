"""Says which files of the packages a ward's computer does not need, above all those of Qt."""

import re

QT_MODULES = ("Core", "Gui", "PrintSupport", "Svg", "Widgets")
"""The parts of Qt that the program uses; each is a DLL of Qt's and a module for Python."""

_QT_KEPT = re.compile(
    r"__init__\.py|_config\.py|_git_pyside_version\.py|support/.*\.py"
    rf"|Qt({'|'.join(QT_MODULES)})\.pyd|Qt6({'|'.join(QT_MODULES)})\.dll|pyside6\.abi3\.dll"
    r"|(msvcp140|msvcp140_1|msvcp140_2|vcruntime140|vcruntime140_1)\.dll"
    r"|plugins/platforms/(qwindows|qoffscreen)\.dll|plugins/iconengines/qsvgicon\.dll"
    r"|plugins/imageformats/(qsvg|qico)\.dll"
    r"|translations/(qt|qtbase)_en\.qm",
    re.IGNORECASE,
)
"""Everything else in the folder of PySide6 goes: QML, Designer and other tools, the software OpenGL, headers, types,
translations beyond English, and the looks of Windows' own: the window wears its own on Qt's built-in Fusion. A list of
what stays cannot be outgrown by what Qt adds."""

_NOT_FOR_RUNNING = re.compile(
    r".*\.(pyi|pyx|pxd|lib|h|hpp|c|cpp|obj|pdb|exe|so|dylib|typed)"
    r"|(.*/)?(tests?|testing/suite|testing/plugin|include|__pycache__|doc|docs|examples)/.*"
    r"|.*\.dist-info/(RECORD|INSTALLER|REQUESTED|WHEEL|top_level\.txt|direct_url\.json)|.*\.dist-info/sboms?/.*"
    r"|sqlalchemy/(testing|dialects/(mssql|mysql|oracle)|ext/mypy)/.*|alembic/(testing|templates)/.*|(mako|keyring)/testing/.*"
    r"|shiboken6/(concrt140|msvcp140_2|msvcp140_codecvt_ids|vcamp140|vccorlib140|vcomp140)\.dll"
    r"|psutil/_ps(aix|bsd|linux|osx|posix|sunos)\.py"
    r"|pydantic/(v1/.*|mypy\.py)|cffi/.*|bin/.*|.*\.data/.*",
    re.IGNORECASE,
)

"""Of cffi only the library stays that PyNaCl calls: the rest reads C when something is built."""

_DNS_UNUSED = re.compile(
    r"(_trio_backend|btree|btreezone|dnssec|e164|grange|namedict|tsigkeyring|versioned|zone|zonefile)\.py|dnssecalgs/.*"
    r"|rdtypes/CH/.*|rdtypes/ANY/(?!(__init__|CNAME|DNAME|NS|OPT|PTR|SOA|TSIG|TXT)\.py).*"
    r"|rdtypes/IN/(?!(__init__|A|AAAA|HTTPS|SRV|SVCB)\.py).*"
)
"""Of the package that asks name servers: what runs a name server of one's own, and rare kinds of answers, which it
passes over unread when it does not know them."""

_GALLERY = re.compile(r"gallery(_\w+)?\.py")
"""What draws the screens for those who build the program."""

_HOLIDAYS_KEPT = re.compile(r"\w+\.py|(calendars|groups|mixins)/.*\.py|countries/united_kingdom\.py")
"""Of the package that knows the bank holidays of the world: those of the United Kingdom, and what they stand on.
Without the file that loads every country at once, each is looked up on its own."""


def is_kept(name: str) -> bool:
    """Whether a file of the packages is shipped; `name` is its path below site-packages, with forward slashes."""
    package, _, rest = name.partition("/")
    if package == "PySide6":
        return bool(_QT_KEPT.fullmatch(rest))
    if package == "holidays":
        return bool(_HOLIDAYS_KEPT.fullmatch(rest))
    if package == "dns" and _DNS_UNUSED.fullmatch(rest):
        return False
    return not _NOT_FOR_RUNNING.fullmatch(name)


def is_for_building(name: str) -> bool:
    """Whether a file of the program itself is not shipped, as only those who build it need it; `name` is its path below
    the program's package."""
    folder, _, file = name.partition("/")
    return folder == "gui" and bool(_GALLERY.fullmatch(file))


def head_of(description: bytes) -> bytes:
    """What a package's own description tells a program, without the pages for readers that follow."""
    return re.split(rb"\r?\n\r?\n", description, maxsplit=1)[0].rstrip() + b"\n"

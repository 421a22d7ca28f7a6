"""The texts that the rules quote: the documents where they are at hand, and the extract kept with the tests."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXTRACT = ROOT / "tests" / "data" / "readiness" / "sources"
SEEDS = ROOT.parent / "shared" / "reference" / "seeds"

_WES_BEGINS = "Content End User Warranted Environment Specification"
_MAC_BEGINS = "Using SystmOne on a Mac (Beta)  \n"
"""The second text holds three documents one after another."""


def folded(text: str) -> str:
    """The text with every stretch of white space as one space, and nothing else changed."""
    return re.sub(r"\s+", " ", text).strip()


def whole_documents(folder: Path) -> dict[str, str]:
    """Each document's whole text by its key in sources.toml."""
    texts = {path.name[:3]: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    guide, _, rest = texts["001"].partition(_WES_BEGINS)
    wes, _, mac = rest.partition(_MAC_BEGINS)
    return {"guide": guide, "wes": wes, "mac": mac, "iplato": texts["002"], "remote": texts["003"]}


def extract() -> dict[str, str]:
    """What the tests keep of each document: the lines that are quoted from."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(EXTRACT.glob("*.txt"))}

"""The sentences that rules come from, each with its document, as they stand in sources.toml."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from pydantic import Field

from inpatient_hub.content.problems import did_you_mean
from inpatient_hub.domain.readiness import SourceRef
from inpatient_hub.readiness.data_file import Problems, read_model
from inpatient_hub.readiness.profiles import Spec

SOURCES_FILE = "sources.toml"

LATER_EDITIONS = "Later editions of these documents may exist. TPP asks to be contacted for the latest WES."


class DocumentSpec(Spec):
    """One document that rules come from."""

    name: str = Field(min_length=1)
    """What it is called beside a rule, such as `WES`."""
    title: str = Field(min_length=1)
    edition: str = Field(min_length=1)
    """In words, such as `v1.1 of 31 Jul 2014`."""
    dated: date | None = None
    seed: str = ""
    """Number of the text in which its quotes are looked up by a test; empty for a web page."""
    url: str = ""

    def words(self) -> str:
        """Title and edition, as a report prints them."""
        return f"{self.title}, {self.edition}"


class QuoteSpec(Spec):
    """One sentence or table cell, verbatim."""

    document: str = ""
    """Which document; empty where the quote's own name is the document's."""
    section: str = Field(min_length=1)
    quote: str = Field(min_length=1)


class SourceBook(Spec):
    """All documents, and all quotes by requirement and name: `R10.wes`."""

    as_of: date
    documents: dict[str, DocumentSpec]
    sources: dict[str, dict[str, QuoteSpec]]

    def names(self) -> tuple[str, ...]:
        """Every name a profile may cite."""
        return tuple(f"{requirement}.{name}" for requirement, quotes in self.sources.items() for name in quotes)

    def quote(self, name: str) -> QuoteSpec | None:
        """The quote of this name, such as `R10.wes`."""
        requirement, _, which = name.partition(".")
        return self.sources.get(requirement, {}).get(which)

    def document_of(self, name: str) -> str:
        """The key of the document that a quote is from."""
        quote = self.quote(name)
        return (quote.document if quote else "") or name.partition(".")[2]

    def reference(self, name: str) -> SourceRef:
        """The quote as a report shows it. Raises KeyError for a name that is not in the book."""
        quote = self.quote(name)
        if quote is None:
            raise KeyError(name)
        document = self.documents[self.document_of(name)]
        return SourceRef(
            doc=document.name,
            edition=document.edition,
            section=quote.section,
            quote=quote.quote,
            url=document.url,
        )

    def editions(self, cited: Iterable[SourceRef]) -> tuple[str, ...]:
        """Each document that is cited once, in the order of the book, and that later ones may exist."""
        known = {(source.doc, source.edition) for source in cited}
        words = (one.words() for one in self.documents.values() if (one.name, one.edition) in known)
        return (*words, LATER_EDITIONS)

    def faults(self) -> Iterator[tuple[str, str, str]]:
        """(requirement, name, sentence) for each quote whose document is not in the book."""
        for name in self.names():
            document = self.document_of(name)
            if document not in self.documents:
                requirement, _, which = name.partition(".")
                hint = did_you_mean(document, self.documents)
                yield requirement, which, f"There is no document '{document}'. {hint}".strip()


def read_source_book(folder: Path, problems: Problems) -> SourceBook | None:
    """The quotes in this folder's sources.toml, or None with the reasons noted."""
    book = read_model(SourceBook, folder, SOURCES_FILE, problems)
    faults = list(book.faults()) if book else []
    for requirement, name, sentence in faults:
        problems.note(SOURCES_FILE, ("sources", requirement, name), sentence)
    return None if faults else book

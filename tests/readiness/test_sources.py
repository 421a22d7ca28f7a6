"""Every sentence a rule comes from stands in its document word for word, and every requirement has a rule."""

import pytest

from inpatient_hub.readiness.data_file import Problems, shipped_folder
from inpatient_hub.readiness.source_book import LATER_EDITIONS, SourceBook, read_source_book
from tests.readiness.making import profiles
from tests.readiness.seed_texts import EXTRACT, SEEDS, extract, folded, whole_documents

REQUIREMENTS = [f"R{number}" for number in range(1, 80)] + [f"N{number}" for number in range(1, 14)]


def read_book() -> SourceBook:
    problems = Problems()
    read = read_source_book(shipped_folder(), problems)
    assert read is not None, problems.found
    return read


BOOK = read_book()


@pytest.mark.parametrize("name", BOOK.names())
def test_a_quote_stands_in_the_kept_extract_word_for_word(name: str) -> None:
    quote = BOOK.quote(name)
    assert quote is not None
    assert folded(quote.quote) in folded(extract()[BOOK.document_of(name)])


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the documents themselves are not at hand here")
@pytest.mark.parametrize("name", [name for name in BOOK.names() if BOOK.documents[BOOK.document_of(name)].seed])
def test_a_quote_stands_in_the_document_itself_word_for_word(name: str) -> None:
    quote = BOOK.quote(name)
    assert quote is not None
    assert folded(quote.quote) in folded(whole_documents(SEEDS)[BOOK.document_of(name)])


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the documents themselves are not at hand here")
@pytest.mark.parametrize("document", [key for key, one in BOOK.documents.items() if one.seed])
def test_the_kept_extract_is_the_documents_own_text(document: str) -> None:
    whole = folded(whole_documents(SEEDS)[document])
    for passage in extract()[document].split("\n\n"):
        assert folded(passage) in whole


@pytest.mark.parametrize("document", [path.stem for path in sorted(EXTRACT.glob("*.txt"))])
def test_the_kept_extract_holds_nothing_that_is_not_quoted_from(document: str) -> None:
    quotes = [folded(quote.quote) for name in BOOK.names() if BOOK.document_of(name) == document
              if (quote := BOOK.quote(name))]  # fmt: skip
    for passage in extract()[document].split("\n\n"):
        assert any(quote in folded(passage) for quote in quotes), passage


def test_a_changed_word_would_be_seen() -> None:
    quote = BOOK.quote("R10.wes")
    assert quote is not None
    assert folded(quote.quote.replace("4 GB", "5 GB")) not in folded(extract()["wes"])


def test_every_requirement_and_every_advice_is_in_the_book() -> None:
    assert sorted(BOOK.sources) == sorted(REQUIREMENTS)


def test_every_quote_in_the_book_is_a_rules() -> None:
    cited = {source.quote for profile in profiles().values() for rule in profile.rules for source in rule.sources}
    unused = [name for name in BOOK.names() if (quote := BOOK.quote(name)) and quote.quote not in cited]
    assert unused == []


def test_a_profile_names_the_documents_it_is_checked_against_and_that_later_ones_may_exist() -> None:
    home = profiles()["home"].documents
    assert home[0] == "TPP Warranted Environment Specification (WES), v1.1 of 31 Jul 2014"
    assert home[1] == "TPP Internet SystmOne guide, v1.1 of 12 May 2020"
    assert home[-1] == LATER_EDITIONS
    assert all(profile.documents[-1] == LATER_EDITIONS for profile in profiles().values())


def test_a_ward_is_not_judged_by_documents_about_macs() -> None:
    assert not any("Mac" in words for words in profiles()["ward"].documents)

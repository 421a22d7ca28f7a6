"""The fictional ward, built once for the tests that only look at it."""

import pytest

from inpatient_hub.content.content import Content
from tests.services.demo.making import Built, built, core_content


@pytest.fixture(scope="session")
def content() -> Content:
    return core_content()


@pytest.fixture(scope="session")
def ward(content: Content) -> Built:
    return built(content)


@pytest.fixture(scope="session")
def large(content: Content) -> Built:
    return built(content, scale=4)

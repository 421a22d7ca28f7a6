"""What is written by the writer that is made once is what `json` itself writes."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain import json_text
from inpatient_hub.domain.json_text import writer
from inpatient_hub.domain.tasks import TaskState

STRUCTURES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


def as_json_writes(structure: Any) -> str:
    return json.dumps(structure, separators=(",", ":"))


@given(STRUCTURES)
def test_every_structure_is_written_as_json_itself_writes_it(structure: Any) -> None:
    assert writer()(structure) == as_json_writes(structure)


def test_a_code_is_written_as_its_text() -> None:
    assert writer()({"state": TaskState.TO_DO}) == '{"state":"to_do"}'


def test_what_is_no_number_is_refused_where_it_may_not_stand() -> None:
    assert writer()(math.inf) == "Infinity"
    with pytest.raises(ValueError, match="JSON compliant"):
        writer(allow_nan=False)({"beds": math.inf})


def test_what_json_cannot_say_is_refused() -> None:
    with pytest.raises(TypeError):
        writer()({"when": object()})


def test_a_python_without_the_part_in_c_writes_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text.encoder, "c_make_encoder", None)
    assert writer()({"bed": "3", "names": ["Anaïs", None]}) == as_json_writes({"bed": "3", "names": ["Anaïs", None]})

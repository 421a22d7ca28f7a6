"""Writes small structures as JSON without blanks, by a writer that is made once rather than for each of them."""

import json
from collections.abc import Callable
from json import encoder
from typing import Any, NoReturn

Writer = Callable[[Any], str]

_SEPARATORS = (",", ":")


def writer(*, allow_nan: bool = True) -> Writer:
    """What writes a structure in ASCII, its parts in their order. A structure must not hold itself."""
    make = getattr(encoder, "c_make_encoder", None)
    if make is None:  # a Python without the part in C
        return json.JSONEncoder(ensure_ascii=True, allow_nan=allow_nan, separators=_SEPARATORS).encode
    between, after_name = _SEPARATORS
    # As `json` itself does for each text: no marks against circles, no indent, no sorting, no name skipped.
    parts = make(None, _refuse, encoder.encode_basestring_ascii, None, after_name, between, False, False, allow_nan)

    def text_of(structure: Any) -> str:
        return "".join(parts(structure, 0))

    return text_of


def _refuse(value: object) -> NoReturn:
    raise TypeError(f"{type(value).__name__} is nothing that JSON can say")

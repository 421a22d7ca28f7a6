"""Reads who signed a server's certificate, also when this computer does not trust it."""

from collections.abc import Iterator

_SEQUENCE, _SET, _OBJECT, _EXPLICIT_0 = 0x30, 0x31, 0x06, 0xA0
_ORGANISATION, _COMMON_NAME = bytes((0x55, 0x04, 0x0A)), bytes((0x55, 0x04, 0x03))
_TEXTS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be"}


def issuer_of(der: bytes) -> str:
    """The issuer's organisation and common name, such as `Let's Encrypt, R11`; empty when it cannot be read.

    `der` is an X.509 certificate (RFC 5280), as ssl gives it in binary form.
    """
    try:
        certificate = _first(der, _SEQUENCE)
        fields = [value for tag, value in _values(_first(certificate, _SEQUENCE)) if tag != _EXPLICIT_0]
        names = dict(_names(fields[2]))  # after serial number and signature algorithm
    except (IndexError, ValueError, StopIteration):
        return ""
    found = dict.fromkeys(filter(None, (names.get(_ORGANISATION), names.get(_COMMON_NAME))))
    return ", ".join(found)[:400]


def _names(issuer: bytes) -> Iterator[tuple[bytes, str]]:
    for _, group in _values(issuer):
        for _, pair in _values(group):
            (kind, what), (tag, text) = list(_values(pair))[:2]
            if kind == _OBJECT and tag in _TEXTS:
                yield what, text.decode(_TEXTS[tag], errors="replace")


def _first(data: bytes, wanted: int) -> bytes:
    tag, value = next(_values(data))
    if tag != wanted:
        raise ValueError(f"tag {tag:#x} instead of {wanted:#x}")
    return value


def _values(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each (tag, content) of a run of DER values, X.690 8.1."""
    at = 0
    while at < len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            count = length & 0x7F
            length, at = int.from_bytes(data[at : at + count]), at + count
        if at + length > len(data):
            raise ValueError("a value is cut off")
        yield tag, data[at : at + length]
        at += length

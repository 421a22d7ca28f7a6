"""Files as somebody who means harm, or a broken program, would write them."""

import gzip
import io
import json
import zipfile


def _zip(name: str, size: int) -> bytes:
    """A packed file that is a thousand times as large when it is unpacked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, bytes(size))
    return packed.getvalue()


_LAUGHS = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
)

TEXTS: dict[str, bytes] = {
    "nothing": b"",
    "zeroes": bytes(5_000),
    "a NUL in the middle": b'id: "a\0b"\n{"a\0": 1}',
    "not UTF-8": b"\xff\xfe\xfd id: x",
    "UTF-16": "id: dentist\n".encode("utf-16"),
    "half a character": b'{"id": "\\ud800"}',
    "a packed bomb": _zip("../../outside.yaml", 5_000_000),
    "a bomb of another kind": gzip.compress(bytes(5_000_000)),
    "a tag that calls": b'id: !!python/object/apply:os.system ["touch hub-was-here"]\n',
    "a tag that makes": b"!!python/object/new:tests.damaged.hostile.Nothing {}\n",
    "laughs": _LAUGHS.encode(),
    "an alias of itself": b"a: &a [*a]\n",
    "merged keys": b"a: &a {b: 1}\nc: {<<: *a}\n",
    "brackets without end": b"[" * 200_000,
    "keys without end": b'{"a":' * 100_000,
    "YAML without end": b"".join(b" " * n + b"a:\n" for n in range(600)),
    "flow without end": b"a: " + b"{a: " * 5_000,
    "a key twice": b'{"schema_version": 1, "schema_version": 1}',
    "a key twice in YAML": b"id: a\nid: b\n",
    "a number without end": b'{"version": ' + b"9" * 200_000 + b"}",
    "an exponent": b'{"version": 1e999999999}',
    "no number": b'{"version": NaN, "other": -Infinity}',
    "a long word": b"id: " + b"x" * 900_000,
    "a long line of keys": b"".join(b"k%d: 1\n" % n for n in range(10_000)),
    "many documents": b"---\nid: a\n" * 2_000,
    "dots without end": b"a" + b".a" * 5_000 + b" = 1\n",
    "a path out": b"id: ../../../../etc/passwd\nname: ..\\..\\windows\n",
    "a binary number": b"version: 0b1111111111111111111111111111111\nother: 0x" + b"f" * 5_000,
    "a time of day": b"version: 190:20:30\nwhen: 9999-99-99\n",
    "a directive": b"%YAML 9.9\n%TAG ! tag:evil,2026:\n---\nid: !x y\n",
    "an emoji of many parts": ("id: " + "\U0001f468\u200d" * 5_000).encode(),
    "a word that turns round": "id: \u202eevil\u2066\n".encode(),
    "text for the terminal": b"id: \x1b[2Jgone\x07\n",
    "a list": b"[]",
    "null": b"null",
    "a number": b"17",
    "words": json.dumps("words").encode(),
}
"""By name: what a file of text may hold."""

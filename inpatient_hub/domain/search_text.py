"""How names and words are compared when someone searches: without capitals, accents or punctuation."""

import re
import unicodedata

_APOSTROPHES = str.maketrans("", "", "'`\u00b4\u2018\u2019\u02b9\u02bb\u02bc\u2032")
_WITHOUT_STROKE = str.maketrans(
    {"\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u00f0": "d", "\u0127": "h", "\u0131": "i"}
    | {"\u00e6": "ae", "\u0153": "oe", "\u00fe": "th"}
)
"""Letters of European names that Unicode does not take apart, as a British keyboard types them."""

_WORDS = re.compile(r"[^\W_]+")
_NHS_NUMBER = re.compile(r"(?<!\d)(\d{3})[ -](\d{3})(?:[ -](\d{1,4}))?(?!\d)")


def folded(text: str) -> str:
    """Lower case, no accents, apostrophes or invisible characters, other punctuation as one space: `D'Arcy-Brontë` is
    `darcy bronte`. Letters that have no form on a British keyboard are kept as they are.
    """
    if text.isascii():  # as nearly all is, and it has nothing to take apart
        return " ".join(_WORDS.findall(text.translate(_APOSTROPHES).lower()))
    taken_apart = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    plain = unicodedata.normalize("NFKD", taken_apart).translate(_WITHOUT_STROKE)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter) and not _is_invisible(letter))
    return " ".join(_WORDS.findall(bare))


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf"


def terms(query: str) -> tuple[str, ...]:
    """The words of a query, each of which a match must hold. An NHS number typed 3-3-4 becomes one word."""
    joined = _NHS_NUMBER.sub(lambda found: "".join(part or "" for part in found.groups()), query)
    return tuple(folded(joined).split())


def natural_order(label: str | None) -> str:
    """A text that sorts `2` before `10` and `4A` after `4`: each run of digits is padded to six; None sorts last."""
    if not label:
        return "~"
    return re.sub(r"\d+", lambda digits: digits.group().zfill(6), folded(label))

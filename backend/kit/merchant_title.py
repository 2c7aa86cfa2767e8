"""The name by which people see the merchant of a bank text."""

import re
from functools import lru_cache

from backend.kit.payment_words import names_merchant
from backend.kit.text import fold, merchant_key, words

_POSSESSIVE = re.compile(r"['’`´]s\b")
_TOKEN = re.compile(r"[^\W_]+(?:[&'’][^\W_]+)*|&")


@lru_cache(maxsize=4096)
def merchant_title(text: str) -> str:
    """Return the merchant's name for people, for example "Kestrel & Son" for "TST* KESTREL & SON 0042".

    The words of the merchant's key as the bank wrote them, without its capitals. A text that names no merchant is given
    without its numbers: "Card Payment Thank You". Empty when the text has no word.
    """
    key = merchant_key(text)
    wanted = key.split() if names_merchant(key) else [word for word in words(text) if word.isalpha()]
    return _as_written(text, wanted) or key.title()


def _as_written(text: str, wanted: list[str]) -> str:
    """Return these words of the text in their order, and each "&" between them."""
    # A bank that writes small letters at all means its capitals.
    keeps_case = text != text.upper()
    found: list[str] = []
    for word in _TOKEN.findall(text):
        if word == "&":
            found.append(word)
        elif wanted and fold(_POSSESSIVE.sub("", word.casefold())) == wanted[0]:
            found.append(word if keeps_case or "&" in word else word[:1].upper() + word[1:].lower())
            wanted.pop(0)
        elif found and found[-1] == "&":
            found.pop()
    return " ".join(found).strip("& ")

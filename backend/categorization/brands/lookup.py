"""Find the merchant type of a bank text: by brands and services first, by words that tell a type second."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from backend.kit.text import merchant_key, words

_FOLDER = Path(__file__).parent
_MAX_WORDS = 5
# Brands that are also everyday words: they count only as the whole name of a merchant.
_EVERYDAY = frozenset(
    "all black blue boost bright camper carry change city club coast core corner dash deli dollar dream dreams energy"
    " express extra face farm first fit five fly food force free fresh garden general gift go gold good grand green"
    " group happy health home house hub humans i in jump just king leader life light line loft love market max media"
    " metro mini mobile mode more natural new next now ok one open orange park people pet plus point power price prime"
    " pure quick red rocket royal salt save service shop simple smart sport spot spring star station stop store studio"
    " style sun super target team the time top total toy trade travel union unique united up urban value village"
    " vision water white world young your zoo".split()
)


# Where people who keep their books in a currency of one country live.
_COUNTRIES = {
    "USD": "us", "GBP": "gb", "AUD": "au", "NZD": "nz", "CAD": "ca", "CHF": "ch", "ZAR": "za", "INR": "in", "JPY": "jp",
    "SEK": "se", "NOK": "no", "DKK": "dk", "PLN": "pl", "CZK": "cz", "HUF": "hu", "RON": "ro", "BRL": "br", "MXN": "mx",
    "SGD": "sg", "HKD": "hk", "KRW": "kr", "CNY": "cn", "TWD": "tw", "THB": "th", "PHP": "ph", "MYR": "my", "IDR": "id",
    "TRY": "tr", "ILS": "il", "AED": "ae", "SAR": "sa", "EGP": "eg", "NGN": "ng", "KES": "ke", "UAH": "ua", "ISK": "is",
}  # fmt: skip


class MerchantType(NamedTuple):
    """A merchant type and the words that gave it; `is_brand` is False where only a general word did."""

    name: str
    matched: str
    is_brand: bool


class Brand(NamedTuple):
    type: str
    countries: frozenset[str]
    is_service: bool
    is_possessive: bool


def country_of(currency: str) -> str | None:
    """Return the country of a currency in lower case, None for one that several countries use."""
    return _COUNTRIES.get(currency)


@lru_cache(1_024)
def merchant_type(text: str, country: str | None = None) -> MerchantType | None:
    """Return the merchant type of a bank text, or None.

    Longer names win over shorter ones. A brand that is known in other countries only does not count; `country` is an
    ISO 3166 code in lower case, None if unknown. A brand of one word must begin the merchant's name.
    """
    key = tuple(merchant_key(text).split())
    found = _brand(key, country) or _brand(words(text), country, services_only=True)
    return found or next(type_words(text), None)


def type_words(text: str) -> Iterator[MerchantType]:
    """Yield a type for each word or phrase of `text` that tells one, two-word phrases first."""
    found = words(text)
    by_word = types_by_word()
    for size in (2, 1):
        for start in range(len(found) - size + 1):
            phrase = " ".join(found[start : start + size])
            if kind := by_word.get(phrase):
                yield MerchantType(kind, phrase, is_brand=False)


def _brand(name: tuple[str, ...], country: str | None, *, services_only: bool = False) -> MerchantType | None:
    directory = brands()
    best: MerchantType | None = None
    for size in range(min(_MAX_WORDS, len(name)), 0, -1):
        for start in range(len(name) - size + 1):
            phrase = " ".join(name[start : start + size])
            brand = directory.get(phrase)
            if brand is None or (services_only and not brand.is_service):
                continue
            if size == 1 and not _is_name(phrase, start, len(name), brand):
                continue
            if country and brand.countries and country not in brand.countries:
                continue
            if brand.is_service:
                return MerchantType(brand.type, phrase, is_brand=True)
            best = best or MerchantType(brand.type, phrase, is_brand=True)
        if best:
            return best
    return None


def _is_name(word: str, start: int, length: int, brand: Brand) -> bool:
    """Say whether one word is enough: everyday words and people's names count only as the whole name."""
    if word in _EVERYDAY or brand.is_possessive:
        return length == 1
    return brand.is_service or start == 0


@lru_cache(1)
def brands() -> dict[str, Brand]:
    found: dict[str, Brand] = {}
    for line in (_FOLDER / "directory.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, kind, countries = line.split("\t")
            plain = name.removesuffix("'s")
            found[plain] = Brand(kind, frozenset(countries.split()), is_service=False, is_possessive=plain != name)
    for kind, name in _listed("services.txt"):
        found[name] = Brand(kind, frozenset(), is_service=True, is_possessive=False)
    return found


@lru_cache(1)
def types_by_word() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, word in _listed("words.txt"):
        found.setdefault(word, kind)
    return found


def _listed(file: str) -> Iterator[tuple[str, str]]:
    """Yield (type, name) of a file with lines `type: name, name`."""
    for line in (_FOLDER / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, _, names = line.partition(": ")
            yield from ((kind, " ".join(words(name))) for name in names.split(", "))

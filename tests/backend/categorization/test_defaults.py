"""The starter mappings: they find the chains they mean, and no other shop."""

import pytest

from backend.categories.defaults import STARTER
from backend.categorization.defaults import STARTER_MAPPINGS, STARTER_RULES
from backend.categorization.engine import AmountRuleEntry, Engine, MerchantEntry
from backend.kit.text import words

KINDS = {child.key: child.kind for main in STARTER for child in (*main.children, *main.more)}
KEYS = {key: number for number, key in enumerate(KINDS)}
NAMES = {number: key for key, number in KEYS.items()}
ENGINE = Engine(
    [
        AmountRuleEntry(
            n, rule.pattern, rule.amount_minor, rule.tolerance_minor, rule.currency, KEYS[rule.category_key]
        )
        for n, rule in enumerate(STARTER_RULES)
    ],
    [
        MerchantEntry(
            n,
            starter.pattern,
            starter.match,
            KEYS[starter.category_key],
            0,
            KINDS[starter.category_key],
            is_starter=True,
        )
        for n, starter in enumerate(STARTER_MAPPINGS)
    ],
    threshold=3,
)


def category(text: str, amount_minor: int = 1234, currency: str = "USD") -> str | None:
    verdict = ENGINE.categorize(text, amount_minor, currency)
    return None if verdict is None else NAMES[verdict.category_id]


def test_every_pattern_is_there_once_and_in_its_normal_form() -> None:
    patterns = [starter.pattern for starter in STARTER_MAPPINGS]
    assert len(patterns) == len(set(patterns)) >= 75
    assert all(" ".join(words(pattern)) == pattern for pattern in patterns)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("SAFEWAY #1234 SAN JOSE CA", "groceries"),
        ("TRADER JOE'S #552 PORTLAND OR", "groceries"),
        ("TRADER JOES", "groceries"),
        ("WHOLEFDS MKT 10234", "groceries"),
        ("COSTCO WHSE #0144", "groceries"),
        ("COSTCO GAS #0144", "gas_station"),
        ("SPROUTS #245 DENVER CO", "groceries"),
        ("WENDY'S #0012", "fast_food"),
        ("WENDYS 12", "fast_food"),
        ("MCDONALD'S F1234", "fast_food"),
        ("CHICK-FIL-A #01234", "fast_food"),
        ("PEET'S COFFEE", "coffee"),
        ("DD *DOORDASH CHIPOTLE", "food_delivery"),
        ("UBER   EATS", "food_delivery"),
        ("UBER *TRIP HELP.UBER.COM", "ride_share"),
        ("SHELL OIL 57442", "gas_station"),
        ("SHELL SERVICE STATION", "gas_station"),
        ("76 - 1234 SAN JOSE CA", "gas_station"),
        ("ARCO #42123", "gas_station"),
        ("FASTRAK CSC", "toll"),
        ("GOLDEN GATE BRIDGE TOLL", "toll"),
        ("BART-EMBARCADERO", "public_transit"),
        ("CLIPPER #1234 CONCORD CA", "public_transit"),
        ("T-MOBILE AUTOPAY", "cell_phone"),
        ("ATT* BILL PAYMENT", "internet"),
        ("AT&T PAYMENT", "internet"),
        ("PG&E WEB ONLINE", "electric"),
        ("GOOGLE *YOUTUBEPREMIUM", "youtube_premium"),
        ("AMZN MKTP US*2X4Y6", "amazon"),
        ("AMAZON.COM*AB12", "amazon"),
        ("Amazon Prime*RT5", "subscriptions"),
        ("24 HOUR FITNESS #123", "gym"),
        ("ACME CORP PAYROLL", "payroll"),
        ("DIRECT DEP ACME", "payroll"),
        ("DISCOVER E-PAYMENT 8080", "credit_card_payment"),
        ("DISCOVER 8080", "credit_card_payment"),
        ("INTEREST CHARGE ON PURCHASES", "interest_charge"),
        ("PROGRESSIVE INS PREM", "car_insurance"),
        ("STATE FARM RO 27", "car_insurance"),
        ("NAVIENT", "student_loan"),
        ("SOFI INVEST", "investment"),
    ],
)
def test_a_chain_is_found(text: str, key: str) -> None:
    assert category(text, -1234 if KINDS[key] == "income" else 1234) == key


@pytest.mark.parametrize(
    "text",
    [
        "SEATTLE COFFEE WORKS",
        "MARCO'S PIZZA",
        "SHELLFISH MARKET",
        "DISCOVERY STORE",
        "DISCOVER PUERTO RICO TOURS",
        "HOBART RENTALS",
        "1276 MAIN STREET DELI",
        "JOES DINER 76 MAIN",
        "ATTIC ANTIQUES",
        "GOLDEN GATE BAKERY",
        "PROGRESSIVE DENTAL",
        "24 HOUR LAUNDRY",
        "KAISER BAKERY",
        "GUSTO PIZZA",
        "CLIPPER BARBERSHOP",
        "TARGETED MARKETING LLC",
        "PEETERS",
        "SPARKING WINES",
    ],
)
def test_another_shop_is_left_to_a_person(text: str) -> None:
    assert category(text) is None


@pytest.mark.parametrize(
    ("amount_minor", "key"),
    [
        (1589, "hbo"),
        (1059, "netflix"),
        (529, "apple_tv"),
        (699, "hulu"),
        (749, "hulu"),
        (799, "disney_plus"),
        (760, "disney_plus"),
        (1199, "spotify"),
        (1399, "youtube_premium"),
        (2999, None),
        (-699, None),
    ],
)
def test_one_shop_and_many_subscriptions_are_told_apart_by_the_amount(amount_minor: int, key: str | None) -> None:
    assert category("APPLE.COM/BILL 866-712-7753 CA", amount_minor) == key


def test_amounts_in_another_currency_are_not_those_prices() -> None:
    assert category("APPLE.COM/BILL", 699, "EUR") is None

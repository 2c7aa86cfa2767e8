"""The cascade: amount rules before merchants, whole words only, the longest pattern first."""

import time

import pytest

from backend.categorization.category_match import CategoryMatch
from backend.categorization.engine import AmountRuleEntry, Engine, MerchantEntry, TypeCategory

FUEL, NET, TRANSIT, COFFEE, SHOP = 1, 2, 3, 4, 5


def merchant(pattern: str, category: int, count: int = 10, *, match: str = "word", id_: int = 1) -> MerchantEntry:
    return MerchantEntry(id_, pattern, match, category, count)


def category_of(text: str, *known: MerchantEntry) -> int | None:
    verdict = Engine([], known, threshold=3).categorize(text, 1000, "USD")
    return verdict.category_id if verdict else None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("ATT", "SEATTLE COFFEE WORKS"),
        ("ATT", "ATTIC STORAGE"),
        ("ARCO", "MARCO'S PIZZA"),
        ("SHELL", "SHELLFISH SHACK"),
        ("BART", "HOBART CORP"),
        ("76", "1276 MAIN ST"),
        ("DISCOVER", "DISCOVERY STORE"),
    ],
)
def test_a_pattern_inside_a_word_does_not_match(pattern: str, text: str) -> None:
    assert category_of(text, merchant(pattern, FUEL)) is None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("ATT", "ATT*BILL PAYMENT"),
        ("76", "76 - FUEL STOP"),
        ("trader joe", "TRADER JOE'S #552"),
        ("shell oil", "SHELL 57444 OIL"),
        ("A+ TUTORS", "A+ TUTORS (ONLINE)"),
        ("sq *kettle", "SQ *KETTLE 0042"),
    ],
)
def test_a_pattern_matches_whole_words_whatever_signs_are_in_it(pattern: str, text: str) -> None:
    assert category_of(text, merchant(pattern, FUEL)) == FUEL


def test_the_longest_pattern_wins_then_the_higher_count() -> None:
    uber, eats = merchant("uber", TRANSIT), merchant("uber eats", COFFEE)
    assert category_of("UBER EATS 1234", uber, eats) == COFFEE
    assert category_of("UBER TRIP", uber, eats) == TRANSIT
    once, often = merchant("kettle", SHOP, 1), merchant("barrel", COFFEE, 9, id_=2)
    assert category_of("KETTLE BARREL", once, often) == COFFEE


def test_an_exact_mapping_matches_the_whole_merchant_only() -> None:
    gusto = merchant("gusto", NET, match="exact")
    assert category_of("GUSTO 0042", gusto) == NET
    assert category_of("GUSTO TRATTORIA", gusto) is None


def test_an_expression_is_opt_in_and_a_dangerous_one_is_never_run() -> None:
    assert category_of("ORDER 12345", merchant(r"order \d{5}", SHOP, match="regex")) == SHOP


@pytest.mark.parametrize(("count", "confidence", "is_sure"), [(1, 1 / 3, False), (2, 2 / 3, False), (3, 1, True)])
def test_a_merchant_is_sure_from_the_threshold_on(count: int, confidence: float, is_sure: bool) -> None:
    verdict = Engine([], [merchant("kettle", COFFEE, count)], threshold=3).categorize("KETTLE", 450, "USD")
    assert verdict is not None
    assert (verdict.confidence, verdict.is_sure) == (confidence, is_sure)
    assert f"confirmed {'once' if count == 1 else f'{count} times'}" in verdict.reason


def rule(
    amount: int, category: int, *, tolerance: int = 50, id_: int = 1, currency: str | None = None
) -> AmountRuleEntry:
    return AmountRuleEntry(id_, "apple com bill", amount, tolerance, currency, category)


def amount_category(amount: int, *rules: AmountRuleEntry, currency: str = "USD") -> int | None:
    verdict = Engine(rules, [], threshold=3).categorize("APPLE.COM/BILL 866-712-7753", amount, currency)
    return verdict.category_id if verdict else None


def test_the_nearest_amount_wins_not_the_first_rule() -> None:
    assert amount_category(749, rule(699, 1, id_=1), rule(799, 2, id_=2)) == 1
    assert amount_category(760, rule(699, 1, tolerance=100, id_=1), rule(799, 2, tolerance=100, id_=2)) == 2


def test_a_tie_of_amounts_goes_to_the_first_rule() -> None:
    assert amount_category(749, rule(799, 2, id_=2), rule(699, 1, id_=1)) == 1


def test_a_refund_does_not_match_a_charge() -> None:
    assert amount_category(-699, rule(699, 1)) is None


def test_the_tolerance_is_inclusive_and_the_currency_must_fit() -> None:
    assert amount_category(749, rule(699, 1)) == 1
    assert amount_category(750, rule(699, 1)) is None
    assert amount_category(699, rule(699, 1, currency="EUR")) is None


def test_an_amount_rule_speaks_before_a_merchant() -> None:
    engine = Engine([rule(699, 1)], [merchant("apple com bill", 2)], threshold=3)
    near, far = engine.categorize("APPLE.COM/BILL", 699, "USD"), engine.categorize("APPLE.COM/BILL", 5000, "USD")
    assert near is not None
    assert far is not None
    assert (near.tier, far.tier) == ("amount_rule", "merchant_map")


def test_hits_are_counted_for_who_spoke() -> None:
    engine = Engine([rule(699, 1, id_=7)], [merchant("kettle", COFFEE, id_=8)], threshold=3)
    for text, amount in (("APPLE.COM/BILL", 699), ("KETTLE", 1), ("KETTLE 0042", 2), ("NOBODY", 3)):
        engine.categorize(text, amount, "USD")
    assert engine.hits == {("amount_rule", 7): 1, ("merchant_map", 8): 2}


def test_texts_that_differ_in_long_numbers_share_a_search_unless_a_pattern_has_one() -> None:
    plain = Engine([], [merchant("shell", FUEL)], threshold=3)
    assert plain.categorize("SHELL 11111", 1, "USD") is plain.categorize("SHELL 22222", 1, "USD")
    numbered = Engine([], [merchant("route 1234", FUEL)], threshold=3)
    assert numbered.categorize("ROUTE 1234", 1, "USD") is not None
    assert numbered.categorize("ROUTE 9999", 1, "USD") is None


@pytest.mark.parametrize("pattern", ["(a|aa)+!", "(a+)+b", "(a*)*b", "(.*a){30}!"])
def test_no_pattern_of_a_person_can_hold_an_import_up(pattern: str) -> None:
    started = time.monotonic()
    engine = Engine([], [merchant(pattern, SHOP, match="regex")], threshold=3)
    assert [engine.categorize("a" * 190 + str(number), 100, "USD") for number in range(50)] == [None] * 50
    assert time.monotonic() - started < 2


def starter(pattern: str, category: int, count: int = 0, *, kind: str = "expense") -> MerchantEntry:
    return MerchantEntry(3, pattern, "word", category, count, kind, is_starter=True)


@pytest.mark.parametrize(
    ("pattern", "text"), [("wendy", "WENDY CHEN"), ("mcdonald", "MCDONALD ROSS"), ("att", "ATT: ROOF REPAIR")]
)
def test_the_starter_list_suggests_with_its_own_reason_and_is_never_sure(pattern: str, text: str) -> None:
    verdict = Engine([], [starter(pattern, SHOP)], threshold=1).categorize(text, 1000, "USD")
    assert verdict == (SHOP, 0.5, "merchant_map", False, f"Starter list: “{pattern}”", 3, False)


def test_a_starter_that_the_person_confirmed_is_sure_for_that_merchant_only() -> None:
    engine = Engine([], [starter("trader joe", SHOP, count=3)], threshold=3)
    confirmed, other = engine.categorize("TRADER JOE'S #552", 1, "USD"), engine.categorize("TRADER JOE ROSS", 1, "USD")
    assert confirmed is not None
    assert other is not None
    assert (confirmed.is_sure, confirmed.reason) == (True, "Merchant “trader joe”, confirmed 3 times")
    assert (other.is_sure, other.reason) == (False, "Starter list: “trader joe”")


def test_what_the_person_confirmed_speaks_before_a_longer_starter() -> None:
    own = merchant("kettle coffee house", COFFEE, 1, match="exact")
    verdict = Engine([], [starter("kettle coffee house", SHOP), own], threshold=3).categorize(
        "KETTLE COFFEE HOUSE", 1, "USD"
    )
    assert verdict is not None
    assert (verdict.category_id, verdict.reason) == (COFFEE, "Merchant “kettle coffee house”, confirmed once")


def test_a_starter_price_is_a_suggestion_and_waits_behind_what_the_person_confirmed() -> None:
    price = rule(699, 1)._replace(is_starter=True)
    alone = Engine([price], [], threshold=3).categorize("APPLE.COM/BILL", 699, "USD")
    assert alone is not None
    assert (alone.tier, alone.is_sure, alone.reason) == (
        "amount_rule",
        False,
        "Starter list: the amount for “apple com bill”",
    )
    taught = Engine([price], [merchant("apple com bill", 2, match="exact")], threshold=3)
    verdict = taught.categorize("APPLE.COM/BILL", 699, "USD")
    assert verdict is not None
    assert verdict.category_id == 2


@pytest.mark.parametrize("is_starter", [True, False])
def test_money_out_is_never_income(is_starter: bool) -> None:
    payroll = MerchantEntry(1, "gusto", "word", SHOP, 9, "income", is_starter)
    engine = Engine([rule(699, SHOP)._replace(kind="income")], [payroll], threshold=3)
    assert engine.categorize("GUSTO", 100, "USD") is None
    assert engine.categorize("APPLE.COM/BILL", 699, "USD") is None
    assert engine.categorize("GUSTO", -100, "USD") is not None


def test_money_in_is_an_expense_only_as_a_refund_and_a_refund_is_never_sure() -> None:
    listed = Engine([], [starter("target", SHOP)], threshold=3)
    assert listed.categorize("TARGET CORP", -100, "USD") is None
    refund = listed.categorize("TARGET REFUND", -100, "USD")
    own = Engine([], [merchant("kettle", COFFEE)._replace(kind="expense")], threshold=3).categorize(
        "KETTLE", -100, "USD"
    )
    assert refund is not None
    assert own is not None
    assert (refund.is_sure, own.is_sure, own.confidence) == (False, False, 0.8)
    assert own.reason == "Merchant “kettle”, confirmed 10 times; money in is a refund"


def test_a_learned_merchant_is_compared_with_the_whole_merchant_also_if_the_source_names_it() -> None:
    engine = Engine([], [merchant("ross", SHOP, match="exact")], threshold=3)
    assert engine.categorize("MCDONALD ROSS", 1, "USD") is None
    assert engine.categorize("ROSS 0042", 1, "USD") is not None
    assert engine.categorize("SQ *8812 ROSS STORES PORTLAND", 1, "USD", payee="Ross") is not None


def by_brand(text: str, amount_minor: int, *known: MerchantEntry) -> CategoryMatch | None:
    types = {"coffee": TypeCategory(COFFEE, "expense"), "payroll": TypeCategory(SHOP, "income")}
    engine = Engine([], known, threshold=3, types=types, country="us")
    return engine.categorize(text, amount_minor, "USD")


def test_a_known_brand_suggests_and_says_its_name() -> None:
    verdict = by_brand("SQ *BLUE BOTTLE COFFEE 0042", 650)
    assert verdict is not None
    assert (verdict.category_id, verdict.tier, verdict.is_sure) == (COFFEE, "brand", False)
    assert verdict.reason == "Brand name: “blue bottle coffee”"


def test_a_word_of_the_name_suggests_less_surely_than_a_brand() -> None:
    word, brand = by_brand("LITTLE WOLF ESPRESSO", 650), by_brand("STARBUCKS 1201", 650)
    assert word is not None
    assert brand is not None
    assert word.reason == "The word “espresso”"
    assert word.confidence < brand.confidence


def test_what_the_person_confirmed_comes_before_a_brand() -> None:
    verdict = by_brand("STARBUCKS 1201", 650, merchant("starbucks", SHOP, 1, match="exact"))
    assert verdict is not None
    assert (verdict.category_id, verdict.tier) == (SHOP, "merchant_map")


def test_a_brand_never_files_money_out_as_income_or_money_in_as_an_expense() -> None:
    assert by_brand("NORTHWIND PAYROLL", 650) is None
    assert by_brand("STARBUCKS 1201", -650) is None

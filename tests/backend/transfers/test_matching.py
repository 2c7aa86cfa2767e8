"""Which money out is which money in."""

from datetime import date
from fractions import Fraction
from itertools import product

from backend.kit.text import fold, merchant_key
from backend.transfers.matching import AccountName, DayRate, Leg, Match, Rate, match, possible_pairs

ACCOUNTS = {1: AccountName("Everyday", "4417"), 2: AccountName("Rainy-day", "6021"), 3: AccountName("Cashback", "1172")}


def leg(
    id_: int, account_id: int, amount_minor: int, *, day: int = 19, text: str = "ONLINE TRANSFER", currency: str = "USD"
) -> Leg:
    on, texts = date(2026, 11, day), (fold(text), merchant_key(text))
    return Leg(id_, account_id, on, amount_minor, currency, *texts, is_transfer=False, is_other=False)


def at(rate: str, *, day: int = 19) -> Rate:
    return lambda *_: DayRate(Fraction(rate), date(2026, 11, day))


def matched(*legs: Leg, **options: object) -> list[Match]:
    outs, ins = [each for each in legs if each.amount_minor > 0], [each for each in legs if each.amount_minor < 0]
    return match(product(outs, ins), ACCOUNTS, **options)  # type: ignore[arg-type]


def pairs(matches: list[Match]) -> list[tuple[int, int, bool]]:
    return [(found.out.id, found.into.id, found.is_sure) for found in matches]


def test_equal_amounts_in_two_accounts_that_say_transfer_are_sure() -> None:
    found = matched(leg(1, 1, 40000, text="ONLINE XFER TO SAV 6021"), leg(2, 2, -40000, text="DEPOSIT FROM CHK 4417"))
    assert pairs(found) == [(1, 2, True)]
    assert found[0].reason == "Same amount, the same day"


def test_a_card_payment_is_a_transfer() -> None:
    found = matched(leg(1, 1, 28647, text="CASHBACK CARD AUTOPAY"), leg(2, 3, -28647, text="PAYMENT THANK YOU", day=21))
    assert pairs(found) == [(1, 2, True)]


def test_two_texts_that_name_merchants_are_no_transfer() -> None:
    assert matched(leg(1, 1, 5000, text="MARLOW HARDWARE"), leg(2, 3, -5000, text="MARLOW HARDWARE")) == []


def test_one_text_that_names_a_merchant_makes_a_question() -> None:
    found = matched(leg(1, 1, 5000, text="TRANSFER"), leg(2, 2, -5000, text="ALDER SOFTWARE PAYROLL"))
    assert pairs(found) == [(1, 2, False)]


def test_more_than_four_days_apart_is_nothing() -> None:
    assert pairs(matched(leg(1, 1, 5000, day=15), leg(2, 2, -5000, day=19))) == [(1, 2, True)]
    assert matched(leg(1, 1, 5000, day=14), leg(2, 2, -5000, day=19)) == []


def test_two_transfers_of_one_amount_are_paired_by_day() -> None:
    legs = (leg(1, 1, 5000, day=17), leg(2, 1, 5000, day=19), leg(3, 2, -5000, day=19), leg(4, 2, -5000, day=17))
    assert sorted(pairs(matched(*legs))) == [(1, 4, True), (2, 3, True)]


def test_two_that_fit_equally_well_are_a_question() -> None:
    found = matched(leg(1, 1, 5000), leg(2, 2, -5000), leg(3, 3, -5000))
    assert pairs(found) == [(1, 2, False)]


def test_a_difference_that_could_be_a_fee_is_a_question() -> None:
    found = matched(leg(1, 1, 40000), leg(2, 2, -39800, day=20))
    assert pairs(found) == [(1, 2, False)]
    assert found[0].reason == "The difference could be a fee, 1 day apart"
    assert matched(leg(1, 1, 40000), leg(2, 2, -38000)) == []


def test_two_currencies_are_compared_by_the_rate_of_the_day() -> None:
    legs = (leg(1, 1, 40000), leg(2, 2, -35500, currency="EUR"))
    found = matched(*legs, rate=at("0.92"))
    assert pairs(found) == [(1, 2, False)]
    assert found[0].reason == "3.5 % off the rate of 2026-11-19, the same day"
    assert matched(*legs, rate=at("0.50")) == []
    assert matched(*legs) == []


def test_an_amount_within_one_percent_of_the_rate_is_sure_if_nothing_else_fits() -> None:
    legs = (leg(1, 1, 40000), leg(2, 2, -36700, currency="EUR"))
    assert pairs(matched(*legs, rate=at("0.92"))) == [(1, 2, True)]
    rival = leg(3, 2, -36900, currency="EUR", day=20)
    assert pairs(matched(*legs, rival, rate=at("0.92"))) == [(1, 2, False)]
    # A rate of two weeks ago says less.
    assert pairs(matched(*legs, rate=at("0.92", day=5))) == [(1, 2, False)]


def test_the_amount_of_yen_has_no_cents() -> None:
    legs = (leg(1, 1, 10000), leg(2, 2, -15020, currency="JPY"))
    assert pairs(matched(*legs, rate=at("150"))) == [(1, 2, True)]


def test_pairs_are_looked_for_around_the_new_transactions_only() -> None:
    old, new = leg(1, 1, 5000, day=10), leg(2, 1, 5000, day=19)
    ins = [leg(3, 2, -5000, day=11), leg(4, 2, -4950, day=20), leg(5, 2, -5000, day=29)]
    found = possible_pairs([new], [old, new, *ins], ACCOUNTS)
    assert [(out.id, into.id) for out, into in found] == [(2, 4)]


def test_merchants_of_equal_amounts_are_no_pair_unless_one_says_transfer() -> None:
    shop, refund = leg(1, 1, 5000, text="MARLOW HARDWARE"), leg(2, 3, -5000, text="ALDER SOFTWARE")
    assert list(possible_pairs([shop], [shop, refund], ACCOUNTS)) == []
    said = leg(3, 2, -5000, text="XFER FROM 4417")
    assert [(out.id, into.id) for out, into in possible_pairs([shop], [shop, said], ACCOUNTS)] == [(1, 3)]


def test_a_rejected_pair_is_never_suggested_again() -> None:
    assert matched(leg(1, 1, 5000), leg(2, 2, -5000), rejected={(1, 2)}) == []


def test_what_a_person_decided_otherwise_is_never_linked_without_asking() -> None:
    decided = leg(1, 1, 5000)._replace(is_other=True)
    assert pairs(matched(decided, leg(2, 2, -5000))) == [(1, 2, False)]

"""What one transaction adds to the sums: splits, shares and refunds, to the cent."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from backend.transactions.parts import Counting, PaidBack, Part, SplitAmount, count_parts, own_amount

MARCH, APRIL = date(2026, 3, 5), date(2026, 4, 2)
GROCERIES, GIFTS, NONE = 7, 8, 0


def row(
    amount_minor: int, *, own_minor: int | None = None, percent: int = 100, category_id: int = GROCERIES
) -> Counting:
    return Counting(MARCH, 1, category_id, amount_minor, own_minor, percent)


def by_category(parts: list[Part]) -> dict[int, int]:
    return {part.category_id: part.amount_minor for part in parts}


def test_a_split_transaction_counts_by_its_splits_and_once_as_a_transaction() -> None:
    parts = count_parts(row(9640), [SplitAmount(6190, GROCERIES), SplitAmount(3450, GIFTS)], [])
    assert parts == [Part(1, MARCH, GROCERIES, 6190, 9640, 1, 1), Part(1, MARCH, GIFTS, 3450, 0, 0, 1)]


def test_splits_of_one_category_are_one_part() -> None:
    parts = count_parts(row(900), [SplitAmount(300, GIFTS), SplitAmount(400, NONE), SplitAmount(200, GIFTS)], [])
    assert by_category(parts) == {GIFTS: 500, NONE: 400}


def test_the_odd_cent_of_a_shared_account_is_the_owners() -> None:
    assert own_amount(13307, own_minor=None, ownership_percent=50) == 6654
    assert own_amount(-13307, own_minor=None, ownership_percent=50) == -6654
    assert own_amount(13307, own_minor=5000, ownership_percent=50) == 5000


def test_a_share_of_a_split_transaction_is_divided_over_its_splits_to_the_cent() -> None:
    splits = [SplitAmount(5809, 1), SplitAmount(4998, 2), SplitAmount(2500, 3)]
    parts = count_parts(row(13307, percent=50), splits, [])
    assert sum(part.amount_minor for part in parts) == 6654
    assert parts[0].moved_minor == 13307


def test_a_refund_counts_where_its_purchase_does() -> None:
    parts = count_parts(row(-2499, category_id=NONE), [], [PaidBack(2499, (APRIL, 2, GIFTS))])
    assert parts == [Part(1, MARCH, NONE, 0, -2499, 1, 1), Part(2, APRIL, GIFTS, -2499, 0, 0, 0)]


def test_a_settlement_of_a_share_is_no_income() -> None:
    parts = count_parts(row(-6653), [], [PaidBack(6653, None)])
    assert parts == [Part(1, MARCH, GROCERIES, 0, -6653, 1, 1)]


def test_a_refund_pays_back_at_most_itself() -> None:
    parts = count_parts(row(-1000), [], [PaidBack(900, (APRIL, 2, GIFTS)), PaidBack(900, (APRIL, 2, GROCERIES))])
    assert [part.amount_minor for part in parts] == [0, -500, -500]


@given(
    amounts=st.lists(st.integers(1, 10**9), min_size=1, max_size=6),
    percent=st.integers(0, 100),
    is_money_in=st.booleans(),
    returned=st.integers(0, 10**9),
)
def test_the_parts_always_sum_to_the_share(amounts: list[int], percent: int, is_money_in: bool, returned: int) -> None:
    sign = -1 if is_money_in else 1
    whole = sign * sum(amounts)
    splits = [SplitAmount(sign * amount, index) for index, amount in enumerate(amounts)]
    parts = count_parts(row(whole, percent=percent), splits, [PaidBack(returned, (APRIL, 2, 99))])
    assert sum(part.amount_minor for part in parts) == own_amount(whole, own_minor=None, ownership_percent=percent)
    assert sum(part.moved_minor for part in parts) == whole
    assert sum(part.row_count for part in parts) == 1

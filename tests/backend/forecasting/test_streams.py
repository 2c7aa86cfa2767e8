"""What repeats in a history, and when and how much is expected next."""

from datetime import date, timedelta

from backend.forecasting.streams import Movement, find_streams

AS_OF = date(2024, 6, 20)


def monthly(
    day: int, amount: int, *, key: str = "rent", months: range = range(1, 7), account: int = 1
) -> list[Movement]:
    return [Movement(date(2024, month, day), amount, account, key) for month in months]


def test_a_monthly_bill_is_expected_on_its_day_at_its_last_price() -> None:
    rents = [*monthly(3, 90000, months=range(1, 5)), *monthly(3, 95000, months=range(5, 7))]
    [stream] = find_streams(rents, AS_OF).streams
    assert stream.amount_minor == 95000
    assert stream.due(AS_OF, date(2024, 9, 1)) == [date(2024, 7, 3), date(2024, 8, 3)]


def test_payments_of_a_stream_are_not_part_of_the_rest() -> None:
    shop = [Movement(AS_OF - timedelta(days=days), 1000 + days * 37, 1, "shop") for days in (1, 2, 9, 30, 33)]
    found = find_streams([*monthly(3, 90000), *shop], AS_OF)
    assert len(found.streams) == 1
    assert sorted(found.rest) == sorted(shop)


def test_pay_on_the_15th_and_the_last_of_each_month_is_two_streams() -> None:
    days = [date(2024, month, day) for month in range(1, 6) for day in (15, {2: 29, 4: 30}.get(month, 31))]
    pay = [Movement(day, -125000, 1, "pay") for day in [*days, date(2024, 6, 15)]]
    streams = find_streams(pay, AS_OF).streams
    due = sorted(day for stream in streams for day in stream.due(AS_OF, date(2024, 8, 20)))
    assert due == [date(2024, 6, 30), date(2024, 7, 15), date(2024, 7, 31), date(2024, 8, 15)]


def test_pay_that_comes_before_weekends_is_expected_before_them() -> None:
    # The 25th of February and May 2024 are weekend days.
    days = [date(2024, 1, 25), date(2024, 2, 23), date(2024, 3, 25), date(2024, 4, 25), date(2024, 5, 24)]
    [stream] = find_streams([Movement(day, -300000, 1, "pay") for day in days], AS_OF).streams
    assert stream.due(AS_OF, date(2024, 8, 31)) == [date(2024, 6, 25), date(2024, 7, 25), date(2024, 8, 23)]


def test_a_bill_that_is_two_days_late_is_expected_tomorrow_and_not_twice() -> None:
    [stream] = find_streams(monthly(18, 4500, months=range(1, 6)), AS_OF).streams
    assert stream.due(AS_OF, date(2024, 7, 31)) == [AS_OF + timedelta(days=1), date(2024, 7, 18)]


def test_a_bill_that_was_skipped_is_expected_the_next_time() -> None:
    [stream] = find_streams(monthly(5, 4500, months=range(1, 6)), AS_OF).streams
    assert stream.due(AS_OF, date(2024, 7, 31)) == [date(2024, 7, 5)]


def test_a_bill_paid_early_is_not_expected_again_on_its_day() -> None:
    paid = [*monthly(24, 4500, months=range(1, 6)), Movement(date(2024, 6, 19), 4500, 1, "rent")]
    [stream] = find_streams(paid, AS_OF).streams
    assert stream.due(AS_OF, date(2024, 7, 20)) == []


def test_a_stream_that_ended_is_neither_expected_nor_part_of_the_usual_pace() -> None:
    found = find_streams(monthly(3, 90000, months=range(1, 5)), AS_OF)
    assert (found.streams, found.rest) == ([], [])


def test_the_same_payee_in_two_accounts_is_two_streams() -> None:
    found = find_streams([*monthly(3, 900), *monthly(9, 900, account=2)], AS_OF)
    assert sorted(stream.account_id for stream in found.streams) == [1, 2]

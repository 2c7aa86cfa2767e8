"""Days of a whole file agree on one order."""

from datetime import date

import pytest

from backend.moving_in.errors import UnreadableBook
from backend.moving_in.readers.days import day_reader


def test_one_day_that_only_fits_one_order_settles_all_others() -> None:
    assert day_reader(["03/04/2024", "25/03/2024"], "YNAB")("03/04/2024") == date(2024, 4, 3)
    assert day_reader(["03/04/2024", "03/25/2024"], "YNAB")("03/04/2024") == date(2024, 3, 4)
    assert day_reader(["2024-03-04"], "YNAB")("2024-03-04") == date(2024, 3, 4)


def test_the_order_that_keeps_the_file_sorted_counts_where_both_fit() -> None:
    assert day_reader(["01/03/2024", "05/03/2024", "02/04/2024"], "YNAB")("02/04/2024") == date(2024, 4, 2)


def test_two_digit_years_of_quicken_are_of_their_century() -> None:
    read = day_reader(["12/31'24", "12/31/98"], "Quicken")
    assert (read("1/ 5'24"), read("1/ 5/98")) == (date(2024, 1, 5), date(1998, 1, 5))


def test_days_that_can_be_read_in_two_ways_are_refused() -> None:
    with pytest.raises(UnreadableBook, match="two ways"):
        day_reader(["02/03/2024", "03/02/2024", "01/05/2024"], "YNAB")


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(UnreadableBook, match="no day"):
        day_reader(["02/30/2024"], "YNAB")

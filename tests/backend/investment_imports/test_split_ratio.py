"""The ratio of a split from the shares that it brought."""

from decimal import Decimal

import pytest

from backend.investment_imports.split_ratio import ratio_of

D = Decimal


@pytest.mark.parametrize(
    ("held", "change", "ratio"),
    [
        ("30", "15", (D(3), D(2))),
        ("25", "75", (D(4), D(1))),
        ("100", "-90", (D(1), D(10))),
        # Half a share was paid in cash.
        ("7", "3", (D(3), D(2))),
        ("12.345", "24.690", (D(3), D(1))),
        # 1.37 for 1 is no split that companies make, and nothing was held.
        ("100", "37", None),
        ("0", "20", None),
        ("10", "-10", None),
        # One of seven shares: 1 for 4 to 1 for 7 all leave it.
        ("7", "-6", None),
    ],
)
def test_the_one_usual_ratio_that_fits_counts(held: str, change: str, ratio: tuple[Decimal, Decimal] | None) -> None:
    assert ratio_of(D(held), D(change)) == ratio

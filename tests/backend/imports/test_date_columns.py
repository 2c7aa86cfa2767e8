"""Which of several days is the one of booking."""

import pytest

from backend.imports.cells import facts_of
from backend.imports.column_roles import Columns, Roles
from backend.imports.date_columns import DateFinder


@pytest.mark.parametrize(
    ("header", "date", "authorized"),
    [
        ("Transaction Date;Post Date", 1, 0),
        ("Valutadatum;Buchungstag", 1, None),
        ("Date;Value Date", 0, None),
        ("Datum des Beginns;Datum des Abschlusses", 1, 0),
        ("Fecha de inicio;Fecha de finalización", 1, 0),
        ("x;y", 0, None),
    ],
)
def test_the_day_of_booking_goes_first(header: str, date: int, authorized: int | None) -> None:
    roles = Roles()
    DateFinder(Columns(header.split(";"), [facts_of(["2024-01-15", "2024-01-16"])] * 2, []), roles).find()
    assert (roles.date, roles.authorized_date) == (date, authorized)

"""Tables that are no statements."""

import pytest

from backend.imports.detection.not_a_statement import refuse_other_tables
from backend.imports.errors import NotAStatement


@pytest.mark.parametrize(
    "header",
    [
        "Order ID,Product Name,Total",
        "Date,Symbol,Quantity,Price",
        "Date de valeur,Operation,ISIN,Quantite,Cours,Montant",
        "Date,Open,High,Low,Close",
        "JournalNumber,JournalDate,AccountName,NetAmount",
    ],
)
def test_they_are_refused(header: str) -> None:
    with pytest.raises(NotAStatement):
        refuse_other_tables(header.split(","), has_signed_amount=False)


def test_trades_that_tell_the_money_they_moved_are_read() -> None:
    refuse_other_tables("Date,Symbol,Quantity,Price,Amount".split(","), has_signed_amount=True)

"""How a file shows which sign means money out."""

import pytest

from backend.imports.csv_statement import read_csv


@pytest.mark.parametrize(
    ("text", "outs", "questions"),
    [
        ("Date,Text,Amount\n15-Jan-2024,TEA,2.50\n16-Jan-2024,PAYMENT,+ 100.00\n", [250, -10000], ()),
        ("Date,Text,Amount\n15-Jan-2024,TEA,2.50\n16-Jan-2024,PAYMENT,100.00 CR\n", [250, -10000], ()),
        ("Date,Text,Amount,Dr / Cr\n15-Jan-2024,TEA,2.50,\n16-Jan-2024,PAY,100.00,Cr\n", [250, -10000], ()),
        (
            "Date,Card Number,Text,Amount\n"
            "15-Jan-2024,1234,A,2.50\n16-Jan-2024,1234,B,-9.00\n17-Jan-2024,1234,C,3.00\n",
            [250, -900, 300],
            (),
        ),
        ("Date,Text,Amount\n15-Jan-2024,A,2.50\n16-Jan-2024,B,-9.00\n17-Jan-2024,C,3.00\n", None, ("sign",)),
        ("15-Jan-2024,RETAIL PURCHASE TEA,2.50,\n16-Jan-2024,PAYROLL,,100.00\n", [250, -10000], ()),
        ("15-Jan-2024,ALPHA,2.50,\n16-Jan-2024,BETA,,100.00\n", None, ("sign",)),
    ],
    ids=["plus", "CR", "rare mark", "card", "unclear", "sides by words", "sides unclear"],
)
def test_signs(text: str, outs: list[int] | None, questions: tuple[str, ...]) -> None:
    statement = read_csv(text.encode())
    assert statement.questions == questions
    if outs is not None:
        assert [draft.amount_minor for draft in statement.drafts] == outs


def test_what_is_owed_after_a_purchase_does_not_turn_the_sides() -> None:
    rows = "01/17/2024,BOOK SHOP,7.25,,507.25\n01/16/2024,PAYMENT - THANK YOU,,1000.00,500.00\n"
    statement = read_csv((rows + "01/15/2024,COFFEE,12.50,,1500.00\n").encode())
    assert [draft.amount_minor for draft in statement.drafts] == [725, -100000, 1250]

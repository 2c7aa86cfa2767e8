"""Files whose columns are all known."""

from backend.imports.formats.csv.reader import read_csv

HEADER = (
    'ID,Status,Direction,"Created on","Finished on","Source fee amount","Source fee currency","Target fee amount",'
    '"Target fee currency","Source name","Source amount (after fees)","Source currency","Target name",'
    '"Target amount (after fees)","Target currency","Exchange rate",Reference,Batch,"Created by",Category,Note\n'
)


def row(number: int, status: str, direction: str, fee: str, source: str, target: str, names: str = "Pat,Ana") -> str:
    source_name, target_name = names.split(",")
    amount, currency = target.split()
    paid, paid_in = source.split()
    return (
        f"T-{number},{status},{direction},2024-03-1{number} 10:00:00,2024-03-1{number} 10:00:09,{fee},{paid_in},,,"
        f"{source_name},{paid},{paid_in},{target_name},{amount},{currency},1.0,,,Pat,General,\n"
    )


def test_a_wise_transfer_counts_what_left_or_reached_the_account() -> None:
    text = HEADER + "".join(
        [
            row(1, "COMPLETED", "OUT", "0.50", "50.00 EUR", "50.00 EUR"),
            row(2, "COMPLETED", "OUT", "1.20", "100.00 EUR", "108.00 USD"),
            row(3, "COMPLETED", "IN", "2.00", "600.00 USD", "520.00 EUR", names="ACME,Pat"),
        ]
    )
    drafts = read_csv(text.encode()).drafts
    assert [(d.amount_minor, d.currency, d.merchant_name, d.description) for d in drafts] == [
        (5050, "EUR", "Ana", "Ana"),
        (10120, "EUR", "Ana", "Ana"),
        (-52000, "EUR", "ACME", "ACME"),
    ]
    assert [(d.original_amount_minor, d.original_currency) for d in drafts] == [
        (None, None),
        (10800, "USD"),
        (None, None),
    ]


def test_wise_transfers_that_did_not_happen_are_left_out() -> None:
    text = HEADER + "".join(
        [
            row(1, "COMPLETED", "OUT", "0.50", "50.00 EUR", "50.00 EUR"),
            row(2, "CANCELLED", "OUT", "0.00", "99.00 EUR", "99.00 EUR"),
            row(3, "REFUNDED", "OUT", "0.60", "33.00 EUR", "33.00 EUR"),
        ]
    )
    statement = read_csv(text.encode())
    assert len(statement.drafts) == 1
    assert [problem.code for problem in statement.left_out] == ["cancelled", "reverted"]

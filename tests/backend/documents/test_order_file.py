"""Order histories of retailers: CSV with a row for each item, and JSON with a list of orders."""

import json
from datetime import date

import pytest

from backend.documents.order_file import read_orders

TODAY = date(2026, 11, 21)
CSV = """Order ID,Order Date,Product Name,Quantity,Item Total
114-7712,2026-11-14T10:00:00Z,"Notebook, ruled",2,$9.98
114-7712,2026-11-14T10:00:00Z,Dish soap 3-pack,1,$12.49
114-7713,2026-11-16T08:00:00Z,Phone case,1,$15.00
"""
ORDERS = {
    "orders": [
        {
            "orderNumber": "A1",
            "placedAt": "2026-11-14",
            "total": "24.47",
            "shipping": 2.0,
            "items": [{"name": "Notebook", "qty": 2, "unitPrice": "4.99"}, {"title": "Soap", "price": 12.49}],
        }
    ]
}


def test_rows_of_one_order_are_one_purchase() -> None:
    first, second = read_orders(CSV, currency="USD", today=TODAY)
    assert (first.number, first.on, first.total_minor) == ("114-7712", date(2026, 11, 14), 2247)
    assert [(line.text, line.amount_minor, line.quantity) for line in first.lines] == [
        ("Notebook, ruled", 998, "2 ×"),
        ("Dish soap 3-pack", 1249, None),
    ]
    assert (second.total_minor, second.difference_minor) == (1500, 0)


def test_json_orders_have_their_total_and_shipping() -> None:
    [order] = read_orders(json.dumps(ORDERS), currency="USD", today=TODAY)
    assert (order.total_minor, order.lines_minor, order.difference_minor) == (2447, 2247, 0)


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", '{"a": 1}', "Date,Amount\n2026-01-01,5.00\n", "Dear customer"])
def test_other_files_are_no_order_history(text: str) -> None:
    assert read_orders(text, currency="USD", today=TODAY) == []

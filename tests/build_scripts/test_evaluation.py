"""What `make eval` reads and measures, without the packages of the other methods."""

import json
from pathlib import Path

import numpy as np
import pytest

from build_scripts.evaluation.history import History, build, read
from build_scripts.evaluation.measures import Predictions, measure, measure_ours, total
from build_scripts.shell import Stop

LINE = {"date": "2024-01-01", "description": "KESTREL MARKET 1", "amount": -12.5, "category": "Food"}


class Always:
    """Says the first category, surer of each next one."""

    name = "always"

    def predict(self, history: History, known: int, end: int, *, is_online: bool) -> Predictions:
        return Predictions(np.zeros(end - known, np.intp), np.arange(known, end, dtype=np.float64))


def two_shops(count: int) -> History:
    shops = (("KESTREL MARKET", "Food"), ("NORTHGATE FUEL", "Car"))
    return build(
        "two",
        [
            {**LINE, "date": f"2024-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}", "description": text, "category": category}
            for n in range(count)
            for text, category in [shops[n % 2]]
        ],
    )


def test_a_history_is_read_in_order_of_time_with_money_out_positive(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    later = {**LINE, "date": "2024-02-01", "amount": "7.005", "category": "Other", "currency": "nzd"}
    file.write_text("\n".join(json.dumps(line) for line in (later, LINE)) + "\n\n")
    history = read(file)
    assert (history.name, history.categories, history.labels) == ("mine", ("Food", "Other"), [0, 1])
    assert [example.amount_minor for example in history.examples] == [1250, -700]


@pytest.mark.parametrize("line", ["{", "[]", json.dumps({**LINE, "amount": "x"}), json.dumps({**LINE, "category": ""})])
def test_a_line_that_is_no_labelled_transaction_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(json.dumps(LINE) + "\n" + line)
    with pytest.raises(Stop, match="line 2"):
        read(file)


def test_a_history_without_doubt_is_learned_and_filed_alone() -> None:
    found = measure_ours(two_shops(400)).shares()
    assert (found["split"], found["online"], found["precision"]) == (1.0, 1.0, 1.0)
    assert found["unseen"] is None
    assert (found["coverage"] or 0) > 0.7
    assert (found["touches_saved"] or 0) > 0.8


def test_a_method_that_is_right_half_the_time_files_nothing_and_saves_a_quarter_of_the_touches() -> None:
    found = measure(Always(), two_shops(400)).shares()
    assert (found["split"], found["online"], found["coverage"]) == (0.5, 0.5, 0.0)
    assert found["touches_saved"] == 0.25


def test_histories_together_count_each_transaction_the_same() -> None:
    one, other = (measure(Always(), two_shops(count)) for count in (200, 400))
    assert total([one, other]).online_rows == 100 + 300

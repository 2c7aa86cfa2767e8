"""What is asked of a file without a header, although it could be read."""

from datetime import date

import pytest

from backend.imports.detection.questions import sentences
from backend.imports.formats.csv.reader import read_csv

SURE = "2024-01-15,TEA SHOP,-12.50\n2024-01-16,PAYROLL,1000.00\n2024-01-17,BOOKS,-7.25\n"


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        (SURE, ()),
        (SURE.replace(".", ""), ("decimal",)),
        (SURE.replace("\n", ",False\n", 2).replace("7.25", "7.25,True"), ("columns",)),
        ("2024-01-14," + SURE.replace("\n", "\n2024-01-16,", 2), ("columns",)),
        (SURE.replace("2024-01-15", "15-01-2024"), ("columns",)),
    ],
    ids=["nothing", "units or cents", "flags without a name", "purchase or booking", "a line of totals above"],
)
def test_a_guess_without_names_is_less_sure(text: str, questions: tuple[str, ...]) -> None:
    assert read_csv(text.encode()).questions == questions


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Date,Description,Amount\n03/07/2026,TEA,-2.50\n05/08/2026,CAKE,-3.00\n",
            "Day and month cannot be told apart: “03/07/2026” can be 7 March 2026 or 3 July 2026.",
        ),
        (
            "วันที่,รายการ,ถอน,ฝาก\n13/05/67,ชา,85.00,\n15/05/67,เงินเดือน,,20000.00\n",
            "The years may belong to another calendar: the latest day would be 15 May 2067.",
        ),
        (
            "Date,Description,Amount\n2062-05-13,TEA,-2.50\n",
            "The years may belong to another calendar: the latest day would be 13 May 2062.",
        ),
        (
            'Ngày,Mô tả,Ghi nợ,Ghi có\n13/05/2024,Tra,"50,000",\n15/05/2024,Luong,,"300,000"\n',
            "It is not certain whether the mark in “50,000” separates thousands or decimals.",
        ),
        (
            "Date,Description,CAD$,USD$\n2026-09-16,TEA,-2.25,\n2026-09-17,CAKE,-3.25,\n2026-09-20,WIRE,,100.00\n",
            "It is not certain which column means what. Not used, but with numbers: “USD$”.",
        ),
    ],
    ids=["day or month", "Buddhist years", "a year far ahead", "thousands or decimals", "two currencies"],
)
def test_each_question_is_asked_with_a_value_of_the_file(text: str, sentence: str) -> None:
    statement = read_csv(text.encode(), today=date(2026, 11, 30))
    assert sentence in sentences(statement)

"""Texts of days."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.imports.values.dates import DateCache, UnreadableDate, read_day

NOVEMBER_7 = date(2013, 11, 7)


@pytest.mark.parametrize("text", ["H25.11.07", "H25/11/7", "平成25年11月7日", "7/11/2556", "2556-11-07"])
def test_years_of_japanese_eras_and_of_the_buddhist_calendar(text: str) -> None:
    assert read_day(text, "DMY") == NOVEMBER_7


def test_the_first_year_of_an_era() -> None:
    assert read_day("令和元年5月1日", "YMD") == date(2019, 5, 1)


def test_an_unreadable_day_is_quoted() -> None:
    with pytest.raises(UnreadableDate) as refused:
        read_day("Q26.01.25", "DMY")
    assert refused.value.why == "“Q26.01.25” is not a date we can read"


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2013-11-07", "MDY"),
        ("2013:11:07", "MDY"),
        ("2013/11/7", "DMY"),
        ("07.11.2013", "DMY"),
        ("7. 11. 2013", "DMY"),
        ("11/7/13", "MDY"),
        ("07-11-13", "DMY"),
        ("13-11-07", "YMD"),
        ("20131107", "YMD"),
        ("20131107120000[0:GMT]", "YMD"),
        ("2013-11-07T23:30:00+09:00", "YMD"),
        ("07.11.2013 04:13", "DMY"),
        ("11/07/2013 05:08 PM", "MDY"),
        ("07 Nov 2013", "DMY"),
        ("7-Nov-13", "DMY"),
        ("Nov 7, 2013", "DMY"),
        ("Thu, 07 Nov 2013", "DMY"),
        ("7 de noviembre de 2013", "DMY"),
        ("7 novembre 2013", "DMY"),
        ("2013年11月7日", "YMD"),
        ("２０１３/11/07", "YMD"),
        ('="07.11.2013"', "DMY"),
        ("41585", "SERIAL"),
    ],
)
def test_forms_of_days(text: str, order: str) -> None:
    assert read_day(text, order) == NOVEMBER_7


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "date_missing"),
        ("31/02/2020", "date_impossible"),
        ("0000-00-00", "date_impossible"),
        ("soon", "date_unreadable"),
    ],
)
def test_what_is_no_day_is_refused(text: str, code: str) -> None:
    with pytest.raises(UnreadableDate) as refused:
        read_day(text, "DMY")
    assert refused.value.code == code


@given(
    day=st.dates(date(1970, 1, 1), date(2069, 12, 31)),
    style=st.sampled_from(
        [("%d/%m/%Y", "DMY"), ("%m/%d/%Y", "MDY"), ("%d.%m.%y", "DMY"), ("%m-%d-%y", "MDY"), ("%Y%m%d", "YMD"),
         ("%d %b %Y", "DMY"), ("%B %d, %Y", "MDY"), ("%Y-%m-%d %H:%M:%S", "YMD")]
    ),
)  # fmt: skip
def test_a_day_written_in_any_style_reads_back(day: date, style: tuple[str, str]) -> None:
    assert read_day(day.strftime(style[0]), style[1]) == day


@given(st.text(max_size=30), st.sampled_from(["YMD", "DMY", "MDY", "SERIAL"]))
def test_no_text_crashes_the_reader(text: str, order: str) -> None:
    with suppress(UnreadableDate):
        assert 1900 <= read_day(text, order).year <= 2100


def test_times_that_differ_in_each_row_are_not_all_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DateCache, "LIMIT", 10)
    days = DateCache("DMY")
    texts = [f"{day:02}/01/2024 10:{minute:02}" for day in range(1, 32) for minute in range(60)]
    assert [days[text] for text in texts] == [date(2024, 1, day) for day in range(1, 32) for _ in range(60)]
    assert len(days) < 31
    for text in ("31/02/2024 10:00", "31/02/2024 10:01"):
        assert not days.reads(text)
        with pytest.raises(UnreadableDate):
            days[text]
    assert days.reads(texts[-1])

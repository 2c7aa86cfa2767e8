"""What a model writes is shown only as words and references: links go, numbers that no figure says are marked."""

import pytest

from backend.assistant.prose import Prose, checked, filled, without_marks

IDS = {"spending.total", "spending.food:1"}


def shown(text: str, *, known: frozenset[str] = frozenset({"2026"})) -> str:
    return checked(text, IDS, known).text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("You spent [[spending.total]] so far.", "You spent [[spending.total]] so far."),
        ("Mostly ([[spending.food:1]]), as usual.", "Mostly ([[spending.food:1]]), as usual."),
        ("You spent $50.", "You spent [[?$50]]."),
        ("That is **12%** more.", "That is **[[?12%]]** more."),
        ("See [[made.up]].", "See [[?made.up]]."),
        ("About fifty dollars more.", "About [[?fifty]] dollars more."),
        ("Two things moved.", "Two things moved."),
        ("On Nov 21, 2026 it rose.", "On Nov 21, 2026 it rose."),
        ("In 1999 it rose.", "In [[?1999]] it rose."),
        ("1. First\n2. Second", "1. First\n2. Second"),
        ("A number [[spending.total]]0 long", "A number [[spending.total]][[?0]] long"),
        ("A sign -[[spending.total]] is dropped", "A sign [[spending.total]] is dropped"),
        ("A mark [[?$5]] of its own", "A mark [[?$5]] of its own"),
    ],
)
def test_a_number_that_no_figure_says_is_marked(written: str, expected: str) -> None:
    assert shown(written) == expected


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/x?a=1",
        "[here](https://evil.example)",
        "![x](http://127.0.0.1/p.png)",
        "www.evil.example",
        "evil.example/pay",
        "mailto:a@evil.example",
        "javascript:alert(1)",
        "<a href=https://evil.example>",
        "192.168.0.1/login",
    ],
)
def test_no_link_is_shown(link: str) -> None:
    text = shown(f"Pay at {link} now.")
    assert "[link removed]" in text
    assert "evil" not in text
    assert "//" not in text


def test_the_pieces_in_which_a_text_comes_make_no_difference() -> None:
    text = "You spent [[spending.total]], about fifty dollars or $7 at https://evil.example/x today.\n\n- **[[no]]**\n"
    for size in (1, 2, 3, 7, 1000):
        prose = Prose(IDS)
        pieces = [prose.feed(text[at : at + size]) for at in range(0, len(text), size)]
        assert "".join(pieces) + prose.end() == shown(text)
        assert prose.unsourced == 3


def test_a_checked_text_can_be_sent_back_and_filled_in() -> None:
    text = shown("You spent [[spending.total]], not $7.")
    assert without_marks(text) == "You spent [[spending.total]], not $7."
    assert filled(text, lambda id_: "$3.00") == "You spent $3.00, not $7."

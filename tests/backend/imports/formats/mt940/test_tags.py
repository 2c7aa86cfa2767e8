"""An MT940 text in tags and statements, in the dialects of banks."""

from backend.imports.formats.mt940.tags import sections_of, tags_of

TEXT = (
    "{1:F01BANK}{4:\n:20:REF\n:25:DE00 1234\n:60F:C240101EUR100,\n:61:240105D12,50NTRFNONREF\n:86:TEA\nAND CAKE\n"
    ":62F:C240131EUR87,50\n-}\n"
)


def test_a_tag_has_its_lines_and_the_number_of_the_first() -> None:
    tags = list(tags_of(TEXT))
    assert [(tag.code, tag.line_no) for tag in tags] == [
        ("20", 2), ("25", 3), ("60F", 4), ("61", 5), ("86", 6), ("62F", 8),
    ]  # fmt: skip
    assert tags[4].lines == ["TEA", "AND CAKE"]


def test_a_statement_has_its_account_balances_and_lines() -> None:
    (section,) = (section for section in sections_of(tags_of(TEXT)) if not section.is_empty)
    assert (section.account, section.currency, len(section.lines)) == ("DE00 1234", "EUR", 1)
    assert section.opening is not None
    assert section.closing is not None
    assert (section.opening.minor, section.closing.minor) == (10_000, 8_750)


def test_a_new_head_begins_a_new_statement() -> None:
    found = [section for section in sections_of(tags_of(TEXT + TEXT.replace("1234", "5678"))) if not section.is_empty]
    assert [section.account for section in found] == ["DE00 1234", "DE00 5678"]


def test_a_negative_balance_is_owed() -> None:
    (section,) = (s for s in sections_of(tags_of(TEXT.replace("C240131", "D240131"))) if not s.is_empty)
    assert section.closing is not None
    assert section.closing.minor == -8_750


def test_lines_that_end_with_two_signs_are_lines() -> None:
    assert [tag.code for tag in tags_of("@@:20:REF@@:25:1234@@:86:TEA")] == ["20", "25", "86"]

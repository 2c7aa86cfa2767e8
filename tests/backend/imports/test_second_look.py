"""What only all the rows tell."""

from backend.imports.csv_statement import read_csv

HEADER = "Transaction ID,Date,Description,Amount\n"


def test_an_id_that_comes_again_far_down_is_none_for_all() -> None:
    rows = "".join(f"A{i},2024-01-15,TEA,-2.50\n" for i in range(1000, 2000))
    assert read_csv((HEADER + rows).encode()).drafts[0].provider_id == "A1000"
    repeated = read_csv((HEADER + rows + "A1000,2024-01-16,TEA,-2.50\n").encode())
    assert {draft.provider_id for draft in repeated.drafts} == {None}
    assert repeated.mapping is not None
    assert repeated.mapping.provider_id is None


def test_a_day_above_twelve_far_down_is_read_with_all_others() -> None:
    rows = "".join(f"A{i},01/02/2024,TEA,-2.50\n" for i in range(1000, 2000))
    statement = read_csv((HEADER + rows + "B1,13/02/2024,TEA,-2.50\n").encode())
    assert {draft.on.month for draft in statement.drafts} == {2}
    assert statement.questions == ()

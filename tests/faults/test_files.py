"""Files that are no statement, or a broken one: each is refused with a sentence, or each bad line is named."""

import io
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from backend.__main__ import main
from tests.backend.journeys import open_account, refused
from tests.makers import HEADER, every_count, imported, preview, statement
from tests.processes import serving


def workbook() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    return packed.getvalue()


def a_database() -> bytes:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
        content = connection.serialize()
    connection.close()
    return content


NOT_STATEMENTS = {
    "empty": (b"", "empty_file"),
    "blank": (b"\r\n \t\n\n", "empty_file"),
    "zeros": (bytes(4096), "empty_file"),
    "only a mark": (b"\xef\xbb\xbf", "empty_file"),
    "PDF": (b"%PDF-1.7\n" + bytes(range(256)) * 40, "pdf_unreadable"),
    "workbook": (workbook(), "not_a_workbook"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "damaged_workbook"),
    "database": (a_database(), "binary_file"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary_file"),
    "noise": (bytes((n * n * 31 + n // 7) % 256 for n in range(50_000)), None),
    "web page": (b"<!DOCTYPE html><html><body>Please log in</body></html>", "not_a_table"),
    "letter": (b"Dear customer,\nyour statement is ready.\n" * 30, "not_a_table"),
    "open quote": (statement('2024-01-15,"COFFEE,-12.50', *["2024-01-16,TEA,-3.00"] * 200), "unterminated_quote"),
    "open quote at the end": (statement("2024-01-16,TEA,-3.00", '2024-01-15,"COFFEE,-12.50'), "unterminated_quote"),
    "10 MB field": (statement(f"2024-01-15,{'x' * 10_000_000},-12.50"), "field_too_large"),
    "10 MB quoted field": (statement(f'2024-01-15,"{"x" * 10_000_000}",-12.50'), "field_too_large"),
    "100,000 columns": (statement("2024-01-15,COFFEE,-12.50" + "," * 100_000), "too_many_columns"),
    "a header of 100,000 columns": (b"Date,Description,Amount" + b",x" * 100_000 + b"\n" + b"2024-01-15,A,1\n", None),
    "one line of 10 MB": (b"x" * 10_000_000, None),
    "commas": (b"," * 1_000_000, None),
    "quotes": (b'"' * 1_000_001, None),
    "rows without a number": (statement("2024-01-15,COFFEE,twelve", "2024-01-16,TEA,NaN", "2024-01-17,RENT,"), None),
}


@pytest.mark.parametrize("kind", NOT_STATEMENTS)
def test_what_is_no_statement_is_refused_and_nothing_is_kept(client: TestClient, home: Path, kind: str) -> None:
    content, code = NOT_STATEMENTS[kind]
    before = every_count(home)
    answer = preview(client, content)
    if answer.status_code == 201:
        assert code is None
        seen = answer.json()
        assert seen["counts"]["new"] == 0
        assert seen["needs_mapping"]
        before["imports"] += 1
    else:
        assert refused(answer, 422, code or answer.json()["code"])["detail"]
        assert list((home / "incoming").iterdir()) == []
    assert every_count(home) == before


def test_the_line_of_an_open_quote_is_named(client: TestClient) -> None:
    content = statement("2024-01-14,TEA,-3.00", '2024-01-15,"COFFEE,-12.50', *["2024-01-16,TEA,-3.00"] * 200)
    problem = refused(preview(client, content), 422, "unterminated_quote")
    assert problem["line_no"] == 3
    assert "line 3" in problem["detail"]


@pytest.mark.parametrize("kind", ["empty", "PDF", "open quote", "10 MB field", "noise"])
def test_the_command_line_says_the_same(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    file = tmp_path / "statement.csv"
    file.write_bytes(NOT_STATEMENTS[kind][0])
    assert main(["import", str(file), "--account", "Everyday"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{file}: not imported. ")
    assert said.endswith(".\n")
    assert every_count(home)["transactions"] == every_count(home)["accounts"] == 0


def test_files_that_cannot_be_opened_are_named_and_the_others_are_imported(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = tmp_path / "good.csv"
    good.write_bytes(statement())
    assert main(["import", str(tmp_path / "gone.csv"), str(tmp_path), str(good), "--account", "Everyday"]) == 1
    said = capsys.readouterr()
    assert "gone.csv cannot be opened" in said.err
    assert f"{tmp_path} cannot be opened" in said.err
    assert "added 3" in said.out
    assert every_count(home)["transactions"] == 3


def rows_of(size: int) -> Iterator[bytes]:
    """A file of this size inside a form, in pieces."""
    yield b'--cut\r\ncontent-disposition: form-data; name="file"; filename="huge.csv"\r\n\r\n' + HEADER.encode()
    rows = b"2024-01-15,COFFEE BAR 0042,-12.50\n" * 30_000
    for _ in range(size // len(rows) + 1):
        yield rows
    yield b"\r\n--cut--\r\n"


def test_a_body_that_is_too_large_is_refused_and_never_held_in_memory(home: Path, tmp_path: Path) -> None:
    form = {"content-type": "multipart/form-data; boundary=cut"}
    with serving(home, tmp_path / "log") as (server, http):
        http.get("/api/transactions")
        before = peak_memory(server.pid)
        for answer in (
            http.post("/api/import/preview", content=rows_of(66_000_000), headers=form),
            http.post(
                "/api/import/csv",
                content=iter([b"x" * 1_000_000] * 66),
                headers=form | {"content-length": "66000000"},
            ),
            http.post("/api/settings", content=b"[" * 16_000_001),
            http.patch("/api/transactions/1", content=iter([b"[" * 1_000_000] * 17)),
        ):
            assert (answer.status_code, answer.json()["code"]) == (413, "file_too_large")
            assert answer.json()["detail"].endswith(".")
        assert peak_memory(server.pid) - before < 60_000_000
        assert http.get("/api/stats").json()["total_transactions"] == 0


def test_the_command_line_refuses_a_huge_file_before_reading_it(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "huge.csv"
    with file.open("wb") as sparse:
        sparse.truncate(500_000_000_000)
    assert main(["import", str(file), "/dev/zero"]) == 1
    assert capsys.readouterr().err.count("larger than 64 MB") == 2


def peak_memory(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


@pytest.mark.parametrize(
    "row",
    [
        "2024-01-15,COFFEE,NaN",
        "2024-01-15,COFFEE,inf",
        "2024-01-15,COFFEE,-Infinity",
        "2024-01-15,COFFEE,1e400",
        "2024-01-15,COFFEE,1E+9999999",
        "2024-01-15,COFFEE,9223372036854775808",
        "2024-01-15,COFFEE,-10000000000000.00",
        f"2024-01-15,COFFEE,{'9' * 5000}",
        "2024-01-15,COFFEE,0x1F",
        "2024-01-15,COFFEE,",
        "2024-01-15,COFFEE,--5.00",
        "2024-02-30,COFFEE,-12.50",
        "2023-02-29,COFFEE,-12.50",
        "2024-13-01,COFFEE,-12.50",
        "0000-00-00,COFFEE,-12.50",
        "99999-01-01,COFFEE,-12.50",
        ",COFFEE,-12.50",
    ],
)
def test_a_line_that_cannot_be_is_named_and_the_others_come_in(client: TestClient, row: str) -> None:
    plain = [f"2024-03-{day:02},SHOP {day},-{day}.00" for day in range(1, 11)]
    account = open_account(client)
    seen = preview(client, statement(*plain[:5], row, *plain[5:]), account_id=account).json()
    assert (seen["counts"]["new"], seen["counts"]["unreadable"]) == (10, 1)
    bad = client.get(f"/api/import/{seen['id']}/rows", params={"fate": "unreadable"}).json()["items"]
    assert [(each["line_no"], each["amount_minor"]) for each in bad] == [(7, None)]
    assert bad[0]["reason"].endswith(".")
    done = client.post(f"/api/import/{seen['id']}/commit", json={"account_id": account}).json()
    assert (done["added"], done["unreadable"], done["out_minor"]) == (10, 1, 5500)


def test_a_line_in_another_encoding_is_named_and_never_half_read(client: TestClient) -> None:
    lines = [f"2024-03-{day:02},BÄCKEREI {day},-{day}.00" for day in range(1, 11)]
    content = HEADER.encode() + "\n".join(lines).encode() + b"\n" + "2024-03-11,CAFÉ,-3.00\n".encode("latin-1")
    account = open_account(client)
    done = imported(client, content, account_id=account)
    assert (done["added"], done["unreadable"]) == (10, 1)
    found = [row["description"] for row in client.get("/api/transactions").json()["items"]]
    assert all(text.startswith("BÄCKEREI") for text in found)


@pytest.mark.parametrize("currency", ["ZZZ", "EURO", "eu", "", "€€€", "XXXX"])
def test_a_currency_that_does_not_exist_is_refused(client: TestClient, home: Path, currency: str) -> None:
    waiting = preview(client, statement()).json()["id"]
    new = {"name": "Everyday", "account_type": "checking", "currency": currency}
    refused(client.post(f"/api/import/{waiting}/commit", json={"new_account": new}), 422, "invalid_request")
    refused(client.post(f"/api/import/{waiting}/preview", json={"currency": currency}), 422, "invalid_request")
    refused(client.post("/api/accounts", json=new), 422, "invalid_request")
    assert every_count(home)["accounts"] == every_count(home)["transactions"] == 0


def test_rows_in_a_currency_that_does_not_exist_are_problems(client: TestClient) -> None:
    content = (
        b"Date,Description,Amount,Currency\n2024-01-15,COFFEE,-12.50,EUR\n2024-01-16,TEA,-3.00,ZZZ\n"
        b"2024-01-17,BREAD,-4.00,EUR\n2024-01-18,MILK,-1.00,EUR\n2024-01-19,JAM,-2.00,EUR\n"
    )
    seen = preview(client, content).json()
    assert (seen["currency"], seen["counts"]["new"], seen["counts"]["unreadable"]) == ("EUR", 4, 1)


def test_a_file_does_not_go_into_an_account_of_another_currency(client: TestClient, home: Path) -> None:
    account = open_account(client, "Dollars", currency="USD")
    content = b"Date,Description,Amount,Currency\n2024-01-15,COFFEE,-12.50,EUR\n2024-01-16,TEA,-3.00,EUR\n"
    waiting = preview(client, content).json()["id"]
    problem = refused(client.post(f"/api/import/{waiting}/commit", json={"account_id": account}), 409, "wrong_currency")
    assert (problem["file_currency"], problem["account_currency"]) == ("EUR", "USD")
    assert every_count(home)["transactions"] == 0


@pytest.mark.parametrize("id_", [0, -1, 99, 2**63 - 1, 2**63, "x", "1.0", "1e3"])
def test_an_import_nobody_knows_is_not_found(client: TestClient, id_: object) -> None:
    for answer in (
        client.get(f"/api/import/{id_}"),
        client.post(f"/api/import/{id_}/commit", json={"account_id": 1}),
        client.post(f"/api/import/{id_}/undo"),
        client.delete(f"/api/import/{id_}"),
    ):
        assert answer.status_code in (404, 405, 422)
        assert answer.json()["code"] in ("no_such_import", "not_found", "invalid_request", "method_not_allowed")

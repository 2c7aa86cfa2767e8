"""The command line as a script uses it."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from backend.__main__ import main
from tests.backend.legacy import legacy_app

Json = dict[str, Any]
CONTENT = "Date,Description,Amount\n2026-03-01,TRADER JOE'S #552,-84.12\n2026-03-02,ACME PAYROLL,2840.00\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "march.csv"
    path.write_text(CONTENT)
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = main([str(argument) for argument in arguments])
    return code, capsys.readouterr().out


def imported(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[Json]]:
    code, out = run(capsys, "import", *arguments, "--json")
    found: list[Json] = json.loads(out)
    return code, found


def test_an_import_answers_in_its_stable_form(home: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, [line] = imported(capsys, file, "--account", "Everyday")
    assert code == 0
    assert {name: line[name] for name in ("added", "repeated", "doubtful", "unreadable", "problems")} == {
        "added": 2,
        "repeated": 0,
        "doubtful": 0,
        "unreadable": 0,
        "problems": [],
    }
    assert (line["file"], line["format"], line["account"], line["currency"]) == (str(file), "csv", "Everyday", "USD")
    assert line["sum_minor"] == 8412 - 284000
    assert imported(capsys, file, "--account", "Everyday")[1][0]["repeated"] == 2
    assert home.exists()


def test_a_dry_run_makes_nothing(home: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, [line] = imported(capsys, file, "--account", "Everyday", "--dry-run")
    assert (code, line["added"], line["account"]) == (0, 2, "Everyday")
    assert not home.exists()


def test_a_dry_run_changes_nothing(home: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported(capsys, file, "--account", "Everyday")
    before = (home / "budget.db").read_bytes()
    assert imported(capsys, file, "--account", "Everyday", "--dry-run")[1][0]["repeated"] == 2
    assert imported(capsys, file, "--account", "Other", "--dry-run")[1][0]["added"] == 2
    assert (home / "budget.db").read_bytes() == before
    assert sorted(path.name for path in (home / "incoming").iterdir()) != []


def test_a_refused_file_does_not_stop_the_others(
    home: Path, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, missing = tmp_path / "empty.csv", tmp_path / "missing.csv"
    empty.write_bytes(b"")
    code, lines = imported(capsys, empty, missing, file)
    assert code == 1
    assert [line["problems"][-1]["code"] for line in lines[:2]] == ["empty_file", "cannot_open"]
    assert lines[2]["added"] == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Date,Description,Amount\n03/04/2026,TEA,-2.50\n05/06/2026,CAKE,-3.00\n", "“03/04/2026” can be"),
        ('Ngày,Mô tả,Ghi nợ,Ghi có\n13/05/2024,Tra,"50,000",\n15/05/2024,Luong,,"300,000"\n', "mark in “50,000”"),
    ],
    ids=["day or month", "thousands or decimals"],
)
def test_a_file_with_an_open_question_is_not_imported(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, sentence: str
) -> None:
    (tmp_path / "unclear.csv").write_text(text)
    code, (line,) = imported(capsys, tmp_path / "unclear.csv")
    assert (code, line["added"]) == (1, 0)
    assert sentence in line["problems"][0]["message"]


def test_sums_of_several_currencies_are_not_added(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "2026-03-14,TEA,USD,-20.00\n2026-03-15,CAKE,EUR,-18.50\n2026-03-16,PAY,USD,100.00\n"
    (tmp_path / "mixed.csv").write_text(f"Date,Description,Currency,Amount\n{rows}")
    for option in ("--dry-run", "--account=Wallet"):
        code, (line,) = imported(capsys, tmp_path / "mixed.csv", option)
        assert (code, line["sum_minor"], line["currency"]) == (0, None, None)
        assert line["sums"] == line["parts"][0]["sums"] == {"USD": -8000, "EUR": 1850}


def test_the_export_is_complete_json_or_plain_csv(
    home: Path, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported(capsys, file, "--account", "Everyday")
    out = tmp_path / "all.json"
    assert run(capsys, "export", "--format", "json", "--out", out)[0] == 0
    told = json.loads(out.read_text())
    assert [account["name"] for account in told["accounts"]] == ["Everyday"]
    assert sorted(row["amount_minor"] for row in told["transactions"]) == [-284000, 8412]
    assert len(told["source_rows"]) == 2
    assert told["categories"]
    code, text = run(capsys, "export", "--format", "csv")
    assert code == 0
    assert [row["amount"] for row in csv.DictReader(text.splitlines())] == ["84.12", "-2840.00"]


def test_what_was_exported_is_restored_into_an_empty_folder_only(
    home: Path, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(capsys, file, "--account", "Everyday")
    out, again = tmp_path / "all.json", tmp_path / "again.json"
    assert run(capsys, "export", "--out", out)[0] == 0
    assert main(["restore", str(out)]) == 1
    assert "here there is some (1 accounts" in capsys.readouterr().err
    monkeypatch.setenv("BUDGET_APP_HOME", str(tmp_path / "another"))
    assert run(capsys, "restore", out)[0] == 0
    assert run(capsys, "doctor")[0] == 0
    assert run(capsys, "export", "--out", again)[0] == 0
    first, second = (json.loads(path.read_text()) for path in (out, again))
    assert first | {"exported_at": None} == second | {"exported_at": None}
    assert imported(capsys, file, "--account", "Everyday")[1][0]["added"] == 0


def test_a_file_that_is_no_export_makes_no_folder(
    home: Path, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restore", str(file)]) == 1
    assert "no complete export" in capsys.readouterr().err
    assert main(["restore", str(tmp_path / "missing.json")]) == 1
    assert not home.exists()


@pytest.mark.parametrize(("format", "begins"), [("ofx", "<?xml"), ("qif", "!Option:MDY")])
def test_other_programs_get_their_formats(
    home: Path, file: Path, format: str, begins: str, capsys: pytest.CaptureFixture[str]
) -> None:
    imported(capsys, file, "--account", "Everyday")
    code, text = run(capsys, "export", "--format", format)
    assert (code, text.startswith(begins)) == (0, True)
    assert "-84.12" in text
    assert "2840.00" in text


def test_the_doctor_finds_a_whole_and_a_broken_sum(home: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported(capsys, file, "--account", "Everyday")
    code, out = run(capsys, "doctor", "--json")
    assert (code, json.loads(out)["ok"]) == (0, True)
    import sqlcipher3.dbapi2 as sqlite

    with sqlite.connect(str(home / "budget.db")) as connection:
        connection.execute("UPDATE transactions SET amount_minor = amount_minor + 1")
    code, out = run(capsys, "doctor", "--json")
    assert code == 1
    assert [check["name"] for check in json.loads(out)["checks"] if not check["is_ok"]] == ["monthly totals"]


def test_the_doctor_says_that_older_data_will_be_taken_over(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir()
    older = legacy_app.make(home / "budget.db", legacy_app.NEWEST, {})
    before = older.read_bytes()
    code, out = run(capsys, "doctor")
    assert (code, "start this one once: it takes the data over" in out) == (1, True)
    assert older.read_bytes() == before
    assert [file.name for file in home.iterdir()] == ["budget.db"]


def test_the_doctor_needs_data(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 1
    assert str(home) in capsys.readouterr().err
    assert not home.exists()

"""A large statement file needs memory in proportion to its size. The operating system says how much a server used."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.makers import long_statement, preview
from tests.processes import serving

MEGABYTE = 1 << 20
# What the program itself needs is 135 of them, and 15 more when it makes its first database.
MOST_BESIDE_THE_FILE = 160 * MEGABYTE
MOST_PER_BYTE = 12
MOVEMENT = (
    "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>2024{:02}{:02}<TRNAMT>-{}.{:02}<FITID>{:012}<NAME>SHOP {}"
    "<MEMO>CARD PURCHASE NUMBER {}</STMTTRN>\n"
)
OFX = (
    "OFXHEADER:100\n\n<OFX><BANKMSGSRSV1><STMTRS><CURDEF>USD<BANKTRANLIST>{}</BANKTRANLIST></STMTRS></BANKMSGSRSV1>"
    "</OFX>"
)
MORE = "A BANK MAY HAVE MORE TO SAY THAN ANYBODY WANTS TO READ, " * 2
RECORD = "D{:02}/{:02}/2024\nT-{}.{:02}\nPSHOP {}\nMCARD PURCHASE NUMBER {}, {}\n^\n"
ENTRY = (
    '<Ntry><Amt Ccy="EUR">{}.{:02}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2024-{:02}-{:02}</Dt>'
    "</BookgDt><AcctSvcrRef>REF{}</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>Invoice {}</Ustrd></RmtInf></TxDtls>"
    "</NtryDtls></Ntry>\n"
)
CAMT = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>'
    "DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>{}</Stmt></BkToCstmrStmt></Document>"
)


def long_ofx(rows: int) -> bytes:
    """An OFX statement of many different rows."""
    each = (MOVEMENT.format(n % 12 + 1, n % 28 + 1, n % 9000, n % 100, n, n % 977, n) for n in range(rows))
    return OFX.format("".join(each)).encode()


def long_qif(rows: int) -> bytes:
    """A QIF file of many different rows."""
    each = (RECORD.format(n % 12 + 1, n % 28 + 1, n % 9000, n % 100, n % 977, n, MORE) for n in range(rows))
    return f"!Type:Bank\n{''.join(each)}".encode()


def long_camt(rows: int) -> bytes:
    """A CAMT statement of many different rows."""
    each = (ENTRY.format(n % 9000 + 1, n % 100, n % 12 + 1, n % 28 + 1, n, n) for n in range(rows))
    return CAMT.format("".join(each)).encode()


FILES = {
    "statement.csv": lambda: long_statement(700_000),
    "statement.ofx": lambda: long_ofx(200_000),
    "statement.xml": lambda: long_camt(115_000),
    "statement.qif": lambda: long_qif(60_000),
}


def take_in(home: Path, path: Path) -> None:
    """Run a server that looks at a file, pages through it and imports it."""
    with serving(home, home.with_suffix(".log")) as (_, http):
        seen = preview(http, path.read_bytes(), name=path.name)
        assert seen.status_code == 201, seen.text
        waiting, total = seen.json()["id"], seen.json()["counts"]["total"]
        page = http.get(f"/api/import/{waiting}/rows", params={"limit": 500}).json()
        page = http.get(f"/api/import/{waiting}/rows", params={"fate": "new", "cursor": page["next_cursor"]}).json()
        assert page["total"] == total
        new = {"name": "Everyday", "account_type": "checking", "currency": seen.json()["currency"]}
        done = http.post(f"/api/import/{waiting}/commit", json={"new_account": new}, timeout=300)
        assert done.json()["added"] == total, done.text


def most_memory(home: Path, path: Path) -> int:
    """What a server held at most while it took in a file, in bytes. A process of its own asks, whose only child is the
    server: the system tells the largest of all children."""
    program = (
        "import resource, sys; from pathlib import Path; from tests.faults.test_memory import take_in;"
        "take_in(Path(sys.argv[1]), Path(sys.argv[2]));"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(home), str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    # Linux counts kilobytes, macOS bytes.
    return int(done.stdout) * (1 if sys.platform == "darwin" else 1024)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", FILES)
def test_a_large_file_needs_twelve_times_its_size_at_most(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name]())
    size = path.stat().st_size
    assert size > 10_000_000
    assert most_memory(tmp_path / "home", path) < MOST_BESIDE_THE_FILE + MOST_PER_BYTE * size

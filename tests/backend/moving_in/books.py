"""Books of other programs with invented contents, and how a test moves them in."""

import io
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import Any

from starlette.testclient import TestClient

Json = dict[str, Any]

# The tables of Actual 26 as far as they are read.
_ACTUAL = """
CREATE TABLE accounts (id TEXT PRIMARY KEY, name TEXT, offbudget INTEGER DEFAULT 0, closed INTEGER DEFAULT 0,
  tombstone INTEGER DEFAULT 0);
CREATE TABLE category_groups (id TEXT PRIMARY KEY, name TEXT, is_income INTEGER DEFAULT 0, tombstone INTEGER DEFAULT 0);
CREATE TABLE categories (id TEXT PRIMARY KEY, name TEXT, is_income INTEGER DEFAULT 0, cat_group TEXT,
  tombstone INTEGER DEFAULT 0);
CREATE TABLE category_mapping (id TEXT PRIMARY KEY, transferId TEXT);
CREATE TABLE payees (id TEXT PRIMARY KEY, name TEXT, transfer_acct TEXT, tombstone INTEGER DEFAULT 0);
CREATE TABLE payee_mapping (id TEXT PRIMARY KEY, targetId TEXT);
CREATE TABLE transactions (id TEXT PRIMARY KEY, isParent INTEGER DEFAULT 0, isChild INTEGER DEFAULT 0, acct TEXT,
  category TEXT, amount INTEGER, description TEXT, notes TEXT, date INTEGER, financial_id TEXT,
  imported_description TEXT, starting_balance_flag INTEGER DEFAULT 0, transferred_id TEXT, sort_order REAL,
  tombstone INTEGER DEFAULT 0, cleared INTEGER DEFAULT 1, parent_id TEXT);
CREATE TABLE zero_budgets (id TEXT PRIMARY KEY, month INTEGER, category TEXT, amount INTEGER);
CREATE TABLE schedules (id TEXT PRIMARY KEY, name TEXT, tombstone INTEGER DEFAULT 0);
CREATE TABLE rules (id TEXT PRIMARY KEY, tombstone INTEGER DEFAULT 0);
"""
_ROWS: Mapping[str, Iterable[Json]] = {
    "accounts": [
        {"id": "a1", "name": "Checking"},
        {"id": "a2", "name": "Savings"},
        {"id": "a3", "name": "Old card", "closed": 1},
        {"id": "a4", "name": "Deleted", "tombstone": 1},
    ],
    "category_groups": [{"id": "g1", "name": "Usual"}, {"id": "g2", "name": "Income", "is_income": 1}],
    "categories": [
        {"id": "c1", "name": "Food", "cat_group": "g1"},
        {"id": "c2", "name": "Household", "cat_group": "g1"},
        {"id": "c3", "name": "Salary", "cat_group": "g2", "is_income": 1},
        {"id": "c4", "name": "Starting Balances", "cat_group": "g2", "is_income": 1},
    ],
    "category_mapping": [
        *({"id": f"c{n}", "transferId": f"c{n}"} for n in range(1, 5)), {"id": "gone", "transferId": "c1"}
    ],
    "payees": [
        {"id": "p1", "name": "Corner Market"},
        {"id": "p2", "name": "", "transfer_acct": "a2"},
        {"id": "p3", "name": "", "transfer_acct": "a1"},
        {"id": "p4", "name": "Works Ltd"},
        {"id": "p5", "name": "Starting Balance"},
    ],
    "payee_mapping": [*({"id": f"p{n}", "targetId": f"p{n}"} for n in range(1, 6)), {"id": "merged", "targetId": "p1"}],
    "transactions": [
        {"id": "t0", "acct": "a1", "amount": 100_000, "date": 20240101, "description": "p5", "category": "c4",
         "starting_balance_flag": 1},
        {"id": "t1", "acct": "a1", "amount": 250_000, "date": 20240131, "description": "p4", "category": "c3"},
        {"id": "t2", "acct": "a1", "amount": -4_210, "date": 20240203, "description": "merged", "category": "gone",
         "notes": "weekly #family shop", "imported_description": "CORNER MARKET 0042"},
        {"id": "t3", "acct": "a1", "amount": -10_000, "date": 20240205, "description": "p1", "isParent": 1},
        {"id": "t3/1", "acct": "a1", "amount": -6_000, "date": 20240205, "isChild": 1, "parent_id": "t3",
         "category": "c1", "description": "p1", "notes": "bread"},
        {"id": "t3/2", "acct": "a1", "amount": -2_500, "date": 20240205, "isChild": 1, "parent_id": "t3",
         "category": "c2", "description": "p1"},
        {"id": "t3/3", "acct": "a1", "amount": -1_500, "date": 20240205, "isChild": 1, "parent_id": "t3",
         "description": "p2", "transferred_id": "t4"},
        {"id": "t4", "acct": "a2", "amount": 1_500, "date": 20240205, "description": "p3", "transferred_id": "t3/3"},
        {"id": "t5", "acct": "a1", "amount": -20_000, "date": 20240301, "description": "p2", "transferred_id": "t6"},
        {"id": "t6", "acct": "a2", "amount": 20_000, "date": 20240301, "description": "p3", "transferred_id": "t5"},
        {"id": "t7", "acct": "a3", "amount": -999, "date": 20240302, "description": "p1", "category": "c1"},
        {"id": "t8", "acct": "a1", "amount": -1, "date": 20240302, "description": "p1", "tombstone": 1},
    ],
    "zero_budgets": [{"id": "b1", "month": 202402, "category": "c1", "amount": 40_000}],
    "schedules": [{"id": "s1", "name": "Rent"}],
}  # fmt: skip


def actual_database(rows: Mapping[str, Iterable[Json]] = _ROWS) -> bytes:
    """A budget of Actual: three accounts, a split with a transfer in it, a closed card."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(_ACTUAL)
        for table, values in rows.items():
            for row in values:
                marks = ", ".join("?" for _ in row)
                connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
        connection.commit()
        return bytes(connection.serialize())


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip archive with these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def actual_zip() -> bytes:
    """The budget as Actual exports it."""
    return zipped({"db.sqlite": actual_database(), "metadata.json": b'{"budgetName": "Home"}'})


def opened(client: TestClient, data: bytes, *, name: str, **fields: str) -> Json:
    """Open a book and return what the page would show."""
    answer = client.post("/api/moving-in", files={"file": (name, data)}, data=fields)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()["book"]
    return found


def suggested(book: Json, **more: Any) -> Json:
    """The choices that the book suggests."""
    return {
        "accounts": {account["key"]: account["choice"] for account in book["accounts"]},
        "categories": {category["key"]: category["choice"] for category in book["categories"]},
        **more,
    }


def moved_in(client: TestClient, data: bytes, *, name: str, **fields: str) -> Json:
    """Move a book in as suggested and return its parity report."""
    book = opened(client, data, name=name, **fields)
    answer = client.post(f"/api/moving-in/{book['id']}/commit", json=suggested(book))
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


YNAB_REGISTER = """\
"Account","Flag","Date","Payee","Category Group/Category","Category Group","Category","Memo","Outflow",\
"Inflow","Cleared"
"Joint","","03/15/2024","Transfer : Rainy day","","","","","$200.00","$0.00","Cleared"
"Rainy day","","03/15/2024","Transfer : Joint","","","","","$0.00","$200.00","Cleared"
"Joint","Red","03/14/2024","Green Grocer","Home: Food","Home","Food","Split (1/2) fruit","$12.30","$0.00","Cleared"
"Joint","Red","03/14/2024","Green Grocer","Home: Household","Home","Household","Split (2/2) soap","$7.70",\
"$0.00","Cleared"
"Joint","","03/01/2024","Works Ltd","Inflow: Ready to Assign","Inflow","Ready to Assign","pay","$0.00",\
"$3,000.00","Reconciled"
"Joint","","02/28/2024","Starting Balance","Inflow: Ready to Assign","Inflow","Ready to Assign","","$0.00",\
"$1,250.50","Reconciled"
"""
YNAB_BUDGET = """\
"Month","Category Group/Category","Category Group","Category","Budgeted","Activity","Available"
"Mar 2024","Home: Food","Home","Food","$400.00","-$12.30","$387.70"
"""


def ynab_zip() -> bytes:
    """An export of YNAB: two accounts, a split, a transfer, a budget."""
    return zipped({"Home - Register.csv": YNAB_REGISTER.encode(), "Home - Budget.csv": YNAB_BUDGET.encode()})


_GNUCASH = """
CREATE TABLE books (guid TEXT, root_account_guid TEXT);
CREATE TABLE commodities (guid TEXT, namespace TEXT, mnemonic TEXT, fraction INTEGER);
CREATE TABLE accounts (guid TEXT, name TEXT, account_type TEXT, commodity_guid TEXT, parent_guid TEXT);
CREATE TABLE transactions (guid TEXT, currency_guid TEXT, post_date TEXT, description TEXT);
CREATE TABLE splits (guid TEXT, tx_guid TEXT, account_guid TEXT, memo TEXT, value_num INTEGER, value_denom INTEGER,
  quantity_num INTEGER, quantity_denom INTEGER);
CREATE TABLE slots (obj_guid TEXT, name TEXT, string_val TEXT);
CREATE TABLE schedxactions (guid TEXT);
"""
# Guid, name, type, commodity, account above.
_GNUCASH_ACCOUNTS = (
    ("root", "Root Account", "ROOT", None, None),
    ("assets", "Assets", "ASSET", "EUR", "root"),
    ("giro", "Giro", "BANK", "EUR", "assets"),
    ("dollars", "Dollars", "BANK", "USD", "assets"),
    ("shares", "Shares", "STOCK", "ACME", "assets"),
    ("card", "Gold card", "CREDIT", "EUR", "root"),
    ("income", "Income", "INCOME", "EUR", "root"),
    ("salary", "Salary", "INCOME", "EUR", "income"),
    ("expenses", "Expenses", "EXPENSE", "EUR", "root"),
    ("food", "Food", "EXPENSE", "EUR", "expenses"),
    ("tax", "Tax", "EXPENSE", "EUR", "expenses"),
    ("equity", "Opening Balances", "EQUITY", "EUR", "root"),
)
# Day, description, and by account the value and, where it is another, the quantity.
_GNUCASH_TRANSACTIONS: tuple[tuple[str, str, Mapping[str, int | tuple[int, int]]], ...] = (
    ("2024-01-01", "Opening", {"giro": 150_000, "equity": -150_000}),
    ("2024-01-31", "Works Ltd", {"giro": 180_000, "card": 20_000, "tax": 50_000, "salary": -250_000}),
    ("2024-02-03", "Green Grocer", {"card": -3_333, "food": 3_333}),
    ("2024-02-10", "Exchange", {"giro": -10_000, "dollars": (10_000, 10_870)}),
    ("2024-02-11", "Diner", {"dollars": (-1_000, -1_087), "food": 1_000}),
    ("2024-02-20", "Broker", {"giro": -30_000, "shares": (30_000, 700)}),
)


def gnucash_sqlite(accounts: Iterable[tuple[str | None, ...]] = _GNUCASH_ACCOUNTS) -> bytes:
    """A book of GnuCash: three accounts in two currencies, shares, a split salary."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(_GNUCASH)
        for code in ("EUR", "USD", "ACME"):
            space = "CURRENCY" if code != "ACME" else "NASDAQ"
            connection.execute("INSERT INTO commodities VALUES (?, ?, ?, 100)", (code, space, code))
        connection.executemany("INSERT INTO accounts VALUES (?, ?, ?, ?, ?)", list(accounts))
        for number, (day, description, values) in enumerate(_GNUCASH_TRANSACTIONS):
            guid = f"t{number}"
            connection.execute(
                "INSERT INTO transactions VALUES (?, 'EUR', ?, ?)", (guid, f"{day} 10:59:00", description)
            )
            for account, amount in values.items():
                value, quantity = amount if isinstance(amount, tuple) else (amount, amount)
                connection.execute(
                    "INSERT INTO splits VALUES (?, ?, ?, '', ?, 100, ?, 100)",
                    (f"{guid}-{account}", guid, account, value, quantity),
                )
        connection.execute("INSERT INTO slots VALUES ('t2', 'notes', 'for the weekend')")
        connection.commit()
        return bytes(connection.serialize())


HLEDGER = """\
; a journal as hledger print writes it
account assets:bank:giro  ; type: A

2024-01-01 opening balances
    assets:bank:giro          €1,500.00
    equity:opening

2024-01-31 * Works Ltd | January  ; project:roof, work:
    assets:bank:giro          €1,800.00
    liabilities:card            €200.00
    expenses:tax                €500.00  ; withheld
    income:salary            €-2,500.00

2024-02-03 (42) Green Grocer
    expenses:food                €33.33
    liabilities:card            €-33.33 = €166.67

2024-02-10 Exchange
    assets:bank:giro           €-100.00
    assets:bank:dollars      USD 108.70 @@ €100.00

2024-02-20 Broker
    assets:bank:giro           €-300.00
    assets:broker               7 "ACME" @ €42.857
"""
BEANCOUNT = """\
option "title" "Home"
2024-01-01 open Assets:Giro EUR
2024-01-01 open Assets:Dollars USD
2024-01-01 open Liabilities:Card EUR
2024-01-01 open Expenses:Food
2024-01-01 open Income:Salary
2024-01-01 open Equity:Opening-Balances

2024-01-01 pad Assets:Giro Equity:Opening-Balances

2024-01-02 balance Assets:Giro  1500.00 EUR

2024-01-31 * "Works Ltd" "January" #work
  project: "roof"
  Assets:Giro        1800.00 EUR
  Income:Salary

2024-02-03 ! "Green Grocer"
  Expenses:Food        33.33 EUR
  Liabilities:Card    -33.33 EUR

2024-02-10 * "Exchange"
  Assets:Giro        -100.00 EUR
  Assets:Dollars      108.70 USD @@ 100.00 EUR

2024-03-01 balance Assets:Giro  3200.00 EUR
2024-03-02 note Assets:Giro "Called the bank"
"""
QIF = """\
!Type:Cat
NFood
DGroceries
E
^
NFood:Out
E
^
NSalary
I
^
!Option:AutoSwitch
!Account
NHouse account
TBank
^
NVisa
TCCard
^
!Clear:AutoSwitch
!Account
NHouse account
TBank
^
!Type:Bank
D1/ 1'24
T1,000.00
POpening Balance
L[House account]
^
D1/31'24
T2,500.00
PWorks Ltd
LSalary
^
D2/ 3'24
T-100.00
PGreen Grocer
N1042
MSaturday
SFood/Holiday
Ebread
$-60.00
SFood:Out
$-25.00
S[Visa]
$-15.00
^
D2/15'24
T-200.00
PCard
L[Visa]
^
!Account
NVisa
TCCard
^
!Type:CCard
D2/ 3'24
T15.00
PGreen Grocer
L[House account]
^
D2/15'24
T200.00
PCard
L[House account]
^
!Type:Memorized
KP
T-1.00
PKiosk
^
"""
FIREFLY = """\
user_id,group_id,journal_id,created_at,updated_at,group_title,type,amount,foreign_amount,currency_code,\
foreign_currency_code,description,date,source_name,source_iban,source_type,destination_name,destination_iban,\
destination_type,reconciled,category,budget,bill,tags,notes
1,1,1,,,,Opening balance,500.00,,EUR,,Initial balance,2024-01-01T00:00:00+01:00,Initial balance for Giro,,\
Initial balance account,Giro,,Asset account,,,,,,
1,2,2,,,,Withdrawal,-50.00,,EUR,,Groceries run,2024-05-13T00:00:00+02:00,Giro,,Asset account,Green Grocer,,\
Expense account,,Food,Home,,"week,shop",for the party
1,3,3,,,Big shop,Withdrawal,-20.00,,EUR,,Bread,2024-05-14T00:00:00+02:00,Giro,,Asset account,Market,,\
Expense account,,Food,,,,
1,3,4,,,Big shop,Withdrawal,-5.00,,EUR,,Soap,2024-05-14T00:00:00+02:00,Giro,,Asset account,Market,,\
Expense account,,Household,,,,
1,4,5,,,,Deposit,900.00,,EUR,,Pay,2024-05-15T00:00:00+02:00,Works Ltd,,Revenue account,Giro,,Asset account,,Salary,,,,
1,5,6,,,,Transfer,100.00,110.00,EUR,USD,To dollars,2024-05-16T00:00:00+02:00,Giro,,Asset account,Dollars,,\
Asset account,,,,,,
"""
MINT = """\
"Date","Description","Original Description","Amount","Transaction Type","Category","Account Name","Labels","Notes"
"2/17/2024","Payment","ONLINE PAYMENT THANK YOU","40.00","credit","Credit Card Payment","Card","",""
"2/16/2024","Payment","AUTOPAY CARD","40.00","debit","Credit Card Payment","Checking","",""
"2/15/2024","Corner Shop","CORNER SHOP 0042","12.50","debit","Groceries","Card","Tax Related","for tea"
"2/01/2024","Works Ltd","WORKS PAYROLL","2,000.00","credit","Paycheck","Checking","",""
"""
MONARCH = """\
Date,Merchant,Category,Account,Original Statement,Notes,Amount,Tags
2024-02-15,Corner Shop,Groceries,Card (...1234),CORNER SHOP 0042,for tea,-12.50,"home,tax"
2024-02-01,Works Ltd,Paychecks,Checking,WORKS PAYROLL,,2000.00,
"""
COPILOT = """\
"date","name","amount","status","category","parent category","excluded","tags","type","account",\
"account mask","note","recurring"
"2024-02-15","Corner Shop","12.50","posted","Groceries","Food","false","home","regular","Card","1234","for tea",""
"2024-02-16","To savings","300.00","posted","","","false","","internal transfer","Checking","9","",""
"2024-02-17","To savings","-300.00","posted","","","false","","internal transfer","Savings","8","",""
"2024-02-18","Hotel","1.00","pending","Travel","","false","","regular","Card","1234","",""
"""
LUNCH_MONEY = """\
date,payee,original_name,category,category_group,account_name,amount,currency,notes,tags
2024-02-15,Corner Shop,CORNER SHOP 0042,Groceries,Food,Card,12.50,usd,for tea,home
2024-02-16,Hotel,HOTEL,Travel,,Card,90,cad,,
2024-02-01,Works Ltd,PAYROLL,Salary,,Checking,-2000,usd,,
"""
ACTUAL_CSV = """\
Account,Date,Payee,Notes,Category,Amount,Split_Amount,Cleared
Checking,2024-02-05,Corner Market,(SPLIT INTO 2) ,,0,-85,Cleared
Checking,2024-02-05,Corner Market,(SPLIT 1 OF 2) bread,Food,-60,0,Cleared
Checking,2024-02-05,Corner Market,(SPLIT 2 OF 2) ,Household,-25,0,Cleared
Checking,2024-02-04,Savings,,,-200,0,Cleared
Savings,2024-02-04,Checking,,,200,0,Cleared
Checking,2024-02-01,Starting Balance,,Starting Balances,1000,0,Reconciled
"""

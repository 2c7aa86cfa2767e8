"""Journeys over HTTP: a portfolio entered by hand, and every number that follows from it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

BASE = "/api/investments"


class Hand:
    """A person who enters a portfolio."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.account = self.post("/accounts/manual", account_name="Brokerage", currency="USD")["id"]

    def post(self, path: str, expect: int = 200, **body: Any) -> Any:
        answer = self.client.post(BASE + path, json=body)
        assert answer.status_code == expect, answer.text
        return answer.json()

    def get(self, path: str, **query: Any) -> Any:
        answer = self.client.get(BASE + path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def put(self, path: str, expect: int = 200, **body: Any) -> Any:
        answer = self.client.put(BASE + path, json=body)
        assert answer.status_code == expect, answer.text
        return answer.json()

    def security(self, ticker: str, **fields: Any) -> int:
        found: int = self.post("/securities", ticker=ticker, name=ticker.title(), currency="USD", **fields)["id"]
        return found

    def enter(self, type_: str, on: str, **fields: Any) -> int:
        body = {"account_id": self.account, **fields}
        found: int = self.post("/transactions", type=type_, on=on, **body)["id"]
        return found

    def price(self, security_id: int, on: str, close: str) -> None:
        self.put(f"/securities/{security_id}/prices/{on}", close=close)


@pytest.fixture
def hand(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hand]:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-11-21")
    return Hand(client)  # type: ignore[return-value]


@pytest.fixture
def alder(hand: Hand) -> int:
    """A stock that was bought twice and sold once, with a dividend."""
    stock = hand.security("ADLR", sector="Technology")
    hand.enter("buy", "2025-03-14", security_id=stock, quantity="20", price="96.20")
    hand.enter("buy", "2026-01-20", security_id=stock, quantity="8", price="171.30")
    hand.enter("sell", "2026-09-10", security_id=stock, quantity="8", price="142.59", fees_minor=495)
    hand.enter("dividend", "2026-09-11", security_id=stock, amount_minor=-1496)
    hand.price(stock, "2026-11-19", "186.10")
    hand.price(stock, "2026-11-20", "184.25")
    return stock


def terms(figure: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(term["label"], term["value"]) for term in figure["terms"]]


def opened(hand: Hand, figure: dict[str, Any]) -> dict[str, Any]:
    """Return the figure that the first term names."""
    found: dict[str, Any] = hand.get(f"/figures/{figure['terms'][0]['figure_id']}")
    assert found["value"] == figure["terms"][0]["value"]
    return found


def test_a_figure_that_is_not_there_is_refused_with_a_sentence(hand: Hand, alder: int) -> None:
    for name in ("investments.value.account:99", "investments.value.holding:1-99", "investments.worth", "x"):
        answer = hand.client.get(f"{BASE}/figures/{name}")
        assert (answer.status_code, answer.json()["code"]) == (404, "no_such_figure")


def test_totals_open_to_accounts_holdings_lots_and_prices(hand: Hand, alder: int) -> None:
    summary = hand.get("/summary")
    assert summary["total_value"]["value"] == 368_500
    assert terms(summary["total_value"]) == [("Brokerage", 368_500)]
    account = opened(hand, summary["total_value"])
    assert terms(account) == [("Adlr", 368_500)]
    # (12 + 8) x 184.25 = 3,685.00
    assert terms(opened(hand, account)) == [
        ("Lot of Mar 14, 2025, cost 1,154.40 USD", "12"),
        ("Lot of Jan 20, 2026, cost 1,370.40 USD", "8"),
        ("Price of Nov 20, 2026, entered by you", "184.25"),
    ]
    gain = opened(hand, opened(hand, summary["total_gain_loss"]))
    assert terms(gain) == [("Value, Adlr", 368_500), ("Cost, Adlr", -252_480)]
    assert terms(hand.get(f"/figures/{gain['terms'][1]['figure_id']}")) == [
        ("12, Lot of Mar 14, 2025", 115_440),
        ("8, Lot of Jan 20, 2026", 137_040),
    ]
    change = opened(hand, opened(hand, summary["day_change"]))
    assert terms(change)[-1] == ("Price of Nov 20, 2026, 184.25, less that of Nov 19, 2026, 186.1", "-1.85")
    assert summary["total_cost_basis"]["value"] == 12 * 9_620 + 8 * 17_130
    assert summary["total_gain_loss"]["value"] == 368_500 - 252_480
    assert summary["day_change"]["value"] == -3_700
    assert summary["last_updated"] == "2026-11-20"
    assert summary["accounts"][0]["value_minor"] == 368_500


def test_a_holding_without_a_price_has_no_value_and_the_total_says_so(hand: Hand, alder: int) -> None:
    hand.post(f"/accounts/{hand.account}/holdings", ticker="PELL", quantity="300", cost_basis_per_share="4.28")
    total = hand.get("/summary")["total_value"]
    assert (total["value"], total["known_value"]) == (None, 368_500)
    assert total["completeness"]["missing"] == [{"what": "Brokerage", "why": "PELL: No price is known."}]
    pell = hand.get("/holdings")["holdings"][-1]
    assert (pell["current_value_minor"], pell["gain_loss_minor"], pell["gain_loss_percent"]) == (None, None, None)
    assert (pell["cost_basis_minor"], pell["no_value_because"]) == (128_400, "No price is known.")


def test_a_holding_in_a_currency_without_a_rate_has_no_value_in_the_total(hand: Hand, alder: int) -> None:
    foreign = hand.security("NHA")
    hand.client.patch(f"{BASE}/securities/{foreign}", json={"currency": "EUR"})
    hand.enter("buy", "2026-11-20", security_id=foreign, quantity="24", price="96.40", amount_minor=251_535)
    lines = {line["ticker"]: line for line in hand.get("/holdings")["holdings"]}
    assert lines["NHA"]["no_value_because"] == "There is no exchange rate from EUR to USD."
    assert lines["NHA"]["native_value_minor"] == 231_360
    assert hand.get("/performance", months=12)["change"]["value"] is None


def test_a_dividend_in_yen_counts_in_dollars_at_the_rate_of_its_day(hand: Hand) -> None:
    rate = {"base_currency": "USD", "currency": "JPY", "on": "2026-01-05", "rate": "150"}
    assert hand.client.post("/api/exchange-rates", json=rate).status_code == 200
    tokyo = hand.post("/accounts/manual", account_name="Tokyo", currency="JPY")["id"]
    stock = hand.post("/securities", ticker="KAZE", name="Kaze", currency="JPY")["id"]
    hand.enter("buy", "2026-01-20", account_id=tokyo, security_id=stock, quantity="10", price="3000")
    hand.enter("dividend", "2026-02-20", account_id=tokyo, security_id=stock, amount_minor=-1_500)
    terms = {term["label"]: term["value"] for term in hand.get("/performance")["change"]["terms"]}
    assert (terms["Paid in"], terms["Dividends and interest"]) == (20_000, 1_000)


def test_lots_prove_their_cost_and_each_method_says_what_a_sale_would_realise(hand: Hand, alder: int) -> None:
    page = hand.get(f"/securities/{alder}")
    (book,) = page["books"]
    assert [(lot["quantity"], lot["cost_minor"], lot["term"]) for lot in book["lots"]] == [
        ("12", 115_440, "long"),
        ("8", 137_040, "short"),
    ]
    assert book["opened_cost_minor"] - book["relieved_cost_minor"] == book["cost_minor"] == 252_480
    assert [(sold["cost_minor"], sold["proceeds_minor"], sold["gain_minor"]) for sold in book["sold"]] == [
        (76_960, 113_577, 36_617)
    ]
    terms = {term["label"]: term["value"] for term in page["gain"]["terms"]}
    assert terms == {"Not realised, 2 open lots": 116_020, "Realised, 1 sold lot": 36_617, "Dividends, 1": 1_496}
    preview = hand.post(f"/securities/{alder}/sale-preview", account_id=hand.account, quantity="10")
    assert preview["proceeds_minor"] == 184_250
    assert {each["method"]: (each["cost_minor"], each["gain_minor"], each["term"]) for each in preview["methods"]} == {
        "fifo": (96_200, 88_050, "long"),
        "lifo": (156_280, 27_970, None),
        "hifo": (156_280, 27_970, None),
        "average": (126_240, 58_010, "long"),
    }


def test_the_change_of_a_year_adds_up_and_ends_with_the_value_of_the_summary(hand: Hand, alder: int) -> None:
    performance = hand.get("/performance", start="2025-11-21")
    change = performance["change"]
    assert [(term["label"], term["value"]) for term in change["terms"]] == [
        ("Value on 2025-11-21", 192_400),
        ("Paid in", 137_040),
        ("Paid out", -113_577 - 1_496),
        ("Price changes", 153_132),
        ("Dividends and interest", 1_496),
        ("Fees", -495),
    ]
    assert change["value"] == hand.get("/summary")["total_value"]["value"]
    assert performance["points"][-1]["return_percent"] == performance["time_weighted"]["percent"]
    assert float(performance["money_weighted"]["percent"]) > 0


def test_a_benchmark_is_compared_over_the_same_days(hand: Hand, alder: int) -> None:
    fund = hand.security("SPY", security_type="etf")
    hand.price(fund, "2025-11-21", "500")
    hand.price(fund, "2026-11-20", "565.50")
    hand.put("/benchmark", security_id=fund)
    benchmark = hand.get("/performance", start="2025-11-21")["benchmark"]
    assert (benchmark["name"], benchmark["percent"], benchmark["why"]) == ("Spy", "13.10", None)


def test_targets_show_their_drift_and_what_would_bring_them_back(hand: Hand, alder: int) -> None:
    bond = hand.security("FBB", security_type="fixed_income")
    hand.enter("buy", "2026-11-20", security_id=bond, quantity="20", price="48.37")
    hand.put(
        "/targets",
        targets=[{"security_id": alder, "weight_percent": "50"}, {"security_id": bond, "weight_percent": 50}],
    )
    targets = {target["name"]: target for target in hand.get("/holdings")["targets"]}
    assert (targets["Adlr"]["weight_percent"], targets["Adlr"]["drift_points"]) == ("79.2", "29.2")
    rebalance = hand.get("/rebalance")
    assert [(trade["name"], trade["quantity"], trade["amount_minor"]) for trade in rebalance["trades"]] == [
        ("Adlr", "-7", -128_975),
        ("Fbb", "28", 135_436),
    ]
    assert rebalance["left_minor"] == 128_975 - 135_436
    too_much = hand.put("/targets", 422, targets=[{"security_id": alder, "weight_percent": "101"}])
    assert too_much["detail"] == "The targets add up to 101 %. Lower some so that they are 100 % or less."


def test_a_portfolio_has_its_own_value_and_returns(hand: Hand, alder: int) -> None:
    hand.post(f"/accounts/{hand.account}/holdings", ticker="MTM", quantity="10", price="100", cost_basis_minor=90_000)
    chosen = hand.post("/portfolios", name="Single stocks", members=[{"security_id": alder}])["id"]
    listed = hand.get("/portfolios")["portfolios"]
    assert [(each["name"], each["value_minor"]) for each in listed] == [
        ("Everything", 468_500),
        ("Single stocks", 368_500),
    ]
    performance = hand.get("/performance", start="2025-11-21", portfolio_id=chosen)
    assert performance["change"]["value"] == 368_500
    taken = hand.post("/portfolios", 409, name="single stocks")
    assert taken["code"] == "portfolio_name_taken"
    assert hand.client.delete(f"{BASE}/portfolios/{chosen}").status_code == 200


def test_dividends_stand_by_month_and_by_holding_with_their_yield(hand: Hand, alder: int) -> None:
    dividends = hand.get("/dividends")
    assert dividends["total"]["value"] == 1_496
    assert {each["month"]: each["amount_minor"] for each in dividends["by_month"]}["2026-09"] == 1_496
    assert (len(dividends["by_month"]), dividends["yield_on_value_percent"]) == (12, "0.41")


def test_allocation_spreads_the_same_total_four_ways(hand: Hand, alder: int) -> None:
    allocation = hand.get("/allocation")
    for way in ("by_type", "by_sector", "by_account", "by_currency"):
        assert sum(share["value_minor"] for share in allocation[way]) == allocation["total_value_minor"] == 368_500
    assert allocation["by_sector"][0]["name"] == "Technology"


def test_activities_are_listed_with_splits_and_can_be_chosen_by_type(hand: Hand, alder: int) -> None:
    hand.post(f"/securities/{alder}/splits", on="2026-06-02", numerator="2", denominator="1")
    listed = hand.get("/transactions")
    assert [(row["type"], row["on"]) for row in listed["transactions"]] == [
        ("dividend", "2026-09-11"), ("sell", "2026-09-10"), ("split", "2026-06-02"),
        ("buy", "2026-01-20"), ("buy", "2025-03-14"),
    ]  # fmt: skip
    assert hand.get("/transactions", type="buy,sell", limit=1)["total"] == 3
    assert hand.get("/holdings")["holdings"][0]["quantity"] == "48"


def test_prices_come_from_a_file_and_a_line_that_is_none_is_named(hand: Hand, alder: int) -> None:
    def load(text: str) -> Any:
        return hand.client.post(f"{BASE}/prices/file", files={"file": ("prices.csv", text.encode())}).json()

    loaded = load("ticker,date,close,dividend\nADLR,2026-11-17,182.00,0.34\nADLR,2026-11-18,183.00,\n")
    assert loaded["saved"] == 2
    assert load("ticker,date,close,dividend\nADLR,2026-11-18,183.00,-1\n")["detail"].startswith("Line 2: The dividend")
    assert load("Ticker;Date;Close\nADLR;2026-11-18;183.00\nadlr;2026-11-20;1\n")["saved"] == 2
    assert load("ticker,date,close\nADLR,2026-11-18,183.00\nXYZ,2026-11-18,1\n")["detail"] == (
        "Line 3: there is no security with the ticker “XYZ”. Nothing was stored."
    )
    assert load("ticker,date,close\nADLR,18/11/2026,183.00\n")["detail"].startswith("Line 2: “18/11/2026” is not a day")


def test_the_price_history_is_in_units_of_today_beside_the_mean_cost(hand: Hand, alder: int) -> None:
    hand.post(f"/securities/{alder}/splits", on="2026-11-20", numerator="2", denominator="1")
    history = hand.get(f"/securities/{alder}/prices")["prices"]
    assert [(each["on"], each["close"]) for each in history[-2:]] == [("2026-11-19", "93.05"), ("2026-11-20", "184.25")]
    assert [each["average_cost"] for each in history if each["on"] == "2025-03-14"] == ["48.1000"]


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        ({"type": "sell", "quantity": "40", "price": "1"}, 409, "On 2026-10-06 40 of Adlr would leave the account"),
        (
            {"type": "buy", "quantity": "1", "price": "NaN"},
            422,
            "Something in the request is not as it should be. “price”: Input should be a finite",
        ),
        (
            {"type": "buy", "quantity": "Infinity", "price": "1"},
            422,
            "Something in the request is not as it should be. “quantity”: Input should be a finite",
        ),
        ({"type": "buy", "quantity": "1e13", "price": "1"}, 422, "The quantity has too many digits."),
        ({"type": "buy", "quantity": "999999999999", "price": "999999999999"}, 422, "The amount is too large."),
        ({"type": "buy", "quantity": "x", "price": "1"}, 422, "Something in the request is not as it should be."),
        (
            {"type": "transfer_in", "quantity": "1", "acquired_on": "2026-10-07"},
            422,
            "Shares cannot have been acquired",
        ),
    ],
)
def test_bad_input_is_answered_with_a_sentence(
    hand: Hand, alder: int, body: dict[str, Any], status: int, sentence: str
) -> None:
    before = hand.get("/transactions")["total"]
    refused = hand.post("/transactions", status, account_id=hand.account, on="2026-10-06", security_id=alder, **body)
    assert refused["detail"].startswith(sentence)
    assert hand.get("/transactions")["total"] == before


def test_a_split_of_nothing_is_refused(hand: Hand, alder: int) -> None:
    refused = hand.post(f"/securities/{alder}/splits", 422, on="2026-06-02", numerator="0", denominator="1")
    assert refused["detail"].startswith("A split of 0 would leave nothing.")


Missing = Callable[[TestClient], Any]


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get(f"{BASE}/securities/99"),
        lambda client: client.get(f"{BASE}/holdings?account_id=99"),
        lambda client: client.get(f"{BASE}/summary?portfolio_id=99"),
        lambda client: client.delete(f"{BASE}/transactions/99"),
        lambda client: client.patch(f"{BASE}/accounts/99", json={}),
    ],
)
def test_what_is_not_there_is_answered_with_a_sentence(hand: Hand, ask: Missing) -> None:
    answer = ask(hand.client)
    assert answer.status_code == 404
    assert answer.json()["detail"].startswith("There is no such")


def test_changes_of_both_files_stand_in_one_list_and_are_undone_from_it(hand: Hand, alder: int) -> None:
    changes = hand.client.get("/api/changes").json()
    assert changes[0]["summary"] == "Entered a price of Adlr"
    entered = next(change for change in changes if change["summary"] == "Entered an activity of 2026-09-10")
    assert hand.client.post(f"/api/changes/{entered['id']}/undo").json()["status"] == "undone"
    assert hand.get("/holdings")["holdings"][0]["quantity"] == "28"


def test_an_empty_folder_answers_with_nothing_and_says_why(hand: Hand) -> None:
    assert hand.get("/summary")["total_value"]["value"] == 0
    assert hand.get("/summary")["total_gain_loss_percent"] is None
    performance = hand.get("/performance", months=12)
    assert performance["time_weighted"] == {"percent": None, "why": "nothing was held in this period", "skipped": []}

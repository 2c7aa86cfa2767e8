"""What a person should know about a file although its rows were read."""

from collections.abc import Sequence

from backend.imports.balances import first_break, prove
from backend.transactions.draft import Draft

# Enough to see whether a balance runs at all, and in which order.
_PROOF_ROWS = 2000


def warnings_about(drafts: Sequence[Draft], accounts: Sequence[str], text: str) -> tuple[str, ...]:
    found: list[str] = []
    if len(accounts) > 1:
        found.append(
            f"The file holds rows of {len(accounts)} accounts ({', '.join(accounts[:5])})."
            " Import only those that belong to the chosen account."
        )
    if (line := _balance_break(drafts)) is not None and len(accounts) <= 1:
        found.append(
            f"The running balance on line {line} does not follow from the amounts. A row may be missing from the file."
        )
    if "\ufffd" in text:
        found.append("Some letters were already lost when the file was made; they are shown as \ufffd.")
    return tuple(found)


def _balance_break(drafts: Sequence[Draft]) -> int | None:
    """Return the line where a balance that otherwise runs breaks, or None."""
    balances = [draft.balance_minor for draft in drafts if draft.balance_minor is not None]
    if len(balances) != len(drafts) or len(drafts) < 3:
        return None
    amounts = [-draft.amount_minor for draft in drafts]
    proof = prove(amounts[:_PROOF_ROWS], balances[:_PROOF_ROWS])
    if proof.share < 0.8 or proof.sign < 0:
        return None
    broken = first_break(amounts, balances, proof.is_ascending)
    return None if broken is None else drafts[broken].line_no

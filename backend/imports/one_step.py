"""A file straight into its account, without anybody looking: for scripts and the command line."""

from backend.imports.failures import NeedsMapping
from backend.imports.matching import Match
from backend.imports.opening import Wish
from backend.imports.service import Done, Importer, NewAccount
from backend.imports.statement import Statement

# What may be asked, as a sentence.
QUESTIONS = {
    "date_order": "Day and month cannot be told apart; they were read in the order {order}.",
    "sign": "It is not certain which amounts are money out.",
    "columns": "It is not certain which column means what.",
    "currency": "The file does not name its currency.",
}
# Without an answer to these, nothing is imported unseen.
_MUST_BE_ANSWERED = frozenset({"columns", "sign"})


def import_at_once(
    imports: Importer,
    user_id: int,
    data: bytes,
    *,
    filename: str,
    account_id: int | None = None,
    account_name: str | None = None,
) -> Done:
    """Import a file into the named account, else the one it belongs to; there is one afterwards.

    Doubtful rows are left out and counted. Raises NeedsMapping if the file must be looked at first.
    """
    if account_name and account_id is None:
        account_id = imports.account_named(user_id, account_name)
    wish = Wish(account_id=account_id, finds_account=account_name is None)
    preview = imports.preview(user_id, data, filename=filename, wish=wish)
    statement = preview.opened.statement
    if unanswered := [question for question in statement.questions if question in _MUST_BE_ANSWERED]:
        imports.forget(user_id, preview.import_id)
        raise NeedsMapping(" ".join(sentences(statement, unanswered)))
    new = None
    if preview.opened.account_id is None:
        new = NewAccount(
            name=account_name or name_for(statement, filename, preview.match),
            account_type=statement.account_type_hint or "checking",
            currency=preview.opened.currency,
        )
    return imports.commit(user_id, preview.import_id, account_id=preview.opened.account_id, new_account=new)


def sentences(statement: Statement, questions: list[str] | tuple[str, ...]) -> list[str]:
    """Return the open questions of a file as sentences."""
    order = statement.mapping.date_format if statement.mapping else ""
    return [QUESTIONS.get(question, question).format(order=order) for question in questions]


def name_for(statement: Statement, filename: str, match: Match) -> str:
    """Return the name of an account that has to be made for a file."""
    if statement.layout != "generic":
        return statement.layout[:100]
    return filename.rsplit(".", 1)[0][:100] or "Imported"

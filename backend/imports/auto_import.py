"""Import a file in one step, without a preview: for scripts and the command line."""

from collections.abc import Sequence

from backend.imports import readers
from backend.imports.commit import CommitResult, NewAccount
from backend.imports.detection.currency import is_named_after_a_card
from backend.imports.detection.questions import sentences
from backend.imports.errors import NeedsMapping, SeveralAccounts
from backend.imports.model.statement import Statement
from backend.imports.preview import ReadOptions
from backend.imports.service import ImportService, Preview
from backend.kit.errors import AppError


def import_at_once(
    imports: ImportService,
    user_id: int,
    data: bytes,
    *,
    filename: str,
    account_id: int | None = None,
    account_name: str | None = None,
) -> list[CommitResult]:
    """Import a file into the named account, else the one it belongs to; there is one afterwards. Of a file of several
    accounts each goes into its own, called by the name and its own.

    Doubtful rows are left out and counted. Raises NeedsMapping if the file must be looked at first, and
    SeveralAccounts if it is to go into one account and holds several.
    """
    if account_name and account_id is None:
        account_id = imports.account_named(user_id, account_name)
    options = ReadOptions(account_id=account_id, finds_account=account_name is None)
    first = imports.preview(user_id, data, filename=filename, options=options)
    previews = [first]
    try:
        if first.sibling_ids:
            if account_id is not None:
                raise SeveralAccounts(len(first.sibling_ids) + 1)
            previews += [imports.reopen(user_id, each, options=options) for each in first.sibling_ids]
        _refuse_unanswered(previews)
    except AppError:
        for import_id in (first.import_id, *first.sibling_ids):
            imports.forget(user_id, import_id)
        raise
    filled = [preview for preview in previews if preview.parsed.statement.drafts] or previews[:1]
    return [
        _commit(imports, user_id, preview, filename, account_name, has_others=len(previews) > 1) for preview in filled
    ]


def _refuse_unanswered(previews: Sequence[Preview]) -> None:
    for preview in previews:
        if asked := sentences(preview.parsed.statement):
            raise NeedsMapping(" ".join(asked))


def _commit(
    imports: ImportService, user_id: int, preview: Preview, filename: str, account_name: str | None, *, has_others: bool
) -> CommitResult:
    parsed = preview.parsed
    account_id, new = parsed.account_id, None
    if account_id is None:
        name = account_name_for(parsed.statement, filename, account_name, has_others=has_others)
        account_id = imports.account_named(user_id, name) if has_others or account_name else None
        if account_id is None:
            name = imports.free_account_name(user_id, name)
        new = None if account_id else account_to_create(parsed.statement, name, parsed.currency)
    return imports.commit(user_id, preview.import_id, account_id=account_id, new_account=new)


def account_to_create(statement: Statement, name: str, currency: str) -> NewAccount:
    """Return the account that has to be made for a statement."""
    return NewAccount(
        name=name,
        account_type=statement.account_type_hint or ("credit" if is_named_after_a_card(name) else "checking"),
        currency=currency,
        institution=(statement.institution_hint or "")[:100] or None,
        mask=last_four_digits(statement.account_hint),
    )


def last_four_digits(number: str | None) -> str | None:
    """Return the last four digits of an account's number, None if there are not so many."""
    digits = "".join(character for character in number or "" if character.isdigit())
    return digits[-4:] if len(digits) >= 4 else None


def account_name_for(statement: Statement, filename: str, wanted: str | None, *, has_others: bool) -> str:
    """Return the name of the account of a statement; each account of one file has its own."""
    own = statement.part_label or statement.name_hint
    if has_others and own:
        return f"{wanted} – {own}"[:100] if wanted else own[:100]
    return wanted or (statement.name_hint or "")[:100] or default_account_name(statement, filename)


def default_account_name(statement: Statement, filename: str) -> str:
    """Return a name for an account whose file tells none."""
    if statement.layout != "generic" and statement.format in readers.TABLES:
        return statement.layout[:100]
    return filename.rsplit(".", 1)[0][:100] or "Imported"

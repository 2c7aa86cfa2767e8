"""The rules of the house that no other tool checks. Each is a function, and is seen to fail on a made-up sample."""

import ast
from collections.abc import Iterator

from tests.architecture.source import BACKEND, Source, backend_sources

SESSIONS = {"ReadSession", "WriteSession", "Session", "Connection"}
ENDS = ("commit", "rollback")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

# What may be imported inside a function, each with its reason. Our own modules may not: they would hide a cycle.
LATE_PACKAGES = {
    "alembic": "wanted only when a database is new or old",
    "anthropic": "takes 0.8 s",
    "apscheduler": "wanted only by a running server",
    "argon2": "wanted only by a server with sign-in",
    "charset_normalizer": "wanted only for a file of unknown encoding",
    "cryptography": "wanted only when there is a secret",
    "defusedxml": "wanted only when a server lists its files",
    "dotenv": "wanted only where there is a .env file",
    "httpx2": "wanted only when an AI server is asked",
    "mcp": "takes 0.5 s, wanted only when an assistant connects",
    "mcp_types": "wanted only when an assistant connects",
    "numpy": "wanted only where the local model learns or predicts, and for a return with very many payments",
    "imaplib": "wanted only when replies are read",
    "keyring": "asks the desktop, which may not be there",
    "psycopg": "wanted only by a server, and not part of the desktop app",
    "prometheus_client": "wanted only by a server with sign-in",
    "plaid": "wanted only when a bank is linked",
    "rapidfuzz": "wanted only for rows that came another way",
    "smtplib": "wanted only when an e-mail is sent",
    "urllib3": "wanted only when a bank is asked",
    "pypdfium2": "wanted only by the process that reads a PDF",
    "resource": "is not there on Windows",
    "sqlcipher3": "has no wheel on some systems",
    "yfinance": "an optional extra that brings pandas along",
    "xlrd": "wanted only for an old workbook",
    "xlsxwriter": "wanted only when a workbook is exported",
    "uvicorn": "wanted by one command of the command line",
}
# The readers of formats: which one is wanted shows when a file comes, and the start should not wait for all of them.
READERS = "backend/imports/readers.py"
# The local model brings NumPy along, which takes 0.1 s and 25 MB.
LOCAL_MODEL = ("backend/categorization/local_model.py", "backend/categorization/local_training.py")
# The top layers import late so that the app starts quickly; no cycle is possible because nothing imports them.
TOP_LAYERS = (
    "backend/__main__.py",
    "backend/commands/",
    "backend/main.py",
    "backend/bootstrap.py",
    "backend/routes.py",
)


def missing_user_id(source: Source) -> Iterator[str]:
    """Public functions of `queries` that take a session but not `user_id` right after it."""
    for node in source.tree.body:
        if isinstance(node, FUNCTIONS) and not node.name.startswith("_"):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            sessions = [place for place, argument in enumerate(arguments) if is_session(argument)]
            named = [argument.arg for argument in arguments]
            if sessions and (sessions != [0] or named[1:2] != ["user_id"]):
                yield f"{source.name}:{node.lineno}: {node.name}"


def is_session(argument: ast.arg) -> bool:
    return isinstance(argument.annotation, ast.Name) and argument.annotation.id in SESSIONS


def commits(source: Source) -> Iterator[str]:
    """Ends of a transaction, `commit()` or `rollback()` of a session: only the edge ends one."""
    for node in ast.walk(source.tree):
        # A session's own take no arguments; what a person commits, such as an import, has some.
        if isinstance(node, ast.Call) and not node.args and not node.keywords and isinstance(node.func, ast.Attribute):
            yield from (f"{source.name}:{node.lineno}: {name}" for name in ENDS if node.func.attr == name)


def late_imports(source: Source) -> Iterator[str]:
    """Imports inside functions that have no reason, as `file: module`."""
    for module in modules_imported_late(source):
        if module.split(".")[0] not in LATE_PACKAGES and not source.name.startswith(
            (*TOP_LAYERS, READERS, *LOCAL_MODEL)
        ):
            yield f"{source.name}: {module}"


def modules_imported_late(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, FUNCTIONS):
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom):
                    yield inner.module or ""
                elif isinstance(inner, ast.Import):
                    yield from (name.name for name in inner.names)


def test_every_init_file_is_empty() -> None:
    assert [file.as_posix() for file in BACKEND.rglob("__init__.py") if file.read_bytes()] == []


def test_every_folder_with_code_is_a_package() -> None:
    folders = {file.parent for file in BACKEND.rglob("*.py")}
    assert [folder.as_posix() for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


def test_every_query_asks_for_its_user() -> None:
    queries = [
        source
        for source in backend_sources()
        if (source.name.endswith("/queries.py") or "/queries/" in source.name)
        # Asked before it is known who asks.
        and source.name != "backend/access/queries.py"
    ]
    assert [trouble for source in queries for trouble in missing_user_id(source)] == []


def test_a_query_for_everybody_would_be_found() -> None:
    sample = Source(
        "backend/made_up/queries.py",
        "def mine(db: ReadSession, user_id: int): ...\n"
        "def everybodys(db: ReadSession): ...\n"
        "def later(db: ReadSession, account_id: int, user_id: int): ...\n"
        "def shape(row: Row): ...\n"
        "def _inner(db: ReadSession): ...\n",
    )
    assert list(missing_user_id(sample)) == [
        "backend/made_up/queries.py:2: everybodys",
        "backend/made_up/queries.py:3: later",
    ]


def test_only_infra_ends_a_transaction() -> None:
    elsewhere = [source for source in backend_sources() if not source.name.startswith("backend/infra/")]
    assert [trouble for source in elsewhere for trouble in commits(source)] == []


def test_a_commit_in_the_middle_would_be_found() -> None:
    sample = Source("backend/made_up/service.py", "def save(db):\n    imports.commit(db)\n    db.commit()\n")
    assert list(commits(sample)) == ["backend/made_up/service.py:3: commit"]


def test_imports_stand_at_the_top_unless_there_is_a_reason() -> None:
    assert [trouble for source in backend_sources() for trouble in late_imports(source)] == []


def test_an_import_inside_a_function_would_be_found() -> None:
    text = "import os\ndef ask():\n    from plaid.api import x\n    from backend.b import y\n    import json\n"
    found = list(late_imports(Source("backend/made_up/a.py", text)))
    assert found == ["backend/made_up/a.py: backend.b", "backend/made_up/a.py: json"]

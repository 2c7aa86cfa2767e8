"""The command line: serve, import, archive, export, restore, backups, restore-backup, reset-data, doctor, demo.

Each answers for people, with --json for programs.
"""

import argparse
import gc
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from backend.infra.data_key import DataLocked
from backend.kit.errors import AppError
from backend.version import VERSION


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code: 0 done, 1 could not be done, 2 not understood."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.run
    try:
        return _run(command, options)
    except AppError as error:
        if getattr(options, "json", False) or options.command in ("serve", "demo"):
            print(json.dumps({"event": "failed", "code": error.code, "message": error.message}), flush=True)
        print(error.message, file=sys.stderr)
        return 1


def _run(command: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run a command; ask for the passphrase if it needs locked data.

    A failure behind which damaged data is found becomes an AppError that names the damage.
    """
    try:
        return command(options)
    except DataLocked:
        if not _ask_for_passphrase():
            raise
        return command(options)
    except (ValueError, TypeError, LookupError) as error:
        from backend.commands.doctor import damage_behind
        from backend.infra.config import Config

        if damage := damage_behind(Config.from_environment().home):
            raise damage from error
        raise


def _ask_for_passphrase() -> bool:
    """Open the key of the data folder; return False if there is no terminal to ask in. Raises WrongPassphrase."""
    # Imported only where a passphrase opens the data.
    from getpass import getpass

    from backend.infra import data_key
    from backend.infra.config import Config

    home = Config.from_environment().home
    record = data_key.read_record(home)
    if record is None or record.by_passphrase is None or not sys.stdin.isatty():
        return False
    data_key.open_key(home, data_key.key_from_passphrase(record, getpass("Passphrase of your data: ")))
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="budget-app", description="Budget App: your money, on your computer.")
    parser.add_argument("--version", action="version", version=VERSION)
    commands = parser.add_subparsers(dest="command", required=True)

    serve = commands.add_parser("serve", help="run the app on this computer")
    demo = commands.add_parser("demo", help="run the app on sample data, in a folder of its own")
    for each in (serve, demo):
        each.add_argument(
            "--port", type=_port, default=None, help="port on 127.0.0.1; 0 takes a free one (default 8000)"
        )
        each.add_argument("--open", action="store_true", help="open the page in the browser")
        each.add_argument(
            "--talk", action="store_true", help="end when standard input ends; answer what is asked there"
        )
    serve.set_defaults(run=_serve)
    demo.set_defaults(run=_demo)

    import_ = commands.add_parser("import", help="import statement files")
    import_.add_argument("files", nargs="+", type=Path, metavar="FILE")
    import_.add_argument("--account", help="the account's name; it is made if there is none")
    import_.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    import_.add_argument("--json", action="store_true", help="answer as JSON")
    import_.set_defaults(run=_import)

    export = commands.add_parser("export", help="write your data to a file or to standard output")
    export.add_argument("--format", choices=("json", "csv", "ofx", "qif"), default="json")
    export.add_argument("--out", type=Path, help="the file to write")
    export.set_defaults(run=_export)

    restore = commands.add_parser("restore", help="read an export back, into a data folder that is still empty")
    restore.add_argument("file", type=Path, metavar="FILE", help="the JSON file that export wrote")
    restore.add_argument("--email", help="on a server, whose household it becomes")
    restore.set_defaults(run=_restore)

    archive = commands.add_parser("archive", help="import years of Excel and CSV files from a folder at once")
    archive.add_argument("folder", type=Path, metavar="FOLDER")
    archive.add_argument("--dry-run", action="store_true", help="only say what would be added; change nothing")
    archive.add_argument("--json", action="store_true", help="answer as JSON")
    archive.set_defaults(run=_archive)

    backups = commands.add_parser("backups", help="say which backup could replace a damaged data file")
    backups.add_argument("--json", action="store_true", help="answer as JSON")
    backups.set_defaults(run=_backups)

    restore_backup = commands.add_parser("restore-backup", help="put a backup in the place of a damaged data file")
    restore_backup.add_argument("file", type=Path, metavar="FILE", help="a file of the folder backups")
    restore_backup.add_argument("--json", action="store_true", help="answer as JSON")
    restore_backup.set_defaults(run=_restore_backup)

    reset_data = commands.add_parser(
        "reset-data", help="go on with an empty file instead of a damaged one without backup"
    )
    reset_data.add_argument("file", type=Path, metavar="FILE", help="budget.db or investments.db")
    reset_data.add_argument("--yes", action="store_true", help="I know what is missing then")
    reset_data.add_argument("--json", action="store_true", help="answer as JSON")
    reset_data.set_defaults(run=_reset_data)

    sync = commands.add_parser("sync", help="read the connected banks now")
    sync.add_argument("--connection", metavar="NAME", help="only this bank, or the bank of this account")
    sync.add_argument("--json", action="store_true", help="answer as JSON")
    sync.set_defaults(run=_sync)

    mcp = commands.add_parser("mcp", help="let an assistant connect over standard input and output")
    mcp.set_defaults(run=_mcp)

    # For our own use: without `help` the list of commands leaves them out.
    open_page = commands.add_parser("open-page")
    open_page.add_argument("file", type=Path, metavar="FILE")
    open_page.set_defaults(run=_open_page)
    read_pdf = commands.add_parser("read-pdf")
    read_pdf.add_argument("--page", type=int, default=None, help="answer with a picture of this page")
    read_pdf.add_argument("--pixels", type=int, default=1_500_000, help="about how many pixels the picture has")
    read_pdf.set_defaults(run=_read_pdf)

    doctor = commands.add_parser("doctor", help="check that the data is whole")
    doctor.add_argument("--categoriser", action="store_true", help="say how good the categoriser is instead")
    doctor.add_argument("--json", action="store_true", help="answer as JSON")
    doctor.set_defaults(run=_doctor)

    server = commands.add_parser("server", help="run the app for many people, on PostgreSQL")
    server.add_argument("--host", default="127.0.0.1", help="address to listen at (default 127.0.0.1)")
    server.add_argument("--port", type=_port, default=8000)
    server.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    server.add_argument("--public-url", help="where people reach it, such as https://budget.example.org")
    server.set_defaults(run=_server)

    users = commands.add_parser("users", help="who may sign in to a server")
    users.add_argument("action", choices=("add", "list", "off", "on", "password"))
    users.add_argument("email", nargs="?", default="", help="e-mail address")
    users.add_argument("--name", help="name of a new user")
    users.add_argument("--operator", action="store_true", help="a new user may invite others to this server")
    users.set_defaults(run=_users)

    schema = commands.add_parser("db", help="versions of the databases, for whoever runs a server")
    schema.add_argument("action", choices=("current", "history", "upgrade"))
    schema.set_defaults(run=_schema)
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return port


# Each command imports what it needs, so that none pays for another.
def _serve(options: argparse.Namespace) -> int:
    # Starting makes objects that stay; once it is up the app switches the collector on again.
    gc.disable()
    from backend.commands.serve import serve

    return serve(port=options.port, opens_browser=options.open, talks=options.talk, is_demo=False)


def _demo(options: argparse.Namespace) -> int:
    from backend.commands.serve import serve

    return serve(port=options.port, opens_browser=options.open, talks=options.talk, is_demo=True)


def _import(options: argparse.Namespace) -> int:
    from backend.commands.import_files import import_files

    return import_files(options.files, account=options.account, is_dry_run=options.dry_run, as_json=options.json)


def _archive(options: argparse.Namespace) -> int:
    from backend.commands.import_archive import import_archive

    return import_archive(options.folder, is_dry_run=options.dry_run, as_json=options.json)


def _export(options: argparse.Namespace) -> int:
    from backend.commands.export import export

    return export(format=options.format, out=options.out)


def _restore(options: argparse.Namespace) -> int:
    from backend.commands.restore import restore_file

    return restore_file(options.file, email=options.email)


def _backups(options: argparse.Namespace) -> int:
    from backend.commands.backups import backups

    return backups(as_json=options.json)


def _restore_backup(options: argparse.Namespace) -> int:
    from backend.commands.backups import restore_backup_file

    return restore_backup_file(options.file, as_json=options.json)


def _reset_data(options: argparse.Namespace) -> int:
    from backend.commands.reset_data import reset_data_file

    return reset_data_file(options.file, is_confirmed=options.yes, as_json=options.json)


def _sync(options: argparse.Namespace) -> int:
    from backend.commands.sync import sync

    return sync(connection=options.connection, as_json=options.json)


def _mcp(_options: argparse.Namespace) -> int:
    from backend.commands.mcp import serve_assistant

    return serve_assistant()


def _open_page(options: argparse.Namespace) -> int:
    from backend.commands.open_page import open_page

    return open_page(options.file)


def _read_pdf(options: argparse.Namespace) -> int:
    from backend.text_extraction import pdf_process

    return pdf_process.main(page_number=options.page, pixels=options.pixels)


def _server(options: argparse.Namespace) -> int:
    from backend.commands.server import server

    return server(host=options.host, port=options.port, workers=options.workers, public_url=options.public_url)


def _users(options: argparse.Namespace) -> int:
    from backend.commands import server

    if options.action == "list":
        return server.list_users()
    if options.action == "add":
        name = options.name or options.email.partition("@")[0]
        return server.add_user(email=options.email, name=name, is_operator=options.operator)
    if options.action == "password":
        return server.reset_password(email=options.email)
    return server.set_active(email=options.email, is_active=options.action == "on")


def _schema(options: argparse.Namespace) -> int:
    from backend.commands import schema

    actions = {"current": schema.current, "history": schema.history, "upgrade": schema.upgrade}
    return actions[options.action]()


def _doctor(options: argparse.Namespace) -> int:
    if options.categoriser:
        from backend.commands.categoriser import show_categoriser

        return show_categoriser(as_json=options.json)
    from backend.commands.doctor import doctor

    return doctor(as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())

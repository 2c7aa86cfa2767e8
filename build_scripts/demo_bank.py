"""`make demo-bank`: a pretend bank and the app on an empty folder, to link a bank and watch it sync.

`make demo-bank ARGS=--window` opens the app in its own window, with the tray.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from build_scripts import electron, setup
from build_scripts.paths import PYTHON, ROOT
from build_scripts.shell import Stop, say

_GUIDE = """a pretend bank and the app
  The pretend bank   {bank}/
                     buy, settle, let the sign-in expire: what you do there arrives with the next sync
  In the app         Accounts, Connect a bank, Open the bank's page; any name and password will do
  SimpleFIN instead  paste this setup token, good once: {token}
  Ctrl-C ends everything; the bank and the app forget what they knew."""


def main(arguments: Sequence[str]) -> int:
    """Serve both until Ctrl-C. What was linked is forgotten at the end: the bank remembers nothing either."""
    setup.for_running()
    sys.path.insert(0, str(ROOT))
    from tests.standins import demo

    try:
        bank, other = demo.DemoBank(), demo.simplefin()
    except OSError:
        raise Stop(f"Port {demo.PORT} or {demo.PORT + 1} is taken. Is the pretend bank running already?") from None
    say(_GUIDE.format(bank=bank.address, token=other.setup_token()))
    with tempfile.TemporaryDirectory(prefix="budget-app-demo-bank-") as folder:
        environment = {**os.environ, **demo.environment(bank), "BUDGET_APP_HOME": str(Path(folder, "BudgetApp"))}
        if "--window" in arguments:
            # Its own folder, so that it is no second start of an installed app; its backend is this checkout.
            command = [electron.for_people(), electron.ensure_built(is_test=False), *electron.sandbox_words()]
            command += [f"--user-data-dir={Path(folder, 'window')}"]
            environment["BUDGET_APP_BACKEND"] = ""
        else:
            command = [PYTHON, "-m", "backend", "serve", "--open", *arguments]
        try:
            words = [str(word) for word in command]
            return subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode
        except KeyboardInterrupt:
            return 0
        finally:
            bank.close()
            other.close()

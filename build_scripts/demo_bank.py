"""`make demo-bank`: a pretend bank and the app on an empty folder, to link a bank and watch it sync."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence

from build_scripts import setup
from build_scripts.paths import PYTHON, ROOT
from build_scripts.shell import say


def main(arguments: Sequence[str]) -> int:
    """Serve both until Ctrl-C. What was linked is forgotten at the end: the bank remembers nothing either."""
    setup.for_running()
    sys.path.insert(0, str(ROOT))
    from tests.standins import demo

    bank, other = demo.DemoBank(), demo.simplefin()
    say(f"the pretend bank, and what it can do: {bank.address}/")
    say(f"SimpleFIN setup token, good once: {other.setup_token()}")
    say("in the app choose Accounts, Connect a bank; any name and password will do; Ctrl-C ends both")
    with tempfile.TemporaryDirectory(prefix="budget-app-demo-bank-") as home:
        environment = {**os.environ, **demo.environment(bank), "BUDGET_APP_HOME": home}
        try:
            return subprocess.run(
                [PYTHON, "-m", "backend", "serve", "--open", *arguments], cwd=ROOT, env=environment, check=False
            ).returncode
        except KeyboardInterrupt:
            return 0
        finally:
            bank.close()
            other.close()

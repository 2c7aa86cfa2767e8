"""Let an assistant on this computer connect over standard input and output; beside a running app too."""

import os

import anyio

from backend.bootstrap import open_data
from backend.infra import logs, paths
from backend.infra.config import Config
from backend.mcp_server.errors import ToolRefused
from backend.mcp_server.protocol import serve_stdio

TOKEN = "BUDGET_APP_MCP_TOKEN"  # noqa: S105 # the name of the variable


def serve_assistant() -> int:
    """Answer an assistant until it closes standard input. Raises ToolRefused without a token that counts.

    The token comes in the environment: the arguments of a program are seen by everyone on the computer.
    """
    token = os.environ.get(TOKEN, "").strip()
    if not token:
        raise ToolRefused(f"Put the token of the assistant into {TOKEN}. Settings, Assistants shows it once.")
    config = Config.from_environment()
    paths.forbid_core_dumps()
    with open_data(config) as data:
        logs.to_file(config.home / "logs")
        anyio.run(serve_stdio, data.budget, data.investments, token)
    return 0

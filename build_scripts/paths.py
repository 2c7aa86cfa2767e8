"""Where things are in the checkout, on each system."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = ROOT / "requirements"
FRONTEND = ROOT / "frontend"
NODE_MODULES = FRONTEND / "node_modules"
DIST = FRONTEND / "dist"
ELECTRON = ROOT / "electron"
BUILD = ROOT / "build"
FROZEN = ROOT / "dist" / "budget-app-backend"
FROZEN_PROGRAM = FROZEN / ("budget-app-backend.exe" if os.name == "nt" else "budget-app-backend")
OPENAPI = ROOT / "docs" / "openapi.json"
STAMPS = ROOT / ".setup"
TEST_RESULTS = ROOT / "test-results"

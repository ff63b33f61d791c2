"""Where the tests find the law, the returns and the brief that stand beside the project."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("KEYWORK_SHARED", ROOT.parent / "shared"))

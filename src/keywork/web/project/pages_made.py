"""Every page of ``docs`` that is made from data, in one place; a test compares them with the files."""

from __future__ import annotations

from keywork.core.loading import load_register
from keywork.core.measures import DATA
from keywork.core.rendering import render_events, render_law
from keywork.core.rendering_measures import render_measures
from keywork.web.accounts.rendering import render_roles
from keywork.web.kernel.settings import SETTINGS
from keywork.web.nonprod.rendering import render_demo
from keywork.web.project.limits_page import render_limits

SETTINGS_HEAD = """\
# Settings

Made from `src/keywork/web/kernel/settings.py` by `make docs`. Each is an environment variable.

| Variable | If it is not set | What it is for |
| --- | --- | --- |
"""


def render_settings() -> str:
    """Return the settings as a page."""
    return SETTINGS_HEAD + "".join(f"| `{s.name}` | {s.default} | {s.meaning} |\n" for s in SETTINGS)


def pages() -> dict[str, str]:
    """Return every page by the name of its file."""
    register = load_register()
    return {
        "law.md": render_law(register),
        "events.md": render_events(register),
        "measures.md": render_measures(sorted(DATA.glob("*.yaml"))),
        "roles.md": render_roles(),
        "demo-people.md": render_demo(),
        "limits.md": render_limits(),
        "settings.md": render_settings(),
    }

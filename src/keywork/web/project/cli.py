"""The command ``keywork``: one group of commands for each room."""

from __future__ import annotations

import typer

from keywork.web.accounts.cli import access, authority, user
from keywork.web.backup.cli import backup, restore
from keywork.web.deadlines.cli import deadlines, redact
from keywork.web.disclosure.cli import disclosure
from keywork.web.documents.cli import documents
from keywork.web.ledger.cli import ledger
from keywork.web.measuring.cli import measuring
from keywork.web.messages.cli import messages
from keywork.web.nonprod.cli import demo
from keywork.web.people.cli import names
from keywork.web.project.cli_home import docs, init, serve
from keywork.web.project.cli_law import law
from keywork.web.project.cli_worker import worker
from keywork.web.project.start import start_django
from keywork.web.returns.cli import importing
from keywork.web.vaults.cli import vault

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(law, name="law")
app.add_typer(authority, name="authority", callback=start_django)
app.add_typer(user, name="user", callback=start_django)
app.add_typer(access, name="access", callback=start_django)
app.add_typer(deadlines, name="deadlines", callback=start_django)
app.add_typer(names, name="names", callback=start_django)
app.add_typer(ledger, name="ledger", callback=start_django)
app.add_typer(disclosure, name="disclosure", callback=start_django)
app.add_typer(vault, name="vault", callback=start_django)
app.add_typer(importing, name="import", callback=start_django)
app.add_typer(measuring, name="measure", callback=start_django)
app.add_typer(demo, name="demo", callback=start_django)
app.add_typer(messages, name="messages", callback=start_django)
app.add_typer(documents, name="documents", callback=start_django)
app.add_typer(backup, name="backup")


ledger.command("redact")(redact)
app.command("init")(init)
app.command("serve")(serve)
app.command("worker")(worker)
app.command("restore")(restore)
app.command("docs")(docs)


def main() -> None:
    """Run the command line."""
    app()

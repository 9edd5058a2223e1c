"""`e-blagh`: the one command of developers and operators. Each module of `commands/` is one group of verbs."""

from __future__ import annotations

import typer

from infrastructure.commands.abuse import abuse
from infrastructure.commands.browser import browser
from infrastructure.commands.build import build
from infrastructure.commands.check import check
from infrastructure.commands.courts import courts
from infrastructure.commands.deploy import deploy
from infrastructure.commands.destroy import destroy
from infrastructure.commands.diagnostics import diagnostics
from infrastructure.commands.explain import explain
from infrastructure.commands.keys import keys
from infrastructure.commands.local import local
from infrastructure.commands.outputs import outputs
from infrastructure.commands.package import package
from infrastructure.commands.plan import plan
from infrastructure.commands.proof import proof
from infrastructure.commands.users import users
from infrastructure.commands.verify_audit import verify_audit

app = typer.Typer(name="e-blagh", help="Build, deploy and run e-blagh.", no_args_is_help=True, add_completion=False)

for command in (build, package, check, plan, deploy, outputs, destroy, explain, abuse, browser, verify_audit):
    app.command()(command)
app.add_typer(users, name="users")
app.add_typer(local, name="local")
app.add_typer(courts, name="courts")
app.add_typer(diagnostics, name="diagnostics")
app.add_typer(keys, name="keys")
app.add_typer(proof, name="proof")


def main() -> None:
    """Entry point of the console script."""
    app()

"""`watch`: what is saved into folders, added as it comes."""

import argparse

from quotebrowser import ingest
from quotebrowser.cli import output, session
from quotebrowser.cli.adding import Told
from quotebrowser.cli.stopping import stopping
from quotebrowser.errors import ExitCode
from quotebrowser.library import watching
from quotebrowser.model import Fact, Facts, Provenance


def watch_command(arguments: argparse.Namespace) -> int:
    """Add until Ctrl+C, which is success. What is known already is counted, not told."""
    watching.require(arguments.folders)
    outlet = (arguments.outlet or "").strip()
    given = ingest.Given(Facts(outlet=Fact(outlet, Provenance.GIVEN) if outlet else None))
    told = Told(arguments.json)
    with session.library(arguments, writing=True) as library, stopping() as stop:
        if not arguments.json:
            output.say(f"Watching {', '.join(map(str, arguments.folders))}; Ctrl+C ends it")
        for outcome in watching.watch(library, arguments.folders, given, stop=stop):
            if outcome.outcome == "known" and not arguments.json:
                told.count(outcome)
            else:
                told.tell(outcome)
    told.sum_up()
    return int(ExitCode.FOUND)

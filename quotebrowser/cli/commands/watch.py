"""`watch`: new files in folders, added as they appear."""

import argparse

from quotebrowser import ingest
from quotebrowser.cli import open_library, output
from quotebrowser.cli.commands.add import Outcomes
from quotebrowser.cli.interrupts import stopping
from quotebrowser.errors import ExitCode
from quotebrowser.library.adding import watch_folder
from quotebrowser.model import Fact, Facts, Provenance


def watch_command(arguments: argparse.Namespace) -> int:
    """Add until a signal; Ctrl+C is success. Files already known are counted, not reported."""
    watch_folder.require(arguments.folders)
    outlet = (arguments.outlet or "").strip()
    given = ingest.Given(Facts(outlet=Fact(outlet, Provenance.GIVEN) if outlet else None))
    outcomes = Outcomes(arguments.json)
    with open_library.library(arguments, writing=True, create=True) as library, stopping() as stop:
        if not arguments.json:
            output.say(f"Watching {', '.join(map(str, arguments.folders))}; press Ctrl+C to stop")
        for outcome in watch_folder.watch(library, arguments.folders, given, stop=stop):
            if outcome.outcome == "known" and not arguments.json:
                outcomes.count(outcome)
            else:
                outcomes.tell(outcome)
    outcomes.sum_up()
    return int(ExitCode.FOUND) if stop.status == ExitCode.STOPPED else stop.status

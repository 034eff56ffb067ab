"""`verify`: is this what was printed?"""

import argparse
import sys
from typing import Final

from quotebrowser.cli import open_library, output
from quotebrowser.errors import ExitCode, UsageError
from quotebrowser.library.copying import machine_output, verify_report
from quotebrowser.library.verifying import verdict_lines, verify_words
from quotebrowser.library.verifying.verdict_lines import Role
from quotebrowser.library.verifying.verdicts import Verdict
from quotebrowser.text import safe_line

_STYLES: Final = {Role.VERDICT: "bold", Role.SOURCE: "dim", Role.WARNING: "bold"}
_LISTED: Final = 10
"""Passages that were not checked, as far as they are named."""


def verify_command(arguments: argparse.Namespace) -> int:
    """Check words or a draft; exit 0 when all was quoted so and nothing warns."""
    if bool(arguments.text) == bool(arguments.draft):
        raise UsageError("verify needs either words or --draft FILE")
    if arguments.report and (arguments.json or not arguments.draft):
        raise UsageError("--report needs --draft FILE, and goes without --json")
    if arguments.speaker and arguments.draft:
        raise UsageError("--speaker goes with words; a draft says itself whose words it quotes")
    with open_library.library(arguments) as library:
        if arguments.draft:
            draft = verify_words.verify_draft(library, arguments.draft)
        else:
            words = sys.stdin.read() if arguments.text == ["-"] else " ".join(arguments.text)
            draft = verify_words.Draft((verify_words.verify(library, words, arguments.speaker or ""),), ())
        if arguments.report:
            name = arguments.draft.name
            sys.stdout.write(verify_report.render(library, draft, name, arguments.report) + "\n")
    if not arguments.report:
        for verdict in draft.verdicts:
            if arguments.json:
                output.write_json(machine_output.verified(verdict))
            else:
                _tell(verdict)
    if not draft.verdicts:
        output.say("The draft has no quotes")
    if draft.left_out:
        output.say(verify_report.left_out(draft.left_out, _LISTED))
    return int(ExitCode.FOUND if draft.holds else ExitCode.NOTHING)


def _tell(verdict: Verdict) -> None:
    from rich.text import Text

    for line in verdict_lines.lines(verdict):
        label = "warning: " if line.role is Role.WARNING else ""
        words = f"{'  ' * line.depth}{label}{safe_line(line.text)}"
        output.show(Text(words, style=_STYLES.get(line.role, "")))

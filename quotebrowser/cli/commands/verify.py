"""`verify`: is this what was printed?"""

import argparse
import sys

from quotebrowser.cli import open_library, output
from quotebrowser.errors import ExitCode, UsageError
from quotebrowser.library.copying import machine_output
from quotebrowser.library.finding import verify_words
from quotebrowser.text import safe_line


def verify_command(arguments: argparse.Namespace) -> int:
    """Check words or a draft; exit 0 when all is printed exactly or differs in typography only."""
    if bool(arguments.text) == bool(arguments.draft):
        raise UsageError("verify needs either words or --draft FILE")
    with open_library.library(arguments) as library:
        if arguments.draft:
            verdicts = verify_words.verify_draft(library, arguments.draft)
        else:
            words = sys.stdin.read() if arguments.text == ["-"] else " ".join(arguments.text)
            verdicts = (verify_words.verify(library, words),)
    for verdict in verdicts:
        if arguments.json:
            output.write_json(machine_output.verified(verdict))
        else:
            _tell(verdict)
    if not verdicts:
        output.say("The draft has no quotes")
    holds = bool(verdicts) and all(verdict.holds for verdict in verdicts)
    return int(ExitCode.FOUND if holds else ExitCode.NOTHING)


_SENTENCES = {
    "exact": "Printed exactly like this",
    "typographic": "Printed like this, except for punctuation and quotation marks",
    "case": "Printed like this, except for capital letters",
    "near": "Printed differently",
    "none": "Not found in this library",
}
_WORDINGS = {**{tier: words.lower() for tier, words in _SENTENCES.items()}, "near": "what is printed"}


def _tell(verdict: verify_words.Verdict) -> None:
    from rich.text import Text

    sign = "✔" if verdict.holds else "✘"
    output.show(Text(f"{sign} {_SENTENCES[verdict.tier]}: “{safe_line(verdict.text)}”", style="bold"))
    for wording in verdict.wordings:
        output.show(Text(f"  {_WORDINGS[wording.tier]}: “{safe_line(wording.printed)}”"))
        for source in wording.sources:
            output.show(Text(f"    {safe_line(source)}", style="dim"))
        for difference in wording.differences:
            output.show(Text(f"    {safe_line(difference)}"))
        for warning in wording.warnings:
            output.show(Text(f"    warning: {safe_line(warning)}", style="bold"))

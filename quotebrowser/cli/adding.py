"""`add`: articles into the library, an outcome for each."""

import argparse
from pathlib import Path

from quotebrowser import ingest
from quotebrowser.cli import output, session
from quotebrowser.errors import ExitCode, UsageError
from quotebrowser.library import FileOutcome, adding, correcting
from quotebrowser.model import FACT_KEYS, Date, Fact, Facts, Provenance

_SIGNS = {"added": "+", "version": "+", "known": "=", "no quotes": "0", "rejected": "!"}


def add_command(arguments: argparse.Namespace) -> int:
    """Read articles; exit 0 unless nothing could be read."""
    if arguments.later:
        raise UsageError(
            "add cannot do that yet: --online, --jobs and --engine do not work in this version",
            "Save the pages and add the files.",
        )
    for path in arguments.paths:
        if "://" in path:
            raise UsageError(
                f"{path} is an address, and quotebrowser opens no connections",
                "Save the page and add the file; --url says where it was.",
            )
    given = ingest.Given(_given(arguments), arguments.encoding, _mapping(arguments.map))
    outcomes: list[FileOutcome] = []
    with session.library(arguments, writing=True) as library, output.progress("Reading") as progress:
        for outcome in adding.add(
            library, [Path(path) for path in arguments.paths], given, progress=progress
        ):
            outcomes.append(outcome)
            if arguments.json:
                output.write_json(_row(outcome))
            else:
                _tell(outcome)
    if not arguments.json:
        output.say(_summary(outcomes))
    read = any(outcome.outcome != "rejected" for outcome in outcomes)
    return int(ExitCode.FOUND if read else ExitCode.ERROR)


def _given(arguments: argparse.Namespace) -> Facts:
    """The facts of the command line."""
    if arguments.date and Date.parse(arguments.date) is None:
        raise UsageError(f"{arguments.date} is not a date", "Write 2025, 2025-01 or 2025-01-09.")

    def fact(value: str | None) -> Fact | None:
        return Fact(value.strip(), Provenance.GIVEN) if value and value.strip() else None

    return Facts(
        title=fact(arguments.title),
        outlet=fact(arguments.outlet),
        byline=fact(arguments.author),
        published=fact(arguments.date),
        url=fact(arguments.url),
        via=fact(arguments.via),
    )


def _mapping(pairs: list[str]) -> tuple[tuple[str, str], ...]:
    """Which field of a record is what.

    Raises:
        UsageError: a pair has no equals sign, or names no fact.
    """
    known = ("text", *FACT_KEYS)
    mapping = []
    for pair in pairs:
        fact, sign, name = pair.partition("=")
        fact = correcting.KEYS.get(fact.strip(), fact.strip())
        if not sign or not name.strip() or fact not in known:
            raise UsageError(f"--map {pair} names no field", f"Write FACT=FIELD; facts: {', '.join(known)}")
        mapping.append((fact, name.strip()))
    return tuple(mapping)


def _row(outcome: FileOutcome) -> dict[str, object]:
    return {
        "path": outcome.path,
        "outcome": outcome.outcome,
        "reason": outcome.reason or None,
        "article": outcome.article or None,
        "quotes": outcome.quotes,
        "facts": {
            name: {"value": fact.value, "provenance": fact.provenance.value, "confidence": fact.confidence}
            for name, fact in outcome.facts
        },
    }


def _tell(outcome: FileOutcome) -> None:
    quotes = f"{outcome.quotes} quote{'' if outcome.quotes == 1 else 's'}"
    text = {
        "added": f"{quotes}, {outcome.reason}" if outcome.reason else quotes,
        "known": f"known already, {quotes}",
        "version": f"{quotes}, {outcome.reason}",
        "no quotes": "read, no quotes in it",
        "rejected": outcome.reason,
    }[outcome.outcome]
    output.say(f"{_SIGNS[outcome.outcome]} {outcome.path}: {text}")


def _summary(outcomes: list[FileOutcome]) -> str:
    counts = {name: sum(outcome.outcome == name for outcome in outcomes) for name in _SIGNS}
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    new = sum(outcome.quotes for outcome in outcomes if outcome.outcome in ("added", "version"))
    return f"{told or 'nothing to read'}; {new} new quotes"

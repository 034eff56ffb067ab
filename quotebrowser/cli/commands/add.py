"""`add` and `watch`: articles into the library, an outcome for each."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quotebrowser import ingest, settings
from quotebrowser.cli import open_library, output
from quotebrowser.cli.interrupts import stopping
from quotebrowser.errors import ExitCode, UsageError
from quotebrowser.ingest.files import file_bytes
from quotebrowser.library import FileOutcome, Library
from quotebrowser.library.adding import add_files, watch_folder
from quotebrowser.library.changing import correct_facts
from quotebrowser.library.copying import machine_output
from quotebrowser.library.views import Progress
from quotebrowser.model import FACT_KEYS, Date, Fact, Facts, Provenance
from quotebrowser.text import counted, safe_line

if TYPE_CHECKING:
    from quotebrowser.library.adding.cluster import sharded_reading

_SIGNS: Final = {"added": "+", "version": "+", "known": "=", "no quotes": "0", "rejected": "!"}
_TOLD_AGAIN: Final = 20
"""Rejected and doubtful files that are named once more at the end, many lines further down."""


def add_command(arguments: argparse.Namespace) -> int:
    """Read articles; exit 0 unless nothing could be read, 128 and its number if a signal stopped it."""
    addresses = _addresses(arguments)
    given = ingest.Given(given_facts(arguments), arguments.encoding, _mapping(arguments.map))
    outcomes = Outcomes(arguments.json)
    handed_in = _standard_input() if "-" in arguments.paths else None
    with (
        open_library.library(arguments, writing=True, create=True) as library,
        _cluster(arguments, library) as cluster,
        output.progress("Reading") as bar,
        stopping() as stop,
    ):
        counted = _Counted(bar)
        files = [Path(path) for path in arguments.paths if path not in addresses and path != "-"]
        for outcome in chain(
            _fetched(library, addresses, given, stop),
            _handed_in(library, handed_in, given, stop),
            add_files.add(
                library, files, given, jobs=arguments.jobs, cluster=cluster, progress=counted, stop=stop
            ),
        ):
            outcomes.tell(outcome)
    outcomes.sum_up()
    if stop.asked and counted.done < counted.total:
        output.say(
            f"Stopped after {counted.done:,} of {counted.total:,} files; run the same command to continue"
        )
        return stop.status
    return int(ExitCode.ERROR if outcomes.nothing_read else ExitCode.FOUND)


def _cluster(
    arguments: argparse.Namespace, library: Library
) -> "AbstractContextManager[sharded_reading.Cluster | None]":
    """Where to read, if not here."""
    if not open_library.is_on_cluster(arguments, "address", "checkpoints"):
        return nullcontext()
    from quotebrowser.library.adding.cluster import sharded_reading

    jobs = arguments.jobs or add_files.processors()
    return sharded_reading.joined(library, arguments.address, jobs, arguments.checkpoints, output.say)


@dataclass
class _Counted:
    """Passes progress on, and remembers it."""

    bar: Progress | None
    done: int = 0
    total: int = 0

    def __call__(self, done: int, total: int, name: str) -> None:
        self.done, self.total = done, total
        if self.bar is not None:
            self.bar(done, total, name)


@dataclass
class Outcomes:
    """The outcomes of the files so far, reported: on stdout as JSON, or in words on stderr."""

    json: bool
    """Whether rows are printed for machines."""
    counts: Counter[str] = field(default_factory=Counter)
    """How many outcomes of each kind."""
    quotes: int = 0
    """How many quotes are new."""
    rejected: list[FileOutcome] = field(default_factory=list)
    """The files that could not be read."""
    doubtful: list[FileOutcome] = field(default_factory=list)
    """The articles of which their reader was not sure."""

    def count(self, outcome: FileOutcome) -> None:
        """Remember the outcome of one file."""
        self.counts[outcome.outcome] += 1
        if outcome.outcome == "rejected":
            self.rejected.append(outcome)
        if outcome.notice:
            self.doubtful.append(outcome)
        if outcome.outcome in ("added", "version"):
            self.quotes += outcome.quotes

    def tell(self, outcome: FileOutcome) -> None:
        """Report the outcome of one file."""
        self.count(outcome)
        if self.json:
            output.write_json(machine_output.file_outcome(outcome))
        else:
            output.say(_line(outcome))

    def sum_up(self) -> None:
        """Report how many there were of each kind, in words."""
        if self.json:
            return
        if self.counts.total() > _TOLD_AGAIN:
            for outcome in self.doubtful[:_TOLD_AGAIN]:
                output.say(safe_line(f"? {outcome.path}: {outcome.notice}"))
        if len(self.rejected) < self.counts.total() > _TOLD_AGAIN:
            for outcome in self.rejected[:_TOLD_AGAIN]:
                output.say(_line(outcome))
            if len(self.rejected) > _TOLD_AGAIN:
                more = len(self.rejected) - _TOLD_AGAIN
                output.say(f"! and {more:,} more; quotebrowser list files shows them all")
        doubtful = f"; {len(self.doubtful):,} to check (?)" if self.doubtful else ""
        output.say(_summary(self.counts, self.quotes) + doubtful)

    @property
    def nothing_read(self) -> bool:
        """Whether there was nothing but rejected files, or no file at all."""
        return self.counts.total() == len(self.rejected)


def _addresses(arguments: argparse.Namespace) -> list[str]:
    """The addresses among the paths.

    Raises:
        UsageError: the user did not say that they may be fetched.
    """
    addresses = [path for path in arguments.paths if ingest.is_address(path)]
    if addresses and not (arguments.online or settings.load().online):
        raise UsageError(
            f"{addresses[0]} is a web address, and nothing is fetched unless you ask for it",
            "Add --online to fetch it. Or save the page, add the file, and give the address with --url.",
        )
    return addresses


def _fetched(
    library: Library, addresses: list[str], given: ingest.Given, stop: add_files.Stop
) -> Iterator[FileOutcome]:
    """The articles at the addresses."""
    if not addresses:
        return iter(())
    from quotebrowser.library.adding import add_online

    return add_online.add(library, addresses, given, _announce, stop=stop)


def _standard_input() -> bytes:
    if sys.stdin.isatty():
        output.say("Paste the article, then press Ctrl+D on a line of its own")
    return sys.stdin.buffer.read(file_bytes.LARGEST + 1)


def _handed_in(
    library: Library, data: bytes | None, given: ingest.Given, stop: add_files.Stop
) -> Iterator[FileOutcome]:
    """The article on standard input; None: it was not asked for."""
    if data is None:
        return iter(())
    from quotebrowser.library.adding import add_online

    return add_online.add_bytes(library, data, replace(given, name=ingest.STANDARD_INPUT), stop=stop)


def _announce(host: str) -> None:
    """Say which computer will learn that somebody here reads this."""
    output.say(f"Contacting {host}")


def given_facts(arguments: argparse.Namespace) -> Facts:
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
    known = ("text", "speaker", *FACT_KEYS)
    mapping = []
    for pair in pairs:
        fact, sign, name = pair.partition("=")
        fact = correct_facts.KEYS.get(fact.strip(), fact.strip())
        if not sign or not name.strip() or fact not in known:
            raise UsageError(
                f"--map {pair} does not name a field", f"Write FACT=FIELD; facts: {', '.join(known)}"
            )
        mapping.append((fact, name.strip()))
    return tuple(mapping)


def _line(outcome: FileOutcome) -> str:
    quotes = f"{outcome.quotes} quote{'' if outcome.quotes == 1 else 's'}"
    text = {
        "added": f"{quotes}, {outcome.reason}" if outcome.reason else quotes,
        "known": f"already known, {quotes}",
        "version": f"{quotes}, {outcome.reason}",
        "no quotes": ", ".join(filter(None, ["read, but it has no quotes", outcome.reason])),
        "rejected": outcome.reason,
    }[outcome.outcome]
    sign = "?" if outcome.notice else _SIGNS[outcome.outcome]
    return safe_line(f"{sign} {outcome.path}: {text}")


def _summary(counts: Counter[str], quotes: int) -> str:
    told = ", ".join(f"{counts[name]:,} {name}" for name in _SIGNS if counts[name])
    return f"{told or 'nothing to read'}; {counted(quotes, 'new quote')}"


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

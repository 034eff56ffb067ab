"""What the commands print: data on stdout, narration on stderr.

One rule guards it: every string of an article passes `text.safe` before it is printed; JSON escapes what is
not ASCII text instead, so that it stays exact.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from quotebrowser.errors import QueryError, QuoteBrowserError
from quotebrowser.text import inert, safe, safe_line
from quotebrowser.text.json_lines import json_line

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from quotebrowser.library.views import Progress


def fail(error: QuoteBrowserError) -> None:
    """Say on stderr what failed, and what to do."""
    say(f"quotebrowser: {error.message}")
    if isinstance(error, QueryError) and "\n" not in error.query:
        say(f"  {error.query}\n  {' ' * error.position}^")
    if error.hint:
        say(f"hint: {error.hint}")


def say(text: str) -> None:
    """A line on stderr."""
    print(safe(text), file=sys.stderr, flush=True)


def write(text: str) -> None:
    """Text on stdout, with a newline at its end. The one door for data: nothing that acts on a terminal."""
    _utf8()
    sys.stdout.write(inert(text if text.endswith("\n") else text + "\n"))


def write_json(row: Mapping[str, object]) -> None:
    """One object on one line; non-ASCII text is escaped only if it could not be printed."""
    write(json_line(row))


def _utf8() -> None:
    """Data is UTF-8 whatever the locale: `LANG=C` must not break it."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None and (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
        reconfigure(encoding="utf-8", errors="backslashreplace")


def console() -> "Console":
    """A Rich console on stdout; colour only on a terminal, and never against NO_COLOR."""
    from rich.console import Console

    _utf8()
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty())


def show(*renderables: "RenderableType") -> None:
    """Print for people."""
    from rich.text import Text

    target = console()
    for renderable in renderables:
        if isinstance(renderable, Text):
            renderable.plain = inert(renderable.plain)
        try:
            target.print(renderable)
        except SystemExit as error:
            # Rich ends the program when the reader of a pipe has gone; here that is `main`'s to say.
            raise BrokenPipeError from error


def table(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """A plain table: columns under their names, no boxes; off a terminal, tabs between uncut cells."""
    if not sys.stdout.isatty():
        for row in rows:
            write("\t".join(safe_line(cell) for cell in row))
        return
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, header_style="bold")
    for header in headers:
        grid.add_column(header, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(safe_line(cell)) for cell in row))
    show(grid)


@contextmanager
def progress(label: str) -> "Iterator[Progress | None]":
    """A progress bar on stderr while the block runs; None, and no bar, if stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(TextColumn):
        """Files a second."""

        def render(self, task: object) -> Text:
            speed = getattr(task, "finished_speed", None) or getattr(task, "speed", None)
            return Text(f"{speed:,.0f} per second" if speed else "")

    class Name(TextColumn):
        """The file being read: never markup."""

        def render(self, task: object) -> Text:
            return Text(str(getattr(task, "fields", {}).get("name", "")), overflow="ellipsis", no_wrap=True)

    bar = Progress(
        TextColumn(label), BarColumn(), MofNCompleteColumn(), Rate(""), TimeRemainingColumn(), Name(""),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    with bar:
        task = bar.add_task("", total=None, name="")

        def step(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, name=safe_line(name))

        yield step


@contextmanager
def building() -> "Iterator[Progress | None]":
    """A progress bar while a command waits for the index; a line on stderr if that is not a terminal."""
    if not sys.stderr.isatty():
        say("Building the index")
    with progress("Building the index") as step:
        yield step

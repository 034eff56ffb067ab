"""A formatted line before it is encoded: pieces of text, some italic, some linked.

One rule guards it: formatters never write markup. They build runs, and `encode` alone knows plain text,
Markdown and HTML, so that no title or name can break out of a format.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line."""

    text: str
    """As a reader sees it."""
    italic: bool = False
    """Whether a target that can show italics does."""
    href: str = ""
    """Address it leads to; empty where it is no link."""

    @property
    def styled(self) -> bool:
        """Whether it is more than bare text."""
        return self.italic or bool(self.href)


Line = tuple[Run, ...]
Piece = str | Run | Line


def line(*parts: Piece) -> Line:
    """One line of strings, runs and lines; empty pieces vanish and bare neighbours are joined."""
    joined: list[Run] = []
    for part in parts:
        runs = (Run(part),) if isinstance(part, str) else (part,) if isinstance(part, Run) else part
        for run in runs:
            if joined and not run.styled and not joined[-1].styled:
                joined[-1] = Run(joined[-1].text + run.text)
            elif run.text:
                joined.append(run)
    return tuple(joined)


def italic(text: str) -> Run:
    """`text` in italics."""
    return Run(text, italic=True)


def link(url: str, text: str = "") -> Run:
    """`text`, or the address itself, leading to `url`; only addresses of the web become links."""
    return Run(text or url, href=url if url.startswith(("https://", "http://")) else "")


def plain(parts: Line) -> str:
    """The line as plain text: italics and links are not marked."""
    return "".join(run.text for run in parts)


def listed(parts: Sequence[Piece], separator: str = ", ") -> Line:
    """The parts that are not empty, with `separator` between them."""
    kept = [part for part in map(line, parts) if part]
    return line(*(line(part, separator) for part in kept[:-1]), *kept[-1:])


def ended(parts: Line, mark: str = ".") -> Line:
    """The line with `mark` at its end, within closing quotation marks, as American English places it.

    A period is left out where the line already ends a sentence; a comma is always set.
    """
    if not parts:
        return parts
    last = parts[-1]
    at = len(last.text) - _closing(last.text)
    if mark == "." and last.text[:at].endswith((".", "?", "!")):
        return parts
    if last.styled and at == len(last.text):
        return (*parts, Run(mark))
    return (*parts[:-1], replace(last, text=last.text[:at] + mark + last.text[at:]))


def _closing(text: str) -> int:
    """How many closing quotation marks end `text`; an apostrophe that closes nothing is none."""
    count = 0
    while count < len(text) and (
        text[-1 - count] == "”" or (text[-1 - count] == "’" and "‘" in text[: len(text) - count])
    ):
        count += 1
    return count

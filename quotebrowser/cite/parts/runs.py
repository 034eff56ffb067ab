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
    """Address it leads to; empty if it is no link."""
    closing: int = 0
    """How many characters at its end close a quotation."""

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
                whole = joined[-1].closing if not run.text else run.closing
                joined[-1] = Run(joined[-1].text + run.text, closing=whole)
            elif run.text:
                joined.append(run)
    return tuple(joined)


def italic(text: str, closing: int = 0) -> Run:
    """`text` in italics; `closing` counts the characters at its end that close a quotation."""
    return Run(text, italic=True, closing=closing)


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


def quoted(text: str, marks: tuple[str, str] = ("“", "”"), closing: int = 0) -> Run:
    """`text` within `marks`; `closing` counts the characters at its own end that close a quotation."""
    return Run(f"{marks[0]}{text}{marks[1]}", closing=closing + 1)


def ended(parts: Line, mark: str = ".") -> Line:
    """The line with `mark` at its end, within closing quotation marks, as American English places it.

    A period is left out where the line already ends in a mark that takes its place, a comma after a comma.
    """
    if not parts:
        return parts
    last = parts[-1]
    at = len(last.text) - last.closing
    if last.text[:at].endswith((".", "?", "!", ":", ";") if mark == "." else mark):
        return parts
    if last.styled and not last.closing:
        return (*parts, Run(mark))
    return (*parts[:-1], replace(last, text=last.text[:at] + mark + last.text[at:]))

"""`extract`: the quotes of a text, nothing stored."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from quotebrowser.cli import output
from quotebrowser.errors import ExitCode, ReadError, UsageError
from quotebrowser.library.copying import extracted_output
from quotebrowser.library.finding import extract_text
from quotebrowser.model import Article, Quote, Rejected
from quotebrowser.text import safe_line, unknown


def extract_command(arguments: argparse.Namespace) -> int:
    """Print the quotes; exit 1 if there are none, 2 where nothing could be read."""
    read = found = 0
    for item in _items(arguments):
        if isinstance(item, Rejected):
            output.say(f"! {item.path}: {item.reason}")
            continue
        read += 1
        doc_id, article, quotes, text = item
        found += len(quotes)
        if arguments.json:
            facts = not arguments.jsonl
            output.write_json(extracted_output.document(doc_id, article, quotes, text=text, facts=facts))
        else:
            _tell(doc_id, article, quotes)
    if not read:
        return int(ExitCode.ERROR)
    return int(ExitCode.FOUND if found else ExitCode.NOTHING)


_Item = tuple[str, Article, tuple[Quote, ...], bool]
"""A document: what it is called, its article, the quotes, whether its text is other than what was read."""


def _items(arguments: argparse.Namespace) -> Iterator[_Item | Rejected]:
    if arguments.jsonl and arguments.files:
        raise UsageError("extract reads either files or --jsonl, not both")
    if arguments.jsonl:
        yield from _lines(arguments.jsonl)
        return
    for name in arguments.files or ["-"]:
        if name == "-":
            data: bytes | None = sys.stdin.buffer.read(extract_text.LARGEST + 1)
            items = extract_text.of_bytes(data or b"", "-")
        else:
            data = None
            items = extract_text.of_file(Path(name))
        for item in items:
            if isinstance(item, Rejected):
                yield item
            else:
                text = arguments.json and not extract_text.is_whole_file(item, data)
                yield name, item, extract_text.quotes(item), text


def _lines(name: str) -> Iterator[_Item]:
    """The documents of a JSON Lines file."""
    try:
        lines = sys.stdin.buffer if name == "-" else Path(name).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise ReadError(f"{name} could not be read: {error.strerror}") from error
    with lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                doc_id, text = str(row["doc_id"]), row["text"]
            except (ValueError, TypeError, KeyError):
                row, doc_id, text = None, "", None
            if not isinstance(text, str):
                raise ReadError(
                    f"{name}, line {number} is not an object with doc_id and text",
                    'Each line must read {"doc_id": "...", "text": "..."}.',
                )
            article = extract_text.of_text(text, doc_id)
            yield doc_id, article, extract_text.quotes(article), False


def _tell(doc_id: str, article: Article, quotes: tuple[Quote, ...]) -> None:
    from rich.text import Text

    output.show(Text(safe_line(doc_id), style="bold"))
    for quote in quotes:
        said = quote.attribution
        who = safe_line(said.speaker.name) if said else unknown.SPEAKER.line
        words = " … ".join(f"“{safe_line(part)}”" for part in quote.parts(article.text))
        line = Text(f"  {words} ")
        line.append(f"— {who} ({quote.kind.value})", style="dim")
        output.show(line)

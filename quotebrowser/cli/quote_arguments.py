"""The arguments of the commands that find quotes, cite them and keep notes, tags and searches."""

import argparse
from collections.abc import Callable
from typing import Final


def _one(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "target", metavar="QUERY-OR-UID", help="a quote's uid, or a query that finds one quote"
    )


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object per line")


def _note(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    parser.add_argument(
        "text",
        metavar="TEXT",
        nargs="?",
        help="the note; - for standard input; without it, the note is printed",
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--editor", action="store_true", help="write it in $EDITOR")
    how.add_argument("--remove", action="store_true", help="remove the note")
    _json(parser)


def _untag(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("tags", metavar="TAG", nargs="+", help="a word or a few words")
    parser.add_argument("--all", action="store_true", help="do so with every quote that the query finds")
    _json(parser)


def _tag(parser: argparse.ArgumentParser) -> None:
    _untag(parser)
    parser.add_argument(
        "--at",
        metavar="N",
        type=int,
        default=0,
        help="place in the order of the tag, from 1 (default: behind the others)",
    )


def _search(parser: argparse.ArgumentParser) -> None:
    from quotebrowser.model import Sort

    parser.add_argument(
        "query", nargs="*", help='words, "a phrase", speaker:name, date:2025-01.. (see the README)'
    )
    parser.add_argument(
        "--group", action="store_true", help="one row for each thing said, however many outlets printed it"
    )
    parser.add_argument("--limit", metavar="N", type=_positive, help="show at most N rows (default: 20)")
    parser.add_argument(
        "--sort",
        choices=[sort.value for sort in Sort],
        default=Sort.RELEVANCE.value,
        help="order of the rows",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object per line")
    form.add_argument("--csv", action="store_true", help="a table for spreadsheets")

    kept = parser.add_mutually_exclusive_group()
    kept.add_argument("--save", metavar="NAME", help="save the query under this name")
    kept.add_argument("--saved", metavar="NAME", help="run the search saved under this name")
    kept.add_argument("--forget", metavar="NAME", help="remove the search saved under this name")
    kept.add_argument("--rename", metavar=("NAME", "NEW"), nargs=2, help="rename a saved search")
    parser.add_argument(
        "--new",
        action="store_true",
        help="with --saved: only quotes added since you last asked so, all of them",
    )


def _cite(parser: argparse.ArgumentParser) -> None:
    from quotebrowser.library.copying import cite_quotes

    parser.add_argument("target", metavar="QUERY-OR-UID", nargs="+", help="a query, or a quote's uid")
    for flag, metavar, names in (
        ("style", "S", cite_quotes.styles()),
        ("form", "F", cite_quotes.forms()),
        ("flavour", "V", cite_quotes.flavours()),
    ):
        *first, last = (name for name, _ in names)
        parser.add_argument(f"--{flag}", metavar=metavar, default="", help=f"{', '.join(first)} or {last}")
    parser.add_argument(
        "--words", metavar="WORDS", default="", help="cite only these words of the quote; cut ends are shown"
    )
    help_ = "copy it to the clipboard, and report whether that worked"
    parser.add_argument("--copy", action="store_true", help=help_)
    help_ = "cite everything the query finds, with one bibliography; a tag's quotes in its order"
    parser.add_argument("--all", action="store_true", help=help_)
    _json(parser)


def _positive(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= 1_000_000:  # noqa: PLR2004 - more rows than any library has
        raise argparse.ArgumentTypeError("must be a number from 1 to 1000000")
    return int(text)


ARGUMENTS: Final[dict[str, Callable[[argparse.ArgumentParser], None]]] = {
    "note": _note,
    "tag": _tag,
    "untag": _untag,
    "search": _search,
    "cite": _cite,
}
"""What adds them, by the name of the command."""

"""The arguments of every command.

One rule guards it: a table that has what an option takes is loaded where the option is made.
"""

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from quotebrowser.cli.index_arguments import engine, index, rebuild
from quotebrowser.cli.newsroom_arguments import copy_library, newsroom


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object per line")


def _browse(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="?", default="", help="start with this search")


def _browse_draft(parser: argparse.ArgumentParser) -> None:
    _browse(parser)
    help_ = "show every quoted passage of a draft with its verdict"
    parser.add_argument("--draft", metavar="FILE", type=Path, help=help_)


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", metavar="HOST", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", metavar="PORT", type=int, help="port (default: 8765; 0: any that is free)")
    parser.add_argument(
        "--allow-changes", action="store_true", help="let whoever has the address change the library"
    )


def _pick(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="*", help="start with this search; a single match is printed at once")
    parser.add_argument("-1", "--first", action="store_true", help="print the best match without asking")
    parser.add_argument(
        "--print",
        choices=("citation", "quote", "uid", "json"),
        default="citation",
        help="what of the chosen quote is printed (default: citation)",
    )
    _style(parser)


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="files, folders, web addresses; - for standard input. See quotebrowser help formats",
    )
    for flag, what in (
        ("outlet", "who printed it"),
        ("date", "when it was published: 2025, 2025-01 or 2025-01-09"),
        ("url", "where it was published"),
        ("author", "the author, or several separated by ;"),
        ("title", "its headline"),
        ("via", "the outlet it took the quotes from"),
    ):
        parser.add_argument(f"--{flag}", metavar=flag.upper(), help=f"{what} (applies to every file)")
    parser.add_argument("--encoding", metavar="E", default="", help="file encoding, for example cp1251")
    parser.add_argument(
        "--map",
        metavar="FACT=FIELD",
        action="append",
        default=[],
        help="which JSON or CSV field holds what, for example text=content or outlet=publication",
    )
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_jobs,
        help="number of reader processes; 1 reads in this process, with no time or memory limit",
    )
    _json(parser)
    engine(parser, "what reads the files")
    parser.add_argument(
        "--checkpoints",
        metavar="DIR",
        type=Path,
        help="where what a cluster has read is kept until it is stored; without it, in the library",
    )
    parser.add_argument(
        "--online", action="store_true", help="fetch web addresses, as the setting add.online does"
    )


def _watch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folders", metavar="DIR", nargs="+", type=Path, help="folders to watch, with their subfolders"
    )
    parser.add_argument("--outlet", metavar="OUTLET", help="who printed the files in them")
    _json(parser)


def _extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", metavar="FILE", nargs="*", help="files to read; standard input if none, or for -"
    )
    parser.add_argument(
        "--jsonl", metavar="FILE", help='file with lines of {"doc_id", "text"}; - for standard input'
    )
    _json(parser)


def _search(parser: argparse.ArgumentParser) -> None:
    from quotebrowser.model import Sort

    parser.add_argument(
        "query", nargs="*", help='words, "a phrase", speaker:name, date:2025-01..: quotebrowser help search'
    )
    parser.add_argument(
        "--group", action="store_true", help="one row for each thing said, however many outlets printed it"
    )
    parser.add_argument("--limit", metavar="N", type=_positive, help="show at most N rows (default: 20)")
    parser.add_argument(
        "--sort",
        choices=[sort.value for sort in Sort],
        default=Sort.RELEVANCE.value,
        help="order of the rows: best, newest, or first in the alphabet come first",
    )
    parser.add_argument(
        "--reverse", action="store_true", help="turn the order round; what is not known stays last"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object per line")
    form.add_argument("--csv", action="store_true", help="a table for spreadsheets")
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument("--save", metavar="NAME", help="save the query under this name")
    kept.add_argument("--saved", metavar="NAME", help="run the search saved under this name")
    kept.add_argument("--forget", metavar="NAME", help="remove the search saved under this name")
    kept.add_argument("--rename", metavar=("NAME", "NEW"), nargs=2, help="rename a saved search")
    help_ = "with --saved: only quotes added since you last asked so, all of them"
    parser.add_argument("--new", action="store_true", help=help_)


def _show(parser: argparse.ArgumentParser) -> None:
    help_ = "the quote's uid, as `search` prints it; its first characters will do"
    parser.add_argument("uid", metavar="UID", help=help_)
    _json(parser)


def _list(parser: argparse.ArgumentParser) -> None:
    from quotebrowser.cli.commands.show import LISTS

    parser.add_argument("what", choices=tuple(LISTS), help="what to list")
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        help="of speakers: one, with names that may be theirs; of outlets: one, and how it prints quotes",
    )
    _json(parser)


def _target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="QUERY-OR-UID", nargs="+", help="a query, or a quote's uid")


def _compare(parser: argparse.ArgumentParser) -> None:
    from quotebrowser.library.showing import compare_versions

    what = "a query, a quote's uid, or an article stored in several versions"
    parser.add_argument("target", metavar="QUERY-OR-UID", nargs="+", help=what)
    parser.add_argument("--between", action="store_true", help="show also what lies between printed parts")
    form = parser.add_mutually_exclusive_group()
    for name, label in (("json", "JSON"), *compare_versions.formats()):
        form.add_argument(f"--{name}", dest="format", action="store_const", const=name, help=f"as {label}")


def _verify(parser: argparse.ArgumentParser) -> None:
    from quotebrowser.library.copying import verify_report

    help_ = "the words as you remember them; - for standard input"
    parser.add_argument("text", metavar="TEXT", nargs="*", help=help_)
    parser.add_argument("--speaker", metavar="NAME", help="whose words they are said to be")
    parser.add_argument("--draft", metavar="FILE", type=Path, help="check every quoted passage in a draft")
    parser.add_argument(
        "--report",
        choices=verify_report.reports(),
        help="report on the draft: each passage with its verdict, sources and citation",
    )
    _json(parser)


def _style(parser: argparse.ArgumentParser) -> None:
    from quotebrowser.library.copying import cite_quotes

    _one_of(parser, "style", "S", cite_quotes.styles())


def _one_of(
    parser: argparse.ArgumentParser, name: str, metavar: str, rows: Iterable[tuple[str, str]]
) -> None:
    """An option that takes the name of a row of a table."""
    *first, last = (name for name, _ in rows)
    parser.add_argument(f"--{name}", metavar=metavar, default="", help=f"{', '.join(first)} or {last}")


def _cite(parser: argparse.ArgumentParser) -> None:
    from quotebrowser.library.copying import cite_quotes

    _target(parser)
    _style(parser)
    _one_of(parser, "form", "F", cite_quotes.forms())
    _one_of(parser, "flavour", "V", cite_quotes.flavours())
    parser.add_argument(
        "--words", metavar="WORDS", default="", help="cite only these words of the quote; cut ends are shown"
    )
    help_ = "copy it to the clipboard, and report whether that worked"
    parser.add_argument("--copy", action="store_true", help=help_)
    help_ = "cite everything the query finds, with one bibliography; a tag's quotes in its order"
    parser.add_argument("--all", action="store_true", help=help_)
    _json(parser)


def _set(parser: argparse.ArgumentParser) -> None:
    from quotebrowser.library.changing import correct_facts

    parser.add_argument(
        "target",
        metavar="QUERY-OR-UID",
        help="a query, a quote's uid, an article's id or name, or a speaker's name."
        " For a speaker, speaker=NAME merges the two names everywhere and speaker= undoes it",
    )
    keys = ", ".join(correct_facts.WORDS) + "; KEY= makes it unknown"
    parser.add_argument("values", metavar="KEY=VALUE", nargs="+", help=keys)
    parser.add_argument("--all", action="store_true", help="correct everything the query finds")
    help_ = "make each KEY without a value what the article itself says again"
    parser.add_argument("--as-printed", action="store_true", help=help_)
    _json(parser)


def _review(parser: argparse.ArgumentParser) -> None:
    from quotebrowser.model import DoubtKind

    parser.add_argument("query", nargs="*", help="of which quotes; without a query, of all")
    kinds = [kind.value for kind in DoubtKind]
    help_ = "only what is doubtful of this kind; may be given several times"
    parser.add_argument("--kind", choices=kinds, action="append", default=[], help=help_)
    parser.add_argument(
        "--limit", metavar="N", type=_positive, default=20, help="list at most N (default: 20)"
    )
    help_ = "instead: these are two speakers, and neither is proposed for the other any more"
    parser.add_argument("--apart", metavar=("NAME", "OTHER"), nargs=2, help=help_)
    _json(parser)


def _note(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    help_ = "the note; - for standard input; without it, the note is printed"
    parser.add_argument("text", metavar="TEXT", nargs="?", help=help_)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--editor", action="store_true", help="write it in $EDITOR")
    how.add_argument("--remove", action="store_true", help="remove the note")
    _shared(parser)
    _json(parser)


def _untag(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("tags", metavar="TAG", nargs="+", help="a word or a few words")
    parser.add_argument("--all", action="store_true", help="do so with every quote that the query finds")
    _json(parser)


def _tag(parser: argparse.ArgumentParser) -> None:
    _untag(parser)
    _shared(parser)
    help_ = "place in the order of the tag, from 1 (default: behind the others)"
    parser.add_argument("--at", metavar="N", type=int, default=0, help=help_)


def _shared(parser: argparse.ArgumentParser) -> None:
    who = parser.add_mutually_exclusive_group()
    for name, whose in (("shared", "for everybody in the newsroom"), ("personal", "for you alone")):
        who.add_argument(f"--{name}", dest="shared", action="store_const", const=name == "shared", help=whose)


def _one(parser: argparse.ArgumentParser) -> None:
    help_ = "a quote's uid, or a query that finds one quote"
    parser.add_argument("target", metavar="QUERY-OR-UID", help=help_)


def _undo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--list", action="store_true", help="only list what can be undone, the latest first")
    _json(parser)


_NAMED: Final = "id or file name, as `list articles` prints them"


def _remove(parser: argparse.ArgumentParser) -> None:
    help_ = f"{_NAMED}; with --all, a folder, a file of many articles or an address"
    parser.add_argument("articles", metavar="ARTICLE", nargs="*", help=help_)
    help_ = "remove every article that was added from there or from below"
    parser.add_argument("--all", action="store_true", help=help_)
    parser.add_argument("--last-add", action="store_true", help="remove what the last `add` brought")
    help_ = "remove also what the same `add` brought"
    parser.add_argument("--whole-add", action="store_true", help=help_)
    parser.add_argument("--dry-run", action="store_true", help="only list what would be removed")
    _json(parser)


def _purge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("articles", metavar="ARTICLE", nargs="*", help=_NAMED)
    parser.add_argument("--history", action="store_true", help="delete the browser's past searches")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument(
        "--copies",
        action="store_true",
        help="make a new copy, then delete those in the library that hold them",
    )
    _json(parser)


def _export(parser: argparse.ArgumentParser) -> None:
    from quotebrowser.library.copying import cite_quotes, export_quotes

    parser.add_argument("query", nargs="*", help="which quotes to export; without one, all")
    parser.add_argument("--format", choices=export_quotes.formats(), required=True, help="file format")
    _style(parser)
    _one_of(parser, "form", "F", cite_quotes.forms())
    parser.add_argument(
        "--notes",
        action=argparse.BooleanOptionalAction,
        help="with your notes and tags, or without; if not given, jsonl and csv have them",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="file to write; standard output if not given"
    )


def _config(parser: argparse.ArgumentParser) -> None:
    choices = ("show", "path", "validate")
    parser.add_argument("what", choices=choices, nargs="?", default="show", help="what to do")
    _json(parser)


def _doctor(parser: argparse.ArgumentParser) -> None:
    choices = ("library", "clipboard")
    parser.add_argument("what", choices=choices, nargs="?", default="library", help="what to check")
    help_ = "replace what is damaged by what the copies in backup/ hold"
    parser.add_argument("--mend", action="store_true", help=help_)
    _json(parser)


def _backup(parser: argparse.ArgumentParser) -> None:
    help_ = "where to write it; the library's own backup directory if not given"
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help=help_)
    _json(parser)


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a copy that `backup` wrote")
    _json(parser)


def _help(parser: argparse.ArgumentParser) -> None:
    from quotebrowser.cli.help_topics import TOPICS

    help_ = f"{', '.join(TOPICS)}, or a command; `json` takes the name of an output"
    parser.add_argument("topic", metavar="TOPIC", nargs="*", help=help_)
    help_ = "print the JSON Schema of an output: help json search --schema"
    parser.add_argument("--schema", action="store_true", help=help_)


def _jobs(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= 256:  # noqa: PLR2004 - more processors than machines have
        raise argparse.ArgumentTypeError("must be a number from 1 to 256")
    return int(text)


def _positive(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= 1_000_000:  # noqa: PLR2004 - more rows than any library has
        raise argparse.ArgumentTypeError("must be a number from 1 to 1000000")
    return int(text)


ARGUMENTS: Final[dict[str, Callable[[argparse.ArgumentParser], None]]] = {
    "browse": _browse_draft, "pick": _pick, "serve": _serve, "add": _add, "watch": _watch,
    "extract": _extract, "search": _search, "show": _show, "list": _list,
    "compare": _compare, "verify": _verify, "cite": _cite, "set": _set, "remove": _remove, "purge": _purge,
    "undo": _undo, "redo": _json, "note": _note, "tag": _tag, "untag": _untag, "review": _review,
    "export": _export, "demo": _browse, "last": _json, "help": _help, "keys": _json,
    "config": _config, "info": _json, "newsroom": newsroom, "copy-library": copy_library, "index": index,
    "doctor": _doctor, "rebuild": rebuild, "backup": _backup, "restore": _restore,
}  # fmt: skip
"""What adds the arguments of each command to its parser."""

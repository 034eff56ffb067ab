"""The arguments of `newsroom`, whose first word is a task, and of `copy-library`: both take addresses."""

import argparse
from typing import Any, Final

from quotebrowser.settings import library_place

_ARTICLE: Final = "id or file name, as `list articles` prints them"
_JSON: Final = "one JSON object per line"
_USER: Final = "name of a user of the server"


def newsroom(parser: argparse.ArgumentParser) -> None:
    """Add what each of its tasks takes."""
    parser.add_argument("--json", action="store_true", help=_JSON)
    tasks = parser.add_subparsers(metavar="TASK", dest="task", required=True, title="tasks")

    def task(name: str, help_: str) -> argparse.ArgumentParser:
        made = tasks.add_parser(name, help=help_, description=help_, allow_abbrev=False)
        place: dict[str, Any] = {"metavar": "DIR", "type": library_place, "default": argparse.SUPPRESS}
        made.add_argument("--library", help="address of the newsroom's library", **place)
        made.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_JSON)
        return made

    task("setup", "make a newsroom in the database at the address, or what is missing of it")
    task("upgrade", "bring the newsroom's tables up to this version of quotebrowser")
    task("users", "list who may do what, and which embargoed collections they see")
    grant = task("grant", "let a user read, or edit, or administer the newsroom")
    grant.add_argument("user", metavar="USER", help=_USER)
    help_ = "what the user may do; `none` takes it away"
    grant.add_argument("right", choices=("reader", "editor", "admin", "none"), help=help_)
    task("collections", "list the embargoed collections that you may see, with their members")
    collection = task("collection", "let users see an embargoed collection, or no longer")
    collection.add_argument("what", choices=("add", "remove"), help="what to do")
    collection.add_argument("name", metavar="NAME", help="of the collection; `add` makes it")
    help_ = f"{_USER}; `remove` without one takes the collection away"
    collection.add_argument("users", metavar="USER", nargs="*", help=help_)
    embargo = task("embargo", "show articles to the members of a collection alone")
    embargo.add_argument("articles", metavar="ARTICLE", nargs="+", help=_ARTICLE)
    embargo.add_argument("--collection", metavar="NAME", required=True, help="who may see them")
    lift = task("lift", "show embargoed articles to everybody again")
    lift.add_argument("articles", metavar="ARTICLE", nargs="+", help=_ARTICLE)


def copy_library(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `copy-library`."""
    what = "a directory, or an address: postgresql://USER@HOST/DATABASE"
    parser.add_argument("source", metavar="FROM", help=f"the library: {what}")
    parser.add_argument("target", metavar="TO", help="where nothing is yet: the same")
    parser.description = (
        f"{parser.description}. A copy that was interrupted is no library; the same command completes it."
        " At its end the rows of every table are added up at both ends and compared. The copy is a library"
        " of its own: it has another identity, and its search index is built when it is first searched."
        " Past searches, what saved searches have shown, backups and settings stay where they are. Saved"
        " pages (originals) go from directory to directory; a server keeps no files. From a newsroom comes"
        " what you may see. Who wrote what, and when, goes along to a directory; on a server all is yours."
    )
    parser.add_argument("--json", action="store_true", help=_JSON)

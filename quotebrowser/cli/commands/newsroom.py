"""`newsroom`: a library on a server set up, its users, and what is embargoed."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from quotebrowser import settings
from quotebrowser.cli import open_library, output
from quotebrowser.errors import ExitCode, UsageError
from quotebrowser.library.copying import care_output
from quotebrowser.library.finding import targets
from quotebrowser.text import counted, safe_line

if TYPE_CHECKING:
    from quotebrowser.store.newsroom.address import Address


def newsroom_command(arguments: argparse.Namespace) -> int:
    """Do what the first word says."""
    return _TASKS[arguments.task](arguments)


def _address(arguments: argparse.Namespace) -> "Address":
    """Of the newsroom; one is needed, as a directory has none."""
    from quotebrowser.store.newsroom.address import is_address, parse

    given = arguments.library or settings.library_path()
    if not is_address(given):
        raise UsageError(
            f"newsroom needs the address of a server, and {given} is a directory",
            "Give it with --library postgresql://USER@HOST/DATABASE, or in QUOTEBROWSER_LIBRARY.",
        )
    return parse(str(given))


def _setup(arguments: argparse.Namespace) -> int:
    from quotebrowser.store.newsroom import server_tables

    address = _address(arguments)
    made = server_tables.setup(address)
    _told(arguments, f"The newsroom {address} is {'ready' if made else 'complete'}")
    return int(ExitCode.FOUND)


def _upgrade(arguments: argparse.Namespace) -> int:
    from quotebrowser.store.newsroom.managing import server_upgrade

    address = _address(arguments)
    before, now = server_upgrade.upgrade(address)
    _told(
        arguments,
        f"The newsroom {address} had version {before} and has {now}"
        if before < now
        else f"The newsroom {address} has this version already",
    )
    return int(ExitCode.FOUND)


def _users(arguments: argparse.Namespace) -> int:
    from quotebrowser.store.newsroom.managing import members

    users = members.users(_address(arguments))
    for user in users:
        if arguments.json:
            output.write_json(care_output.newsroom_user(user.name, user.right, user.collections))
    if not arguments.json:
        output.table(
            ("user", "right", "collections"),
            [(safe_line(user.name), user.right, safe_line(", ".join(user.collections))) for user in users],
        )
    return int(ExitCode.FOUND)


def _grant(arguments: argparse.Namespace) -> int:
    from quotebrowser.store.newsroom.managing import members

    members.grant(_address(arguments), arguments.user, arguments.right)
    may = {"reader": "may read", "editor": "may edit", "admin": "administers", "none": "no longer sees"}
    _told(arguments, f"{arguments.user} {may[arguments.right]} the newsroom")
    return int(ExitCode.FOUND)


def _collections(arguments: argparse.Namespace) -> int:
    from quotebrowser.store.newsroom.managing import members

    found = members.collections(_address(arguments))
    for name, users in found.items():
        if arguments.json:
            output.write_json(care_output.newsroom_collection(name, users))
    if not arguments.json and found:
        output.table(
            ("collection", "members"),
            [(safe_line(name), safe_line(", ".join(users))) for name, users in found.items()],
        )
    if not found:
        output.say("There is no collection that you may see")
    return int(ExitCode.FOUND if found else ExitCode.NOTHING)


def _collection(arguments: argparse.Namespace) -> int:
    from quotebrowser.store.newsroom.managing import members

    change = members.add_members if arguments.what == "add" else members.remove_members
    change(_address(arguments), arguments.name, arguments.users)
    if arguments.what == "remove" and not arguments.users:
        _told(arguments, f"There is no collection {arguments.name} any more")
        return int(ExitCode.FOUND)
    see = "no longer see" if arguments.what == "remove" else "see"
    who = " and ".join(arguments.users) or "Nobody yet"
    _told(arguments, f"{who} may {see} the collection {arguments.name}")
    return int(ExitCode.FOUND)


def _embargo(arguments: argparse.Namespace) -> int:
    from quotebrowser.library.changing import embargo_articles

    _address(arguments)
    with open_library.library(arguments, writing=True) as library:
        ids = tuple(dict.fromkeys(targets.article(library, name) for name in arguments.articles))
        embargo_articles.embargo(library, ids, arguments.collection)
    if arguments.json:
        output.write_json(care_output.embargoed(ids, arguments.collection))
    many = counted(len(ids), "article")
    output.say(
        f"Embargoed {many}: only members of {arguments.collection} see {'them' if len(ids) > 1 else 'it'}"
    )
    output.say("note: Backups and exports that others made before still hold what was embargoed")
    return int(ExitCode.FOUND)


def _lift(arguments: argparse.Namespace) -> int:
    from quotebrowser.library.changing import embargo_articles

    _address(arguments)
    with open_library.library(arguments, writing=True) as library:
        ids = tuple(dict.fromkeys(targets.article(library, name) for name in arguments.articles))
        embargo_articles.lift(library, ids)
    if arguments.json:
        output.write_json(care_output.embargoed(ids, None))
    output.say(f"Lifted the embargo on {counted(len(ids), 'article')}")
    return int(ExitCode.FOUND)


def _told(arguments: argparse.Namespace, done: str) -> None:
    """Say what was done, on the standard output for programs."""
    if arguments.json:
        output.write_json(care_output.newsroom_done(done))
    else:
        output.say(done)


_TASKS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "setup": _setup, "upgrade": _upgrade, "users": _users, "grant": _grant, "collections": _collections,
    "collection": _collection, "embargo": _embargo, "lift": _lift,
}  # fmt: skip

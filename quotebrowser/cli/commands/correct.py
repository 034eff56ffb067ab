"""`set`, `review`, `remove`, `purge`, `undo` and `redo`: what the user corrects, removes and takes back."""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from quotebrowser.cli import open_library, output
from quotebrowser.errors import ExitCode, UsageError
from quotebrowser.library.changing import (
    correct_facts,
    merge_speakers,
    name_outlets,
    purge_articles,
    remove_articles,
    undo_changes,
)
from quotebrowser.library.copying import care_output, machine_output
from quotebrowser.library.finding import targets
from quotebrowser.library.library import Library
from quotebrowser.library.noting import saved_searches
from quotebrowser.library.reviewing import doubt_evidence, doubt_output, doubts
from quotebrowser.library.reviewing.doubt_evidence import Evidence
from quotebrowser.library.showing import file_views
from quotebrowser.library.views import Change
from quotebrowser.model import DoubtKind
from quotebrowser.text import safe_line

_OF_QUOTES: Final = frozenset({"speaker", "primary"})
"""What is corrected of quotes; all else is of their articles."""


def set_command(arguments: argparse.Namespace) -> int:
    """Correct facts and speakers; several matches need --all."""
    values = correct_facts.parse(arguments.values, as_printed=arguments.as_printed)
    with open_library.library(arguments, writing=True) as library:
        if set(values) == {"speaker"} and merge_speakers.is_named(library, arguments.target):
            return _rename(arguments, library, values["speaker"] or "")
        if set(values) == {"outlet"} and name_outlets.is_named(library, arguments.target):
            return _rename_outlet(arguments, library, values["outlet"])
        found = targets.everything(library, arguments.target)
        if not found.uids and not found.articles:
            output.say(f"No quotes match {arguments.target}")
            return int(ExitCode.NOTHING)
        articles = correct_facts.articles_of(library, found)
        quotes = bool(found.uids) and not _OF_QUOTES.isdisjoint(values)
        count = len(found.uids) if quotes else len(articles)
        if count > 1 and not arguments.all:
            what = "quotes" if quotes else "articles"
            raise UsageError(
                f"{arguments.target} matches {count} {what}", "Add --all to correct them all, or pick one."
            )
        changed = correct_facts.set_values(library, found.uids, values, articles=articles)
    if arguments.json:
        output.write_json(machine_output.corrected(changed, articles))
    else:
        output.say(
            f"Corrected {changed} {'quote' if quotes and set(values) <= _OF_QUOTES else 'article'}"
            f"{'s' * (changed != 1)}"
        )
    return int(ExitCode.FOUND)


def _rename_outlet(arguments: argparse.Namespace, library: Library, name: str | None) -> int:
    """Call an outlet by another name in all articles that have this one."""
    changed = name_outlets.rename(library, arguments.target, name)
    if arguments.json:
        output.write_json(machine_output.corrected(changed, ()))
    else:
        output.say(
            f"{arguments.target} is now {'as printed' if name is None else name or 'not recorded'}:"
            f" {changed} article{'s' * (changed != 1)}"
        )
    return int(ExitCode.FOUND)


def _rename(arguments: argparse.Namespace, library: Library, name: str) -> int:
    """Merge a speaker into another name, or undo that."""
    if name:
        changed = merge_speakers.merge(library, arguments.target, name)
        told = f"{arguments.target} is now {name}: {changed} quote{'s' * (changed != 1)}"
    else:
        changed = merge_speakers.split(library, arguments.target)
        told = f"{changed} name{'s' * (changed != 1)} restored as the articles print them"
    if arguments.json:
        output.write_json(machine_output.corrected(changed, ()))
    else:
        output.say(told)
    return int(ExitCode.FOUND)


def review_command(arguments: argparse.Namespace) -> int:
    """List what is doubtful, or keep two names apart."""
    from quotebrowser.library.finding import whole_answer

    if arguments.apart:
        return _apart(arguments)
    query = " ".join(arguments.query)
    kinds = [kind for kind in DoubtKind if kind in arguments.kind or not arguments.kind]
    with open_library.library(arguments) as library:
        uids = whole_answer.uids(library, query) if query else None
        found = doubts.listed(library, kinds, uids)
        looked_up = (doubt_evidence.of(library, one) for one in found[: arguments.limit])
        shown = [one for one in looked_up if one is not None]
    for one in shown if arguments.json else ():
        output.write_json(doubt_output.doubt(one))
    if not arguments.json:
        rows = [(one.question, one.words, "; ".join(one.why), _about(one)) for one in shown]
        output.table(("question", "words", "why", "about"), rows)
        counted = Counter(one.kind for one in found)
        told = ", ".join(f"{kind}: {counted[kind]:,}" for kind in kinds)
        output.say(f"{told}; {len(shown):,} listed. In the browser, V decides them one by one")
    return int(ExitCode.FOUND if found else ExitCode.NOTHING)


def _about(one: Evidence) -> str:
    """What of the library it is about, as `set` takes it."""
    if one.doubt.proposal is not None:
        return one.doubt.proposal.name
    return one.article.name if one.article and one.doubt.kind is not DoubtKind.SPEAKER else one.doubt.about


def _apart(arguments: argparse.Namespace) -> int:
    if arguments.query or arguments.kind or arguments.json:
        raise UsageError("--apart takes two names and nothing else", "quotebrowser review --help")
    with open_library.library(arguments, writing=True) as library:
        name, other = merge_speakers.keep_apart(library, *arguments.apart)
    output.say(f"{name} and {other} are two speakers")
    return int(ExitCode.FOUND)


def remove_command(arguments: argparse.Namespace) -> int:
    """Take articles out, or with --dry-run only say which; adding their files again brings them back."""
    ways = sum((arguments.all, arguments.last_add, arguments.whole_add))
    if bool(arguments.articles) == arguments.last_add or ways > 1:
        raise UsageError("remove needs either articles or --last-add", "quotebrowser remove --help")
    with open_library.library(arguments, writing=True) as library:
        ids, added = _meant(arguments, library)
        gone = remove_articles.taken(library, ids)
        if arguments.dry_run:
            named = set(ids)
            paths = [entry.path for entry in file_views.articles(library) if entry.article in named]
        else:
            remove_articles.remove(library, ids)
    if arguments.json:
        output.write_json(care_output.removed(() if arguments.dry_run else ids, ids, gone[1:]))
    elif arguments.dry_run:
        for path in paths:
            output.write(safe_line(path))
    them = "them" if len(ids) != 1 else "it"
    if arguments.dry_run:
        output.say(f"Would remove {gone}{added}; nothing was changed")
    else:
        output.say(f"Removed {gone}{added}; quotebrowser undo brings {them} back")
    return int(ExitCode.FOUND)


def _meant(arguments: argparse.Namespace, library: Library) -> tuple[tuple[str, ...], str]:
    """Ids of the articles that are to be removed, and when they were added where that is what was asked."""
    if arguments.last_add:
        ids, at = remove_articles.added_last(library)
        return ids, f", added at {_when(at)}"
    if arguments.all:
        found = (remove_articles.below(library, place) for place in arguments.articles)
        return tuple(dict.fromkeys(article for each in found for article in each)), ""
    ids = tuple(dict.fromkeys(remove_articles.named(library, name) for name in arguments.articles))
    if not arguments.whole_add:
        return ids, ""
    together = [remove_articles.added_with(library, article) for article in ids]
    times = " and ".join(dict.fromkeys(_when(at) for _, at in together))
    return tuple(dict.fromkeys(one for each, _ in together for one in each)), f", added at {times}"


def purge_command(arguments: argparse.Namespace) -> int:
    """Delete articles permanently, removed ones too; say where their words may still be found."""
    with open_library.library(arguments, writing=True) as library:
        if arguments.history:
            gone = saved_searches.forget_past(library)
            output.say(f"Past searches deleted{'' if gone else '; another program still reads them'}")
            if kept := saved_searches.copies(library):
                output.say(f"note: {kept} cop{'ies' if kept > 1 else 'y'} in backup may still hold them")
        if not arguments.articles:
            return _none_named(arguments)
        ids = _resolved(library, arguments.articles)
        if not arguments.yes:
            if not sys.stdin.isatty():
                raise UsageError(
                    "purge deletes permanently and needs your confirmation",
                    "Run it in a terminal, or add --yes.",
                )
            output.say(f"Delete {_many(ids)} permanently, with quotes, corrections, notes and tags? [y/N]")
            if sys.stdin.readline().strip().lower() not in ("y", "yes"):
                output.say("Nothing was deleted")
                return int(ExitCode.NOTHING)
        purged = purge_articles.purge(library, ids, copies=arguments.copies)
        directory, shared = library.directory, library.store.shared is not None
    left = list(_left(purged, directory))
    if shared:
        left.append(
            "Others lose the words when their machines next reach the server; their backups, last copies and"
            " past searches, and the server's own backups, may keep them"
        )
    if arguments.json:
        went = purged.notes, purged.tags, purged.searches
        output.write_json(care_output.purged(ids, went, left))
        return int(ExitCode.FOUND)
    output.say(f"Permanently deleted {_many(ids)}{_with(purged)}")
    for note in left:
        output.say(safe_line(f"note: {note}"))
    return int(ExitCode.FOUND)


def undo_command(arguments: argparse.Namespace) -> int:
    """Take the latest change back, or list what can be taken back; exit 1 where there is nothing."""
    if arguments.list:
        with closing(open_library.open_library(arguments)) as library:
            changes = undo_changes.listed(library)
        return _listed(changes, as_json=arguments.json)
    with open_library.library(arguments, writing=True) as library:
        return _done(undo_changes.undo(library), "Undone", "There is nothing to undo", as_json=arguments.json)


def redo_command(arguments: argparse.Namespace) -> int:
    """Do again what was taken back last; exit 1 where there is nothing."""
    with open_library.library(arguments, writing=True) as library:
        return _done(undo_changes.redo(library), "Redone", "There is nothing to redo", as_json=arguments.json)


def _none_named(arguments: argparse.Namespace) -> int:
    """What `purge` does without an article: nothing more, if it was asked for anything."""
    if not arguments.history:
        raise UsageError("purge needs an article, or --history", "See them with quotebrowser list articles.")
    if arguments.json:
        output.write_json(care_output.purged((), (0, 0, 0), ()))
    return int(ExitCode.FOUND)


def _with(purged: purge_articles.Purged) -> str:
    """What went with purged articles, in words."""
    counts = ((purged.notes, "note"), (purged.tags, "tag"), (purged.searches, "past search"))
    told = [f"{n} {what}{('es' if what.endswith('h') else 's') * (n != 1)}" for n, what in counts if n]
    return (
        f", with {' and '.join([', '.join(told[:-1]), told[-1]] if len(told) > 1 else told)}" if told else ""
    )


def _left(purged: purge_articles.Purged, directory: Path) -> Iterator[str]:
    """What of it may still be found, and where."""
    if purged.open_elsewhere:
        yield f"{directory} is still open in another program; the words go from its file when that closes it"
    if purged.copies:
        many = len(purged.copies) != 1
        yield (
            f"{len(purged.copies)} cop{'ies' if many else 'y'} of the library in {purged.copies[0].parent}"
            f" still hold{'' if many else 's'} the words: {', '.join(path.name for path in purged.copies)};"
            f" delete {'them' if many else 'it'}, or use --copies next time"
        )
    if purged.renewed:
        yield f"The copies that held the words are deleted; a new one is {purged.renewed}"
    for path in purged.other:
        yield f"{path} still holds the words"
    yield "Exports, and copies that you made elsewhere, are not known to quotebrowser"


def _many(ids: tuple[str, ...]) -> str:
    return f"{len(ids)} article{'s' * (len(ids) != 1)}"


def _resolved(library: Library, names: list[str]) -> tuple[str, ...]:
    """Ids of the articles named, each once, also of those that were removed."""
    return tuple(dict.fromkeys(targets.article(library, name, removed=True) for name in names))


def _listed(changes: tuple[Change, ...], *, as_json: bool) -> int:
    for change in changes:
        if as_json:
            output.write_json(care_output.change(change))
    if not as_json and changes:
        width = 2 + any(change.author for change in changes)
        rows = [(_when(one.at), safe_line(one.what), safe_line(one.author)) for one in changes]
        output.table(("made", "change", "by")[:width], [row[:width] for row in rows])
    if not changes:
        output.say("There is nothing to undo")
    return int(ExitCode.FOUND if changes else ExitCode.NOTHING)


def _done(change: Change | None, word: str, nothing: str, *, as_json: bool) -> int:
    if change is None:
        output.say(nothing)
        return int(ExitCode.NOTHING)
    if as_json:
        output.write_json(care_output.change(change))
    else:
        output.say(f"{word}: {safe_line(change.what)}")
    return int(ExitCode.FOUND)


def _when(at: int) -> str:
    """A time as the user's clock has it."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at))

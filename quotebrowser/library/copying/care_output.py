"""What is printed for machines of what was taken out, changed, checked and kept."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotebrowser.library.copying.machine_output import moment

if TYPE_CHECKING:
    from quotebrowser.library.views import Change


def removed(gone: Sequence[str], articles: Sequence[str], went: tuple[int, int, int]) -> dict[str, object]:
    """The object of `remove --json`: how many went; the articles, quotes, notes and tags that were meant."""
    counts = dict(zip(("quotes", "notes", "tags"), went, strict=True))
    return {"removed": len(gone), "articles": list(articles), **counts}


def purged(articles: Sequence[str], went: tuple[int, int, int], left: Sequence[str]) -> dict[str, object]:
    """The object of `purge --json`.

    Args:
        articles: ids of those that were deleted.
        went: notes, tags and past searches that went with them.
        left: where words of theirs may still be found.
    """
    notes, tags, searches = went
    return {
        "purged": len(articles), "articles": list(articles), "notes": notes, "tags": tags,
        "past_searches": searches, "left": list(left),
    }  # fmt: skip


def change(made: "Change") -> dict[str, object]:
    """The object of `undo --json` and `redo --json`: a change, when it was made and what became of it."""
    said = {"change": made.no, "at": moment(made.at), "what": made.what, "articles": list(made.articles)}
    return said | ({"by": made.author} if made.author else {})


def finding(sentence: str) -> dict[str, object]:
    """A row of `doctor --json`: something that is wrong."""
    return {"finding": sentence}


def route(name: str, state: str, detail: str, advice: str) -> dict[str, object]:
    """A row of `doctor clipboard --json`: a way to the clipboard that was tried."""
    return {"route": name, "state": state, "detail": detail or None, "advice": advice or None}


def newsroom_user(name: str, right: str, collections: Sequence[str]) -> dict[str, object]:
    """A row of `newsroom users --json`."""
    return {"user": name, "right": right, "collections": list(collections)}


def newsroom_collection(name: str, members: Sequence[str]) -> dict[str, object]:
    """A row of `newsroom collections --json`."""
    return {"collection": name, "members": list(members)}


def embargoed(articles: Sequence[str], collection: str | None) -> dict[str, object]:
    """The object of `newsroom embargo --json` and `newsroom lift --json`: None is everybody."""
    return {"articles": list(articles), "collection": collection}


def newsroom_done(done: str) -> dict[str, object]:
    """The object of the other tasks of `newsroom`, with `--json`."""
    return {"done": done}

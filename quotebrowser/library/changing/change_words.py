"""The words for a change: made of the rows before it and after it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from quotebrowser.library.changing.correct_facts import KEYS
from quotebrowser.library.mark_quote import BOOKMARK, PRIMARY
from quotebrowser.model import Facts
from quotebrowser.store.sqlite.packing import unpack
from quotebrowser.store.sqlite.row_images import Image
from quotebrowser.text import counted, safe_line
from quotebrowser.text.unknown import NOT_KNOWN

_WORDS: Final = {fact: word for word, fact in reversed(KEYS.items())}
_MARKS: Final = {BOOKMARK: "bookmark", PRIMARY: "mark as primary"}
_SHOWN: Final = 60
"""Characters of a value that are shown."""
_PRINTED: Final = "what is printed"
_BACK: Final = {
    **dict.fromkeys(("set", "written", "saved"), "is back"),
    "removed": "is gone",
    "changed": "is as it was",
}
"""What is said after *Undone*: there *set* would be read as what was undone."""


def clauses(images: Sequence[Image], facts: Mapping[str, Facts] | None = None) -> tuple[str, ...]:
    """What a change does, a clause for each kind of thing.

    Args:
        images: its rows; of one that is taken back, turned.
        facts: what is known of the articles now that it was taken back; None where it was not.
    """
    back = facts is not None
    added = len({one.article for one in images if one.name == "added"})
    if added:
        return (f"{counted(added, 'article')} {'taken out' if back else 'added'}",)
    changed = [one for one in images if one.before != one.after]
    found = [
        *_shown(changed, back=back),
        *_facts([one for one in changed if one.name == "fact_correction"], facts),
        *_speakers([one for one in changed if one.name == "speaker_correction"], back=back),
        *_marks([one for one in changed if one.name == "mark"], back=back),
        *_annotations([one for one in changed if one.name == "annotation"], back=back),
        *_searches([one for one in changed if one.name == "saved_search"], back=back),
        *_aliases([one for one in changed if one.name == "alias"], back=back),
        *_apart([one for one in changed if one.name == "apart"]),
    ]
    articles = len({one.article for one in images if one.article})
    return tuple(map(safe_line, found)) or (f"quotes of {counted(articles, 'article')}",)


def _did(word: str, *, back: bool) -> str:
    """What was done, or how it is now that it was taken back."""
    return _BACK[word] if back else word


def _shown(images: Sequence[Image], *, back: bool) -> Iterator[str]:
    """Articles that were removed, or are back."""
    for removed, word in ((1, "removed again" if back else "removed"), (0, "back in the library")):
        count = sum(one.name == "article" and (one.after or {}).get("removed") == removed for one in images)
        if count:
            yield f"{counted(count, 'article')} {word}"


def _facts(images: Sequence[Image], facts: Mapping[str, Facts] | None) -> Iterator[str]:
    if not images:
        return
    keys = dict.fromkeys(_values(one)["key"] for one in images)
    words = " and ".join(_WORDS.get(key, key) for key in keys)
    what = f"{words} of {counted(len({one.article for one in images}), 'article')}"
    if len(keys) > 1:
        yield f"{what} {'corrected' if facts is None else 'back to what they were'}"
        return
    values = {_value(one, (facts or {}).get(one.article)) for one in images}
    yield f"{what} {_to(values, back=facts is not None)}"


def _value(image: Image, facts: Facts | None) -> str:
    """What a fact is after a change."""
    if image.after is not None:
        return _quoted(image.after["value"])
    found = getattr(facts, _values(image)["key"]) if facts else None
    return _quoted(found.value) if found else _PRINTED


def _speakers(images: Sequence[Image], *, back: bool) -> Iterator[str]:
    """Each corrected quote may have two rows: one that goes and one that comes."""
    places: dict[tuple[object, ...], str] = {}
    for one in sorted(_said(images), key=lambda one: one.after is not None):
        values = _values(one)
        name = _quoted(one.after["name"]) if one.after else _PRINTED
        places[one.article, values["start"], values['"end"']] = name
    if places:
        yield f"speaker of {counted(len(places), 'quote')} {_to(set(places.values()), back=back)}"


def _said(images: Sequence[Image]) -> list[Image]:
    """Rows that came or went; others were only tied to another quote at their place."""
    return [one for one in images if None in (one.before, one.after)]


def _marks(images: Sequence[Image], *, back: bool) -> Iterator[str]:
    numbers: dict[tuple[str, str], int] = {}
    for one in _said(images):
        name = unpack(_values(one)["name"])
        which = _MARKS.get(name, f"mark {_quoted(name)}"), "set" if one.after else "removed"
        numbers[which] = numbers.get(which, 0) + 1
    for (name, word), count in numbers.items():
        yield f"{name} of {counted(count, 'quote')} {_did(word, back=back)}"


def _annotations(images: Sequence[Image], *, back: bool) -> Iterator[str]:
    """Notes and tags that came or went; one that was changed did both."""
    quotes: dict[str, dict[tuple[object, ...], set[bool]]] = {}
    for one in _said(images):
        values = _values(one)
        where = one.article, values["start"], values['"end"']
        quotes.setdefault(values["tag"], {}).setdefault(where, set()).add(one.after is not None)
    for tag, found in quotes.items():
        for came, word in (
            ({True}, "set" if tag else "written"),
            ({False}, "removed"),
            ({True, False}, "changed"),
        ):
            if count := sum(one == came for one in found.values()):
                what = f"tag {_quoted(tag)} of" if tag else "note on"
                yield f"{what} {counted(count, 'quote')} {_did(word, back=back)}"
    for tag in dict.fromkeys(one.after["tag"] for one in images if _moved(one) and one.after):
        yield f"order of tag {_quoted(tag)} {_did('changed', back=back)}"


def _moved(image: Image) -> bool:
    """Whether a row is at another place in the order of its tag; others were only tied to another quote."""
    before, after = image.before, image.after
    return before is not None and after is not None and before["place"] != after["place"]


def _searches(images: Sequence[Image], *, back: bool) -> Iterator[str]:
    for one in images:
        word = "saved" if one.before is None else "removed" if one.after is None else "changed"
        yield f"search {_quoted(_values(one)['name'])} {_did(word, back=back)}"


def _aliases(images: Sequence[Image], *, back: bool) -> Iterator[str]:
    done = "merged" if any(one.after for one in images) else "split"
    if len(images) > 1:
        yield f"names of {counted(len(images), 'speaker')} {'are as they were' if back else done}"
    elif images:
        key, name = (_quoted(_values(images[0])[column]) for column in ("key", "name"))
        words = "merged into" if done == "merged" else "apart from" if back else "split from"
        yield f"{key} is {words} {name} again" if back else f"{key} {words} {name}"


def _apart(images: Sequence[Image]) -> Iterator[str]:
    for one in images:
        values = _values(one)
        word = "are two speakers" if one.after else "may be one speaker again"
        yield f"{_quoted(values['key'])} and {_quoted(values['other'])} {word}"


def _to(values: set[str], *, back: bool) -> str:
    (value,) = values if len(values) == 1 else ("what they were" if back else "several values",)
    return f"{'back' if back or value == _PRINTED else 'set'} to {value}"


def _values(image: Image) -> Mapping[str, Any]:
    return image.after or image.before or {}


def _quoted(value: str | bytes) -> str:
    text = unpack(value)
    return f"'{text[:_SHOWN]}{'…' * (len(text) > _SHOWN)}'" if text else NOT_KNOWN

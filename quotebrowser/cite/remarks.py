"""What the user said of quotes, a note and tags, beside their citations.

One rule guards it: it is never taken for what was printed. It has labels and fields of its own, and nothing
in it is read as markup.
"""

import textwrap
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from quotebrowser.cite.parts.encode import encode
from quotebrowser.cite.parts.runs import italic, line
from quotebrowser.text import safe, safe_line

Remark = tuple[str, tuple[str, ...]]
"""A note, empty for none, and tags."""
Remarks = Mapping[str, Remark]
"""Of some quotes, by uid."""
NOTHING: Final[Remark] = ("", ())
"""Of most quotes."""
_WORDS: Final = 60
"""Characters of a quote by which a note says which of several it is on."""


class Own(NamedTuple):
    """What a record has of the user's."""

    notes: tuple[str, ...] = ()
    """Each on one line."""
    tags: tuple[str, ...] = ()
    """Each once."""


def of_work(remarks: Remarks, quotes: Mapping[str, str]) -> Own:
    """What was said of the quotes of one work, their words by uid; a note of several says of which."""
    notes, tags = [], {}
    for uid, words in quotes.items():
        note, names = remarks.get(uid, NOTHING)
        tags.update(dict.fromkeys(map(safe_line, names)))
        if note := safe_line(note):
            which = f"On {textwrap.shorten(words, _WORDS, placeholder='…')} " if len(quotes) > 1 else ""
            notes.append(f"{which}Note: {note}")
    return Own(tuple(notes), tuple(filter(None, tags)))


def beneath(quote: str, remark: Remark, flavour: str, *, markup: bool) -> str:
    """A citation in `plain`, `markdown` or `html` with what the user said of the quote below it.

    `markup`: the citation is wikitext, where the user's words are a comment, which no page shows.
    """
    note, tags = remark
    said = {
        "Note": [safe_line(part) for part in safe(note).split("\n") if part.strip()],
        "Tags": [", ".join(map(safe_line, tags))] if tags else [],
    }
    blocks = [_block(label, texts, flavour, markup=markup) for label, texts in said.items() if texts]
    return {"plain": "\n", "markdown": "\n\n", "html": ""}[flavour].join((quote, *blocks))


def _block(label: str, texts: Iterable[str], flavour: str, *, markup: bool) -> str:
    if flavour == "plain":
        shown = f"{label}: " + ("\n" + " " * (len(label) + 2)).join(texts)
        return f"<!-- {shown.replace('--', '- -').replace('>', '&gt;')} -->" if markup else shown
    first, *rest = texts
    labelled = encode(line(italic(f"{label}:"), f" {first}"), flavour)
    others = [encode(line(text), flavour) for text in rest]
    if flavour == "html":
        return f"<p>{'<br>'.join((labelled, *others))}</p>"
    return "\\\n".join((labelled, *others))

"""What is known of a quote, line by line, and what of it the user has corrected.

One rule guards it: only what the user changed is saved. Of several quotes the values of one are shown: what
is typed is saved to all, even where that one has it already.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from quotebrowser.library import Library, QuoteView
from quotebrowser.library.changing import correct_facts, merge_speakers
from quotebrowser.model import Provenance
from quotebrowser.text import safe_line, unknown


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the form."""

    key: str
    label: str
    value: str
    """Empty where not known."""
    source: str
    """Where the value came from; empty if not known."""


_FACTS: Final = (
    *("outlet", "published", "title", "byline", "url", "archived", "via", "agency", "language", "form"),
    *("genre", "event", "place", "network", "interviewer", "kind", "modified", "accessed"),
)
"""Facts of an article that can be corrected: those of every article first, then those of records."""
_LABELS: Final = {fact: word for word, fact in reversed(correct_facts.KEYS.items())}
"""What each of them is called: the first word that `set` knows for it."""

_SOURCES: Final = {
    Provenance.USER: "your correction",
    Provenance.GIVEN: "given when it was added",
    Provenance.SIDECAR: "a metadata file or an export",
    Provenance.MANIFEST: "articles.toml",
    Provenance.FRONTMATTER: "the metadata block",
    Provenance.EMBEDDED: "the file’s own fields",
    Provenance.JSONLD: "the page’s metadata",
    Provenance.META: "the page’s metadata",
    Provenance.PRINTED: "printed in the article",
    Provenance.DETECTED: "inferred from the wording",
    Provenance.HEURISTIC: "guessed",
}
"""Where a fact came from, for people."""


def _fields(view: QuoteView) -> tuple[Field, ...]:
    facts = view.article.facts
    found = []
    for key in _FACTS:
        fact = getattr(facts, key)
        source = _SOURCES[fact.provenance] if fact else ""
        found.append(Field(key, _LABELS[key], safe_line(fact.value) if fact else "", source))
    method = view.quote.attribution.method if view.quote.attribution else ""
    source = (
        _SOURCES[Provenance.USER] if method == Provenance.USER else "read from the article" if method else ""
    )
    # Behind outlet and date: these three are what is corrected most.
    found.insert(2, Field("speaker", "speaker", safe_line(view.row.speaker), source))
    return tuple(found)


class Correction:
    """The lines of the form, and what became of them.

    Args:
        library: the quotes are of.
        view: the quote whose values are shown.
        uids: of all the quotes that are corrected.

    Attributes:
        uids: of the quotes.
        fields: the lines, in order.
        typed: keys of lines that were typed in.
    """

    def __init__(self, library: Library, view: QuoteView, uids: tuple[str, ...]) -> None:
        self._library = library
        self.uids = uids
        self.fields = _fields(view)
        self.typed: set[str] = set()
        self._article = safe_line(view.article.name)
        self._found = correct_facts.as_printed(library, view)
        self._printed: set[str] = set()
        """Keys of lines that were put back to what the article itself says."""

    @property
    def about(self) -> str:
        """What is corrected, in words."""
        return self._article if len(self.uids) == 1 else f"{len(self.uids):,} marked quotes"

    @property
    def speaker(self) -> str:
        """The name that the speaker goes by; empty where nobody is named."""
        return next(field.value for field in self.fields if field.key == "speaker")

    @property
    def sources(self) -> str:
        """Where the present values came from."""
        if len(self.uids) > 1:
            several = f"What you type in a line goes to all {len(self.uids):,}."
            return f"The values are those of {self._article}. {several}"
        known = [f"{field.label}: {field.source}" for field in self.fields if field.source]
        return "; ".join(known) if known else "nothing recorded yet"

    def put_back(self, key: str) -> str:
        """Let a line be as the article has it; returns what that is."""
        self._printed.add(key)
        return self._found[key]

    def changes(self, values: Mapping[str, str]) -> dict[str, str | None]:
        """What is to be saved of the values in the lines, by key; None: what the article itself says."""
        changes: dict[str, str | None] = {}
        for field in self.fields:
            value = values[field.key]
            if field.key in self._printed and value == self._found[field.key]:
                changes[field.key] = None
            elif value != field.value or (len(self.uids) > 1 and field.key in self.typed):
                changes[field.key] = value
        return changes

    def save(self, changes: Mapping[str, str | None]) -> str:
        """Save changes; returns what was done, in words. Called in a thread."""
        correct_facts.set_values(self._library, self.uids, changes)
        words = {field.key: field.label for field in self.fields}
        return (
            "Kept: "
            + ", ".join(
                f"{words[key]} {'as printed' if value is None else value or unknown.NOT_KNOWN}"
                for key, value in changes.items()
            )
            + (f", for {len(self.uids):,} marked quotes" if len(self.uids) > 1 else "")
        )

    def rename(self, name: str) -> str:
        """Merge the speaker into another name, or take that back if empty; returns what was done, in words.

        Called in a thread.
        """
        old = self.speaker
        if name:
            changed = merge_speakers.merge(self._library, old, name)
            return f"{old} is now {name}: {changed} quote{'s' * (changed != 1)}"
        changed = merge_speakers.split(self._library, old)
        return f"{changed} name{'s' * (changed != 1)} restored as the articles print them"

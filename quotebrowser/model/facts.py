"""What is known about an article besides its text, and where each value came from."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from quotebrowser.model.date import Date
from quotebrowser.model.kind import Form


class Provenance(StrEnum):
    """Where a fact came from, from the most to the least trusted."""

    USER = "user"
    """The user corrected it in the library."""
    GIVEN = "given"
    """Given on the command line when the file was added."""
    SIDECAR = "sidecar"
    """A metadata file of the same name beside it."""
    MANIFEST = "manifest"
    """`articles.toml` of its folder or above."""
    FRONTMATTER = "frontmatter"
    """A block at the head of the text."""
    EMBEDDED = "embedded"
    """The file format's own fields."""
    JSONLD = "jsonld"
    """A page's structured data."""
    META = "meta"
    """A page's meta elements."""
    PRINTED = "printed"
    """Printed in the text itself."""
    DETECTED = "detected"
    """Concluded from the wording; a proposal."""
    HEURISTIC = "heuristic"
    """Guessed; shown with a mark and never cited silently."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A metadata value and where it came from."""

    value: str
    """Never empty: what is not known is no fact."""
    provenance: Provenance
    """Where it came from."""
    confidence: float = 1.0
    """0..1."""

    @property
    def certain(self) -> bool:
        """Whether it may be cited without a mark."""
        return self.provenance not in (Provenance.HEURISTIC, Provenance.DETECTED)

    @property
    def date(self) -> Date | None:
        """The value as a date, which knows whether it was guessed; None if it is not one."""
        found = Date.parse(self.value)
        return replace(found, guessed=not self.certain) if found is not None else None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about an article besides its text; None is unknown."""

    title: Fact | None = None
    """Headline."""
    outlet: Fact | None = None
    """Name of the newspaper, site or agency that printed it."""
    byline: Fact | None = None
    """Names of the authors, joined by `; `."""
    published: Fact | None = None
    """ISO 8601 date, as far as known."""
    modified: Fact | None = None
    """ISO 8601 date of the last change."""
    url: Fact | None = None
    """Where it was published."""
    archived: Fact | None = None
    """Address of a copy in a web archive."""
    accessed: Fact | None = None
    """ISO 8601 date on which it was read."""
    via: Fact | None = None
    """The outlet that the text says it took the words from."""
    agency: Fact | None = None
    """Wire agency."""
    language: Fact | None = None
    """BCP 47 tag."""
    kind: Fact | None = None
    """`site` where it stands on a web site that is no newspaper; else a newspaper or magazine printed it."""
    form: Fact | None = None
    """A `Form` where it is no report, or where the user says so."""
    genre: Fact | None = None
    """The `Genre` of what a record is of."""
    event: Fact | None = None
    """Name of the programme, conference, committee or chamber in which a record's words were said."""
    place: Fact | None = None
    """Where they were said."""
    network: Fact | None = None
    """Who broadcast them."""
    interviewer: Fact | None = None
    """Names of those who asked in an interview, joined by `; `."""

    def known(self) -> Iterator[tuple[str, Fact]]:
        """Names and values of what is known."""
        for item in fields(self):
            fact = getattr(self, item.name)
            if fact is not None:
                yield item.name, fact

    @property
    def form_of(self) -> Form:
        """Report, transcript or captions; a report where nothing is known of it."""
        said = self.form.value if self.form else ""
        return next((form for form in Form if form.value == said), Form.REPORT)

    def over(self, other: "Facts") -> "Facts":
        """These facts, filled in from `other` where nothing is known here."""
        return replace(other, **dict(self.known()))


FACT_KEYS: tuple[str, ...] = tuple(item.name for item in fields(Facts))
"""Names of the facts an article can have, in the order they are shown."""

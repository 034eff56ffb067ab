"""What `verify` says of some words: verdicts, wordings, and who prints them.

One rule guards it: whether words may be printed as they stand is decided here alone, and every front end says
it in these words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.model import Form, Level

TIERS: Final = ("exact", "typographic", "case", "unquoted", "near", "none")
"""How words agree, the best first; `case`: capitals or accents differ."""

_QUOTED: Final = ("exact", "typographic", "case")
_SENTENCES: Final = {
    "exact": "Quoted exactly",
    "typographic": "Quoted, with typographic differences only",
    "first letter": "Quoted, with another first letter only",
    "unquoted": "Printed, but not as a quotation",
    "merged": "Printed apart, not as one quotation",
    "merged said": "In the record apart, not as one quotation",
    "in part": "Printed only in part",
    "in part said": "In the record only in part",
    "differs": "Differs here",
    "none": "In no article of this library",
    "few": "In no article of this library as a quotation; too short or common to be surely found elsewhere",
}


_RECORDED: Final = {
    (Form.TRANSCRIPT, True): "Said so in the record{}",
    (Form.CAPTIONS, True): "In the captions{}",
    (Form.TRANSCRIPT, False): "Differs from the record{}",
    (Form.CAPTIONS, False): "Differs from the captions{}",
}
_ASIDES: Final = {
    "typographic": ", with typographic differences only",
    "first letter": ", with another first letter only",
}
_CAUTION: Final = "; captions are not always the words"
_LACKING: Final = "Not in the record of that day"
_SILENT: Final = "The record of that day has no such words: {}; they may have been said elsewhere"
_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Source:
    """A quote, or an article, that prints a wording."""

    uid: str
    """Of the quote; empty where the words are no quotation."""
    article: str
    """Id of the article."""
    line: str
    """Speaker, outlet, date, uid; or outlet, date and headline."""
    label: str
    """Outlet and date, by which a warning names it."""
    speaker: str
    """Who is quoted; empty if that is not known, or nobody is."""
    warnings: tuple[str, ...] = ()
    """What may change the meaning, a sentence each."""
    notes: tuple[str, ...] = ()
    """What else is to be known."""
    form: Form = Form.REPORT
    """What the article is."""
    outlet: str = ""
    """Who printed it; empty if that is not known."""
    at: str = ""
    """Where a record has it: `00:12:31`, `page 12`; empty if that is not known."""
    time: int | None = None
    """The same as milliseconds from its beginning, or None."""
    page: str = ""
    """The same as the number of a page, or empty."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One printed wording and who prints it."""

    tier: str
    """How it agrees, of `TIERS`; never `none`."""
    printed: str
    """The part of the quote that answers the words, as printed; `PART_BREAK` between two parts of it."""
    sources: tuple[Source, ...]
    """Who prints it."""
    differences: tuple[str, ...]
    """Each difference in words, and where narration stands between; empty where only typography differs."""
    first_letter: bool = False
    """Whether the first letter's capital is all that differs, typography aside."""
    same: bool = False
    """Whether it is another printing of what holds, though its words differ."""
    level: Level = Level.NONE
    """How much the worst difference may matter."""
    between: tuple[str, ...] = ()
    """What stands between the words in a record: `with (APPLAUSE) between`."""

    @property
    def form(self) -> Form:
        """What the articles are: a record's wording stands apart from those that are printed."""
        return self.sources[0].form

    @property
    def at(self) -> str:
        """Where the first of the records has it, in brackets and with a blank before; else empty."""
        return f" ({self.sources[0].at})" if self.sources[0].at else ""

    @property
    def uids(self) -> tuple[str, ...]:
        """Quotes that print it so."""
        return tuple(source.uid for source in self.sources if source.uid)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What may change the meaning in any of the sources; with its name where others lack it.

        Where a record has the words elsewhere without such, they were said so: see `notes`.
        """
        return () if self._said_plainly else self._cautions

    @property
    def notes(self) -> tuple[str, ...]:
        """What else is to be known of any of the sources, as `warnings`."""
        notes = _told([source.notes for source in self.sources], self.sources)
        return (*notes, *self._cautions) if self._said_plainly else notes

    @property
    def _said_plainly(self) -> bool:
        return self.form.is_record and any(not source.warnings for source in self.sources)

    @property
    def _cautions(self) -> tuple[str, ...]:
        return _told([source.warnings for source in self.sources], self.sources)

    @property
    def is_quoted(self) -> bool:
        """Whether it is a quotation in these words."""
        return self.tier in ("exact", "typographic") or self.first_letter

    @property
    def sentence(self) -> str:
        """How it agrees, in words."""
        name = _name(self.tier, first_letter=self.first_letter)
        if not self.form.is_record:
            return _SENTENCES[name]
        said = _RECORDED[self.form, self.is_quoted].format(self.at)
        aside = ", ".join(("", *self.between)) if self.between else _ASIDES.get(name, "")
        return said + aside * self.is_quoted + _CAUTION * (self.form is Form.CAPTIONS)


def _told(said: Sequence[Sequence[str]], sources: Sequence[Source]) -> tuple[str, ...]:
    """What is said of sources: once where it is true of all, else with the name of each."""
    common = {one for one in said[0] if all(one in each for each in said)} if said else set()
    told = dict.fromkeys(one for one in (said[0] if said else ()) if one in common)
    for each, source in zip(said, sources, strict=True):
        told |= dict.fromkeys(f"{source.label}: {one}" for one in each if one not in common)
    return tuple(told)


def _name(tier: str, *, first_letter: bool) -> str:
    if tier == "case":
        return "first letter" if first_letter else "differs"
    return "differs" if tier == "near" else tier


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the library says of some words."""

    text: str
    """The words that were checked."""
    tier: str
    """Of the best wording, of `TIERS`."""
    wordings: tuple[Wording, ...]
    """The best first."""
    parts: tuple["Verdict", ...] = ()
    """Of words that no article prints as one quotation: what is said of each part of them, in order."""
    speaker: str = ""
    """Whose words a draft says they are; empty if it does not say."""
    speaker_warning: str = ""
    """Whose they are as printed, if that is certainly somebody else; else empty."""
    silent: tuple[str, ...] = ()
    """Records of the day and the speaker of what is printed that lack the words, by their labels."""
    unsure: bool = False
    """Whether they are too few, or too common, to be surely found outside quotation marks."""
    lacking: str = ""
    """Why the text outside quotation marks was not looked through; empty if it was, or need not be."""

    @property
    def best(self) -> Wording | None:
        """The best wording; None where nothing comes near."""
        return self.wordings[0] if self.wordings else None

    @property
    def recorded(self) -> Wording | None:
        """What a record has: just these words, else others for the same; None where no record is known."""
        own = (one for one in self.wordings if one.form.is_record and not self.parts)
        found = (one for one in own if one.is_quoted or one.same or one is self.best)
        return min(found, key=lambda one: (one.form is Form.CAPTIONS, not one.is_quoted), default=None)

    @property
    def is_settled(self) -> bool:
        """Whether a transcript has just these words: then what outlets print otherwise is no warning."""
        return any(one.is_quoted and one.form is Form.TRANSCRIPT for one in self.wordings)

    @property
    def printings(self) -> int:
        """How many articles print them as a quotation."""
        return len({source.article for source in self._printers})

    @property
    def _printers(self) -> list[Source]:
        printed = [one for one in self.wordings if one.is_quoted and not one.form.is_record]
        return [source for one in printed for source in one.sources]

    @property
    def _printed(self) -> str:
        """By how many outlets, in words; empty if by none."""
        count = len({source.outlet or source.article for source in self._printers})
        number = _NUMBERS[count] if count < len(_NUMBERS) else count
        return f"printed by {number} outlet{'s' * (count != 1)}" if count else ""

    @property
    def warnings(self) -> tuple[str, ...]:
        """All that may change the meaning, of every source and of every other printing.

        Where a transcript has just these words, what outlets print otherwise is no warning.
        """
        if self.parts:
            found = [warning for part in self.parts for warning in part.warnings]
            return tuple(dict.fromkeys((*filter(None, [self.speaker_warning]), *found)))
        holding = [one for one in self.wordings if one.is_quoted]
        said = [one for one in holding if one.form is Form.TRANSCRIPT]
        found = [warning for one in said or holding or self.wordings[:1] for warning in one.warnings]
        if holding and not said:
            others = [one for one in self.wordings if one.same and one not in holding]
            found += [warning for one in others for warning in _of_another(one)]
            found += self.by_records
        return tuple(dict.fromkeys((*filter(None, [self.speaker_warning]), *found)))

    @property
    def by_records(self) -> tuple[str, ...]:
        """What a record says against words that are quoted elsewhere, a sentence each."""
        recorded = self.recorded
        if recorded is None or not self.printings:
            return tuple(_SILENT.format(label) for label in self.silent if self.printings)
        if recorded.is_quoted or not recorded.level.may_change_meaning:
            return ()
        caution = _CAUTION * (recorded.form is Form.CAPTIONS)
        return tuple(f"{one[:1].upper()}{one[1:]}{caution}" for one in recorded.differences)

    @property
    def notes(self) -> tuple[str, ...]:
        """What else is to be known of the best wordings."""
        holding = [one for one in self.wordings if one.is_quoted] or self.wordings[:1]
        found = [note for one in holding for note in one.notes]
        if self.recorded is not None and self.recorded.form is Form.CAPTIONS:
            found.append(_CAUTION.strip("; ").capitalize())
        return tuple(dict.fromkeys(filter(None, (*found, self.lacking))))

    @property
    def is_printed(self) -> bool:
        """Whether somebody prints just these words, as a quotation or not."""
        best = self.best
        return best is not None and (best.is_quoted or (best.tier == "unquoted" and not best.differences))

    @property
    def holds(self) -> bool:
        """Whether they were quoted so, typography and the first letter aside, and nothing warns."""
        best = self.best
        return best is not None and best.is_quoted and not self.parts and not self.warnings

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        if self.parts:
            printed = [part.best for part in self.parts if part.is_printed and part.best is not None]
            said = " said" if all(one.form.is_record for one in printed) else ""
            if len(printed) < len(self.parts):
                return f"{_SENTENCES['in part' + said]}: {len(printed)} of {len(self.parts)} parts"
            return f"{_SENTENCES['merged' + said]}: {len(self.parts)} parts"
        if self.best is None and self.lacking:
            return f"In no quotation of this library; {self.lacking}"
        if self.best is None:
            return _SENTENCES["few" if self.unsure else "none"]
        return self._against_records() or self.best.sentence

    def _against_records(self) -> str:
        """The verdict where records have a word in it; else empty."""
        recorded, printed = self.recorded, self._printed
        if recorded is None:
            return f"{_LACKING}; {printed}" if self.silent and printed else ""
        if recorded.is_quoted:
            head, semicolon, caution = recorded.sentence.partition(_CAUTION)
            return head + f"; {printed}" * bool(printed) + semicolon + caution
        what = "record has" if recorded.form is Form.TRANSCRIPT else "captions have"
        caution = _CAUTION * (recorded.form is Form.CAPTIONS)
        return f"{printed.capitalize()}; the {what} other words{recorded.at}{caution}" if printed else ""

    @property
    def name(self) -> str:
        """The verdict: `exact`, `typographic`, `first letter`, `differs`, `unquoted` or `none`."""
        if self.parts:
            return "differs"
        return _name(self.tier, first_letter=self.best is not None and self.best.first_letter)


def _of_another(wording: Wording) -> Iterable[str]:
    """What warns of a wording that is said to be the same as one that holds; of a record see `by_records`."""
    if not wording.form.is_record:
        for warning in _named(wording):
            yield f"Another printing: {warning}" if ": " in warning else warning


def _named(wording: Wording) -> Iterable[str]:
    """The warnings of a wording, each with the name of a source."""
    for source in wording.sources:
        yield from (f"{source.label}: {warning}" for warning in source.warnings)

"""Is this what was printed? Remembered words and the quotes of a draft against the library.

One rule guards it: "in no article of this library" never says that something was not said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from quotebrowser import collate, names
from quotebrowser.errors import UsageError
from quotebrowser.library.finding import extract_text
from quotebrowser.library.library import Library
from quotebrowser.library.verifying import draft_passages, narrated_wordings, quoted_wordings
from quotebrowser.library.verifying.draft_passages import DraftPassage
from quotebrowser.library.verifying.narrated_wordings import Narrated
from quotebrowser.library.verifying.quoted_wordings import WHOLE, Quoted
from quotebrowser.library.verifying.verdicts import Verdict
from quotebrowser.model.wrapped import one_line
from quotebrowser.text import words

_ENOUGH: Final = 3
"""Words of any kind that can be verified: “we were defeated” is a quote, “the” is none."""
_FEWEST: Final = 2
"""Words with content that make words worth looking for: `be` stands in any article, and proves nothing."""
_PART: Final = 4
"""Words of which a part within a sentence may have little content: `I think that` stands in any quote."""
_MOST_PARTS: Final = 40
"""Sentences that are looked for apart; a longer passage is compared as a whole alone."""
_TOLD: Final = 25.0
"""Information of a printed part, of at least `_TELLING` words, from which it is no line that anybody says."""
_TELLING: Final = 5
_MOSTLY: Final = 0.5
"""Share of the information from which shorter ones are enough."""
_JOINTS: Final = frozenset({"and", "but", "so", "or", "because", "while", "that", "then"})
"""Words with which a writer may have joined two quotations."""
_NOT_LOOKED_FOR: Final = Narrated()
_DEEPEST: Final = 4
"""Parts that are looked for within a sentence."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the library says of a draft."""

    verdicts: tuple[Verdict, ...]
    """Of every passage that was checked, in order."""
    left_out: tuple[str, ...]
    """Names, titles, terms and passages of too few words, in order."""

    @property
    def holds(self) -> bool:
        """Whether there is something quoted, and all of it holds."""
        return bool(self.verdicts) and all(verdict.holds for verdict in self.verdicts)


def verify(library: Library, text: str, speaker: str = "") -> Verdict:
    """Check some words.

    Args:
        library: where.
        text: the words; a sentence that says whose words it quotes is read as such, if no article prints it.
        speaker: whose words they are said to be; empty for nobody's.

    Raises:
        UsageError: there are no words in `text`, or so few that any article has them and no passage is
            just these.
    """
    plain = _plain(text)
    if not _count(plain):
        raise UsageError("There are no words to verify")
    verdict = _checked(library, DraftPassage(plain, speaker, "", counted=True))
    if verdict is None:
        raise UsageError(
            f"Too few words to verify: “{plain}”",
            "Give more of the quote: three words, two less common than “the”, “be” or “not”, "
            "or a whole printed passage.",
        )
    if verdict.best is None or not verdict.best.is_quoted:
        said = _attributed(text)
        within = _checked(library, said) if said is not None else None
        return within or verdict
    return verdict


def _attributed(text: str) -> DraftPassage | None:
    """The one passage in quotation marks of a sentence that says whose words it is; else None."""
    found = [one for one in draft_passages.of_article(extract_text.of_text(text, "words")) if one.counted]
    return found[0] if len(found) == 1 and found[0].speaker and _count(found[0].text) >= _ENOUGH else None


def verify_draft(library: Library, path: Path) -> Draft:
    """Check every quoted passage of a draft.

    Raises:
        ReadError: the draft cannot be read.
    """
    verdicts: list[Verdict] = []
    left_out: list[str] = []
    for passage in draft_passages.of_file(path):
        plain = DraftPassage(_plain(passage.text), passage.speaker, passage.around, passage.counted)
        verdict = _checked(library, plain) if passage.counted else None
        if verdict is None:
            left_out.append(plain.text)
        else:
            verdicts.append(verdict)
    return Draft(tuple(verdicts), tuple(left_out))


def _plain(text: str) -> str:
    """The words without the quotation marks around them, on one line."""
    return " ".join(one_line(text).split()).strip('"“”„«»')


def _count(text: str) -> int:
    return sum(1 for _ in words(text))


def _checked(library: Library, passage: DraftPassage, depth: int = 0) -> Verdict | None:
    """The verdict; None if the words are too few and no passage is just these."""
    text = passage.text
    if not _count(text):
        return None
    few = _count(text) < _ENOUGH and collate.content_words(text) < _FEWEST
    quoted = quoted_wordings.find(library, text, around=passage.around, whole=few)
    if few:
        return _verdict(passage, quoted) if quoted.wordings else None
    if quoted.wordings and quoted.wordings[0].tier != "near":
        return _verdict(passage, quoted)
    narrated = narrated_wordings.find(library, text)
    if narrated.wordings and not narrated.wordings[0].differences:
        return _verdict(passage, Quoted((*narrated.wordings, *quoted.wordings), 1.0))
    if quoted.score < WHOLE:
        parts = _parts(library, passage, quoted, depth)
        if parts:
            return Verdict(text, "near", quoted.wordings, parts, passage.speaker, lacking=narrated.lacking)
    found = replace(quoted, wordings=(*quoted.wordings, *narrated.wordings))
    return _verdict(passage, found, narrated)


def _verdict(passage: DraftPassage, quoted: Quoted, narrated: Narrated = _NOT_LOOKED_FOR) -> Verdict:
    best = quoted.wordings[0] if quoted.wordings else None
    return Verdict(
        passage.text,
        best.tier if best else "none",
        quoted.wordings,
        speaker=passage.speaker,
        speaker_warning=_another_speaker(passage.speaker, quoted),
        silent=quoted.silent,
        unsure=narrated.unsure,
        lacking=narrated.lacking,
    )


def _another_speaker(speaker: str, quoted: Quoted) -> str:
    """Whose words they are, where that is certainly somebody else; else empty. What a record says counts."""
    printed, recorded = quoted.speakers, quoted.recorded
    if recorded and _are_others([speaker] if speaker else printed, recorded):
        said = f"not to {speaker}" if speaker else f"printed as {' and '.join(printed)}'s"
        return f"Another person's words: the record gives them to {' and '.join(recorded)}, {said}"
    if not speaker or recorded or not _are_others([speaker], printed):
        return ""
    return f"Another person's words: printed as {' and '.join(printed)}'s, not {speaker}'s"


def _are_others(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether none of some persons is one of the others."""
    return bool(some and others) and all(names.compatible(a, b) is False for a in some for b in others)


def _parts(library: Library, passage: DraftPassage, whole: Quoted, depth: int) -> tuple[Verdict, ...]:
    """What is printed of words that are several quotations made one; empty if they are none of that kind."""

    def piece(text: str) -> DraftPassage:
        return DraftPassage(text.strip(), passage.speaker, passage.text, counted=True)

    texts = list(_pieces(passage.text))
    if len(texts) > _MOST_PARTS:
        return ()
    if len(texts) > 1:
        found = [_checked(library, piece(text), depth) or Verdict(text, "none", ()) for text in texts]
        return _if_apart([part for one in found for part in one.parts or (one,)], whole)
    length = whole.beginning if depth < _DEEPEST else 0
    spoken = collate.remembered(passage.text).spoken
    if not _ENOUGH <= length <= len(spoken) - _ENOUGH:
        return ()
    end = spoken[length - 1].span.end
    if length < _PART and collate.content_words(passage.text[:end]) < _FEWEST:
        return ()
    ends = [end]
    if spoken[length].key in _JOINTS and length < len(spoken) - _ENOUGH:
        ends.append(spoken[length].span.end)
    first = _checked(library, piece(passage.text[:end]), depth + 1)
    for start in ends if first is not None else ():
        rest = _checked(library, piece(passage.text[start:]), depth + 1)
        found = [part for one in (first, rest) if one is not None for part in one.parts or (one,)]
        if rest is not None and all(part.is_printed for part in found):
            return _if_apart(found, whole)
    return ()


def _pieces(text: str) -> Iterator[str]:
    """The sentences of `text`, and what stands between its ellipses; short ones with what follows."""
    spoken = collate.remembered(text).spoken
    last = len(spoken) - 1
    begin = start = 0
    for number, word in enumerate(spoken):
        ends = word.ends_sentence or word.before_gap
        if number == last or (ends and min(number + 1 - begin, last - number) >= _ENOUGH):
            end = len(text) if number == last else word.span.end
            yield text[start:end].strip(" .…")
            begin, start = number + 1, end


def _if_apart(parts: Sequence[Verdict], whole: Quoted) -> tuple[Verdict, ...]:
    """The parts, if some are printed, and not all in the quote that answers the whole."""
    printed = [part.best for part in parts if part.is_printed and part.best is not None]
    if not printed or len(parts) == 1:
        return ()
    if len(printed) < len(parts) and not _tell_enough(parts):
        return ()
    one_quote = set(whole.wordings[0].uids) if whole.wordings else set()
    if len(printed) == len(parts) and one_quote and all(one_quote & set(best.uids) for best in printed):
        return ()
    return tuple(parts)


def _tell_enough(parts: Sequence[Verdict]) -> bool:
    """Whether what is printed of the parts is more than what anybody says: `I don't know`."""
    printed = [part.text for part in parts if part.is_printed and collate.content_words(part.text) >= _FEWEST]
    if any(_count(text) >= _TELLING and collate.information(text) >= _TOLD for text in printed):
        return True
    told = sum(map(collate.information, printed))
    return told >= _MOSTLY * sum(collate.information(part.text) for part in parts)

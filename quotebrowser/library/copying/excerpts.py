"""Part of a quote: the words that somebody selected on a screen, or named, as a place in the article.

One rule guards it: a place is given only where the letters selected are the letters of one quote, one after
the other. What else a screen draws (frames, line ends, marks) counts for nothing.
"""

from quotebrowser.model import Quote, Span
from quotebrowser.text import words


def place(quote: Quote, text: str, selected: str) -> Span | None:
    """Where the quote prints `selected`, letter by letter; None if it does not.

    Marks at the end of the selection are part of it where the article prints the same ones there.
    """
    letters = [at for span in quote.spans for at in range(span.start, span.end) if text[at].isalnum()]
    wanted = "".join(filter(str.isalnum, selected)).casefold()
    printed = [text[at].casefold() for at in letters]
    found = _found(printed, wanted)
    if found is None:
        return None
    start, end = letters[found[0]], letters[found[1] - 1] + 1
    for mark in selected.rstrip()[_last_letter(selected) + 1 :]:
        if end >= quote.spans[-1].end or text[end] != mark:
            break
        end += 1
    return Span(start, end)


def _found(printed: list[str], wanted: str) -> tuple[int, int] | None:
    """The first run of folded letters that spells `wanted`; a letter may fold to several."""
    if not wanted:
        return None
    starts = [0]
    for letter in printed:
        starts.append(starts[-1] + len(letter))
    at = "".join(printed).find(wanted)
    if at == -1:
        return None
    places = {start: number for number, start in enumerate(starts)}
    first, last = places.get(at), places.get(at + len(wanted))
    return (first, last) if first is not None and last is not None else None


def _last_letter(text: str) -> int:
    return max((at for at, char in enumerate(text) if char.isalnum()), default=-1)


def left_out(quote: Quote, text: str, part: Span | None) -> tuple[int, int]:
    """How many of the quote's words come before `part` and after it; None is the whole quote."""
    if part is None:
        return 0, 0
    found = _words(quote, text)
    return (sum(word.start < part.start for word in found), sum(word.end > part.end for word in found))


def _words(quote: Quote, text: str) -> list[Span]:
    return [
        Span(span.start + word.span.start, span.start + word.span.end)
        for span in quote.spans
        for word in words(span.of(text))
    ]


def trimmed(quote: Quote, text: str, before: int, after: int) -> Span | None:
    """The quote without this many words at its start and end; at least one word is left.

    None where nothing is left out.
    """
    found = _words(quote, text)
    before = max(min(before, len(found) - 1), 0)
    after = max(min(after, len(found) - 1 - before), 0)
    if not before and not after:
        return None
    start = found[before].start if before else quote.spans[0].start
    end = found[-1 - after].end if after else quote.spans[-1].end
    return Span(start, end)

"""Where the words of a query stand in a text.

One rule guards it: a span leads to characters of the text as given. Words are compared folded, as the index
does; what a query excludes, or asks of a field, is not shown.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from quotebrowser.model import Span
from quotebrowser.query import And, Most, Node, Or, Phrase, Word
from quotebrowser.text import Word as TextWord
from quotebrowser.text import words


def highlights(query: Node, text: str) -> tuple[Span, ...]:
    """Where the words of `query` stand in `text`, in order, none touching another's characters.

    The words of a phrase are one span where they stand one after another. Inflected forms count where the
    index finds them by their stem.
    """
    wanted: list[Word | Phrase] = []
    _gather(query, wanted)
    if not wanted:
        return ()
    found = list(words(text))
    spans: list[Span] = []
    for node in wanted:
        if isinstance(node, Word):
            spans.extend(_of_word(node, found, text))
            continue
        spans.extend(_of_phrase(node, found))
        if node.hyphened:
            spans.extend(_of_word(node.joined, found, text))
    return _joined(spans)


def _gather(node: Node, wanted: list[Word | Phrase]) -> None:
    if isinstance(node, Word | Phrase):
        wanted.append(node)
    elif isinstance(node, And | Or | Most):
        for part in node.nodes:
            _gather(part, wanted)


def _of_word(node: Word, found: Sequence[TextWord], text: str) -> list[Span]:
    if node.prefix:
        forms = chain(((word.span, word.normal) for word in found), _hyphened(found, text))
        return [span for span, normal in forms if normal.startswith(node.normal)]
    if node.fuzzy:
        first = node.normal[:1]
        return [
            word.span
            for word in found
            if word.normal.startswith(first) and within(node.normal, word.normal, node.fuzzy)
        ]
    from quotebrowser.index.analysis import stem  # noqa: PLC0415 - Whoosh is loaded by the first search only

    wanted = stem(node.normal)
    spans = [word.span for word in found if word.normal == node.normal or stem(word.normal) == wanted]
    spans += [span for span, normal in _hyphened(found, text) if stem(normal) == wanted]
    return spans


def _hyphened(found: Sequence[TextWord], text: str) -> Iterator[tuple[Span, str]]:
    """What is printed with a hyphen, as the one word that it is found as too."""
    for word, other in pairwise(found):
        if other.span.start == word.span.end + 1 and text[word.span.end] in "-‐‑":
            yield Span(word.span.start, other.span.end), word.normal + other.normal


def within(a: str, b: str, most: int) -> bool:
    """Whether `most` letters put in, taken out, changed or swapped with their neighbour make `b` of `a`."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only fuzzy words need it

    return OSA.distance(a, b, score_cutoff=most) <= most


def _of_phrase(node: Phrase, found: Sequence[TextWord]) -> list[Span]:
    spans: list[Span] = []
    for place, word in enumerate(found):
        if word.normal == node.words[0]:
            last = _end_of_phrase(node, found, place)
            if last is not None:
                spans.append(Span(word.span.start, found[last].span.end))
    return spans


def _end_of_phrase(node: Phrase, found: Sequence[TextWord], first: int) -> int | None:
    """The place of the last word of the phrase that begins at `first`, or None where it does not."""
    place, spare = first, node.slop
    for number, wanted in enumerate(node.words[1:], 2):
        begun = node.prefix and number == len(node.words)
        place += 1
        while place < len(found) and not (
            found[place].normal.startswith(wanted) if begun else found[place].normal == wanted
        ):
            place, spare = place + 1, spare - 1
            if spare < 0:
                return None
        if place >= len(found):
            return None
    return place


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)

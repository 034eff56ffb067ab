"""What a passage leaves in a store: by it the store finds what may print the same words, without reading it.

One rule guards it: a trace never rules out a pair that its texts would link; it only spares reading most
of those that meet by chance, whose number grows with the library.
"""

import hashlib
import re
import struct
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from quotebrowser.collate.same import thresholds
from quotebrowser.collate.same.fingerprints import crowded, fingerprints, heavy_words
from quotebrowser.collate.tokens import Tokens, tokens
from quotebrowser.model import Kind, Passage, Trace
from quotebrowser.text import fold

_HUNDREDTHS: Final = 100
_HEAD: Final = struct.Struct("<If")
"""Number of words, and their weight without that of numbers."""
BETWEEN: Final = " | "
"""Stands for the passage in what is printed around it."""
_TWO: Final = 2
_AROUND: Final = 8
"""Words on either side that tell a text that is printed again from another that quotes the same few words."""
_LEAST_AROUND: Final = 6
_NEAR: Final = re.compile(r"[^\W_]+")
_ROUNDED: Final = 0.5
"""More than the weights of a passage of hundred words lose by being rounded to hundredths."""

_NOTHING: Final[Mapping[str, str]] = {}


def trace(text: str, around: str = "", *, mention: bool = False) -> Trace:
    """The trace of a passage.

    Args:
        text: its words.
        around: what its article prints around it, see `links.context`.
        mention: whether it is not told as speech.
    """
    return Trace(fingerprints(text), _packed(tokens(text)), _wording(text, around, mention))


def traces(
    passages: Sequence[Passage], around: Mapping[str, str] = _NOTHING, record: str = ""
) -> dict[str, Trace]:
    """The traces of an article's passages, by uid.

    A record is no printing, and stands for none: whatever prints the same is linked with its sentences. They
    are also found by their words, but for those that many sentences have.

    Args:
        passages: all of them.
        around: what the article prints around each.
        record: the article's id, if it is one.
    """
    found = {
        one.uid: trace(one.text, around.get(one.uid, ""), mention=one.kind is Kind.MENTION)
        for one in passages
    }
    crowd = crowded([one.fingerprints for one in found.values()])
    if record:
        heavy = {uid: heavy_words(record, ids_of(one.words), len(one.words)) for uid, one in found.items()}
        crowd |= crowded([*heavy.values()])
        for uid, one in found.items():
            found[uid] = replace(one, fingerprints=(*one.fingerprints, *heavy[uid]), wording=0)
    if crowd:
        for uid, one in found.items():
            telling = tuple(value for value in one.fingerprints if value not in crowd)
            found[uid] = replace(one, fingerprints=telling)
    return found


def ids_of(words: bytes) -> "array[int]":
    """The numbers of a passage's words, by its trace."""
    count, _ = _HEAD.unpack_from(words)
    return array("I", words[_HEAD.size : _HEAD.size + 4 * count])


def is_linkable(text: str) -> bool:
    """Whether a passage has two words, or a rare one."""
    words = tokens(text)
    return len(words) >= _TWO or words.total >= thresholds.LIMITS.single_weight


def _wording(text: str, around: str, mention: bool) -> int:  # noqa: FBT001 - a part of what is numbered
    """A number for the words of a passage, and for the nearest words around it where they are few.

    Equal words are one utterance whatever the day and the speaker only from some weight on.
    """
    words, limits = tokens(text), thresholds.LIMITS
    if not is_linkable(text):
        return 0
    material = repr((mention, words.nested)).encode() + words.ids.tobytes()
    if words.bare < max(limits.far_info, limits.other_speaker_info):
        before, _, after = around.partition(BETWEEN)
        near = [*_NEAR.findall(fold(before))[-_AROUND:], "", *_NEAR.findall(fold(after))[:_AROUND]]
        if len(near) <= _LEAST_AROUND:
            return 0
        material += " ".join(near).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(material, digest_size=8).digest()) >> 1


def _packed(words: Tokens) -> bytes:
    weights = array("H", (round(_HUNDREDTHS * weight) for weight in words.weights))
    return _HEAD.pack(len(words), words.bare) + words.ids.tobytes() + weights.tobytes()


def is_whole(words: bytes) -> bool:
    """Whether `words` can be those of a trace: a library that was damaged may hold others."""
    if len(words) < _HEAD.size:
        return False
    count, _ = _HEAD.unpack_from(words)
    return len(words) == _HEAD.size + int(count) * (array("I").itemsize + array("H").itemsize)


def at_most_shared(own: Tokens, words: bytes) -> tuple[float, float]:
    """The most weight that a passage and the one that left `words` may share, and the lighter one's weight.

    Args:
        own: of the passage.
        words: of the other's trace, whole.
    """
    count, total = _HEAD.unpack_from(words)
    ids = ids_of(words)
    both = own.known.intersection(ids)
    lighter = min(own.bare, total)
    if not both:
        return 0.0, lighter
    weights = dict(zip(own.ids, own.raw, strict=True))
    here = sum(weights[word] for word in own.ids if word in both) if len(own) <= count else 0.0
    # Of two equally long ones either may be the one whose words are weighed: see `pair_score.score`.
    there = sum(weights[word] for word in ids if word in both) if len(own) >= count else 0.0
    return max(here, there) + _ROUNDED, lighter

"""What programs write down while somebody speaks: SubRip, WebVTT, and JSON of speakers and words.

One rule guards it: a file is one article. Cues become running text, what scrolls up a second time is left
out, and of every cue it is kept when its words were said.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import Any, Final

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.source import Read, Source
from quotebrowser.model import Fact, Facts, Form, Moment, Provenance, Span

_CLOCK: Final = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_ARROW: Final = re.compile(
    rf"[ \t]*{_CLOCK}(?:[ \t]*-->[ \t]*|,)(?:\d{{1,3}}:)?\d{{1,2}}:\d{{2}}[.,]\d{{1,3}}"
)
_VOICE: Final = re.compile(r"<v(?:\.[\w.-]{1,40})?[ \t]+([^<>\n]{1,80})>")
_TAG: Final = re.compile(r"\[br\]|</?[a-zA-Z][^<>\n]{0,200}>|<[\d:.,]{5,14}>|\{\\[^{}\n]{1,60}\}")
_NAMED: Final = re.compile(r"(?:>>+|[-–—])?[ \t]{0,3}([^\W\d_][^:\n.!?]{1,40}): (?=\S)")
_CHANGE: Final = re.compile(r">>+[ \t]?|[-–—] ?(?=[^\W\d_])")
"""Before the words of another speaker: `>>` in live captions, a dash in subtitles."""
_ENDED: Final = re.compile(r"[.!?…][\"'”’»)\]]{0,3}\Z")
_PAUSE: Final = 4_000
"""Milliseconds without words after which a new paragraph begins."""
_PARAGRAPH: Final = 100
"""Words of a paragraph, after which the next end of a sentence ends it."""
_LONGEST: Final = 250
_OVERLAP: Final = 40
"""Words of a cue that are looked for at the end of those before: captions scroll by two or three lines."""
_ALONE: Final = re.compile(r"[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}[\])]?")
_TOLD: Final = re.compile(r"(?:\d{1,2} (?:hour|minute|second)s?(?:, | and |\Z))+")
"""A time in words, as players of videos print it for those who listen."""
_FEWEST: Final = 6
_LONGEST_NAME: Final = 60
_LONGEST_TITLE: Final = 200
_LONGEST_CUE: Final = 25
"""Words of a cue on average."""
_ENDS: Final = 0.6
"""Share of the cues that end as a sentence does."""
_SLOWEST: Final = 0.5
_FASTEST: Final = 6
"""Words that are said in a second, pauses included."""
_BREAK: Final = "\n\n"
_TEXTS: Final = ("text", "transcript", "content", "sentence", "words", "body", "utterance", "caption")
_SPEAKERS: Final = (
    *("speaker", "speaker_name", "speakername", "speaker_label", "speakerlabel", "speaker_id", "speakerid"),
    *("name", "participant", "who"),
)
_STARTS: Final = (
    *("start", "start_time", "starttime", "startts", "begin", "from", "start_offset", "offset", "timestamp"),
    *("time", "start_ms"),
)
_LISTS: Final = (
    *("segments", "utterances", "transcripts", "transcript", "monologues", "results", "sentences", "turns"),
    *("captions", "entries", "blocks", "speeches", "records", "items", "data"),
)
"""Names of fields: of the words of a turn, of who speaks, of when it begins, of what holds all turns."""
_SECONDS: Final = 1_000
"""More than a turn of any talk lasts on average, in seconds: what is greater is milliseconds."""
_OF_ARTICLES: Final = frozenset({"title", "headline", "url", "author", "published", "date"})
"""Fields of records that are articles or speeches, each by itself."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """Some words, with when and by whom they were said."""

    words: str
    start: int | None
    """In milliseconds; None where no time is known."""
    speaker: str = ""
    """Empty where nobody is named."""
    opens: bool = False
    """Whether another speaker may begin with it."""
    end: int | None = None


def read_captions(source: Source) -> Iterator[Read]:
    """The text of a file of captions."""
    timed = _timed(source.text)
    found = timed or _written(list(_unrolled(_cues(source.text))), Form.CAPTIONS)
    if not found.text:
        raise ReadError("The file contains no captions")
    yield found


def is_timed(text: str) -> bool:
    """Whether a text is copied from a video's page: times on lines of their own, before the words."""
    return _timed(text) is not None


def _timed(text: str) -> Read | None:
    """The article of such a text; None where the times are no times of speech.

    A live blog, a programme, a list of results have lines of times, too. Speech is proved by its pace, and by
    words that run on over the times, or by names that come again.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    places = [at for at, line in enumerate(lines) if _ALONE.fullmatch(line)]
    times = [round((_time(lines[at].strip("[]() ")) or 0) * 1000) for at in places]
    if len(places) < _FEWEST or times != sorted(times):
        return None
    before = [lines[at - 1] if at else "" for at in places]
    named = (
        "" not in before and len(set(before)) * 2 <= len(before) and max(map(len, before)) <= _LONGEST_NAME
    )
    cues = []
    for number, (at, end) in enumerate(zip(places, [*places[1:], len(lines) + named], strict=True)):
        words = lines[at + 1 : end - named]
        if words and _TOLD.fullmatch(words[0]):
            del words[0]
        if words:
            cues.append(_Cue(" ".join(words), times[number], before[number] if named else ""))
    if not cues or not _is_speech(cues, named=named):
        return None
    lead = " ".join(lines[: places[0] - named])
    known = Facts(title=Fact(lead, Provenance.EMBEDDED)) if 0 < len(lead) <= _LONGEST_TITLE else None
    return _written(cues, Form.TRANSCRIPT if named else Form.CAPTIONS, known)


def _is_speech(cues: Sequence[_Cue], *, named: bool) -> bool:
    """Whether words follow each other as fast as people speak, and mostly run on over the times."""
    words = [word for cue in cues[:-1] for word in cue.words.split()]
    seconds = ((cues[-1].start or 0) - (cues[0].start or 0)) / 1000
    low = sum(word[0].islower() for word in words)
    ended = sum(_ENDED.search(cue.words) is not None for cue in cues)
    runs_on = len(words) <= len(cues) * _LONGEST_CUE and ended <= len(cues) * _ENDS
    return (
        _SLOWEST * seconds <= len(words) <= _FASTEST * seconds
        and low >= len(words) / 2
        and (named or runs_on)
    )


def _cues(text: str) -> Iterator[_Cue]:
    """The cues of SubRip or WebVTT, a line each; numbers, positions, tags, notes and styles off."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        time = _ARROW.match(lines[at])
        at += 1
        if time is None:
            continue
        start, speaker = _milliseconds(time), ""
        while at < len(lines) and lines[at].strip():
            if _ARROW.match(lines[at]):
                break
            for cue in _of_line(lines[at], start, speaker):
                speaker = cue.speaker
                yield cue
            at += 1


def _of_line(line: str, start: int, speaker: str) -> Iterator[_Cue]:
    """The words of a line of a cue, those of each voice in it; `speaker` is the voice of the line before."""
    first, *pieces = _VOICE.split(line)
    voices = [(speaker, first), *zip(pieces[::2], pieces[1::2], strict=True)]
    for voice, printed in voices:
        words = " ".join(unescape(_TAG.sub(_untagged, printed)).split())
        if words:
            opens = _CHANGE.match(words) is not None or _NAMED.match(words) is not None
            yield _Cue(words, start, voice.strip(), opens=opens)


def _untagged(tag: re.Match[str]) -> str:
    return " " if tag[0] == "[br]" else ""


def _milliseconds(time: re.Match[str]) -> int:
    hours, minutes, seconds, rest = time.groups(default="0")
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest.ljust(3, "0"))


def _unrolled(cues: Iterable[_Cue]) -> Iterator[_Cue]:
    """The cues without the words that stood on the screen before them already."""
    shown: list[str] = []
    for cue in cues:
        words = cue.words.split()
        again = next(
            (
                count
                for count in range(min(len(words), len(shown), _OVERLAP), 0, -1)
                if shown[-count:] == words[:count]
            ),
            0,
        )
        # One or two words alike may be said twice; a whole line that is repeated was not.
        if again and (again == len(words) or again > 2):  # noqa: PLR2004
            words = words[again:]
        if words:
            shown = [*shown, *words][-_OVERLAP:]
            yield replace(cue, words=" ".join(words))


def _written(cues: Sequence[_Cue], form: Form, facts: Facts | None = None) -> Read:
    """Cues as running text: a paragraph for each turn, its name before it, when its words were said."""
    named = any(cue.speaker for cue in cues)
    pieces: list[str] = []
    times: list[Moment] = []
    labels: list[Span] = []
    length = count = 0
    before: _Cue | None = None

    def write(piece: str) -> None:
        nonlocal length
        pieces.append(piece)
        length += len(piece)

    for cue in cues:
        turns = before is None or cue.speaker != before.speaker or cue.opens
        if before is not None:
            apart = turns or _rests(before, cue, count)
            write(_BREAK if apart else " ")
            count = 0 if apart else count
        if turns and named:
            label = f"{cue.speaker}: " if cue.speaker else ""
            labels.append(Span(length, length + len(label)))
            write(label)
        if cue.start is not None and (not times or cue.start >= times[-1].time):
            times.append(Moment(length, cue.start))
        write(cue.words)
        count += cue.words.count(" ") + 1
        before = cue
    known = replace(facts or Facts(), form=Fact(form, Provenance.EMBEDDED))
    return Read("".join(pieces), known, (), times=tuple(times), labels=tuple(labels))


def _rests(before: _Cue, cue: _Cue, count: int) -> bool:
    """Whether a new paragraph begins within a turn: at a pause, or where the last has words enough."""
    ended = _ENDED.search(before.words) is not None
    paused = (
        before.start is not None
        and cue.start is not None
        and cue.start - (before.end or before.start) > _PAUSE
    )
    return (ended and (paused or count >= _PARAGRAPH)) or count >= _LONGEST


def turns_of(records: Sequence[object], mapping: tuple[tuple[str, str], ...]) -> Read | None:
    """The article of records that are turns; None where they are not.

    Args:
        records: of a JSON file: turns, or one object that holds them.
        mapping: which field is what, as the user says; `speaker` is who speaks.
    """
    named = {key: name.lower() for key, name in mapping}
    whole: Mapping[str, Any] = {}
    if len(records) == 1 and isinstance(records[0], Mapping):
        whole = _folded(records[0])
        inner = next((whole[key] for key in _LISTS if _is_list_of_turns(whole.get(key), named)), None)
        if inner is None:
            return None
        records = inner
    if not _is_list_of_turns(records, named):
        return None
    cues = list(_cues_of(records, named))
    if not cues:
        return None
    spoken = any(cue.speaker for cue in cues)
    facts = Facts(
        **{
            key: Fact(" ".join(str(whole[name]).split()), Provenance.EMBEDDED)
            for key, name in (
                ("title", named.get("title", "title")),
                ("language", named.get("language", "language")),
            )
            if isinstance(whole.get(name), str) and str(whole[name]).strip()
        }
    )
    return _written(cues, Form.TRANSCRIPT if spoken else Form.CAPTIONS, facts)


def _folded(record: Mapping[Any, Any]) -> dict[str, Any]:
    return {key.strip().lower(): value for key, value in record.items() if isinstance(key, str)}


def _is_list_of_turns(records: object, named: Mapping[str, str]) -> bool:
    """Whether all of a list are turns: words with who said them or when, and nothing else of an article."""
    if not isinstance(records, list) or not records:
        return False
    turns = 0
    for record in records:
        if not isinstance(record, Mapping):
            return False
        fields = _folded(record)
        words = _first(fields, (named.get("text", ""), *_TEXTS))
        timed = _time(_first(fields, _STARTS)) is not None
        speaks = any(name in fields for name in (named.get("speaker", "speaker"), *_SPEAKERS[:7]))
        if not (speaks or timed) or ("speaker" not in named and _OF_ARTICLES & set(fields)):
            return False
        turns += isinstance(words, (str, list))
    return turns * 2 > len(records)


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((fields[name] for name in names if fields.get(name) not in (None, "")), None)


def _cues_of(records: Sequence[object], named: Mapping[str, str]) -> Iterator[_Cue]:
    rows = [_folded(record) for record in records if isinstance(record, Mapping)]
    times = [_time(_first(row, _STARTS)) for row in rows]
    scale = _scale(times)
    for row, time in zip(rows, times, strict=True):
        words = _first(row, (named.get("text", ""), *_TEXTS))
        if isinstance(words, list):
            words = " ".join(
                str(_first(_folded(word), ("text", "word", "value")) or "")
                for word in words
                if isinstance(word, Mapping)
            )
        if not isinstance(words, str) or not words.split():
            continue
        start = None if time is None else round(time * scale)
        yield _Cue(" ".join(words.split()), start, _speaker(row, named))


def _speaker(row: Mapping[str, Any], named: Mapping[str, str]) -> str:
    """Who speaks; a number or a letter of a program's is `Speaker 1`, as it writes itself elsewhere."""
    said = _first(row, (named.get("speaker", ""), *_SPEAKERS))
    if isinstance(said, Mapping):
        said = _first(_folded(said), ("name", "label", "id"))
    if isinstance(said, bool) or not isinstance(said, (str, int)):
        return ""
    said = " ".join(str(said).split())
    return f"Speaker {said}" if len(said) < 2 or said.isdigit() else said  # noqa: PLR2004


def _time(value: object) -> float | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1e12:  # noqa: PLR2004
        return float(value)
    if isinstance(value, str):
        found = re.fullmatch(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2}(?:[.,]\d{1,3})?)", value.strip())
        if found:
            return (int(found[1] or 0) * 60 + int(found[2])) * 60 + float(found[3].replace(",", "."))
    return None


def _scale(times: Sequence[float | None]) -> int:
    """What makes milliseconds of the times of a file: they are seconds as a rule."""
    known = [time for time in times if time is not None]
    whole = all(time == int(time) for time in known)
    return 1 if whole and len(known) > 1 and known[-1] / len(known) > _SECONDS else 1000

"""The way from an article to its quotes: marks, kinds, mentions, attribution, coreference, runs.

One rule guards it: every quote is spans of the article's text as it is, in the order of their first
character, and every passage between marks becomes part of exactly one quote. Two passages are one quote only
where the words that name the speaker stand between them, or where the first was left open for the next
paragraph to go on. An unnamed source stays the words printed, and is never given a name.

Texts longer than any article are read in parts, so that the memory of the work stays bounded.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from quotebrowser.extract import foreign
from quotebrowser.extract.attribution.attribution import Choice, attribute, confidence, reason
from quotebrowser.extract.languages import ENGLISH, language_of
from quotebrowser.extract.marks.marked import Marked
from quotebrowser.extract.marks.scanner import paragraphs, scan
from quotebrowser.extract.narration.clusters import Cluster
from quotebrowser.extract.narration.english_words import Token
from quotebrowser.extract.narration.mentions import Mention
from quotebrowser.extract.narration.scene import Scene, observe
from quotebrowser.extract.transcripts import first_look
from quotebrowser.model import (
    Article,
    Attribution,
    Fact,
    Kind,
    Provenance,
    Quote,
    Span,
    Speaker,
    SpeakerKind,
    apart,
    passage_uid,
)
from quotebrowser.model.quote import MOST_SPANS
from quotebrowser.model.wrapped import Joined, joined, one_line
from quotebrowser.names import HONORIFICS, key
from quotebrowser.text import fold_marks

if TYPE_CHECKING:
    from quotebrowser.extract.transcripts.turns import Record

LONGEST_PART: Final = 1_000_000
"""Characters of a text that are looked at together, some 170,000 words: a long book. The work on a part takes
up to 250 times as many bytes for a text of marks alone, 20 times for prose. Whoever is named in one part is
not known by the surname alone in the next."""

_COMMA: Final = 1
_FULL_STOP: Final = 2
"""How a passage ends, in `Setting.end`."""
_WIDEST: Final = 30
"""Tokens of narration that can interrupt a quote; after more, what follows is a new quote."""


_LONGEST_PHRASE: Final = 80
_CLOSING: Final = " .,;:"
"""Punctuation at the end of a quote belongs to the sentence around it: it makes no other words."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article whose quotes were found."""

    article: Article
    """With its form, and the times printed in it, where it is a transcript."""
    quotes: tuple[Quote, ...]
    """Mentions included, in order of their first character."""


def read(article: Article) -> Extracted:
    """What an article is, and all its quotes."""
    record = record_of(article)
    if record is None:
        return Extracted(article, _of_report(article))
    facts = article.facts
    if facts.form is None:
        facts = replace(facts, form=Fact(record.form, Provenance.DETECTED))
    return Extracted(replace(article, facts=facts, times=record.times), _of_record(article, record))


def record_of(article: Article) -> "Record | None":
    """The turns of an article; None where it is a report."""
    signs = first_look.signs(article)
    if not signs:
        return None
    from quotebrowser.extract.transcripts import turns  # noqa: PLC0415 - few articles are transcripts

    return turns.record_of(article, signs)


def quotes(article: Article) -> tuple[Quote, ...]:
    """All quotes of `article`, mentions included, in order of their first character."""
    return read(article).quotes


def _of_record(article: Article, record: "Record") -> tuple[Quote, ...]:
    """The turns of a record, each a statement whose spans are its sentences; before them, as in a report."""
    from quotebrowser.extract.transcripts.labelled_persons import attributions  # noqa: PLC0415 - of few articles

    found = list(_of_report(article, record.start)) if record.start else []
    who = attributions(article.text, article.title, record.turns)
    for turn, said in zip(record.turns, who, strict=True):
        for first in range(0, len(turn.spans), MOST_SPANS):
            spans = turn.spans[first : first + MOST_SPANS]
            uid = passage_uid(article.id, spans[0].start)
            found.append(Quote(uid, article.id, spans, Kind.STATEMENT, said))
    return tuple(found)


def _of_report(article: Article, end: int | None = None) -> tuple[Quote, ...]:
    """The quotes of an article, or of what stands before `end` in it."""
    laid = joined(article.text)
    whole = article
    if laid.text is not article.text:
        whole = replace(article, text=laid.text, furniture=tuple(map(laid.within, article.furniture)))
    lines = apart(paragraphs(whole.text), whole.furniture)
    if end is not None:
        stop = laid.within(Span(end, end)).start
        lines = (line for line in lines if line.end <= stop)
    language = language_of(whole.text)
    found: list[Quote] = []
    for part in _parts(lines):
        found += _quotes_of(whole, part, language)
    if whole is not article:
        found = [_printed(quote, laid) for quote in found]
    return _with_repeats(article.text, found)


def _printed(quote: Quote, laid: Joined) -> Quote:
    """A quote of joined lines at its place in the text as read."""
    spans = tuple(map(laid.printed, quote.spans))
    said = quote.attribution
    if said is not None:
        source, cue = (span and laid.printed(span) for span in (said.source, said.cue))
        said = replace(said, source=source, cue=cue)
    return replace(quote, uid=passage_uid(quote.article, spans[0].start), spans=spans, attribution=said)


def _parts(lines: Iterable[Span]) -> Iterator[list[Span]]:
    """The lines of a text in parts of bounded length; a line that is too long for one is cut."""
    part: list[Span] = []
    length = 0
    for line in lines:
        for start in range(line.start, line.end, LONGEST_PART):
            piece = Span(start, min(start + LONGEST_PART, line.end))
            if part and length + len(piece) > LONGEST_PART:
                yield part
                part, length = [], 0
            part.append(piece)
            length += len(piece)
    if part:
        yield part


def _quotes_of(article: Article, lines: Sequence[Span], language: str) -> list[Quote]:
    """The quotes in some lines of an article."""
    text = article.text
    passages = scan(text, lines)
    row = foreign.row_of(language)
    if row is not None:
        passages = foreign.with_dashes(text, lines, passages, row)
    if not passages:
        return []
    if language != ENGLISH:
        return _foreign(article, lines, passages, row)
    scene = observe(text, lines, passages)
    choices = attribute(scene)
    found = [
        Quote(
            uid=passage_uid(article.id, scene.passages[run[0]].span.start),
            article=article.id,
            spans=tuple(scene.passages[number].span for number in run),
            kind=choices[run[0]].kind,
            attribution=_attribution(scene, choices, run),
        )
        for run in join(scene, choices)
    ]
    found += [_nested(article, passage) for passage in passages if passage.depth]
    return _in_order(found)


def _in_order(found: Iterable[Quote]) -> list[Quote]:
    """The quotes by their place, one for each: of two that begin together the longer stays.

    Marks within marks (`"''no way''"`) open twice where one quote begins.
    """
    ordered = sorted(found, key=lambda quote: (quote.spans[0].start, -quote.spans[0].end))
    return list({quote.uid: quote for quote in reversed(ordered)}.values())[::-1]


def _foreign(
    article: Article, lines: Sequence[Span], passages: Sequence[Marked], row: foreign.Row | None
) -> list[Quote]:
    """The quotes of an article in another language; the paragraphs of one speech are one."""
    found: list[Quote] = [_nested(article, passage) for passage in passages if passage.depth]
    tops = [passage for passage in passages if not passage.depth]
    everyone = foreign.attribute(article.text, lines, tops, row)
    runs: list[list[int]] = []
    for number in range(len(tops)):
        if number and tops[number - 1].continued:
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        said = max((everyone[number] for number in run), key=lambda one: one.confidence)
        attribution = None
        if (said.name or said.source) and said.kind is not Kind.MENTION:
            speaker = Speaker(key(said.name), said.name, said.title, SpeakerKind.PERSON)
            if not said.name and said.source:
                printed = " ".join(said.source.of(article.text).split())[:_LONGEST_PHRASE]
                speaker = Speaker("", printed, "", SpeakerKind.UNNAMED)
            attribution = Attribution(speaker, said.source, said.cue, said.method, said.confidence)
        spans = tuple(tops[number].span for number in run)
        uid = passage_uid(article.id, spans[0].start)
        found.append(Quote(uid, article.id, spans, said.kind, attribution))
    return _in_order(found)


def _nested(article: Article, passage: Marked) -> Quote:
    uid = passage_uid(article.id, passage.span.start)
    return Quote(uid, article.id, (passage.span,), Kind.MENTION, None)


def _attribution(scene: Scene, choices: Sequence[Choice], run: Sequence[int]) -> Attribution | None:
    """Who said the passages of a run; the surest of them decides how sure it is."""
    choice = max((choices[number] for number in run), key=lambda one: one.probability)
    speaker = speaker_of(scene, choice)
    if choice.kind is Kind.MENTION or speaker is None:
        return None
    cue = choice.setting.cue if choice.mention is not None else -1
    stream = scene.stream
    return Attribution(
        speaker=speaker,
        source=scene.mention_span(choice.mention) if choice.mention is not None else None,
        cue=Span(stream.start[cue], stream.end[cue]) if cue >= 0 else None,
        method=reason(scene, choice),
        confidence=confidence(choice),
    )


def _with_repeats(text: str, found: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes, each that repeats an earlier one of the article word for word marked as its repetition."""
    seen: dict[str, str] = {}
    marked = []
    for quote in found:
        words = " ".join(fold_marks(" ".join(map(one_line, quote.parts(text)))).split()).rstrip(_CLOSING)
        earlier = seen.setdefault(words, quote.uid) if quote.kind is not Kind.MENTION else quote.uid
        repeats = earlier if earlier != quote.uid else ""
        marked.append(
            Quote(quote.uid, quote.article, quote.spans, quote.kind, quote.attribution, repeats)
            if repeats
            else quote
        )
    return tuple(marked)


def join(scene: Scene, choices: Sequence[Choice]) -> list[list[int]]:
    """The numbers of the top-level passages, those of one quote together, in order."""
    runs: list[list[int]] = []
    for number in range(len(choices)):
        if number and (_continues(scene, choices, number) or _interrupted(scene, choices, number)):
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _continues(scene: Scene, choices: Sequence[Choice], number: int) -> bool:
    before = scene.passages[number - 1]
    return (
        before.continued
        and choices[number].kind is Kind.STATEMENT
        and choices[number - 1].kind is Kind.STATEMENT
        and bool(choices[number].setting.opens)
        and not _other_label(choices[number - 1], choices[number])
    )


def _other_label(first: Choice, second: Choice) -> bool:
    """Whether a label, not a mention, gives the second passage to somebody else."""
    return second.mention is None and 0 <= second.cluster != first.cluster


def _interrupted(scene: Scene, choices: Sequence[Choice], number: int) -> bool:
    """Whether the narration between two passages of a paragraph is their one attribution."""
    first, second = choices[number - 1], choices[number]
    if first.kind is not Kind.STATEMENT or second.kind is not Kind.STATEMENT:
        return False
    if first.mention is None or second.mention is None:
        return False
    same = first.mention is second.mention
    if second.setting.capital and (
        first.setting.end == _FULL_STOP or not (same or first.setting.end == _COMMA)
    ):
        return False  # `“… .” She added: “…”`
    if not same and not 0 <= first.cluster == second.cluster:
        return False
    low, high = first.setting.at, second.setting.at
    kinds = scene.stream.kind
    goes_on = first.setting.end == _COMMA and not second.setting.capital and scene.between("say", low, high)
    if not (low < second.mention.first < high or goes_on) or high - low > _WIDEST:
        return False
    return Token.BREAK not in kinds[low:high] and scene.between("stop", low + 1, high - 1) == 0


def named(cluster: Cluster) -> Speaker:
    """The speaker a cluster stands for."""
    name = cluster.name
    institution = (cluster.body or cluster.place) and not cluster.given
    kind = SpeakerKind.INSTITUTION if institution else SpeakerKind.PERSON
    return Speaker(key(name), name, "" if institution else _best_title(cluster), kind)


def _best_title(cluster: Cluster) -> str:
    """The longest printed title that is more than a form of address."""
    titles = [title for title in cluster.titles if title.rstrip(".").lower() not in HONORIFICS]
    return max(titles, key=lambda title: (cluster.titles[title] > 0, len(title)), default="")


def unnamed(scene: Scene, mention: Mention) -> Speaker:
    """The speaker a phrase stands for that names nobody."""
    words = " ".join(scene.mention_span(mention).of(scene.text).split())[:_LONGEST_PHRASE]
    return Speaker("", words, "", SpeakerKind.UNNAMED)


def speaker_of(scene: Scene, choice: Choice) -> Speaker | None:
    """The speaker of a passage; None where nobody is named or pointed to."""
    if choice.cluster >= 0:
        return named(scene.clusters[choice.cluster])
    return unnamed(scene, choice.mention) if choice.mention is not None else None

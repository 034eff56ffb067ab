"""The way from an article to its quotes: marks, kinds, mentions, attribution, coreference, runs.

One rule guards it: every quote is spans of the article's text as it is, in the order of their first
character, and every passage between marks becomes part of exactly one quote.
"""

from collections.abc import Sequence

from quotebrowser.extract import foreign
from quotebrowser.extract.attribution import Choice, attribute
from quotebrowser.extract.confidence import confidence
from quotebrowser.extract.languages import Language, language_of
from quotebrowser.extract.marked import Marked
from quotebrowser.extract.reasons import reason
from quotebrowser.extract.runs import join
from quotebrowser.extract.scanner import paragraphs, scan
from quotebrowser.extract.scene import Scene, observe
from quotebrowser.extract.speakers import speaker_of
from quotebrowser.model import Article, Attribution, Kind, Quote, Span, Speaker, SpeakerKind, passage_uid
from quotebrowser.names import key, split_title
from quotebrowser.text import fold_marks


def quotes(article: Article) -> tuple[Quote, ...]:
    """All quotes of `article`, mentions included, in order of their first character."""
    text = article.text
    lines = [line for line in paragraphs(text) if not any(line.overlaps(span) for span in article.furniture)]
    passages = scan(text, lines)
    if not passages:
        return ()
    language = language_of(text)
    if language is not None:
        return _with_repeats(text, _foreign(article, lines, passages, language))
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
    return _with_repeats(text, sorted(found, key=lambda quote: (quote.spans[0].start, -quote.spans[0].end)))


def _foreign(
    article: Article, lines: Sequence[Span], passages: Sequence[Marked], language: Language
) -> list[Quote]:
    """The quotes of an article in another language, without runs."""
    found: list[Quote] = [_nested(article, passage) for passage in passages if passage.depth]
    tops = [passage for passage in passages if not passage.depth]
    for passage, said in zip(tops, foreign.attribute(article.text, lines, tops, language), strict=True):
        attribution = None
        if said.name and said.kind is not Kind.MENTION:
            title, name = split_title(said.name)
            speaker = Speaker(key(name), name, title, SpeakerKind.PERSON)
            attribution = Attribution(speaker, said.source, said.cue, said.method, said.confidence)
        uid = passage_uid(article.id, passage.span.start)
        found.append(Quote(uid, article.id, (passage.span,), said.kind, attribution))
    return sorted(found, key=lambda quote: (quote.spans[0].start, -quote.spans[0].end))


def _nested(article: Article, passage: Marked) -> Quote:
    uid = passage_uid(article.id, passage.span.start)
    return Quote(uid, article.id, (passage.span,), Kind.MENTION, None)


def _attribution(scene: Scene, choices: Sequence[Choice], run: Sequence[int]) -> Attribution | None:
    """Who said the passages of a run; the surest of them decides how sure it is."""
    choice = max((choices[number] for number in run), key=lambda one: one.probability)
    if choice.kind is Kind.MENTION or choice.mention is None or scene.passages[run[0]].unnamed:
        return None
    cue = choice.setting.cue
    stream = scene.stream
    return Attribution(
        speaker=speaker_of(scene, choice.mention, choice.cluster),
        source=scene.mention_span(choice.mention),
        cue=Span(stream.start[cue], stream.end[cue]) if cue >= 0 else None,
        method=reason(scene, choice),
        confidence=confidence(choice),
    )


def _with_repeats(text: str, found: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes, each that repeats an earlier one of the article word for word marked as its repetition."""
    seen: dict[str, str] = {}
    marked = []
    for quote in found:
        words = " ".join(fold_marks(" ".join(quote.parts(text))).split())
        earlier = seen.setdefault(words, quote.uid) if quote.kind is not Kind.MENTION else quote.uid
        repeats = earlier if earlier != quote.uid else ""
        marked.append(
            Quote(quote.uid, quote.article, quote.spans, quote.kind, quote.attribution, repeats)
            if repeats
            else quote
        )
    return tuple(marked)

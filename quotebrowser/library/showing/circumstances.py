"""What is true of a comparison as a whole, besides its words: who copied whom, who is named, translations.

One rule guards it: each remark is what the articles themselves say or print; where they say nothing there is
no remark.
"""

from collections.abc import Iterable, Mapping, Sequence

from quotebrowser import collate
from quotebrowser.library.views import Circumstances, Comparison
from quotebrowser.model import Article, Collation, Passage, Quote, Span, Witness


def of(collation: Collation, articles: Mapping[str, Article], quotes: Mapping[str, Quote]) -> Circumstances:
    """The circumstances of a comparison.

    Args:
        collation: of the versions.
        articles: those that print them, by id.
        quotes: all of these articles, by uid.
    """
    witnesses = collation.witnesses
    if len(witnesses) < 2:  # noqa: PLR2004 - one version agrees with itself
        return Circumstances()
    sigla = {witness.article: witness.siglum for witness in witnesses}
    quoted: dict[str, list[Span]] = {}
    for quote in quotes.values():
        quoted.setdefault(quote.article, []).extend(quote.spans)
    texts = collate.independent_texts(
        {witness.article: articles[witness.article].text for witness in witnesses}
    )
    return Circumstances(
        texts=tuple(tuple(sorted((sigla[one] for one in text), key=_in_order)) for text in texts),
        speakers=_speakers(witnesses, quotes),
        translated=tuple(
            one.siglum
            for one in witnesses
            if _translated(one, articles[one.article], quoted.get(one.article, []))
        ),
        languages=_languages(articles.values()),
        first=_first(witnesses, articles),
    )


def _in_order(siglum: str) -> tuple[int, str]:
    return len(siglum), siglum


def _speakers(
    witnesses: Sequence[Witness], quotes: Mapping[str, Quote]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names with the sigla that print them, where articles name different speakers for sure."""
    members: list[Passage] = [passage for witness in witnesses for passage in witness.passages]
    if len(collate.sure_speakers(members)) < 2:  # noqa: PLR2004 - one speaker is no disagreement
        return ()
    named: dict[str, tuple[str, list[str]]] = {}
    names = {one.quote: quotes[one.quote].speaker for one in members if one.quote in quotes}
    for witness in witnesses:
        for key in collate.sure_speakers(witness.passages):
            speaker = next(
                (names[one.quote] for one in witness.passages if one.speaker == key and names.get(one.quote)),
                None,
            )
            named.setdefault(key, (speaker.name if speaker else key, []))[1].append(witness.siglum)
    return tuple((name, tuple(sigla)) for name, sigla in named.values())


def _translated(witness: Witness, article: Article, quoted: Sequence[Span]) -> bool:
    return collate.says_translated(article.text, [passage.span for passage in witness.passages], quoted)


def _languages(articles: Iterable[Article]) -> tuple[str, ...]:
    """The languages that the articles are known to be in, sorted; empty if it is one."""
    known = {
        article.facts.language.value.split("-")[0].lower() for article in articles if article.facts.language
    }
    return tuple(sorted(known)) if len(known) > 1 else ()


def _first(witnesses: Sequence[Witness], articles: Mapping[str, Article]) -> str:
    """The siglum of the one that is dated before all others that are, where its date is no guess."""
    dated = []
    for witness in witnesses:
        article = articles[witness.article]
        fact = article.facts.published
        if article.published is not None and article.published.day and fact is not None and fact.certain:
            dated.append((article.published.first, witness.siglum))
    dated.sort()
    if len(dated) < 2 or dated[0][0] == dated[1][0]:  # noqa: PLR2004 - the first and the next
        return ""
    return dated[0][1]


def remarks(comparison: Comparison) -> tuple[str, ...]:
    """The circumstances in words, a sentence each without its period; empty if there is nothing to say."""
    found = comparison.circumstances
    said = []
    if comparison.primary:
        said.append(
            f"{comparison.collation.witnesses[0].siglum} is marked as primary:"
            " all versions are compared with it"
        )
    if found.speakers:
        said.append(
            "attributed differently: " + "; ".join(f"{name} in {_sigla(who)}" for name, who in found.speakers)
        )
    if found.translated:
        said.append(
            f"translated, as {_sigla(found.translated)} say{'s' * (len(found.translated) == 1)}, "
            "so differences may come from translation"
        )
    elif found.languages:
        said.append(f"printed in {' and '.join(found.languages)}, so differences may come from translation")
    said += [f"one text in {_sigla(text)}" for text in found.texts if len(text) > 1]
    if found.first:
        said.append(f"{found.first} is the earliest in this library")
    return tuple(said)


def _sigla(sigla: Sequence[str]) -> str:
    return " ".join(sigla)

"""The outlet that an article says it took the words from."""

from quotebrowser.model import Article, Fact


def via(article: Article) -> Fact | None:
    """The outlet that `article` names as its source; None where it names none."""
    del article
    return None

"""What `review --json` prints: what is doubtful, why, and what may be so."""

from quotebrowser.library.reviewing.doubt_evidence import Evidence
from quotebrowser.model import DoubtKind


def doubt(seen: Evidence) -> dict[str, object]:
    """The object of one doubtful thing."""
    about = seen.doubt
    of_quote = about.kind is DoubtKind.SPEAKER
    return {
        "kind": about.kind.value,
        "question": seen.question,
        "why": list(seen.why),
        "text": seen.words or None,
        "name": about.proposal.name if about.proposal else None,
        "value": seen.value or None,
        "uid": about.about if of_quote else None,
        "article": seen.article.id if seen.article else None,
        "path": seen.article.origin if seen.article else None,
        "quotes": about.quotes,
        "site": about.site or None,
        "site_articles": len(about.alike) if about.site else None,
        "skipped": about.later,
    }

"""What `list speakers --json` and `list outlets --json` print of one name."""

from quotebrowser.library.finding.alike_speakers import Proposal
from quotebrowser.library.showing.outlet_views import OutletView
from quotebrowser.library.showing.speaker_views import SpeakerView


def speaker(view: SpeakerView) -> dict[str, object]:
    """The object of `list speakers NAME --json`."""
    return {
        "speaker": view.name,
        "kind": view.kind.value,
        "quotes": view.quotes,
        "articles": view.articles,
        "first": view.first.iso if view.first else None,
        "last": view.last.iso if view.last else None,
        "outlets": {one.value: one.count for one in view.outlets if one.value},
        "titles": {one.value: one.count for one in view.titles},
        "merged": list(view.merged),
        "proposals": [proposal(one, view.name) for one in view.proposals],
    }


def proposal(one: Proposal, name: str) -> dict[str, object]:
    """A name that may be the same as `name`."""
    return {
        "speaker": one.other(name),
        "into": one.into,
        "reason": one.reason,
        "quotes": one.quotes,
        "articles": one.articles,
        "same_quotes": one.same_quotes,
        "same_articles": one.same_articles,
        "same_outlets": one.same_outlets,
        "same_titles": list(one.same_titles),
    }


def outlet(view: OutletView) -> dict[str, object]:
    """The object of `list outlets NAME --json`."""
    return {
        "outlet": view.name,
        "articles": view.articles,
        "first": view.first.iso if view.first else None,
        "last": view.last.iso if view.last else None,
        "quotes": view.quotes,
        "printed": dict(view.counts),
    }

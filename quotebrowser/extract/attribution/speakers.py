"""From clusters and phrases to the speakers of the model: full name, best title, kind.

One rule guards it: an unnamed source stays the words printed, and is never given a name.
"""

from typing import Final

from quotebrowser.extract.narration.clusters import Cluster
from quotebrowser.extract.narration.mentions import Mention
from quotebrowser.extract.narration.scene import Scene
from quotebrowser.model import Speaker, SpeakerKind
from quotebrowser.names import HONORIFICS, key

_LONGEST_PHRASE: Final = 80


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


def speaker_of(scene: Scene, mention: Mention, cluster: int) -> Speaker:
    """The speaker of a passage whose mention and cluster were chosen."""
    if cluster >= 0:
        return named(scene.clusters[cluster])
    return unnamed(scene, mention)

"""Reason codes: why a speaker was chosen, in a form that users can read and tests can name."""

from quotebrowser.extract.attribution.attribution import Choice
from quotebrowser.extract.narration.english_words import Token
from quotebrowser.extract.narration.mentions import MentionKind
from quotebrowser.extract.narration.scene import Scene


def reason(scene: Scene, choice: Choice) -> str:
    """The reason code of a choice that has a mention: place and cue, and `+pronoun` where one was resolved.

    Places: `after:said-X` (`"…," said X`), `after:X-said`, `before:X-said`, `before:colon`, `according-to`,
    `before`, `after`, `carried` (from an earlier paragraph or passage), `ahead` (from the next paragraph).
    """
    mention, setting = choice.mention, choice.setting
    if mention is None:
        return "none"
    stream = scene.stream
    after = mention.first > setting.at
    same = stream.paragraph[mention.first] == stream.paragraph[setting.at]
    if not same:
        place = "ahead" if after else "carried"
    elif mention.first and stream.low[mention.first - 2 : mention.first] == ["according", "to"]:
        place = "according-to"
    elif after:
        place = {1: "after:X-said", 2: "after:said-X"}.get(setting.frame, "after")
    elif scene.between("quote", mention.last, setting.at):
        place = "carried"
    elif stream.kind[setting.at - 1] is Token.COLON:
        place = "before:colon"
    else:
        place = "before:X-said" if setting.frame == 3 else "before"  # noqa: PLR2004 - a frame of features.Setting
    kind = {MentionKind.PRONOUN: "+pronoun", MentionKind.NOUN: "+noun"}.get(mention.kind, "")
    return place + kind

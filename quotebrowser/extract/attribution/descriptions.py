"""Which person or institution a noun phrase stands for: `the general`, `the company`.

One rule guards it: a definite noun means somebody named before it, a document means nobody, and where two
could be meant the last subject is.
"""

from typing import Final

from quotebrowser.extract.attribution import coreference
from quotebrowser.extract.attribution.entities import BELOW, Entities
from quotebrowser.extract.narration.clusters import Cluster
from quotebrowser.extract.narration.english_words import BODIES, BODY_NOUNS, PERSON_NOUNS, Token
from quotebrowser.extract.narration.mentions import Mention, MentionKind
from quotebrowser.extract.narration.scene import Scene
from quotebrowser.extract.narration.subjects import is_subject, says
from quotebrowser.names import Gender
from quotebrowser.text.words import word_list

_ROLES: Final = {
    "senator": ("sen", "senator"), "congressman": ("rep", "representative", "congressman"),
    "congresswoman": ("rep", "representative", "congresswoman"), "representative": ("rep", "representative"),
    "governor": ("gov", "governor"), "general": ("gen", "general"), "president": ("president",),
    "mayor": ("mayor",), "judge": ("judge", "justice"), "justice": ("justice",), "secretary": ("secretary",),
    "minister": ("minister",), "ambassador": ("ambassador",), "sheriff": ("sheriff",),
    "ayatollah": ("ayatollah",), "pope": ("pope",), "prince": ("prince",), "king": ("king",),
    "queen": ("queen",), "commander": ("commander", "cmdr", "gen"), "admiral": ("adm", "admiral"),
    "speaker": ("speaker",), "chancellor": ("chancellor",), "premier": ("premier",),
    "colonel": ("col", "colonel"), "professor": ("prof", "professor"), "doctor": ("dr",),
}  # fmt: skip
_DEFINITE: Final = frozenset({"the", "this", "that"})
_ISSUED: Final = frozenset(
    word_list("""
    statement letter email e-mail memo message release announcement post tweet report note text filing
    """)
)
"""Documents that speak for whoever issued them."""
_PAPERS: Final = frozenset({"document", "essay", "column", "op-ed", "complaint", "petition"})
_ISSUES: Final = frozenset(
    word_list("""
    issued issues released releases posted posts sent sends published publishes circulated shared emailed
    tweeted
    """)
)
"""What somebody does with a document that speaks for him: `Holt issued a statement saying “…”`."""
_SIGNED: Final = frozenset(
    {"signed", "written", "filed", "issued", "sent", "released", "posted", "published"}
)
_NEW: Final = frozenset({"a", "an", "one", "another", "his", "her", "their"})
"""What stands before somebody not spoken of before."""
_SINCE_NEW: Final = 80
_BEFORE_A_HEAD: Final = 4
_BEFORE: Final = frozenset({Token.WORD, Token.PERSON_NOUN, Token.NUMBER, Token.ADVERB, Token.NAME})
_WITHIN: Final = frozenset({"in", "on", "by", "with", "through"})
_IN_A: Final = 2
_SINCE: Final = 24
"""Tokens back in which the document was named."""
_TO_THE_ISSUER: Final = 6
_DOCUMENTS: Final = _ISSUED | frozenset(
    word_list("""
    editorial study document article story column op-ed book ad advertisement video transcript complaint
    lawsuit indictment ruling opinion brief resolution petition sign signs banner poster caption headline
    narrator voice-over invitation survey poll bill order rule law policy plan platform page account blog
    office board panel
    """)
)
"""Nouns of `BODY_NOUNS` that mean no body: they stay unnamed."""
_BODY_HEADS: Final = (BODY_NOUNS - _DOCUMENTS) | frozenset(
    word_list("""
    daily weekly bank charity retailer airline team club league university school hospital nonprofit watchdog
    regulator foundation centre corporation giant automaker broadcaster chain fund publication maker
    """)
)
_FIRMS: Final = frozenset({"company", "firm", "corporation", "retailer", "maker", "automaker", "giant"})
_FIRM_NAMES: Final = frozenset({"corp", "inc", "co", "ltd", "plc", "llc", "holdings", "motors", "industries"})
_PERSON_HEADS: Final = frozenset(
    word_list("""
    businesswoman businessperson tycoon boss chief politician magnate native headmaster headmistress
    actor striker midfielder skipper captain engineer designer artist novelist playwright poet chef farmer
    """)
)
_ANYBODY: Final = frozenset(
    word_list("""
    official source sources spokesman spokeswoman spokesperson aide adviser advisor narrator witness man woman
    person reporter friend analyst expert people father mother user protester officer police officials others
    members leaders workers students residents parents supporters fans lawyers prosecutors republicans
    democrats conservatives liberals critics experts analysts aides advisers advisors lawmakers activists
    president caller voter resident neighbor victim one another some many
    """)
)
"""Nouns that mean somebody new as often as somebody named."""
_GENDERS: Final = {
    **dict.fromkeys(["businesswoman", "congresswoman", "actress", "chairwoman", "wife", "daughter", "sister",
                     "headmistress"], Gender.FEMALE),
    **dict.fromkeys(["businessman", "congressman", "actor", "chairman", "husband", "son", "brother",
                     "headmaster"], Gender.MALE),
}  # fmt: skip
_AWAY: Final = {Gender.MALE: Gender.FEMALE, Gender.FEMALE: Gender.MALE}
_BODIES_BACK: Final = 60
_BODY_SENTENCES: Final = 8
_PERSONS_BACK: Final = 30
_PERSON_SENTENCES: Final = 4
"""Mentions and sentences in which a definite noun looks for whom it means."""
_PRESS: Final = frozenset(
    word_list("""
    newspaper paper report magazine website site outlet network agency article story editorial
    """)
)
_PRESS_NAMES: Final = frozenset(
    word_list("""
    times post journal news herald tribune globe guardian gazette chronicle observer magazine press
    reuters agency cnn bbc nbc abc cbs msnbc politico kayhan telegraph independent economist newsweek
    daily star sun mail mirror review today wire network
    """)
)


def bind_nouns(scene: Scene) -> None:
    """Give definite nouns that stand for somebody named their cluster: `the general`, `the newspaper`.

    The latest bearer of the office, or the latest institution of the sort, is meant.
    """
    offices: dict[str, int] = {}
    press = -1
    entities = Entities()
    for number, mention in enumerate(scene.mentions):
        if mention.kind is MentionKind.NAME and mention.cluster >= 0:
            entities.add(scene, number)
            cluster = scene.clusters[mention.cluster]
            if mention.title:
                _hold(scene, mention, offices)
            if not cluster.given and cluster.words and cluster.words[-1] in _PRESS_NAMES:
                press = mention.cluster
        elif mention.kind is MentionKind.NOUN:
            found = _named_inside(scene, mention)
            if found >= 0:
                _becomes_body(scene.clusters[found])
            before = scene.mentions[number - 1] if number else None
            if (
                before is not None
                and mention.body
                and before.cluster >= 0
                and mention.first - before.last == _NEXT
                and scene.stream.kind[before.last + 1] is Token.COMMA
            ):
                _becomes_body(scene.clusters[before.cluster])
                continue
            if found < 0 and scene.stream.low[mention.first] in {"the", "this", "that"}:
                word = scene.stream.low[mention.head]
                found = next((offices[one] for one in _ROLES.get(word, ()) if one in offices), -1)
                found = press if found < 0 and word in _PRESS else found
            if found < 0:
                found, mention.rivals = entities.meant(scene, number)
            if found >= 0:
                mention.cluster = found
                scene.clusters[found].mentions.append(number)


def _hold(scene: Scene, name: Mention, offices: dict[str, int]) -> None:
    """Give a name the offices of its title; a body's (`World Bank President Jon Kim`) if nobody has them."""
    of_a_body = any(word in BODIES for word in scene.stream.low[name.first : name.head])
    for office in _offices(name.title):
        if not of_a_body:
            offices[office] = name.cluster
        elif office not in offices:
            offices[office] = _bearer(scene, office, name.cluster)


def _bearer(scene: Scene, office: str, body: int) -> int:
    """Who else the article gives an office by its bare title; `body`, who holds a body's, if nobody."""
    others = (at for at, one in enumerate(scene.clusters) if at != body and not one.body)
    return next(
        (at for at in others if any(office in _offices(title) for title in scene.clusters[at].titles)), body
    )


def _offices(title: str) -> list[str]:
    """The offices that a title names; a vice president is no president."""
    words = [part.rstrip(".").lower() for part in title.split()]
    return [word for at, word in enumerate(words) if not at or words[at - 1] not in BELOW | {"former"}]


def stands_for(scene: Scene, phrase: Mention, speaker: int) -> int:
    """The cluster that a definite noun means, `speaker` being who spoke last; -1 where it names nobody.

    `the company` is the last institution that was a subject or spoke, `the lawmaker` the last such person.
    """
    low = scene.stream.low
    if low[phrase.first] not in _DEFINITE:
        return -1
    head = low[phrase.head]
    if head in _ISSUED and speaker >= 0 and _spoke_in(scene, phrase, head):
        return speaker
    if _introduced_unnamed(scene, phrase):
        return -1
    if head in _BODY_HEADS:
        return _last_body(scene, phrase, speaker)
    if head in _ANYBODY or phrase.body or head not in PERSON_NOUNS | _PERSON_HEADS:
        return -1
    return _last_person(scene, phrase, speaker)


def _introduced_unnamed(scene: Scene, phrase: Mention) -> bool:
    """Whether the head of a noun phrase was last somebody new: `met a farmer … the farmer`, `his lawyer`."""
    low, kinds = scene.stream.low, scene.stream.kind
    head = low[phrase.head]
    for at in range(phrase.first - 1, max(0, phrase.first - _SINCE_NEW), -1):
        if low[at] == head:
            first = at - 1
            while first > at - _BEFORE_A_HEAD and kinds[first] in _BEFORE:
                first -= 1
            return low[first] in _NEW
    return False


def _spoke_in(scene: Scene, phrase: Mention, head: str) -> bool:
    """Whether the words before say that somebody spoke in the document: `Holt said in a statement …`."""
    low, kinds = scene.stream.low, scene.stream.kind
    for at in range(phrase.first - 1, max(_IN_A, phrase.first - _SINCE), -1):
        if low[at] == head and kinds[at - 1] in {Token.ARTICLE, Token.OBJECT} and low[at - _IN_A] in _WITHIN:
            return True
    return False


def _last_body(scene: Scene, phrase: Mention, speaker: int) -> int:
    stream = scene.stream
    here, head = stream.sentence[phrase.first], stream.low[phrase.head]
    last = subject = -1
    stop = scene.mentions_in(0, phrase.first).stop
    for number in range(stop - 1, max(-1, stop - 1 - _BODIES_BACK), -1):
        mention = scene.mentions[number]
        if mention.kind is not MentionKind.NAME or here - stream.sentence[mention.first] > _BODY_SENTENCES:
            continue
        cluster = scene.clusters[mention.cluster]
        if head in cluster.words or (head in _FIRMS and not _FIRM_NAMES.isdisjoint(cluster.words)):
            return mention.cluster
        known = cluster.body or cluster.says or mention.cluster == speaker
        if _is_body(cluster) and (known or (len(cluster.words) > 1 and is_subject(scene, mention))):
            last = mention.cluster if last < 0 else last
            if subject < 0 and (is_subject(scene, mention) or says(scene, mention)):
                subject = mention.cluster
    if speaker >= 0 and _is_body(scene.clusters[speaker]) and subject in {-1, speaker}:
        return speaker
    return subject if subject >= 0 else last


def _is_body(cluster: Cluster) -> bool:
    """Whether a cluster can be an institution: no person, no place."""
    return cluster.body or not (cluster.place or cluster.given or cluster.gender)


def _last_person(scene: Scene, phrase: Mention, speaker: int) -> int:
    sentence = scene.stream.sentence
    stop = scene.mentions_in(0, phrase.first).stop
    fits = _GENDERS.get(scene.stream.low[phrase.head])
    later = coreference.named_behind(scene, phrase)
    for number in range(stop - 1, max(-1, stop - 1 - _PERSONS_BACK), -1):
        mention = scene.mentions[number]
        if sentence[phrase.first] - sentence[mention.first] > _PERSON_SENTENCES:
            break
        if mention.cluster < 0 or mention.kind is MentionKind.PRONOUN or mention.cluster in later:
            continue
        cluster = scene.clusters[mention.cluster]
        if not cluster.person or cluster.place or cluster.body or (fits and cluster.gender is _AWAY[fits]):
            continue
        if is_subject(scene, mention) or says(scene, mention) or mention.cluster == speaker:
            return mention.cluster
    return -1


def issuer(scene: Scene, document: Mention) -> Mention | None:
    """Whose words a document holds (`a statement from the ministry`); None where nobody is named."""
    low = scene.stream.low
    at = document.last + 1
    if low[document.head] not in _ISSUED | _PAPERS:
        return None
    if scene.stream.kind[document.head - 1] is Token.POSSESSIVE:
        number = scene.mentions_in(document.first, document.head).start
        owner = scene.mentions[number]
        return owner if owner.kind is MentionKind.NAME and owner.last == document.head - 2 else None
    if low[document.first - 1] in _ISSUES:
        here = scene.stream.sentence[document.first]
        start = scene.sentence_ends[here - 1] if here else 0
        opening = scene.mentions[scene.mentions_in(start, document.first + 1).start]
        return opening if opening is not document and is_subject(scene, opening) else None
    at += low[at] in _SIGNED
    at += low[at] in {"out", "around", "online"}
    if low[at] not in {"from", "by", "of"}:
        return None
    for number in scene.mentions_in(at + 1, at + 1 + _TO_THE_ISSUER):
        mention = scene.mentions[number]
        if (
            mention.kind is not MentionKind.PRONOUN
            and scene.stream.sentence[mention.first] == (scene.stream.sentence[at])
        ):
            return mention
    return None


_NEXT: Final = 2


def _becomes_body(cluster: Cluster) -> None:
    """A name that a noun calls an institution is one: `Kayhan newspaper`, `Rouydad 24, a news website`."""
    if not cluster.given:
        cluster.body = True


def _named_inside(scene: Scene, phrase: Mention) -> int:
    """The institution that a phrase names itself (`The Kayhan newspaper`); -1 for none."""
    if scene.stream.low[phrase.head] not in _PRESS:
        return -1
    for number in scene.mentions_in(phrase.first, phrase.last + 1):
        mention = scene.mentions[number]
        if mention.kind is MentionKind.NAME and mention.last == phrase.head - 1:
            return mention.cluster
    return -1

"""An item from CSL-JSON, the data that citation engines exchange.

One rule guards it: a variable that no style here prints is ignored, and one that makes no sense is as good as
none.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from quotebrowser.cite.item import DESCRIPTIONS, Item
from quotebrowser.cite.parts.author_names import Name
from quotebrowser.cite.parts.date_forms import SEASONS, Season
from quotebrowser.cite.parts.initials import parted
from quotebrowser.model import Date, Genre
from quotebrowser.text.web_archives import capture_of

_MARKUP: Final = re.compile(r"</?(?:i|b|sc|sub|sup)>|<span (?:class|style)=\"[^\"<>]{1,60}\">|</span>")
"""Markup that CSL-JSON allows within a text."""
_JOINING: Final = ("-", "’", "'")
"""At the end of a particle that no space follows."""
_SEASONS_FROM: Final = 20
"""Months above are seasons (Extended Date/Time Format, level 1)."""
_EVENTS: Final = ("event-title", "event", "section", "authority")
"""Variables for what an item was said at: committees and chambers are sections and authorities."""
TYPES: Final = {
    Genre.BROADCAST: "broadcast",
    Genre.TELEVISION: "broadcast",
    Genre.RADIO: "broadcast",
    Genre.PODCAST: "broadcast",
    Genre.SPEECH: "speech",
    Genre.PRESS_CONFERENCE: "speech",
    Genre.HEARING: "hearing",
    Genre.DEBATE: "hearing",
    Genre.INTERVIEW: "interview",
}
"""Types of items (CSL 1.0.2) that records are."""
_FAMILY_FIRST: Final = ("zh", "ja")
"""Languages in which an engine prints the family name first and no comma after it."""


def item_from_csl(data: Mapping[str, Any]) -> Item:
    """An item from an object of CSL-JSON 1.0."""
    language = str(data.get("language", ""))
    genre = _genre(data)
    return Item(
        title=_text(data, "title"),
        container=_text(data, "container-title"),
        authors=_names(data, "author", language),
        issued=_date(data.get("issued")),
        accessed=_date(data.get("accessed")),
        url=str(data.get("URL", "")),
        archived=copy.address if (copy := capture_of(_text(data, "archive_location"))) else "",
        language=language,
        site=data.get("type") == "webpage",
        genre=genre,
        description=_text(data, "genre") or (DESCRIPTIONS[genre] if genre else ""),
        publisher=_text(data, "publisher"),
        event=next(filter(None, (_text(data, name) for name in _EVENTS)), "") if genre else "",
        place=_text(data, "event-place") if genre else "",
        interviewers=_names(data, "interviewer", language),
    )


def _genre(data: Mapping[str, Any]) -> Genre | None:
    """The genre by the item's type and, where several have one type, by its words."""
    type_, said = data.get("type"), _text(data, "genre").lower()
    if type_ == "hearing" and (data.get("authority") and not data.get("section")):
        return Genre.DEBATE
    found = [genre for genre, name in TYPES.items() if name == type_]
    return next((genre for genre in reversed(found) if genre.value in said), found[0] if found else None)


def _names(data: Mapping[str, Any], name: str, language: str) -> tuple[Name, ...]:
    return tuple(_name(author, language) for author in data.get(name) or () if any(author.values()))


def _text(data: Mapping[str, Any], name: str) -> str:
    return _MARKUP.sub("", str(data.get(name, ""))).strip()


def _name(data: Mapping[str, str], language: str) -> Name:
    if data.get("literal") or not data.get("family"):
        return Name(data.get("literal") or data.get("given", ""), literal=True)
    given, dropped = parted(data.get("given", "").strip())
    particle = data.get("non-dropping-particle", "").strip()
    space = " " if particle and not particle.endswith(_JOINING) else ""
    dropping = data.get("dropping-particle", "") or dropped
    return Name(
        f"{particle}{space}{data['family']}",
        given,
        data.get("suffix", ""),
        dropping,
        comma=bool(data.get("comma-suffix")),
        family_first=language[:2] in _FAMILY_FIRST,
    )


def _date(data: Mapping[str, Any] | None) -> Date | None:
    """The first date given; a season stands for a month."""
    if not data:
        return None
    if "raw" in data:
        return Date.parse(str(data["raw"]))
    parts = [int(part) for part in ((data.get("date-parts") or [[]])[0] or [])[:3] if str(part).strip()]
    if not parts:
        return None
    season = int(data.get("season") or 0)
    if len(parts) == 2 and parts[1] > _SEASONS_FROM:  # noqa: PLR2004 - a year and a season
        season = parts.pop() - _SEASONS_FROM
    if len(parts) == 1 and 1 <= season <= len(SEASONS):
        return Season(parts[0], season=SEASONS[season - 1])
    return Date.parse("-".join(f"{part:0{width}}" for part, width in zip(parts, (4, 2, 2), strict=False)))

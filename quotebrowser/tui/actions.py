"""Everything the browser can do: one table, from which all that concerns keys is made.

Bindings, the help screen, the command palette, the line of hints, `quotebrowser keys` and the README are
derived from `ACTIONS`; `user_keys` puts the user's keys into it. An action's name is the name of the
screen's method: `copy` is `action_copy`. One rule guards the table: within one place no key means two things.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple


class Place(StrEnum):
    """Where a key works; the value is the heading of its keys."""

    EVERYWHERE = "everywhere"
    BOX = "search box"
    LIST = "list"
    SUBJECT = "page of a speaker or outlet"
    FACETS = "filters"
    FILES = "articles and files"
    READER = "article"
    COMPARE = "comparison"
    REVIEW = "review"
    CITE = "citation"
    FORM = "form"
    FIND = "words to find"
    NOTE = "note"
    TAGS = "tags"
    EXPORT = "export"
    SEARCHES = "saved searches"
    PICK = "choosing for the shell"


class Action(NamedTuple):
    """One thing the browser can do."""

    id: str
    """Its name in the settings; the screen that does it has a method `action_` + id."""
    keys: tuple[str, ...]
    """Characters or Textual's key names; the first is the one shown in hints."""
    label: str
    """Two or three words, for the hints and the palette."""
    help: str
    """What it does, as a clause."""
    where: tuple[Place, ...]
    """Where it works."""
    hint: int = 0
    """Rank in the line of hints, lowest first: below 5 the way back, from 90 on the end; 0: not there."""
    numbered: bool = False
    """Whether each key is a number passed to the action; such keys cannot be changed."""


_P = Place
_LISTS: Final = (_P.LIST, _P.SUBJECT)
_PANES: Final = (_P.BOX, *_LISTS, _P.FACETS)
_MOVES: Final = (*_LISTS, _P.BOX, _P.READER, _P.FACETS, _P.FILES, _P.PICK, _P.REVIEW)
_SCROLLS: Final = (*_LISTS, _P.READER, _P.COMPARE, _P.FILES, _P.REVIEW)
_PAGES: Final = (*_LISTS, _P.BOX, _P.READER, _P.COMPARE, _P.CITE, _P.FILES, _P.REVIEW)
_QUOTES: Final = (*_LISTS, _P.READER, _P.COMPARE)
_REVIEW: Final = (_P.REVIEW,)
_REVIEWED: Final = (*_LISTS, _P.REVIEW)
_DECIDED: Final = (*_QUOTES, _P.REVIEW)
_COPIES: Final = (*_LISTS, _P.BOX, _P.READER, _P.COMPARE)
_OPENED: Final = (_P.SUBJECT, _P.READER, _P.COMPARE, _P.CITE, _P.FILES, _P.REVIEW)
_DIGITS: Final = tuple("123456789")

ACTIONS: Final = (
    Action("help", ("?", "f1"), "keys", "show the keys for this view", (_P.EVERYWHERE,), 90),
    Action("palette", ("ctrl+p",), "commands", "find any command by name", (_P.EVERYWHERE,), 95),
    Action("search", ("/",), "search", "go to the search box", (*_LISTS, _P.FACETS, _P.FILES), 60),
    Action("next_pane", ("tab",), "next pane", "go to the next pane", _PANES),
    Action("previous_pane", ("shift+tab",), "previous pane", "go to the previous pane", _PANES),
    Action(
        "copy_selection",
        ("ctrl+c",),
        "copy selection",
        "copy the text selected with the mouse",
        (_P.EVERYWHERE,),
    ),
    Action("redraw", ("ctrl+l",), "redraw", "redraw the screen", (_P.EVERYWHERE,)),
    Action("suspend", ("ctrl+z",), "suspend", "suspend to the shell; fg returns", (_P.EVERYWHERE,)),
    Action("leave", ("Q", "ctrl+q"), "quit", "quit from anywhere", (_P.EVERYWHERE,)),
    Action(
        "accept",
        ("enter",),
        "done typing",
        "go to the results, or accept the suggestion",
        (_P.BOX, _P.FIND),
        10,
    ),
    Action("leave_box", ("escape",), "leave", "leave the box", (_P.BOX, _P.FIND), 40),
    Action("past", ("ctrl+r",), "past searches", "bring back the previous search", (_P.BOX,), 30),
    Action(
        "history", ("H", "f4"), "history", "find a past search, this day's or an older one", (*_LISTS, _P.BOX)
    ),
    Action("searches", ("S",), "searches", "save this search, or see what is new for saved ones", _LISTS, 62),
    Action("down", ("down", "j"), "move", "move down", _MOVES, 5),
    Action("up", ("up", "k"), "up", "move up", _MOVES),
    Action("first", ("g", "home"), "first", "go to the beginning", (*_SCROLLS, _P.FACETS)),
    Action("last", ("G", "end"), "last", "go to the end", (*_SCROLLS, _P.FACETS)),
    Action("half_down", ("ctrl+d",), "half page down", "move down half a page", _SCROLLS),
    Action("half_up", ("ctrl+u",), "half page up", "move up half a page", _SCROLLS),
    Action("page_down", ("pagedown", "ctrl+f"), "page down", "move down a page", _PAGES),
    Action("page_up", ("pageup", "ctrl+b"), "page up", "move up a page", _PAGES),
    Action("read", ("enter", "l", "right"), "read", "read the quote in its article", _REVIEWED, 11),
    Action("compare", ("c",), "compare", "compare how each outlet printed it", (*_LISTS, _P.READER), 12),
    Action("copy", ("y", "ctrl+y"), "copy+cite", "copy the quote with its citation", _COPIES, 13),
    Action("cite", ("Y",), "style…", "choose a style and form, then copy", _QUOTES, 14),
    Action("copy_link", ("u",), "copy link", "copy the article's address", _QUOTES),
    Action(
        "next_differing",
        ("n",),
        "next that differs",
        "go to the next quote whose words differ between outlets",
        _LISTS,
    ),
    Action(
        "previous_differing",
        ("N",),
        "previous that differs",
        "go to the previous quote whose words differ",
        _LISTS,
    ),
    Action("filters", ("f",), "filter", "filter by speaker, outlet, kind and more, with counts", _LISTS, 20),
    Action("dates", ("B",), "dates", "show when what is listed was printed, and narrow it", _LISTS, 41),
    Action(
        "clear_filters",
        ("F", "ctrl+t"),
        "clear filters",
        "clear the filters, keep the words",
        (*_LISTS, _P.BOX),
    ),
    Action(
        "differing",
        ("d",),
        "only differing",
        "show only quotes whose words differ between outlets",
        _LISTS,
    ),
    Action("sort", ("s",), "sort", "sort by relevance, date or outlet", _LISTS, 40),
    Action("reverse", ("r",), "reverse order", "turn the order round: oldest, or worst, first", _LISTS),
    Action("mark", ("space",), "mark", "mark the quote and move on; y copies all marked", _LISTS, 30),
    Action("mark_all", ("*",), "mark all", "mark all quotes in the list, or none", _LISTS),
    Action(
        "bookmark",
        ("m",),
        "bookmark",
        "bookmark the quote, or remove its bookmark",
        (*_LISTS, _P.READER),
        35,
    ),
    Action("bookmarks", ("'",), "bookmarks", "show only bookmarked quotes", _LISTS),
    Action("note", ("i",), "note", "write a note on the quote", _QUOTES, 37),
    Action("tags", ("#",), "tags", "tag the quote, or all that are marked; again to untag", _QUOTES, 38),
    Action("speaker", ("p",), "speaker", "show all that the speaker has said, by date", _DECIDED, 39),
    Action("outlet", ("O",), "outlet", "show all that the outlet has printed, by date", _QUOTES, 40),
    Action("counts", ("b",), "in numbers", "list what it cuts, rewords or prints first", (_P.SUBJECT,), 10),
    Action("merge_names", ("M",), "names", "merge a name that may be the speaker's", (_P.SUBJECT,), 10),
    Action(
        "export", ("X",), "export", "export what is listed or marked, to a file or the clipboard", _LISTS, 63
    ),
    Action("edit", ("e",), "edit", "correct facts, speaker and names", (*_QUOTES, _P.CITE, _P.REVIEW), 36),
    Action("undo", ("U",), "undo", "undo the last change of the library", (*_DECIDED, _P.FILES)),
    Action("redo", ("ctrl+r",), "redo", "redo what was undone last", (*_DECIDED, _P.FILES)),
    Action("review", ("V",), "review", "decide what is doubtful in the list, one by one", _LISTS, 63),
    Action("yes", ("y",), "yes", "it is so", _REVIEW),
    Action("no", ("n",), "no", "it is not so", _REVIEW),
    Action("other", ("a",), "another", "type or choose who or what it is", _REVIEW),
    Action("yes_site", ("Y",), "yes, whole site", "it is so in all articles of the site", _REVIEW),
    Action("no_site", ("N",), "no, whole site", "it is not so in any article of the site", _REVIEW),
    Action("other_site", ("A",), "another, whole site", "type or choose it for all of the site", _REVIEW),
    Action("put_off", ("s",), "skip", "decide it later, after all others", _REVIEW, 20),
    Action("doubts", ("f",), "filter", "choose what is reviewed, and of which quotes", _REVIEW, 30),
    Action(
        "add",
        ("A",),
        "add files",
        "add files and folders while you go on searching; again to stop",
        (_P.LIST, _P.FILES),
        70,
    ),
    Action("articles", ("L",), "articles", "list articles, and what became of every file", _LISTS, 75),
    Action(
        "watch", ("W",), "watch folder", "add files as they are saved to a folder; again to stop", (_P.LIST,)
    ),
    Action(
        "open_source",
        ("o",),
        "open source",
        "open the article's page in the web browser, at the quote",
        _DECIDED,
    ),
    Action("editor", ("E",), "open file", "open the article's file in $EDITOR", (*_LISTS, _P.READER)),
    Action("draft", ("D",), "draft", "show the draft's passages with their verdicts", (_P.LIST,)),
    Action("scroll_down", ("J",), "preview down", "scroll the preview down", _LISTS),
    Action("scroll_up", ("K",), "preview up", "scroll the preview up", _LISTS),
    Action("toggle_preview", ("t",), "preview on/off", "show or hide the preview", _LISTS),
    Action("zoom", ("z",), "zoom preview", "show the preview full screen", _LISTS),
    Action("clear", ("escape", "backspace"), "show all", "clear the search box", (_P.LIST,)),
    Action("quit", ("q",), "quit", "quit the browser", (_P.LIST, _P.FACETS), 99),
    Action("choose", ("enter", "space"), "choose", "apply or remove the filter", (_P.FACETS,), 10),
    Action("leave_facets", ("escape", "backspace", "f"), "back", "go back to the list", (_P.FACETS,), 1),
    Action("open_listed", ("enter", "l", "right"), "read", "read the article", (_P.FILES,), 11),
    Action(
        "remove",
        ("x", "delete"),
        "remove",
        "remove the article; undo brings it back",
        (_P.FILES,),
        20,
    ),
    Action("remove_add", ("D",), "whole add", "remove all that came in the same add", (_P.FILES,), 25),
    Action(
        "rejected", ("!",), "rejected", "list only files that were rejected, or all again", (_P.FILES,), 30
    ),
    Action(
        "next_quote",
        ("n",),
        "next quote",
        "go to the next quote; in a transcript, the next passage that is printed",
        (_P.READER,),
        5,
    ),
    Action("previous_quote", ("N",), "previous quote", "go to the previous one", (_P.READER,), 6),
    Action("find", ("/",), "find", "find words in the article", (_P.READER,), 40),
    Action("turn_page", ("space",), "page down", "move down a page", (_P.READER,)),
    Action(
        "next_difference",
        ("n", "l", "right"),
        "next difference",
        "go to the next difference",
        (_P.COMPARE,),
        5,
    ),
    Action(
        "previous_difference",
        ("N", "h", "left"),
        "previous",
        "go to the previous difference",
        (_P.COMPARE,),
        6,
    ),
    Action(
        "jump",
        ("0", *_DIGITS),
        "difference 0-9",
        "go to the difference with that number, of one digit or several",
        (_P.COMPARE,),
        numbered=True,
    ),
    Action("next_witness", ("down", "j"), "next version", "go to the next version", (_P.COMPARE,)),
    Action("previous_witness", ("up", "k"), "previous version", "go to the previous version", (_P.COMPARE,)),
    Action("base", ("b",), "base", "compare all with the selected version", (_P.COMPARE,), 15),
    Action("punctuation", (".",), "punctuation", "show or hide punctuation differences", (_P.COMPARE,), 16),
    Action("dots", ("=",), "same as dots", "show identical words as dots", (_P.COMPARE,), 17),
    Action(
        "view", ("v",), "view", "switch between rows, columns and a list of differences", (_P.COMPARE,), 10
    ),
    Action("next_page", ("]",), "more versions", "show the next columns", (_P.COMPARE,)),
    Action("previous_page", ("[",), "previous versions", "show the previous columns", (_P.COMPARE,)),
    Action("order", ("s",), "order", "sort versions by similarity, date or outlet", (_P.COMPARE,)),
    Action(
        "exclude", ("x",), "hide", "hide the selected version; on the base, show all again", (_P.COMPARE,)
    ),
    Action("primary", ("P",), "primary", "mark the selected version as primary, or unmark it", (_P.COMPARE,)),
    Action("reprints", ("r",), "reprints", "show or hide versions that reprint another text", (_P.COMPARE,)),
    Action(
        "between",
        ("w",),
        "words between",
        "show or fold what the record has between printed parts",
        (_P.COMPARE,),
    ),
    Action("table", ("C",), "copy table", "copy the comparison as a Markdown table", (_P.COMPARE,), 30),
    Action("article", ("enter",), "article", "read the selected version in its article", (_P.COMPARE,), 12),
    Action("record", ("R",), "record", "read the transcript or captions at the place", (_P.COMPARE,), 11),
    Action("number", _DIGITS, "style 1-9", "choose the style with that number", (_P.CITE,), numbered=True),
    Action("next_style", ("down", "j"), "next style", "choose the next style", (_P.CITE,), 20),
    Action("previous_style", ("up", "k"), "previous style", "choose the previous style", (_P.CITE,)),
    Action("next_form", ("right", "l"), "form", "choose the next form", (_P.CITE,), 21),
    Action("previous_form", ("left", "h"), "previous form", "choose the previous form", (_P.CITE,)),
    Action("next_flavour", ("tab",), "flavour", "choose the next flavour", (_P.CITE,), 22),
    Action("previous_flavour", ("shift+tab",), "previous flavour", "choose the previous flavour", (_P.CITE,)),
    Action("copy_now", ("y", "enter", "ctrl+y"), "copy", "copy what is shown", (_P.CITE,), 10),
    Action("shorten_end", ("]",), "drop last word", "drop the last word", (_P.CITE,), 24),
    Action("lengthen_end", ("}",), "restore last word", "put the last word back", (_P.CITE,)),
    Action("shorten_start", ("[",), "drop first word", "drop the first word", (_P.CITE,)),
    Action("lengthen_start", ("{",), "restore first word", "put the first word back", (_P.CITE,)),
    Action(
        "save_default",
        ("s",),
        "save as default",
        "save style, form and flavour as the defaults",
        (_P.CITE,),
        28,
    ),
    Action("show_differences", ("d",), "differences", "compare how each outlet printed it", (_P.CITE,), 30),
    Action("close_article", ("h", "left"), "back", "go back", (_P.READER,)),
    Action("back", ("q", "escape", "backspace"), "back", "go back", _OPENED, 1),
    Action("save", ("enter", "ctrl+s"), "save", "save the values", (_P.FORM,), 10),
    Action("merge", ("f2",), "everywhere", "treat both names as the same person everywhere", (_P.FORM,), 15),
    Action("split", ("f3",), "split names", "take the two names apart again", (_P.FORM,), 16),
    Action("as_printed", ("f4",), "as printed", "put back what the article itself says", (_P.FORM,), 17),
    Action("next_field", ("tab", "down"), "next field", "go to the next line", (_P.FORM,), 20),
    Action("previous_field", ("shift+tab", "up"), "previous field", "go to the previous line", (_P.FORM,)),
    Action("save_note", ("ctrl+s",), "save", "save the note", (_P.NOTE,), 10),
    Action(
        "share", ("f4",), "for whom", "in a newsroom: for everybody, or for you alone", (_P.NOTE, _P.TAGS), 12
    ),
    Action("note_editor", ("f2",), "$EDITOR", "go on writing in $EDITOR", (_P.NOTE,), 15),
    Action(
        "write_file", ("enter",), "write", "write the file, or go on while it is written", (_P.EXPORT,), 10
    ),
    Action("copy_export", ("ctrl+y",), "copy", "copy it to the clipboard instead", (_P.EXPORT,), 14),
    Action("next_format", ("down",), "format", "choose the next format", (_P.EXPORT,), 12),
    Action("previous_format", ("up",), "previous format", "choose the previous format", (_P.EXPORT,)),
    Action("complete", ("tab",), "complete", "complete the path", (_P.EXPORT,), 18),
    Action("export_notes", ("f2",), "notes", "with your notes and tags, or without", (_P.EXPORT,), 16),
    Action(
        "export_which",
        ("f3",),
        "what",
        "the marked quotes, those that are listed, or every printing of them",
        (_P.EXPORT,),
        17,
    ),
    Action("rename_search", ("f2",), "rename", "give the saved search another name", (_P.SEARCHES,), 10),
    Action("forget_search", ("f8",), "remove", "remove the saved search", (_P.SEARCHES,), 11),
    Action("cancel", ("escape",), "cancel", "close without changes", (_P.FORM, _P.NOTE, _P.EXPORT), 1),
    Action("pick", ("enter",), "choose", "choose the quote, which ends the browser", (_P.PICK,), 2),
    Action("give_up", ("escape",), "cancel", "end without a choice, as Ctrl+C does", (_P.PICK,), 1),
)
"""Every action, in the order of the help."""
CHANGING: Final = frozenset({
    "bookmark", "note", "tags", "searches", "edit", "merge_names", "undo", "redo", "watch", "primary",
    "add", "remove", "remove_add", "review", "rename_search", "forget_search",
})  # fmt: skip
"""Actions that change the library, or open a form that does: not offered where it cannot be changed."""
SHARING: Final = frozenset({"share"})
"""Actions that mean something only where many share a library."""

_PASTE: Final = "ctrl+v"
"""Where text is typed, this pastes."""
_TYPED: Final = frozenset({_P.BOX, _P.FORM, _P.FIND, _P.NOTE, _P.EXPORT, _P.SEARCHES, _P.TAGS})
"""Places where what is pressed is typed."""


def keys_in(action: Action, place: Place) -> tuple[str, ...]:
    """The keys of an action that work in a place: where text is typed, a character is no key."""
    if place in _TYPED:
        return tuple(key for key in action.keys if len(key) > 1 and key != _PASTE)
    return action.keys


class Keymap(NamedTuple):
    """The table as the user has set it."""

    actions: tuple[Action, ...]
    """All actions with the keys they now have."""
    changed: Mapping[str, tuple[str, ...]]
    """Keys by action id, of those that are not the table's."""
    problems: tuple[str, ...]
    """One sentence for each setting that does not work."""

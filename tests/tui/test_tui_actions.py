"""The table of actions: what it promises is there, and no key means two things."""

import subprocess
import sys
from itertools import pairwise

import pytest

from quotebrowser.settings import OPTIONS
from quotebrowser.tui import actions
from quotebrowser.tui.actions import ACTIONS, Place, keys_in
from quotebrowser.tui.app import QuoteBrowser
from quotebrowser.tui.everywhere_keys import EverywhereKeys
from quotebrowser.tui.key_names import shown
from quotebrowser.tui.key_presets import PRESETS
from quotebrowser.tui.paint.lines import text_of, width_of
from quotebrowser.tui.picking import PickPage
from quotebrowser.tui.popups.chooser import Chooser
from quotebrowser.tui.popups.cite_popup import CitePopup, _ChoiceKeys
from quotebrowser.tui.popups.edit_popup import EditPopup, _SaveKeys
from quotebrowser.tui.popups.export_choices import ExportChoiceKeys
from quotebrowser.tui.popups.export_popup import ExportPopup, _CompleteKey
from quotebrowser.tui.popups.naming_popups import SearchesPopup, TagsPopup
from quotebrowser.tui.popups.note_popup import NotePopup
from quotebrowser.tui.screens.compare_page import ComparePage
from quotebrowser.tui.screens.files_page import FilesPage
from quotebrowser.tui.screens.keys.changing.answer_keys import AnswerKeys
from quotebrowser.tui.screens.keys.changing.doubt_keys import DoubtKeys
from quotebrowser.tui.screens.keys.changing.remove_keys import RemoveKeys
from quotebrowser.tui.screens.keys.changing.undo_keys import UndoKeys
from quotebrowser.tui.screens.keys.compare_keys import DifferenceKeys, ReadKeys, VersionKeys, ViewKeys
from quotebrowser.tui.screens.keys.export_keys import ExportKeys
from quotebrowser.tui.screens.keys.find_keys import FindKeys, StopKeys
from quotebrowser.tui.screens.keys.list_keys import ListKeys
from quotebrowser.tui.screens.keys.marking_keys import MarkingKeys
from quotebrowser.tui.screens.keys.moving_keys import FileMoves, MovingKeys, TextKeys
from quotebrowser.tui.screens.keys.narrowing_keys import FilterKeys, NarrowingKeys
from quotebrowser.tui.screens.keys.note_keys import NoteKeys, SearchKeys
from quotebrowser.tui.screens.keys.quote_keys import QuoteKeys
from quotebrowser.tui.screens.keys.review_keys import ReviewKeys
from quotebrowser.tui.screens.keys.watch_keys import AddKeys, WatchKeys
from quotebrowser.tui.screens.listing.looking import Looking
from quotebrowser.tui.screens.reader_page import ReaderPage
from quotebrowser.tui.screens.review_page import ReviewPage
from quotebrowser.tui.screens.search_page import SearchPage
from quotebrowser.tui.screens.subject_page import SubjectKeys, SubjectPage
from quotebrowser.tui.user_keys import keymap
from quotebrowser.tui.widgets.key_hints import hints, keys_of, textual_keymap
from quotebrowser.tui.widgets.search_box import SearchBox

LISTS = (ExportKeys, FilterKeys, ListKeys, MarkingKeys, MovingKeys, NarrowingKeys, ReviewKeys, SearchKeys)
DOERS: dict[Place, tuple[type, ...]] = {
    Place.EVERYWHERE: (QuoteBrowser, EverywhereKeys),
    Place.BOX: (SearchBox, SearchPage, *LISTS),
    Place.LIST: (SearchPage, QuoteKeys, UndoKeys, NoteKeys, *LISTS, WatchKeys, AddKeys, Looking),
    Place.SUBJECT: (SubjectPage, SubjectKeys, QuoteKeys, UndoKeys, NoteKeys, *LISTS, AddKeys, Looking),
    Place.FACETS: (SearchPage, *LISTS),
    Place.FILES: (FilesPage, AddKeys, FileMoves, UndoKeys, RemoveKeys),
    Place.READER: (ReaderPage, FindKeys, StopKeys, QuoteKeys, UndoKeys, NoteKeys, TextKeys),
    Place.COMPARE: (
        ComparePage,
        DifferenceKeys,
        ReadKeys,
        VersionKeys,
        ViewKeys,
        QuoteKeys,
        UndoKeys,
        NoteKeys,
        TextKeys,
    ),
    Place.REVIEW: (ReviewPage, AnswerKeys, DoubtKeys, QuoteKeys, UndoKeys, TextKeys),
    Place.CITE: (CitePopup, _ChoiceKeys),
    Place.FORM: (EditPopup, _SaveKeys),
    Place.FIND: (SearchBox,),
    Place.NOTE: (NotePopup,),
    Place.EXPORT: (ExportPopup, ExportChoiceKeys, _CompleteKey),
    Place.SEARCHES: (SearchesPopup,),
    Place.TAGS: (TagsPopup,),
    Place.PICK: (PickPage, *LISTS),
}


@pytest.mark.parametrize("place", Place)
def test_every_action_of_a_place_is_done_there(place: Place) -> None:
    missing = [
        action.id
        for action in ACTIONS
        if place in action.where and not any(hasattr(doer, f"action_{action.id}") for doer in DOERS[place])
    ]
    assert not missing


def test_every_action_that_our_screens_do_is_in_the_table() -> None:
    known = {action.id for action in ACTIONS}
    ours = {
        name.removeprefix("action_")
        for doers in DOERS.values()
        for doer in doers
        for base in doer.__mro__
        if base.__module__.startswith("quotebrowser")
        for name in vars(base)
        if name.startswith("action_")
    }
    assert ours - known == set()
    assert not [name for name in vars(Chooser) if name.startswith("action_")]


def test_ids_are_unique_and_every_action_says_what_it_does() -> None:
    ids = [action.id for action in ACTIONS]
    assert len(set(ids)) == len(ids)
    for action in ACTIONS:
        assert action.keys
        assert action.label
        assert action.help[0].islower()
        assert not action.help.endswith(".")


@pytest.mark.parametrize("preset", PRESETS)
def test_no_key_means_two_things_and_no_place_is_without_a_way_on(preset: str) -> None:
    table = keymap({}, preset)
    assert table.problems == ()
    assert set(table.changed) <= {action.id for action in ACTIONS if not action.numbered}
    for action in table.actions:
        for place in action.where:
            typed = [key for key in keys_in(action, place) if len(key) > 1]
            assert typed or place not in (Place.BOX, Place.FORM, Place.FIND), (action.id, place)
        assert all(len(key) > 1 or not key.isspace() for key in action.keys)
    if preset != "default":
        same = [
            name for name, keys in PRESETS[preset].items() if keys == keymap({})[0][ids().index(name)].keys
        ]
        assert same == []  # a preset holds what differs and nothing else


def ids() -> list[str]:
    return [action.id for action in ACTIONS]


def test_the_settings_know_the_presets_and_the_users_keys_come_before_theirs() -> None:
    option = next(option for option in OPTIONS if option.key == "keys.preset")
    assert [option.parse(name) for name in PRESETS] == [*PRESETS]
    assert "preset" not in ids()
    table = keymap({"undo": ("Z",)}, "emacs")
    assert table.problems == ()
    assert table.changed["undo"] == ("Z",)
    assert textual_keymap(table)["palette"] == "alt+x"
    assert "M-x" in text_of(hints(table, Place.BOX, 80))
    assert (
        keymap({"undo": ("ctrl+n",)}, "emacs").problems[0] == "keys: ^n means both down and undo in the list"
    )


def test_every_page_shows_the_way_to_its_keys_at_any_width() -> None:
    table = keymap({})
    for place in (Place.LIST, Place.BOX, Place.READER, Place.COMPARE, Place.FACETS):
        for width in range(12, 210, 7):
            row = hints(table, place, width)
            assert width_of(row) <= width, (place, width)
            assert " keys " in text_of(row)


def test_where_text_is_typed_no_character_is_a_key() -> None:
    copy = next(action for action in ACTIONS if action.id == "copy")
    assert keys_in(copy, Place.BOX) == ("ctrl+y",)
    assert keys_of(copy, Place.LIST) == "y ^y"
    assert "F1" in text_of(hints(keymap({}), Place.BOX, 80))
    assert " ?" not in text_of(hints(keymap({}), Place.BOX, 80))


@pytest.mark.parametrize(
    ("settings", "notes"),
    [
        ({"compare": ("x",)}, ()),
        ({"compare": ("y",)}, ("keys: y means both compare and copy in the list",)),
        ({"compere": ("x",)}, ("keys: unknown action compere; did you mean compare?",)),
        ({"qqqq": ("x",)}, ("keys: unknown action qqqq",)),
        ({"jump": ("x",)}, ("keys: jump uses the number keys, which cannot be changed",)),
        ({"sort": ()}, ("keys: sort has no key, but the palette still finds it",)),
        ({"sort": ("?",)}, ("keys: ? means both help and sort",)),
        ({"sort": ("f24", "ctrl+x", "alt+s", "shift+up", "comma", "ü")}, ()),
        ({"sort": ("^x",)}, ("keys: sort has “^x”, which is no key; did you mean ctrl+x?",)),
        ({"read": ("Esc",)}, ("keys: read has “Esc”, which is no key; did you mean escape?",)),
        ({"read": ("hyper+x",)}, ("keys: read has “hyper+x”, which is no key",)),
        ({"read": ("",)}, ("keys: read has “”, which is no key",)),
        ({"merge": ("m",)}, ("keys: merge works only where text is typed, and there a character is no key",)),
    ],
)
def test_what_cannot_be_followed_in_the_settings_is_said(
    settings: dict[str, tuple[str, ...]], notes: tuple[str, ...]
) -> None:
    problems = keymap(settings).problems
    assert len(problems) >= len(notes)
    for expected, problem in zip(notes, problems, strict=False):
        assert problem.startswith(expected)
    if not notes:
        assert problems == ()


def test_a_key_of_the_settings_replaces_the_tables() -> None:
    table = keymap({"compare": ("x", ",")})
    assert next(action.keys for action in table.actions if action.id == "compare") == ("x", ",")
    assert textual_keymap(table) == {"compare": "x,comma"}


@pytest.mark.parametrize(
    ("key", "name", "plain"),
    [
        ("ctrl+p", "^p", "^p"),
        ("f1", "F1", "F1"),
        ("enter", "⏎", "Enter"),
        ("escape", "esc", "esc"),
        ("G", "G", "G"),
        ("alt+x", "M-x", "M-x"),
        ("ctrl+underscore", "^_", "^_"),
        ("f", "f", "f"),
        ("down", "↓", "Down"),
    ],
)
def test_keys_are_written_as_people_write_them(key: str, name: str, plain: str) -> None:
    assert shown(key) == name
    assert shown(key, ascii_only=True) == plain


def test_hints_come_by_rank() -> None:
    ranks = [action.hint for action in sorted(ACTIONS, key=lambda action: action.hint) if action.hint]
    assert all(a <= b for a, b in pairwise(ranks))


def test_the_table_is_read_without_textual_or_the_library() -> None:
    heavy = ("textual", "rich", "sqlite3")
    code = f"import sys, quotebrowser.tui.actions; print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert actions.ACTIONS

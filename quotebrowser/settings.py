"""Where things are kept, and what the user may set.

One table, `OPTIONS`, holds every setting: the file's keys, their environment names, `config show` and the
README derive from it. Settings are data only (TOML); nothing in them is run but the clipboard command.
"""

import difflib
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from quotebrowser.errors import SettingsError
from quotebrowser.whole_files import replacing

APP: Final = "quotebrowser"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has set; the defaults where nothing is."""

    theme: str = "auto"
    """`auto`, `dark`, `light`, `high-contrast`, or the name of one of Textual's themes."""
    marks: str = "auto"
    """`unicode`, `ascii`, or `auto`: ASCII where the terminal's locale is not UTF-8."""
    accessible: bool = False
    """Whether to show the terminal's cursor on the focused row and draw no boxes."""
    style: str = "plain"
    """Citation style of `y` and `cite`."""
    form: str = "quote"
    """Citation form of `y` and `cite`."""
    flavour: str = "plain"
    """Citation flavour of `y` and `cite`."""
    locale: str = ""
    """`en-US` or `en-GB` for dates and marks of Harvard and the plain line; empty: as the style has it."""
    title_marks: str = ""
    """`flip` or `csl`: what becomes of quotation marks within a headline; empty: as the style has it."""
    deep_links: bool = False
    """Whether the plain line prints the address that opens the page at the quote."""
    clipboard_command: tuple[str, ...] = ()
    """Command that gets the copied text on its standard input; empty: whatever the desktop has."""
    online: bool = False
    """Whether `add` fetches addresses without `--online`."""
    confirm_quit: bool = True
    """Whether leaving asks where quotes are marked or a correction is not saved."""
    undo_changes: int = 1_000
    """How many changes can be undone; the oldest are forgotten."""
    undo_megabytes: int = 100
    """How large all that is kept for it may be, in millions of characters."""
    keep_history: bool = True
    """Whether searches made in the browser are kept in the library."""
    share_notes: bool = False
    """Whether notes, tags and bookmarks in a newsroom's library are everybody's if nothing else is said."""
    serve_host: str = "127.0.0.1"
    """Address of this machine on which `serve` listens."""
    serve_port: int = 8765
    """Port on which `serve` listens; 0: one that is free."""
    serve_sessions: int = 8
    """How many pages `serve` shows at the same time."""
    serve_changes: bool = False
    """Whether whoever opens a page of `serve` may change the library."""
    preset: str = "default"
    """The set of keys that the user's own stand over: `default`, `vim` or `emacs`."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Keys of the browser's actions by action name."""


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text in quotation marks")
    return value


def _choice(*allowed: str) -> Callable[[object], str]:
    def parse(value: object) -> str:
        if value not in allowed:
            raise TypeError("one of " + ", ".join(allowed))
        return str(value)

    return parse


def _truth(value: object) -> bool:
    if isinstance(value, str) and value.lower() in ("1", "true", "yes", "0", "false", "no", ""):
        return value.lower() in ("1", "true", "yes")
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value


def _number(value: object) -> int:
    if isinstance(value, str) and value.isdecimal():
        return int(value)
    if type(value) is not int or value < 0:
        raise TypeError("a whole number")
    return value


def _port(value: object) -> int:
    if (found := _number(value)) > 65_535:  # noqa: PLR2004 - of TCP
        raise TypeError("a port, 0 to 65535")
    return found


def _command(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(value.split())
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise TypeError("a list of strings: the command and its arguments")
    return tuple(value)


def _key_map(value: object) -> Mapping[str, tuple[str, ...]]:
    table = value.items() if isinstance(value, dict) else [("", None)]
    found = {}
    for name, given in table:
        keys = [given] if isinstance(given, str) else given
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            raise TypeError('a table of action = "key" or action = ["key", "key"]')
        found[name] = tuple(keys)
    return MappingProxyType(found)


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: a row of the table."""

    key: str
    """Dotted key in `config.toml`."""
    attribute: str
    """Name in `Settings`."""
    parse: Callable[[object], Any]
    """Turns the file's value into the attribute's; raises TypeError saying what it wants."""
    help: str
    """One clause for the README and `config show`."""

    @property
    def variable(self) -> str:
        """Name of the environment variable that overrides it; empty if none does."""
        return "" if self.key == "keys" else f"QUOTEBROWSER_{re.sub(r'[^A-Z]', '_', self.key.upper())}"


OPTIONS: Final = (
    Option("theme", "theme", _text, "auto, dark, light, high-contrast, or a theme's name"),
    Option(
        "marks",
        "marks",
        _choice("auto", "unicode", "ascii"),
        "how differences are marked: auto, unicode or ascii",
    ),
    Option(
        "accessible",
        "accessible",
        _truth,
        "for screen readers: no rules or boxes, differences as sentences, the cursor where you are",
    ),
    Option("cite.style", "style", _text, "citation style of `y` and `cite`"),
    Option("cite.form", "form", _text, "citation form of `y` and `cite`"),
    Option("cite.flavour", "flavour", _text, "citation flavour of `y` and `cite`"),
    Option(
        "cite.locale",
        "locale",
        _choice("", "en-US", "en-GB"),
        "en-US or en-GB: dates and quotation marks in Harvard, dates in plain",
    ),
    Option(
        "cite.title_marks",
        "title_marks",
        _choice("", "flip", "csl"),
        "quotation marks in headlines: flip (switch to suit those around them) or csl (as engines do)",
    ),
    Option(
        "cite.deep_links",
        "deep_links",
        _truth,
        "in plain citations, print the address that opens the page at the quote",
    ),
    Option(
        "clipboard.command",
        "clipboard_command",
        _command,
        "command that receives the copied text on standard input",
    ),
    Option("add.online", "online", _truth, "fetch addresses given to `add` without `--online`"),
    Option(
        "confirm_quit",
        "confirm_quit",
        _truth,
        "ask before leaving with marked quotes or an unsaved correction",
    ),
    Option("history", "keep_history", _truth, "keep the browser's past searches in the library"),
    Option("share_notes", "share_notes", _truth, "in a newsroom, show your notes, tags and bookmarks to all"),
    Option("undo.changes", "undo_changes", _number, "how many changes can be undone"),
    Option("undo.megabytes", "undo_megabytes", _number, "how large what is kept for it may be, in megabytes"),
    Option("serve.host", "serve_host", _text, "address on which `serve` listens"),
    Option("serve.port", "serve_port", _port, "port on which `serve` listens; 0: any that is free"),
    Option("serve.sessions", "serve_sessions", _number, "how many pages `serve` shows at the same time"),
    Option("serve.allow_changes", "serve_changes", _truth, "whether they may change the library"),
    Option(
        "keys.preset",
        "preset",
        _choice("default", "vim", "emacs"),
        "set of browser keys: default, vim or emacs; your own `keys` come first",
    ),
    Option("keys", "keys", _key_map, 'browser keys: action = ["key"]'),
)
"""Every setting."""
_BY_KEY: Final = {option.key: option for option in OPTIONS}


def config_path() -> Path:
    """The settings file: `QUOTEBROWSER_CONFIG`, or `config.toml` in the user's configuration directory."""
    given = os.environ.get("QUOTEBROWSER_CONFIG")
    return Path(given) if given else _home("config") / "config.toml"


def library_path() -> Path | str:
    """The library: `QUOTEBROWSER_LIBRARY`, or the user's data directory; a text is a newsroom's address."""
    given = os.environ.get("QUOTEBROWSER_LIBRARY")
    return library_place(given) if given else _home("data")


def library_place(given: str) -> Path | str:
    """What names a library: a directory, or the address of a newsroom's."""
    return given if given.lower().startswith(("postgresql:", "postgres:")) else Path(given)


def cache_directory() -> Path:
    """Where what can be made again is kept: the sample library, indexes of read-only libraries."""
    given = os.environ.get("QUOTEBROWSER_CACHE")
    return Path(given) if given else _home("cache")


def state_directory() -> Path:
    """Where the last copy, the key of the user's indexes and the report of the last unexpected error are."""
    given = os.environ.get("QUOTEBROWSER_STATE")
    return Path(given) if given else _home("state")


def _home(kind: str) -> Path:
    """The program's own directory of a kind, as the system has it."""
    import platformdirs  # noqa: PLC0415 - a start with everything given does not need it

    made: Path = getattr(platformdirs, f"user_{kind}_path")(APP, appauthor=False)
    return made


def _flat(table: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    """The file's values by dotted key; the `keys` table stays whole but for the name of a preset."""
    flat: dict[str, object] = {}
    for name, value in table.items():
        key = prefix + name
        if isinstance(value, dict) and key == "keys":
            flat[key] = {action: keys for action, keys in value.items() if action != "preset"}
            flat |= {"keys.preset": value["preset"]} if "preset" in value else {}
        elif isinstance(value, dict):
            flat |= _flat(value, key + ".")
        else:
            flat[key] = value
    return flat


def _unknown(keys: Sequence[str], path: Path) -> SettingsError:
    known = [option.key for option in OPTIONS]
    nearest = [near for key in keys for near in difflib.get_close_matches(key, known, 1)]
    hint = f"Did you mean {' and '.join(nearest)}?" if nearest else "The README lists all settings."
    return SettingsError(f"{path}: there is no setting called {' or '.join(keys)}", hint)


def _parsed(option: Option, value: object, where: str) -> object:
    try:
        return option.parse(value)
    except TypeError as error:
        raise SettingsError(f"{where}: {option.key} must be {error}, not {value!r}") from None


def _table(path: Path) -> dict[str, object]:
    """The file's values; empty if there is no file."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path} could not be read: {error}", "Correct the file, or move it out of the way."
        ) from error
    import tomllib  # noqa: PLC0415 - most users have no file

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f"{path} could not be read: {error}", "Correct the file, or move it out of the way."
        ) from error


def load(path: Path | None = None) -> Settings:
    """The user's settings: the file's values, overridden by the environment.

    Raises:
        SettingsError: the file is not TOML, or a key or value in it is not understood.
    """
    path = path or config_path()
    values = _flat(_table(path))
    if unknown := [key for key in values if key not in _BY_KEY]:
        raise _unknown(unknown, path)
    changes = {
        option.attribute: _parsed(option, value, where) for option, value, where in _given(values, path)
    }
    return replace(Settings(), **changes)  # type: ignore[arg-type]


def check(path: Path | None = None) -> tuple[Settings, list[SettingsError]]:
    """What of the user's settings is understood, and each mistake in them.

    Raises:
        SettingsError: the file is not TOML.
    """
    path = path or config_path()
    values = _flat(_table(path))
    mistakes = [_unknown([key], path) for key in values if key not in _BY_KEY]
    changes: dict[str, object] = {}
    for option, value, where in _given(values, path):
        try:
            changes[option.attribute] = _parsed(option, value, where)
        except SettingsError as mistake:
            mistakes.append(mistake)
    return replace(Settings(), **changes), mistakes  # type: ignore[arg-type]


def _given(values: Mapping[str, object], path: Path) -> Iterator[tuple[Option, object, str]]:
    """What the user has set, with where: the file's values, then the environment's, which override them."""
    for key, value in values.items():
        if key in _BY_KEY:
            yield _BY_KEY[key], value, str(path)
    for option in OPTIONS:
        if option.variable and option.variable in os.environ:
            yield option, os.environ[option.variable], option.variable


def save(values: Mapping[str, str], path: Path | None = None) -> Path:
    """Set texts in the settings file by their dotted keys, leaving all else in it as it is; returns the file.

    Raises:
        SettingsError: the file cannot be read or written, or has a form in which it cannot be changed.
    """
    from quotebrowser import toml_lines  # noqa: PLC0415 - most programs end without having saved

    path = path or config_path()
    before = _table(path)
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    for key, value in values.items():
        table, _, name = key.partition(".")
        text = toml_lines.with_value(text, table, name, value)
    import tomllib  # noqa: PLC0415 - only saving reads what it is about to write

    expected = {**_flat(before), **values}
    try:
        kept = _flat(tomllib.loads(text)) == expected
    except tomllib.TOMLDecodeError:
        kept = False
    if not kept:
        lines = " and ".join(f'{key} = "{value}"' for key, value in values.items())
        raise SettingsError(f"{path} cannot be edited automatically", f"Add these lines yourself: {lines}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A link leads to where the user keeps the file.
        with replacing(path.resolve()) as aside:
            aside.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{path} could not be written: {error.strerror or error}") from error
    return path


def ascii_marks(settings: Settings) -> bool:
    """Whether differences are marked in ASCII: as set, or because the locale is not UTF-8.

    Python may write UTF-8 under any locale: the encoding of standard output tells nothing.
    """
    if settings.marks != "auto":
        return settings.marks == "ascii"
    if os.name == "nt":
        return "utf" not in (getattr(sys.stdout, "encoding", "") or "").lower()
    return not _locale(os.environ, made_up=bool(sys.flags.utf8_mode)).endswith(("utf8", "utf-8"))


def _locale(environment: Mapping[str, str], *, made_up: bool) -> str:
    """The user's locale of characters in lower case, without its variant; empty for none.

    `made_up`: whether Python found none that it knows; it then sets `LC_CTYPE` itself (PEP 538).
    """
    names = ["LC_ALL", "LC_CTYPE", "LANG"]
    if made_up and "PYTHONUTF8" not in environment:
        names.remove("LC_CTYPE")
    return next((value for name in names if (value := environment.get(name))), "").partition("@")[0].lower()

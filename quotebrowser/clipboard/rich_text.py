"""Text and HTML put on the clipboard in one go, where a system's own scripting can do that.

One rule guards it: HTML never goes alone. The plain text is in the same call and is what is read back; where
the call fails the plain route follows. Neither xclip, xsel nor wl-copy takes two kinds of content in a call.
"""

import json
from typing import Final

_APPLE: Final = """
ObjC.import('AppKit');
const data = $.NSFileHandle.fileHandleWithStandardInput.readDataToEndOfFile;
const given = JSON.parse($.NSString.alloc.initWithDataEncoding(data, $.NSUTF8StringEncoding).js);
const board = $.NSPasteboard.generalPasteboard;
board.clearContents;
if (!board.setStringForType(given.text, $.NSPasteboardTypeString)) throw new Error('text refused');
if (!board.setStringForType(given.html, $.NSPasteboardTypeHTML)) throw new Error('HTML refused');
"""
_WINDOWS: Final = (
    "$given = [Console]::In.ReadToEnd() | ConvertFrom-Json;"
    "Add-Type -AssemblyName System.Windows.Forms;"
    "$data = New-Object System.Windows.Forms.DataObject;"
    "$data.SetText($given.text, 'UnicodeText');"
    "$data.SetText($given.html, 'Html');"
    "[System.Windows.Forms.Clipboard]::SetDataObject($data, $true)"
)

COMMANDS: Final = {
    "pbcopy": ("osascript", "-l", "JavaScript", "-e", _APPLE),
    "clip.exe": ("powershell.exe", "-NoProfile", "-STA", "-Command", _WINDOWS),
}
"""Name of a route -> the command that offers both; its input is that of `offer`."""

_HEAD: Final = (
    "Version:0.9\r\nStartHTML:{:010}\r\nEndHTML:{:010}\r\nStartFragment:{:010}\r\nEndFragment:{:010}\r\n"
)
_BEFORE: Final = "<html><body><!--StartFragment-->"
_AFTER: Final = "<!--EndFragment--></body></html>"


def offer(route: str, text: str, html: str) -> bytes:
    """Both as JSON in ASCII, so that no console's encoding can change a letter.

    Raises:
        UnicodeEncodeError: the text holds half a character.
    """
    text.encode("utf-8")
    shown = clipboard_format(html) if route == "clip.exe" else html
    return json.dumps({"text": text, "html": shown}).encode("ascii")


def clipboard_format(html: str) -> str:
    """`html` with the head of Windows' HTML clipboard format, which counts in bytes of UTF-8."""
    start = len(_HEAD.format(0, 0, 0, 0))
    first = start + len(_BEFORE)
    last = first + len(html.encode("utf-8", "replace"))
    head = _HEAD.format(start, last + len(_AFTER), first, last)
    return f"{head}{_BEFORE}{html}{_AFTER}"

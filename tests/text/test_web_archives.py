"""Addresses of web archives: what each says of the page and the time, and which are no copies."""

# ruff: noqa: E501 - addresses are easier to read on one line

import time

import pytest

from quotebrowser.text.web_archives import LONGEST, capture_of, is_address

PAGE = "https://www.example.org/harbour/ferry?page=2"
DAY = "2025-01-10T12:30:45Z"
STAMP = "20250110123045"

COPIES = [
    (f"https://web.archive.org/web/{STAMP}/{PAGE}", "Internet Archive", PAGE, DAY),
    (f"http://web.archive.org/web/{STAMP}id_/{PAGE}", "Internet Archive", PAGE, DAY),
    (f"https://web.archive.org/web/{STAMP}if_/{PAGE}", "Internet Archive", PAGE, DAY),
    (f"https://web.archive.org/web/{STAMP}/https:/www.example.org/a", "Internet Archive", "https://www.example.org/a", DAY),
    (f"https://web.archive.org/web/{STAMP}/http://www.example.org:80/a", "Internet Archive", "http://www.example.org/a", DAY),
    (f"https://web.archive.org/web/{STAMP}/https://www.example.org:8080/a", "Internet Archive", "https://www.example.org:8080/a", DAY),
    (f"https://web.archive.org/web/{STAMP}/www.example.org/a", "Internet Archive", "http://www.example.org/a", DAY),
    (f"https://web.archive.org/web/{STAMP}/https%3A%2F%2Fwww.example.org%2Fa", "Internet Archive", "https://www.example.org/a", DAY),
    (f"https://archive.org/web/{STAMP}/{PAGE}", "Internet Archive", PAGE, DAY),
    (f"https://web.archive.org/web/2025/{PAGE}", "Internet Archive", PAGE, ""),
    (f"https://web.archive.org/web/{PAGE}", "Internet Archive", PAGE, ""),
    (f"https://web.archive.org/web/20251310123045/{PAGE}", "Internet Archive", PAGE, ""),
    (f"https://archive.today/{STAMP}/{PAGE}", "archive.today", PAGE, DAY),
    (f"https://archive.ph/2025.01.10-123045/{PAGE}", "archive.today", PAGE, DAY),
    (f"http://archive.md/2025.01.10/{PAGE}", "archive.today", PAGE, ""),
    *((f"https://archive.{end}/XvEff", "archive.today", "", "") for end in ("today", "ph", "is", "li", "md", "vn", "fo")),
    (f"https://archive.ph/{STAMP}/https://web.archive.org/web/20240101000000/{PAGE}", "archive.today", PAGE, DAY),
    ("https://perma.cc/2ABC-9XYZ", "Perma.cc", "", ""),
    ("https://perma.cc/2ABC-9XYZ?type=image", "Perma.cc", "", ""),
    ("http://perma.cc/0g4Ak8vjSS", "Perma.cc", "", ""),
    ("https://ghostarchive.org/archive/fmPoB", "Ghostarchive", "", ""),
    (f"https://ghostarchive.org/archive/20221009/{PAGE}", "Ghostarchive", PAGE, ""),
    (f"https://arquivo.pt/wayback/{STAMP}/{PAGE}", "Arquivo.pt", PAGE, DAY),
    (f"https://arquivo.pt/noFrame/replay/{STAMP}mp_/{PAGE}", "Arquivo.pt", PAGE, DAY),
    (f"https://www.webarchive.org.uk/wayback/archive/{STAMP}/{PAGE}", "UK Web Archive", PAGE, DAY),
    (f"https://www.webarchive.org.uk/wayback/en/archive/{STAMP}mp_/{PAGE}", "UK Web Archive", PAGE, DAY),
    (f"https://webarchive.loc.gov/all/{STAMP}/{PAGE}", "Library of Congress", PAGE, DAY),
    (f"https://webarchive.nationalarchives.gov.uk/ukgwa/{STAMP}/{PAGE}", "UK Government Web Archive", PAGE, DAY),
    (f"https://wayback.archive-it.org/all/{STAMP}/{PAGE}", "Archive-It", PAGE, DAY),
    (f"https://wayback.archive-it.org/4242/{STAMP}/{PAGE}", "Archive-It", PAGE, DAY),
    (f"https://wayback.vefsafn.is/wayback/{STAMP}/{PAGE}", "Icelandic Web Archive", PAGE, DAY),
    (f"https://swap.stanford.edu/{STAMP}/{PAGE}", "Stanford Web Archive Portal", PAGE, DAY),
]  # fmt: skip


@pytest.mark.parametrize(("address", "archive", "original", "time"), COPIES)
def test_an_address_of_a_copy_says_what_it_says(address: str, archive: str, original: str, time: str) -> None:
    found = capture_of(address)
    assert found is not None
    assert (found.address, found.archive, found.original, found.time) == (address, archive, original, time)


@pytest.mark.parametrize(
    "address",
    [
        "",
        PAGE,
        f"https://web.archive.org/web/*/{PAGE}",
        f"https://web.archive.org/web/2025*/{PAGE}",
        f"https://web.archive.org/save/{PAGE}",
        "https://web.archive.org/",
        "https://archive.org/details/harbour-films",
        f"https://archive.ph/newest/{PAGE}",
        f"https://archive.ph/{PAGE}",
        f"https://archive.ph/o/23456/{PAGE}",
        "https://archive.ph/search/?q=ferry",
        "https://archive.ph/faq",
        "https://archive.ph/www.example.org",
        "https://perma.cc/about",
        "https://perma.cc/",
        f"https://web.archive.org.example.com/web/{STAMP}/{PAGE}",
        f"https://example.org/web/{STAMP}/{PAGE}",
        f"https://web.archive.org/web/{STAMP}/javascript:alert(1)",
        f"https://web.archive.org/web/{STAMP}/https://www.example.org/{'a' * LONGEST}",
        f"ftp://web.archive.org/web/{STAMP}/{PAGE}",
    ],
)
def test_what_leads_to_no_copy_is_none(address: str) -> None:
    assert capture_of(address) is None


@pytest.mark.parametrize(
    ("value", "sound"),
    [
        ("https://archive.example.org/copies/12", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("https://пример.рф/а", True),
        ("https://example.org/" + "a" * LONGEST, False),
        ("https://example.org/a b", False),
        ("https://example.org/a\u202eb", False),
        ("https://example.org/a\x1b[31m", False),
        ("https://localhost", False),
        ("https://example.", False),
        ("https://.org", False),
        ("https://", False),
        ("javascript:alert(1)", False),
        ("example.org/a", False),
        ("", False),
    ],
)
def test_an_address_is_one_of_the_web(value: str, *, sound: bool) -> None:
    assert is_address(value) is sound


@pytest.mark.parametrize("host", ["a." * 990, "a.-" * 660, "a" * 1980])
def test_what_is_nearly_an_address_is_seen_through_at_once(host: str) -> None:
    began = time.process_time()
    assert not is_address(f"http://{host} x")
    assert time.process_time() - began < 1

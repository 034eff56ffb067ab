"""Articles read from a copy in a web archive: the page's own address, and that of the copy.

One rule guards it: where an article was published is never the address of an archive; what that does not say
of the page is not known.
"""

from dataclasses import replace

from quotebrowser.model import Facts
from quotebrowser.text.web_archives import capture_of, is_address


def copied(facts: Facts) -> Facts:
    """Facts with the page's own address; where a copy's stood in its place, that is `archived`."""
    archived = facts.archived if facts.archived and is_address(facts.archived.value) else None
    capture = capture_of(facts.url.value) if facts.url else None
    if facts.url is None or capture is None:
        return facts if archived is facts.archived else replace(facts, archived=archived)
    url = replace(facts.url, value=capture.original) if capture.original else None
    return replace(facts, url=url, archived=archived or facts.url)


def placed(facts: Facts) -> Facts:
    """Facts with the page's own address as that of its copy carries it, where nothing else says it."""
    copy = capture_of(facts.archived.value) if facts.archived and facts.url is None else None
    if facts.archived is None or copy is None or not copy.original:
        return facts
    return replace(facts, url=replace(facts.archived, value=copy.original))

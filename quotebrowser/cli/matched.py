"""What a command says of the quote it took, where its query meant others too or matched none."""

from quotebrowser.library.finding.targets import Target


def beside(target: Target, done: str) -> str:
    """What to know of how `target` was chosen, `done` (`cited`) being what became of it; empty: nothing."""
    if target.loosened:
        return f"Nothing has all the words; the quote that has most of them is {done}"
    if target.others == 1:
        return f"The best match is {done}; 1 other quote matches too"
    return f"The best match is {done}; {target.others} other quotes match too" if target.others else ""

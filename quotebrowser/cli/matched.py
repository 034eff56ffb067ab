"""What a command says of the quote it took, where its query meant others too or matched none."""

from quotebrowser.library.finding.targets import Target


def beside(target: Target, done: str) -> str:
    """What to know of how `target` was chosen, `done` (`cited`) being what became of it; empty: nothing."""
    if target.loosened:
        return f"No quote has all the words; the one with the most of them is {done}"
    if target.others == 1:
        return f"The best match is {done}; 1 other quote also matches"
    return f"The best match is {done}; {target.others} other quotes also match" if target.others else ""

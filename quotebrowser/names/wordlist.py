"""Word lists written as running text, which is how they are read and corrected best."""


def word_list(text: str) -> tuple[str, ...]:
    """The words of `text`, which blanks and line ends separate, in order."""
    return tuple(text.split())

"""Numbers in sentences."""


def counted(number: int, what: str) -> str:
    """How many there are of something: `1 quote`, `1,200 quotes`; `what` takes an s where it is not one."""
    return f"{number:,} {what}{'s' * (number != 1)}"

"""Confidence: how often an attribution like this one is right, as a number from 0 to 1.

One rule guards it: what says 0.9 is right nine times of ten, measured on articles that were not used to
fit anything.
"""

from quotebrowser.extract.attribution import Choice


def confidence(choice: Choice) -> float:
    """The calibrated probability that the speaker of a choice is right."""
    rest = 1.0 - choice.probability
    share = choice.probability / (choice.probability + min(choice.second, 1.0) * rest + 1e-6)
    return round(max(choice.probability, 0.5 * share) * choice.reference, 3)

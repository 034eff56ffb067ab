"""A few answers, given again as long as nothing has changed.

One rule guards it: no answer outlives the state of the store it was made from.
"""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


@dataclass(slots=True)
class _Place(Generic[Answer]):
    """Where an answer is kept, or is being made."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    answers: tuple[Answer, ...] = ()


class Remembered(Generic[Key, Answer]):
    """The last answers to questions, from any thread.

    Args:
        state: returns a number that changes with the store.
        most: how many answers are kept.
    """

    def __init__(self, state: Callable[[], int], most: int) -> None:
        self._state = state
        self._most = most
        self._guard = threading.Lock()
        self._seen = 0
        self._places: dict[Key, _Place[Answer]] = {}

    def get(self, key: Key, make: Callable[[], Answer]) -> Answer:
        """The answer, made if it is not known; whoever asks while it is being made waits for it."""
        state = self._state()
        with self._guard:
            if state != self._seen:
                self._places.clear()
                self._seen = state
            place = self._places.pop(key) if key in self._places else _Place[Answer]()
            self._places[key] = place
            if len(self._places) > self._most:
                del self._places[next(iter(self._places))]
        with place.lock:
            if not place.answers:
                place.answers = (make(),)
            return place.answers[0]

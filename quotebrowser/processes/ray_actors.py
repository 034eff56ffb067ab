"""Objects that live in processes of a cluster, asked all at once, and made again wherever one is lost.

One rule guards it: nobody waits longer than he said. What does not answer in time is missing; a thread calls
it until it answers, ends it if it never does, and Ray makes it again on a machine that lives.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from quotebrowser.debug_log import log
from quotebrowser.errors import LibraryError
from quotebrowser.processes import ray_start
from quotebrowser.processes.ray_tasks import require_rules, rules

_CALL: Final = 15.0
"""Seconds in which one that was lost has to answer a call before it is ended; to be made again takes some."""
_EVERY: Final = 0.25
"""Seconds between two calls."""
_AGAIN: Final = 5.0
"""Seconds between two tries to join a cluster that is not there."""
_LEAVING: Final = 1.0
"""Seconds to wait, at the end, for whoever is at work on them."""
_SAID: Final = (Exception, SystemExit)
"""Whatever Ray says, one is lost; it says an exit to who waits while another thread leaves it."""
_STARTING: Final = "they are being opened"
_OPENING: Final = 120.0
"""Seconds in which all are up, the first time: a node has to load the package."""
_ALONE: Final = {"num_cpus": 0, "max_restarts": -1, "max_task_retries": 0, "scheduling_strategy": "SPREAD"}
"""How an object is placed: beside others' work, on all machines in turn, and again where one is lost."""


class Asked:
    """An object, on the machine where it lives.

    Raises:
        ModuleNotFoundError: the program is another one here than where it was asked.
    """

    def __init__(self, asked_by: str, kind: Callable[[str], Any], argument: str) -> None:
        require_rules(asked_by)
        self._one = kind(argument)

    def ask(self, *arguments: Any) -> Any:
        """What it answers."""
        return self._one.ask(*arguments)


class RayActors:
    """Objects of one kind, one for each argument.

    Args:
        kind: their class, which has `ask`.
        arguments: what each is made of.
        address: HOST:PORT of the cluster; None: a Ray on this machine is started for them.
        told: called, in a thread of its own, when some were lost or are back.
        waits: whether making them waits until all are up. Otherwise all are missing until then.

    Raises:
        LibraryError: it waits, and there is no Ray here, or no cluster at the address that wants us.
    """

    def __init__(
        self,
        kind: type,
        arguments: Sequence[str],
        address: str | None,
        told: Callable[[], object],
        *,
        waits: bool,
    ) -> None:
        self._kind = kind
        self._arguments = arguments
        self._address = address
        self._told = told
        self._ray: Any = None
        self._actors: dict[int, Any] = {}
        self._missing = frozenset(range(len(arguments)))
        self._guard = threading.Lock()
        self._closed = threading.Event()
        self._joined: list[bool] = []
        """One, from when a cluster is joined until it is left."""
        self.why = _STARTING
        """Why none of them can be asked; empty where some can."""
        if waits:
            self._open()
        else:
            threading.Thread(target=self._open_beside, daemon=True).start()

    @property
    def missing(self) -> frozenset[int]:
        """The numbers of those that cannot be asked now."""
        return self._missing

    def ask(self, calls: Mapping[int, tuple[Any, ...]], seconds: float) -> Mapping[int, Any]:
        """What they answer, by their numbers; without those that are missing, or do not answer in time.

        Args:
            calls: for each that is asked the arguments of its `ask`.
            seconds: how long to wait.
        """
        ray = self._ray
        reachable = {n: call for n, call in calls.items() if n not in self._missing}
        if ray is None or not reachable:
            return {}
        asked, lost = {}, set()
        for number, call in reachable.items():
            try:
                asked[number] = self._actors[number].ask.remote(*call)
            except _SAID as error:
                log(__name__, f"an actor took no call: {type(error).__name__}")
                lost.add(number)
        with suppress(*_SAID):
            ray.wait([*asked.values()], num_returns=len(asked), timeout=seconds)
        found = {}
        for number, answer in asked.items():
            try:
                found[number] = ray.get(answer, timeout=0)
            except _SAID as error:
                log(__name__, f"an actor did not answer: {type(error).__name__}")
                lost.add(number)
        if lost:
            self._lose(frozenset(lost))
        return found

    def close(self) -> None:
        """End them all, and leave the cluster."""
        self._closed.set()
        got = self._guard.acquire(timeout=_LEAVING)  # whoever opens them has it, for some seconds
        try:
            for actor in self._actors.values():
                with suppress(*_SAID):
                    self._ray.kill(actor)
            self._actors, self._ray = {}, None
            self._leave()
        finally:
            if got:
                self._guard.release()

    def _leave(self) -> None:
        """Leave the cluster, once: whoever closes them does, or whoever opened them and finds them closed."""
        with suppress(IndexError):
            self._joined.pop()
            ray_start.stop()

    def _open_beside(self) -> None:
        while not self._closed.is_set():
            before = self.why
            try:
                self._open()
            except LibraryError as error:
                self.why = error.message
            if self.why != before and not self._closed.is_set():
                self._told()
            if not self.why:
                self._closed.wait()  # a Ray of our own ends with the thread that has started it
                return
            log(__name__, "no cluster")
            self._closed.wait(_AGAIN)

    def _open(self) -> None:
        with self._guard:
            if self._closed.is_set():
                return
            self._joined.append(True)
            try:
                ray_start.start(self._address, len(self._arguments))
            except BaseException:
                self._joined.clear()
                raise
            try:
                self._make_all()
            except BaseException:
                self._actors, self._ray = {}, None
                self._leave()
                raise
            if self._closed.is_set():
                self._leave()
                return
            self._missing, self.why = frozenset(), ""

    def _make_all(self) -> None:
        with ray_start.failures(self._address):
            self._ray = ray_start.imported()
            for number in range(len(self._arguments)):
                self._make(number)
            calls = [self._actors[number].ask.remote("", None, "", ()) for number in self._actors]
            self._ray.get(calls, timeout=_OPENING)

    def _make(self, number: int) -> None:
        remote = self._ray.remote(**_ALONE)(Asked)
        self._actors[number] = remote.remote(rules(), self._kind, self._arguments[number])

    def _lose(self, lost: frozenset[int]) -> None:
        """Take some for lost, and call them in a thread until they are back."""
        with self._guard:
            new = lost - self._missing
            self._missing |= lost
        for number in new:
            threading.Thread(target=self._call_back, args=(number,), daemon=True).start()

    def _call_back(self, number: int) -> None:
        """Call one until it answers; one that hangs is ended, one that is gone for good is made again."""
        self._told()
        while not self._closed.wait(_EVERY):
            try:
                self._ray.get(self._actors[number].ask.remote("", None, "", ()), timeout=_CALL)
            except _SAID as error:
                if not self._again(number, type(error).__name__):
                    return
                continue
            with self._guard:
                self._missing -= {number}
            self._told()
            return

    def _again(self, number: int, why: str) -> bool:
        """Have one made again that did not answer; False where all is over."""
        with self._guard:
            if self._closed.is_set() or self._ray is None:
                return False
            with suppress(*_SAID):
                if why == "ActorDiedError":
                    self._make(number)
                elif why == "GetTimeoutError":
                    self._ray.kill(self._actors[number], no_restart=False)
            return True

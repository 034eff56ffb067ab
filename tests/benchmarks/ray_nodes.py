"""A Ray cluster on this machine, in a process of its own: a head without a processor, nodes with one each.

Run as a program it makes the cluster, prints its address, and then obeys lines: `kill` takes a node away as a
machine is lost, `add` brings one; at the end of its input it ends. Everything asks for the token.
"""

import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

NODES = 2


class Nodes:
    """Such a cluster for as long as a `with` lasts.

    Attributes:
        address: of its head.
        environment: with the token, for those who join.
    """

    def __init__(self, scratch: Path, nodes: int = NODES, *, guarded: bool = True) -> None:
        token = scratch / "token"
        token.touch(0o600)
        token.write_text(secrets.token_hex(32))
        # The tests' guard against the network is for the tests, not for Ray.
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        self.environment = kept | {"RAY_AUTH_TOKEN_PATH": str(token), "RAY_USAGE_STATS_ENABLED": "0"}
        self._nodes, self._mode = nodes, "token" if guarded else "disabled"

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [sys.executable, __file__, str(self._nodes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=self.environment | {"RAY_AUTH_MODE": self._mode},
        )
        self.address = self._answer()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()

    def tell(self, line: str) -> None:
        """Have `kill` or `add` done."""
        assert self.process.stdin is not None
        print(line, file=self.process.stdin, flush=True)
        assert self._answer() == line

    def _answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


def main() -> None:
    """Make a cluster and obey."""
    from ray.cluster_utils import Cluster

    plain: dict[str, Any] = {"include_dashboard": False, "object_store_memory": 128 << 20}
    cluster: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, **plain})
    nodes = [cluster.add_node(num_cpus=1, object_store_memory=128 << 20) for _ in range(int(sys.argv[1]))]
    print(cluster.address, flush=True)
    for line in map(str.strip, sys.stdin):
        if line == "kill":
            cluster.remove_node(nodes.pop(), allow_graceful=False)
        elif line == "add":
            nodes.append(cluster.add_node(num_cpus=1, object_store_memory=128 << 20))
        print(line, flush=True)
    cluster.shutdown()


if __name__ == "__main__":
    main()

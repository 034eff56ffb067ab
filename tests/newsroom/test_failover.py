"""The newsroom's server is lost: nothing that was acknowledged is, and everybody goes on by himself."""

import os
import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).resolve().parents[1] / "benchmarks" / "newsroom_failover.py"


def test_when_the_server_is_killed_nothing_acknowledged_is_lost_and_the_clients_go_on() -> None:
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, str(BENCHMARK), "--seconds", "15"]
    ran = subprocess.run(command, env=own, capture_output=True, text=True, timeout=110, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " 0 lost, 0 there twice" in ran.stdout

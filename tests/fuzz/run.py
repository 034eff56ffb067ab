"""Fuzz each input of strangers: `python tests/fuzz/run.py [--seconds 60] [NAME ...]`.

Needs the extra `fuzz` (atheris). Each harness in `harnesses.py` runs for so many seconds in a process of its
own. Prints how many runs it had; of one that raised, or took longer than 10 seconds or 2 GB for an input,
the end of what it said and the input's file. Ends with 1 where there is one.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import harnesses

HERE: Final = Path(__file__).resolve().parent


def fuzz(name: str, options: list[str]) -> None:
    """Fuzz one harness in this process; does not return."""
    import atheris

    with atheris.instrument_imports(include=["quotebrowser"]):
        for module in [one for one in sys.modules if one.partition(".")[0] == "quotebrowser"]:
            del sys.modules[module]
        del sys.modules["harnesses"]
        import harnesses as instrumented
    atheris.Setup([sys.argv[0], *options], instrumented.HARNESSES[name])
    atheris.Fuzz()


def main() -> int:
    """Fuzz, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=60, help="of each harness (60)")
    parser.add_argument("names", metavar="NAME", nargs="*", help=", ".join(harnesses.HARNESSES))
    wanted = parser.parse_args()
    failed = 0
    kept = Path(tempfile.mkdtemp())
    for name in wanted.names or harnesses.HARNESSES:
        folder = kept / name
        folder.mkdir()
        for number, data in enumerate(harnesses.corpus(name)):
            (folder / str(number)).write_bytes(data)
        options = ["-timeout=10", "-rss_limit_mb=2048", "-max_len=100000", f"-artifact_prefix={kept}/{name}-",
                   f"-max_total_time={wanted.seconds}", "-print_final_stats=1", str(folder)]  # fmt: skip
        code = f"import sys; sys.path.insert(0, {str(HERE)!r}); import run; run.fuzz({name!r}, {options!r})"
        ran = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, errors="replace", check=False
        )
        said = ran.stdout + ran.stderr
        runs = re.findall(r"number_of_executed_units: *(\d+)|Done (\d+) runs", said)
        outcome = "FAILED" if ran.returncode else "no failure"
        print(f"{name}: {''.join(runs[-1]) if runs else '?'} runs, {outcome}", flush=True)
        if ran.returncode:
            failed += 1
            print("\n".join(said.splitlines()[-40:]))
    print(f"{failed} failed; corpora and failing inputs: {kept}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

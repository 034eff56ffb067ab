"""What `index` takes: into how many parts the index is divided, and who searches them."""

import argparse
from typing import Final

_MOST: Final = 64


def engine(parser: argparse.ArgumentParser, what: str) -> None:
    """Add who is to do the work."""
    parser.add_argument(
        "--engine",
        choices=("local", "ray"),
        default="local",
        help=f"{what}: this machine, or the machines of a Ray cluster (extra cluster)",
    )
    parser.add_argument(
        "--address",
        metavar="HOST:PORT",
        help="of the head of the cluster; without it Ray is started on this machine",
    )


def index(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--shards",
        metavar="N",
        type=_parts,
        help=f"divide the index into so many parts, 2 to {_MOST}, each searched by itself; 1: one index",
    )
    engine(parser, "who searches the parts")
    parser.add_argument("--json", action="store_true", help="one JSON object per line")


def rebuild(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of that command."""
    engine(parser, "what makes the fingerprints of articles")
    parser.add_argument("--json", action="store_true", help="one JSON object per line")


def _parts(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= _MOST:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to {_MOST}")
    return int(text)

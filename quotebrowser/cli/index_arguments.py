"""What `index` and `rebuild` take, and what names a cluster for them and for `add`."""

import argparse
from pathlib import Path
from typing import Final

_MOST: Final = 64


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
    engine(parser, "who makes the fingerprints of articles")
    parser.add_argument("--json", action="store_true", help="one JSON object per line")


def reading(parser: argparse.ArgumentParser) -> None:
    """Add those by which `add` reads on a cluster."""
    engine(parser, "who reads the files")
    parser.add_argument(
        "--checkpoints",
        metavar="DIR",
        type=Path,
        help="where what a cluster has read is kept until it is stored; without it, in the library",
    )


def engine(parser: argparse.ArgumentParser, what: str) -> None:
    """Add those by which a cluster is named that does `what`."""
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


def _parts(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= _MOST:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to {_MOST}")
    return int(text)

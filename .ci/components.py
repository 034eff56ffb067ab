"""What is installed, by what licence: `.venv/bin/python .ci/components.py SBOM [TABLE]`.

Writes a software bill of materials, CycloneDX 1.6 in JSON, to the path SBOM; prints a line for each package;
ends with 1 where a licence is not in TABLE (`.ci/licences.toml`) or a package states none.
"""

import json
import re
import sys
import tomllib
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any, Final

TABLE: Final = Path(__file__).with_name("licences.toml")
LOCKED: Final = Path(__file__).with_name("locked.txt")
OWN: Final = ("pip", "setuptools", "quotebrowser")
"""What is in the environment and comes from no lock: Python's own installers, and this project."""
LONGEST: Final = 80
"""Characters of a licence's name; some packages have its whole text in the field."""


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def stated(package: Distribution) -> str:
    """The licence a package states, in its own words; empty if it states none."""
    said = package.metadata.json
    classified = [
        one.rpartition(" :: ")[2]
        for one in package.metadata.get_all("Classifier") or []
        if one.startswith("License :: ") and not one.endswith("DFSG approved")
    ]
    field = str(said.get("license", "")).strip()
    short = field if "\n" not in field and len(field) <= LONGEST else ""
    return str(said.get("license_expression", "")) or short or " AND ".join(classified)


def permitted(name: str, licence: str, table: dict[str, Any]) -> bool:
    """Whether a licence is in the table: of alternatives one, of several together each."""
    if table["read"].get(name) == licence:
        return bool(licence)
    known = {*table["permissive"], *table["weak_copyleft"]}
    return any(
        all(part.strip("() ") in known or part.strip() in known for part in choice.split(" AND "))
        for choice in licence.split(" OR ")
    )


def hashes() -> dict[str, list[str]]:
    """For each locked package as `name==version`, the SHA-256 of its files."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in LOCKED.read_text(encoding="utf-8").splitlines():
        if head := re.match(r"([A-Za-z0-9._-]+)==(\S+)", line):
            name = f"{normal(head[1])}=={head[2]}"
            found[name] = []
        found.get(name, []).extend(re.findall(r"--hash=sha256:([0-9a-f]{64})", line))
    return found


def bill(packages: dict[str, Distribution]) -> dict[str, Any]:
    """The bill of materials."""
    locked = hashes()
    components = []
    for name, package in packages.items():
        # The lock has a hash for each file of a release; which of them was installed, pip has checked.
        properties = [
            {"name": "locked:sha256", "value": one} for one in locked.get(f"{name}=={package.version}", [])
        ]
        components.append(
            {
                "type": "library",
                "bom-ref": f"{name}@{package.version}",
                "name": name,
                "version": package.version,
                "purl": f"pkg:pypi/{name}@{package.version}",
                "licenses": [{"license": {"name": stated(package) or "none stated"}}],
                "properties": properties,
            }
        )
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}


def main(target: Path, table: Path = TABLE) -> int:
    """Write, print, judge."""
    found = {normal(one.metadata["Name"]): one for one in distributions()}
    packages = {name: one for name, one in sorted(found.items()) if name not in OWN}
    target.write_text(json.dumps(bill(packages), indent=1), encoding="utf-8")
    rules = tomllib.loads(table.read_text(encoding="utf-8"))
    refused = 0
    for name, package in packages.items():
        licence = stated(package)
        fits = permitted(name, licence, rules)
        refused += not fits
        remark = "" if fits else "  NOT IN THE TABLE"
        print(f"{name} {package.version}: {licence or 'none stated'}{remark}")
    print(
        f"{len(packages)} packages, {refused} with a licence that {table.name} does not have; SBOM: {target}"
    )
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))

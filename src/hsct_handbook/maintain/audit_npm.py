"""Known weaknesses of packages from the npm registry: the OSV database knows them too, and needs no npm to be asked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import httpx2

from .command import Refused
from .weakness import NotAsked, Packages, Weakness

SERVICE = "https://api.osv.dev/v1/query"
_AT_ONCE = 500
"""How many packages one question names; OSV takes 1,000."""
_SECONDS = 30


def pinned(files: Iterable[Path]) -> Packages:
    """Every package and version in npm's lock files, with the files that hold it. Refuses a file that is none."""
    found: Packages = {}
    for path in files:
        try:
            packages = json.loads(path.read_text(encoding="utf-8"))["packages"]
            for place, package in packages.items():
                name = package.get("name") or place.rpartition("node_modules/")[2]
                if place and not package.get("link"):
                    found.setdefault((name, package["version"]), []).append(f"{path.parent.name}/{path.name}")
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Refused(f"{path} is no lock file of npm: run npm install --prefix {path.parent}") from None
    return found


def ask(packages: Packages, service: str | None) -> list[Weakness]:
    """What is known against these packages. Raises NotAsked if the database, or a part of it, did not answer."""
    address = service or SERVICE
    with httpx2.Client(timeout=_SECONDS, follow_redirects=True) as client:
        try:
            named = list(packages)
            known = [
                weak
                for at in range(0, len(named), _AT_ONCE)
                for weak in _known(client, address, named[at : at + _AT_ONCE])
            ]
            return sorted(_weakness(client, address, package, name, packages) for package, name in known)
        except (httpx2.HTTPError, httpx2.InvalidURL) as fault:
            raise NotAsked(str(fault) or type(fault).__name__) from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise NotAsked("its answer could not be understood") from None


def _known(
    client: httpx2.Client, address: str, packages: Sequence[tuple[str, str]]
) -> Iterable[tuple[tuple[str, str], str]]:
    """The packages that have a weakness, each with the weakness's name."""
    asked = [{"package": {"name": name, "ecosystem": "npm"}, "version": version} for name, version in packages]
    answer = client.post(f"{address}batch", json={"queries": asked}).raise_for_status().json()
    results: list[dict[str, Any]] = answer["results"]
    if len(results) != len(packages):
        raise NotAsked(f"it answered for {len(results)} of {len(packages)} packages")
    for package, result in zip(packages, results, strict=True):
        yield from ((package, str(weakness["id"])) for weakness in result.get("vulns") or ())


def _weakness(client: httpx2.Client, address: str, package: tuple[str, str], name: str, packages: Packages) -> Weakness:
    """A weakness with the versions that mend it."""
    told = client.get(f"{address.rpartition('/')[0]}/vulns/{name}").raise_for_status().json()
    mended = {
        event["fixed"]
        for affected in told.get("affected", ())
        if affected["package"]["name"] == package[0]
        for span in affected.get("ranges", ())
        for event in span["events"]
        if "fixed" in event
    }
    return Weakness(*package, name, tuple(sorted(mended)), tuple(packages[package]))

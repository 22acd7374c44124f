"""A handbook that has grown: the real pages, and any number of made-up studies beside them, the same for the same seed.

The studies are like the real ones in size: 12 figures, 2 groups, every section, quoted figures and links. Nothing in
them is true, and nothing of them ever stands among the real pages.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

DESIGNS = {
    "cohort": "People followed over time",
    "single-arm": "Everyone had HSCT, planned in advance",
    "case-series": "Reports from a centre",
    "registry-cohort": "From registries",
}
"""The designs of made-up studies, each with the caption of its list in trials/index.md."""
_PLACES = ("Avalon", "Brigadoon", "Cockaigne", "Dystopia", "Erewhon", "Freedonia", "Genovia", "Ixania", "Lilliput")
_OUTCOMES = (
    ("relapse-free-survival", "no relapse", "No relapse"),
    ("progression-free-survival", "no worse disability", "Disability no worse"),
    ("no-evidence-of-disease-activity", "no sign of active MS", "No sign of active MS"),
)
_HARMS = (("infection", "An infection"), ("febrile-neutropenia", "Fever while the blood count is low"))
_YEARS = (1, 3, 5)

PAGE = """\
---
kind: study
name: "{name}"
full-name: "{name}, a made-up study of HSCT for MS in {place}"
description: "{name} is a made-up study from {place} that shows how the handbook grows, with {size} people."
design: {design}
design-detail: {{text: "Planned in advance and followed in {place}.", {origin}}}
countries: [{place}]
setting: {{text: "{centres} centres in {place}", {origin}}}
years: {{treated-from: {start}, treated-to: {end}, published: {published}, {origin}}}
ms-types: [{ms_type}]
participants: {{text: "At least 2 relapses in the last year on a drug for MS.", {origin}}}
baseline: {{text: "{women} of the {size} people were women.", {origin}}}
enrolled: {{people: {size}, {origin}}}
arms:
  - {{id: hsct, name: HSCT, people: {treated}, regimen: BEAM and ATG, intensity: {intensity}, {origin}}}
  - {{id: drugs, name: Drugs for MS, people: {others}, {origin}}}
comparator: {{text: "Drugs for MS", {origin}}}
blinding: not-reported
follow-up: {{text: "A median of {follow} years", {origin}}}
follow-up-median-years: {follow}
funding: not-reported
conflicts: not-reported
status: {{state: published, as-of: {published}, {origin}}}
main-source: {source}
deaths: {{count: {deaths}, of: {treated}, when: within 100 days, cause: An infection, {origin}}}
main-fact: relapse-free-survival-5
limits:
  - "Only {treated} people had HSCT in {place}."
  - "Nobody decided by chance who had HSCT."
facts:
{facts}
written: 2026-01-10
reviewed: 2026-11-10
next-review: 2027-11-10
clinical-review: not-yet
---

# {name}: a made-up study from {place}

## In brief

- {name} followed people who had haematopoietic stem cell transplantation (HSCT) for multiple sclerosis (MS) in {place}.
- Their doctors counted the people who had no relapse. That was so in {{fact}}`{slug}.relapse-free-survival-5`.
- It had a group to compare with, but chance did not decide who was in which group.

## Why it was done

Nobody in {place} knew how people fare after HSCT. {name} followed those who had it, and asked them each year.

## Who took part

In all, {{fact}}`{slug}.enrolled` took part, and {{fact}}`{slug}.women` were women. {{fact}}`{slug}.arm-hsct` had HSCT.

## What was done

People had strong chemotherapy and then their own stem cells back. [The treatment](../the-treatment.md) tells each step.

## What was found

{found}

## Harms

Of those who had HSCT, {{fact}}`{slug}.deaths` died and {{fact}}`{slug}.deaths rest` did not.

## What it cannot tell us

The groups may have differed from the start. So part of the result can have another cause.

## What comes next

The doctors in {place} go on asking people each year.

## Where to read more

The paper {{cite}}`{source}`, and [the risk of dying](../risk-of-dying.md).
"""
SOURCE = """\

@article{{{source},
  title = {{{name}: people in {place} after stem cell transplantation}},
  author = {{{author} A and others}},
  year = {{{year}}},
  journal = {{Journal of Made-up Medicine}},
  volume = {{{volume}}},
  pages = {{{first}-{last}}},
  url = {{https://{slug}.example.org/paper}},
  urldate = {{2026-11-10}},
  checked = {{abstract}},
}}
"""


def grow(docs: Path, to: Path, studies: int, seed: int = 7) -> None:
    """Copy the pages of a handbook and add made-up studies, each listed and with a source of its own."""
    shutil.copytree(docs, to, ignore=shutil.ignore_patterns("_build"))
    chance = random.Random(seed)
    listed: dict[str, list[str]] = {design: [] for design in DESIGNS}
    sources = []
    for number in range(1, studies + 1):
        slug = f"made-up-{number:04}"
        design = chance.choice(list(DESIGNS))
        page, source = _study(slug, number, design, chance)
        (to / "trials" / f"{slug}.md").write_text(page, encoding="utf-8")
        listed[design].append(slug)
        sources.append(source)
    with (to / "references.bib").open("a", encoding="utf-8") as file:
        file.writelines(sources)
    index = to / "trials" / "index.md"
    text = index.read_text(encoding="utf-8")
    for design, slugs in listed.items():
        head = f":hidden:\n:caption: {DESIGNS[design]}\n\n"
        if head not in text:
            raise ValueError(f"trials/index.md has no list “{DESIGNS[design]}”")
        text = text.replace(head, head + "".join(f"{slug}\n" for slug in slugs))
    index.write_text(text, encoding="utf-8")


def _study(slug: str, number: int, design: str, chance: random.Random) -> tuple[str, str]:
    """The page of one study, and its entry in the list of sources."""
    place, year = chance.choice(_PLACES), chance.randint(2005, 2025)
    size = chance.randint(20, 900)
    treated = chance.randint(10, size - 10)
    source = f"{slug}-paper"
    origin = f"source: {source}, checked: abstract"
    facts, found = _figures(slug, treated, size, origin, chance)
    known = {
        "slug": slug,
        "name": f"{place}-{number:04}",
        "place": place,
        "design": design,
        "source": source,
        "origin": origin,
        "size": size,
        "treated": treated,
        "others": size - treated,
        "women": facts[0],
        "deaths": chance.randint(0, min(3, treated)),
        "centres": chance.randint(2, 30),
        "start": year - 5,
        "end": year - 1,
        "published": f"{year}-0{chance.randint(1, 9)}-15",
        "year": year,
        "follow": chance.randint(1, 9),
        "ms_type": chance.choice(("relapsing", "secondary-progressive", "primary-progressive")),
        "intensity": chance.choice(("low", "intermediate", "high")),
        "facts": facts[1],
        "found": found,
        "author": place,
        "volume": chance.randint(1, 90),
        "first": number,
        "last": number + 9,
    }
    return PAGE.format(**known), SOURCE.format(**known)


def _figures(slug: str, treated: int, size: int, origin: str, chance: random.Random) -> tuple[tuple[int, str], str]:
    """How many were women, the figures as YAML, and a paragraph that quotes some of them."""
    women = chance.randint(size // 2, size)
    start = {"id": "women", "outcome": "who-took-part", "label": "Women", "when": "at the start"}
    figures: list[dict[str, object]] = [{**start, "count": women, "of": size}]
    said = []
    for outcome, words, label in _OUTCOMES:
        for years in _YEARS:
            percent = chance.randint(40, 95)
            interval = [max(0, percent - chance.randint(3, 20)), min(100, percent + chance.randint(2, 5))]
            figure = {"id": f"{outcome}-{years}", "outcome": outcome, "label": label, "arm": "hsct", "people": treated}
            time = {"when": f"at {years} years", "years": years}
            figures.append({**figure, **time, "percent": percent, "interval": interval, "level": 95})
        said.append(f"There was {words} in {{fact}}`{slug}.{outcome}-5`.")
    for outcome, label in _HARMS:
        figure = {"id": outcome, "outcome": outcome, "label": label, "arm": "hsct", "when": "in the first year"}
        figures.append({**figure, "count": chance.randint(1, treated), "of": treated})
    lines = (", ".join(f"{key}: {value}" for key, value in figure.items()) for figure in figures)
    return (women, "\n".join(f"  - {{{line}, {origin}}}" for line in lines)), " ".join(said)

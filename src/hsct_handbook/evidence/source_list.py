"""Whether the sources of the list fit together: each work once, but for copies that say so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from .sources import Source

_NUMBERS = {"doi": "DOI", "pmid": "PubMed number", "pmcid": "PubMed Central number"}


def check_list(sources: Mapping[str, Source], faulty: Collection[str]) -> Iterator[tuple[str, str, str, str]]:
    """What is wrong between entries: the key of one, the code, what is wrong and what would be right."""
    for source in sources.values():
        if source.copy_of is not None and source.copy_of not in sources and source.copy_of not in faulty:
            message = f"copy-of names “{source.copy_of}”, which is not in this file"
            yield source.key, "unknown-source", message, "use the key of an entry"
        elif _original(sources, source) is None:
            message = "copy-of leads back to this source, so none of them is the original"
            yield source.key, "copy-circle", message, "take copy-of out of the original"
    for field, name in _NUMBERS.items():
        first: dict[str, Source] = {}
        for source in sources.values():
            number = getattr(source, field)
            if number is None or (other := first.setdefault(number.casefold(), source)) is source:
                continue
            if _original(sources, source) != _original(sources, other):
                message = f"“{other.key}” has the same {name}, {number}"
                remedy = f"correct one; or, if both are one work, write copy-of = {{{other.key}}}"
                yield source.key, "source-twice", message, remedy


def _original(sources: Mapping[str, Source], source: Source) -> str | None:
    """The key of the work that a source is in the end a copy of, itself if of none; None if that never ends."""
    seen: set[str] = set()
    while source.copy_of is not None:
        if source.key in seen:
            return None
        seen.add(source.key)
        if source.copy_of not in sources:
            return source.copy_of
        source = sources[source.copy_of]
    return source.key

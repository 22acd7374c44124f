"""How the handbook does by each criterion: worked out from checks, tests and ratings wherever a machine can decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .known import Known
from .sheets import Criterion, Sheet, State


@dataclass(frozen=True)
class Verdict:
    """A state, with what it rests on."""

    state: State
    why: str = ""
    checks: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judge:
    """Works out states from what there is."""

    known: Known
    advice: Mapping[str, int] = field(default_factory=dict)
    """By code of an advisory check, on how many pages it has advice. A blocking one has none on a published page."""

    def line(self, name: str) -> Verdict:
        """How the handbook does by one of its own standards."""
        standard = self.known.standards[name]
        codes = tuple(rule.code for rule in self.known.rules if name in rule.standards)
        proofs = standard.proved_by
        if standard.kind.startswith("H"):
            return Verdict(State.NEEDS_PEOPLE, checks=codes, tests=proofs)
        if standard.not_yet or not (codes or proofs):
            why = standard.not_yet or "nothing holds it yet"
            return Verdict(State.NOT_YET, _sentence(why), codes, proofs)
        reasons = [self._advice(codes)] if self._advised(codes) else []
        reasons += ["A machine holds its part. People still have to judge the rest."] if "H" in standard.kind else []
        state = State.PARTLY if reasons else State.MET
        return Verdict(state, " ".join(reasons), codes, proofs)

    def _advised(self, codes: Iterable[str]) -> dict[str, int]:
        return {code: self.advice[code] for code in codes if self.advice.get(code)}

    def _advice(self, codes: Iterable[str]) -> str:
        pages = max(self._advised(codes).values())
        return f"On {pages} {'page' if pages == 1 else 'pages'} it does not hold yet."

    def criterion(self, criterion: Criterion) -> Verdict:
        """How the handbook does by one criterion of a sheet."""
        if criterion.decided_by is None:
            state = State(criterion.state) if criterion.state else State.NEEDS_PEOPLE
            return Verdict(state, criterion.why or "")
        decided = criterion.decided_by
        verdicts = {name: self.line(name) for name in decided.lines}
        states = [verdict.state for verdict in verdicts.values()]
        if decided.checks or decided.tests:
            states.append(State.PARTLY if self._advised(decided.checks) else State.MET)
        state = worst(states)
        if criterion.needs and state is State.MET:
            state = State.PARTLY
        whys = [criterion.why or "", *(verdict.why for verdict in verdicts.values())]
        whys += [self._advice(decided.checks)] if self._advised(decided.checks) else []
        why = " ".join(dict.fromkeys(why for why in whys if why))
        return Verdict(state, why, decided.checks, decided.tests, decided.lines)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def worst(states: Sequence[State]) -> State:
    """The state of what has several parts: the one that all share, else partly."""
    return states[0] if len(set(states)) == 1 else State.PARTLY


def tally(verdicts: Iterable[Verdict]) -> dict[State, int]:
    """How many criteria have each state, in the order of states; a state that none has is 0."""
    counts = dict.fromkeys(State, 0)
    for verdict in verdicts:
        counts[verdict.state] += 1
    return counts


def rated(sheet: Sheet, page: str) -> State:
    """How a page did with an instrument by which people rate. Raises ValueError for a sheet that has no scale."""
    if sheet.scale is None:
        raise ValueError(f"nobody rates by {sheet.name}")
    given = {rating.rater: rating for rating in sheet.ratings if rating.page == page}
    if not given:
        return State.NEEDS_PEOPLE
    if len(given) < sheet.scale.raters:
        return State.PARTLY
    enough = all(sheet.scale.is_enough(rating.scores) for rating in given.values())
    return State.MET if enough else State.NOT_YET


def proof_in_words(proof: str) -> str:
    """A test or a bad page as a reader meets it: “axe finds nothing” (test_access), or a bad page that is refused."""
    path, _, test = proof.partition("::")
    stem = path.rpartition("/")[2].rpartition(".")[0]
    if path.endswith(".md"):
        return f"a bad page, “{stem.replace('-', ' ')}”, is refused"
    return f"“{test.removeprefix('test_').replace('_', ' ')}” ({stem})" if test else f"all of {stem}"

"""The closed lists: every word that a page's front matter may choose from, and how readers see it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Design(StrEnum):
    """How a study was set up."""

    ONGOING_RANDOMISED = "ongoing-randomised"
    RANDOMISED = "randomised"
    SINGLE_ARM = "single-arm"
    COHORT = "cohort"
    REGISTRY_COHORT = "registry-cohort"
    CASE_SERIES = "case-series"
    COMPARISON = "non-randomised-comparison"
    META_ANALYSIS = "meta-analysis"
    LABORATORY = "laboratory"

    @property
    def label(self) -> str:
        """The name of the design, as readers see it."""
        return _DESIGNS[self][0]

    @property
    def meaning(self) -> str:
        """What the design means, in one short sentence without its full stop."""
        return _DESIGNS[self][1]


_DESIGNS: dict[Design, tuple[str, str]] = {
    Design.ONGOING_RANDOMISED: ("Randomised, no results yet", "Chance decides who gets HSCT"),
    Design.RANDOMISED: ("Randomised", "Chance decided who got which treatment"),
    Design.SINGLE_ARM: (
        "One group",
        "Everyone has HSCT. The study is planned in advance, with no group to compare",
    ),
    Design.COHORT: ("Cohort", "People who had HSCT were followed over time, with no group to compare"),
    Design.REGISTRY_COHORT: (
        "Registry cohort",
        "Records of treated people from many hospitals, gathered in one place",
    ),
    Design.CASE_SERIES: (
        "Case series",
        "A report on the people whom one or a few centres treated, with no group to compare",
    ),
    Design.COMPARISON: (
        "Comparison without chance",
        "Groups were compared, but chance did not decide who got what",
    ),
    Design.META_ANALYSIS: ("Studies pooled", "The results of many studies were put together"),
    Design.LABORATORY: ("Laboratory study", "Blood or other samples are studied to learn how HSCT works"),
}


class MsType(StrEnum):
    """The types of MS that a study treated."""

    RELAPSING = "relapsing"
    SECONDARY_PROGRESSIVE = "secondary-progressive"
    PRIMARY_PROGRESSIVE = "primary-progressive"
    PROGRESSIVE = "progressive"
    """Progressive MS whose kind the source does not tell."""
    ALL_AUTOIMMUNE = "all-autoimmune"
    """Autoimmune illnesses of many kinds, MS among them."""
    NOT_REPORTED = "not-reported"

    @property
    def label(self) -> str:
        """The type of MS, as readers see it."""
        return _MS_TYPES[self]


_MS_TYPES: dict[MsType, str] = {
    MsType.RELAPSING: "relapsing MS",
    MsType.SECONDARY_PROGRESSIVE: "secondary progressive MS",
    MsType.PRIMARY_PROGRESSIVE: "primary progressive MS",
    MsType.PROGRESSIVE: "progressive MS",
    MsType.ALL_AUTOIMMUNE: "autoimmune illnesses of many kinds, MS among them",
    MsType.NOT_REPORTED: "type of MS not reported in what we read",
}


class Intensity(StrEnum):
    """How strong the conditioning was. Authors differ in where they draw the lines."""

    LOW = "low"
    INTERMEDIATE = "intermediate"
    HIGH = "high"
    MIXED = "mixed"
    NOT_REPORTED = "not-reported"

    @property
    def label(self) -> str:
        """The strength, as readers see it."""
        return _INTENSITIES[self]


_INTENSITIES: dict[Intensity, str] = {
    Intensity.LOW: "low strength",
    Intensity.INTERMEDIATE: "middle strength",
    Intensity.HIGH: "high strength",
    Intensity.MIXED: "strengths mixed",
    Intensity.NOT_REPORTED: "strength not reported in what we read",
}


class State(StrEnum):
    """Where a study stands."""

    PLANNED = "planned"
    RECRUITING = "recruiting"
    ACTIVE = "active-not-recruiting"
    COMPLETED = "completed"
    TERMINATED = "terminated"
    PUBLISHED = "published"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The state, as readers see it."""
        return _STATES[self]

    @property
    def changes(self) -> bool:
        """Whether this state may become another one, so that its date matters."""
        return self not in (State.COMPLETED, State.TERMINATED, State.PUBLISHED)


_STATES: dict[State, str] = {
    State.PLANNED: "planned",
    State.RECRUITING: "taking people on",
    State.ACTIVE: "active, no longer recruiting",
    State.COMPLETED: "finished",
    State.TERMINATED: "stopped early",
    State.PUBLISHED: "published",
    State.UNKNOWN: "state not known",
}


class Checked(StrEnum):
    """How a figure was checked: what was read to confirm it."""

    FULL_PAPER = "full-paper"
    ABSTRACT = "abstract"
    REGISTRY = "registry"
    SECONDARY = "secondary"
    CHARITY_PAGE = "charity-page"

    @property
    def label(self) -> str:
        """How it was checked, as readers see it."""
        return _CHECKED[self]


_CHECKED: dict[Checked, str] = {
    Checked.FULL_PAPER: "from the full paper",
    Checked.ABSTRACT: "from the paper’s abstract",
    Checked.REGISTRY: "from a public register, or a copy of it",
    Checked.SECONDARY: "from a page about it",
    Checked.CHARITY_PAGE: "from a charity’s page, not traced to a study",
}


class Direction(StrEnum):
    """Whether a reader would want more or less of an outcome."""

    WANTED = "wanted"
    UNWANTED = "unwanted"
    NEITHER = "neither"


@dataclass(frozen=True)
class OutcomeWords:
    """How an outcome is written: its name, what happened to a person, and what it means when it did not."""

    name: str
    happened: str
    did_not: str
    direction: Direction


class Outcome(StrEnum):
    """What was measured. A study's figures choose from this list, so that tables and charts can group them."""

    TREATMENT_RELATED_DEATH = "treatment-related-death"
    DEATH = "death"
    SURVIVAL = "survival"
    PROGRESSION = "disability-progression"
    PROGRESSION_FREE = "progression-free-survival"
    IMPROVEMENT = "disability-improvement"
    STABLE = "disability-stable"
    IMPROVED_OR_STABLE = "improved-or-stable"
    EDSS_CHANGE = "edss-change"
    RELAPSE = "relapse"
    RELAPSE_FREE = "relapse-free-survival"
    RELAPSE_RATE = "relapse-rate"
    NEW_LESIONS = "new-lesions"
    MRI_FREE = "mri-activity-free-survival"
    EVENT_FREE = "event-free-survival"
    NEDA = "no-evidence-of-disease-activity"
    TREATMENT_FAILURE = "treatment-failure"
    SEVERE_EVENTS = "severe-adverse-events"
    NEUTROPENIC_FEVER = "febrile-neutropenia"
    INFECTION = "infection"
    VIRUS_REACTIVATION = "virus-reactivation"
    AUTOIMMUNE_DISEASE = "secondary-autoimmune-disease"
    THYROID_DISEASE = "thyroid-disease"
    LOW_PLATELETS = "immune-thrombocytopenia"
    CANCER = "cancer"
    PERIODS_RETURNED = "periods-returned"
    EARLY_MENOPAUSE = "early-menopause"
    PREGNANCY = "pregnancy"
    OVARIAN_RESERVE = "ovarian-reserve"
    NERVE_DAMAGE_MARKER = "nerve-damage-marker"
    IMMUNE_CELLS = "immune-cells"
    BLOOD_COUNT_RECOVERY = "blood-count-recovery"
    STEM_CELL_COLLECTION = "stem-cell-collection"
    HOSPITAL_STAY = "hospital-stay"
    PEOPLE_COUNTED = "people-counted"
    WHO_TOOK_PART = "who-took-part"
    CENTRE_EXPERIENCE = "centre-experience"
    COST = "cost"
    ELIGIBILITY = "eligibility"
    SCHEDULE = "schedule"
    OTHER = "other"

    @property
    def words(self) -> OutcomeWords:
        """How this outcome is written."""
        return _OUTCOMES[self]


_W, _U, _N = Direction.WANTED, Direction.UNWANTED, Direction.NEITHER
_OUTCOMES: dict[Outcome, OutcomeWords] = {
    Outcome.TREATMENT_RELATED_DEATH: OutcomeWords("Died from the treatment", "died from it", "did not", _U),
    Outcome.DEATH: OutcomeWords("Died from any cause", "died", "did not", _U),
    Outcome.SURVIVAL: OutcomeWords("Alive", "were alive", "were not", _W),
    Outcome.PROGRESSION: OutcomeWords("Disability got worse", "got worse", "did not", _U),
    Outcome.PROGRESSION_FREE: OutcomeWords(
        "Alive, and disability not worse", "had not got worse", "got worse or died", _W
    ),
    Outcome.IMPROVEMENT: OutcomeWords("Disability got better", "got better", "did not", _W),
    Outcome.STABLE: OutcomeWords("Disability stayed the same", "stayed the same", "did not", _W),
    Outcome.IMPROVED_OR_STABLE: OutcomeWords(
        "Disability better or the same", "were better or the same", "were not", _W
    ),
    Outcome.EDSS_CHANGE: OutcomeWords("Change on the disability scale (EDSS)", "changed", "did not", _N),
    Outcome.RELAPSE: OutcomeWords("Relapse", "had a relapse", "did not", _U),
    Outcome.RELAPSE_FREE: OutcomeWords("Alive, and no relapse", "had no relapse", "had one or died", _W),
    Outcome.RELAPSE_RATE: OutcomeWords("Relapses a year", "had relapses", "did not", _U),
    Outcome.NEW_LESIONS: OutcomeWords("New lesions on MRI", "had new lesions", "did not", _U),
    Outcome.MRI_FREE: OutcomeWords("No new lesions on MRI", "had no new lesions", "had some", _W),
    Outcome.EVENT_FREE: OutcomeWords("None of a list of events", "had none of these events", "had at least one", _W),
    Outcome.NEDA: OutcomeWords("No sign of MS activity (NEDA)", "had no sign of MS activity", "had some sign", _W),
    Outcome.TREATMENT_FAILURE: OutcomeWords("Treatment did not hold the MS", "were not held by it", "were", _U),
    Outcome.SEVERE_EVENTS: OutcomeWords("Severe side effects", "had severe side effects", "did not", _U),
    Outcome.NEUTROPENIC_FEVER: OutcomeWords("Fever with low white cells", "had this fever", "did not", _U),
    Outcome.INFECTION: OutcomeWords("Infection", "had an infection", "did not", _U),
    Outcome.VIRUS_REACTIVATION: OutcomeWords("A sleeping virus woke up", "had this", "did not", _U),
    Outcome.AUTOIMMUNE_DISEASE: OutcomeWords("A new autoimmune illness", "developed one", "did not", _U),
    Outcome.THYROID_DISEASE: OutcomeWords("Thyroid disease", "developed it", "did not", _U),
    Outcome.LOW_PLATELETS: OutcomeWords("Low platelets from an immune attack", "developed it", "did not", _U),
    Outcome.CANCER: OutcomeWords("Cancer", "developed cancer", "did not", _U),
    Outcome.PERIODS_RETURNED: OutcomeWords("Periods came back", "had periods again", "did not", _W),
    Outcome.EARLY_MENOPAUSE: OutcomeWords("Early menopause", "had an early menopause", "did not", _U),
    Outcome.PREGNANCY: OutcomeWords("Became pregnant", "became pregnant", "did not", _N),
    Outcome.OVARIAN_RESERVE: OutcomeWords("Hormone that reflects the egg supply", "changed", "did not", _N),
    Outcome.NERVE_DAMAGE_MARKER: OutcomeWords("Marker of nerve damage", "changed", "did not", _N),
    Outcome.IMMUNE_CELLS: OutcomeWords("Immune cells", "changed", "did not", _N),
    Outcome.BLOOD_COUNT_RECOVERY: OutcomeWords("Blood counts back", "recovered", "did not", _W),
    Outcome.STEM_CELL_COLLECTION: OutcomeWords("Sessions to collect stem cells", "needed this", "did not", _N),
    Outcome.HOSPITAL_STAY: OutcomeWords("Time in hospital", "were admitted", "were not", _N),
    Outcome.PEOPLE_COUNTED: OutcomeWords("People counted", "were counted", "were not", _N),
    Outcome.WHO_TOOK_PART: OutcomeWords("Who took part", "were in this group", "were not", _N),
    Outcome.CENTRE_EXPERIENCE: OutcomeWords("Experience of the centre", "were treated there", "were not", _N),
    Outcome.COST: OutcomeWords("Cost", "paid this", "did not", _N),
    Outcome.ELIGIBILITY: OutcomeWords("Who may be considered", "may be considered", "may not", _N),
    Outcome.SCHEDULE: OutcomeWords("When it is done", "have it then", "do not", _N),
    Outcome.OTHER: OutcomeWords("Other", "had it", "did not", _N),
}


DEATHS = frozenset({Outcome.TREATMENT_RELATED_DEATH, Outcome.DEATH})
"""The outcomes that are deaths: they are told out of 1,000."""


class RatioKind(StrEnum):
    """The kinds of ratio between two groups."""

    HAZARD = "hazard-ratio"
    RATE = "rate-ratio"
    ODDS = "odds-ratio"
    RELATIVE_RISK = "relative-risk"

    @property
    def label(self) -> str:
        """The name of the ratio, as readers see it."""
        return self.value.replace("-", " ")


class Spread(StrEnum):
    """What a range tells that is not a confidence interval: how far people lay apart."""

    IQR = "interquartile-range"
    RANGE = "range"
    SD = "standard-deviation"
    SE = "standard-error"
    STUDIES = "range-over-studies"

    @property
    def label(self) -> str:
        """What the range is, as readers see it."""
        return _SPREADS[self]


_SPREADS: dict[Spread, str] = {
    Spread.IQR: "middle half of people",
    Spread.RANGE: "lowest to highest",
    Spread.SD: "standard deviation",
    Spread.SE: "standard error",
    Spread.STUDIES: "lowest to highest of the studies",
}


class Certainty(StrEnum):
    """How sure we are of what is said about a treatment. The wording of each label is fixed here, and nowhere else."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"

    @property
    def label(self) -> str:
        """The label, as readers see it: the word that they may look for."""
        return f"{self.value.capitalize()}."

    @property
    def meaning(self) -> str:
        """What the label means, in one short sentence."""
        return _CERTAINTIES[self]


_CERTAINTIES: dict[Certainty, str] = {
    Certainty.HIGH: "New studies are not likely to change this.",
    Certainty.MODERATE: "New studies may change this.",
    Certainty.LOW: "New studies are likely to change this.",
    Certainty.VERY_LOW: "We cannot say much; the truth may be quite different.",
}


class Kind(StrEnum):
    """The kinds of page, each with its own required sections."""

    CHAPTER = "chapter"
    STUDY = "study"
    PAGE = "page"
    """Reference pages: the sources, what's new, about this handbook."""
    GLOSSARY = "glossary"
    """The word list, with its terms in front matter."""
    NAVIGATION = "navigation"
    """Pages that lead to others: home, the lists of studies and of print."""

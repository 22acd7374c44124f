"""The right forms of the numbers by which studies and papers are known."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Register:
    """A public register or index: its name, the form of its numbers, and the address of one entry."""

    name: str
    form: re.Pattern[str]
    example: str
    address: str

    def url(self, number: str) -> str:
        """The address of the entry with this number."""
        return self.address.format(number)


TRIAL_REGISTERS = (
    Register("ClinicalTrials.gov", re.compile(r"NCT\d{8}"), "NCT00273364", "https://clinicaltrials.gov/study/{}"),
    Register("ISRCTN", re.compile(r"ISRCTN\d{8}"), "ISRCTN88667898", "https://www.isrctn.com/{}"),
    Register(
        "EU Clinical Trials Register",
        re.compile(r"\d{4}-\d{6}-\d{2}"),
        "2017-001362-25",
        "https://www.clinicaltrialsregister.eu/ctr-search/search?query={}",
    ),
    Register(
        "Australian and New Zealand register",
        re.compile(r"ACTRN\d{14}"),
        "ACTRN12612000000000",
        "https://www.anzctr.org.au/{}",
    ),
    Register(
        "IRAS",
        re.compile(r"IRAS \d{6,7}"),
        "IRAS 1004366",
        "https://www.hra.nhs.uk/planning-and-improving-research/application-summaries/",
    ),
)
DOI = Register("DOI", re.compile(r"10\.\d{4,9}/\S+"), "10.1001/jama.2018.18743", "https://doi.org/{}")
PMID = Register("PubMed", re.compile(r"[1-9]\d{5,7}"), "30644983", "https://pubmed.ncbi.nlm.nih.gov/{}/")
PMCID = Register("PubMed Central", re.compile(r"PMC\d{5,8}"), "PMC6439765", "https://pmc.ncbi.nlm.nih.gov/articles/{}/")


def register_of(number: str) -> Register | None:
    """The register of trials that gives out numbers of this form, if there is one."""
    return next((register for register in TRIAL_REGISTERS if register.form.fullmatch(number)), None)

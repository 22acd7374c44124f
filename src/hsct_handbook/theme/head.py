"""What a page says to machines: its content security policy, and its data for search engines (schema.org)."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..evidence import Page, Study
from ..evidence.vocabulary import Design

THERAPY = "Autologous haematopoietic stem cell transplantation"
CONDITION = "Multiple sclerosis"
_TRIALS = frozenset({Design.RANDOMISED, Design.ONGOING_RANDOMISED, Design.SINGLE_ARM})


def security_policy(style: str, script: str, *, own_scripts: bool) -> str:
    """Allow this very style sheet, this very script, the site's own pictures, and nothing else.

    Pages that search or keep the handbook offline (`own_scripts`) may also run the site's own script files.
    """
    rules = {
        "default-src": "'none'",
        "style-src": _hash(style),
        "script-src": f"{_hash(script)} 'self'" if own_scripts else _hash(script),
        "img-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
    }
    if own_scripts:
        rules["worker-src"] = "'self'"
    return ";".join(f"{name} {value}" for name, value in rules.items())


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@dataclass(frozen=True)
class Site:
    """The site that a page belongs to."""

    name: str
    address: str
    language: str


def structured_data(page: Page, title: str, address: str, site: Site) -> Markup:
    """The page as a schema.org MedicalWebPage; a study's page is about a MedicalStudy."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": title,
        "description": page.description,
        "url": address,
        "inLanguage": site.language,
        "datePublished": page.written,
        "lastReviewed": page.reviewed,
        "isPartOf": {"@type": "WebSite", "name": site.name, "url": site.address},
        "about": {"@type": "MedicalTherapy", "name": THERAPY},
        "audience": {"@type": "Patient", "healthCondition": CONDITION},
        "isAccessibleForFree": True,
    }
    if isinstance(page, Study):
        data["mainEntity"] = _study(page)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))


def _study(study: Study) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "MedicalTrial" if study.design in _TRIALS else "MedicalObservationalStudy",
        "name": study.name,
        "alternateName": study.full_name,
        "status": study.status.state.label,
        "healthCondition": {"@type": "MedicalCondition", "name": CONDITION},
        "studySubject": {"@type": "MedicalTherapy", "name": THERAPY},
        "studyLocation": [{"@type": "Country", "name": name} for name in study.countries],
    }
    if study.registrations:
        data["identifier"] = list(study.registrations)
    return data

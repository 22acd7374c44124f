"""What a page says to machines: its content security policy, and its data for search engines (schema.org)."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from markupsafe import Markup

from ..evidence import Page, Study
from ..evidence.vocabulary import Design

THERAPY = "Autologous haematopoietic stem cell transplantation"
CONDITION = "Multiple sclerosis"
_TRIALS = frozenset({Design.RANDOMISED, Design.ONGOING_RANDOMISED, Design.SINGLE_ARM})


def security_policy(style: str, script: str, *, own_scripts: bool, forms: bool) -> str:
    """Allow this very style sheet, this very script, the site's own sign, and nothing else.

    A page may ask the site for more, since checkers of pages read robots.txt from within them. Pages that search or
    keep the handbook offline (`own_scripts`) may also run the site's own script files; a page with a form (`forms`)
    may lead to the site's own search.
    """
    rules = {
        "default-src": "'none'",
        "style-src": _hash(style),
        "script-src": f"{_hash(script)} 'self'" if own_scripts else _hash(script),
        "img-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'" if forms else "'none'",
        "base-uri": "'none'",
    }
    if own_scripts:
        rules["worker-src"] = "'self'"
    return ";".join(f"{name} {value}" for name, value in rules.items())


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def structured_data(page: Page, title: str, address: str) -> Markup:
    """The page as a schema.org MedicalWebPage; a study's page is about a MedicalStudy.

    What the page says elsewhere is not said again: its language, and the site that it belongs to.
    """
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": title,
        "description": page.description,
        "url": address,
        "datePublished": page.written,
        "lastReviewed": page.reviewed,
        "about": {"@type": "MedicalTherapy", "name": THERAPY},
        "audience": {"@type": "Patient"},
    }
    if isinstance(page, Study):
        data["mainEntity"] = _study(page)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))


def _study(study: Study) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "MedicalTrial" if study.design in _TRIALS else "MedicalObservationalStudy",
        "name": study.name,
        "status": study.status.state.label,
        "healthCondition": {"@type": "MedicalCondition", "name": CONDITION},
        "studyLocation": [{"@type": "Country", "name": name} for name in study.countries],
    }
    if study.registrations:
        data["identifier"] = list(study.registrations)
    return data

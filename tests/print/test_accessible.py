"""Every form that print knows, on one page, in PDFs that two validators accept."""

from __future__ import annotations

import page as validation
import pikepdf
import pytest

from . import verapdf
from .pdf_text import header_cells, read
from .small_handbook import Printed, SmallHandbook, chapter, study

SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 9'><circle cx='4' cy='4' r='4'/></svg>"
EVERYTHING = """\
## Text

Words with *stress*, **weight**, `code`, [the web](https://example.org/a), and (brackets) \\# $5 @home ~ 1. “quotes”.

1. One
2. Two
   - Inner

Term
: Meaning

> A quotation.

### A table

| Name | First | Second |
|---|---|---|
| One | 1 of 2 | 3 |
| Two | 4 | 5 of 6 |

```{list-table} A table with row headers
:header-rows: 1
:stub-columns: 1

* - Option
  - Good
  - Bad
* - Stay
  - Known
  - Relapses
* - HSCT
  - Strong
  - Risk
```

## Boxes

:::{note}
Take note.
:::

:::{admonition} Ring now
:class: urgent

With a fever.
:::

::::{dropdown} A dropdown
Opened out.
::::

:::::{tab-set}
::::{tab-item} One tab
Inside one.
::::
::::{tab-item} Other tab
Inside other.
::::
:::::

::::{card} A card
Stays a card.
::::

```{figure} ring.svg
:alt: One ring

Each mark is one person.
```

## Questions to ask

- Is it safe?
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """A handbook with one page of every form, and a study."""
    handbook = SmallHandbook(tmp_path_factory.mktemp("forms"))
    (handbook.docs / "ring.svg").write_text(SVG, encoding="utf-8")
    handbook.write({"forms": chapter("Every form", EVERYTHING), "trials/mist": study("MIST")})
    made = handbook.print()
    assert made.error is None, made.told
    assert made.told == ""
    return made


def test_the_quick_validator_accepts_every_file(printed: Printed) -> None:
    for path in sorted(printed.out.glob("*.pdf")):
        report = validation.validate_pdf(str(path), profile=validation.ValidationProfile.PDF_UA_1)
        assert report.is_compliant, f"{path.name}: {[each.message for each in report.failures]}"


@pytest.mark.skipif(bool(verapdf.missing()), reason=f"veraPDF's engine needs {verapdf.missing()}")
def test_the_reference_validator_accepts_every_file(printed: Printed) -> None:
    assert verapdf.failures(sorted(printed.out.glob("*.pdf"))) == ""


def test_text_is_never_small(printed: Printed) -> None:
    for path in sorted(printed.out.glob("*.pdf")):
        smallest = min(read(path).sizes)
        assert smallest >= (16 if path.stem.endswith("-large") else 12), f"{path.name}: {smallest} pt"


def test_large_print_has_no_italics_and_no_other_typeface(printed: Printed) -> None:
    for path in sorted(printed.out.glob("*.pdf")):
        fonts = {name.partition("+")[2] for name in read(path).fonts}
        assert all(name.startswith("AtkinsonHyperlegibleNext") for name in fonts), fonts
        if path.stem.endswith("-large"):
            assert not any("Italic" in name for name in fonts)


def test_every_file_says_its_language_and_its_title(printed: Printed) -> None:
    for path in sorted(printed.out.glob("*.pdf")):
        with pikepdf.open(path) as pdf:
            assert str(pdf.Root.Lang) == "en-GB"
            assert str(pdf.docinfo.Title)
            assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_rows_have_headers_with_their_scope(printed: Printed) -> None:
    scopes = header_cells(printed.out / "forms.pdf")
    assert scopes["Option"] == scopes["Good"] == "/Column"
    assert scopes["Stay"] == scopes["HSCT"] == "/Row"
    assert "One" not in scopes, "a table without row headers has none"
    assert header_cells(printed.out / "trials-mist.pdf")["Type of MS"] == "/Row"


def test_every_row_of_a_study_card_has_two_cells(printed: Printed) -> None:
    for name in ("trials-mist", "trials-mist-large"):
        with pikepdf.open(printed.out / f"{name}.pdf") as pdf:
            rows = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TR"]
            assert rows
            assert {len(list(row.K)) for row in rows} == {2}, "what keeps rows on one side is not told"


def test_pictures_have_their_alternatives(printed: Printed) -> None:
    with pikepdf.open(printed.out / "forms.pdf") as pdf:
        figures = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"]
        assert {str(each.Alt) for each in figures} == {"One ring", "QR code for handbook.example.org/forms.html"}

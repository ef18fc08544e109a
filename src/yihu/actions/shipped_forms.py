"""The questionnaires that come with the program, converted beforehand.

Converting a large workbook takes seconds, and the first start should not. `packaging/convert_forms.py`
keeps each conversion under resources/xforms with the hash of its workbook; a workbook that was
changed since is converted anew.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from yihu.base.progress import Silent
from yihu.base.shipped import form_path, resource_path

if TYPE_CHECKING:
    from yihu.forms import ImportedForm
    from yihu.storage.store import Store

SHIPPED_FORMS = (
    "household",
    "plan",
    "visit",
    "quarter",
    "procedure",
    "fund",
    "grant",
    "task",
    "helper",
    "helper_group",
    "pairing",
    "selection",
    "village_plan",
    "project",
    "bulletin",
)


def keep_shipped(store: Store) -> None:
    """Put the shipped questionnaires into a register that has none, or older ones.

    A questionnaire of the same name that the county put in its place stays the one in use.
    """
    for name in SHIPPED_FORMS:
        before, now = store.setting(f"shipped_{name}"), _sha256(name)
        if before == now:
            continue
        current = store.form(name)
        store.put_form(read_shipped(name), current=current is None or current.sha256 == before, shipped=True)
        store.set_setting(f"shipped_{name}", now)


def read_shipped(name: str) -> ImportedForm:
    """A shipped questionnaire, out of its conversion where that is of this very workbook."""
    workbook, sha256 = form_path(f"{name}.xlsx"), _sha256(name)
    xform = _converted(name, sha256)
    return _convert(workbook) if xform is None else _imported(workbook, sha256, xform)


def _sha256(name: str) -> str:
    return hashlib.sha256(form_path(f"{name}.xlsx").read_bytes()).hexdigest()


def _converted(name: str, sha256: str) -> str | None:
    try:
        known = json.loads(resource_path("xforms", "workbooks.json").read_text(encoding="utf-8"))
        if known.get(name) != sha256:
            return None
        return resource_path("xforms", f"{name}.xml").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None


def _imported(workbook: Path, sha256: str, xform: str) -> ImportedForm:
    from yihu.forms import ImportedForm, parse_xform
    from yihu.forms.attachments import names_in, read_beside

    beside = read_beside(workbook, names_in(xform))
    form = parse_xform(xform, resources=beside)
    return ImportedForm(file_name=workbook.name, sha256=sha256, form=form, xform=xform, attachments=beside)


def _convert(workbook: Path) -> ImportedForm:
    from yihu.forms import read_workbook

    return read_workbook(workbook, progress=Silent())

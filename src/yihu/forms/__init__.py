"""Questionnaires: XLSForm workbooks and XForms, read into immutable forms.

    imported = read_workbook(Path("household.xlsx"))      # raises FormRefused with .problems
        # conversions=: a mapping that keeps what pyxform made, by the workbook's hash
    imported.form, .xform, .attachments, .sha256, .repairs, .warnings
    form = parse_xform(kept_xform, resources=kept_attachments)     # again later, without pyxform

content, repairs = corrected_workbook(path)      # the workbook with the repairs in it, as .xlsx

`Form`: id, version, title, languages, default_language, sha256; `body` (what is asked: groups,
    repeats, questions, nested), `questions` and `groups` by ref, `repeats`, `parts()`;
    `properties`: answer key with `*` -> save_to property; `entities`: EntityList(dataset, scope, properties).
`Question`: ref, name, key, kind, data_type, label/hint/guidance (words; a session says them),
    appearances, choices, media_type, bounds, parameters, save_to, bind, shown.
`Problem`: code, explain(), advise(), sheet, row, column, before, after, severity.
Workbook codes: workbook-too-large, workbook-empty, workbook-unknown, workbook-damaged,
    workbook-password, workbook-odkx, workbook-plain-list, no-survey-sheet, xform-refused, form-circular,
    xpath-*, question-*, choice-*, group-*, reference-*, headers-*, entities-*, save-to-*, pattern-*,
    workbook-unsafe, form-file-missing, form-file-unreadable, form-file-elsewhere.
Harm is kept out in this order: size of the file; sizes, tricks and rows of an archive before it is unpacked
    (`archives`); lists and XForms by how many pieces they have; a large conversion in a process of its own (`apart`).
"""

from yihu.forms.circles import find_circle
from yihu.forms.corrections import corrected_workbook
from yihu.forms.form import (
    UNSHOWN,
    Action,
    Bind,
    Bounds,
    ChoiceSource,
    EntityList,
    Form,
    Group,
    Item,
    Kind,
    Part,
    Question,
    Repeat,
    Resources,
)
from yihu.forms.parse import parse_xform
from yihu.forms.problems import FormRefused, ListUnreadable, Problem, ResourceMissing, XFormRefused
from yihu.forms.workbook import Conversions, ImportedForm, of_workbook, read_workbook

__all__ = [
    "UNSHOWN", "Action", "Bind", "Bounds", "ChoiceSource", "Conversions", "EntityList", "Form", "FormRefused", "Group",
    "ImportedForm", "Item", "Kind", "ListUnreadable", "Part", "Problem", "Question", "Repeat", "ResourceMissing",
    "Resources", "XFormRefused", "corrected_workbook", "find_circle", "of_workbook", "parse_xform", "read_workbook",
]  # fmt: skip

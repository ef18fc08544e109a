"""Questionnaires: XLSForm workbooks and XForms, read into immutable forms."""

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

__all__ = [
    "UNSHOWN", "Action", "Bind", "Bounds", "ChoiceSource", "EntityList", "Form", "FormRefused", "Group", "Item",
    "Kind", "ListUnreadable", "Part", "Problem", "Question", "Repeat", "ResourceMissing", "Resources", "XFormRefused",
    "parse_xform",
]  # fmt: skip
from yihu.forms.workbook import ImportedForm, read_workbook

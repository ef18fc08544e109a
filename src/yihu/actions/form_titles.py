"""Titles of questionnaires: an XLSForm has one title, in one language; the shipped ones have two."""

from yihu.base.i18n import N_, language, translate_in

_SHIPPED = {
    "入户调查": N_("Household survey"),
    "一户一策帮扶计划": N_("Plan of the household"),
    "走访记录": N_("Follow-up visit"),
    "季度收入": N_("Income of a quarter"),
    "办理程序": N_("Official procedure"),
}


def form_title(title: str, form_id: str = "") -> str:
    """The title in the language in force where it is one of ours, else as its author wrote it."""
    return form_title_in(title, form_id, language())


def form_title_in(title: str, form_id: str, spoken: str) -> str:
    """The same in a given language."""
    return translate_in(spoken, _SHIPPED[title]) if title in _SHIPPED else title or form_id

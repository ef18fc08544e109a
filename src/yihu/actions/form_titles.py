"""Titles of questionnaires: an XLSForm has one title, in one language; the shipped ones have two."""

from yihu.base.i18n import CHINESE, N_, language, translate_in

_SHIPPED = {
    "入户调查": N_("Household survey"),
    "一户一策帮扶计划": N_("Plan of the household"),
    "走访记录": N_("Follow-up visit"),
    "季度收入": N_("Income of a quarter"),
    "办理程序": N_("Official procedure"),
    "资金": N_("Fund"),
    "资金发放": N_("Grant of a fund"),
    "帮扶人": N_("Helper"),
    "学习活动小组": N_("Group of helpers"),
    "结对帮扶": N_("Pair"),
    "村级项目": N_("Project of a village"),
    "帮扶名单": N_("Selection of households"),
    "任务": N_("Task"),
    "精准扶贫工作方案": N_("Plan of a village"),
    "动态信息": N_("Bulletin"),
}


def form_title(title: str, form_id: str = "") -> str:
    """The title in the language in force where it is one of ours, else as its author wrote it."""
    return form_title_in(title, form_id, language())


def form_title_in(title: str, form_id: str, spoken: str) -> str:
    """The same in a given language."""
    if title not in _SHIPPED or spoken == CHINESE:
        return title or form_id
    return translate_in(spoken, _SHIPPED[title])

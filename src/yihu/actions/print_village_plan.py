"""A village's plan as PDF, of any village, also one without a household in this register."""

from __future__ import annotations

import io
from pathlib import Path

from yihu.actions.paper_contents import photos_of, village_plan_content
from yihu.actions.paper_templates import own_texts
from yihu.actions.permission import guarded
from yihu.actions.print_papers import PrintReport
from yihu.actions.show_village_plan import list_projects
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import write_whole
from yihu.base.i18n import language
from yihu.planning.village_plan import VILLAGE_PLAN


def preview_village_plan(
    workspace: Workspace, village_code: str, in_language: str | None = None
) -> tuple[bytes, int]:
    """The PDF in memory, and its pages. Raises VillageCodeWrong, FontMissing."""
    from yihu.printing import print_paper
    from yihu.printing.template import own_template

    paper, buffer = village_plan_content(workspace, village_code), io.BytesIO()
    template = own_template(VILLAGE_PLAN, own_texts(workspace))
    pages = print_paper(VILLAGE_PLAN, paper, buffer, language=in_language or language(), template=template)
    return buffer.getvalue(), pages


@guarded
def print_village_plan(
    workspace: Workspace, village_code: str, folder: Path, in_language: str | None = None
) -> PrintReport:
    """Write it into a folder, whole or not at all. Raises VillageCodeWrong, FolderNotWritable, DiskFull."""
    data, pages = preview_village_plan(workspace, village_code, in_language)
    now = workspace.clock.now()
    file = folder / f"village-plan-{village_code}-{now:%Y%m%d}.pdf"
    write_whole(file, data)
    return PrintReport(files=(file,), papers=1, pages=pages)


def project_photos(workspace: Workspace, village_code: str, record: str) -> dict[str, bytes]:
    """`before` and `after` -> photo, those that are on this laptop. Raises VillageCodeWrong."""
    project = next((each for each in list_projects(workspace, village_code) if each.record == record), None)
    names = {"before": project.before, "after": project.after} if project else {}
    found = {when: photos_of(workspace, (name,)) for when, name in names.items() if name}
    return {when: photos[0] for when, photos in found.items() if photos}

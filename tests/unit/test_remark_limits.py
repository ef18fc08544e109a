"""Remarks that no file can hold are cleaned, or refused in plain words."""

import pytest
from tests.laptops import new_laptop, register

from yihu.actions import leave_visit, open_visit
from yihu.actions.remarks import REMARK_AT_MOST, RemarkTooLong
from yihu.actions.save_answer import save_changes


@pytest.fixture
def interview(tmp_path):
    workspace = new_laptop(tmp_path / "data")
    yield workspace, open_visit(workspace, register(workspace))
    workspace.close()


@pytest.mark.parametrize(
    ("typed", "kept"), [("会\x00计", "会计"), ("一\ud800二", "一二"), ("上\n下", "上\n下"), ("\x00", None)]
)
def test_signs_that_no_text_has_are_left_out_of_a_remark(interview, typed, kept):
    workspace, visit = interview
    save_changes(workspace, visit, {"_note.phone": typed}, "")
    leave_visit(workspace, visit)
    assert workspace.store.document(visit.household_id).values.get("household/_note.phone") == kept


def test_a_remark_as_long_as_a_book_is_refused_and_nothing_is_written(interview):
    workspace, visit = interview
    with pytest.raises(RemarkTooLong):
        save_changes(workspace, visit, {"_note.phone": "长" * (REMARK_AT_MOST + 1)}, "")
    assert workspace.store.drafts(visit.household_id) == ()

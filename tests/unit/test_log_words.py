"""The log of showings: what is kept in it, and how it is said in the language of who reads it."""

from pathlib import Path

import pytest
from tests.laptops import new_laptop, register, survey

from yihu.actions import ALL_NUMBERS, list_audit, reveal, take_new_identity
from yihu.actions.audit import deed_words, reason_words
from yihu.actions.reveal import TO_CALL, TO_CHOOSE
from yihu.base.i18n import CHINESE, ENGLISH, set_language
from yihu.ui.household.numbers_presenter import REASONS


@pytest.fixture
def laptop(tmp_path: Path):
    space = new_laptop(tmp_path)
    yield space
    space.close()


def test_a_known_reason_is_kept_as_a_code_and_said_in_the_language_of_who_reads_it(laptop) -> None:
    household = register(laptop)
    survey(laptop, household)
    reveal(laptop, household, ALL_NUMBERS, TO_CALL)
    line = list_audit(laptop, 1)[0]
    assert line.details["reason"] == "to-call"
    said = {}
    for language in (ENGLISH, CHINESE):
        set_language(language)
        said[language] = [reason_words(code) for code in (str(line.details["reason"]), *REASONS, TO_CHOOSE)]
    assert said[ENGLISH][0] == "To call them"
    assert said[CHINESE][0] == "打电话联系"
    assert not set(said[ENGLISH]) & set(said[CHINESE])


def test_what_a_person_wrote_and_what_earlier_versions_kept_is_said_as_it_is() -> None:
    for words in ("换存折", "打电话联系", "To call them", ""):
        assert reason_words(words) == words


def test_only_a_copied_or_restored_folder_is_said_to_go_on_under_another_number(laptop) -> None:
    set_language(ENGLISH)
    first = list_audit(laptop)[-1]
    assert deed_words(first) == "this folder was made"
    take_new_identity(laptop)
    lines = [deed_words(row) for row in list_audit(laptop)]
    assert lines.count("goes on under a new number of its own") == 1
    assert lines.count("this folder was made") == 1

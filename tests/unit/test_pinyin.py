"""Names are found by the letters people type for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yihu.register.pinyin import WAYS_AT_MOST, initials, spellings


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("单田芳", "stf"),
        ("曾国强", "zgq"),
        ("解秀英", "xxy"),
        ("仇和", "qh"),
        ("区桂芝", "ogz"),
        ("朴英子", "pyz"),
        ("查良镛", "zly"),
        ("任秀英", "rxy"),
        ("欧阳修", "oyx"),
        ("尉迟恭", "ycg"),
        ("万俟雅言", "mqyy"),
        ("长孙无忌", "zswj"),
        ("吐谷浑明", "tyhm"),
        ("爱新觉罗溥仪", "axjlpy"),
        ("阿依古丽·买买提", "ayglmmt"),
        ("𠮷田秀英", "jtxy"),
        ("李㛃", "lj"),
        ("王䶮", "wy"),
    ],
)
def test_the_likeliest_initials_of_a_name(name, typed):
    assert initials(name)[0] == typed


def test_a_surname_reading_holds_only_at_the_front():
    assert initials("单建国") == ("sjg",)
    assert initials("李单")[0] == "ld"
    assert spellings("单建国") == ("shanjianguo",)


def test_a_character_read_in_several_ways_gives_each_of_them():
    assert set(initials("王乐")) == {"wl", "wy"}
    assert set(initials("李长")) == {"lc", "lz"}
    assert "lilin" not in spellings("李任"), "readings nobody uses are left out"


def test_a_short_compound_surname_may_also_be_a_surname_and_a_name():
    assert set(initials("单于明")) == {"cym", "sym"}


def test_a_character_without_a_reading_is_skipped():
    assert initials("王\U0002a700英") == ("wy",)
    assert initials("\U0002a700") == ()
    assert initials("") == initials("  · ") == ()


def test_latin_letters_and_digits_stand_for_themselves():
    assert initials("Anna 2") == ("anna2",)


def test_syllables_are_typed_with_v():
    assert spellings("吕明") == ("lvming",)


@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("单曾解乐长行朝重王欧阳·a1 ")), max_size=12)
)
def test_every_text_gives_few_plain_ways_and_syllables_begin_with_the_initials(name):
    found = initials(name)
    assert len(found) <= WAYS_AT_MOST
    assert len(set(found)) == len(found)
    assert all(way.isascii() and way.isalnum() and way == way.lower() for way in found)
    assert bool(found) == bool(spellings(name))

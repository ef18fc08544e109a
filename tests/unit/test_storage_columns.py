"""How households follow each other in the list."""

from yihu.storage.columns import natural


def test_household_numbers_of_any_usual_length_sort_by_size():
    numbers = ["4309990010", "4309990002", "430999101201000003", "7", "12"]
    assert sorted(numbers, key=natural) == ["7", "12", "4309990002", "4309990010", "430999101201000003"]


def test_chinese_numbers_of_groups_sort_by_size():
    assert sorted(["十二组", "二组", "十组", "一组"], key=natural) == ["一组", "二组", "十组", "十二组"]

"""Villages by their codes: shipped, taken in, added by hand, merged; and what a list's rows mean by them."""

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laptops import VILLAGE, introduce, new_laptop

from yihu.actions import (
    add_village,
    export_package,
    import_divisions,
    import_households,
    list_divisions,
    list_households,
    my_card,
    receive_packages,
)
from yihu.actions.errors import VillageCodeWrong
from yihu.exchange.invented_register import invented_village
from yihu.register.divisions import (
    Division,
    Divisions,
    DivisionsRefused,
    read_divisions,
    shipped_divisions,
    write_divisions,
)
from yihu.storage.rows import HouseholdQuery

OLD = "430999101381"


@pytest.fixture(scope="module")
def laptop(tmp_path_factory):
    workspace = new_laptop(tmp_path_factory.mktemp("office") / "data")
    yield workspace
    workspace.close()


def test_the_demo_countys_villages_are_shipped_with_those_that_were_merged():
    villages = Divisions(shipped_divisions())
    assert villages.get(VILLAGE).name == "青竹村"
    assert villages.get(OLD).successor == VILLAGE
    assert villages.current(OLD).code == VILLAGE
    for number in range(544):
        code, township, name = invented_village(number)
        assert (villages.get(code).township, villages.get(code).name) == (township, name)
    for village in villages:
        assert not village.successor or villages.get(village.successor) is not None


def test_villages_are_found_by_name_with_or_without_the_word_village():
    villages = Divisions(shipped_divisions())
    assert [one.code for one in villages.named("青竹", "清溪")] == [VILLAGE]
    assert [one.code for one in villages.named("青竹村委会", "清溪镇")] == [VILLAGE]
    assert len(villages.named("青竹村")) > 1


def test_successors_that_go_in_a_circle_end():
    one = Division(code="430999999001", name="甲村", successor="430999999002")
    other = Division(code="430999999002", name="乙村", successor="430999999001")
    assert Divisions([one, other]).current(one.code) in (one, other)


names = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)
codes = st.from_regex("[0-9]{12}", fullmatch=True)


@given(
    st.lists(
        st.builds(Division, code=codes, name=names, township=names),
        unique_by=lambda one: one.code,
        min_size=1,
    )
)
def test_a_slice_is_read_as_it_was_written(villages):
    assert set(read_divisions(write_divisions(villages))) == set(villages)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("", 1),
        ("name\n青竹村\n", 1),
        ("code,name\n", 2),
        ("code,name\n430999101201,青竹村\n4309,石桥村\n", 3),
        ("code,name\n430999101201,\n", 2),
        ("code,name,successor\n430999101201,青竹村,430999101201\n", 2),
        ("code,name,until\n430999101201,青竹村,2016\n", 2),
    ],
)
def test_a_wrong_slice_is_refused_with_its_row(laptop, tmp_path, text, row):
    (tmp_path / "slice.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DivisionsRefused) as caught:
        import_divisions(laptop, tmp_path / "slice.csv")
    assert str(row) in caught.value.explain()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_another_countys_slice_is_taken_in_and_travels(laptop, tmp_path, encoding):
    path = tmp_path / "slice.csv"
    path.write_bytes(
        "code,name,township\n999901100201,荷塘村,东山镇\n999901100202,桂花村,东山镇\n".encode(encoding)
    )
    first = import_divisions(laptop, path)
    assert first.counties == ("999901",)
    assert first.added + first.unchanged == 2
    again = import_divisions(laptop, path)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    add_village(
        laptop, "999901100203", "老荷塘村", township="东山镇", successor="999901100201", until="2016-12-31"
    )
    office = new_laptop(tmp_path / "office", "镇汇总", "李建军")
    introduce(laptop, office)
    receive_packages(office, [export_package(laptop, tmp_path, [my_card(office).fingerprint]).path])
    try:
        assert [(one.code, one.successor) for one in list_divisions(office, "老荷塘")] == [
            ("999901100203", "999901100201")
        ]
    finally:
        office.close()


def test_a_code_needs_twelve_digits(laptop):
    with pytest.raises(VillageCodeWrong):
        add_village(laptop, "4309", "青竹村")


def test_rows_of_a_list_stand_in_the_village_of_today_and_it_is_told(laptop, tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ("户编号", "户主姓名", "乡镇", "行政村", "行政区划代码"),
        ("V1", "王秀英", "清溪镇", "青竹村", ""),
        ("V2", "李桂兰", "清溪镇", "老屋村", OLD),
        ("V3", "陈志强", "清溪镇", "无名村", "430999101999"),
        ("V4", "赵玉梅", "清溪镇", "老屋村", ""),
        ("V5", "周福生", "外镇", "外村", "440999101001"),
    ):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    report = import_households(laptop, tmp_path / "list.xlsx")
    assert [(one.row, one.code) for one in report.problems] == [(4, "village-unknown")]
    assert [(one.row, one.code) for one in report.put_right] == [
        (2, "village-found"),
        (3, "village-merged"),
        (5, "village-found"),
        (5, "village-merged"),
    ]
    rows = {row.number: row for row in list_households(laptop, HouseholdQuery())}
    assert {number: row.village_code for number, row in rows.items()} == {
        "V1": VILLAGE,
        "V2": VILLAGE,
        "V3": "430999101999",
        "V4": VILLAGE,
        "V5": "440999101001",
    }
    assert rows["V2"].village == "青竹村"

"""Which heading of a list means which property of the register.

The headings are those of the national export (domain facts 2b) and what counties write instead.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256

from yihu.register.properties import VOCABULARY

PERSON_NUMBER = "person_number"
"""A person's number in the list (人口编号): no property, but it tells a household's members apart."""

_NAMES: dict[str, str] = {
    "household_number": "户编号 户编码 户号 户序号 家庭编号 农户编号 脱贫户编号 户主编号 household",
    "head_name": "户主姓名 户主 户主名称 户主名",
    "township": "乡 镇 乡镇 乡镇街道 所在乡镇 乡镇名称 镇乡",
    "village": "村 行政村 村名 村居 所在村 行政村名称 村社区 村名称",
    "division_code": "行政区划代码 村编码 村代码 行政村编码 区划代码",
    "group": "组 村民组 村民小组 小组 自然村 自然村组 所在组 组名 组别 村组",
    "address": "家庭住址 住址 地址 详细地址 家庭地址 现住址",
    "phone": "联系电话 户联系电话 户主联系电话 户主电话 家庭电话 电话 手机 手机号 手机号码 联系方式",
    "category": "监测对象类别 监测类别 户类型 监测对象类型",
    "risks": "致贫返贫风险 返贫致贫风险 风险类型 返贫风险",
    "left_poverty": "是否脱贫户 脱贫户",
    "household_attribute": "户属性 贫困户属性 脱贫户属性 家庭属性",
    "no_labour_household": "整户无劳动能力 整户无劳动能力兜底保障户 是否整户无劳动能力",
    "relocated": "是否易地搬迁户 是否搬迁户 易地扶贫搬迁户",
    "member_count": "家庭人口数 家庭人口 人口数 家庭成员数 人口 总人口 户人口数",
    "bank_name": "开户银行 开户行",
    "bank_account": "银行账号 银行卡号 账号 一卡通账号",
    "helper_name": "帮扶责任人 帮扶人 帮扶干部 帮扶责任人姓名 联系人",
    "helper_unit": "帮扶单位 帮扶责任人单位",
    "helper_phone": "帮扶责任人电话 帮扶人电话 帮扶责任人联系电话",
    "main_cause": "主要致贫原因 致贫原因 致贫原因1 主要原因",
    "cause_2": "其他致贫原因 致贫原因2 次要致贫原因 其他致贫原因1",
    "cause_3": "致贫原因3 其他致贫原因2",
    "housing_area_m2": "住房面积 住房面积平方米 房屋面积",
    "housing_structure": "房屋结构 住房结构 主要结构",
    "housing_grade": "危房等级 房屋安全等级 住房安全等级 房屋等级",
    "farmland_mu": "耕地面积 耕地 耕地面积亩",
    "irrigated_mu": "有效灌溉面积 有效灌溉",
    "forest_mu": "林地面积 林地",
    "returned_forest_mu": "退耕还林面积 退耕还林",
    "orchard_mu": "林果面积 林果",
    "pasture_mu": "牧草地面积 牧草地",
    "water_surface_mu": "水面面积 水面",
    "road_distance_km": "与村主干路距离 与村主干道距离",
    "road": "入户路类型 入户路情况",
    "fuel": "主要燃料 主要燃料类型",
    "wage_income": "工资性收入",
    "business_income": "生产经营性收入 经营性收入",
    "property_income": "财产性收入",
    "transfer_income": "转移性收入",
    "production_cost": "生产经营性支出",
    "remarks": "备注 说明",
    "person_name": "姓名 成员姓名 家庭成员 家庭成员姓名 人员姓名",
    "relation": "与户主关系 与户主的关系 关系 家庭关系",
    "id_type": "证件类型",
    "id_number": "证件号码 身份证号 身份证号码 身份证 公民身份号码 证件号 身份证件号码",
    "sex": "性别",
    "birth_date": "出生日期 出生年月 出生年月日",
    "ethnicity": "民族",
    "person_phone": "成员联系电话 本人电话 成员电话",
    "education": "文化程度 学历",
    "school_status": "在校生状况 在校情况 在校生情况",
    "dropout_reason": "失学或辍学原因 失学辍学原因",
    "political_status": "政治面貌",
    "mandarin": "是否会讲普通话",
    "health": "健康状况 身体状况",
    "disability_category": "残疾类别",
    "disability_grade": "残疾等级",
    "disability_cert_number": "残疾证号 残疾人证号",
    "disability_cert_year": "残疾证办证年度",
    "labour_skill": "劳动技能 劳动能力",
    "work_months": "务工时间 务工时间月 务工月数",
    "work_place": "务工区域",
    "work_location": "务工所在地 务工地点",
    "employer": "务工企业名称 务工企业 务工单位",
    "work_industry": "产业分类",
    "job_channel": "就业渠道",
    "welfare_post": "公益性岗位类型 公益性岗位 公益岗位",
    "welfare_post_months": "公益性岗位月数",
    "serious_illness_insurance": "是否参加大病保险",
    "commercial_insurance": "是否参加商业补充医疗保险",
    "medical_aid": "是否接受大病医疗救助",
    "other_health_aid": "是否接受其他健康扶贫 是否接受其他健康帮扶",
    PERSON_NUMBER: "人口编号 人员编号 人口编码 成员编号",
}

_OF_THE_HEAD = {
    "户主证件号码": "id_number",
    "户主身份证号": "id_number",
    "户主身份证号码": "id_number",
    "户主性别": "sex",
}
"""In a list with one row a household these say something of the head; in a list of members they repeat it."""

CORRECTIONS = "需改正 (to correct)"
"""Heading of the column that says why, in the workbook of rows to be corrected: such a list is only a part."""

_NO_LETTER = re.compile(r"[^0-9a-z_\u3400-\u9fff]")


def _plain(heading: str) -> str:
    """A heading without brackets, stars, spaces and widths: `务工时间（月）` is `务工时间月`."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", heading).lower())


def fingerprint_of(header: Sequence[str]) -> str:
    """Stands for the headings of a list, hexadecimal; the same for every file of the same office."""
    return sha256("\n".join(map(_plain, header)).encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _meanings() -> dict[str, str]:
    meanings = {name: name for name in VOCABULARY}
    for name, headings in _NAMES.items():
        meanings.update(dict.fromkeys(map(_plain, headings.split()), name))
    return meanings


def column_choices() -> tuple[tuple[str, str], ...]:
    """Properties that a list may hold, in the order of a register, each with the heading people write most."""
    return tuple((name, headings.split()[0]) for name, headings in _NAMES.items())


def is_heading(text: str) -> bool:
    """Whether a cell's text is the name of a known column."""
    return _plain(text) in _meanings() or _plain(text) in _OF_THE_HEAD


def suggest_mapping(header: Sequence[str]) -> dict[str, str]:
    """Heading -> property, for the headings that are known; each property at most once.

    A list without a column for the relation to the head has one row a household: there 姓名 is the
    head's name, and what is said of a person is said of the head.
    """
    meanings = _meanings()
    mapping: dict[str, str] = {}
    for heading in header:
        name = meanings.get(_plain(heading))
        if name and name not in mapping.values():
            mapping[heading] = name
    if "relation" in mapping.values():
        return mapping
    return _of_households(mapping, header)


def _of_households(mapping: dict[str, str], header: Sequence[str]) -> dict[str, str]:
    taken = set(mapping.values())
    for heading, name in list(mapping.items()):
        if name == "person_name":
            if "head_name" in taken:
                del mapping[heading]
            else:
                mapping[heading] = "head_name"
    for heading in header:
        of_head = _OF_THE_HEAD.get(_plain(heading))
        if of_head and of_head not in taken:
            mapping[heading] = of_head
            taken.add(of_head)
    return mapping

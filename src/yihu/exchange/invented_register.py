"""A register of invented people as a county office would export it: for the campaign's demo and the benchmarks.

The same number always gives the same register. The county (430999) doesn't exist; the ID numbers have right
check digits, and names hold characters that few fonts and few encodings have.
"""

from collections.abc import Iterator
from random import Random

from yihu.register.id_numbers import check_digit

COUNTY = "430999"
HEADER = (
    "户编号", "乡镇", "行政村", "行政区划代码", "村民组", "户主姓名", "性别", "证件号码", "民族", "文化程度",
    "健康状况", "劳动技能", "联系电话", "家庭人口", "贫困户属性", "主要致贫原因", "住房面积", "危房等级",
    "耕地面积", "工资性收入",
)  # fmt: skip

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁单仇解区查"
)
_GIVEN = "秀英桂兰建国玉梅志强淑珍海燕德明文华春香福生长庚冬满细妹运来友根岳云菊连"
_RARE = "㛃䶮喆堃犇㐱𬭚𠅤𬀩𬘭𫖯"
_TOWNSHIPS = [
    "清溪镇",
    "石桥镇",
    "柳林乡",
    "双江镇",
    "白沙镇",
    "枫树乡",
    "云台镇",
    "大坪乡",
    "梅子镇",
    "龙潭镇",
    "竹园乡",
    "青山镇",
    "茶亭镇",
    "泉水乡",
    "横岭乡",
    "新塘镇",
    "南冲镇",
    "鹅洲乡",
    "北坡乡",
    "金鸡镇",
]
_VILLAGES = [
    "青竹",
    "石桥",
    "红岩",
    "柳林",
    "白水",
    "枫木",
    "云雾",
    "大坪",
    "梅花",
    "龙泉",
    "竹山",
    "茶园",
    "泉塘",
    "横冲",
    "新屋",
    "南坡",
    "鹅湖",
    "北岭",
    "金星",
    "和平",
]
_GROUPS = [f"{number}组" for number in "一二三四五六七八"]
_ETHNICITIES = ("汉族",) * 17 + ("土家族", "苗族", "瑶族")
_EDUCATION = ("文盲或半文盲", "小学", "小学", "初中", "初中", "高中", "大专")
_HEALTH = ("健康", "健康", "健康", "长期慢性病", "患有大病", "残疾", "残疾,长期慢性病")
_SKILLS = ("普通劳动力", "普通劳动力", "弱劳动力或半劳动力", "技能劳动力", "丧失劳动力")
_ATTRIBUTES = ("一般农户", "一般农户", "低保户", "低保贫困户", "特困供养户")
_CAUSES = (
    "因病",
    "因残",
    "因学",
    "因灾",
    "缺土地",
    "缺水",
    "缺技术",
    "缺劳力",
    "缺资金",
    "交通条件落后",
    "自身发展动力不足",
)
_GRADES = ("A", "B", "B", "C", "D")

Row = tuple[str | int | float, ...]


def invented_register(households: int, *, per_village: int = 250, seed: int = 2018) -> Iterator[Row]:
    """Rows of the list, one a household, as wide as `HEADER`; in the order of villages and groups."""
    chance = Random(seed)
    for number in range(households):
        village = number // per_village
        yield _household(chance, number, village)


def _household(chance: Random, number: int, village: int) -> Row:
    code, township, name = invented_village(village)
    male = chance.random() < 0.7
    return (
        f"{COUNTY}{number + 1:08}",
        township,
        name,
        code,
        _GROUPS[number % len(_GROUPS)],
        invented_name(chance),
        "男" if male else "女",
        _id_number(chance, number, male),
        chance.choice(_ETHNICITIES),
        chance.choice(_EDUCATION),
        chance.choice(_HEALTH),
        chance.choice(_SKILLS),
        f"139{number % 100_000_000:08}",
        chance.randint(1, 7),
        chance.choice(_ATTRIBUTES),
        chance.choice(_CAUSES),
        chance.randint(40, 180),
        chance.choice(_GRADES),
        chance.randint(0, 80) / 10,
        chance.randint(0, 400) * 100,
    )


def invented_village(number: int) -> tuple[str, str, str]:
    """Code of 12 digits, township, name of the invented county's village of a number from 0."""
    township, place = number // len(_VILLAGES) % len(_TOWNSHIPS), number % len(_VILLAGES)
    again = number // (len(_VILLAGES) * len(_TOWNSHIPS))
    town = _TOWNSHIPS[township]
    kind = 101 if town.endswith("镇") else 201
    name = f"{_VILLAGES[place]}{'' if not again else '东西南北中'[(again - 1) % 5]}村"
    return f"{COUNTY}{kind + township:03}{201 + place + 20 * again:03}", town, name


def invented_name(chance: Random) -> str:
    """A name of two or three characters; one in thirty has a rare one."""
    given = chance.choice(_RARE) if chance.random() < 0.03 else chance.choice(_GIVEN)
    second = chance.choice(_GIVEN) if chance.random() < 0.8 else ""
    return chance.choice(_SURNAMES) + second + given


def _id_number(chance: Random, number: int, male: bool) -> str:
    """Different for every household: its number stands in the day of birth and the serial digits."""
    year, rest = divmod(number, 12 * 28 * 400)
    month, rest = divmod(rest, 28 * 400)
    day, serial = divmod(rest, 400)
    born = f"{1940 + chance.randint(0, 19) + 20 * year}{month + 1:02}{day + 1:02}"
    first = f"{COUNTY}{born}{2 * serial + male:03}"
    return first + check_digit(first)

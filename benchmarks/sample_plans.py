"""Invented households with their plans, for the figures and the tests of printing."""

from decimal import Decimal
from uuid import UUID

from yihu.planning.plan import Measure, Plan
from yihu.printing import PlanPaper
from yihu.register.household import Cause, Household, Person
from yihu.register.income import Income

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林曾单解仇区"
_GIVEN = "秀英桂兰建国志强玉梅春花德明红军小燕国庆雨桐家豪思远"
RARE_NAMES = ("𠮷田秀英", "㛃䶮", "王𬭚", "赵𠅤")


def _name(number: int) -> str:
    surname = _SURNAMES[number % len(_SURNAMES)]
    return surname + _GIVEN[number * 7 % len(_GIVEN)] + _GIVEN[(number * 11 + 3) % len(_GIVEN)]


def _persons(number: int) -> tuple[Person, ...]:
    head = RARE_NAMES[number % len(RARE_NAMES)] if number % 20 == 0 else _name(number)
    return (
        Person(
            row="1",
            name=head,
            relation="head",
            sex="female",
            birth_date="1959-03-02",
            health=("chronic",),
            labour_skill="lost",
        ),
        Person(
            row="2",
            name=_name(number + 5),
            relation="son",
            sex="male",
            birth_date="1985-05-06",
            health=("healthy",),
            labour_skill="ordinary",
            months_worked=9,
        ),
        Person(
            row="3",
            name=_name(number + 9),
            relation="sons_daughter",
            sex="female",
            birth_date="2011-05-01",
            health=("healthy",),
            labour_skill="none",
            school_status="junior_9",
        ),
    )


def _measures() -> tuple[Measure, ...]:
    yuan = Decimal
    return (
        Measure(
            row="1",
            category="health",
            content="签约家庭医生、办理慢病卡",
            amount=yuan(1),
            unit="人",
            responsible_unit="镇卫生院",
            responsible_person="陈医生",
            fund_source="none",
            deadline="2026-12-31",
            gain_kind="saving",
            gain_low_yuan=yuan(2400),
            gain_high_yuan=yuan(2400),
        ),
        Measure(
            row="2",
            category="industry",
            content="稻虾套养，合作社保底收购",
            amount=yuan(4),
            unit="亩",
            responsible_unit="青竹合作社",
            responsible_person="曾爱国",
            fund_yuan=yuan(12000),
            fund_source="allowance",
            deadline="2027-10-31",
            gain_kind="income",
            gain_low_yuan=yuan(4800),
            gain_high_yuan=yuan(7200),
        ),
        Measure(
            row="3",
            category="employment",
            content="竹凉席编织培训，在家加工",
            amount=yuan(1),
            unit="人",
            responsible_person="何委员",
            deadline="2027-03-31",
            gain_kind="income",
            gain_low_yuan=yuan(3060),
            gain_high_yuan=yuan(5700),
        ),
        Measure(
            row="4",
            category="housing",
            content="C 级危房维修加固",
            amount=yuan(62),
            unit="㎡",
            responsible_unit="镇政府",
            responsible_person="村镇办",
            fund_yuan=yuan(21000),
            fund_source="renovation",
            deadline="2027-06-30",
            gain_kind="none",
        ),
    )


def sample_paper(number: int = 0) -> PlanPaper:
    """One of any number of papers like the one in the design; every twentieth head has a rare name."""
    persons = _persons(number)
    yuan = Decimal
    household = Household(
        id=str(UUID(int=number + 1)),
        number=f"4309-99-{number + 18:04d}",
        head_name=persons[0].name,
        township="清溪镇",
        village="青竹村",
        group="三组",
        address=f"青竹村三组 {number + 1} 号",
        category="marginal",
        persons=persons,
        income=Income(
            wages=yuan(9600 + number),
            business=yuan(6420),
            property=yuan(300),
            transfers=yuan(2880),
            costs=yuan(3480 + number),
        ),
        income_year=2025,
        causes=(
            Cause(code="illness", main=True, evidence="户主长期慢性病，上年自付医药费 12,400 元"),
            Cause(code="lack_labour", main=False, evidence="3 口人中 1 个劳动力"),
        ),
        housing_area_m2=yuan(62),
        housing_structure="brick_wood",
        housing_grade="C",
        water_source="tap",
        farmland_mu=yuan(4),
        visit_date="2026-11-20",
        other={"water_ok": "yes"},
    )
    plan = Plan(
        id=str(UUID(int=0x01902B3C4D5E7F608000000000000000 + number)),
        version=1,
        state="agreed",
        goal=f"人均年纯收入稳定超过监测线，住房安全有保障，{persons[2].name}不失学",
        goal_date="2027-12-31",
        made_on="2026-12-01",
        responsible_helper="曾爱国",
        measures=_measures(),
        line_yuan=yuan(7300),
    )
    return PlanPaper(household=household, plan=plan)

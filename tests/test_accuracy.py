"""Published reports are read without a wrong cell; how many are not read is on a page."""

import pytest

from gkdraft.layout.resources import Resources
from gkdraft.reading.published import read_published
from helpers import accuracy
from helpers.pages import check_page
from helpers.reports import SHARED, shared


@pytest.mark.parametrize("name", accuracy.REPORTS)
def test_no_cell_of_a_published_report_is_read_wrong(name: str) -> None:
    shared(name)
    found = accuracy.score(SHARED, name)
    assert found.wrong == found.invented == {}
    assert found.right + len(found.missing) == found.printed


@pytest.mark.parametrize(
    "name",
    [
        "seeds/001_08caf9eb42603138.txt",
        "corpus/huaian-city-2024.pdf",
        "corpus/shanghai-office-2019.html",
        "corpus/anon-hangzhou-style-2025.html",
    ],
)
def test_every_cell_that_is_printed_in_full_is_read(name: str) -> None:
    shared(name)
    found = accuracy.score(SHARED, name)
    assert found.missing == {}
    assert found.right == found.printed > 50


@pytest.mark.parametrize("name", list(accuracy.SEEDS)[1:])
def test_applications_reviews_and_lawsuits_in_prose_are_read(name: str) -> None:
    shared(name)
    found = accuracy.score(SHARED, name)
    # 办结 of one report is the sum of its results: it is not printed
    wanted = [k for k in found.missing if "公开情况" not in k and not k.endswith("申请情况.办结")]
    assert wanted == []


def test_at_least_97_of_100_printed_cells_are_read() -> None:
    scores = [accuracy.score(SHARED, name) for name in accuracy.REPORTS if shared(name)]
    assert sum(s.right for s in scores) >= 0.97 * sum(s.printed for s in scores)


# as a person reads them; "" where the document does not say it in so many words
HEADS = {
    "corpus/anon-hangzhou-style-2025.html": ("测试市", 2025),
    "corpus/huaian-city-2024.pdf": ("淮安市人民政府", 2024),
    "corpus/pingtan-2019.txt": ("平潭综合实验区", 2019),
    "corpus/pingtan-2022.txt": ("平潭综合实验区", 2022),
    "corpus/shanghai-office-2019.html": ("上海市人民政府办公厅", 2019),
    "corpus/suqian-city-2023.column.txt": ("", 2023),
    "corpus/suqian-city-2024.column.txt": ("", 2024),
    "corpus/more/changchun-tuiyi-2023.txt": ("", 2023),
    "corpus/more/cq-dianjiang-zhen-2022.txt": ("", 2022),
    "corpus/more/hongze-2023.pdf": ("洪泽区人民政府", 2023),
    "corpus/more/jianping-2025.txt": ("建平县人民政府", 2025),
    "corpus/more/o-beijie-2025.txt": ("北街街道", 2025),
    "corpus/more/o-binjiang-2017-trad.txt": ("", 2017),
    "corpus/more/o-ccxi-2022.txt": ("", 2022),
    "corpus/more/o-dongchong-2024.txt": ("", 2024),
    "corpus/more/o-donghe-yj-2021.txt": ("包头市东河区", 2021),
    "corpus/more/o-gd-office-2023.txt": ("广东省人民政府办公厅", 2023),
    "corpus/more/o-guangzhou-mirror-2023.txt": ("广州市人民政府", 2023),
    "corpus/more/o-huli-2018.txt": ("湖里区人民政府", 2018),
    "corpus/more/o-laibin-ws-2023.txt": ("来宾市卫生健康委员会", 2023),
    "corpus/more/o-qianjiang-2022-trad.txt": ("杭州钱江经济开发区", 2022),
    "corpus/more/o-sat-2010.txt": ("国家税务总局", 2010),
    "corpus/more/pingtan-2014.txt": ("平潭综合实验区管委会", 2014),
    "corpus/more/pingtan-county-2011.txt": ("平潭县人民政府", 2011),
    "corpus/more/sjz-changan-tongji-2023.txt": ("", 2023),
    "corpus/more/wps-jianping-2025.pdf": ("建平县人民政府", 2025),
    "corpus/more/xi-zhen-2022.txt": ("螅镇", 2022),
    "corpus/more/xiongxian-xiang-2019.txt": ("", 2019),
    "corpus/more/zhanjiang-dfz-2023.txt": ("湛江市人民政府地方志办公室", 2023),
    "corpus/more/zhanjiang-gongan-2021.txt": ("", 2021),
    "corpus/unopened/daying-edu-2024.txt": ("大英县教育和体育局", 2024),
    "corpus/unopened/mianzhu-zhen-2022.txt": ("", 2022),
    "corpus/unopened/o-cangzhou-ws-2023.txt": ("沧州市卫生健康委员会", 2023),
    "corpus/unopened/o-edu-2024-pictures.txt": ("", 2024),
    "corpus/unopened/o-jinan-2016.txt": ("福州市晋安区人民政府", 2016),
    "corpus/unopened/o-xianning-2025.txt": ("咸宁市政务服务和大数据管理局", 2025),
    "corpus/unopened/pingtan-2017.txt": ("平潭综合实验区", 2017),
    "corpus/unopened/taiping-zhen-2022.txt": ("太平镇人民政府", 2022),
    "corpus/unopened/wuhua-park-2022.txt": ("五华科技产业园管理委员会", 2022),
    "corpus/unopened/yangling-audit-2022.txt": ("", 2022),
    "corpus/unopened/zhen-2019.txt": ("", 2019),
    "seeds/000_8c7d5dd6f156e515.txt": ("太仓市人民政府", 2018),
    "seeds/001_08caf9eb42603138.txt": ("太仓市人民政府", 2021),
    "seeds/003_e8df0bb51c40281b.txt": ("苏州市人民政府", 2016),
    "seeds/004_2a976d30b9813b33.txt": ("常州市人民政府", 2018),
}


@pytest.mark.parametrize("name", HEADS)
def test_body_and_year_of_a_real_report_are_those_a_person_reads(name: str) -> None:
    report = read_published(shared(name), Resources())
    assert (report.agency, report.year) == HEADS[name]


def test_the_page_on_reading_tells_what_is_read_and_what_is_not(
    pytestconfig: pytest.Config,
) -> None:
    for name in accuracy.REPORTS:
        shared(name)
    accept = pytestconfig.getoption("--accept")
    check_page(accuracy.PAGE, accuracy.BEGIN, accuracy.END, accuracy.table(SHARED), accept)

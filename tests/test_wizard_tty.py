"""The wizard in a real pseudo-terminal: a whole report, screens, kills, poor terminals."""

import re
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from gkdraft.base.plain_data import look_up
from gkdraft.cli import main
from gkdraft.pipeline import draft_report
from gkdraft.report import datafile
from helpers.commands import LIMIT, new
from helpers.guide import check_screen
from helpers.reports import ROOT, saved
from helpers.sessions import trimmed
from helpers.terminal import FILLED, Tty, advanced, answer, asked, shortcut

pytestmark = pytest.mark.terminal

MOST = 150
KILLS = 3
STEPS = 50  # at least so many answers make a report
SCREENS = {
    "首页": lambda text: "» 1) 本机关" in text,
    "填数": lambda text: "行政许可（件）" in text,
    "选择": lambda text: "\n口径\n" in text and "以后再说" in text,
    "表三": lambda text: text.startswith("表三") and FILLED.search(text),
    "补差": lambda text: "补入“其他”" in text,
    "推算": lambda text: "由各表推算" in text,
    "问题": lambda text: "\n问题一 · 改进\n" in text,
    "填完": lambda text: "要答的都答了" in text,
}


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: Any) -> tuple[Path, dict[str, str]]:
    """A whole report filled in from a fresh file to the .docx, and the screens on the way."""
    path = new(tmp_path_factory.mktemp("whole"))
    tty, shots = Tty(path), {}
    screen = tty.wait("离开")
    for _ in range(MOST):
        for name, is_it in SCREENS.items():
            if is_it(screen):
                shots.setdefault(name, screen)
        if not (screen := advanced(tty, screen)):
            break
    shots["总览"] = tty.turn("z\r", "题号")
    shots["查找"] = tty.turn("网站\r", "查找")
    tty.turn("\x1b", "离开")
    tty.turn("s\r", "直接生成")
    built = tty.turn("2\r", "已生成")
    shots["生成"] = re.sub(r"已生成：.*?\.docx", "已生成：….docx", built, flags=re.DOTALL)
    tty.ended(f"{shortcut(built, '离开')}\r")
    return path, shots


def test_a_township_report_is_filled_in_from_a_fresh_file_to_a_word_file(
    sitting: tuple[Path, dict[str, str]],
) -> None:
    path, shots = sitting
    assert "核对：核对过的都相符，12 项没有核对" in shots["填完"]
    assert [p.name for p in path.parent.glob("*.docx")] == [
        "江临市城东镇人民政府2026年政府信息公开工作年度报告（草稿）.docx"
    ]


@pytest.fixture(scope="module")
def second(tmp_path_factory: Any) -> dict[str, str]:
    """Screens of a year that begins with last year's report and a notice."""
    folder = tmp_path_factory.mktemp("second")
    text = (ROOT / "fixtures/jianglin-2026/2026.yaml").read_text(encoding="utf-8")
    for year in (2025, 2026, 2027):
        text = text.replace(str(year), str(year - 1))
    (folder / "2025.yaml").write_text(text, encoding="utf-8")
    main(["build", str(folder / "2025.yaml"), "-o", str(folder / "2025年报.docx")])
    path, notice = folder / "2026.yaml", ROOT / "fixtures/jianglin-2026/2026要点.txt"
    main(["new", str(path), "--prior", str(folder / "2025年报.docx"), "--notice", str(notice),
          "--level", "市级政府"])  # fmt: skip
    tty, shots = Tty(path), {}
    tty.wait("离开")
    tty.turn("a\r", "统计口径")
    shots["上年的话"] = tty.turn("\r", "主动公开信息总数（条）")
    tty.turn("\x07", "0 回首页")
    tty.turn("0\r", "离开")
    tty.turn("4\r", "表四")
    shots["表四"] = tty.press("38\t6\t21\t", "行政复议 · 尚未审结")
    tty.press("N", FILLED.search)
    tty.turn("q", "表下的“注：”")
    shots["核对结果"] = tty.turn("\r", "核对结果")
    tty.turn("4\r", "离开")
    tty.turn("3\r", "表三")
    block = "本年新收\t486\t32\t3\t2\t7\t17\t547\r\n上年结转\t18\t2\t0\t0\t1\t3\t25\r\n"
    shots["预览"] = tty.press(f"\x1b[200~{block}\x1b[201~", "预览")
    tty.press("\r", "已放入 12 个数")
    tty.turn("q", "表下的“注：”")
    tty.turn("\x07", "0 回首页")
    shots["下一处"] = tty.turn("0\r", "离开")
    tty.turn("5\r", "要点任务")
    shots["任务清单"] = tty.turn("1", "情况未写")
    shots["任务"] = tty.turn("\r", "落实情况")
    tty.turn("\x1b", "要点任务")
    tty.turn("\x1b", "离开")
    shots["待补充"] = tty.turn("x\r", "待补充】的")
    tty.turn("\x1b", "离开")
    screen = tty.turn("f\r", "题，共")
    for _ in range(MOST):
        if "上年报告列的问题一" in screen:
            break
        screen = tty.turn("\r")
    shots["上年问题"] = screen
    tty.kill()
    return shots


@pytest.fixture(scope="module")
def shots(sitting: tuple[Path, dict[str, str]], second: dict[str, str]) -> dict[str, str]:
    return {**sitting[1], **second}


SECOND = [
    "上年的话", "表四", "核对结果", "预览", "下一处", "任务清单", "任务", "待补充", "上年问题",
]  # fmt: skip


@pytest.mark.parametrize("name", [*SCREENS, "总览", "查找", "生成", *SECOND])
def test_screens_are_as_accepted_and_as_the_guide_shows_them(
    name: str, shots: dict[str, str], request: Any
) -> None:
    check_screen(name, shots[name], request.config.getoption("--accept"))


def test_no_english_is_seen_in_chinese(shots: dict[str, str]) -> None:
    known = {"Enter", "Esc", "Ctrl", "Tab", "Word", "www", "example", "gov", "cn", "docx", "F"}
    for shot in shots.values():
        words = set(re.findall(r"[A-Za-z]{3,}", shot))
        assert words <= known


SCRIPTED = """
年度: 2026
机关: {名称: 江临市城东镇人民政府, 层级: 乡级政府, 口径: 本级}
联系:
  地址: 江临市城东镇某路1号
  电话: 0000-12345678
  网站: {名称: 江临市人民政府网站, 网址: www.example.gov.cn}
主动公开: {行政许可: 1234, 其余: 0}
申请情况: 0
复议诉讼: 0
总体情况:
  主动公开:
    数据:
      主动公开信息总数: 100
      政府网站发布数: 60
      政务新媒体发布数: 40
      分类公开数: {工作动态: 12, 通知公告: 8, 其他: 80}
  平台建设: {数据: {政务公开专区数: 1}}
  监督保障:
    数据:
      专兼职人员数: {专职: 1, 兼职: 2}
      考评名次荣誉: 2026年度市政务公开考核列全市乡镇第3名
      社会评议满意度: {发放问卷: 50, 收回问卷: 48, 满意率: 96.5, 意见: 0}
      责任追究数: 0
存在问题:
  - 问题: 两个村的公开栏因人员变动全年有3次未按月更新
    改进: 党政办每季度检查一次公开栏
    进展: 计划
其他事项: {信息处理费: {通知件数: 0, 通知金额: 0, 收取件数: 0, 收取金额: 0}}
"""


def test_the_scripted_path_gives_the_same_data_and_the_same_word_file(
    sitting: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    path = tmp_path / "2026.yaml"
    path.write_text(SCRIPTED, encoding="utf-8")
    asked_, written = draft_report(sitting[0]), draft_report(path)
    assert asked_.draft.figures.completed == written.draft.figures.completed
    assert asked_.document.blocks == written.document.blocks
    assert main(["build", str(path)]) == 0
    docx = next(tmp_path.glob("*.docx"))
    assert docx.read_bytes() == (sitting[0].parent / docx.name).read_bytes()


SEEDS = [2026, *(pytest.param(seed, marks=pytest.mark.stress) for seed in range(8))]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_kill_at_any_moment_loses_at_most_the_answer_being_typed(
    seed: int, sitting: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    path = new(tmp_path)
    dice = Random(seed)
    kills = dice.sample(range(1, STEPS), KILLS)
    tty = Tty(path)
    screen = tty.wait("离开")
    for step in range(MOST):
        keys = answer(screen)
        if not keys:
            break
        if step in kills:
            kills.remove(step)
            tty.send(dice.choice([keys, keys[:-1]]))
            time.sleep(dice.random() * 0.1)
            tty.kill()
            # killed while it writes, the program leaves half a file beside the whole one
            assert datafile.read_datafile(path).data
            tty = Tty(path)
            screen = tty.wait("离开")
            continue
        previous, screen = screen, advanced(tty, screen)
        assert previous != screen
    tty.kill()
    assert kills == []
    assert trimmed(datafile.read_datafile(path).data) == trimmed(
        datafile.read_datafile(sitting[0]).data
    )


@pytest.mark.stress
def test_a_screen_that_comes_byte_by_byte_is_looked_at_only_when_it_is_whole(
    tmp_path: Path,
) -> None:
    seen = []
    for most in (65536, 1):
        tty = Tty(new(tmp_path))
        tty.most = most
        screens = [tty.wait("离开")]
        while screens[-1]:
            screens.append(advanced(tty, screens[-1]))
        seen.append(screens)
        tty.kill()
        # the next wizard would say that this one was cut off
        for left in tmp_path.iterdir():
            left.unlink()
    assert seen[0] == seen[1]


TITLE = "起草政府信息公开工作年度报告"


def test_the_title_is_there_before_the_pages_are_loaded(tmp_path: Path) -> None:
    path = new(tmp_path)
    tty = Tty(path)
    until = time.monotonic() + LIMIT
    while path.name not in tty.text and tty.take(until):
        pass
    assert tty.text == f"{TITLE}　{path.name}\n"
    assert not tty.screen.pages
    screen = tty.wait("离开")
    assert path.name not in screen
    tty.ended(f"{shortcut(screen, '离开')}\r")


@pytest.mark.parametrize("text", ["", "- 甲\n", "年度: [\n"])
def test_nothing_of_the_title_is_left_above_an_error(text: str, tmp_path: Path) -> None:
    path = tmp_path / "2026.yaml"
    path.write_text(text, encoding="utf-8")
    said = Tty(path, columns=200).ended()
    assert TITLE not in said
    assert said.startswith("gkdraft: ")
    assert said.count("\n") == 1


def test_ctrl_c_says_that_it_is_saved_and_how_to_go_on(tmp_path: Path) -> None:
    tty = Tty(new(tmp_path))
    tty.wait("离开")
    screen = tty.ended("\x03")
    assert "已保存" in screen
    assert "wizard 2026.yaml" in screen.replace("\n", "")


def test_without_a_terminal_the_scripted_way_is_told(tmp_path: Path) -> None:
    path = new(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "gkdraft", "wizard", str(path)],
        stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=LIMIT, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "check" in done.stderr
    assert "build" in done.stderr


def test_a_terminal_that_cannot_move_its_cursor_is_told_so(tmp_path: Path) -> None:
    tty = Tty(new(tmp_path), TERM="dumb")
    assert "不能移动光标" in tty.ended().replace("\n", "")
    assert tty.child.returncode == 2


@pytest.mark.parametrize(
    "environment", [{"NO_COLOR": "1"}, {"LANG": "C", "LC_ALL": "C"}, {"TERM": "vt100"}]
)
def test_poor_terminals_show_the_same_page(
    environment: dict[str, str], tmp_path: Path, sitting: tuple[Path, dict[str, str]]
) -> None:
    tty = Tty(new(tmp_path), **environment)
    assert tty.wait("离开") == sitting[1]["首页"]
    if "NO_COLOR" in environment:
        colours = {cell.fg for row in tty.screen.buffer.values() for cell in row.values()}
        assert colours == {"default"}
    tty.kill()


def test_a_small_window_says_how_large_it_should_be(tmp_path: Path) -> None:
    tty = Tty(new(tmp_path), columns=50, rows=16)
    tty.wait("接着填")
    tty.turn("3\r", "窗口太小")
    tty.kill()


def test_what_is_asked_is_found_on_the_screen() -> None:
    assert asked("甲　第 1 题，共 2 题\n────\n规章\n行政许可（件）　可不填\n>\n") == "行政许可"


def test_what_is_typed_while_an_answer_is_saved_is_not_lost_however_it_comes(
    tmp_path: Path,
) -> None:
    names = ("行政许可", "行政处罚", "行政强制")
    known = datafile.read_datafile(saved(tmp_path / "known.yaml")).data
    typed = [str(look_up(known, ("主动公开", name))) for name in names]
    path = saved(tmp_path / "2026.yaml", {f"主动公开.{name}": None for name in names})
    tty = Tty(path)
    tty.wait("离开")
    tty.turn("2\r", names[0])
    for key in "\r".join(typed) + "\r":
        tty.send(key)
        time.sleep(Random(key).random() / 50)
    tty.wait("行政事业性收费")
    tty.kill()
    found = datafile.read_datafile(path).data
    assert [look_up(found, ("主动公开", name)) for name in names] == typed

"""Bodies of a .docx as editors leave them: everything a paragraph may hold, in any order."""

from hypothesis import strategies as st

from helpers.packages import DELETED_MARK, WHO, cell, marked, paragraph, row, table

_TEXTS = st.text("甲乙丙丁12-& <'\"。", min_size=1, max_size=6)
_FORMATS = st.sampled_from(
    (
        "",
        "<w:rPr/>",
        "<w:rPr><w:b/></w:rPr>",
        '<w:rPr><w:rStyle w:val="a9"/><w:b/></w:rPr>',
        f'<w:rPr><w:i/><w:rPrChange w:id="77" {WHO}><w:rPr/></w:rPrChange></w:rPr>',
    )
)
_IN_RUNS = st.sampled_from(
    (
        "<w:tab/>",
        "<w:br/>",
        "<w:cr />",
        "<w:noBreakHyphen></w:noBreakHyphen>",
        "<w:softHyphen/>",
        '<w:sym w:font="宋体" w:char="4E2D"/>',
        "<w:lastRenderedPageBreak/>",
        '<w:footnoteReference w:id="3"/>',
        '<w:pict><v:shape id="a"/></w:pict>',
        '<w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText>',
        "<w:t/>",
        "<w:t>甲<!-- 乙 -->丙<![CDATA[<丁>]]>&#x4E2D;</w:t>",
    )
)
_BETWEEN = st.sampled_from(
    (
        "<!-- > -->",
        "<?x y?>",
        '<w:proofErr w:type="spellStart"/>',
        '<w:bookmarkStart w:id="901" w:name="他的"/><w:bookmarkEnd w:id="901"/>',
        '<w:commentRangeStart w:id="5"/>',
        '<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>',
        f'<w:del w:id="78" {WHO}><w:r><w:delText>旧</w:delText></w:r></w:del>',
        "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>",
    )
)
_AROUND = st.sampled_from(
    (
        f'<w:ins w:id="79" {WHO}>|</w:ins>',
        f'<w:moveTo w:id="80" {WHO}>|</w:moveTo>',
        '<w:hyperlink w:anchor="a">|</w:hyperlink>',
        '<w:smartTag w:element="x"><w:smartTagPr/>|</w:smartTag>',
        "<w:sdt><w:sdtPr/><w:sdtContent>|</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr=" PAGE ">|</w:fldSimple>',
        '<w:dir w:val="ltr">|</w:dir>',
    )
)


@st.composite
def runs(draw: st.DrawFn) -> str:
    """One run."""
    pieces = draw(st.lists(st.one_of(_TEXTS.map(_write_text), _IN_RUNS), min_size=1, max_size=3))
    return f"<w:r>{draw(_FORMATS)}{''.join(pieces)}</w:r>"


def _write_text(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:t xml:space="preserve">{escaped}</w:t>'


@st.composite
def _wrapped(draw: st.DrawFn) -> str:
    inside = "".join(draw(st.lists(runs(), min_size=1, max_size=2)))
    return draw(_AROUND).replace("|", inside)


@st.composite
def _paragraphs(draw: st.DrawFn, number: int) -> str:
    content = draw(st.lists(st.one_of(runs(), _wrapped(), _BETWEEN), min_size=1, max_size=6))
    for place in draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        number += 1
        name = draw(st.sampled_from(("_gkp_", "_gks_", "_gkn_", "别的")))
        content[place] = marked(number, f"{name}{number}", content[place])
    return paragraph("".join(content), draw(st.sampled_from(("", DELETED_MARK))))


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Paragraphs, some of which have lost their mark, and a table of them."""
    made = [draw(_paragraphs(100 * number)) for number in range(1, draw(st.integers(2, 4)))]
    inner = draw(_paragraphs(900))
    return f"{''.join(made)}{table(row(cell(inner)))}{paragraph('完。')}<w:sectPr/>"

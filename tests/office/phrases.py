"""Sentences and words that an editor of an annual report would type; all are our own."""

import random

SENTENCES = (
    "各单位明确专人负责信息报送，按月核对公开目录。",
    "对群众咨询较多的事项，编写办事问答并在窗口张贴。",
    "会同司法行政部门召开两次申请办理会商会。",
    "对更新不及时的栏目逐一提醒，限期补齐。",
    "开展公开内容错敏信息排查，发现问题当日改正。",
    "组织新任工作人员到政务服务大厅跟班学习。",
    "将公开要求纳入公文办理流程，起草时同步提出公开意见。",
    "邀请企业代表和社区居民座谈，听取对公开工作的意见。",
    "完善申请登记、补正、答复、归档各环节台账。",
    "推动解读材料与政策文件在同一页面相互关联。",
    "对历年形成的文件重新核定公开属性，能公开的及时转为公开。",
    "每季度通报一次各部门信息发布和申请办理情况。",
)

PARAGRAPHS = (
    "加强统筹协调。主要负责同志听取专题汇报，分管负责同志每月调度，难点问题提交会议研究。",
    "注重结果运用。检查中发现的问题列出清单，整改完成一项、销号一项，未完成的纳入下年度计划。",
    "拓展服务渠道。在村（社区）便民服务站设置查阅点，为老年人提供代查代印服务。",
    "严格保密审查。信息发布前落实三级审核，涉及个人隐私的内容作去标识化处理。",
)

COMMENTS = ("此数请与统计表核对", "请补充依据", "这句与上文重复，建议删去", "请分管领导再看一下")

AUTHORS = ("王审稿", "李复核", "办公室")

# clauses of four to eight characters, from which any length can be made
_WORDS = (
    *(
        "规范审核流程",
        "细化工作标准",
        "压实主体责任",
        "健全长效机制",
        "优化栏目设置",
        "强化日常监管",
    ),
    *(
        "梳理办理台账",
        "提升答复质量",
        "畅通咨询渠道",
        "拓宽参与途径",
        "定期开展评估",
        "及时更新目录",
    ),
)
# other words for those that reports often have
OTHER_WORDS = {
    "我市": "本市",
    "我区": "本区",
    "全市": "全辖区",
    "市政府": "政府机关",
    "下一步": "今后",
    "围绕": "聚焦",
    "推进": "推动",
    "发布": "公布",
    "公开": "公示",
    "开展": "组织",
    "完善": "健全",
}


def write_words(length: int, chance: random.Random) -> str:
    """Words of the field, so many characters of them."""
    text = ""
    while len(text) < length:
        text += chance.choice(_WORDS)
    return text[:length]

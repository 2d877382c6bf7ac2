"""Gathering 征集 as data: which office fills in what, and what each handed in."""

from pydantic import Field

from gkdraft.report.model_body import Part
from gkdraft.report.model_types import Date, Raw, Text, Texts

DIVISION, CONTRIBUTIONS = "分工", "分项来源"


class Office(Part):
    """单位: what notices call an office besides its name, and its own deadline."""

    name: Text = Field("", alias="名称")
    others: Texts = Field(
        (), alias="又称", description="通知里的其他叫法，也写由它代填的，如 各乡镇"
    )
    due: Date | None = Field(None, alias="期限", description="与别的单位不同时写，如 2026-12-15")


class Division(Part):
    """分工: who fills in what, and until when; tasks go to their 牵头单位."""

    due: Date | None = Field(None, alias="期限", description="各单位报回的期限，如 2026-12-20")
    items: dict[str, Texts] = Field(
        {}, alias="填报", description="哪一项由谁填：复议诉讼: [市司法局]；没有写的本机关自己填"
    )
    offices: tuple[Office, ...] = Field((), alias="单位", description="单位的其他叫法、各自的期限")


class Contribution(Part):
    """分项来源: the figures one office handed in, in the shape of the data file."""

    office: Text = Field("", alias="单位")
    source: Text = Field("", alias="来源", description="报回的文件")
    received: Date | None = Field(None, alias="收到", description="收入数据文件的日期")
    data: Raw = Field(None, alias="数据", description="这个单位报的数，键与数据文件相同")

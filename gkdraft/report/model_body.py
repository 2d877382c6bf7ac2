"""The body and how to reach it, as data: the head of the data file; the base of all its parts."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gkdraft.report.model_types import Mail, Postcode, Telephone, Text

Level = Literal["省级政府", "市级政府", "县级政府", "乡级政府", "部门"]
Scope = Literal["本级", "汇总"]


class Part(BaseModel):
    """Base of the envelope: frozen, unknown keys refused, empty keys as if absent."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", loc_by_alias=True, defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: object) -> object:
        # 机关: with nothing behind it is a key still to be filled in, not a fault
        if isinstance(data, Mapping):
            return {key: value for key, value in data.items() if value is not None}
        return {} if data is None else data


class Agency(Part):
    """机关: whose report it is."""

    name: Text = Field("", alias="名称", description="机关全称，用于正文，如 江临市人民政府")
    short: Text = Field("", alias="简称", description="用于标题，省略时用全称，如 江临市")
    self_name: Text = Field("", alias="自称", description="我市、我局……，省略时按名称推定")
    level: Level | None = Field(None, alias="层级", description="决定公布时限和应写事项")
    scope: Scope | None = Field(
        None, alias="口径", description="各表、各项数据的统计范围：本级 或 汇总"
    )
    compiler: Text = Field("", alias="编制单位", description="编制本报告的机构，用于开头一段")


class Website(Part):
    """网站: where the report can be read and downloaded."""

    name: Text = Field("", alias="名称", description="可以查阅、下载本报告的网站")
    address: Text = Field("", alias="网址", description="如 www.example.gov.cn")
    column: Text = Field("", alias="栏目", description="年报所在的栏目")


class Contact(Part):
    """联系: printed at the end of the preface; what is empty is left out."""

    address: Text = Field("", alias="地址", description="通信地址")
    postcode: Postcode = Field("", alias="邮编", description="六位，前面的 0 会保留")
    telephone: Telephone = Field("", alias="电话", description="含区号")
    mail: Mail = Field("", alias="邮箱", description="电子邮箱")
    website: Website = Field(Website(), alias="网站", description="公开本报告的网站")

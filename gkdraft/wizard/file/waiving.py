"""Waiving 情况说明: why a finding is right as it is, kept in the data file."""

from gkdraft.base.places import spell_path
from gkdraft.base.plain_data import look_up
from gkdraft.messages import _
from gkdraft.rules.findings import Finding
from gkdraft.wizard.file.sitting import Sitting


def waive(sitting: Sitting, finding: Finding, reason: str) -> bool:
    """Writes the reason for a finding; whether it is in the file. If not, it is said why."""
    there = look_up(sitting.session.data, ("情况说明",))
    if there and not isinstance(there, tuple):
        unread = _("数据文件里 {} 写的认不出来，请先在文件里改好（核对结果里有写法）")
        sitting.said = unread.format("情况说明")
        return False
    count = len(there) if there else 0
    waiver = {
        "规则": finding.code,
        "位置": spell_path(finding.path),
        "说明": reason,
        "结果": finding.message,
    }
    return sitting.save({("情况说明", count, key): value for key, value in waiver.items()})

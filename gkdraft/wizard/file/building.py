"""Building 生成: the Word file of a sitting, beside its data file."""

from gkdraft.errors import GkdraftError
from gkdraft.messages import _, translate
from gkdraft.render import saving
from gkdraft.wizard.file.sitting import Sitting


def build_report(sitting: Sitting, final: bool = False) -> None:
    """Draft or 定稿 beside the data file; an edited one is left alone and this one numbered.

    Templates are read afresh: a person may have changed their own meanwhile.
    """
    from gkdraft.pipeline import compose

    name = saving.name_final if final else saving.name_draft
    try:
        result = compose(sitting.store.parse(), sitting.checks.resources)
        path = sitting.store.path.parent / f"{name(result.document.title)}.docx"
        data = result.render_final(".docx")[0] if final else result.render(".docx")
        free = saving.find_free_path(path, data)
        if not saving.is_written(free, data):
            saving.save_result(free, data)
    except GkdraftError as error:
        sitting.said = translate(str(error))
        return
    made = _("已定稿：{}") if final else _("已生成：{}")
    said = [made.format(free), _("核对：{}").format(result.review.headline())]
    if free != path:
        kept = _("原来的 {} 生成后有人改过，没有动它，可在首页收回")
        kept = _("原来的 {} 与这次的不同，没有动它") if final else kept
        said.insert(1, kept.format(path.name))
    sitting.said = "\n".join(said)

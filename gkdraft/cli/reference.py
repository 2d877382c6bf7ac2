"""`layouts`, `rule` and `schema`: what the program knows, looked up."""

from argparse import Namespace
from pathlib import Path

from gkdraft.cli.common import CLEAN, as_path, print_json, refuse
from gkdraft.messages import _


def run_layouts(options: Namespace) -> int:
    """Lists the layouts with years and source; checks a user's own templates."""
    from gkdraft.gathering.words import check_gathering_templates
    from gkdraft.layout.loading import load_specs
    from gkdraft.layout.resources import Resources
    from gkdraft.pipeline import sample
    from gkdraft.wizard.file.templates import check_wizard_templates
    from gkdraft.wizard.paper.opening import check_paper_templates

    folder = options.check or options.templates
    resources = Resources(as_path(folder))
    for name, spec in load_specs(resources).items():
        if options.check and not resources.owns(name):
            continue
        years = _("{} 年起").format(spec.since)
        if spec.until < 9999:  # a layout that is still in force has no last year
            years = _("{}—{} 年").format(spec.since, spec.until)
        source = f"{spec.number} {spec.basis}".strip() or _("没有统一格式，栏目自定")
        own = _("（自己的）") if resources.owns(name) else ""
        print(f"{name}  {years}  {source}{own}")
    if options.check:
        check_wizard_templates(resources)
        check_gathering_templates(resources)
        check_paper_templates(resources)
        for name in sample(resources):
            print(_("通过：{}").format(name))
    return CLEAN


def run_rule(options: Namespace) -> int:
    """Explains one rule, or lists all."""
    from gkdraft.rules.findings import name_severity
    from gkdraft.rules.judging import REGISTRY

    if options.code is None:
        for code in sorted(REGISTRY):
            print(f"{code} {name_severity(REGISTRY[code].severity)} {REGISTRY[code].title}")
        return CLEAN
    found = REGISTRY.get(options.code.upper())
    if found is None:
        return refuse(_("没有 {} 这条规则，gkdraft rule 列出全部").format(options.code))
    print(f"{found.code} {name_severity(found.severity)}\n\n{found.page}")
    return CLEAN


def run_schema(options: Namespace) -> int:
    """Prints the JSON Schema, or puts it beside a data file."""
    import json

    from gkdraft.base.bounds import DATA_FILE
    from gkdraft.base.encoding import decode_text
    from gkdraft.base.files import read_file
    from gkdraft.layout import loading
    from gkdraft.layout.resources import Resources
    from gkdraft.render import saving
    from gkdraft.render.locking import hold_folder
    from gkdraft.report import datafile
    from gkdraft.report.schema import compose_schema as schema_of

    if not options.write:
        resources = Resources(as_path(options.templates))
        layout = loading.load_layout(options.layout or loading.find_latest(resources), resources)
        print_json(schema_of(layout))
        return CLEAN
    source = Path(options.write)
    parsed = datafile.read_datafile(source)
    own = as_path(options.templates) or datafile.find_templates(parsed, source)
    head = datafile.read_head(parsed)
    layout = loading.choose_layout(
        head._replace(layout=options.layout or head.layout), Resources(own)
    )
    text = json.dumps(schema_of(layout), ensure_ascii=False, indent=2) + "\n"
    path = source.with_name(f"gkdraft-{layout.name}.schema.json")
    line = f"# yaml-language-server: $schema={path.name}\n"
    saving.write_file(path, text.encode())
    with hold_folder(source):
        before = read_file(source, DATA_FILE)
        # a second run must not add a second line
        if "yaml-language-server:" not in decode_text(before, parsed.name):
            saving.write_file(source, datafile.add_first_line(before, line))
    said = _("已写入 {schema}；{file} 首行已注明，用 VS Code（YAML 扩展）打开即有提示。")
    print(said.format(schema=path, file=parsed.name))
    return CLEAN

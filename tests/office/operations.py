"""The edits a person makes, by name; each is addressed by the words it concerns, never by a count.

`in` names the paragraph by some of its words, `after` the words of it behind which those of the
edit are looked for; either may be left out. A cell is named by `table` (the text of one of its
cells), `row` (its label; "" is the last row) and `nth` (cells to the right of the label).
"""

import tempfile
from pathlib import Path

import uno
from pictures import PICTURE
from writer import Writer


def perform(writer, op):
    """Does one op. Gives another document where the work goes on there."""
    return OPERATIONS[op["op"]](writer, op)


# words -------------------------------------------------------------------------------------


def replace_text(writer, op):
    """Selects `old` and types `new`."""
    writer.select(writer.find(op["old"], op))
    writer.type(op["new"])


def delete_text(writer, op):
    """Selects `old` and presses Delete."""
    writer.select(writer.find(op["old"], op))
    writer.delete()


def insert_text(writer, op):
    """Types `text` behind the words `behind`, or before the words `ahead`."""
    if op.get("ahead"):
        writer.go(writer.find(op["ahead"], op).Start)
    else:
        writer.go(writer.find(op["behind"], op).End)
    writer.type(op["text"])


def break_line(writer, op):
    """Shift+Enter behind the words `behind`."""
    writer.go(writer.find(op["behind"], op).End)
    writer.do("InsertLinebreak")


def find_replace(writer, op):
    """Replaces `old` by `new` everywhere, as the dialog does."""
    search = writer.component.createReplaceDescriptor()
    search.SearchString, search.ReplaceString = op["old"], op["new"]
    search.SearchCaseSensitive = True
    writer.component.replaceAll(search)


# paragraphs --------------------------------------------------------------------------------


def rewrite_paragraph(writer, op):
    """Selects all text of the paragraph and types `new`."""
    writer.select(writer.paragraph(op["in"]))
    writer.type(op["new"])


def insert_paragraph(writer, op):
    """Enter at the end of the paragraph, or at its start, and a new paragraph with `text`."""
    paragraph = writer.paragraph(op["in"])
    if op.get("before"):
        writer.go(paragraph.Start)
        writer.enter()
        writer.cursor.goLeft(1, False)
    else:
        writer.go(paragraph.End)
        writer.enter()
    writer.type(op["text"])


def delete_paragraph(writer, op):
    """Deletes a paragraph with its end; or its text, and then the end before or behind it.

    `how` is backspace or twice for these.
    """
    paragraph = writer.paragraph(op["in"])
    if not op.get("how"):
        _select_whole(writer, paragraph)
        writer.delete()
        return
    writer.select(paragraph)
    writer.delete()
    writer.do("SwBackspace" if op["how"] == "backspace" else "Delete")


def _select_whole(writer, paragraph):
    """Selects a paragraph up to the start of the next one."""
    writer.select(paragraph)
    writer.cursor.goRight(1, True)


def split_paragraph(writer, op):
    """Enter before `before`."""
    writer.go(writer.find(op["before"], op).Start)
    writer.enter()


def merge_paragraphs(writer, op):
    """Deletes the end of a paragraph: Delete there, or, `how` backspace, before the next."""
    writer.go(writer.paragraph(op["in"]).End)
    if op.get("how") == "backspace":
        writer.cursor.goRight(1, False)
        writer.do("SwBackspace")
    else:
        writer.delete()


def move_paragraph(writer, op):
    """Cuts a paragraph and pastes it before the one with `before` in it."""
    _select_whole(writer, writer.paragraph(op["in"]))
    writer.do("Cut")
    writer.go(writer.paragraph(op["before"]).Start)
    writer.do("Paste")


def insert_heading(writer, op):
    """Behind a paragraph a heading, its style chosen from the list, and a paragraph."""
    paragraph = writer.paragraph(op["in"])
    body = paragraph.ParaStyleName
    writer.go(paragraph.End)
    for text, style in ((op["heading"], op["style"]), (op["text"], body)):
        writer.enter()
        writer.type(text)
        writer.do("StyleApply", Style=style, FamilyName="ParagraphStyles")


# looks -------------------------------------------------------------------------------------


def format_text(writer, op):
    """Changes looks only: `what` is bold, size, center or a colour behind the words."""
    writer.select(writer.find(op["on"], op))
    commands = {
        "bold": ("Bold", {}),
        "size": ("FontHeight", {"FontHeight.Height": 18.0}),
        "center": ("CenterPara", {}),
        "mark": ("BackColor", {"BackColor": 0xFFFF00}),
    }
    command, arguments = commands[op["what"]]
    writer.do(command, **arguments)


def apply_style(writer, op):
    """Another paragraph style for one paragraph."""
    writer.go(writer.paragraph(op["in"]).Start)
    writer.do("StyleApply", Style=op["style"], FamilyName="ParagraphStyles")


def flatten_styles(writer, op):
    """Selects everything and chooses one style for it: headings are none any more."""
    writer.do("SelectAll")
    writer.do("StyleApply", Style=op["style"], FamilyName="ParagraphStyles")


# tables ------------------------------------------------------------------------------------


def set_cell(writer, op):
    """Selects a cell's text and types `new`; `how` clear deletes it before."""
    writer.select_cell(writer.cell(op))
    if op.get("how") == "clear":
        writer.delete()
    if op["new"]:
        writer.type(op["new"])


def insert_row(writer, op):
    """A row below the one named, and its texts typed cell by cell."""
    table = writer.table(op["table"])
    cell = writer.row(table, op["row"])[0]
    number = writer.number(cell)
    writer.go(cell.Start)
    writer.do("InsertRowsAfter")
    cells = writer.rows(table)[number + 1]
    for cell, text in zip(cells[len(cells) - len(op["texts"]) :], op["texts"], strict=True):
        writer.select_cell(cell)
        writer.type(text)


def delete_row(writer, op):
    """Deletes the row with the cursor in it."""
    writer.go(writer.row(writer.table(op["table"]), op["row"])[0].Start)
    # not laid out again: a table that lost the first row of a merged label takes half a minute
    writer.component.lockControllers()
    writer.do("DeleteRows")


def insert_table(writer, op):
    """A foreign table below a paragraph."""
    rows = op["rows"]
    writer.go(writer.paragraph(op["in"]).End)
    writer.enter()
    writer.do("InsertTable", TableName="另表", Columns=len(rows[0]), Rows=len(rows))
    table = writer.component.TextTables.getByName("另表")
    for line, cells in zip(rows, writer.rows(table).values(), strict=True):
        for text, cell in zip(line, cells, strict=True):
            writer.select_cell(cell)
            writer.type(text)


# tracked changes, whole documents -----------------------------------------------------------


def track(writer, op):
    """Records changes from here on, under the name of `author`; without one, no more."""
    if op["author"]:
        _set_author(writer, op["author"])
    writer.component.RecordChanges = bool(op["author"])


def _set_author(writer, name):
    """Who works at this LibreOffice, as typed under its options."""
    provider = writer.office.create("com.sun.star.configuration.ConfigurationProvider")
    path = uno.createUnoStruct("com.sun.star.beans.NamedValue")
    path.Name, path.Value = "nodepath", "/org.openoffice.UserProfile/Data"
    service = "com.sun.star.configuration.ConfigurationUpdateAccess"
    access = provider.createInstanceWithArguments(service, (path,))
    access.givenname, access.sn = name, ""
    access.commitChanges()


def insert_picture(writer, op):
    """A picture in a paragraph of its own below another."""
    writer.go(writer.paragraph(op["in"]).End)
    writer.enter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "图.png"
        path.write_bytes(PICTURE)
        writer.do("InsertGraphic", FileName=path.as_uri(), AsLink=False)
    writer.do("Escape")


def copy_all(writer, _):
    """Copies everything into a new document, where the work goes on."""
    writer.do("SelectAll")
    writer.do("Copy")
    other = Writer(writer.office, writer.office.open("private:factory/swriter"))
    other.do("Paste")
    writer.close()
    return other


OPERATIONS = {
    each.__name__: each
    for each in (
        *(replace_text, delete_text, insert_text, break_line, find_replace),
        *(rewrite_paragraph, insert_paragraph, delete_paragraph, split_paragraph),
        *(merge_paragraphs, move_paragraph, insert_heading),
        *(format_text, apply_style, flatten_styles),
        *(set_cell, insert_row, delete_row, insert_table),
        *(track, insert_picture, copy_all),
    )
}

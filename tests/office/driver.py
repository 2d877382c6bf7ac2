"""Edits documents with LibreOffice, for the system's Python, which knows UNO.

    /usr/bin/python3 tests/office/driver.py jobs.json results.json

A job: {"name", "source": a .docx, "target": a .docx, "ops": [...], "via": "", "odt" or "doc"}. What
an op may be stands in operations.py; comments come last, whatever their place among the ops.
A result: {"name", "error": "" or why not, "seconds"}. All jobs share one LibreOffice; one that a
job hangs or kills is ended, and another is started for the rest.
"""

import json
import shutil
import signal
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

from margin import Blind, Margin
from operations import perform
from process import Office
from writer import Writer

JOB_LIMIT = 60


def do_job(office, job):
    """Opens, edits, comments, saves; by way of another format where the job asks for it."""
    folder = Path(tempfile.mkdtemp(dir=office.folder))
    # a copy: a LibreOffice that was killed leaves its lock beside what it had open
    path = Path(shutil.copy(job["source"], folder / "source.docx"))
    notes = [op for op in job["ops"] if op["op"] == "comment"]
    words = [op for op in job["ops"] if op["op"] != "comment"]
    end = job.get("via") or "docx"
    if words or not notes:
        path = edit(office, path, words, folder / f"edited.{'docx' if notes else end}")
    if notes:
        path = comment(office, path, notes, folder / f"commented.{end}")
    if end != "docx":
        path = comment(office, path, [], folder / "back.docx")
    shutil.copy(path, job["target"])


def edit(office, path, ops, target):
    """A document with edits made in it."""
    if has_comments(path):
        writer = Blind(office, office.load(path))
    else:
        writer = Writer(office, office.open(path.as_uri()))
    try:
        for op in ops:
            # an op may go on in a document of its own
            writer = perform(writer, op) or writer
        office.save(writer.component, target)
    finally:
        writer.close()
    return target


def has_comments(path):
    """Whether a .docx has comments in its margin."""
    with zipfile.ZipFile(path) as parts:
        return "word/comments.xml" in parts.namelist()


def comment(office, path, ops, target):
    """A document with comments added; with none, saved as it is."""
    margin = Margin(office, office.load(path))
    try:
        for op in ops:
            margin.comment(op)
        office.save(margin.component, target)
    finally:
        margin.close()
    return target


class Jobs:
    """The jobs one after the other, whatever becomes of any of them."""

    def __init__(self, folder):
        self.folder = folder
        self.office = None

    def run(self, job):
        """The result of one job."""
        start = time.monotonic()
        error = ""
        try:
            self._do(job)
        except Exception as problem:
            error = f"{type(problem).__name__}: {problem}"
        return {"name": job["name"], "error": error, "seconds": time.monotonic() - start}

    def _do(self, job):
        office = self._have_office()
        # killing it is what ends a call that hangs
        watch = threading.Timer(job.get("limit", JOB_LIMIT), office.kill)
        watch.start()
        try:
            do_job(office, job)
        finally:
            watch.cancel()

    def _have_office(self):
        if self.office is None or not self.office.is_alive():
            self.end()
            self.office = Office(tempfile.mkdtemp(dir=self.folder))
        return self.office

    def end(self):
        """No LibreOffice is left behind."""
        if self.office is not None:
            self.office.kill()
            self.office = None


def main(jobs_path, results_path):
    """Does the jobs of one file and writes the results into another."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    results = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        jobs = Jobs(folder)
        try:
            for job in json.loads(Path(jobs_path).read_text(encoding="utf-8")):
                results.append(jobs.run(job))
        finally:
            jobs.end()
            text = json.dumps(results, ensure_ascii=False)
            Path(results_path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

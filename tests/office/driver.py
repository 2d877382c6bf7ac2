"""Edits documents with LibreOffice, for the system's Python, which knows UNO.

    /usr/bin/python3 tests/office/driver.py jobs.json results.json

A job: {"name", "source": a .docx, "target": a .docx, "ops": [...], "via": "", "odt" or "doc"}; what an
op may be stands in operations.py. A result: {"name", "error": "" or why not, "seconds"}. All jobs
share one LibreOffice; one that a job hangs or kills is ended and another is started for the rest.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.uno import Exception as UnoException
from operations import perform
from writer import Writer

START_LIMIT = 90
JOB_LIMIT = 60
# the windows of comments in the margin are not among what is installed without a desktop
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Writer/Content/Display">
<prop oor:name="Note" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""
FILTERS = {"docx": "MS Word 2007 XML", "odt": "writer8", "doc": "MS Word 97"}


class Office:
    """A LibreOffice of our own, with a profile of its own and without windows."""

    def __init__(self, folder):
        self.folder = Path(folder)
        pipe = f"gkdraft-{os.getpid()}-{self.folder.name}"
        profile = self.folder / "profile"
        settings = profile / "user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(SETTINGS, encoding="utf-8")
        command = [
            shutil.which("soffice") or "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            f"--accept=pipe,name={pipe};urp;",
        ]
        # a group of its own: soffice is a script, and what it starts must end as well
        self.process = subprocess.Popen(command, start_new_session=True)
        self.context = self._connect(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        self.desktop = self.create("com.sun.star.frame.Desktop")

    def _connect(self, address):
        local = uno.getComponentContext()
        name = "com.sun.star.bridge.UnoUrlResolver"
        resolver = local.ServiceManager.createInstanceWithContext(name, local)
        end = time.monotonic() + START_LIMIT
        while True:
            try:
                return resolver.resolve(address)
            except NoConnectException:
                if time.monotonic() > end or self.process.poll() is not None:
                    self.kill()
                    raise
                time.sleep(0.2)

    def create(self, name):
        """A service of this LibreOffice."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def open(self, path):
        """A document, opened without a window."""
        url = path if path.startswith("private:") else Path(path).as_uri()
        component = self.desktop.loadComponentFromURL(url, "_blank", 0, (named("Hidden", True),))
        if component is None:
            raise ValueError(f"LibreOffice does not open {path}")
        return Writer(self, component)

    def is_alive(self):
        """Whether it still answers."""
        try:
            return bool(self.desktop.ImplementationName)
        except UnoException:
            return False

    def kill(self):
        """Ends it at once, with all it started."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()


def named(name, value):
    """A named value, as UNO takes them."""
    return PropertyValue(name, 0, value, 0)


def save(component, path):
    """Saves a document in the format its name says."""
    name = FILTERS[Path(path).suffix[1:]]
    component.storeToURL(Path(path).as_uri(), (named("FilterName", name),))


def do_job(office, job):
    """Opens, edits, saves; by way of another format where the job asks for it."""
    # a copy: a LibreOffice that was killed leaves its lock beside what it had open
    source = shutil.copy(job["source"], tempfile.mkdtemp(dir=office.folder))
    writer = office.open(source)
    try:
        for op in job["ops"]:
            # an op may go on in a document of its own
            writer = perform(writer, op) or writer
        between = job["target"]
        if job.get("via"):
            between = str(Path(job["target"]).with_suffix("." + job["via"]))
        save(writer.component, between)
        if between != job["target"]:
            writer.close()
            writer = office.open(between)
            save(writer.component, job["target"])
    finally:
        writer.close()


class Jobs:
    """The jobs one after the other, whatever becomes of any of them."""

    def __init__(self, folder):
        self.folder = folder
        self.office = None

    def run(self, job):
        """The result of one job."""
        start = time.monotonic()
        error = ""
        watch = None
        try:
            office = self._have_office()
            watch = threading.Timer(job.get("limit", JOB_LIMIT), office.kill)
            watch.start()
            do_job(office, job)
        except Exception as problem:
            error = f"{type(problem).__name__}: {problem}"
        finally:
            if watch is not None:
                watch.cancel()
        return {"name": job["name"], "error": error, "seconds": time.monotonic() - start}

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

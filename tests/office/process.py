"""A LibreOffice of one's own, with a profile of its own and without windows."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.uno import Exception as UnoException

START_LIMIT = 90
FILTERS = {"docx": "MS Word 2007 XML", "odt": "writer8", "doc": "MS Word 97"}


class Office:
    """The process, and the documents it opens and saves."""

    def __init__(self, folder):
        self.folder = Path(folder)
        pipe = f"gkdraft-{os.getpid()}-{self.folder.name}"
        command = [
            shutil.which("soffice") or "soffice",
            f"-env:UserInstallation={(self.folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            f"--accept=pipe,name={pipe};urp;",
        ]
        with (self.folder / "log").open("wb") as log:
            # a group of its own: soffice is a script, and what it starts must end as well
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
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

    def open(self, url):
        """A document to be worked in: laid out in a view, which nobody sees."""
        component = self.desktop.loadComponentFromURL(url, "_blank", 0, (_name("Hidden", True),))
        if component is None:
            raise ValueError(f"LibreOffice does not open {url}")
        return component

    def load(self, path):
        """A document without a view."""
        component = self.create("com.sun.star.text.TextDocument")
        component.load((_name("URL", path.as_uri()), _name("FilterName", FILTERS[path.suffix[1:]])))
        return component

    def save(self, component, path):
        """Saves a document in the format its name says."""
        component.storeToURL(path.as_uri(), (_name("FilterName", FILTERS[path.suffix[1:]]),))

    def is_alive(self):
        """Whether it still answers."""
        try:
            return bool(self.desktop.ImplementationName)
        except UnoException:
            return False

    def kill(self):
        """Ends it at once, with all it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _name(name, value):
    return PropertyValue(name, 0, value, 0)

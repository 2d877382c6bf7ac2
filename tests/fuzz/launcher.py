"""Runs one command within limits and prints what it spent; started by measuring.

A process of its own, because the peak of a child counts what its parent held when it was born.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import time

ADDRESS_SPACE = 3 * 2**30
WAIT = 0.01


def limit_memory() -> None:
    """The machine survives what the program does not."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Arguments: seconds, then the command. Its stderr goes to this one's."""
    seconds, command = float(sys.argv[1]), sys.argv[2:]
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=limit_memory,
    )
    end, killed = time.monotonic() + seconds, False
    while True:
        process, status, usage = os.wait4(child.pid, os.WNOHANG)
        if process:
            break
        if not killed and time.monotonic() > end:
            os.killpg(child.pid, signal.SIGKILL)
            killed = True
        time.sleep(WAIT)
    print(
        json.dumps(
            {
                "code": os.waitstatus_to_exitcode(status),
                "cpu": usage.ru_utime + usage.ru_stime,
                "peak": usage.ru_maxrss / 1024,
                "killed": killed,
            }
        )
    )


if __name__ == "__main__":
    main()

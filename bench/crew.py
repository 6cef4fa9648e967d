"""The job processes of the product, as `hantong serve` starts them, to be killed and watched."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class JobProcesses:
    """One parent and the processes that do jobs."""

    def __init__(self) -> None:
        words = [sys.executable, "-m", "hantong.project.commands", "worker"]
        self._parent = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def at_work(self) -> list[int]:
        """Give the processes that do jobs now, waiting until there are some."""
        while self._parent.poll() is None:
            children = Path(f"/proc/{self._parent.pid}/task/{self._parent.pid}/children").read_text().split()
            if children:
                return [int(each) for each in children]
            time.sleep(0.1)
        raise SystemExit("the job processes have ended")

    def end(self) -> None:
        """Stop them."""
        self._parent.terminate()
        self._parent.wait(30)


@contextmanager
def job_processes() -> Iterator[JobProcesses]:
    """Run the job processes inside."""
    processes = JobProcesses()
    processes.at_work()
    try:
        yield processes
    finally:
        processes.end()

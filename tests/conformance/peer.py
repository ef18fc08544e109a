"""The ODK project's own engine, asked through Node."""

import json
import os
import select
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

HERE = Path(__file__).resolve().parent
LONGEST_S = 8
PACKAGES = HERE.parents[1] / "benchmarks" / "peers"


def why_absent() -> str:
    """Why the other engine can't be asked; "" if it can."""
    if shutil.which("node") is None:
        return "there is no Node"
    if not (PACKAGES / "node_modules" / "@getodk" / "xforms-engine").exists():
        return "the packages in benchmarks/peers are not installed (npm install)"
    return ""


class Peer:
    """A running engine; a request is a form and what is done with it, see `peer_engine.mjs`."""

    def __init__(self, zone: str = "Asia/Shanghai") -> None:
        self._zone = zone

    def __enter__(self) -> "Peer":
        self._start()
        return self

    def _start(self) -> None:
        self._process = subprocess.Popen(
            ["node", str(HERE / "peer_engine.mjs"), str(PACKAGES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "TZ": self._zone},
        )

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=20)
        self._process.stdout.close()

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """What it answers to one request; {"error": "hangs"} when it takes too long."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], LONGEST_S)[0]:
            self._process.kill()
            self._start()
            return {"error": "hangs"}
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

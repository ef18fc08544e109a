"""Does steps in forked processes with a fault in each: `python -m tests.faults.fault_server` under the shim.

Reads lines of JSON {"step", "folder", "at", "fault", "record"} and answers each with {"exit", "said", "calls"}.
A fork costs a few milliseconds, a new interpreter would cost half a second.
"""

import ctypes
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any


def _child(asked: dict[str, Any], answer: int) -> None:
    from tests.faults.fault_steps import run

    shim = ctypes.CDLL(None)

    def begin() -> None:
        if asked.get("record"):
            shim.shim_record(asked["record"].encode())
        shim.shim_begin(asked["folder"].encode(), ctypes.c_long(asked["at"]), asked["fault"].encode())

    def begun_already() -> None:
        pass

    code = 0
    try:
        if asked.get("record"):  # a record begins with the folder as it was copied
            begin()
        said = run(asked["step"], Path(asked["folder"]), begun_already if asked.get("record") else begin)
    except BaseException:
        said, code = traceback.format_exc(), 1
    calls = shim.shim_end()
    os.write(answer, json.dumps({"said": said, "calls": calls}).encode())
    os._exit(code)


def serve() -> None:
    """Until the input ends."""
    import tests.faults.fault_steps

    assert tests.faults.fault_steps
    for line in sys.stdin:
        read, write = os.pipe()
        child = os.fork()
        if not child:
            os.close(read)
            _child(json.loads(line), write)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            answer = json.loads(pipe.read() or b'{"said": "crash", "calls": null}')
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(json.dumps(answer | {"exit": status}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()

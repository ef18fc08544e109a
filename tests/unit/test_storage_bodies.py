"""Packing from several threads, one after the other, by one dictionary."""

import subprocess
import sys

STORY = """
import gc, orjson, sqlite3
from threading import Thread
from yihu.storage.bodies import Bodies

connection = sqlite3.connect(":memory:")
connection.execute("CREATE TABLE dictionary (id INTEGER PRIMARY KEY, data BLOB)")
texts = [orjson.dumps({"c": {f"household/question{n % 7}": f"answer {n}"}, "n": n, "v": str(n * 7919)}) for n in range(3000)]
bodies = Bodies()
bodies.learn(connection, texts)
number, packed = bodies.pack(texts[0])
assert number == 1
for _ in range(20):
    thread = Thread(target=bodies.pack_many, args=(texts[:50],))
    thread.start()
    thread.join()
    gc.collect()
    kept = [bytearray(200_000) for _ in range(50)]
    for text in texts[:100]:
        assert bodies.unpack(connection, *bodies.pack(text)) == text
print("all came back")
"""


def test_a_thread_that_packs_takes_nothing_from_another() -> None:
    """The dictionary prepared anew freed what the other thread's packer still used: the program died."""
    told = subprocess.run([sys.executable, "-c", STORY], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout.strip()) == (0, "all came back"), told.stderr

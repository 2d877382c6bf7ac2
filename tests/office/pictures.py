"""A picture of one colour, made here so that no file of unknown origin lies in the tests."""

import struct
import zlib

SIZE = 24


def _chunk(kind, data):
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def _draw():
    head = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
    line = b"\0" + b"\xc0\x20\x20" * SIZE
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(line * SIZE))
    return b"\x89PNG\r\n\x1a\n" + body + _chunk(b"IEND", b"")


PICTURE = _draw()

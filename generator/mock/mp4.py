"""A real MP4 file, written by hand: grey H.264 pictures of any size and number.

The first picture predicts every block from nothing, which gives grey; all others say that
nothing has changed. Players decode it, and it takes a few kilobytes.
"""

from __future__ import annotations

from functools import lru_cache
from struct import pack

BLOCK = 16
"""Side of a macroblock in pixels."""
GREY = "00100111"
"""One macroblock: Intra 16x16, predicted from the mean, without a residue."""


class _Bits:
    """Bits of a NAL unit, from the first to the last."""

    def __init__(self) -> None:
        self.text: list[str] = []

    def put(self, *bits: str) -> _Bits:
        self.text.extend(bits)
        return self

    def fixed(self, value: int, width: int) -> _Bits:
        return self.put(format(value, f"0{width}b"))

    def golomb(self, *values: int) -> _Bits:
        """Append unsigned Exp-Golomb codes."""
        for value in values:
            digits = format(value + 1, "b")
            self.put("0" * (len(digits) - 1), digits)
        return self

    def unit(self, header: int) -> bytes:
        """Return the NAL unit, closed and with its escapes."""
        text = "".join(self.text) + "1"
        text += "0" * (-len(text) % 8)
        raw = int(text, 2).to_bytes(len(text) // 8, "big")
        return bytes([header]) + _escaped(raw)


def _escaped(raw: bytes) -> bytes:
    out = bytearray()
    zeros = 0
    for byte in raw:
        if zeros >= 2 and byte <= 3:
            out.append(3)
            zeros = 0
        out.append(byte)
        zeros = zeros + 1 if byte == 0 else 0
    return bytes(out)


@lru_cache(maxsize=32)
def mp4(width: int, height: int, frames: int, fps: int = 24) -> bytes:
    """Return an MP4 file of *frames* grey pictures."""
    samples = [_sized(_key_frame(width, height))]
    samples += [_sized(_still(width, height, number)) for number in range(1, frames)]
    head = _box(b"ftyp", b"isom", pack(">I", 512), b"isomiso2avc1mp41")
    size = len(_moov(width, height, fps, samples, 0))
    moov = _moov(width, height, fps, samples, len(head) + size + 8)
    return head + moov + _box(b"mdat", *samples)


def _blocks(width: int, height: int) -> tuple[int, int]:
    return -(-width // BLOCK), -(-height // BLOCK)


def _parameters(width: int, height: int) -> tuple[bytes, bytes]:
    """Return the sequence and the picture parameter set (baseline profile, level 4.0)."""
    columns, rows = _blocks(width, height)
    sequence = _Bits().fixed(66, 8).fixed(0xC0, 8).fixed(40, 8).golomb(0, 0, 2, 1).put("0")
    sequence.golomb(columns - 1, rows - 1).put("1", "1")
    right, bottom = columns * BLOCK - width, rows * BLOCK - height
    if right or bottom:
        sequence.put("1").golomb(0, right // 2, 0, bottom // 2)
    else:
        sequence.put("0")
    sequence.put("0")
    picture = _Bits().golomb(0, 0).put("0", "0").golomb(0, 0, 0).put("0", "00")
    picture.golomb(0, 0, 0).put("1", "0", "0")
    return sequence.unit(0x67), picture.unit(0x68)


def _key_frame(width: int, height: int) -> bytes:
    columns, rows = _blocks(width, height)
    slice_ = _Bits().golomb(0, 7, 0).fixed(0, 4).golomb(0).put("0", "0").golomb(0, 1)
    return slice_.put(GREY * (columns * rows)).unit(0x65)


def _still(width: int, height: int, number: int) -> bytes:
    columns, rows = _blocks(width, height)
    slice_ = _Bits().golomb(0, 5, 0).fixed(number % 16, 4).put("0", "0", "0").golomb(0, 1)
    return slice_.golomb(columns * rows).unit(0x41)


def _sized(unit: bytes) -> bytes:
    return pack(">I", len(unit)) + unit


def _box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return pack(">I", len(body) + 8) + name + body


def _full(name: bytes, flags: int, *parts: bytes) -> bytes:
    return _box(name, pack(">I", flags), *parts)


_MATRIX = pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def _moov(width: int, height: int, fps: int, samples: list[bytes], offset: int) -> bytes:
    length = len(samples)
    movie = _full(
        b"mvhd",
        0,
        pack(">IIIIIH10x", 0, 0, fps, length, 0x10000, 0x100),
        _MATRIX,
        bytes(24),
        pack(">I", 2),
    )
    track = _full(
        b"tkhd",
        7,
        pack(">IIIII8xHHHH", 0, 0, 1, 0, length, 0, 0, 0, 0),
        _MATRIX,
        pack(">II", width << 16, height << 16),
    )
    media = _box(
        b"mdia",
        _full(b"mdhd", 0, pack(">IIIIHH", 0, 0, fps, length, 0x55C4, 0)),
        _full(b"hdlr", 0, bytes(4), b"vide", bytes(12), b"Video\0"),
        _box(
            b"minf",
            _full(b"vmhd", 1, bytes(8)),
            _box(b"dinf", _full(b"dref", 0, pack(">I", 1), _full(b"url ", 1))),
            _table(width, height, samples, offset),
        ),
    )
    return _box(b"moov", movie, _box(b"trak", track, media))


def _table(width: int, height: int, samples: list[bytes], offset: int) -> bytes:
    """Return the sample table: how pictures are coded, how long they last and where they lie."""
    sequence, picture = _parameters(width, height)
    config = _box(
        b"avcC",
        bytes([1, *sequence[1:4], 0xFF, 0xE1]),
        pack(">H", len(sequence)),
        sequence,
        b"\x01",
        pack(">H", len(picture)),
        picture,
    )
    entry = _box(
        b"avc1",
        pack(">6xH16xHHIIIH", 1, width, height, 0x480000, 0x480000, 0, 1),
        bytes(32),
        pack(">Hh", 24, -1),
        config,
    )
    sizes = pack(f">{len(samples)}I", *(len(sample) for sample in samples))
    return _box(
        b"stbl",
        _full(b"stsd", 0, pack(">I", 1), entry),
        _full(b"stts", 0, pack(">III", 1, len(samples), 1)),
        _full(b"stss", 0, pack(">II", 1, 1)),
        _full(b"stsc", 0, pack(">IIII", 1, 1, len(samples), 1)),
        _full(b"stsz", 0, pack(">II", 0, len(samples)), sizes),
        _full(b"stco", 0, pack(">II", 1, offset)),
    )

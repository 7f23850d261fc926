"""What may be given for a file: an address as text, or the file itself."""

from __future__ import annotations

import os
from typing import BinaryIO

FileInput = str | os.PathLike[str] | bytes | bytearray | BinaryIO
"""A text is what the provider documents (an address, an id, a data URI); all else is a file that is
uploaded, or put into the request, before the request is sent."""

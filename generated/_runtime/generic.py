# Copied by `specloom generate` from generator/runtime/generic.py.
"""`typing.Generic` for type checkers, and a stand-in at run time: importing typing takes long."""

from __future__ import annotations

__all__ = ["Generic"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Generic
else:

    class Generic:
        """A base class that does nothing."""

        def __class_getitem__(cls, item: object) -> type:
            """Let `Generic[P, R]` and its subclasses be subscribed to."""
            return cls

"""Marks a method that takes the place of one of Qt's, at no cost to the first paint."""

from typing import TYPE_CHECKING

__all__ = ["override"]

if TYPE_CHECKING:
    from typing_extensions import override  # the type checker then looks that there is such a method
else:

    def override(method):
        """The mark that the type checker reads. typing_extensions, which has it too, takes 4 ms of a start to load."""
        return method

"""The public function's answers as pages, in the reader's language."""

from .api_pages import Pages
from .posted import gather

__all__ = ["Pages", "gather"]

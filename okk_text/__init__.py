"""okk_text: quality checks for sales correspondence."""

__version__ = "0.1.0"

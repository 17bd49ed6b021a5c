"""The store's room: open it with `open_store`."""

from okk_text.store.store import Store, open_store

__all__ = ["Store", "open_store"]

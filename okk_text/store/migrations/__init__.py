"""How a store of any earlier version becomes one of today; run by `okk_text.store.versions`."""

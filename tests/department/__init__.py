"""A made-up quarter of a sales department: exports as real programs write them, and what is true in them."""

"""Script improvement: what was said at each moment of a sale, what followed, what the script lacks."""

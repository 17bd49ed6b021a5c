"""What the commands do, from paths and settings to a written result."""

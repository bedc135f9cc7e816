"""The frame of a phone's screen that shows a moment, out of an archive."""

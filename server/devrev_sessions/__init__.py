"""What happened in a DevRev session recording, told to an AI assistant."""

__version__ = "0.1.0"

"""What happened in a DevRev session recording, told to an AI assistant."""

__version__ = "0.1.0"

HOME_PAGE = "https://github.com/no--owner-yet/devrev-sessions-mcp"
"""Where a person reads about the server; the owner is written here with the first release."""

"""DevRev: its operations, its answers as our types, and all that is known of HTTP."""

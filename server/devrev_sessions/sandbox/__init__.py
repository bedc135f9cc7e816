"""An embedded DevRev: the same operations over real HTTP, on sample sessions."""

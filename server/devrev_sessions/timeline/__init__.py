"""What happened: one grammar of events for mobile and web."""

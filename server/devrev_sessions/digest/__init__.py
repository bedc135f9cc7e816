"""What matters: incidents with what came before and after, screens, repetition, idle time."""

"""Serving many clients over HTTP: who may call, what is checked before, and a gentle end."""

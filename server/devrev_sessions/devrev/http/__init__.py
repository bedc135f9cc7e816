"""One call to DevRev over HTTP; the only place that knows httpx."""

"""MCP: tools, prompts, results, and errors told to the model."""

# The server over HTTP, for a team. Over stdio, as an assistant starts it: docker run --rm -i -e DEVREV_API_KEY IMAGE serve

# The Python on which every check runs.
FROM python:3.11-slim-trixie AS build
RUN ["pip", "install", "--no-cache-dir", "--root-user-action=ignore", "uv==0.13.9"]
# Bytecode is made here, since the image is meant to run with a read-only root.
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_NO_CACHE=1 \
    UV_PYTHON_DOWNLOADS=never
WORKDIR /app
# What it needs comes first: these change seldom, so that a rebuild takes them from its cache.
COPY pyproject.toml uv.lock ./
RUN ["uv", "sync", "--locked", "--no-dev", "--all-extras", "--no-install-project"]
COPY README.md LICENSE ./
COPY prompts prompts
COPY server server
RUN ["uv", "sync", "--locked", "--no-dev", "--all-extras", "--no-editable"]

FROM python:3.11-slim-trixie
LABEL org.opencontainers.image.title="devrev-sessions-mcp" \
      org.opencontainers.image.description="Tells an AI assistant what happened in a DevRev session recording." \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.source="https://github.com/no--owner-yet/devrev-sessions-mcp" \
      io.modelcontextprotocol.server.name="io.github.no--owner-yet/devrev-sessions-mcp"
COPY --from=build /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1
# A number, so that Kubernetes can see for itself that it is not root.
USER 65532:65532
EXPOSE 8000
# Past any proxy: the variables that name one are for DevRev.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["python", "-c", "from urllib.request import ProxyHandler, build_opener; build_opener(ProxyHandler({})).open('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["devrev-sessions-mcp"]
CMD ["serve", "--http", "--host", "0.0.0.0", "--port", "8000"]

"""Fixture tools that answer at once: one for each kind of content, an error, and schemas a server must not touch."""

import base64
import io
import wave
from typing import Any, Final

from beside import Context, FixtureTool
from mcp_types import (
    AudioContent,
    CallToolRequestParams,
    CallToolResult,
    ContentBlock,
    EmbeddedResource,
    ImageContent,
    TextContent,
    TextResourceContents,
)
from PIL import Image


def a_picture() -> str:
    """A PNG of one pixel, in base64."""
    written = io.BytesIO()
    Image.new("RGB", (1, 1), "red").save(written, "PNG")
    return base64.b64encode(written.getvalue()).decode("ascii")


def _a_sound() -> str:
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8_000)
        sound.writeframes(bytes([128] * 80))
    return base64.b64encode(written.getvalue()).decode("ascii")


def text(words: str) -> TextContent:
    """A block of text."""
    return TextContent(type="text", text=words)


def image() -> ImageContent:
    """A block with a picture."""
    return ImageContent(type="image", data=a_picture(), mime_type="image/png")


def resource(uri: str, mime_type: str, words: str) -> EmbeddedResource:
    """A block with a resource in it."""
    return EmbeddedResource(type="resource", resource=TextResourceContents(uri=uri, mime_type=mime_type, text=words))


def said(words: str) -> CallToolResult:
    """A result of one text."""
    return CallToolResult(content=[text(words)])


def _always(
    name: str, *content: ContentBlock, is_error: bool = False, schema: dict[str, Any] | None = None
) -> FixtureTool:
    """A tool that has one answer."""

    async def answer(_: Context, __: CallToolRequestParams) -> CallToolResult:
        return CallToolResult(content=[*content], is_error=is_error)

    return FixtureTool(name, answer, schema or {"type": "object"})


_RICH_SCHEMA: Final[dict[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "$defs": {
        "address": {
            "$anchor": "addressDef",
            "type": "object",
            "properties": {"street": {"type": "string"}, "city": {"type": "string"}},
        }
    },
    "properties": {
        "name": {"type": "string"},
        "address": {"$ref": "#/$defs/address"},
        "contactMethod": {"type": "string", "enum": ["phone", "email"]},
        "phone": {"type": "string"},
        "email": {"type": "string"},
    },
    "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
    "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
    "then": {"required": ["phone"]},
    "else": {"required": ["email"]},
    "additionalProperties": False,
}
"""Every keyword that the suite looks for again in the listing."""
_HEADER_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"region": {"type": "string", "x-mcp-header": "Region"}},
}
"""An argument that a client repeats in a header of its own."""

PLAIN_TOOLS: Final = (
    _always("test_simple_text", text("This is a simple text response for testing.")),
    _always("test_image_content", image()),
    _always("test_audio_content", AudioContent(type="audio", data=_a_sound(), mime_type="audio/wav")),
    _always("test_embedded_resource", resource("test://embedded-resource", "text/plain", "An embedded resource.")),
    _always(
        "test_multiple_content_types",
        text("Multiple content types test:"),
        image(),
        resource("test://mixed-content-resource", "application/json", '{"test":"data","value":123}'),
    ),
    _always("test_error_handling", text("This tool intentionally returns an error for testing"), is_error=True),
    _always("json_schema_2020_12_tool", text("Listed, not called."), schema=_RICH_SCHEMA),
    _always("test_header_argument", text("Header and body agreed."), schema=_HEADER_SCHEMA),
)

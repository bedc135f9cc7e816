"""DevRev's words for a request that it does not accept."""

from typing import Final

OF_A_REQUEST: Final = (
    "artifact_already_attached_to_a_parent",
    "bad_request",
    "customization_validation_error",
    "group_hierarchy_circular_dependency",
    "group_hierarchy_depth_exceeded",
    "group_hierarchy_invalid_parent",
    "invalid_api_version",
    "invalid_content_type",
    "invalid_enum_value",
    "invalid_field",
    "invalid_id",
    "merge_works_error",
    "missing_dependency",
    "missing_required_field",
    "parse_error",
    "stale_schema_fragments",
    "unexpected_id_type",
    "unexpected_json_type",
    "value_not_permitted",
    "workflow_component_validation_errors",
)
"""Every type of a 400 that it documents."""

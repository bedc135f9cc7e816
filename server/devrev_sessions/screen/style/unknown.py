"""What stands in for style sheets that nobody wrote down: classes that mean the same wherever they are used."""

from typing import Final

_ALWAYS: Final = """
.hidden, .d-none, .is-hidden { display: none }
.invisible { visibility: hidden }
.opacity-0 { opacity: 0 }
.sr-only, .visually-hidden, .screen-reader-text, .cdk-visually-hidden { clip-path: inset(50%) }
.modal.fade:not(.show, .in), .collapse:not(.show, .in), .dropdown-menu:not(.show, .open > *),
.tab-content > .tab-pane:not(.active), .offcanvas:not(.show, .showing), .toast:has(> .toast-body):not(.show, .showing),
.invalid-feedback { display: none }
.was-validated :invalid ~ .invalid-feedback, .is-invalid ~ .invalid-feedback { display: block }
"""
_BOOTSTRAP: Final = {"sm": 576, "md": 768, "lg": 992, "xl": 1200, "xxl": 1400}
_TAILWIND: Final = {"sm": 640, "md": 768, "lg": 1024, "xl": 1280, "2xl": 1536}
"""From which width in pixels on a class holds that has the name in it."""
_SHOWN: Final = ("block", "flex", "inline", "inline-block", "grid", "inline-flex")


def _from_widths() -> str:
    rules: list[str] = []
    for name, width in _BOOTSTRAP.items():
        shown = ", ".join(f".d-{name}-{how}" for how in _SHOWN)
        within = (
            f".d-{name}-none {{ display: none }} {shown}, .navbar-expand-{name} .navbar-collapse {{ display: block }}"
        )
        rules.append(f"@media (min-width: {width}px) {{ {within} }}")
    for name, width in _TAILWIND.items():
        escaped = f"\\3{name[0]} {name[1:]}" if name[0].isdigit() else name
        shown = ", ".join(f".{escaped}\\:{how}" for how in _SHOWN)
        rules.append(
            f"@media (min-width: {width}px) {{ .{escaped}\\:hidden {{ display: none }} {shown} {{ display: block }} }}"
        )
    return " ".join(rules)


COMMON_SHEETS: Final = _ALWAYS + _from_widths()
"""After the sheets of Bootstrap 3 to 5, Tailwind, Bulma, WordPress and Angular's CDK. Any rule of the page's own
comes later and holds instead."""
ONLY_FONTS: Final = ("fonts.googleapis.com", "fonts.gstatic.com", "use.typekit.net", "fonts.bunny.net")
"""Hosts of style sheets that hide nothing."""

"""What stands in for style sheets that nobody wrote down: classes that mean the same wherever they are used."""

from typing import Final

COMMON_SHEETS: Final = """
.hidden, .d-none, .is-hidden { display: none }
.invisible { visibility: hidden }
.sr-only, .visually-hidden, .screen-reader-text, .cdk-visually-hidden { clip-path: inset(50%) }
.modal.fade:not(.show, .in), .collapse:not(.show, .in), .dropdown-menu:not(.show, .open > *),
.tab-content > .tab-pane:not(.active), .offcanvas:not(.show, .showing), .toast.hide { display: none }
.navbar-collapse.collapse { display: block }
form:not(.was-validated) :not(.is-invalid) ~ .invalid-feedback { display: none }
"""
"""After the sheets of Bootstrap 3 to 5, Tailwind, Bulma, WordPress and Angular's CDK. Any rule of the page's own
comes later and holds instead."""
ONLY_FONTS: Final = ("fonts.googleapis.com", "fonts.gstatic.com", "use.typekit.net", "fonts.bunny.net")
"""Hosts of style sheets that hide nothing."""

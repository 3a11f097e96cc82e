"""The page on which the API can be read and tried, without a script or a style of its own in the page."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularSwaggerSplitView


# Its arrows and locks are pictures inside its style sheet.
@method_decorator(csp_update({"img-src": [SELF, "data:"]}), name="dispatch")
class Docs(SpectacularSwaggerSplitView):
    template_name = "services/api_docs.html"

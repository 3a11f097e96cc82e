"""Every address. Each app lists its own pages; what is exact for other programs stands in the contract tests."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView

from services.api import docs, errors
from services.views import health

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("followups.urls")),
    path("", include("services.urls")),
    path("", include("programs.urls")),
    path("", include("referrals.urls")),
    path("", include("partners.urls")),
    path("reports/", include("reports.urls")),
    path("accounts/", include("services.account_urls")),
    path("api/v1/", include("services.api_urls")),
    path("api/v1/", include("programs.api_urls")),
    path("api/v1/", include("referrals.api_urls")),
    path("api/v1/", include("followups.api_urls")),
    path("api/v1/", include("partners.api_urls")),
    path("api/v1/", include("reports.api_urls")),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/v1/docs/", docs.Docs.as_view(url_name="schema"), name="docs"),
    re_path(r"^api/v1(/.*)?$", errors.unknown_address),
]

handler404 = "services.api.errors.not_found"
handler500 = "services.api.errors.failed"

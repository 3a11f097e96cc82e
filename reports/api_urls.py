from django.urls import path

from reports.api.reports import Report

urlpatterns = [path("reports/<slug:name>/", Report.as_view(), name="api_report")]

from django.urls import path

from reports.views import attendance, reports, retention

app_name = "reports"
urlpatterns = [
    path("", reports.report_list, name="report_list"),
    path("retention/", retention.retention, name="retention"),
    path("retention/men/", retention.retention_people, name="retention_people"),
    path("attendance/", attendance.attendance, name="attendance"),
    path("unrecorded/", attendance.unrecorded, name="unrecorded"),
]

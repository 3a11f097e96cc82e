from django.urls import path

from reports.views import attendance, exits, people, reports, retention

app_name = "reports"
urlpatterns = [
    path("", reports.report_list, name="report_list"),
    path("retention/", retention.retention, name="retention"),
    path("retention/men/", people.retention_people, name="retention_people"),
    path("exits/", exits.exits, name="exits"),
    path("exits/men/", people.exits_people, name="exits_people"),
    path("attendance/", attendance.attendance, name="attendance"),
    path("unrecorded/", attendance.unrecorded, name="unrecorded"),
]

"""A bare Django of its own, for what no request shows: how long it takes to come up, and the memory it holds."""

from __future__ import annotations

import os
import secrets

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.urls import path

ROWS = """<!doctype html><title>Men</title><table>{% for man in men %}
<tr><td>{{ man.1 }}<td>{{ man.2 }} {{ man.3 }}<td>{{ man.4 }}{% endfor %}</table>"""
MEN = """
    select id, reference, first_name, last_name, date_of_birth from services_client
    order by service_id, find_last, find_first, id limit 20
"""

settings.configure(
    SECRET_KEY=secrets.token_hex(),
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": os.environ["BARE_HOST"],
            "NAME": os.environ["BARE_NAME"],
            "USER": os.environ["BARE_USER"],
            "CONN_MAX_AGE": 60,
        }
    },
    USE_TZ=True,
)


def men(request):
    with connection.cursor() as cursor:
        cursor.execute(MEN)
        return HttpResponse(engines["django"].from_string(ROWS).render({"men": cursor.fetchall()}, request))


urlpatterns = [path("clients/", men)]
application = get_wsgi_application()

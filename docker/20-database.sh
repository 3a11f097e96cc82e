#!/bin/sh
# Runs once, after 10-roles.sql, when the data folder is new: passwords for the roles, and the database.
set -eu
psql --set ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\getenv owner OWNER_PASSWORD
\getenv app APP_PASSWORD
\getenv worker WORKER_PASSWORD
\getenv reports REPORTS_PASSWORD
\getenv maintenance MAINTENANCE_PASSWORD
ALTER ROLE alongside_owner PASSWORD :'owner';
ALTER ROLE alongside_app PASSWORD :'app';
ALTER ROLE alongside_worker PASSWORD :'worker';
ALTER ROLE alongside_reports PASSWORD :'reports';
ALTER ROLE alongside_maintenance PASSWORD :'maintenance';
CREATE DATABASE alongside OWNER alongside_owner;
SQL

-- The five names Alongside logs in by. A superuser runs this once per server; again changes nothing.
-- Nobody here is a superuser, and only the owner may become another: a web page that was
-- taken over must not be able to lift the wall between services.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY[
    'alongside_owner', 'alongside_app', 'alongside_worker', 'alongside_reports', 'alongside_maintenance'
  ] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I', wanted);
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION', wanted);
  END LOOP;
END
$$;

-- Owns the tables and migrates; makes the test databases.
ALTER ROLE alongside_owner CREATEDB;
-- Backup and restore see every row, or a backup would be silently empty. It never serves a page.
ALTER ROLE alongside_maintenance BYPASSRLS;
-- Reads what it was granted, and says so itself.
ALTER ROLE alongside_reports SET default_transaction_read_only = on;

GRANT alongside_app, alongside_worker, alongside_reports, alongside_maintenance TO alongside_owner;

#!/bin/sh
# The role that serves requests. It owns nothing, so row-level security holds for it.
set -e
psql -v ON_ERROR_STOP=1 -v password="$ROLE_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
CREATE ROLE budget_app LOGIN PASSWORD :'password';
SQL

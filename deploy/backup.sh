#!/bin/sh
# Backs up the database and the folder of documents and keys into a folder of the day; the newest 14 stay.
# `backup.sh FOLDER` makes one. `backup.sh FOLDER --drill` restores the newest into a database of its own and counts.
set -eu
: "${BUDGET_DATABASE_OWNER_URL:?}" "${BUDGET_APP_HOME:?}"
url=$(printf %s "$BUDGET_DATABASE_OWNER_URL" | sed 's/+psycopg//')
folder=$1
count="SELECT (SELECT count(*) FROM budget.users), (SELECT count(*) FROM budget.transactions), (SELECT coalesce(sum(amount_minor), 0) FROM budget.transactions)"
if [ "${2:-}" = --drill ]; then
    newest=$(ls -d "$folder"/*/ | tail -1)
    psql -q -d "$url" -c "DROP DATABASE IF EXISTS budget_drill" -c "CREATE DATABASE budget_drill TEMPLATE template0"
    drill=$(printf %s "$url" | sed -E 's#^([^/]*//[^/]*/)[^?]*#\1budget_drill#')
    pg_restore --no-owner --no-privileges --exit-on-error -d "$drill" "${newest}budget.dump"
    restored=$(psql -At -d "$drill" -c "$count")
    psql -q -d "$url" -c "DROP DATABASE budget_drill"
    [ "$restored" = "$(cat "${newest}counts")" ] || { echo "The restored database differs: $restored"; exit 1; }
    tar -tzf "${newest}home.tar.gz" > /dev/null
    echo "The backup $newest was restored: $restored (households|transactions|sum)"
    exit 0
fi
new="$folder/$(date -u +%Y-%m-%dT%H%M%S)"
umask 077
mkdir -p "$new"
# Both count and dump see the same moment: nothing that is counted here is missing there unless somebody wrote between.
pg_dump -Fc -f "$new/budget.dump" "$url"
psql -At -d "$url" -c "$count" > "$new/counts"
tar -czf "$new/home.tar.gz" -C "$BUDGET_APP_HOME" --exclude ./metrics .
ls -d "$folder"/*/ | head -n -14 | xargs -r rm -r
echo "$new"

#!/bin/sh
# The figures of the event store as one table, each beside its goal: bulk and single inserts over gRPC, decisions alone,
# searches over many events, and Mentat's way of storing and deciding on a PostgreSQL with the same settings.
#
#   bench/events.sh [EVENTS_TO_FILL] [HTTP_PORT GRPC_PORT]     needs psql (Debian: postgresql-client), curl and awk
#
# EVENTS_TO_FILL (default 10,000,000) are there when the searches run; they need about 2 KB of disk each.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
fill=${1:-10000000}
http=${2:-28080}
grpc=${3:-29000}
export TAPLINE_EVENTSTORE_RETENTION_MAX_EVENTS=0 # by default the oldest beyond a million leave
. "$root/bench/serve.sh"
figures=$(mktemp)
trap 'finish; rm -f "$figures" "$figures.now"' EXIT

run() {
  "$root/bench/run" "$@" >"$figures.now"
  cat "$figures.now"
  cat "$figures.now" >>"$figures"
}
ask() { # of the database of the server that was started
  PGPASSWORD=$(cat "$work/data/postgres.password") psql -qX "$@" \
    "postgresql://tapline@127.0.0.1:$(sed -n 4p "$work/data/postgres/postmaster.pid")/postgres"
}

run EventLoadMain "localhost:$grpc" 200000 30000 0
echo "filling in $fill events"
ask -v events="$fill" -f "$root/bench/fill-events.sql"
run EventLoadMain "localhost:$grpc" 0 0 2000
finish # the others have a PostgreSQL of their own
trap 'rm -f "$figures" "$figures.now"' EXIT
run EventFiguresMain 200000
run MentatFiguresMain 20000

# The figure stands before its unit: "= 12,345 events/s", ", 12,345/s", "p99 1.2 ms".
figure() { # PATTERN of the line, PATTERN of what stands before the figure
  sed -n "/$1/s/.*$2\\([0-9.,]*\\).*/\\1/p" "$figures" | tail -n 1 | tr -d ,
}
bulk=$(figure '^bulk inserts' ' s, ')
single=$(figure '^single inserts' ' s, ')
search=$(figure '^searches' 'p99 ')
stored=$(figure '^inserted with decision' 'events in [0-9.]* s = ')
alone=$(figure '^decided alone' 'events in [0-9.]* s = ')
mentat_each=$(figure '^Mentat.*one by one' 'events in [0-9.]* s = ')
mentat_bulk=$(figure '^Mentat.*bulks' 'events in [0-9.]* s = ')
awk -v bulk="$bulk" -v single="$single" -v search="$search" -v stored="$stored" -v alone="$alone" -v fill="$fill" \
  -v each="$mentat_each" -v bulks="$mentat_bulk" '
  function line(what, figure, unit, goal, met) {
    printf "%-68s %8s %-8s %8s  %s\n", what, figure, unit, goal, goal == "" ? "" : met ? "met" : "missed"
  }
  function ratio(how, figure) {
    line("the same, times Mentat\047s way " how " (1 caller, " figure " events/s)", sprintf("%.1f", stored / figure),
      "", 10, stored / figure >= 10)
  }
  BEGIN {
    printf "\n%-68s %8s %-8s %8s\n", "", "figure", "", "goal"
    line("bulk inserts with decision, over gRPC, 4 callers of 500", bulk, "events/s", 20000, bulk >= 20000)
    line("single inserts with decision, over gRPC, 32 callers", single, "events/s", 3000, single >= 3000)
    line("decisions alone, 2 callers of 1,000", alone, "events/s", 50000, alone >= 50000)
    line("search for an address on a day, " fill " events, p99", search, "ms", 20, search <= 20)
    line("bulk inserts with decision without gRPC, 2 callers of 1,000", stored, "events/s", "")
    ratio("one by one", each)
    ratio("in bulks of 500", bulks)
  }'

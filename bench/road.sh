#!/bin/sh
# The whole road beside its peer: a capture file into a running Tapline with default settings and a new data folder, and
# into nfpcapd, in turn. Prints wall and CPU seconds (PostgreSQL included), their ratios and the memory, then the time of
# a known file and the CPU at rest.
#
#   bench/road.sh CAPTURE [ROUNDS] [HTTP_PORT GRPC_PORT]     needs nfpcapd (Debian: nfdump), curl and awk
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
capture=$(readlink -f "$1")
rounds=${2:-3}
http=${3:-28080}
grpc=${4:-29000}
. "$root/bench/serve.sh"

for round in $(seq "$rounds"); do
  cpu_before=$(cpu)
  began=$(now)
  "$root/tapline" import --again --source "road$round" "$capture" >"$work/import" 2>&1
  wall=$(sum "$(now) - $began")
  used=$(sum "$(cpu) - $cpu_before")
  [ "$round" -gt 1 ] || head -n 1 "$work/import"
  rm -rf "$work/nfdump" && mkdir "$work/nfdump"
  peer=$(bash -c 'TIMEFORMAT="%R %U %S"; time nfpcapd -r "$0" -w "$1" -t 300 >/dev/null 2>&1' "$capture" "$work/nfdump" 2>&1)
  echo "$peer" | awk -v round="$round" -v wall="$wall" -v used="$used" -v memory="$(memory)" '{
    printf "round %d: tapline %.2f s, CPU %.2f s; nfpcapd %.2f s, CPU %.2f s; ", round, wall, used, $1, $2 + $3
    printf "ratio %.2f, CPU %.2f; %d MB\n", wall / $1, used / ($2 + $3), memory }'
done
began=$(now)
"$root/tapline" import "$capture" >/dev/null 2>&1 || true
echo "a known file: $(sum "$(now) - $began") s"
cpu_before=$(cpu)
sleep 60
echo "CPU in the minute after it: $(sum "$(cpu) - $cpu_before") s"

#!/bin/sh
# The whole road of flow records beside its peer: NetFlow 9 by UDP on loopback into a running Tapline with default settings
# and a new data folder, then into nfcapd. Prints what was lost, when all could be searched, CPU of all processes and memory.
#
#   bench/road-udp.sh CONNECTIONS RECORDS_PER_SECOND [HTTP_PORT GRPC_PORT]     needs nfcapd (Debian: nfdump), curl and awk
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
connections=$1
rate=$2
http=${3:-28080}
grpc=${4:-29000}
. "$root/bench/serve.sh"

searchable() {
  "$root/tapline" search --from 2000-01-01 --to 2100-01-01 --count --format json 2>/dev/null |
    sed -n 's/.*"connections":"*\([0-9]*\).*/\1/p'
}

"$root/tapline" capture add road --udp 29995 --as netflow >/dev/null
cpu_before=$(cpu)
"$root/bench/run" ExportLoadMain 127.0.0.1:29995 "$connections" "$rate"
sent=$(now)
found=0
same=0
while [ "$found" -lt "$connections" ] && [ "$same" -lt 20 ]; do
  before=$found
  found=$(searchable)
  found=${found:-0}
  if [ "$found" -gt "$before" ]; then same=0 seen=$(now); else same=$((same + 1)) && sleep 0.5; fi
done
echo "tapline: $found of $connections connections searchable $(sum "${seen:-$(now)} - $sent") s after the last record;" \
  "CPU $(sum "$(cpu) - $cpu_before") s; $(memory) MB"
"$root/tapline" capture stats road 2>/dev/null || "$root/tapline" capture stats

mkdir "$work/nfdump"
nfcapd -w "$work/nfdump" -p 29996 -b 127.0.0.1 -B 33554432 -t 3600 >/dev/null 2>&1 &
peer=$!
sleep 1
"$root/bench/run" ExportLoadMain 127.0.0.1:29996 "$connections" "$rate"
sleep 1
echo "nfcapd: CPU $(sed 's/.*) //' "/proc/$peer/stat" | awk '{ printf "%.2f", ($12 + $13) / 100 }') s"
kill -TERM "$peer"
wait "$peer" || true
nfdump -R "$work/nfdump" -I 2>/dev/null | grep -E '^Flows:|Sequence'

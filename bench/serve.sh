# Sourced by the road scripts: a Tapline with default settings and a new data folder, and what it uses. Needs $root, $http
# and $grpc; sets $work, a folder that goes at the end.
export TAPLINE_SERVER="localhost:$grpc"
work=$(mktemp -d)
"$root/tapline" version >/dev/null # builds where that is needed

setsid "$root/tapline" up --data "$work/data" --http-port "$http" --grpc-port "$grpc" >"$work/up.log" 2>&1 &
server=$!
finish() {
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
for _ in $(seq 240); do
  curl -fs "localhost:$http/q/health/ready" >/dev/null 2>&1 && break
  sleep 0.25
done

processes() { ps -eo pid=,sid= | awk -v session="$server" '$2 == session { print $1 }'; }
cpu() { # seconds of the server's session, ended children included
  for process in $(processes); do
    sed 's/.*) //' "/proc/$process/stat" 2>/dev/null || true
  done | awk '{ ticks += $12 + $13 + $14 + $15 } END { printf "%.2f", ticks / 100 }'
}
memory() { # MB, proportional set size
  for process in $(processes); do
    awk '/^Pss:/ { print $2 }' "/proc/$process/smaps_rollup" 2>/dev/null || true
  done | awk '{ kilobytes += $1 } END { printf "%d", kilobytes / 1024 }'
}
now() { date +%s.%N; }
sum() { awk "BEGIN { printf \"%.2f\", $1 }"; }

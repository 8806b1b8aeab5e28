#!/usr/bin/env bash
# The same capture through Tapline's decode and assemble, nfpcapd and softflowd, in turn, five times.
# usage: side-by-side.sh CAPTURE [ROUNDS]
# Prints user+sys seconds of each run and, at the end, medians, packets per CPU-second and ratios.
set -euo pipefail
capture=$(realpath "${1:?usage: side-by-side.sh CAPTURE [ROUNDS]}")
rounds=${2:-5}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
frames=$("$here/run" AssembleMain "$capture" | awk '/^frames/ { print $2 }')
echo "$frames frames, $(stat -c %s "$capture") bytes, $(nproc) cores"

cpu() { # cpu NAME COMMAND...: appends user+sys seconds to NAME
  local name=$1
  shift
  local TIMEFORMAT='%U %S'
  { time "$@" >"$work/out" 2>&1; } 2>&1 | awk -v name="$name" '{ printf "%s %.2f\n", name, $1 + $2 }' | tee -a "$work/runs"
}
for _ in $(seq "$rounds"); do
  cpu tapline "$here/run" AssembleMain "$capture"
  rm -rf "$work/nf" && mkdir "$work/nf"
  command -v nfpcapd >/dev/null && cpu nfpcapd nfpcapd -r "$capture" -w "$work/nf" -t 86400
  command -v softflowd >/dev/null && cpu softflowd softflowd -d -r "$capture" -n 127.0.0.1:9
done
for name in tapline nfpcapd softflowd; do
  awk -v n="$name" '$1 == n { print $2 }' "$work/runs" | sort -n | awk -v n="$name" -v f="$frames" '
    { v[NR] = $1 } END { if (NR) { m = v[int((NR + 1) / 2)]; printf "%s median %.2f CPU-seconds, %.2f M packets per CPU-second\n", n, m, f / m / 1e6 } }'
done

#!/usr/bin/env bash
# Makes the demo sample: real programs talk to each other in network namespaces of their own, and tcpdump listens on
# the bridge between them. Nothing leaves the namespaces. Addresses and names are those reserved for documentation
# (RFC 5737, RFC 3849, RFC 2606).
#
# Needs root and: iproute2 tcpdump wireshark-common (editcap) ethtool python3 curl openssl dnsmasq bind9-dnsutils openssh nmap
# usage: make-demo.sh OUT.pcapng
set -euo pipefail
out=$(realpath "${1:?usage: make-demo.sh OUT.pcapng}")
work=$(mktemp -d /tmp/demo.XXXXXX)
run=demo$$
pids=()

cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for host in switch laptop tablet scanner web dns; do ip netns del "$run-$host" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT

on() { # on HOST COMMAND...: runs a command as that host
  local host=$1
  shift
  ip netns exec "$run-$host" "$@"
}
serve() { # serve HOST COMMAND...: the same, in the background until the end
  local host=$1
  shift
  ip netns exec "$run-$host" "$@" >>"$work/serve.log" 2>&1 &
  pids+=($!)
}

# One switch, five hosts.
ip netns add "$run-switch"
on switch ip link add lan type bridge forward_delay 0
on switch ip link set lan up
add_host() { # add_host NAME V4 V6
  ip netns add "$run-$1"
  ip link add "d$$" netns "$run-switch" type veth peer name eth0 netns "$run-$1"
  on switch ip link set "d$$" name "to-$1"
  on switch ip link set "to-$1" master lan up
  on "$1" ip link set lo up
  on "$1" ip link set eth0 up
  on "$1" ip address add "$2/24" dev eth0
  on "$1" ip -6 address add "$3/64" dev eth0 nodad
  # Frames as a wire would carry them: checksums filled in, no segments larger than the MTU.
  on "$1" ethtool -K eth0 tx off rx off tso off gso off gro off >/dev/null 2>&1 || true
}
add_host laptop 192.0.2.10 2001:db8::10
add_host tablet 192.0.2.11 2001:db8::11
add_host scanner 192.0.2.66 2001:db8::66
add_host web 192.0.2.80 2001:db8::80
add_host dns 192.0.2.53 2001:db8::53

# Services.
mkdir -p "$work/site" "$work/ssh" && chmod 755 "$work"
head -c 150000 /dev/zero | tr '\0' 'x' >"$work/site/catalog.txt"
head -c 40000 /dev/urandom >"$work/site/picture.bin"
echo '<h1>Hello from the demo shop</h1>' >"$work/site/index.html"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=shop.example" \
  -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
cat >"$work/web.py" <<'PY'
import functools, http.server, socket, ssl, sys, threading
site, cert, key = sys.argv[1:4]
class Server(http.server.ThreadingHTTPServer):
    address_family = socket.AF_INET6
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=site)
handler.func.protocol_version = "HTTP/1.1"
plain = Server(("::", 80), handler)
secure = Server(("::", 443), handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(cert, key)
secure.socket = context.wrap_socket(secure.socket, server_side=True)
threading.Thread(target=plain.serve_forever, daemon=True).start()
secure.serve_forever()
PY
cat >"$work/telemetry.py" <<'PY'
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("0.0.0.0", 5140))
while True:
    data, peer = s.recvfrom(2048)
    s.sendto(b"ok " + data[:16], peer)
PY
ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/host"
ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/user"
cp "$work/ssh/user.pub" "$work/ssh/authorized_keys"
mkdir -p /run/sshd
serve web python3 "$work/web.py" "$work/site" "$work/cert.pem" "$work/key.pem"
serve web python3 "$work/telemetry.py"
serve web "$(command -v sshd)" -D -e -p 22 -h "$work/ssh/host" -o AuthorizedKeysFile="$work/ssh/authorized_keys" \
  -o StrictModes=no -o PidFile=none -o PermitRootLogin=prohibit-password -o UsePAM=no
serve dns dnsmasq --no-daemon --no-resolv --no-hosts --user=root --conf-file=/dev/null --pid-file= \
  --address=/shop.example/192.0.2.80 --address=/shop.example/2001:db8::80 --address=/api.example/192.0.2.80 \
  --address=/intranet.example/2001:db8::80 --address=/files.example/192.0.2.80

ip netns exec "$run-switch" tcpdump -q -i lan -Z root -w "$work/demo.pcap" -s 1600 --time-stamp-precision nano -U 2>"$work/tcpdump.log" &
capture=$!
sleep 2

# Talk. Every request first asks the name server, as a real host would.
ask() { on "$1" dig +short +tries=1 +time=2 @192.0.2.53 "$2" "${3:-A}" >/dev/null; }
fetch() { # fetch HOST URL ADDRESS
  local name=${2#*://}
  name=${name%%/*}
  ask "$1" "$name"
  local port=80
  case $2 in https:*) port=443 ;; esac
  on "$1" curl -sk --max-time 10 -o /dev/null --resolve "$name:$port:$3" "$2" || true
}
for round in 1 2 3 4 5; do
  fetch laptop http://shop.example/ 192.0.2.80
  fetch laptop https://shop.example/picture.bin 192.0.2.80
  fetch tablet https://api.example/catalog.txt 192.0.2.80
  fetch tablet "http://intranet.example/picture.bin" "[2001:db8::80]"
  fetch laptop https://files.example/catalog.txt 192.0.2.80
  ask tablet "intranet.example" AAAA
  ask laptop "missing$round.example"
  for beat in 1 2 3; do
    on tablet python3 -c 'import socket,sys
s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); s.settimeout(1); s.bind(("",40000+int(sys.argv[1])))
for i in range(4): s.sendto(b"temperature=%d" % (20+i),("192.0.2.80",5140)); s.recv(100)' "$round"
  done
  on laptop ping -q -c 2 -i 0.3 192.0.2.80 >/dev/null
  on tablet ping -q -c 2 -i 0.3 2001:db8::80 >/dev/null
  sleep 1
done
on laptop ssh -q -i "$work/ssh/user" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null root@192.0.2.80 \
  'for i in 1 2 3 4 5 6; do uname -s; sleep 0.4; done' </dev/null >/dev/null
# Somebody looks for open doors.
on scanner nmap -n -Pn -sS --max-retries 0 --top-ports 120 -T4 192.0.2.80 >/dev/null
# A connection that is refused, and one that goes on while the capture ends.
on laptop curl -s --max-time 2 -o /dev/null http://192.0.2.80:8081/ || true
on laptop python3 -c 'import socket,time
s=socket.create_connection(("192.0.2.80",80)); s.sendall(b"GET /index.html HTTP/1.1\r\nHost: shop.example\r\n\r\n"); s.recv(4096); time.sleep(4)' &
pids+=($!)
sleep 2
kill -TERM "$capture"
wait "$capture" || true
editcap -F pcapng "$work/demo.pcap" "$out"
capinfos -c -s -u "$out" 2>/dev/null || ls -l "$out"

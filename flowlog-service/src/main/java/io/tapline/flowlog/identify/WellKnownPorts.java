package io.tapline.flowlog.identify;

import io.tapline.wire.protocol.IpProtocols;
import io.tapline.wire.protocol.ProtocolNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names of the usual services by protocol and port, after IANA's registry where it has one and
 * payloads have no word of their own: what is tls by its payload is tls by its port, not https.
 */
public final class WellKnownPorts {
  private static final int PRIVILEGED_PORTS = 1024;
  private static final int PORT_BITS = 16;

  /** name, ports, transports: t TCP, u UDP, s SCTP. */
  private static final String TABLE =
      """
      echo 7 tu
      discard 9 tu
      daytime 13 tu
      chargen 19 tu
      ftp-data 20 t
      ftp 21 t
      ssh 22 ts
      telnet 23 t
      smtp 25 t
      time 37 tu
      whois 43 t
      tacacs 49 tu
      dns 53 tu
      dhcp 67,68 u
      tftp 69 u
      gopher 70 t
      finger 79 t
      http 80,8000,8008,8080,8081,8888 t
      kerberos 88 tu
      pop3 110 t
      sunrpc 111 tu
      ident 113 t
      nntp 119 t
      ntp 123 u
      epmap 135 tu
      netbios-ns 137 u
      netbios-dgm 138 u
      netbios-ssn 139 t
      imap 143 t
      snmp 161 tu
      snmptrap 162 tu
      bgp 179 t
      irc 194,6667 t
      svrloc 427 tu
      ldap 389 tu
      tls 443,8443 t
      quic 443 u
      smb 445 t
      kpasswd 464 tu
      submissions 465 t
      isakmp 500 u
      modbus 502 t
      login 513 t
      who 513 u
      shell 514 t
      syslog 514 u
      printer 515 t
      ripng 521 u
      rip 520 u
      dhcpv6 546,547 u
      afp 548 t
      rtsp 554 tu
      nntps 563 t
      submission 587 t
      ipp 631 tu
      ldaps 636 t
      ldp 646 tu
      dns-over-tls 853 t
      dns-over-dtls 853 u
      rsync 873 t
      vmware-auth 902 tu
      ftps 990 t
      imaps 993 t
      pop3s 995 t
      socks 1080 t
      openvpn 1194 tu
      ms-sql-s 1433 t
      ms-sql-m 1434 u
      oracle 1521 t
      l2tp 1701 u
      pptp 1723 t
      radius 1645,1812 u
      radius-acct 1646,1813 u
      mqtt 1883 t
      ssdp 1900 u
      hsrp 1985 u
      rtmp 1935 t
      nfs 2049 tu
      zookeeper 2181 t
      netflow 2055,9995 u
      docker 2375,2376 t
      etcd 2379,2380 t
      iec-104 2404 t
      gtp-c 2123 u
      gtp-u 2152 u
      h323 1720 t
      diameter 3868 ts
      squid 3128 t
      mysql 3306 t
      rdp 3389 tu
      stun 3478 tu
      teredo 3544 u
      wsd 3702 u
      svn 3690 t
      ipsec-nat-t 4500 u
      ipfix 4739 tus
      vxlan 4789 u
      opc-ua 4840 t
      sip 5060 tus
      sips 5061 t
      xmpp 5222,5269 t
      aol 5190 t
      mdns 5353 u
      llmnr 5355 tu
      nat-pmp 5351 u
      postgresql 5432 t
      amqp 5672 t
      amqps 5671 t
      coap 5683 u
      vnc 5900 t
      couchdb 5984 t
      x11 6000 t
      redis 6379 t
      sflow 6343 u
      geneve 6081 u
      kube-api 6443 t
      bittorrent 6881 tu
      cassandra 9042 t
      git 9418 t
      kafka 9092 t
      jetdirect 9100 t
      elasticsearch 9200,9300 t
      memcached 11211 tu
      mqtts 8883 t
      bitcoin 8333 t
      dnp3 20000 tu
      mongodb 27017 t
      s1ap 36412 s
      ngap 38412 s
      wireguard 51820 u
      """;

  private static final int[] KEYS;
  private static final String[] NAMES;

  static {
    Map<Integer, String> byKey = new TreeMap<>();
    TABLE.lines().map(line -> line.split(" ", -1)).forEach(row -> addRow(byKey, row));
    KEYS = byKey.keySet().stream().mapToInt(Integer::intValue).toArray();
    NAMES = byKey.values().toArray(String[]::new);
  }

  private WellKnownPorts() {}

  /** The service that usually listens on a port, or null. */
  public static @Nullable String name(int protocol, int port) {
    int found = Arrays.binarySearch(KEYS, key(protocol, port));
    return found < 0 ? null : NAMES[found];
  }

  /** The ports of each service as {@code 443/tcp}, by transport, then by number. */
  static Map<String, List<String>> portsByService() {
    Map<String, List<String>> ports = new HashMap<>();
    for (int protocol : new int[] {IpProtocols.TCP, IpProtocols.UDP, IpProtocols.SCTP}) {
      for (int i = 0; i < KEYS.length; i++) {
        if (KEYS[i] >>> PORT_BITS == protocol) {
          ports.computeIfAbsent(NAMES[i], _ -> new ArrayList<>()).add(text(KEYS[i]));
        }
      }
    }
    return ports;
  }

  private static String text(int key) {
    return (key & 0xFFFF) + "/" + ProtocolNames.name(key >>> PORT_BITS);
  }

  /** Whether a port is a server's: privileged, or of a known service. */
  public static boolean isServer(int protocol, int port) {
    if (!IpProtocols.hasPorts(protocol) || port == 0) {
      return false;
    }
    return port < PRIVILEGED_PORTS || name(protocol, port) != null;
  }

  private static void addRow(Map<Integer, String> byKey, String[] row) {
    for (String port : row[1].split(",", -1)) {
      for (char transport : row[2].toCharArray()) {
        byKey.put(key(protocol(transport), Integer.parseInt(port)), row[0]);
      }
    }
  }

  private static int protocol(char transport) {
    return switch (transport) {
      case 't' -> IpProtocols.TCP;
      case 'u' -> IpProtocols.UDP;
      default -> IpProtocols.SCTP;
    };
  }

  private static int key(int protocol, int port) {
    return protocol << PORT_BITS | port;
  }
}

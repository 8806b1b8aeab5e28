package io.tapline.flowlog.identify;

import io.tapline.wire.protocol.IpProtocols;
import io.tapline.wire.protocol.ProtocolNames;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every service that payloads or ports can name. docs/services.md says how payloads tell it. */
public final class KnownServices {
  private static final String NONE = "-";

  /**
   * Name; transports over which payloads tell it: t TCP, u UDP; base; properties. Services that
   * only ports name are here where they have a base or properties.
   */
  private static final String TABLE =
      """
      amqp t - -
      amqps - amqp encrypted
      bittorrent tu - -
      coap u - -
      dcerpc tu - -
      dhcp u - -
      dhcpv6 - dhcp -
      dnp3 tu - -
      dns tu - hostname
      dns-over-dtls - dns encrypted
      dns-over-tls - dns encrypted
      dnscrypt tu dns encrypted
      dtls u - encrypted
      epmap tu dcerpc -
      fix t - -
      ftp t - -
      ftp-data - ftp -
      ftps - ftp encrypted
      http t - hostname
      iec-104 t - -
      imap t - -
      imaps - imap encrypted
      ipsec-nat-t u isakmp encrypted
      isakmp u - encrypted
      kerberos tu - -
      kpasswd - kerberos -
      ldap tu - -
      ldaps - ldap encrypted
      llmnr tu dns hostname
      mdns tu dns hostname
      mongodb t - -
      mqtt t - -
      mqtts - mqtt encrypted
      ms-sql-m - ms-sql-s -
      ms-sql-s t - -
      mysql t - -
      netbios-dgm u - hostname
      netbios-ns u - hostname
      nfs tu sunrpc -
      nntps - nntp encrypted
      ntp u - -
      openvpn - - encrypted
      pop3 t - -
      pop3s - pop3 encrypted
      postgresql t - -
      quic u - encrypted,hostname
      radius-acct - radius -
      rdp t - -
      redis t - -
      ripng - rip -
      rtcp u rtp -
      rtp u - -
      rtsp t - -
      sip tu - -
      sips - sip encrypted
      smb t - -
      smtp t - -
      snmptrap - snmp -
      socks t - hostname
      ssdp u http -
      ssh t - encrypted
      stun tu - -
      submission - smtp -
      submissions - smtp encrypted
      sunrpc tu - -
      svrloc tu - -
      syslog tu - -
      tls t - encrypted,hostname
      vnc t - -
      wireguard u - encrypted
      xmpp t - -
      zabbix t - -
      """;

  private static final List<KnownService> ALL = all(WellKnownPorts.portsByService());

  private KnownServices() {}

  /** By name. */
  public static List<KnownService> all() {
    return ALL;
  }

  private static List<KnownService> all(Map<String, List<String>> ports) {
    Map<String, KnownService> services = new TreeMap<>();
    ports.forEach(
        (name, its) -> services.put(name, new KnownService(name, name, List.of(), its, List.of())));
    TABLE.lines().map(line -> service(line, ports)).forEach(one -> services.put(one.name(), one));
    return List.copyOf(services.values());
  }

  private static KnownService service(String line, Map<String, List<String>> ports) {
    String[] words = line.split(" ", -1);
    return new KnownService(
        words[0],
        words[2].equals(NONE) ? words[0] : words[2],
        transports(words[1]),
        ports.getOrDefault(words[0], List.of()),
        words[3].equals(NONE) ? List.of() : Arrays.asList(words[3].split(",", -1)));
  }

  private static List<String> transports(String letters) {
    return letters
        .chars()
        .filter(letter -> letter != NONE.charAt(0))
        .map(letter -> letter == 't' ? IpProtocols.TCP : IpProtocols.UDP)
        .mapToObj(ProtocolNames::name)
        .toList();
  }
}

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
   * Name; transports over which payloads tell it: t TCP, u UDP, s SCTP; base; properties. Services
   * that only ports name are here where they have a base or properties.
   */
  private static final String TABLE =
      """
      amqp t - -
      amqps - amqp encrypted
      bacnet u - -
      bgp t - -
      bitcoin t - -
      bittorrent tu - -
      cassandra t - -
      coap u - -
      dcerpc tu - -
      dhcp u - -
      dhcpv6 - dhcp -
      diameter s - -
      dnp3 tu - -
      dns tu - hostname
      dns-over-dtls - dns encrypted
      dns-over-tls - dns encrypted
      dnscrypt tu dns encrypted
      dtls u - encrypted
      epmap tu dcerpc -
      ethereum u - -
      ethernet-ip tu - -
      f1ap s - -
      fix t - -
      ftp t - -
      ftp-data - ftp -
      ftps - ftp encrypted
      git t - -
      gnutella t - -
      http t - hostname
      iec-104 t - -
      imap t - -
      imaps - imap encrypted
      ipsec-nat-t u isakmp encrypted
      irc t - -
      isakmp u - encrypted
      iua s - -
      kafka t - -
      kerberos tu - -
      kpasswd - kerberos -
      ldap tu - -
      ldaps - ldap encrypted
      ldp tu - -
      llmnr tu dns hostname
      m2pa s - -
      m2ua s - -
      m3ua s - -
      mdns tu dns hostname
      megaco su - -
      memcached tu - -
      mgcp u - -
      minecraft t - -
      modbus t - -
      monero t - -
      mongodb t - -
      mqtt t - -
      mqtts - mqtt encrypted
      ms-sql-m - ms-sql-s -
      ms-sql-s t - -
      mysql t - -
      nat-pmp u - -
      nats t - -
      netbios-dgm u - hostname
      netbios-ns u - hostname
      nfs tu sunrpc -
      ngap s - -
      nntp t - -
      nntps - nntp encrypted
      ntp u - -
      opc-ua t - -
      openvpn tu - encrypted
      oracle t - -
      pcp u - -
      pop3 t - -
      pop3s - pop3 encrypted
      postgresql t - -
      pptp t - -
      quic u - encrypted,hostname
      radius u - -
      radius-acct u radius -
      rdp t - -
      redis t - -
      ripng - rip -
      rsync t - -
      rtcp u rtp -
      rtp u - -
      rtsp t - -
      s1ap s - -
      s7comm t - -
      s7comm-plus t - -
      sbc-ap s - -
      sip tu - -
      sips - sip encrypted
      smb t - -
      smtp t - -
      snmp u - -
      snmptrap u snmp -
      socks t - hostname
      ssdp u http -
      ssh t - encrypted
      steam u - -
      stun tu - -
      sua s - -
      submission - smtp -
      submissions - smtp encrypted
      sunrpc tu - -
      svrloc tu - -
      syslog tu - -
      tacacs t - -
      telnet t - -
      tftp u - -
      tls t - encrypted,hostname
      vnc t - -
      wireguard u - encrypted
      x2ap s - -
      xmpp t - -
      xnap s - -
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
        .map(KnownServices::transport)
        .mapToObj(ProtocolNames::name)
        .toList();
  }

  private static int transport(int letter) {
    return switch (letter) {
      case 't' -> IpProtocols.TCP;
      case 'u' -> IpProtocols.UDP;
      default -> IpProtocols.SCTP;
    };
  }
}

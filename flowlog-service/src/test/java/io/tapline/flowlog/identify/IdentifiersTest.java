package io.tapline.flowlog.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import io.tapline.flowlog.assemble.Frames.End;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The choice by the first byte leaves out nothing. */
class IdentifiersTest {
  private static final int[] PORTS = {
    21, 22, 25, 53, 67, 80, 110, 123, 137, 443, 1812, 2404, 5351, 6379, 9042
  };

  private final PartialHellos partial = new PartialHellos();

  /** Those over TCP that know their first bytes. */
  private final List<ProtocolIdentifier> overTcp =
      List.of(
          new TlsIdentifier(partial),
          new HttpIdentifier(partial),
          new SshIdentifier(),
          new GreetingIdentifier(),
          new SmbIdentifier(),
          new RdpIdentifier(),
          new SocksIdentifier(),
          new SipIdentifier(),
          new BittorrentIdentifier(),
          new MqttIdentifier(),
          new RedisIdentifier(),
          new PostgresqlIdentifier(),
          new StunIdentifier(),
          new VncIdentifier(),
          new AmqpIdentifier(),
          new ZabbixIdentifier(),
          new FixIdentifier(),
          new XmppIdentifier(),
          new RtspIdentifier(),
          new KerberosIdentifier(),
          new LdapIdentifier(),
          new TdsIdentifier(),
          new DceRpcIdentifier(),
          new Iec104Identifier(),
          new Dnp3Identifier(),
          SunRpcIdentifier.overTcp(),
          new SlpIdentifier(),
          new SyslogIdentifier(),
          BeginningIdentifier.overTcp(),
          new S7commIdentifier(),
          new OpcUaIdentifier(),
          new EthernetIpIdentifier(),
          new OracleIdentifier(),
          new CassandraIdentifier(),
          new OpenvpnIdentifier(),
          new KafkaIdentifier(),
          new BitcoinIdentifier(),
          new IrcIdentifier(),
          new TelnetIdentifier(),
          new BgpIdentifier(),
          new LdpIdentifier(),
          new TacacsIdentifier(),
          new GitIdentifier(),
          new MinecraftIdentifier());

  /** Those over UDP. */
  private final List<ProtocolIdentifier> overUdp =
      List.of(
          new StunIdentifier(),
          new DtlsIdentifier(),
          new SipIdentifier(),
          new WireguardIdentifier(),
          new SsdpIdentifier(),
          new KerberosIdentifier(),
          new LdapIdentifier(),
          new BittorrentDatagramIdentifier(),
          new SlpIdentifier(),
          new SyslogIdentifier(),
          new CoapIdentifier(),
          new RtcpIdentifier(),
          new RtpIdentifier(),
          new DceRpcIdentifier(),
          new Dnp3Identifier(),
          BeginningIdentifier.overUdp(),
          new SnmpIdentifier(),
          new RadiusIdentifier(),
          new OpenvpnIdentifier(),
          new TftpIdentifier(),
          new PortMappingIdentifier(),
          new LdpIdentifier(),
          new BacnetIdentifier(),
          new EthernetIpIdentifier(),
          new MgcpIdentifier());

  @Property(tries = 5)
  void whoever_does_not_know_the_first_byte_knows_no_payload_with_it(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (byte[] message : AnyPayloadProperties.SEEDS) {
      int port = PORTS[random.nextInt(PORTS.length)];
      for (int first = 0; first < 256; first++) {
        byte[] changed = message.clone();
        changed[0] = (byte) first;
        End client = new End(1, 50_000);
        End server = new End(2, port);
        check(overTcp, first, Frames.tcp(client, server, 0x18, changed));
        check(overUdp, first, Frames.udp(client, server, changed));
      }
    }
  }

  private static void check(List<ProtocolIdentifier> all, int first, byte[] frame) {
    Payload payload = new Payload();
    payload.of(Frames.view(frame), true, true, 0);
    Stream<ProtocolIdentifier> others = all.stream().filter(one -> !one.mayBegin(first));
    assertThat(others).allMatch(one -> one.identify(payload) == null);
  }

  /** With the lowest numbers begin lengths, versions and kinds; each compares that first. */
  @Test
  void only_those_whose_first_byte_it_is_are_tried() {
    for (int first = 0; first < 256; first++) {
      int tried = first;
      int most = first < 8 ? 10 : 7;
      assertThat(overTcp.stream().filter(one -> one.mayBegin(tried))).hasSizeLessThan(most);
      assertThat(overUdp.stream().filter(one -> one.mayBegin(tried))).hasSizeLessThan(most);
    }
  }
}

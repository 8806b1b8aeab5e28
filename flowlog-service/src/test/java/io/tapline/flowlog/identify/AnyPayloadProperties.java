package io.tapline.flowlog.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import io.tapline.flowlog.assemble.Frames.End;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class AnyPayloadProperties {
  private static final int[] PORTS = {
    50_000, 53, 123, 67, 443, 21, 3389, 5353, 5355, 137, 138, 22, 135, 2404, 502, 1812, 5351, 9042,
    11_211
  };
  static final List<byte[]> SEEDS =
      List.of(
          Hello.of("a.example.com"),
          Frames.text("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"),
          Frames.text("\1\2\1\0\0\1\0\0\0\0\0\0\3www\7example\3org\0\0\1\0\1"),
          Frames.text("\0\41\1\2\1\0\0\1\0\0\0\0\0\0\3www\7example\3org\0\0\1\0\1"),
          Frames.text("GET / HTTP/1.1\nHost: [::1]:80\n\n"),
          Frames.text("CONNECT 10.0.0.1:443 HTTP/1.1\r\n\r\n"),
          Frames.text("\5\1\0"),
          Frames.text("\5\1\0\3\11a.example\0\120"),
          Frames.text("\4\1\0\120\0\0\0\1me\0a.example\0"),
          Initials.joined(Http2Headers.PREFACE, Frames.text("\0\0\3\1\4\0\0\0\1\202\204\206")),
          Initials.packet(
              1,
              Initials.CONNECTION_ID,
              0,
              Initials.crypto(Initials.hello("a.example.com"), 0, 70)),
          Frames.text("\303\0\0\0\1\10aaaaaaaa\0\0"),
          Frames.text("\0\1\0\0\41\22\244\102abcdefghijkl"),
          Frames.text("\20\14\0\4MQTT\4\2\0\74\0\0"),
          Frames.text("*1\r\n$4\r\nPING\r\n"),
          Frames.text("\3\0\0\53\46\340\0\0\0\0\0Cookie: mstshash=aaaaaaaaaaaaa\r\n"),
          SlpIdentifierTest.REQUEST,
          SlpIdentifierTest.REQUEST_OF_VERSION_1,
          IsakmpIdentifierTest.IKE_2,
          IsakmpIdentifierTest.BESIDE_ESP,
          KerberosIdentifierTest.REQUEST,
          KerberosIdentifierTest.REQUEST_OVER_TCP,
          SyslogIdentifierTest.OLD,
          SyslogIdentifierTest.NEW,
          SsdpIdentifierTest.NOTIFICATION,
          SsdpIdentifierTest.ANSWER,
          RtpIdentifierTest.AUDIO,
          RtpIdentifierTest.STREAM,
          RtcpIdentifierTest.SENDER,
          CoapIdentifierTest.GET,
          CoapIdentifierTest.POST,
          CoapIdentifierTest.LONG,
          WireguardIdentifierTest.INITIATION,
          SunRpcIdentifierTest.GET_PORT,
          SunRpcIdentifierTest.NFS_OVER_TCP,
          XmppIdentifierTest.OF_CLIENT,
          FixIdentifierTest.LOGON,
          LdapIdentifierTest.SEARCH,
          LdapIdentifierTest.LONG_LENGTHS,
          Dnp3IdentifierTest.READ,
          VncIdentifierTest.VERSION,
          MongodbIdentifierTest.QUERY,
          MongodbIdentifierTest.MESSAGE,
          MongodbIdentifierTest.COMPRESSED,
          DceRpcIdentifierTest.BIND,
          DceRpcIdentifierTest.DATAGRAM,
          Iec104IdentifierTest.START,
          Iec104IdentifierTest.INTERROGATION,
          TdsIdentifierTest.PRELOGIN,
          TdsIdentifierTest.LOGIN,
          RtspIdentifierTest.REQUEST,
          ZabbixIdentifierTest.AGENT,
          AmqpIdentifierTest.HEADER,
          AmqpIdentifierTest.PUBLISH,
          MysqlIdentifierTest.GREETING,
          BittorrentDatagramIdentifierTest.PONG,
          BittorrentDatagramIdentifierTest.TRACKER,
          BittorrentDatagramIdentifierTest.HANDSHAKE,
          ModbusIdentifierTest.READ,
          ModbusIdentifierTest.ANSWER,
          S7commIdentifierTest.JOB,
          S7commIdentifierTest.PLUS,
          OpcUaIdentifierTest.HELLO,
          OpcUaIdentifierTest.ACKNOWLEDGE,
          OpcUaIdentifierTest.OPEN,
          BacnetIdentifierTest.WHO_IS,
          BacnetIdentifierTest.FORWARDED,
          EthernetIpIdentifierTest.REGISTER,
          EthernetIpIdentifierTest.IDENTITY,
          EthernetIpIdentifierTest.DATA,
          OracleIdentifierTest.CONNECT,
          CassandraIdentifierTest.STARTUP,
          CassandraIdentifierTest.SUPPORTED,
          CassandraIdentifierTest.OF_VERSION_2,
          MemcachedIdentifierTest.STATS,
          MemcachedIdentifierTest.DATAGRAM,
          MemcachedIdentifierTest.BINARY,
          OpenvpnIdentifierTest.CLIENT,
          OpenvpnIdentifierTest.SERVER,
          OpenvpnIdentifierTest.AUTHENTICATED,
          TftpIdentifierTest.READ,
          TftpIdentifierTest.WRITE,
          MgcpIdentifierTest.CREATE,
          PortMappingIdentifierTest.MAP,
          PortMappingIdentifierTest.ANNOUNCE,
          EthereumIdentifierTest.PING,
          EthereumIdentifierTest.FIND_NODE,
          BitcoinIdentifierTest.VERSION,
          IrcIdentifierTest.USER,
          IrcIdentifierTest.NOTICE,
          TelnetIdentifierTest.BEGIN,
          GitIdentifierTest.REQUEST,
          RadiusIdentifierTest.REQUEST,
          RadiusIdentifierTest.ACCOUNTING,
          TacacsIdentifierTest.START,
          SnmpIdentifierTest.GET,
          SnmpIdentifierTest.OF_VERSION_3,
          LdpIdentifierTest.HELLO,
          BgpIdentifierTest.OPEN,
          BgpIdentifierTest.KEEPALIVE,
          KafkaIdentifierTest.VERSIONS,
          MinecraftIdentifierTest.STATUS,
          MinecraftIdentifierTest.LOGIN,
          BeginningIdentifierTest.RSYNC,
          BeginningIdentifierTest.NATS,
          BeginningIdentifierTest.STEAM,
          BeginningIdentifierTest.PPTP);

  private final PayloadIdentifier identifier = new PayloadIdentifier();

  @Property(tries = 500)
  void any_bytes_are_no_error(@ForAll @Size(max = 1600) byte[] payload) {
    identifyEverywhere(payload);
  }

  @Property(tries = 2000)
  void changed_and_cut_messages_are_no_error(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] message = SEEDS.get(random.nextInt(SEEDS.size()));
    byte[] changed = Arrays.copyOf(message, random.nextInt(message.length + 1));
    for (int i = random.nextInt(4); i > 0 && changed.length > 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
    }
    identifyEverywhere(changed);
  }

  private void identifyEverywhere(byte[] payload) {
    for (int port : PORTS) {
      End from = new End(1, 50_001);
      End to = new End(2, port);
      check(Frames.tcp(from, to, 0x18, payload));
      check(Frames.udp(from, to, payload));
    }
  }

  private void check(byte[] frame) {
    Identification found = identifier.identify(Frames.view(frame), true, false, null, 0);
    if (found != null) {
      assertThat(found.hostname()).matches("[!-~&&[^A-Z]]{0,1012}");
      Identification again = identifier.identify(Frames.view(frame), true, false, found, 0);
      assertThat(again).isNotNull();
    }
  }
}

package io.tapline.flowlog.identify;

import io.tapline.wire.frame.FrameView;
import io.tapline.wire.protocol.IpProtocols;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries the known protocols on the first payloads of a connection. Callers stop after {@link
 * #PAYLOADS} each way or when the answer is settled. Not thread-safe.
 */
public final class PayloadIdentifier {
  /** Payload-bearing frames that are looked at, each way. */
  public static final int PAYLOADS = 4;

  /** What comes to the ports of media besides the one that was announced (RFC 7983). */
  private static final Set<String> BESIDE_MEDIA = Set.of("rtp", "rtcp", "stun", "dtls");

  private final PartialHellos partial = new PartialHellos();
  private final HttpIdentifier http = new HttpIdentifier(partial);
  private final TlsIdentifier tls = new TlsIdentifier(partial);
  private final DnsIdentifier dns = new DnsIdentifier();
  private final QuicIdentifier quic = new QuicIdentifier(partial);
  private final SocksIdentifier socks = new SocksIdentifier();
  private final TunnelIdentifier tunnel = new TunnelIdentifier(tls, http, partial);

  /** In the order of trying; no payload is recognised by two of them but for the order. */
  private final Identifiers overTcp =
      new Identifiers(
          tls,
          http,
          dns,
          new SshIdentifier(),
          new GreetingIdentifier(),
          new SmbIdentifier(),
          new RdpIdentifier(),
          socks,
          new SipIdentifier(),
          new BittorrentIdentifier(),
          new MqttIdentifier(),
          new RedisIdentifier(),
          new PostgresqlIdentifier(),
          new StunIdentifier(),
          new DnscryptIdentifier(),
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
          new MysqlIdentifier(),
          new MongodbIdentifier(),
          BeginningIdentifier.overTcp(),
          new ModbusIdentifier(),
          new S7commIdentifier(),
          new OpcUaIdentifier(),
          new EthernetIpIdentifier(),
          new OracleIdentifier(),
          new CassandraIdentifier(),
          new MemcachedIdentifier(),
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

  private final Identifiers overUdp =
      new Identifiers(
          dns,
          new StunIdentifier(),
          quic,
          new DtlsIdentifier(),
          new SipIdentifier(),
          new NtpIdentifier(),
          new NetbiosIdentifier(),
          new DnscryptIdentifier(),
          new StrayDnsIdentifier(),
          new DhcpIdentifier(),
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
          new IsakmpIdentifier(),
          SunRpcIdentifier.overUdp(),
          BeginningIdentifier.overUdp(),
          new SnmpIdentifier(),
          new RadiusIdentifier(),
          new OpenvpnIdentifier(),
          new TftpIdentifier(),
          new PortMappingIdentifier(),
          new LdpIdentifier(),
          new BacnetIdentifier(),
          new EthernetIpIdentifier(),
          new MemcachedIdentifier(),
          new MgcpIdentifier(),
          new EthereumIdentifier());

  private final SctpIdentifier overSctp = new SctpIdentifier();

  private final Payload payload = new Payload();
  private final FtpChannels ftp = new FtpChannels(payload);
  private final SipChannels sip = new SipChannels(payload);
  private final List<Announcement> announced = new ArrayList<>();

  /**
   * What is known after one more payload.
   *
   * @param first whether it is the first of its direction in a connection whose beginning was seen
   * @param known what earlier payloads told, or null
   * @param connection its number; until {@link #forget} what is not whole is kept under it
   * @return {@code known} itself when nothing was added
   */
  public @Nullable Identification identify(
      FrameView frame,
      boolean fromClient,
      boolean first,
      @Nullable Identification known,
      int connection) {
    payload.of(frame, fromClient, first, connection);
    if (known != null && known.announced()) {
      return media(known);
    }
    if (known != null && !known.isContradicted()) {
      return complete(known, frame);
    }
    Identification recognised = recognise(frame, known);
    return recognised == null ? null : heard(recognised, frame);
  }

  private @Nullable Identification recognise(FrameView frame, @Nullable Identification known) {
    Identification found =
        switch (frame.protocol()) {
          case IpProtocols.TCP -> overTcp.identify(payload);
          case IpProtocols.UDP -> overUdp.identify(payload);
          case IpProtocols.SCTP -> overSctp.identify(payload);
          default -> null;
        };
    boolean contradicts = found == null && known == null && Contradictions.isOne(payload);
    return contradicts ? Identification.CONTRADICTED : found == null ? known : found;
  }

  /** Anybody can announce media at any address; what else comes there says so itself. */
  private Identification media(Identification known) {
    Identification found = overUdp.identify(payload);
    return found == null || isBeside(found, known) ? known : found;
  }

  private static boolean isBeside(Identification found, Identification known) {
    return BESIDE_MEDIA.contains(found.service()) && !found.service().equals(known.service());
  }

  /** Takes down what a connection that announces others says about them. */
  private Identification heard(Identification known, FrameView frame) {
    announced.clear();
    switch (known.service()) {
      case FtpChannels.SERVICE -> ftp.read(frame, payload.fromClient(), announced);
      case SipChannels.SERVICE -> sip.read(announced);
      default -> {}
    }
    return known;
  }

  /** What the last payload announced, if its connection announces others. */
  public List<Announcement> announced() {
    return announced;
  }

  private Identification complete(Identification known, FrameView frame) {
    return switch (known.service()) {
      case HttpIdentifier.SERVICE ->
          known.isTunnel() ? tunnel.complete(known, payload) : http.complete(known, payload);
      case SocksIdentifier.SERVICE -> proxied(known);
      case TlsIdentifier.SERVICE -> tls.complete(known, payload);
      case DnsIdentifier.SERVICE, DnsIdentifier.MULTICAST, DnsIdentifier.LINK_LOCAL ->
          dns.complete(known, payload);
      case QuicIdentifier.SERVICE -> quic.complete(known, payload);
      case FtpChannels.SERVICE, SipChannels.SERVICE -> heard(known, frame);
      default -> known;
    };
  }

  private Identification proxied(Identification known) {
    Identification asked = socks.complete(known, payload);
    return asked.settled() ? asked : tunnel.complete(known, payload);
  }

  /** The connection is closed, or no more of its payloads come. */
  public void forget(int connection) {
    partial.remove(connection);
  }

  /** Client hellos of which a part came that were given up because there were too many. */
  public long forgotten() {
    return partial.forgotten();
  }

  /** Takes what is kept of a connection from one payload to the next. */
  @FunctionalInterface
  public interface KeptSink {
    void take(int connection, byte[] state);
  }

  /** Hands out all that is kept, for {@link #keep}; the oldest first. */
  public void forEachKept(KeptSink sink) {
    for (PartialHello hello : partial.inOrder()) {
      sink.take(hello.connection, hello.state());
    }
  }

  /**
   * Goes on with what was kept of a connection.
   *
   * @throws IllegalArgumentException when the bytes are no such state
   */
  public void keep(int connection, byte[] state) {
    partial.put(connection, PartialHello.of(state));
  }

  /** How many connections something is kept of. */
  public int kept() {
    return partial.size();
  }

  /** Goes on with a count of {@link #forgotten}. */
  public void forgotten(long count) {
    partial.forgotten(count);
  }
}

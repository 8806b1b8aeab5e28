package io.tapline.bench;

import io.tapline.flowlog.assemble.ClientEvidence;
import io.tapline.flowlog.assemble.CloseReason;
import io.tapline.flowlog.assemble.ConnState;
import io.tapline.flowlog.assemble.ConnectionView;
import io.tapline.flowlog.assemble.ServiceEvidence;
import java.util.SplittableRandom;

/**
 * Connections as a large network makes them, a pure function of their number: starts even over a
 * day, 20,000 skewed clients in 10.0.0.0/8, 500,000 servers by Zipf's law, the service fixed by
 * chance, bytes log-normal by service, a lone SYN in 3 % of the TCP connections, a hostname on 80 %
 * of the web connections.
 */
record SyntheticConnection(
    long firstFrame,
    long startNanos,
    long endNanos,
    Service kind,
    int clientNumber,
    int serverRank,
    int clientPort,
    boolean scan,
    boolean named,
    String hostname,
    long clientBytes,
    long serverBytes,
    long clientPackets,
    long serverPackets,
    long rttNanos)
    implements ConnectionView {

  static final long T0 = 1_717_200_000_000_000_000L;
  private static final long SPAN_NANOS = 86_400_000_000_000L;
  private static final double LN_SERVERS = Math.log(500_000);

  /** Share of connections, typical bytes each way as logarithms, spread, typical seconds. */
  private enum Service {
    TLS("tls", 443, 6, .46, 7.6, 9.4, 1.5, 20),
    DNS("dns", 53, 17, .22, 4.3, 5.0, .3, .05),
    QUIC("quic", 443, 17, .08, 8.0, 10.2, 1.6, 30),
    HTTP("http", 80, 6, .08, 6.5, 8.6, 1.5, 8),
    NTP("ntp", 123, 17, .03, 4.3, 4.3, .01, .03),
    SSH("ssh", 22, 6, .015, 8.2, 8.8, 1.4, 120),
    SMTP("smtp", 25, 6, .012, 9.0, 6.9, 1.3, 5),
    IMAPS("imaps", 993, 6, .012, 7.6, 9.0, 1.4, 60),
    SMB("smb", 445, 6, .016, 8.2, 9.4, 1.8, 60),
    RDP("rdp", 3389, 6, .006, 9.2, 11.2, 1.4, 300),
    SIP("sip", 5060, 17, .01, 6.5, 6.3, .6, 2),
    HTTP_ALT("http", 8080, 6, .014, 6.9, 8.8, 1.5, 10),
    ICMP("icmp", 0, 1, .015, 5.1, 5.1, .4, 1),
    OTHER("unknown", 4444, 6, .03, 7.0, 7.6, 1.8, 20);

    private final String text;
    private final int port;
    private final int protocol;
    private final double share;
    private final double clientBytes;
    private final double serverBytes;
    private final double spread;
    private final double seconds;

    Service(
        String text,
        int port,
        int protocol,
        double share,
        double clientBytes,
        double serverBytes,
        double spread,
        double seconds) {
      this.text = text;
      this.port = port;
      this.protocol = protocol;
      this.share = share;
      this.clientBytes = clientBytes;
      this.serverBytes = serverBytes;
      this.spread = spread;
      this.seconds = seconds;
    }

    private static Service at(double u) {
      double rest = u;
      for (Service service : values()) {
        rest -= service.share;
        if (rest <= 0) {
          return service;
        }
      }
      return OTHER;
    }
  }

  /** Number {@code i} of {@code total}. */
  static SyntheticConnection of(long i, long total) {
    SplittableRandom random = new SplittableRandom(i * 0xD1B54A32D192ED03L);
    Service kind = Service.at(random.nextDouble());
    double u = random.nextDouble();
    boolean scan = kind.protocol == 6 && random.nextDouble() < .03;
    double g = random.nextGaussian();
    long clientBytes = scan ? 60 : 40 + (long) Math.exp(kind.clientBytes + kind.spread * .8 * g);
    long serverBytes = scan ? 40 : 40 + (long) Math.exp(kind.serverBytes + kind.spread * g);
    long start = T0 + micros(i * (SPAN_NANOS / (double) total) + random.nextDouble() * 1e6);
    double seconds = scan ? .03 : -Math.log(1 - random.nextDouble() * .999999) * kind.seconds;
    int serverRank = (int) (Math.exp(random.nextDouble() * LN_SERVERS) - 1);
    int clientPort = 32_768 + random.nextInt(28_000);
    boolean named = (kind.port == 443 || kind.port == 80) && random.nextInt(10) < 8;
    return new SyntheticConnection(
        i * 20,
        start,
        start + micros(seconds * 1e9),
        kind,
        (int) (20_000 * u * u),
        serverRank,
        clientPort,
        scan,
        named,
        named ? hostname(serverRank) : "",
        clientBytes,
        serverBytes,
        1 + clientBytes / 300,
        1 + serverBytes / 1100,
        kind.protocol == 6 && !scan ? micros(Math.exp(16 + random.nextGaussian())) : -1);
  }

  private static String hostname(int serverRank) {
    return "srv"
        + serverRank % 97
        + (serverRank % 2 == 0 ? ".svc" : ".cdn")
        + serverRank / 7
        + (serverRank % 3 == 0 ? ".example.net" : ".example.com");
  }

  private static long micros(double nanos) {
    return ((long) (nanos / 1000)) * 1000;
  }

  static long client(int number) {
    return 0xFFFF_0A00_0000L | ((number / 250) << 8) | (number % 250 + 1);
  }

  static long server(int rank) {
    int hash = (rank + 77) * 0x9E3779B1;
    return 0xFFFF_0000_0000L | (((hash ^ (hash >>> 15)) * 0x85EBCA6BL) & 0xFFFF_FFFFL);
  }

  @Override
  public CloseReason closeReason() {
    return kind.protocol == 6 && !scan ? CloseReason.TCP_CLOSED : CloseReason.IDLE_TIMEOUT;
  }

  @Override
  public int protocol() {
    return kind.protocol;
  }

  @Override
  public long clientHigh() {
    return 0;
  }

  @Override
  public long clientLow() {
    return client(clientNumber);
  }

  @Override
  public long serverHigh() {
    return 0;
  }

  @Override
  public long serverLow() {
    return server(serverRank);
  }

  @Override
  public int serverPort() {
    return kind.port;
  }

  @Override
  public ClientEvidence clientEvidence() {
    return kind.protocol == 6 ? ClientEvidence.HANDSHAKE : ClientEvidence.FIRST_FRAME;
  }

  @Override
  public long clientPayloadBytes() {
    return Math.max(0, clientBytes - clientPackets * 54);
  }

  @Override
  public int clientTcpFlags() {
    return kind.protocol == 6 ? (scan ? 2 : 0x1b) : 0;
  }

  @Override
  public long serverPayloadBytes() {
    return Math.max(0, serverBytes - serverPackets * 54);
  }

  @Override
  public int serverTcpFlags() {
    return kind.protocol == 6 ? (scan ? 0x14 : 0x1b) : 0;
  }

  @Override
  public String service() {
    return kind.text;
  }

  @Override
  public ServiceEvidence serviceEvidence() {
    return named ? ServiceEvidence.PAYLOAD : ServiceEvidence.PORT;
  }

  @Override
  public ConnState connState() {
    return kind.protocol != 6 ? ConnState.NONE : scan ? ConnState.REJ : ConnState.SF;
  }

  @Override
  public String history() {
    return kind.protocol != 6 ? "" : scan ? "Sr" : clientPort % 5 == 0 ? "ShADadFfR" : "ShADadFf";
  }

  @Override
  public int vlan() {
    return 0;
  }
}

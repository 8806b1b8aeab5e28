package io.tapline.flowlog.segment;

import io.tapline.flowlog.assemble.ClientEvidence;
import io.tapline.flowlog.assemble.CloseReason;
import io.tapline.flowlog.assemble.ConnState;
import io.tapline.flowlog.assemble.ConnectionView;
import io.tapline.flowlog.assemble.ServiceEvidence;
import java.util.Random;

/** A connection for tests: every column a component. */
public record Row(
    int source,
    long firstFrame,
    long startNanos,
    long endNanos,
    CloseReason closeReason,
    int protocol,
    long clientHigh,
    long clientLow,
    int clientPort,
    long serverHigh,
    long serverLow,
    int serverPort,
    ClientEvidence clientEvidence,
    long clientPackets,
    long clientBytes,
    long clientPayloadBytes,
    int clientTcpFlags,
    long serverPackets,
    long serverBytes,
    long serverPayloadBytes,
    int serverTcpFlags,
    String service,
    ServiceEvidence serviceEvidence,
    String hostname,
    ConnState connState,
    String history,
    long rttNanos,
    int vlan)
    implements ConnectionView {

  public static final long T0 = 1_717_200_000_000_000_000L;
  private static final String[] SERVICES = {"http", "tls", "dns", "ssh", "unknown"};

  /** Those that there were when the first goldens of segments were made of such rows. */
  private static final ServiceEvidence[] EVIDENCES = {
    ServiceEvidence.NONE, ServiceEvidence.PAYLOAD, ServiceEvidence.PORT
  };

  private static final String[] HISTORIES = {"", "S", "ShADadFf", "ShADadR", "^hADafR"};

  /** Few distinct values, so that filters and groups meet; now and then an extreme one. */
  public static Row random(Random random, long firstFrame) {
    long start = T0 + random.nextInt(1000) * 1_000_000L + random.nextInt(3);
    boolean extreme = random.nextInt(50) == 0;
    int protocol = new int[] {6, 6, 17, 1, 58, 132}[random.nextInt(6)];
    long client = address(random);
    long server = address(random);
    return new Row(
        1 + random.nextInt(2),
        extreme ? Long.MAX_VALUE - firstFrame : firstFrame,
        start,
        start + (extreme ? 4_000_000_000_000_000_000L : random.nextInt(1_000_000_000)),
        pick(CloseReason.values(), random),
        protocol,
        high(client),
        client,
        random.nextInt(4) == 0 ? 65535 : 1024 + random.nextInt(10),
        high(server),
        server,
        new int[] {443, 80, 53, 22, 0}[random.nextInt(5)],
        pick(ClientEvidence.values(), random),
        random.nextInt(100),
        extreme ? 1L << 50 : random.nextInt(100_000),
        random.nextInt(1000),
        random.nextInt(256),
        random.nextInt(100),
        random.nextInt(100_000),
        random.nextInt(1000),
        random.nextInt(256),
        SERVICES[random.nextInt(SERVICES.length)],
        pick(EVIDENCES, random),
        hostname(random),
        protocol == 6 ? pick(ConnState.values(), random) : ConnState.NONE,
        protocol == 6 ? HISTORIES[random.nextInt(HISTORIES.length)] : "",
        random.nextInt(3) == 0 ? -1 : random.nextInt(50_000) * 1000L,
        random.nextInt(3) == 0 ? 4094 : 0);
  }

  /** The same connection of another protocol and between other ports. */
  public Row with(int otherProtocol, int otherClientPort, int otherServerPort) {
    Ends other =
        new Ends(clientHigh, clientLow, otherClientPort, serverHigh, serverLow, otherServerPort);
    return copy(firstFrame, 0, otherProtocol, other);
  }

  /** A connection that the server of this one began. */
  @SuppressWarnings("ArgumentSelectionDefectChecker") // the sides are exchanged on purpose
  public Row turned(long otherFrame) {
    Ends other = new Ends(serverHigh, serverLow, serverPort, clientHigh, clientLow, clientPort);
    return copy(otherFrame, 0, protocol, other);
  }

  /** The same connection at another time. */
  public Row later(long nanos) {
    Ends same = new Ends(clientHigh, clientLow, clientPort, serverHigh, serverLow, serverPort);
    return copy(firstFrame, nanos, protocol, same);
  }

  private record Ends(
      long clientHigh,
      long clientLow,
      int clientPort,
      long serverHigh,
      long serverLow,
      int serverPort) {}

  private Row copy(long otherFrame, long laterNanos, int otherProtocol, Ends ends) {
    return new Row(
        source,
        otherFrame,
        startNanos + laterNanos,
        endNanos + laterNanos,
        closeReason,
        otherProtocol,
        ends.clientHigh,
        ends.clientLow,
        ends.clientPort,
        ends.serverHigh,
        ends.serverLow,
        ends.serverPort,
        clientEvidence,
        clientPackets,
        clientBytes,
        clientPayloadBytes,
        clientTcpFlags,
        serverPackets,
        serverBytes,
        serverPayloadBytes,
        serverTcpFlags,
        service,
        serviceEvidence,
        hostname,
        connState,
        history,
        rttNanos,
        vlan);
  }

  private static long address(Random random) {
    return random.nextInt(5) == 0
        ? random.nextInt(3) - 1
        : 0xFFFF_0A00_0000L + (random.nextInt(3) << 8) + random.nextInt(4);
  }

  private static long high(long low) {
    return low < 0x1_0000_0000L ? 0xFE80_0000_0000_0000L + low : 0;
  }

  private static String hostname(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "www.example.com";
      case 1 -> "mail.example.com";
      case 2 -> "example.org";
      case 3 -> "b\u00fccher.example";
      case 4 -> "50%_off\\'\".example";
      default -> "";
    };
  }

  private static <E> E pick(E[] values, Random random) {
    return values[random.nextInt(values.length)];
  }
}

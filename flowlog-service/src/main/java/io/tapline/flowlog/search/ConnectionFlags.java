package io.tapline.flowlog.search;

import io.tapline.flowlog.search.filter.Flag;
import io.tapline.flowlog.search.filter.FlagLimits;
import io.tapline.wire.protocol.IpProtocols;
import java.util.ArrayList;
import java.util.List;

/** The flags of a connection of an answer: what {@link Flag} says in SQL, of one row. */
final class ConnectionFlags {
  private static final Flag[] FLAGS = Flag.values();

  private ConnectionFlags() {}

  /** Their names, in their order. */
  static List<String> of(ConnectionRow row) {
    List<String> names = new ArrayList<>(4);
    for (Flag flag : FLAGS) {
      if (has(row, flag)) {
        names.add(flag.text());
      }
    }
    return names;
  }

  private static boolean has(ConnectionRow row, Flag flag) {
    return switch (flag) {
      case ESTABLISHED -> isEstablished(row);
      case UNANSWERED -> row.serverPackets() == 0;
      case UPLOAD -> isOneWay(row.clientBytes(), row.serverBytes());
      case DOWNLOAD -> isOneWay(row.serverBytes(), row.clientBytes());
      case BULK ->
          isBulk(row.clientPackets(), row.clientBytes())
              || isBulk(row.serverPackets(), row.serverBytes());
      case INTERACTIVE -> isInteractive(row);
      case INBOUND -> !ofClient(row) && ofServer(row);
      case OUTBOUND -> ofClient(row) && !ofServer(row);
      case LOCAL -> ofClient(row) && ofServer(row);
      case TRANSIT -> !ofClient(row) && !ofServer(row);
    };
  }

  private static boolean isEstablished(ConnectionRow row) {
    return row.protocol() == IpProtocols.TCP
        ? Flag.isEstablished(row.connState())
        : row.clientPackets() > 0 && row.serverPackets() > 0;
  }

  private static boolean isOneWay(long bytes, long back) {
    return bytes >= FlagLimits.ONE_WAY_BYTES && bytes / FlagLimits.ONE_WAY_TIMES >= back;
  }

  private static boolean isBulk(long packets, long bytes) {
    return bytes >= FlagLimits.BULK_BYTES && mean(packets, bytes) >= FlagLimits.BULK_FRAME_BYTES;
  }

  private static boolean isInteractive(ConnectionRow row) {
    return isSmall(row.clientPackets(), row.clientBytes())
        && isSmall(row.serverPackets(), row.serverBytes())
        && micros(row.endNanos()) - micros(row.startNanos()) >= FlagLimits.INTERACTIVE_MICROS;
  }

  private static boolean isSmall(long packets, long bytes) {
    return packets >= FlagLimits.INTERACTIVE_PACKETS
        && mean(packets, bytes) <= FlagLimits.INTERACTIVE_FRAME_BYTES;
  }

  private static long mean(long packets, long bytes) {
    return bytes / Math.max(packets, 1);
  }

  private static long micros(long nanos) {
    return Math.floorDiv(nanos, 1_000L);
  }

  private static boolean ofClient(ConnectionRow row) {
    return Flag.isOurs(row.clientHigh(), row.clientLow());
  }

  private static boolean ofServer(ConnectionRow row) {
    return Flag.isOurs(row.serverHigh(), row.serverLow());
  }
}

package io.tapline.flowlog.assemble;

import io.tapline.wire.protocol.IpProtocols;

/** Connections that share an idle timeout. */
enum TimeoutClass {
  TCP_OPENING,
  TCP_ESTABLISHED,
  TCP_CLOSED,
  UDP,
  ICMP,
  OTHER,
  /** Reported by flow records. */
  FLOW,
  /** Reported by flow records, and its end as well. */
  FLOW_ENDED;

  private static final TimeoutClass[] BY_ORDINAL = values();

  static final int COUNT = BY_ORDINAL.length;

  static TimeoutClass of(int number) {
    return BY_ORDINAL[number];
  }

  /** What entries and snapshots store. */
  @SuppressWarnings(
      "EnumOrdinal") // stored by ordinal; the order is fixed by the snapshot's version
  int number() {
    return ordinal();
  }

  /** The class in which a connection of an IP protocol begins. */
  static TimeoutClass ofProtocol(int protocol) {
    return switch (protocol) {
      case IpProtocols.TCP -> TCP_OPENING;
      case IpProtocols.UDP -> UDP;
      case IpProtocols.ICMP, IpProtocols.ICMPV6 -> ICMP;
      default -> OTHER;
    };
  }

  /** Why a connection of this class is closed when it was idle for too long. */
  CloseReason closeReason() {
    return this == TCP_CLOSED || this == FLOW_ENDED
        ? CloseReason.TCP_CLOSED
        : CloseReason.IDLE_TIMEOUT;
  }
}

package io.tapline.flowlog.assemble;

/**
 * How long a connection may be without a frame, in packet time, until it is closed.
 *
 * @param tcpOpeningNanos no data yet: attempts and scans
 * @param tcpEstablishedNanos data or acknowledgements were seen
 * @param tcpClosedNanos after FIN both ways or RST
 * @param flowNanos connections that flow records report; longer than exporters take to report both
 *     directions, and a flow that goes on
 * @param flowEndedNanos the same after their end was reported
 */
public record IdleTimeouts(
    long tcpOpeningNanos,
    long tcpEstablishedNanos,
    long tcpClosedNanos,
    long udpNanos,
    long icmpNanos,
    long otherNanos,
    long flowNanos,
    long flowEndedNanos) {
  private static final long SECOND_NANOS = 1_000_000_000L;

  public static final IdleTimeouts DEFAULT =
      new IdleTimeouts(
          60 * SECOND_NANOS,
          900 * SECOND_NANOS,
          10 * SECOND_NANOS,
          60 * SECOND_NANOS,
          60 * SECOND_NANOS,
          60 * SECOND_NANOS,
          120 * SECOND_NANOS,
          30 * SECOND_NANOS);

  public IdleTimeouts {
    require("tcp opening", tcpOpeningNanos);
    require("tcp established", tcpEstablishedNanos);
    require("tcp closed", tcpClosedNanos);
    require("udp", udpNanos);
    require("icmp", icmpNanos);
    require("other", otherNanos);
    require("flow idle", flowNanos);
    require("flow ended", flowEndedNanos);
  }

  private static void require(String name, long nanos) {
    if (nanos <= 0 || nanos > Long.MAX_VALUE / 8) {
      throw new IllegalArgumentException("timeout " + name + " out of range: " + nanos + " ns");
    }
  }

  long nanos(TimeoutClass timeoutClass) {
    return switch (timeoutClass) {
      case TCP_OPENING -> tcpOpeningNanos;
      case TCP_ESTABLISHED -> tcpEstablishedNanos;
      case TCP_CLOSED -> tcpClosedNanos;
      case UDP -> udpNanos;
      case ICMP -> icmpNanos;
      case OTHER -> otherNanos;
      case FLOW -> flowNanos;
      case FLOW_ENDED -> flowEndedNanos;
    };
  }
}

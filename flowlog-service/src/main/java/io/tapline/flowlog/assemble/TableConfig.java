package io.tapline.flowlog.assemble;

/**
 * Limits of a connection table. Timeouts are packet time without a frame of the connection.
 *
 * @param tcpOpeningTimeoutNanos no data yet: attempts and scans
 * @param tcpEstablishedTimeoutNanos data or acknowledgements were seen
 * @param tcpClosedTimeoutNanos after FIN both ways or RST
 * @param flowIdleTimeoutNanos connections that flow records report; longer than exporters take to
 *     report both directions, and a flow that goes on
 * @param flowEndedTimeoutNanos the same after their end was reported
 * @param activeTimeoutNanos a longer connection is split into rows; 0 never splits
 * @param maxConnections open at the same time; beyond it the longest idle is evicted
 * @param maxContexts exporters and tunnels of open connections; beyond it they are not told apart
 */
public record TableConfig(
    long tcpOpeningTimeoutNanos,
    long tcpEstablishedTimeoutNanos,
    long tcpClosedTimeoutNanos,
    long udpTimeoutNanos,
    long icmpTimeoutNanos,
    long otherTimeoutNanos,
    long flowIdleTimeoutNanos,
    long flowEndedTimeoutNanos,
    long activeTimeoutNanos,
    int maxConnections,
    int maxContexts) {
  private static final long SECOND_NANOS = 1_000_000_000L;

  public static final TableConfig DEFAULT =
      new TableConfig(
          60 * SECOND_NANOS,
          900 * SECOND_NANOS,
          10 * SECOND_NANOS,
          60 * SECOND_NANOS,
          60 * SECOND_NANOS,
          60 * SECOND_NANOS,
          120 * SECOND_NANOS,
          30 * SECOND_NANOS,
          0,
          4_000_000,
          65_535);

  /** Upper bound of {@link #maxConnections}, so that a snapshot fits into one array. */
  public static final int CONNECTIONS_LIMIT = 10_000_000;

  /** Upper bound of {@link #maxContexts}, so that their numbers fit into a key. */
  public static final int CONTEXTS_LIMIT = 10_000_000;

  public TableConfig {
    requireTimeout("tcp opening", tcpOpeningTimeoutNanos);
    requireTimeout("tcp established", tcpEstablishedTimeoutNanos);
    requireTimeout("tcp closed", tcpClosedTimeoutNanos);
    requireTimeout("udp", udpTimeoutNanos);
    requireTimeout("icmp", icmpTimeoutNanos);
    requireTimeout("other", otherTimeoutNanos);
    requireTimeout("flow idle", flowIdleTimeoutNanos);
    requireTimeout("flow ended", flowEndedTimeoutNanos);
    if (activeTimeoutNanos < 0) {
      throw new IllegalArgumentException("active timeout is negative: " + activeTimeoutNanos);
    }
    if (maxConnections < 1 || maxConnections > CONNECTIONS_LIMIT) {
      throw new IllegalArgumentException("maxConnections out of range: " + maxConnections);
    }
    if (maxContexts < 1 || maxContexts > CONTEXTS_LIMIT) {
      throw new IllegalArgumentException("maxContexts out of range: " + maxContexts);
    }
  }

  /** The same limits for another number of open connections. */
  public TableConfig withMaxConnections(int connections) {
    return new TableConfig(
        tcpOpeningTimeoutNanos,
        tcpEstablishedTimeoutNanos,
        tcpClosedTimeoutNanos,
        udpTimeoutNanos,
        icmpTimeoutNanos,
        otherTimeoutNanos,
        flowIdleTimeoutNanos,
        flowEndedTimeoutNanos,
        activeTimeoutNanos,
        connections,
        maxContexts);
  }

  /** The same limits with rows split after a time. */
  public TableConfig withActiveTimeoutNanos(long nanos) {
    return new TableConfig(
        tcpOpeningTimeoutNanos,
        tcpEstablishedTimeoutNanos,
        tcpClosedTimeoutNanos,
        udpTimeoutNanos,
        icmpTimeoutNanos,
        otherTimeoutNanos,
        flowIdleTimeoutNanos,
        flowEndedTimeoutNanos,
        nanos,
        maxConnections,
        maxContexts);
  }

  /** The same limits for another number of contexts. */
  public TableConfig withMaxContexts(int contexts) {
    return new TableConfig(
        tcpOpeningTimeoutNanos,
        tcpEstablishedTimeoutNanos,
        tcpClosedTimeoutNanos,
        udpTimeoutNanos,
        icmpTimeoutNanos,
        otherTimeoutNanos,
        flowIdleTimeoutNanos,
        flowEndedTimeoutNanos,
        activeTimeoutNanos,
        maxConnections,
        contexts);
  }

  long timeoutNanos(TimeoutClass timeoutClass) {
    return switch (timeoutClass) {
      case TCP_OPENING -> tcpOpeningTimeoutNanos;
      case TCP_ESTABLISHED -> tcpEstablishedTimeoutNanos;
      case TCP_CLOSED -> tcpClosedTimeoutNanos;
      case UDP -> udpTimeoutNanos;
      case ICMP -> icmpTimeoutNanos;
      case OTHER -> otherTimeoutNanos;
      case FLOW -> flowIdleTimeoutNanos;
      case FLOW_ENDED -> flowEndedTimeoutNanos;
    };
  }

  private static void requireTimeout(String name, long nanos) {
    if (nanos <= 0 || nanos > Long.MAX_VALUE / 8) {
      throw new IllegalArgumentException("timeout " + name + " out of range: " + nanos + " ns");
    }
  }
}

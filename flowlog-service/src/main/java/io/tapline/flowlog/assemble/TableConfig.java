package io.tapline.flowlog.assemble;

/**
 * Limits of a connection table.
 *
 * @param activeTimeoutNanos a longer connection is split into rows; 0 never splits
 * @param maxConnections open at the same time; beyond it the longest idle is evicted
 * @param maxContexts exporters and tunnels of open connections; beyond it they are not told apart
 */
public record TableConfig(
    IdleTimeouts idle, long activeTimeoutNanos, int maxConnections, int maxContexts) {
  public static final TableConfig DEFAULT =
      new TableConfig(IdleTimeouts.DEFAULT, 0, 4_000_000, 65_535);

  /** Upper bound of {@link #maxConnections}, so that a snapshot fits into one array. */
  public static final int CONNECTIONS_LIMIT = 10_000_000;

  /** Upper bound of {@link #maxContexts}, so that their numbers fit into a key. */
  public static final int CONTEXTS_LIMIT = 10_000_000;

  public TableConfig {
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
    return new TableConfig(idle, activeTimeoutNanos, connections, maxContexts);
  }

  /** The same limits with rows split after a time. */
  public TableConfig withActiveTimeoutNanos(long nanos) {
    return new TableConfig(idle, nanos, maxConnections, maxContexts);
  }

  /** The same limits for another number of contexts. */
  public TableConfig withMaxContexts(int contexts) {
    return new TableConfig(idle, activeTimeoutNanos, maxConnections, contexts);
  }
}

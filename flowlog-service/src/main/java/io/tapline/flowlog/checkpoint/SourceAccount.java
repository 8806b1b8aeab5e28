package io.tapline.flowlog.checkpoint;

import java.util.Map;

/**
 * What became of the frames of a source, from its beginning.
 *
 * @param bytes on the wire
 * @param closedConnections rows that will not change any more
 * @param openConnections rows that may still change
 * @param outcomes frames by outcome in lower case; the values add up to {@code frames}
 * @param firstFrameNanos earliest frame time; {@link #NO_TIME} while there was no frame
 * @param lastFrameNanos latest frame time; {@link #NO_TIME} while there was no frame
 * @param flowRecords of flow exports, flow files and logs
 * @param counters what decoding met, by name; only those above 0
 */
public record SourceAccount(
    long frames,
    long bytes,
    long closedConnections,
    long openConnections,
    Map<String, Long> outcomes,
    long firstFrameNanos,
    long lastFrameNanos,
    long flowRecords,
    Map<String, Long> counters) {
  public static final long NO_TIME = Long.MIN_VALUE;
  public static final SourceAccount EMPTY =
      new SourceAccount(0, 0, 0, 0, Map.of(), NO_TIME, NO_TIME, 0, Map.of());

  public SourceAccount {
    outcomes = Map.copyOf(outcomes);
    counters = Map.copyOf(counters);
  }

  /** Rows that began with a frame of this source. */
  public long connections() {
    return closedConnections + openConnections;
  }
}

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
 */
public record SourceAccount(
    long frames,
    long bytes,
    long closedConnections,
    long openConnections,
    Map<String, Long> outcomes,
    long firstFrameNanos,
    long lastFrameNanos) {
  public static final long NO_TIME = Long.MIN_VALUE;
  public static final SourceAccount EMPTY =
      new SourceAccount(0, 0, 0, 0, Map.of(), NO_TIME, NO_TIME);

  public SourceAccount {
    outcomes = Map.copyOf(outcomes);
  }

  /** Rows that began with a frame of this source. */
  public long connections() {
    return closedConnections + openConnections;
  }
}

package io.tapline.capture.deliver;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the connection log made of every frame of a source. The counts of {@code outcomes} add up to
 * {@code frames}. Kept on disk: totals of an earlier version lack what was added since.
 *
 * @param frames frames consumed
 * @param bytes bytes on the wire
 * @param connections rows that began with a frame of this source
 * @param outcomes frames by outcome name
 * @param firstNanos time of the earliest frame, nanoseconds since the epoch; null when there was
 *     none
 * @param lastNanos time of the latest frame
 * @param lostFrames of {@code lost}, the frames
 * @param lost what the source and the log found lost, by unit; under "unknown" the number of losses
 *     of which no size is known
 * @param flowRecords records of flow exports, flow files and logs
 * @param counters what decoding met besides, by name
 */
public record IngestTotals(
    long frames,
    long bytes,
    long connections,
    Map<String, Long> outcomes,
    @Nullable Long firstNanos,
    @Nullable Long lastNanos,
    long lostFrames,
    Map<String, Long> lost,
    long flowRecords,
    Map<String, Long> counters) {

  public IngestTotals {
    lost = lost == null ? Map.of() : lost;
    counters = counters == null ? Map.of() : counters;
  }
}

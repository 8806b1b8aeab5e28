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
 * @param lostFrames frames that the source said were lost
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
    long flowRecords,
    Map<String, Long> counters) {

  public IngestTotals {
    counters = counters == null ? Map.of() : counters;
  }
}

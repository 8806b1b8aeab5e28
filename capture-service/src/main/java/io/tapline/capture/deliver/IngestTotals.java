package io.tapline.capture.deliver;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the connection log made of every frame of a source. The counts of {@code outcomes} add up to
 * {@code frames}.
 *
 * @param frames frames consumed
 * @param bytes bytes on the wire
 * @param connections rows that began with a frame of this source
 * @param outcomes frames by outcome name
 * @param firstNanos time of the earliest frame, nanoseconds since the epoch; null when there was
 *     none
 * @param lastNanos time of the latest frame
 * @param lostFrames frames that the source said were lost
 */
public record IngestTotals(
    long frames,
    long bytes,
    long connections,
    Map<String, Long> outcomes,
    @Nullable Long firstNanos,
    @Nullable Long lastNanos,
    long lostFrames) {}

package io.tapline.flowlog.hostcopy;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Limits of host copies.
 *
 * @param directory where they lie; one of the query engine's, and nobody else's
 * @param limitBytes of all copies together; 0 for none
 * @param leastRows settled segments with fewer rows are read as they are
 * @param leastFreshRows the same of segments that may be merged yet, which would be in vain
 * @param waiting copies that wait to be made; further ones are not
 * @param keep a copy that was used within this time is not given up for another one
 * @param rest how long none is made after one could not be made
 */
public record HostCopySettings(
    Path directory,
    long limitBytes,
    long leastRows,
    long leastFreshRows,
    int waiting,
    Duration keep,
    Duration rest) {
  public static final int DEFAULT_WAITING = 64;
  public static final Duration DEFAULT_KEEP = Duration.ofMinutes(10);
  public static final Duration DEFAULT_REST = Duration.ofMinutes(1);
}

package io.tapline.report.log;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the log is. Calls block; threads may share it. */
public interface LogProgress {
  /** What changed since a token; the empty token means everything. */
  Changes changesSince(String token);

  /** Sources that still deliver. */
  List<OpenSource> openSources();

  /**
   * Spans whose connections were added or changed, and the token to ask with next time.
   *
   * @param ingesting whether a source hands over more than the log takes at once, so that much will
   *     change again soon
   */
  record Changes(List<Span> spans, String nextToken, boolean ingesting) {}

  /** {@code lastFrame} is the time of the latest frame; null before the first. */
  record OpenSource(String name, @Nullable Instant lastFrame) {}
}

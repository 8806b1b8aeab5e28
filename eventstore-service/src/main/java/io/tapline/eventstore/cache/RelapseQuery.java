package io.tapline.eventstore.cache;

import io.tapline.eventstore.idea.Severity;
import java.time.Instant;

/**
 * Which relapses to look for.
 *
 * @param time windows that ended before it
 */
public record RelapseQuery(String group, Severity severity, Instant time) {}

package io.tapline.eventstore.cache;

import io.tapline.eventstore.idea.Severity;
import java.time.Instant;

/**
 * An event that a client kept back for a key.
 *
 * @param createTime when it was kept back
 */
public record SavedEvent(
    String eventId, String key, String group, Severity severity, Instant createTime) {}

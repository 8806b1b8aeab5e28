package io.tapline.eventstore.search;

import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.threshold.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A validated question. An empty list, or null, does not restrict.
 *
 * @param from first microsecond of detection
 * @param until the microsecond after the last one
 * @param host overlaps a source or target address
 */
public record EventQuery(
    @Nullable Instant from,
    @Nullable Instant until,
    List<String> categories,
    @Nullable AddressRange host,
    List<Severity> severities,
    List<String> eventClasses,
    List<Outcome> outcomes) {}

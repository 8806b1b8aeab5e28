package io.tapline.eventstore.search;

import java.time.Instant;

/** The last event of a page: the next one is earlier, or as early with a smaller id. */
public record Cursor(Instant detectTime, String id) {}

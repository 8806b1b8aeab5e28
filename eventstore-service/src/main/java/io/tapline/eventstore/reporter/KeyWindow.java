package io.tapline.eventstore.reporter;

import java.time.Instant;

/** The quiet window in which an event was decided for a key: {@code [start, end)}. */
record KeyWindow(Instant start, Instant end) {}

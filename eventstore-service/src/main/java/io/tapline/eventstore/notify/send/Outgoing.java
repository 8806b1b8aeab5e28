package io.tapline.eventstore.notify.send;

import io.tapline.eventstore.notify.Notice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notice on its way.
 *
 * @param ideaJson the message of the event that it is about; null: there is none any more
 * @param time of this attempt
 */
public record Outgoing(Notice notice, @Nullable String ideaJson, Instant time) {}

package io.tapline.eventstore.search;

import io.tapline.eventstore.event.StoredEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param next where the next page begins; null: this is the last one
 */
public record EventPage(List<StoredEvent> events, @Nullable Cursor next) {}

package io.tapline.eventstore.watch;

import io.tapline.eventstore.action.EventAction;
import io.tapline.eventstore.change.Change;
import io.tapline.eventstore.event.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * Something that a watcher is sent.
 *
 * @param event as it is now
 * @param action when it was one
 */
record Watched(Change change, StoredEvent event, @Nullable EventAction action) {}

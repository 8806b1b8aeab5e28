package io.tapline.eventstore.cache;

import java.util.List;

/**
 * A stored event that relapsed.
 *
 * @param idea the message as it was inserted
 * @param keys those for which it relapsed, in order
 */
public record RelapsedEvent(String eventId, String idea, List<String> keys) {}

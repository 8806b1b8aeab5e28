package io.tapline.eventstore.event;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Reads events by their ids. */
public interface EventReader {
  /** The events of these ids that exist, in no order. */
  Uni<List<StoredEvent>> readIds(List<String> ids);
}

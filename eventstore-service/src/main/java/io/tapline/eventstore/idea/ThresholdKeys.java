package io.tapline.eventstore.idea;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The keys by which an event is kept back: {@code <topic>+++<source>}. */
public final class ThresholdKeys {
  private ThresholdKeys() {}

  /**
   * One key per source, as the message writes it; without a source, one key with an empty source.
   *
   * @param topic see {@link #topic}
   */
  public static SortedSet<String> of(String topic, Collection<String> sources) {
    SortedSet<String> keys = new TreeSet<>();
    sources.forEach(source -> keys.add(topic + "+++" + source));
    if (keys.isEmpty()) {
      keys.add(topic + "+++");
    }
    return keys;
  }

  /** What an event is about: its class, or its categories joined by a slash. */
  public static String topic(String eventClass, List<String> categories) {
    return eventClass.isEmpty() ? String.join("/", categories) : eventClass;
  }
}

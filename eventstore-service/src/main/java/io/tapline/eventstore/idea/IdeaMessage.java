package io.tapline.eventstore.idea;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * An IDEA message: the columns it is found by, and its text.
 *
 * @param description empty when the message has none
 * @param protocols of sources and targets, lower case, sorted
 * @param eventClass lower case, empty when the message gives none
 * @param storageTime when another store had stored it, by its own words
 * @param json the text as it came, byte for byte
 */
public record IdeaMessage(
    String id,
    Instant detectTime,
    List<String> categories,
    String description,
    Side source,
    Side target,
    List<String> protocols,
    Detectors detectors,
    String eventClass,
    Severity severity,
    List<String> resolvedAbuses,
    List<String> inspectionErrors,
    @Nullable Instant storageTime,
    String json) {

  /**
   * All sources, or all targets, of a message.
   *
   * @param addresses as given, IPv4 before IPv6 within each entry
   * @param ports sorted, unique
   * @param types sorted, unique, case kept
   */
  public record Side(List<AddressRange> addresses, List<Integer> ports, List<String> types) {}

  /**
   * The nodes that detected it.
   *
   * @param names in order
   * @param types sorted, unique, case kept
   */
  public record Detectors(List<String> names, List<String> types) {}

  /** The keys by which it is kept back; see {@link ThresholdKeys}. */
  public SortedSet<String> thresholdKeys() {
    return ThresholdKeys.of(topic(), source.addresses().stream().map(AddressRange::text).toList());
  }

  /** What it is about; see {@link ThresholdKeys#topic}. */
  public String topic() {
    return ThresholdKeys.topic(eventClass, categories);
  }
}

package io.tapline.eventstore.reporter;

import io.tapline.eventstore.idea.AddressRange;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is reported: class, then source, then its numbers. For one thread. */
final class Aggregation {
  /** The class of events that name none. */
  static final String UNKNOWN = "__UNKNOWN__";

  /** IPv4 before IPv6, then by address; ranges of the same start by their end, then their text. */
  static final Comparator<AddressRange> BY_ADDRESS =
      Comparator.comparing((AddressRange range) -> !range.isIpv4())
          .thenComparing(range -> range.low().getAddress(), Arrays::compareUnsigned)
          .thenComparing(range -> range.high().getAddress(), Arrays::compareUnsigned)
          .thenComparing(AddressRange::text);

  private final SortedMap<String, SortedMap<AddressRange, SourceBuilder>> classes = new TreeMap<>();

  /**
   * @param sources those of the message that are reported
   */
  void add(String eventClass, List<AddressRange> sources, IdeaDocument message) {
    Map<AddressRange, SourceBuilder> ofClass =
        classes.computeIfAbsent(
            eventClass.isEmpty() ? UNKNOWN : eventClass, name -> new TreeMap<>(BY_ADDRESS));
    for (AddressRange source : sources) {
      ofClass.computeIfAbsent(source, one -> new SourceBuilder(one.text())).add(message);
    }
  }

  List<ClassSummary> build() {
    return classes.entrySet().stream()
        .map(
            entry ->
                new ClassSummary(
                    entry.getKey(),
                    entry.getValue().values().stream().map(SourceBuilder::build).toList()))
        .toList();
  }
}

package io.tapline.eventstore.reporter;

import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import java.util.ArrayList;
import java.util.List;

/** The messages that files will have, as many as their limit allows. For one thread. */
final class KeptMessages {
  /**
   * A reported message.
   *
   * @param sources those that are reported, as the message writes them
   */
  record Kept(IdeaMessage idea, List<String> sources) {}

  private final long maxBytes;
  private final List<Kept> kept = new ArrayList<>();
  private long bytes;

  KeptMessages(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** A message that does not fit is left out; a shorter one after it may fit. */
  void add(IdeaMessage idea, List<AddressRange> sources) {
    if (bytes + idea.json().length() <= maxBytes) {
      bytes += idea.json().length();
      kept.add(new Kept(idea, sources.stream().map(AddressRange::text).toList()));
    }
  }

  List<Kept> all() {
    return kept;
  }

  /** Those about a source, as if they were about no other. */
  List<Kept> of(String source) {
    return kept.stream()
        .filter(one -> one.sources().contains(source))
        .map(one -> new Kept(one.idea(), List.of(source)))
        .toList();
  }
}

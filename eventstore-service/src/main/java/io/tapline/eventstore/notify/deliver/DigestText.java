package io.tapline.eventstore.notify.deliver;

import io.tapline.eventstore.notify.Notice;
import java.util.List;

/** What people are told of many events at once. */
final class DigestText {
  /** Events that are named; the others are counted. */
  static final int NAMED = 200;

  private DigestText() {}

  /** A notice that becomes part of a digest. */
  record Part(long id, String subject, String outcome, String link) {}

  /**
   * @param parts at least two, oldest first
   */
  static Notice of(String channel, List<Part> parts) {
    String key =
        "%s:digest:%d-%d:%d"
            .formatted(channel, parts.getFirst().id(), parts.getLast().id(), parts.size());
    return Notice.toChannel(key, channel, subject(parts), text(parts), List.of());
  }

  private static String subject(List<Part> parts) {
    long relapsed = parts.stream().filter(part -> part.outcome().equals("RELAPSED")).count();
    return "%d events: %d new, %d relapsed"
        .formatted(parts.size(), parts.size() - relapsed, relapsed);
  }

  private static String text(List<Part> parts) {
    StringBuilder text = new StringBuilder();
    parts.stream()
        .limit(NAMED)
        .forEach(
            part -> text.append(part.subject()).append("\n  ").append(part.link()).append("\n"));
    if (parts.size() > NAMED) {
      text.append("and ").append(parts.size() - NAMED).append(" more\n");
    }
    return text.toString();
  }
}

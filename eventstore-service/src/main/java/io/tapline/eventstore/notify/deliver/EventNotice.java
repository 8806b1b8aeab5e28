package io.tapline.eventstore.notify.deliver;

import io.tapline.eventstore.event.StoredEvent;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.notify.Notice;
import io.tapline.eventstore.notify.Notice.AboutEvent;
import io.tapline.eventstore.threshold.Decision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/** What people are told of an event: the same text for the same decision. */
final class EventNotice {
  private static final int MAX_SUBJECT_PART = 200;
  private static final int MAX_ADDRESSES = 20;

  /** Characters of a line of the text, at most: a message may be longer than a notice. */
  static final int MAX_LINE = 10_000;

  private final EventLink links;

  EventNotice(EventLink links) {
    this.links = links;
  }

  /**
   * @param decision the one that people are told of
   */
  Notice of(StoredEvent event, Decision decision, String channel) {
    String link = links.of(event.idea());
    AboutEvent about =
        new AboutEvent(
            event.idea().id(),
            decision.outcome().name(),
            decision.key(),
            decision.reason(),
            event.idea().severity().name(),
            link);
    return new Notice(
        key(channel, event, decision),
        channel,
        List.of(),
        subject(event.idea(), decision),
        text(event, decision, link),
        List.of(),
        about);
  }

  /** A relapse is decided once at a time, so its time tells it from an earlier one. */
  private static String key(String channel, StoredEvent event, Decision decision) {
    String of =
        String.join(
            "\n",
            event.idea().id(),
            decision.key(),
            decision.outcome().name(),
            decision.decideTime().toString());
    return channel + ':' + UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
  }

  private static String subject(IdeaMessage idea, Decision decision) {
    String what =
        idea.description().isEmpty() ? String.join(" ", idea.categories()) : idea.description();
    String line = what.replaceAll("\\p{Cntrl}+", " ");
    String cut = line.length() > MAX_SUBJECT_PART ? line.substring(0, MAX_SUBJECT_PART) : line;
    return "[%s, %s] %s".formatted(word(idea.severity()), word(decision.outcome()), cut);
  }

  private static String text(StoredEvent event, Decision decision, String link) {
    IdeaMessage idea = event.idea();
    StringBuilder text = new StringBuilder();
    line(text, "What", idea.description());
    line(text, "Categories", String.join(" ", idea.categories()));
    line(text, "Severity", word(idea.severity()));
    line(text, "Detected", idea.detectTime().toString());
    line(text, "Sources", addresses(idea.source().addresses()));
    line(text, "Targets", addresses(idea.target().addresses()));
    line(text, "Detected by", String.join(" ", idea.detectors().names()));
    line(text, "Why", decision.reason());
    line(text, "Event", idea.id());
    line(text, "Connections", link);
    return text.toString();
  }

  private static String addresses(List<AddressRange> addresses) {
    String first =
        addresses.stream()
            .limit(MAX_ADDRESSES)
            .map(AddressRange::text)
            .collect(Collectors.joining(" "));
    int more = addresses.size() - MAX_ADDRESSES;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static void line(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      String whole = value.replaceAll("\\p{Cntrl}+", " ");
      String line = whole.length() > MAX_LINE ? whole.substring(0, MAX_LINE) + "..." : whole;
      text.append(name).append(": ").append(line).append('\n');
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

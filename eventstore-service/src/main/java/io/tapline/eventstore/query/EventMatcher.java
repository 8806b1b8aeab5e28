package io.tapline.eventstore.query;

import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.query.Condition.Between;
import io.tapline.eventstore.query.Condition.Contains;
import io.tapline.eventstore.query.Condition.HasAny;
import io.tapline.eventstore.query.Condition.IsEmpty;
import io.tapline.eventstore.query.Condition.Outcomes;
import io.tapline.eventstore.query.Condition.Overlaps;
import io.tapline.eventstore.query.Condition.States;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question for one event that is in memory: the same answer as {@link ConditionSql} gives over
 * the table.
 */
public final class EventMatcher {
  private final List<Predicate<Candidate>> conditions;

  public EventMatcher(EventQuery query) {
    this(query, EventMatcher::overlap);
  }

  private EventMatcher(EventQuery query, BiPredicate<AddressRange, AddressRange> meets) {
    conditions = query.conditions().stream().map(one -> predicate(one, meets)).toList();
  }

  /**
   * As {@link #EventMatcher(EventQuery)}, but an address of the event matches only when all of it
   * lies within one of the question's.
   */
  public static EventMatcher within(EventQuery query) {
    return new EventMatcher(query, (own, asked) -> asked.contains(own));
  }

  /**
   * What is asked about.
   *
   * @param outcome name of what was decided
   * @param state name of the event's state
   */
  public record Candidate(IdeaMessage idea, Instant storageTime, String outcome, String state) {}

  public boolean matches(Candidate event) {
    return conditions.stream().allMatch(condition -> condition.test(event));
  }

  /**
   * @param meets whether an address of the event is what one of the question's asks for
   */
  private static Predicate<Candidate> predicate(
      Condition condition, BiPredicate<AddressRange, AddressRange> meets) {
    return switch (condition) {
      case Between between -> event -> between(between, event);
      case Overlaps overlaps -> event -> overlaps(overlaps, event.idea(), meets);
      case HasAny any -> hasAny(any);
      case IsEmpty empty ->
          event ->
              empty.columns().stream().anyMatch(column -> isEmpty(column, event) != empty.not());
      case Contains contains -> contains(contains.text().toLowerCase(Locale.ROOT));
      case Outcomes outcomes -> event -> outcomes.outcomes().contains(event.outcome());
      case States states -> event -> states.states().contains(event.state());
    };
  }

  private static boolean between(Between between, Candidate event) {
    Instant time =
        between.column() == EventColumn.STORAGE_TIME
            ? event.storageTime()
            : event.idea().detectTime();
    @Nullable Instant from = between.from();
    @Nullable Instant until = between.until();
    return (from == null || !time.isBefore(from)) && (until == null || time.isBefore(until));
  }

  private static boolean overlaps(
      Overlaps overlaps, IdeaMessage idea, BiPredicate<AddressRange, AddressRange> meets) {
    Stream<AddressRange> own =
        switch (overlaps.side()) {
          case SOURCE -> idea.source().addresses().stream();
          case TARGET -> idea.target().addresses().stream();
          case EITHER ->
              Stream.concat(idea.source().addresses().stream(), idea.target().addresses().stream());
        };
    return own.anyMatch(a -> overlaps.addresses().stream().anyMatch(b -> meets.test(a, b)));
  }

  private static boolean overlap(AddressRange a, AddressRange b) {
    return a.isIpv4() == b.isIpv4()
        && compare(a.low(), b.high()) <= 0
        && compare(b.low(), a.high()) <= 0;
  }

  private static int compare(InetAddress a, InetAddress b) {
    return Arrays.compareUnsigned(a.getAddress(), b.getAddress());
  }

  private static Predicate<Candidate> hasAny(HasAny any) {
    Set<?> wanted = Set.copyOf(any.values());
    return event ->
        any.columns().stream().flatMap(column -> values(column, event)).anyMatch(wanted::contains)
            != any.not();
  }

  private static Predicate<Candidate> contains(String text) {
    return event -> event.idea().description().toLowerCase(Locale.ROOT).contains(text);
  }

  private static boolean isEmpty(EventColumn column, Candidate event) {
    return column == EventColumn.EVENT_SEVERITY
        ? event.idea().severity() == Severity.UNSPECIFIED
        : values(column, event).findAny().isEmpty();
  }

  /** The values of a column, none for an empty one, as {@link HasAny} writes them. */
  private static Stream<?> values(EventColumn column, Candidate event) {
    IdeaMessage idea = event.idea();
    return switch (column) {
      case ID -> Stream.of(idea.id());
      case DETECT_TIME, STORAGE_TIME ->
          throw new IllegalArgumentException("times are between, not one of");
      case CATEGORY -> idea.categories().stream();
      case DESCRIPTION -> text(idea.description());
      case SOURCE_IP -> idea.source().addresses().stream().map(AddressRange::text);
      case TARGET_IP -> idea.target().addresses().stream().map(AddressRange::text);
      case SOURCE_PORT -> idea.source().ports().stream();
      case TARGET_PORT -> idea.target().ports().stream();
      case SOURCE_TYPE -> idea.source().types().stream();
      case TARGET_TYPE -> idea.target().types().stream();
      case PROTOCOL -> idea.protocols().stream();
      case NODE_NAME -> idea.detectors().names().stream();
      case NODE_TYPE -> idea.detectors().types().stream();
      case RESOLVED_ABUSES -> idea.resolvedAbuses().stream();
      case EVENT_CLASS -> text(idea.eventClass());
      case EVENT_SEVERITY -> Stream.of(idea.severity().name());
      case INSPECTION_ERRORS -> idea.inspectionErrors().stream();
    };
  }

  private static Stream<String> text(String value) {
    return value.isEmpty() ? Stream.empty() : Stream.of(value);
  }
}

package io.tapline.eventstore.group;

import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.query.Condition;
import io.tapline.eventstore.query.Condition.Between;
import io.tapline.eventstore.query.Condition.Contains;
import io.tapline.eventstore.query.Condition.HasAny;
import io.tapline.eventstore.query.Condition.IsEmpty;
import io.tapline.eventstore.query.Condition.Outcomes;
import io.tapline.eventstore.query.Condition.Overlaps;
import io.tapline.eventstore.query.Condition.States;
import io.tapline.eventstore.query.EventColumn;
import io.tapline.eventstore.query.EventQuery;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whether a rule matches an event: as a search does, but that an address matches only when it lies
 * within the one of the rule as a whole. A range is not kept out for a part of it.
 */
final class FilterMatch {
  private final FilterSubject subject;

  private FilterMatch(FilterSubject subject) {
    this.subject = subject;
  }

  static boolean matches(EventQuery rule, FilterSubject subject) {
    FilterMatch match = new FilterMatch(subject);
    return rule.conditions().stream().allMatch(match::holds);
  }

  private boolean holds(Condition condition) {
    return switch (condition) {
      case Between between -> within(between, time(between.column()));
      case Overlaps overlaps -> addresses(overlaps.side()).anyMatch(one -> within(one, overlaps));
      case HasAny any -> hasAny(any) != any.not();
      case IsEmpty empty ->
          empty.columns().stream()
              .anyMatch(column -> values(column).isEmpty() != empty.not());
      case Contains contains ->
          lower(subject.idea().description()).contains(lower(contains.text()));
      case Outcomes outcomes -> outcomes.outcomes().contains(subject.outcome().name());
      case States states -> states.states().contains(subject.state());
    };
  }

  private Instant time(EventColumn column) {
    return column == EventColumn.STORAGE_TIME
        ? subject.storageTime()
        : subject.idea().detectTime();
  }

  private static boolean within(Between bounds, Instant time) {
    return (bounds.from() == null || !time.isBefore(bounds.from()))
        && (bounds.until() == null || time.isBefore(bounds.until()));
  }

  private Stream<AddressRange> addresses(Condition.Side side) {
    IdeaMessage idea = subject.idea();
    return switch (side) {
      case SOURCE -> idea.source().addresses().stream();
      case TARGET -> idea.target().addresses().stream();
      case EITHER ->
          Stream.concat(idea.source().addresses().stream(), idea.target().addresses().stream());
    };
  }

  private static boolean within(AddressRange address, Overlaps wanted) {
    return wanted.addresses().stream().anyMatch(range -> range.contains(address));
  }

  private boolean hasAny(HasAny any) {
    return any.columns().stream()
        .anyMatch(column -> !Collections.disjoint(values(column), any.values()));
  }

  /** As the columns hold them; an empty text is no value. */
  private List<?> values(EventColumn column) {
    IdeaMessage idea = subject.idea();
    return switch (column) {
      case ID -> List.of(idea.id());
      case CATEGORY -> idea.categories();
      case DESCRIPTION -> text(idea.description());
      case SOURCE_IP -> idea.source().addresses().stream().map(AddressRange::text).toList();
      case TARGET_IP -> idea.target().addresses().stream().map(AddressRange::text).toList();
      case SOURCE_PORT -> idea.source().ports();
      case TARGET_PORT -> idea.target().ports();
      case SOURCE_TYPE -> idea.source().types();
      case TARGET_TYPE -> idea.target().types();
      case PROTOCOL -> idea.protocols();
      case NODE_NAME -> idea.detectors().names();
      case NODE_TYPE -> idea.detectors().types();
      case RESOLVED_ABUSES -> idea.resolvedAbuses();
      case EVENT_CLASS -> text(idea.eventClass());
      case EVENT_SEVERITY ->
          idea.severity() == Severity.UNSPECIFIED ? List.of() : List.of(idea.severity().name());
      case INSPECTION_ERRORS -> idea.inspectionErrors();
      case DETECT_TIME, STORAGE_TIME ->
          throw new IllegalArgumentException("times are compared, not listed: " + column);
    };
  }

  private static List<String> text(String text) {
    return text.isEmpty() ? List.of() : List.of(text);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

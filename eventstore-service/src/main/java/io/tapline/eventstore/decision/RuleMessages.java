package io.tapline.eventstore.decision;

import static io.tapline.eventstore.Reason.INVALID_RULE;

import com.google.protobuf.util.Durations;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.rule.Replay;
import io.tapline.eventstore.rule.ThresholdRule;
import io.tapline.eventstore.rule.ThresholdRule.Condition;
import io.tapline.eventstore.threshold.Outcome;
import io.tapline.eventstore.threshold.ThresholdTiming;
import io.tapline.eventstore.v1.KeyOutcomes;
import io.tapline.eventstore.v1.ListThresholdRulesRequest;
import io.tapline.eventstore.v1.ListThresholdRulesResponse;
import io.tapline.eventstore.v1.OutcomeCounts;
import io.tapline.rpc.NamedPages;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads and writes messages of rules. */
final class RuleMessages {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
  private static final int MAX_RANK = 1_000_000;
  private static final int MAX_VALUES = 100;
  private static final Duration LONGEST = Duration.ofDays(400);

  private static final NamedPages<ThresholdRule> PAGES =
      new NamedPages<>("threshold rules", RuleMessages::inOrder, Reason.PAGES);

  private RuleMessages() {}

  /** Sorts as {@link ThresholdRule#IN_ORDER}. */
  private static String inOrder(ThresholdRule rule) {
    return "%07d %s".formatted(rule.rank(), rule.name());
  }

  /**
   * @throws Refusal INVALID_RULE
   */
  static ThresholdRule rule(io.tapline.eventstore.v1.ThresholdRule rule) {
    check(NAME.matcher(rule.getName()).matches(), "name", "must be 1 to 64 of a-z, 0-9 and hyphen");
    check(
        rule.getRank() >= 0 && rule.getRank() <= MAX_RANK,
        "rank",
        "must be between 0 and " + MAX_RANK);
    return new ThresholdRule(rule.getName(), rule.getRank(), condition(rule), timing(rule));
  }

  private static Condition condition(io.tapline.eventstore.v1.ThresholdRule rule) {
    return new Condition(
        texts("event_classes", rule.getEventClassesList()).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()),
        texts("categories", rule.getCategoriesList()),
        texts("detectors", rule.getDetectorsList()),
        limited("severities", rule.getSeveritiesList()).stream()
            .map(RuleMessages::severity)
            .collect(Collectors.toUnmodifiableSet()),
        texts("groups", rule.getGroupsList()));
  }

  private static Severity severity(io.tapline.type.v1.Severity severity) {
    return DecisionMessages.severity(severity)
        .orElseThrow(() -> refuse("severities", "has a value that is no severity"));
  }

  private static Set<String> texts(String field, List<String> values) {
    check(
        values.stream().noneMatch(text -> text.isBlank() || text.indexOf('\0') >= 0),
        field,
        "must not have a blank value or a null character");
    return Set.copyOf(limited(field, values));
  }

  private static <T> List<T> limited(String field, List<T> values) {
    check(values.size() <= MAX_VALUES, field, "has more than %d values".formatted(MAX_VALUES));
    return values;
  }

  private static ThresholdTiming timing(io.tapline.eventstore.v1.ThresholdRule rule) {
    Duration period = duration("period", rule.getPeriod());
    Duration threshold = duration("threshold", rule.getThreshold());
    Duration relapse = duration("relapse", rule.getRelapse());
    try {
      return new ThresholdTiming(period, threshold, relapse);
    } catch (IllegalArgumentException e) {
      throw refuse("threshold", String.valueOf(e.getMessage()));
    }
  }

  private static Duration duration(String field, com.google.protobuf.Duration message) {
    check(Durations.isValid(message), field, "is not a valid duration");
    Duration value = Timestamps.duration(message).truncatedTo(ChronoUnit.MICROS);
    check(
        !value.isNegative() && value.compareTo(LONGEST) <= 0,
        field,
        "must be between 0 and %d days".formatted(LONGEST.toDays()));
    return value;
  }

  private static void check(boolean holds, String field, String why) {
    if (!holds) {
      throw refuse(field, why);
    }
  }

  private static Refusal refuse(String field, String why) {
    return Refusal.ofField(INVALID_RULE, "rule." + field, "rule." + field + " " + why);
  }

  static NamedPages.Page<ThresholdRule> page(
      ListThresholdRulesRequest request, List<ThresholdRule> all) {
    return PAGES.page(all.stream(), request.getPageSize(), request.getPageToken());
  }

  static ListThresholdRulesResponse message(NamedPages.Page<ThresholdRule> page) {
    return ListThresholdRulesResponse.newBuilder()
        .addAllRules(page.entries().stream().map(RuleMessages::message).toList())
        .setNextPageToken(page.nextToken())
        .build();
  }

  static io.tapline.eventstore.v1.ThresholdRule message(ThresholdRule rule) {
    Condition condition = rule.condition();
    ThresholdTiming timing = rule.timing();
    io.tapline.eventstore.v1.ThresholdRule.Builder message =
        io.tapline.eventstore.v1.ThresholdRule.newBuilder();
    set(timing.threshold(), message::setThreshold);
    set(timing.relapse(), message::setRelapse);
    set(timing.period(), message::setPeriod);
    return message
        .setName(rule.name())
        .setRank(rule.rank())
        .addAllEventClasses(sorted(condition.eventClasses()))
        .addAllCategories(sorted(condition.categories()))
        .addAllDetectors(sorted(condition.detectors()))
        .addAllSeverities(
            condition.severities().stream().sorted().map(DecisionMessages::severity).toList())
        .addAllGroups(sorted(condition.groups()))
        .build();
  }

  /** None is as good as 0, and is written so. */
  private static void set(Duration duration, Consumer<com.google.protobuf.Duration> setter) {
    if (!duration.isZero()) {
      setter.accept(Timestamps.duration(duration));
    }
  }

  private static List<String> sorted(Collection<String> texts) {
    return texts.stream().sorted().toList();
  }

  static OutcomeCounts counts(ToLongFunction<Outcome> count) {
    return OutcomeCounts.newBuilder()
        .setNewCount(count.applyAsLong(Outcome.NEW))
        .setRelapsedCount(count.applyAsLong(Outcome.RELAPSED))
        .setThresholdedCount(count.applyAsLong(Outcome.THRESHOLDED))
        .build();
  }

  static KeyOutcomes key(Replay.KeyCounts key) {
    return KeyOutcomes.newBuilder()
        .setKey(key.key())
        .setCounts(counts(outcome -> key.counts().getOrDefault(outcome, 0L)))
        .build();
  }
}

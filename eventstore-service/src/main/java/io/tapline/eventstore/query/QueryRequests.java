package io.tapline.eventstore.query;

import static io.tapline.eventstore.Reason.EMPTY_QUERY;
import static io.tapline.eventstore.Reason.FILTER_LIMIT;
import static io.tapline.eventstore.Reason.INVALID_ADDRESS;
import static io.tapline.eventstore.Reason.INVALID_FILTER;
import static io.tapline.eventstore.Reason.INVALID_INTERVAL;
import static io.tapline.eventstore.Reason.INVALID_OUTCOME;
import static io.tapline.eventstore.Reason.UNKNOWN_FIELD;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.query.Condition.Between;
import io.tapline.eventstore.query.Condition.Contains;
import io.tapline.eventstore.query.Condition.HasAny;
import io.tapline.eventstore.query.Condition.IsEmpty;
import io.tapline.eventstore.query.Condition.Outcomes;
import io.tapline.eventstore.query.Condition.Overlaps;
import io.tapline.eventstore.query.Condition.Side;
import io.tapline.eventstore.query.Condition.States;
import io.tapline.eventstore.threshold.Outcome;
import io.tapline.eventstore.v1.EventQuery;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads query messages; the only place that turns them into questions. */
public final class QueryRequests {
  private static final String EMPTY = "__EMPTY__";
  private static final String ANY = "__ANY__";
  private static final Set<String> STATES = Set.of("OPEN", "ACKNOWLEDGED", "CLOSED");
  private static final int MAX_PORT = 65_535;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,40}");

  private final int maxFilterValues;

  public QueryRequests(int maxFilterValues) {
    this.maxFilterValues = maxFilterValues;
  }

  /**
   * @throws Refusal UNKNOWN_FIELD, INVALID_FILTER, INVALID_INTERVAL, INVALID_ADDRESS,
   *     INVALID_OUTCOME, FILTER_LIMIT
   */
  public io.tapline.eventstore.query.EventQuery query(EventQuery message) {
    requireKnownFields(message);
    return new io.tapline.eventstore.query.EventQuery(
        new Reading(message).conditions(), name(message.getName()));
  }

  /**
   * As {@link #query}, for deletions.
   *
   * @throws Refusal EMPTY_QUERY besides
   */
  public io.tapline.eventstore.query.EventQuery restricting(EventQuery message) {
    io.tapline.eventstore.query.EventQuery query = query(message);
    if (query.conditions().isEmpty()) {
      throw invalid(
          EMPTY_QUERY, "query", "has no condition; events are never all deleted by omission");
    }
    return query;
  }

  /** A field that a newer client knows and this server does not would match everything. */
  public static void requireKnownFields(Message message) {
    if (!message.getUnknownFields().asMap().isEmpty()) {
      int number = message.getUnknownFields().asMap().keySet().iterator().next();
      throw invalid(
          UNKNOWN_FIELD,
          message.getDescriptorForType().getName(),
          "has the field number %d, which this server does not know".formatted(number));
    }
  }

  /**
   * @throws Refusal INVALID_FILTER
   */
  public static String name(String name) {
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      throw invalid(INVALID_FILTER, "name", "must be 1 to 40 letters, digits, '.', '_' or '-'");
    }
    return name;
  }

  /** Half-open; nothing when neither end is given. */
  public static List<Condition> interval(String field, EventColumn column, Interval interval) {
    @Nullable Instant from =
        interval.hasStartTime() ? bound(field + ".start_time", interval.getStartTime()) : null;
    @Nullable Instant until =
        interval.hasEndTime() ? bound(field + ".end_time", interval.getEndTime()) : null;
    return from == null && until == null ? List.of() : List.of(between(field, column, from, until));
  }

  private static Between between(
      String field, EventColumn column, @Nullable Instant from, @Nullable Instant until) {
    if (from != null && until != null && from.isAfter(until)) {
      throw invalid(INVALID_INTERVAL, field, "ends before it starts");
    }
    return new Between(column, from, until);
  }

  /** Times of events are whole microseconds: a bound between two of them means the later one. */
  public static Instant bound(String field, Timestamp time) {
    check(field, time);
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos() + 999L)
        .truncatedTo(ChronoUnit.MICROS);
  }

  /** The microsecond after an inclusive end. */
  private static Instant after(String field, Timestamp time) {
    check(field, time);
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos())
        .truncatedTo(ChronoUnit.MICROS)
        .plus(1, ChronoUnit.MICROS);
  }

  private static void check(String field, Timestamp time) {
    if (!Timestamps.isValid(time)) {
      throw invalid(INVALID_INTERVAL, field, "is not a valid timestamp");
    }
  }

  /** The field stands in the sentence. */
  public static Refusal invalid(Reason reason, String field, String why) {
    return Refusal.ofField(reason, field, field + " " + why);
  }

  /**
   * @throws Refusal INVALID_ADDRESS
   */
  public static AddressRange address(String field, String text) {
    try {
      return AddressRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid(INVALID_ADDRESS, field, String.valueOf(e.getMessage()));
    }
  }

  /** Texts as columns hold them: a null character is U+FFFD there. */
  public List<String> texts(String field, List<String> values) {
    return limited(field, values).stream().map(QueryRequests::text).toList();
  }

  private static String text(String text) {
    return text.replace('\0', '\uFFFD');
  }

  /**
   * @throws Refusal FILTER_LIMIT
   */
  public <T> List<T> limited(String field, List<T> values) {
    if (values.size() > maxFilterValues) {
      throw invalid(FILTER_LIMIT, field, "has more than %d values".formatted(maxFilterValues));
    }
    return values;
  }

  /** One message, key by key. */
  private final class Reading {
    private final EventQuery message;
    private final List<Condition> conditions = new ArrayList<>();

    Reading(EventQuery message) {
      this.message = message;
    }

    List<Condition> conditions() {
      times();
      addresses();
      ports();
      types();
      values();
      description();
      outcomes();
      states();
      return conditions;
    }

    private void times() {
      inclusive(
          EventColumn.DETECT_TIME,
          "dt",
          message.hasDtFrom() ? message.getDtFrom() : null,
          message.hasDtTo() ? message.getDtTo() : null);
      inclusive(
          EventColumn.STORAGE_TIME,
          "st",
          message.hasStFrom() ? message.getStFrom() : null,
          message.hasStTo() ? message.getStTo() : null);
      conditions.addAll(
          interval("detect_interval", EventColumn.DETECT_TIME, message.getDetectInterval()));
      conditions.addAll(
          interval("storage_interval", EventColumn.STORAGE_TIME, message.getStorageInterval()));
    }

    private void inclusive(
        EventColumn column, String key, @Nullable Timestamp from, @Nullable Timestamp to) {
      if (from != null || to != null) {
        conditions.add(
            between(
                key + "_to",
                column,
                from == null ? null : bound(key + "_from", from),
                to == null ? null : after(key + "_to", to)));
      }
    }

    private void addresses() {
      List<String> hosts = message.getHostAddrsList();
      overlaps("host_addrs", Side.EITHER, hosts);
      if (hosts.isEmpty()) {
        overlaps("source_addrs", Side.SOURCE, message.getSourceAddrsList());
        overlaps("target_addrs", Side.TARGET, message.getTargetAddrsList());
      }
    }

    private void overlaps(String field, Side side, List<String> texts) {
      List<AddressRange> ranges = new ArrayList<>();
      for (int i = 0; i < limited(field, texts).size(); i++) {
        ranges.add(address("%s[%d]".formatted(field, i), texts.get(i)));
      }
      if (!ranges.isEmpty()) {
        conditions.add(new Overlaps(side, ranges));
      }
    }

    private void ports() {
      List<Integer> hosts = message.getHostPortsList();
      ports("host_ports", hosts, EventColumn.SOURCE_PORT, EventColumn.TARGET_PORT);
      if (hosts.isEmpty()) {
        ports("source_ports", message.getSourcePortsList(), EventColumn.SOURCE_PORT);
        ports("target_ports", message.getTargetPortsList(), EventColumn.TARGET_PORT);
      }
    }

    private void ports(String field, List<Integer> ports, EventColumn... columns) {
      if (limited(field, ports).stream().anyMatch(port -> port < 0 || port > MAX_PORT)) {
        throw invalid(INVALID_FILTER, field, "has a number that is no port (0 to 65535)");
      }
      if (!ports.isEmpty()) {
        conditions.add(new HasAny(List.of(columns), ports, false));
      }
    }

    private void types() {
      List<String> hosts = message.getHostTypesList();
      any("host_types", hosts, false, EventColumn.SOURCE_TYPE, EventColumn.TARGET_TYPE);
      if (hosts.isEmpty()) {
        any("source_types", message.getSourceTypesList(), false, EventColumn.SOURCE_TYPE);
        any("target_types", message.getTargetTypesList(), false, EventColumn.TARGET_TYPE);
      }
    }

    private void values() {
      any(
          "protocols",
          lower(message.getProtocolsList()),
          message.getNotProtocols(),
          EventColumn.PROTOCOL);
      any(
          "categories",
          message.getCategoriesList(),
          message.getNotCategories(),
          EventColumn.CATEGORY);
      any(
          "classes",
          lower(message.getClassesList()),
          message.getNotClasses(),
          EventColumn.EVENT_CLASS);
      any(
          "severities",
          upper(message.getSeveritiesList()),
          message.getNotSeverities(),
          EventColumn.EVENT_SEVERITY);
      any(
          "detectors",
          message.getDetectorsList(),
          message.getNotDetectors(),
          EventColumn.NODE_NAME);
      any(
          "detector_types",
          message.getDetectorTypesList(),
          message.getNotDetectorTypes(),
          EventColumn.NODE_TYPE);
      any("groups", message.getGroupsList(), message.getNotGroups(), EventColumn.RESOLVED_ABUSES);
      any(
          "inspection_errs",
          message.getInspectionErrsList(),
          message.getNotInspectionErrs(),
          EventColumn.INSPECTION_ERRORS);
    }

    private void any(String field, List<String> values, boolean not, EventColumn... columns) {
      if (values.isEmpty()) {
        requireValues(field, not);
      } else if (values.contains(EMPTY) || values.contains(ANY)) {
        requireAlone(field, values);
        conditions.add(new IsEmpty(List.of(columns), values.contains(ANY) != not));
      } else {
        conditions.add(new HasAny(List.of(columns), texts(field, values), not));
      }
    }

    private static void requireValues(String field, boolean not) {
      if (not) {
        throw invalid(INVALID_FILTER, "not_" + field, "needs values in " + field);
      }
    }

    private static void requireAlone(String field, List<String> values) {
      if (values.size() > 1) {
        throw invalid(
            INVALID_FILTER, field, "has other values beside %s or %s".formatted(EMPTY, ANY));
      }
    }

    private void description() {
      if (!message.getDescription().isEmpty()) {
        conditions.add(
            new HasAny(
                List.of(EventColumn.DESCRIPTION), List.of(text(message.getDescription())), false));
      }
      if (!message.getDescriptionContains().isEmpty()) {
        conditions.add(new Contains(text(message.getDescriptionContains())));
      }
    }

    private void outcomes() {
      List<String> names = upper(limited("outcomes", message.getOutcomesList()));
      if (names.stream()
          .anyMatch(
              name -> Arrays.stream(Outcome.values()).noneMatch(o -> o.name().equals(name)))) {
        throw invalid(INVALID_OUTCOME, "outcomes", "has a value that is no outcome");
      }
      if (!names.isEmpty()) {
        conditions.add(new Outcomes(names));
      }
    }

    private void states() {
      List<String> names = upper(limited("states", message.getStatesList()));
      if (!STATES.containsAll(names)) {
        throw invalid(INVALID_FILTER, "states", "has a value that is no state of an event");
      }
      if (!names.isEmpty()) {
        conditions.add(new States(names));
      }
    }

    private static List<String> lower(List<String> values) {
      return values.stream().map(v -> isMagic(v) ? v : v.toLowerCase(Locale.ROOT)).toList();
    }

    private static List<String> upper(List<String> values) {
      return values.stream().map(v -> v.toUpperCase(Locale.ROOT)).toList();
    }

    private static boolean isMagic(String value) {
      return value.equals(EMPTY) || value.equals(ANY);
    }
  }
}

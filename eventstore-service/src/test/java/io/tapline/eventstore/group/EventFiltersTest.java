package io.tapline.eventstore.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaLimits;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaParser;
import io.tapline.eventstore.query.EventMatcher.Candidate;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.v1.EventQuery;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventFiltersTest {
  private static final IdeaMessage IDEA =
      new IdeaParser(IdeaLimits.DEFAULT)
          .parse(
              """
              {"Format": "IDEA0", "ID": "one", "DetectTime": "2026-03-01T12:00:00Z",
               "Category": ["Recon.Scanning"], "Description": "A Scan",
               "Source": [{"IP4": ["192.0.2.1", "192.0.2.128/25"], "Port": [1], "Type": ["CC"]}],
               "Target": [{"IP4": ["198.51.100.1"], "Port": [22], "Proto": ["SSH"]}],
               "Node": [{"Name": "org.example.a", "Type": ["Honeypot"]}],
               "_CESNET": {"EventClass": "scan", "EventSeverity": "low"}}""");
  private static final Candidate EVENT =
      new Candidate(IDEA, Instant.parse("2026-03-02T00:00:00Z"), "NEW", "OPEN");
  private static final FilterRuleMessages RULES = new FilterRuleMessages(new QueryRequests(100));

  private static ReportFilter filter(String name, UnaryOperator<EventQuery.Builder> rule) {
    return filter(name, rule, null, null);
  }

  private static ReportFilter filter(
      String name,
      UnaryOperator<EventQuery.Builder> rule,
      @Nullable Instant from,
      @Nullable Instant to) {
    EventQuery message = rule.apply(EventQuery.newBuilder()).build();
    return new ReportFilter("g", name, false, from, to, RULES.rule(message), "", 0, null);
  }

  private static boolean matches(UnaryOperator<EventQuery.Builder> rule) {
    return new EventFilters(List.of(filter("f", rule)))
        .pass(EVENT, IDEA.source().addresses())
        .firstHit()
        .isPresent();
  }

  @Test
  void every_kind_of_condition_matches_as_a_search_does() {
    assertThat(matches(rule -> rule.addCategories("Recon.Scanning").addTargetPorts(22))).isTrue();
    assertThat(matches(rule -> rule.addCategories("Recon.Scanning").addTargetPorts(23))).isFalse();
    assertThat(matches(rule -> rule.addCategories("Test").setNotCategories(true))).isTrue();
    assertThat(matches(rule -> rule.addProtocols("ssh"))).isTrue();
    assertThat(matches(rule -> rule.addSeverities("LOW").addClasses("SCAN"))).isTrue();
    assertThat(matches(rule -> rule.addDetectors("org.example.a"))).isTrue();
    assertThat(matches(rule -> rule.addDetectorTypes("__EMPTY__"))).isFalse();
    assertThat(matches(rule -> rule.addGroups("__EMPTY__"))).isTrue();
    assertThat(matches(rule -> rule.addGroups("__ANY__"))).isFalse();
    assertThat(matches(rule -> rule.addSourceTypes("CC").addHostPorts(1))).isTrue();
    assertThat(matches(rule -> rule.setDescription("a scan"))).isFalse();
    assertThat(matches(rule -> rule.setDescriptionContains("a scan"))).isTrue();
    assertThat(matches(rule -> rule.addOutcomes("new"))).isTrue();
    assertThat(matches(rule -> rule.addOutcomes("relapsed"))).isFalse();
    assertThat(matches(rule -> rule.addStates("open"))).isTrue();
    assertThat(matches(rule -> rule.addStates("closed"))).isFalse();
    assertThat(matches(rule -> rule.setDetectInterval(until("2026-03-01T12:00:00Z")))).isFalse();
    assertThat(matches(rule -> rule.setDetectInterval(until("2026-03-01T12:00:01Z")))).isTrue();
    assertThat(matches(rule -> rule.setStorageInterval(until("2026-03-01T12:00:01Z")))).isFalse();
  }

  private static Interval until(String time) {
    return Interval.newBuilder()
        .setEndTime(Timestamp.newBuilder().setSeconds(Instant.parse(time).getEpochSecond()))
        .build();
  }

  @Test
  void an_address_matches_when_all_of_it_lies_within_the_rules() {
    assertThat(matches(rule -> rule.addSourceAddrs("192.0.2.1"))).isTrue();
    assertThat(matches(rule -> rule.addSourceAddrs("192.0.2.128"))).isFalse();
    assertThat(matches(rule -> rule.addSourceAddrs("192.0.2.128/25"))).isTrue();
    assertThat(matches(rule -> rule.addTargetAddrs("192.0.2.0/24"))).isFalse();
    assertThat(matches(rule -> rule.addHostAddrs("198.51.100.0/24"))).isTrue();
  }

  @Test
  void an_event_of_several_sources_keeps_those_that_no_filter_matches() {
    EventFilters filters =
        new EventFilters(
            List.of(
                filter("b", rule -> rule.addSourceAddrs("192.0.2.0/28")),
                filter("a", rule -> rule.addSourceAddrs("203.0.113.0/24"))));
    List<AddressRange> sources = IDEA.source().addresses();
    assertThat(filters.pass(EVENT, sources).sources()).containsExactly(sources.get(1));
    assertThat(filters.pass(EVENT, sources).firstHit()).contains("b");
    assertThat(filters.pass(EVENT, sources.subList(0, 1)).sources()).isEmpty();
    assertThat(filters.pass(EVENT, sources.subList(1, 2)).firstHit()).isEmpty();
  }

  @Test
  void a_filter_is_in_force_from_its_start_until_before_its_end() {
    Instant from = Instant.parse("2026-03-01T00:00:00Z");
    Instant to = Instant.parse("2026-03-02T00:00:00Z");
    ReportFilter filter = filter("f", rule -> rule.addClasses("x"), from, to);
    for (Instant inside : Arrays.asList(from, to.minusNanos(1))) {
      assertThat(filter.inForce(inside)).isTrue();
    }
    assertThat(filter.inForce(from.minusNanos(1))).isFalse();
    assertThat(filter.inForce(to)).isFalse();
  }

  @Test
  void a_rule_without_a_condition_is_refused_and_a_stored_one_reads_back() {
    assertThatThrownBy(() -> filter("f", rule -> rule.setName("x")))
        .hasMessageContaining("has no condition");
    ReportFilter.Rule rule = filter("f", r -> r.addClasses("Scan").setName("x")).rule();
    assertThat(RULES.query(rule.stored())).isEqualTo(rule.query());
    assertThat(FilterRuleMessages.message(rule))
        .isEqualTo(EventQuery.newBuilder().addClasses("Scan").build());
  }
}

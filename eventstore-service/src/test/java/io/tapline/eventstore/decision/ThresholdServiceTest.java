package io.tapline.eventstore.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.PostgresResource;
import io.tapline.eventstore.v1.CheckThresholdRequest;
import io.tapline.eventstore.v1.CleanThresholdsRequest;
import io.tapline.eventstore.v1.Decision;
import io.tapline.eventstore.v1.DeleteThresholdRuleRequest;
import io.tapline.eventstore.v1.DryRunThresholdRuleRequest;
import io.tapline.eventstore.v1.DryRunThresholdRuleResponse;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventServiceGrpc.EventServiceBlockingStub;
import io.tapline.eventstore.v1.ExplainDecisionRequest;
import io.tapline.eventstore.v1.InsertEventRequest;
import io.tapline.eventstore.v1.ListThresholdRulesRequest;
import io.tapline.eventstore.v1.Outcome;
import io.tapline.eventstore.v1.SaveThresholdedEventRequest;
import io.tapline.eventstore.v1.SearchRelapsedEventsRequest;
import io.tapline.eventstore.v1.SearchRelapsedEventsResponse;
import io.tapline.eventstore.v1.SetThresholdRequest;
import io.tapline.eventstore.v1.SetThresholdRuleRequest;
import io.tapline.eventstore.v1.Threshold;
import io.tapline.eventstore.v1.ThresholdRule;
import io.tapline.eventstore.v1.ThresholdServiceGrpc.ThresholdServiceBlockingStub;
import io.tapline.rpc.grpc.Statuses;
import io.tapline.rpc.grpc.Timestamps;
import io.tapline.testing.ListContract;
import io.tapline.type.v1.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The service as its clients see it: over gRPC, on a real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ThresholdServiceTest {
  private static final String NOON = "2026-03-01T12:00:00Z";

  // Injected before the first test.
  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  EventServiceBlockingStub events;

  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  ThresholdServiceBlockingStub thresholds;

  @Test
  void every_sources_decision_is_readable_the_most_urgent_first() {
    String scan = Ideas.unique("explained");
    insert(scan + "-1", NOON, scan, "10.0.0.1");
    Event both = insert(scan + "-2", NOON, scan, "10.0.0.1,2001:DB8::2");

    List<Decision> decisions = explain(both.getId());

    assertThat(decisions)
        .extracting(Decision::getSource)
        .containsExactly("2001:DB8::2", "10.0.0.1");
    assertThat(decisions)
        .extracting(Decision::getOutcome)
        .containsExactly(Outcome.OUTCOME_NEW, Outcome.OUTCOME_THRESHOLDED);
    assertThat(decisions.getFirst()).isEqualTo(both.getDecision());
    assertThat(decisions.getLast().getReason()).startsWith("Kept back: " + scan + " by 10.0.0.1");
    assertThat(decisions.getLast().getDecideTime()).isEqualTo(both.getStorageTime());
    assertRefused("EVENT_NOT_FOUND", () -> explain("nothing"));
  }

  @Test
  void a_clock_ahead_silences_no_key_and_the_reason_says_so() {
    String scan = Ideas.unique("ahead");
    Event ahead = insert(scan + "-1", "9999-12-31T23:59:59.999999Z", scan, "10.0.0.1");

    Decision decision = ahead.getDecision();
    assertThat(decision.getThresholdStartTime()).isEqualTo(ahead.getStorageTime());
    assertThat(Timestamps.isValid(decision.getRelapseEndTime())).isTrue();
    assertThat(decision.getReason()).contains("ahead of the clock");
    assertThat(ahead.getDetectTime()).isEqualTo(time("9999-12-31T23:59:59.999999Z"));
  }

  @Test
  void a_window_that_a_client_set_keeps_events_back_until_its_last_microsecond() {
    String scan = Ideas.unique("set");
    String key = scan + "+++10.0.0.1";
    Threshold set = window(key, "2026-03-01T00:00:00Z", "2026-03-01T12:00:00Z");

    assertThat(thresholds.setThreshold(SetThresholdRequest.newBuilder().setThreshold(set).build()))
        .isEqualTo(set);

    assertThat(check(key, NOON)).containsExactly(set);
    assertThat(check(key, "2026-03-01T12:00:00.000001Z")).isEmpty();
    assertThat(insert(scan + "-1", NOON, scan, "10.0.0.1").getDecision().getOutcome())
        .isEqualTo(Outcome.OUTCOME_THRESHOLDED);
    assertThat(
            insert(scan + "-2", "2026-03-01T12:00:00.000001Z", scan, "10.0.0.1")
                .getDecision()
                .getOutcome())
        .isEqualTo(Outcome.OUTCOME_NEW);
  }

  @Test
  void saved_events_relapse_when_the_window_has_ended_and_come_in_pages() {
    String scan = Ideas.unique("saved");
    String group = scan + "@example.org";
    String key = scan + "-key+++10.0.0.1";
    Threshold set = window(key, "2026-03-01T00:00:00Z", NOON);
    thresholds.setThreshold(SetThresholdRequest.newBuilder().setThreshold(set).build());
    for (int i = 0; i < 3; i++) {
      insert(scan + "-" + i, NOON, scan, "10.0.0.1");
      save(scan + "-" + i, key, group);
    }
    assertRefused("ALREADY_THRESHOLDED", () -> save(scan + "-0", key, group));

    SearchRelapsedEventsRequest.Builder search =
        SearchRelapsedEventsRequest.newBuilder()
            .setGroup(group)
            .setSeverity(Severity.SEVERITY_LOW)
            .setTime(time(NOON));
    assertThat(thresholds.searchRelapsedEvents(search.build()).getEventsCount())
        .as("at its last microsecond the key is kept back, and not relapsed as well")
        .isZero();
    search.setTime(time("2026-03-01T12:00:00.000001Z")).setPageSize(2);
    SearchRelapsedEventsResponse first = thresholds.searchRelapsedEvents(search.build());
    search.setPageToken(first.getNextPageToken());
    SearchRelapsedEventsResponse second = thresholds.searchRelapsedEvents(search.build());

    List<String> found = new ArrayList<>();
    first.getEventsList().forEach(event -> found.add(event.getEventId()));
    second.getEventsList().forEach(event -> found.add(event.getEventId()));
    assertThat(found).containsExactly(scan + "-0", scan + "-1", scan + "-2");
    assertThat(first.getEvents(0).getKeysList()).containsExactly(key);
    assertThat(first.getEvents(0).getIdeaJson()).contains("\"ID\": \"" + scan + "-0\"");
    assertThat(second.getNextPageToken()).isEmpty();
    assertRefused(
        "PAGE_TOKEN_MISMATCH",
        () -> thresholds.searchRelapsedEvents(search.setGroup("other").build()));
  }

  @Test
  void a_rule_times_the_events_that_match_and_a_dry_run_says_what_it_would_have_done() {
    String scan = Ideas.unique("ruled");
    ThresholdRule rule =
        ThresholdRule.newBuilder()
            .setName("short-" + scan.toLowerCase(Locale.ROOT))
            .addEventClasses(scan)
            .setThreshold(Duration.newBuilder().setSeconds(60))
            .build();
    insert(scan + "-1", NOON, scan, "10.0.0.1");
    insert(scan + "-2", "2026-03-01T12:01:00Z", scan, "10.0.0.1");

    DryRunThresholdRuleResponse dryRun =
        thresholds.dryRunThresholdRule(
            DryRunThresholdRuleRequest.newBuilder().setRule(rule).setDays(1).build());
    assertThat(dryRun.getEventCount()).isEqualTo(2);
    assertThat(dryRun.getDryRun().getNewCount()).isEqualTo(2);
    assertThat(dryRun.getActual().getNewCount()).isEqualTo(1);
    assertThat(dryRun.getActual().getThresholdedCount()).isEqualTo(1);
    assertThat(dryRun.getKeys(0).getKey()).isEqualTo(scan + "+++10.0.0.1");

    thresholds.setThresholdRule(SetThresholdRuleRequest.newBuilder().setRule(rule).build());
    assertThat(
            thresholds
                .listThresholdRules(ListThresholdRulesRequest.getDefaultInstance())
                .getRulesList())
        .contains(rule);
    Event ruled = insert(scan + "-3", NOON, scan, "10.0.0.2");
    assertThat(ruled.getDecision().getThresholdEndTime()).isEqualTo(time("2026-03-01T12:01:00Z"));

    DeleteThresholdRuleRequest delete =
        DeleteThresholdRuleRequest.newBuilder().setName(rule.getName()).build();
    thresholds.deleteThresholdRule(delete);
    assertRefused("RULE_NOT_FOUND", () -> thresholds.deleteThresholdRule(delete));
  }

  @Test
  void rules_have_pages_in_the_order_in_which_they_are_tried() {
    List<String> names = List.of("page-late", "page-early", "page-between");
    List<Integer> ranks = List.of(900_000, 7, 80_000);
    for (int i = 0; i < names.size(); i++) {
      ThresholdRule rule =
          ThresholdRule.newBuilder()
              .setName(names.get(i))
              .setRank(ranks.get(i))
              .addCategories("None.Such")
              .setThreshold(Duration.newBuilder().setSeconds(60))
              .build();
      thresholds.setThresholdRule(SetThresholdRuleRequest.newBuilder().setRule(rule).build());
    }
    ListContract.check(
        thresholds::listThresholdRules, ListThresholdRulesRequest.getDefaultInstance());
    assertThat(
            thresholds
                .listThresholdRules(ListThresholdRulesRequest.getDefaultInstance())
                .getRulesList())
        .extracting(ThresholdRule::getName)
        .containsSubsequence("page-early", "page-between", "page-late");
    for (String name : names) {
      thresholds.deleteThresholdRule(DeleteThresholdRuleRequest.newBuilder().setName(name).build());
    }
  }

  @Test
  void what_makes_no_sense_is_refused_with_its_reason() {
    assertRefused("INVALID_KEY", () -> check(" ", NOON));
    assertRefused("INVALID_KEY", () -> check("x".repeat(2_049), NOON));
    assertRefused(
        "INVALID_TIME",
        () -> thresholds.cleanThresholds(CleanThresholdsRequest.getDefaultInstance()));
    assertRefused(
        "INVALID_TIME",
        () ->
            thresholds.setThreshold(
                SetThresholdRequest.newBuilder()
                    .setThreshold(window("k", NOON, "2026-03-01T11:00:00Z"))
                    .build()));
    assertRefused(
        "INVALID_SEVERITY",
        () ->
            thresholds.saveThresholdedEvent(
                SaveThresholdedEventRequest.newBuilder()
                    .setEventId("e")
                    .setKey("k")
                    .setGroup("g")
                    .setCreateTime(time(NOON))
                    .build()));
    assertRefused("INVALID_RULE", () -> dryRun(ThresholdRule.newBuilder().setName("No")));
    assertRefused("INVALID_RULE", () -> dryRun(ThresholdRule.newBuilder().setName("no-threshold")));
  }

  private void dryRun(ThresholdRule.Builder rule) {
    thresholds.dryRunThresholdRule(
        DryRunThresholdRuleRequest.newBuilder().setRule(rule).setDays(1).build());
  }

  private List<Decision> explain(String id) {
    return thresholds
        .explainDecision(ExplainDecisionRequest.newBuilder().setEventId(id).build())
        .getDecisionsList();
  }

  private List<Threshold> check(String key, String at) {
    CheckThresholdRequest request =
        CheckThresholdRequest.newBuilder().setKey(key).setTime(time(at)).build();
    var response = thresholds.checkThreshold(request);
    return response.hasThreshold() ? List.of(response.getThreshold()) : List.of();
  }

  private void save(String eventId, String key, String group) {
    thresholds.saveThresholdedEvent(
        SaveThresholdedEventRequest.newBuilder()
            .setEventId(eventId)
            .setKey(key)
            .setGroup(group)
            .setSeverity(Severity.SEVERITY_LOW)
            .setCreateTime(time("2026-03-01T11:00:00Z"))
            .build());
  }

  private Event insert(String id, String time, String eventClass, String sources) {
    String json = Ideas.scan(id, time, eventClass, "low", sources);
    return events.insertEvent(InsertEventRequest.newBuilder().setIdeaJson(json).build()).getEvent();
  }

  /** A window whose second half is for relapses. */
  private static Threshold window(String key, String start, String ttl) {
    return Threshold.newBuilder()
        .setKey(key)
        .setThresholdTime(time(start))
        .setRelapseTime(time("2026-03-01T06:00:00Z"))
        .setTtlTime(time(ttl))
        .build();
  }

  private static Timestamp time(String text) {
    return Timestamps.timestamp(Instant.parse(text));
  }

  private static void assertRefused(String reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(Statuses.refusal(e).reason().name()).isEqualTo(reason));
  }
}

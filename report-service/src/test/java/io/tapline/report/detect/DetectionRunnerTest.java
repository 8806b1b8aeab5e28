package io.tapline.report.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.flowlog.v1.Connection;
import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import io.tapline.report.rule.Detection;
import io.tapline.report.rule.HostScan;
import io.tapline.report.rule.PortScan;
import io.tapline.report.rule.RuleLog;
import io.tapline.report.rule.Sighting;
import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.communityid.CommunityId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionRunnerTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Detection HOST_SCAN = new HostScan(WINDOW, 15);
  private static final Detection PORT_SCAN = new PortScan(WINDOW, 20, 65_535);

  private final FakeLog log = new FakeLog();
  private final List<String> inserted = new ArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final DetectionRunner runner =
      new DetectionRunner(log, this::insert, Suppressions.NONE, new DetectionMetrics(registry));

  private String insert(String json) {
    inserted.add(json);
    return "new";
  }

  private void hostScan(Instant at, int servers, String state) {
    for (int i = 1; i <= servers; i++) {
      log.add(Row.at(at.plusMillis(i), "10.0.0.6", "192.0.2." + i, 22).futile(state));
    }
  }

  private static Span hours(long hours) {
    return new Span(START, START.plus(Duration.ofHours(hours)));
  }

  @Test
  void the_threshold_itself_fires_and_one_less_does_not() {
    hostScan(START, 14, "S0");
    assertThat(runner.look(HOST_SCAN, hours(1))).isEmpty();
    hostScan(START, 15, "S0");
    assertThat(runner.look(HOST_SCAN, hours(1))).hasSize(1);
  }

  @Test
  void refused_and_reset_attempts_are_a_scan_too() {
    hostScan(START, 8, "REJ");
    hostScan(START, 15, "RSTOS0");
    assertThat(runner.look(HOST_SCAN, hours(1)))
        .singleElement()
        .extracting(Sighting::count)
        .isEqualTo(15L);
  }

  @Test
  void a_busy_client_that_is_answered_is_no_scanner() {
    for (int i = 1; i <= 200; i++) {
      log.add(Row.at(START.plusMillis(i), "10.0.0.6", "192.0.2." + i, 443));
    }
    assertThat(runner.look(HOST_SCAN, hours(1))).isEmpty();
  }

  @Test
  void many_servers_over_hours_but_few_in_each_window_are_no_scan() {
    for (int i = 1; i <= 100; i++) {
      Instant at = START.plus(Duration.ofMinutes(i));
      log.add(Row.at(at, "10.0.0.6", "192.0.2." + i, 22).futile("S0"));
    }
    assertThat(runner.look(HOST_SCAN, hours(2))).isEmpty();
  }

  @Test
  void a_month_without_a_scan_costs_one_question() {
    runner.look(HOST_SCAN, new Span(START, START.plus(Duration.ofDays(31))));
    assertThat(log.questions).hasSize(1);
  }

  @Test
  void one_scan_in_a_day_is_found_with_few_questions() {
    hostScan(START.plus(Duration.ofHours(13)), 30, "S0");
    assertThat(runner.look(HOST_SCAN, hours(24))).hasSize(1);
    assertThat(log.questions).hasSize(2);
  }

  @Test
  void a_scan_in_every_window_of_a_day_takes_two_questions() {
    for (int window = 0; window < 288; window++) {
      hostScan(START.plus(Duration.ofMinutes(5L * window)), 15, "S0");
    }
    assertThat(runner.look(HOST_SCAN, hours(24)))
        .extracting(sighting -> sighting.window().start())
        .hasSize(288)
        .isSorted();
    assertThat(log.questions).hasSize(2);
  }

  @Test
  void more_scanners_than_fit_an_answer_are_found_piece_by_piece() {
    int scanners = RuleLog.MAX_KEYS + 100;
    for (int i = 0; i < scanners; i++) {
      Instant at = START.plus(Duration.ofMinutes(i));
      String client = "10.0.%d.%d".formatted(i / 250, i % 250 + 1);
      log.add(Row.at(at, client, "192.0.2.1", 22).futile("S0"));
      log.add(Row.at(at, client, "192.0.2.2", 22).futile("S0"));
    }
    assertThat(runner.look(new HostScan(WINDOW, 2), hours(24))).hasSize(scanners);
    assertThat(log.questions).hasSize(1 + 2 * 13 + 3); // of 16 pieces, 3 have none
  }

  @Test
  void ports_of_one_server_are_a_port_scan_and_no_host_scan() {
    for (int port = 1; port <= 40; port++) {
      log.add(Row.at(START.plusMillis(port), "10.0.0.6", "192.0.2.9", port).futile("REJ"));
    }
    assertThat(runner.look(HOST_SCAN, hours(1))).isEmpty();
    assertThat(runner.look(PORT_SCAN, hours(1)))
        .singleElement()
        .extracting(Sighting::count)
        .isEqualTo(40L);
  }

  @Test
  void the_same_log_gives_the_same_event_byte_for_byte() {
    hostScan(START, 20, "S0");
    runner.run(HOST_SCAN, hours(1));
    runner.run(HOST_SCAN, hours(5));
    assertThat(inserted).hasSize(2);
    assertThat(inserted.getFirst()).isEqualTo(inserted.getLast());
  }

  @Test
  void each_window_and_each_key_has_an_id_of_its_own() {
    hostScan(START, 20, "S0");
    hostScan(START.plus(Duration.ofMinutes(5)), 20, "S0");
    assertThat(runner.run(HOST_SCAN, hours(1)))
        .extracting(Finding::eventId)
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void an_event_is_idea_and_leads_back_to_its_connections() throws Exception {
    hostScan(START, 20, "S0");
    Finding finding = runner.run(HOST_SCAN, hours(1)).getFirst();
    JsonNode idea = new ObjectMapper().readTree(inserted.getFirst());
    assertThat(idea.path("Format").asText()).isEqualTo("IDEA0");
    assertThat(idea.path("ID").asText())
        .isEqualTo(finding.eventId())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(idea.path("DetectTime").asText()).isEqualTo("2026-03-02T10:00:00.020Z");
    assertThat(idea.path("Source").path(0).path("IP4").path(0).asText()).isEqualTo("10.0.0.6");
    assertThat(idea.path("Target").path(0).path("IP4")).hasSize(20);
    assertThat(idea.path("Target").path(0).path("Port").path(0).asInt()).isEqualTo(22);
    assertThat(idea.path("_CESNET").path("EventClass").asText()).isEqualTo("host-scan");
    assertThat(idea.path("Note").asText())
        .isEqualTo("Evidence: servers tried 20, attempts that came to nothing 20.");
    String filter = idea.path("_Tapline").path("Filter").asText();
    assertThat(filter).startsWith("client = 10.0.0.6 AND server_port = 22 AND ");
    assertThat(log.matching(Scope.active(null, null, filter))).hasSize(20);
  }

  @Test
  void an_event_names_community_ids_of_a_few_of_its_connections() throws Exception {
    hostScan(START, 20, "S0");
    runner.run(HOST_SCAN, hours(1));
    JsonNode ids =
        new ObjectMapper().readTree(inserted.getFirst()).path("_Tapline").path("CommunityID");
    Connection first = log.rows.getFirst();
    assertThat(ids).hasSize(Examples.MAX_IDS).extracting(JsonNode::asText).contains(id(first));
  }

  private static String id(Connection row) {
    IpAddress client = IpAddresses.parse(row.getClientAddress());
    IpAddress server = IpAddresses.parse(row.getServerAddress());
    return CommunityId.v1(
        row.getProtocol(),
        client.high(),
        client.low(),
        row.getClientPort(),
        server.high(),
        server.low(),
        row.getServerPort());
  }

  @Test
  void what_is_suppressed_is_counted_and_makes_no_event() {
    hostScan(START, 20, "S0");
    DetectionRunner quiet =
        new DetectionRunner(
            log,
            this::insert,
            SuppressionList.parse("source 10.0.0.6 host-scan", List.of("host-scan")),
            new DetectionMetrics(registry));
    assertThat(quiet.run(HOST_SCAN, hours(1))).isEmpty();
    assertThat(inserted).isEmpty();
    assertThat(registry.get("tapline.report.findings.suppressed").counter().count()).isEqualTo(1);
  }

  @Test
  void a_dry_run_says_the_community_ids_and_inserts_nothing() {
    hostScan(START, 20, "S0");
    assertThat(runner.dryRun(HOST_SCAN, hours(1)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.communityIds()).hasSize(Examples.MAX_IDS));
    assertThat(inserted).isEmpty();
  }

  @Test
  void ipv6_addresses_are_told_apart() throws Exception {
    for (int i = 1; i <= 15; i++) {
      log.add(Row.at(START.plusMillis(i), "2001:db8::6", "2001:db8:1::" + i, 22).futile("S0"));
    }
    runner.run(HOST_SCAN, hours(1));
    JsonNode idea = new ObjectMapper().readTree(inserted.getFirst());
    assertThat(idea.path("Source").path(0).has("IP4")).isFalse();
    assertThat(idea.path("Source").path(0).path("IP6").path(0).asText()).isEqualTo("2001:db8::6");
  }

  @Test
  void findings_are_counted_by_outcome() {
    hostScan(START, 20, "S0");
    runner.run(HOST_SCAN, hours(1));
    assertThat(registry.get("tapline.report.findings").tag("outcome", "new").counter().count())
        .isEqualTo(1);
  }

  @Test
  void more_keys_than_are_looked_at_are_counted() {
    for (int client = 0; client < 1_001; client++) {
      for (int server = 1; server <= 2; server++) {
        String address = "10.1." + client / 250 + "." + client % 250;
        log.add(Row.at(START, address, "192.0.2." + server, 22).futile("S0"));
      }
    }
    assertThat(runner.look(new HostScan(WINDOW, 2), hours(1))).hasSize(1_000);
    assertThat(registry.get("tapline.report.keys.limited").counter().count()).isEqualTo(1);
  }
}

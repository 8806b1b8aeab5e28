package io.tapline.report.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SynFloodTest {
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int PSH = 8;
  private static final int ACK = 16;
  private static final int ECN = 64 + 128;
  private static final Duration WIDTH = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final Span WINDOW = new Span(START, START.plus(WIDTH));

  private final FakeLog log = new FakeLog();
  private final RuleLog rules = new RuleLog(log, name -> {});
  private final SynFlood flood = new SynFlood(WIDTH, 100, 2);

  private void connections(int count, int clients, UnaryOperator<Row> kind) {
    for (int i = 0; i < count; i++) {
      String client = "10.%d.%d.7".formatted(i % clients / 250, i % clients % 250);
      log.add(kind.apply(Row.at(START.plusMillis(i), client, "192.0.2.80", 443)));
    }
  }

  private static Row halfOpen(Row row) {
    return row.futile("S0").flags(SYN);
  }

  private static Row answeredHalfOpen(Row row) {
    return row.futile("OTH").flags(SYN | ECN).packets(1, 4);
  }

  private static Row used(Row row) {
    return row.flags(SYN | ACK | PSH | FIN);
  }

  @Test
  void half_open_connections_of_many_clients_are_a_distributed_flood() {
    connections(100, 100, SynFloodTest::halfOpen);
    assertThat(flood.look(rules, WINDOW))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.category()).isEqualTo("Availability.DDoS");
              assertThat(one.subject()).isEqualTo("192.0.2.80");
              assertThat(one.eventClass()).isEqualTo("syn-flood/192.0.2.80");
              assertThat(one.headline())
                  .isEqualTo(
                      "100 clients began 100 connections to TCP port 443 of 192.0.2.80 and left"
                          + " them half-open");
              assertThat(one.baseline())
                  .isEqualTo("0 connections to that port went on in the same 5 min");
            });
  }

  @Test
  void half_open_connections_of_one_client_are_a_flood_by_it() {
    connections(100, 1, SynFloodTest::halfOpen);
    assertThat(flood.look(rules, WINDOW))
        .singleElement()
        .satisfies(one -> assertThat(one.category()).isEqualTo("Availability.DoS"))
        .satisfies(one -> assertThat(one.eventClass()).isEqualTo("syn-flood"));
  }

  @Test
  void it_does_not_matter_whether_the_server_answers() {
    connections(100, 100, SynFloodTest::answeredHalfOpen);
    assertThat(flood.look(rules, WINDOW)).hasSize(1);
  }

  @Test
  void an_export_of_it_is_a_flood_and_a_sampled_one_is_none() {
    connections(100, 100, row -> row.exported("S0", SYN, 1, 0));
    assertThat(flood.look(rules, WINDOW)).hasSize(1);
    log.rows.clear();
    connections(500, 100, row -> row.exported("S0", SYN, 1, 0).sampled(100));
    assertThat(flood.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void a_loaded_server_that_finishes_what_it_takes_is_not_flooded() {
    connections(100, 100, SynFloodTest::halfOpen);
    connections(51, 51, SynFloodTest::used);
    assertThat(flood.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void fewer_than_the_threshold_are_none() {
    connections(99, 99, SynFloodTest::halfOpen);
    assertThat(flood.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void clients_that_try_a_dead_server_again_are_none() {
    connections(500, 100, row -> halfOpen(row).packets(4, 0));
    assertThat(flood.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void a_closed_port_is_none() {
    connections(500, 100, row -> row.futile("REJ").flags(SYN).packets(1, 1));
    assertThat(flood.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void a_busy_server_is_none() {
    connections(500, 100, SynFloodTest::used);
    assertThat(flood.look(rules, WINDOW)).isEmpty();
    assertThat(log.questions).hasSize(1);
  }

  @Test
  void a_port_scan_is_none() {
    for (int port = 1; port <= 1_000; port++) {
      log.add(halfOpen(Row.at(START.plusMillis(port), "10.0.0.6", "192.0.2.80", port)));
    }
    assertThat(flood.look(rules, WINDOW)).isEmpty();
  }
}

package io.tapline.report.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.report.fake.FakeLog;
import io.tapline.report.fake.Row;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What must be a scan and what must not, each as packets and as exports show it, with both
 * directions and with one. Twenty connections of a kind stand for a host scan and for a port scan.
 */
class ScanCasesTest {
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int PSH = 8;
  private static final int ACK = 16;
  private static final int ECN = 64 + 128;
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final Span WINDOW = new Span(START, START.plus(Duration.ofMinutes(5)));
  private static final Detection HOST_SCAN = new HostScan(Duration.ofMinutes(5), 20);
  private static final Detection PORT_SCAN = new PortScan(Duration.ofMinutes(5), 20, 65_535);

  private final FakeLog log = new FakeLog();
  private final RuleLog rules = new RuleLog(log, name -> {});

  private static Arguments kind(String name, UnaryOperator<Row> row) {
    return Arguments.of(name, row);
  }

  static Stream<Arguments> scans() {
    return Stream.of(
        kind("packets: unanswered", row -> row.futile("S0")),
        kind("packets: refused", row -> row.futile("REJ")),
        kind("packets: half-open, torn down by the client", row -> row.futile("RSTO")),
        kind("packets: client's direction only, reset", row -> row.futile("RSTOS0")),
        kind("packets: connected, said nothing, closed", row -> row.payload(0, 0)),
        kind("packets: connected, said nothing, one direction only", row -> row.futile("SH")),
        kind("export: unanswered", row -> row.exported("S0", SYN, 3, 0)),
        kind("export: unanswered, with ECN", row -> row.exported("S0", SYN | ECN, 3, 0)),
        kind("export: refused, both directions", row -> row.exported("REJ", SYN, 1, 1)),
        kind("export: refused, client's direction only", row -> row.exported("S0", SYN, 1, 0)),
        kind("export: half-open, both", row -> row.exported("RSTO", SYN | RST, 2, 1)),
        kind("export: half-open, one", row -> row.exported("RSTOS0", SYN | RST, 2, 0)),
        kind("Zeek's log, flags unknown", row -> row.exported("S0", 0, 1, 0).sampled(0)),
        kind("firewall: dropped", row -> row.exported("S0", SYN, 1, 0).firewall("drop")),
        kind("firewall: rejected", row -> row.exported("S0", SYN, 1, 0).firewall("reject")),
        kind("firewall: logged", row -> row.exported("S0", SYN, 1, 0).firewall("")));
  }

  static Stream<Arguments> noScans() {
    int browsing = SYN | ACK | PSH;
    return Stream.of(
        kind("packets: browsing", row -> row.payload(500, 50_000)),
        kind("packets: browsing, client's direction only", row -> row.state("SH").payload(500, 0)),
        kind("packets: browsing, server's direction only", row -> row.state("SHR").payload(0, 9)),
        kind("packets: established and quiet", row -> row.futile("S1")),
        kind("packets: half closed", row -> row.futile("S2")),
        kind("packets: half closed by the server", row -> row.futile("S3")),
        kind("packets: keep-alives without a beginning", row -> row.futile("OTH")),
        kind("packets: UDP without answer", row -> row.futile("").udp()),
        kind("export: browsing", row -> row.exported("SF", browsing | FIN, 20, 40)),
        kind(
            "export: browsing, reset by the client",
            row -> row.exported("RSTO", browsing | RST, 20, 40)),
        kind("export: browsing, reset by both", row -> row.exported("REJ", browsing | RST, 20, 40)),
        kind(
            "export: browsing, reset by the server", row -> row.exported("RSTR", browsing, 20, 40)),
        kind(
            "export: browsing, client's direction only",
            row -> row.exported("SH", browsing | FIN, 10, 0)),
        kind(
            "export: browsing, client's only, reset",
            row -> row.exported("RSTOS0", browsing | RST, 10, 0)),
        kind("export: browsing, client's only, open", row -> row.exported("S0", browsing, 10, 0)),
        kind("export: browsing, server's direction only", row -> row.exported("SHR", 0, 0, 40)),
        kind("export: server's only, reset", row -> row.exported("RSTRH", 0, 0, 40)),
        kind("export: flags unknown", row -> row.exported("OTH", 0, 10, 0)),
        kind(
            "export: the SYN alone was sampled",
            row -> row.exported("S0", SYN, 100, 0).sampled(100)),
        kind(
            "export: sampled at an unknown rate", row -> row.exported("S0", SYN, 1, 0).sampled(-1)),
        kind("export: UDP", row -> row.exported("", 0, 1, 0).udp()),
        kind("firewall: accepted", row -> row.exported("S0", SYN, 1, 0).firewall("accept")));
  }

  private void add(UnaryOperator<Row> kind, String server, int port, int i) {
    log.add(kind.apply(Row.at(START.plusMillis(i), "10.9.9.9", server, port)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scans")
  void is_a_scan(String name, UnaryOperator<Row> kind) {
    for (int i = 1; i <= 20; i++) {
      add(kind, "192.0.2." + i, 443, i);
      add(kind, "198.51.100.1", 1_000 + i, i);
    }
    assertThat(HOST_SCAN.look(rules, WINDOW)).singleElement().matches(one -> one.count() == 20);
    assertThat(PORT_SCAN.look(rules, WINDOW)).singleElement().matches(one -> one.count() == 20);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("noScans")
  void is_no_scan(String name, UnaryOperator<Row> kind) {
    for (int i = 1; i <= 200; i++) {
      add(kind, "192.0.2." + i, 443, i);
      add(kind, "198.51.100.1", 1_000 + i, i);
    }
    assertThat(HOST_SCAN.look(rules, WINDOW)).isEmpty();
    assertThat(PORT_SCAN.look(rules, WINDOW)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scans")
  void nineteen_are_not_enough(String name, UnaryOperator<Row> kind) {
    for (int i = 1; i <= 19; i++) {
      add(kind, "192.0.2." + i, 443, i);
      add(kind, "192.0.2." + i, 443, i + 100);
      add(kind, "198.51.100.1", 1_000 + i, i);
    }
    assertThat(HOST_SCAN.look(rules, WINDOW)).isEmpty();
    assertThat(PORT_SCAN.look(rules, WINDOW)).isEmpty();
  }

  @Test
  void ports_above_the_highest_do_not_count() {
    for (int port = 1_004; port < 1_044; port++) {
      log.add(Row.at(START.plusMillis(port), "10.9.9.9", "198.51.100.1", port).futile("S0"));
    }
    Detection low = new PortScan(Duration.ofMinutes(5), 20, 1_023);
    assertThat(low.look(rules, WINDOW)).singleElement().matches(one -> one.count() == 20);
    assertThat(new PortScan(Duration.ofMinutes(5), 20, 1_022).look(rules, WINDOW)).isEmpty();
  }
}

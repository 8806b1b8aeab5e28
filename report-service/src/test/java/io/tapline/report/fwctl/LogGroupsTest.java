package io.tapline.report.fwctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.tapline.flowlog.v1.AggregateConnectionsRequest;
import io.tapline.flowlog.v1.Connection;
import io.tapline.flowlog.v1.Firewall;
import io.tapline.report.v1.FirewallReportFamily;
import io.tapline.report.v1.FirewallReportHeader;
import io.tapline.report.v1.FirewallReportLog;
import io.tapline.report.v1.RunFirewallReportResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Summaries of the log by its groups, against the same by its connections one by one. */
class LogGroupsTest {
  private static final String ALIASES =
      "ONE = 10.0.0.1\nTWO = 10.0.0.2 10.0.0.3\nNET = 192.0.2.0/29";
  private static final String INTERFACES = "INT eth1 10.0.0.1/30";

  @ParameterizedTest
  @EnumSource(
      value = FirewallReportFamily.class,
      mode = Mode.EXCLUDE,
      names = {"FIREWALL_REPORT_FAMILY_UNSPECIFIED", "UNRECOGNIZED"})
  void rows_are_those_of_single_connections(FirewallReportFamily family) throws IOException {
    for (int seed = 0; seed < 3; seed++) {
      List<Connection> connections = random(new Random(seed));
      assertSame(header(family), connections);
      assertSame(header(family).setAliases(ALIASES).setInterfaces(INTERFACES), connections);
      assertSame(header(family).addProto("udp").addProto("icmp"), connections);
      assertSame(header(family).addSrc("10.0.0.1").addPort("http").addPort("443"), connections);
      assertSame(header(family).addDst("b.example").addDif("EXT"), connections);
      assertSame(header(family).setAliases(ALIASES).addSalias("two").addDalias("NET"), connections);
      assertSame(header(family).setLimit("src_port < 3 or action drop chain /in/"), connections);
      assertSame(header(family).setPages(true), connections);
    }
  }

  private static FirewallReportHeader.Builder header(FirewallReportFamily family) {
    return FirewallReportHeader.newBuilder()
        .setFamily(family)
        .setSummary(true)
        .setThreshold("0")
        .setLog(FirewallReportLog.getDefaultInstance());
  }

  private static void assertSame(FirewallReportHeader.Builder header, List<Connection> connections)
      throws IOException {
    FakeLog log = log(connections);
    List<RunFirewallReportResponse> grouped = run(header, log);
    assertThat(log.wasStreamed()).isFalse();
    FakeLog crowded = log(connections);
    crowded.limitGroups(0);
    assertThat(grouped).isEqualTo(run(header, crowded));
    assertThat(crowded.wasStreamed()).isTrue();
    assertThat(grouped.getLast().getTotals().getLines()).isEqualTo(connections.size());
  }

  private static FakeLog log(List<Connection> connections) {
    FakeLog log = new FakeLog();
    connections.forEach(log::add);
    return log;
  }

  private static List<RunFirewallReportResponse> run(
      FirewallReportHeader.Builder header, FakeLog log) throws IOException {
    FirewallReportRun run = new FirewallReportRun(header.build(), Sample.FILE_TIME);
    run.read(InputStream.nullInputStream(), log);
    List<RunFirewallReportResponse> answers = new ArrayList<>();
    run.answer(answers::add);
    return answers;
  }

  /** Few values of everything, and times of which many are equal. */
  private static List<Connection> random(Random random) {
    List<Connection> connections = new ArrayList<>();
    long halfSeconds = 0;
    for (int i = 0; i < 500; i++) {
      halfSeconds += random.nextInt(2);
      connections.add(
          Connection.newBuilder()
              .setStartTime(
                  Timestamp.newBuilder()
                      .setSeconds(1_000 + halfSeconds / 2)
                      .setNanos((int) (halfSeconds % 2) * 500_000_000))
              .setProtocol(one(random, 1, 6, 17, 47))
              .setClientAddress("10.0.0." + (1 + random.nextInt(5)))
              .setClientPort(random.nextInt(5))
              .setServerAddress(one(random, "192.0.2.1", "192.0.2.9", "2001:db8::1"))
              .setServerPort(one(random, 80, 443))
              .setService(one(random, "http", "tls", "unknown"))
              .setHostname(one(random, "", "a.example", "b.example"))
              .setFirewall(
                  Firewall.newBuilder()
                      .setAction(one(random, "", "drop", "accept"))
                      .setChain(one(random, "input", "forward")))
              .build());
    }
    return connections;
  }

  @SafeVarargs
  private static <T> T one(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  @Test
  void client_ports_are_asked_for_only_of_other_protocols_and_where_there_are_any()
      throws IOException {
    FakeLog log = new FakeLog();
    log.add(1_000, "10.0.0.1", "10.0.0.2", 80, "http");
    FirewallReportHeader.Builder header =
        header(FirewallReportFamily.FIREWALL_REPORT_FAMILY_SERVICE)
            .setLog(FirewallReportLog.newBuilder().setFilter("service = http OR port = 53"));
    run(header, log);
    assertThat(log.grouped()).hasSize(1);
    assertThat(log.grouped().getFirst().getGroupByList())
        .containsExactly("protocol", "server_port", "service");
    assertThat(log.grouped().getFirst().getFilter()).isEqualTo("service = http OR port = 53");
    log.add(random(new Random(1)).getFirst().toBuilder().setProtocol(1).build());
    run(header, log);
    AggregateConnectionsRequest others = log.grouped().getLast();
    assertThat(log.grouped()).hasSize(3);
    assertThat(others.getGroupByList())
        .containsExactly("protocol", "client_port", "server_port", "service");
    assertThat(others.getFilter())
        .isEqualTo("(service = http OR port = 53) AND protocol != tcp AND protocol != udp");
  }

  @Test
  void without_networks_all_aliases_are_one_group() throws IOException {
    FakeLog log = log(random(new Random(1)));
    var answers = run(header(FirewallReportFamily.FIREWALL_REPORT_FAMILY_SRC_ALIAS), log);
    assertThat(log.grouped().getFirst().getGroupByList()).isEmpty();
    assertThat(answers.getFirst().getRow().getHostAlias()).isEqualTo("INTERNET");
    assertThat(answers.getFirst().getRow().getCount()).isEqualTo(500);
  }

  @Test
  void a_threshold_reads_only_the_columns_that_are_needed() throws IOException {
    FakeLog log = log(random(new Random(1)));
    run(header(FirewallReportFamily.FIREWALL_REPORT_FAMILY_SRC_HOST).setThreshold("120"), log);
    assertThat(log.grouped()).isEmpty();
    assertThat(log.asked().getReadMask().getPathsList())
        .containsExactly(
            "start_time",
            "protocol",
            "client_address",
            "client_port",
            "server_address",
            "server_port");
    run(
        header(FirewallReportFamily.FIREWALL_REPORT_FAMILY_DST_HOST)
            .setThreshold("120")
            .addPort("http")
            .setLimit("action drop"),
        log);
    assertThat(log.asked().getReadMask().getPathsList())
        .contains("service", "hostname", "firewall.action")
        .doesNotContain("firewall.chain");
  }

  @Test
  void a_period_that_begins_with_the_first_connection_is_read_one_by_one() throws IOException {
    FakeLog log = log(random(new Random(1)));
    run(header(FirewallReportFamily.FIREWALL_REPORT_FAMILY_SERVICE).setPeriod("10 secs"), log);
    assertThat(log.wasStreamed()).isTrue();
  }
}

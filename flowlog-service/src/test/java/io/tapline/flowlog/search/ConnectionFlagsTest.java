package io.tapline.flowlog.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.assemble.ClientEvidence;
import io.tapline.flowlog.assemble.CloseReason;
import io.tapline.flowlog.assemble.ConnState;
import io.tapline.flowlog.assemble.ServiceEvidence;
import io.tapline.flowlog.search.filter.Field;
import io.tapline.flowlog.search.filter.Flag;
import io.tapline.flowlog.segment.Row;
import io.tapline.rpc.Refusal;
import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpAddresses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flags of answers, in filters and in groups are the same. */
class ConnectionFlagsTest {
  private static final int TCP = 6;
  private static final int UDP = 17;

  @TempDir Path directory;
  private LogFixture log;
  private long frame;

  @BeforeEach
  void open() throws Exception {
    log = new LogFixture(directory);
  }

  @AfterEach
  void close() throws Exception {
    log.close();
  }

  /** What one side sent. */
  private record Sent(String address, long packets, long bytes) {}

  private static Sent sent(String address, long packets, long bytes) {
    return new Sent(address, packets, bytes);
  }

  private Row row(int protocol, Sent client, Sent server, long millis, ConnState state) {
    IpAddress from = IpAddresses.parse(client.address());
    IpAddress to = IpAddresses.parse(server.address());
    return new Row(
        1,
        frame++,
        Row.T0,
        Row.T0 + millis * 1_000_000,
        CloseReason.IDLE_TIMEOUT,
        protocol,
        from.high(),
        from.low(),
        40_000,
        to.high(),
        to.low(),
        443,
        ClientEvidence.HANDSHAKE,
        client.packets(),
        client.bytes(),
        0,
        0,
        server.packets(),
        server.bytes(),
        0,
        0,
        "tls",
        ServiceEvidence.PORT,
        "",
        state,
        "",
        -1,
        0);
  }

  private String flags(Row row) throws Exception {
    log.add(List.of(row));
    ConnectionRow read =
        log.stream(LogFixture.question("id = 1-" + row.firstFrame()), Order.OLDEST_FIRST)
            .getFirst();
    return String.join(",", ConnectionFlags.of(read));
  }

  private String flags(Sent client, Sent server, long millis) throws Exception {
    return flags(row(UDP, client, server, millis, ConnState.NONE));
  }

  @Test
  void behaviour_is_told_at_its_limits() throws Exception {
    assertThat(flags(sent("10.0.0.1", 3, 10_000), sent("10.0.0.2", 1, 2_500), 0))
        .isEqualTo("established,upload,local");
    assertThat(flags(sent("10.0.0.1", 3, 9_999), sent("10.0.0.2", 1, 100), 0))
        .isEqualTo("established,local");
    assertThat(flags(sent("10.0.0.1", 3, 10_000), sent("10.0.0.2", 1, 2_501), 0))
        .isEqualTo("established,local");
    assertThat(flags(sent("10.0.0.1", 3, 100), sent("10.0.0.2", 1_250, 1_000_000), 0))
        .isEqualTo("established,download,bulk,local");
    assertThat(flags(sent("10.0.0.1", 3, 100), sent("10.0.0.2", 1_252, 1_000_000), 0))
        .isEqualTo("established,download,local");
    assertThat(flags(sent("10.0.0.1", 10, 2_500), sent("10.0.0.2", 10, 600), 5_000))
        .isEqualTo("established,interactive,local");
    assertThat(flags(sent("10.0.0.1", 10, 2_500), sent("10.0.0.2", 9, 600), 5_000))
        .isEqualTo("established,local");
    assertThat(flags(sent("10.0.0.1", 10, 2_500), sent("10.0.0.2", 10, 600), 4_999))
        .isEqualTo("established,local");
    assertThat(flags(sent("10.0.0.1", 10, 2_510), sent("10.0.0.2", 10, 600), 5_000))
        .isEqualTo("established,local");
  }

  @Test
  void the_way_is_that_between_hosts_of_ours_and_others() throws Exception {
    assertThat(flags(sent("192.0.2.1", 1, 60), sent("192.168.1.1", 0, 0), 0))
        .isEqualTo("unanswered,inbound");
    assertThat(flags(sent("fd00::1", 1, 60), sent("2001:db8::1", 0, 0), 0))
        .isEqualTo("unanswered,outbound");
    assertThat(flags(sent("100.64.0.1", 1, 60), sent("fe80::1", 0, 0), 0))
        .isEqualTo("unanswered,local");
    assertThat(flags(sent("172.32.0.1", 1, 60), sent("fec0::1", 0, 0), 0))
        .isEqualTo("unanswered,transit");
  }

  @Test
  void tcp_is_established_by_its_state() throws Exception {
    Sent client = sent("10.0.0.1", 3, 200);
    Sent server = sent("10.0.0.2", 3, 200);
    assertThat(flags(row(TCP, client, server, 0, ConnState.SF))).isEqualTo("established,local");
    assertThat(flags(row(TCP, client, server, 0, ConnState.RSTR))).isEqualTo("established,local");
    assertThat(flags(row(TCP, client, server, 0, ConnState.REJ))).isEqualTo("local");
    assertThat(flags(row(TCP, client, server, 0, ConnState.OTH))).isEqualTo("local");
  }

  private List<ConnectionRow> mixed() throws Exception {
    log.add(1_000, 3);
    List<Row> more = new ArrayList<>();
    for (long packets = 0; packets < 2_000; packets += 97) {
      Sent client = sent("192.0.2.1", packets, packets * 200);
      Sent server = sent("10.0.0.1", 2_000 - packets, packets * 1_400);
      more.add(row(UDP, client, server, packets * 20, ConnState.NONE));
    }
    log.add(more);
    return log.stream(LogFixture.question(""), Order.OLDEST_FIRST);
  }

  @Test
  void filters_find_what_answers_show() throws Exception {
    List<ConnectionRow> rows = mixed();
    for (Flag flag : Flag.values()) {
      long shown =
          rows.stream().filter(row -> ConnectionFlags.of(row).contains(flag.text())).count();
      assertThat(shown).as(flag.text()).isPositive().isLessThan(rows.size());
      assertThat(count("flags contains " + flag.text())).as(flag.text()).isEqualTo(shown);
      assertThat(count("flags = " + flag.name())).isEqualTo(shown);
      assertThat(count("flags != " + flag.text())).isEqualTo(rows.size() - shown);
    }
  }

  private long count(String filter) {
    return log.search.count(LogFixture.question(filter), new Cancellation()).value().connections();
  }

  @Test
  void groups_have_the_flags_that_answers_show() throws Exception {
    Map<String, Long> shown = new HashMap<>();
    mixed().forEach(row -> shown.merge(String.join(",", ConnectionFlags.of(row)), 1L, Long::sum));
    Grouping grouping =
        new Grouping(List.of(Field.FLAGS), List.of(Measure.Plain.CONNECTIONS), 0, 100, 0);
    Map<String, Long> groups = new HashMap<>();
    log.aggregation
        .aggregate(LogFixture.question(""), grouping, new Cancellation())
        .value()
        .rows()
        .forEach(group -> groups.put(group.keys().getFirst(), group.values().getFirst()));

    assertThat(groups).isEqualTo(shown);
  }

  @Test
  void an_unknown_flag_is_refused_with_those_that_there_are() {
    assertThatThrownBy(() -> count("flags = busy"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("established, unanswered, upload");
  }
}

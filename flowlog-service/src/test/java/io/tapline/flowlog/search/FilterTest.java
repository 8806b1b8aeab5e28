package io.tapline.flowlog.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.assemble.ClientEvidence;
import io.tapline.flowlog.assemble.CloseReason;
import io.tapline.flowlog.assemble.ConnState;
import io.tapline.flowlog.assemble.ServiceEvidence;
import io.tapline.flowlog.search.filter.FakeNetObjects;
import io.tapline.flowlog.search.filter.Filter;
import io.tapline.flowlog.search.filter.NetObjects;
import io.tapline.flowlog.segment.Row;
import io.tapline.rpc.Refusal;
import io.tapline.wire.address.IpPrefix;
import io.tapline.wire.communityid.CommunityId;
import io.tapline.wire.protocol.IcmpTypes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
  @TempDir static Path directory;
  private static LogFixture log;

  @BeforeAll
  static void open() throws Exception {
    log = new LogFixture(directory).add(500, 1).add(500, 2);
  }

  @AfterAll
  static void close() throws Exception {
    log.close();
  }

  @Test
  void a_community_id_finds_the_connections_of_its_five_tuple() throws Exception {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int[] tuple : FIVE_TUPLES) {
      Row row = Row.random(random, 9_000_000L + rows.size());
      rows.add(row.with(tuple[0], tuple[1], tuple[2]));
      rows.add(rows.getLast().turned(9_500_000L + rows.size()));
    }
    log.add(rows);
    Map<String, Long> counts =
        log.rows.stream()
            .collect(Collectors.groupingBy(FilterTest::communityId, Collectors.counting()));
    for (Row row : rows) {
      assertCommunity(counts, communityId(row));
    }
    counts.keySet().stream().limit(20).forEach(id -> assertCommunity(counts, id));
  }

  /** Protocol and ports: with ports, without, ICMP that is answered and that is not. */
  private static final int[][] FIVE_TUPLES = {
    {6, 50_000, 443},
    {17, 443, 443},
    {132, 9, 10},
    {47, 7, 8},
    {1, 8, 0},
    {1, 0, 0},
    {1, 3, 1},
    {1, 13, 0},
    {58, 128, 0},
    {58, 135, 0},
    {58, 1, 4}
  };

  private static void assertCommunity(Map<String, Long> counts, String id) {
    assertThat(count("community_id = \"" + id + "\""))
        .as(id)
        .isEqualTo(counts.getOrDefault(id, 0L));
    assertThat(count("community_id != \"" + id + "\""))
        .as(id)
        .isEqualTo(log.rows.size() - counts.getOrDefault(id, 0L));
  }

  private static String communityId(Row row) {
    int answer = IcmpTypes.counterpart(row.protocol(), row.clientPort());
    boolean icmp = row.protocol() == 1 || row.protocol() == 58;
    return CommunityId.v1(
        row.protocol(),
        row.clientHigh(),
        row.clientLow(),
        row.clientPort(),
        row.serverHigh(),
        row.serverLow(),
        icmp && answer != IcmpTypes.NONE ? answer : row.serverPort());
  }

  @ParameterizedTest
  @CsvSource({"0.25s, 250000", "250ms, 250000", "250000us, 250000", "1, 1000000", "0.01m, 600000"})
  void durations_are_seconds_or_have_a_unit(String written, long micros) {
    for (String operator : List.of("<", "<=", ">", ">=")) {
      assertThat(count("duration " + operator + " " + written))
          .isEqualTo(
              log.rows.stream()
                  .filter(
                      row ->
                          compares(
                              Math.floorDiv(row.endNanos(), 1000L)
                                  - Math.floorDiv(row.startNanos(), 1000L),
                              operator,
                              micros))
                  .count());
    }
  }

  private static boolean compares(long value, String operator, long other) {
    return switch (operator) {
      case "<" -> value < other;
      case "<=" -> value <= other;
      case ">" -> value > other;
      default -> value >= other;
    };
  }

  private static long count(String filter) {
    return log.search.count(LogFixture.question(filter), new Cancellation()).value().connections();
  }

  @ParameterizedTest
  @ValueSource(strings = {"^www", "[.]example$", "L{1}E", "off|org", "^$"})
  void a_part_of_a_text_matches_a_regular_expression(String expression) {
    Pattern pattern = Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    long found = log.rows.stream().filter(row -> pattern.matcher(row.hostname()).find()).count();
    String quoted = "'" + expression + "'";
    assertThat(count("hostname ~ " + quoted)).isEqualTo(found);
    assertThat(count("hostname !~ " + quoted)).isEqualTo(log.rows.size() - found);
    assertThat(count("hostname ~ " + quoted + " and not protocol = tcp"))
        .isEqualTo(
            log.rows.stream()
                .filter(row -> pattern.matcher(row.hostname()).find() && row.protocol() != 6)
                .count());
  }

  @Test
  void times_without_an_offset_are_in_utc() {
    long all = count("start >= 2024-06-01");
    assertThat(all).isEqualTo(log.rows.size());
    assertThat(count("start >= 2024-06-02")).isZero();
    for (String half :
        List.of(
            "2024-06-01T00:00:00.5",
            "\"2024-06-01 00:00:00.5\"",
            "2024-06-01T00:00:00.5Z",
            "2024-06-01T02:00:00.5+02:00",
            "2024-05-31T19:00:00.5-05:00")) {
      assertThat(count("start >= " + half))
          .isEqualTo(
              log.rows.stream().filter(row -> row.startNanos() >= Row.T0 + 500_000_000).count());
    }
  }

  @Test
  void texts_are_quoted_either_way() {
    long found = count("hostname = \"www.example.com\"");
    assertThat(found).isPositive();
    assertThat(count("hostname = 'www.example.com'")).isEqualTo(found);
    assertThat(count("(hostname='www.example.com')")).isEqualTo(found);
    assertThat(count("hostname = '\"' OR hostname = \"'\"")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"=", "!=", "<", "<=", ">", ">="})
  void numbers_compare(String operator) {
    assertNumber("client_port", operator, 1028, Row::clientPort);
    assertNumber("server_port", operator, 80, Row::serverPort);
    assertNumber("client_packets", operator, 50, Row::clientPackets);
    assertNumber("client_bytes", operator, 50_000, Row::clientBytes);
    assertNumber("server_packets", operator, 0, Row::serverPackets);
    assertNumber("server_bytes", operator, 99_000, Row::serverBytes);
    assertNumber("client_payload_bytes", operator, 500, Row::clientPayloadBytes);
    assertNumber("server_payload_bytes", operator, 500, Row::serverPayloadBytes);
    assertNumber("client_tcp_flags", operator, 18, Row::clientTcpFlags);
    assertNumber("server_tcp_flags", operator, 255, Row::serverTcpFlags);
    assertNumber("vlan", operator, 4094, Row::vlan);
    assertNumber("packets", operator, 100, row -> row.clientPackets() + row.serverPackets());
    assertNumber("bytes", operator, 100_000, row -> row.clientBytes() + row.serverBytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"=", "!=", "<", "<=", ">", ">="})
  void times_compare(String operator) {
    assertNumber(
        "start", operator, "2024-06-01T00:00:00.500Z", Row.T0 + 500_000_000, Row::startNanos);
    assertNumber(
        "start",
        operator,
        "2024-06-01T02:00:00.300000001+02:00",
        Row.T0 + 300_000_001,
        Row::startNanos);
    assertNumber("end", operator, "2024-06-01T00:00:01Z", Row.T0 + 1_000_000_000, Row::endNanos);
  }

  @Test
  void a_round_trip_time_that_was_not_seen_meets_no_comparison() {
    assertFinds("rtt_micros < 25000", row -> row.rttNanos() >= 0 && row.rttNanos() < 25_000_000);
    assertFinds("rtt_micros >= 0", row -> row.rttNanos() >= 0);
    assertFinds("NOT rtt_micros >= 0", row -> row.rttNanos() < 0);
    assertFinds("rtt_micros != 1", row -> row.rttNanos() != 1000);
  }

  @Test
  void texts_match_whole_with_wildcards_and_ignore_case() {
    assertFinds("hostname = www.example.com", row -> row.hostname().equals("www.example.com"));
    assertFinds("hostname = \"*.EXAMPLE.com\"", row -> row.hostname().endsWith(".example.com"));
    assertFinds("hostname != *.example.com", row -> !row.hostname().endsWith(".example.com"));
    assertFinds("hostname = example*", row -> row.hostname().startsWith("example"));
    assertFinds("hostname = \"\"", row -> row.hostname().isEmpty());
    assertFinds("hostname = *", row -> true);
    assertFinds("hostname = B\u00dcCHER.example", row -> row.hostname().startsWith("b\u00fc"));
    assertFinds("service = TLS", row -> row.service().equals("tls"));
    assertFinds("service = *s*", row -> row.service().contains("s"));
    assertFinds("history = shadadff", row -> row.history().equals("ShADadFf"));
    assertFinds("history = ^*", row -> row.history().startsWith("^"));
  }

  @Test
  void special_characters_of_sql_are_only_characters() {
    assertFinds("hostname = \"50%_off\\\\'\\\".example\"", row -> row.hostname().startsWith("50%"));
    assertFinds("hostname = \"50%_off\\\\'*\"", row -> row.hostname().startsWith("50%"));
    assertFinds("hostname = \"%\"", row -> false);
    assertFinds("hostname = \"%*\"", row -> false);
    assertFinds("hostname = \"_______.org*\"", row -> false);
    assertFinds("hostname = \"' OR 1=1 --\"", row -> false);
    assertFinds("hostname = \"'; DROP TABLE no_segments; --\"", row -> false);
    assertFinds("source = \"' OR '1'='1\"", row -> false);
    assertFinds("service = \"\\\\' UNION SELECT 1 --*\"", row -> false);
  }

  @Test
  void codes_match_by_name_with_wildcards() {
    assertFinds("conn_state = SF", row -> row.connState() == ConnState.SF);
    assertFinds("conn_state = rst*", row -> row.connState().name().startsWith("RST"));
    assertFinds("conn_state = \"\"", row -> row.connState() == ConnState.NONE);
    assertFinds("conn_state != \"\"", row -> row.connState() != ConnState.NONE);
    assertFinds(
        "close_reason = idle_timeout", row -> row.closeReason() == CloseReason.IDLE_TIMEOUT);
    assertFinds(
        "client_evidence = HANDSHAKE", row -> row.clientEvidence() == ClientEvidence.HANDSHAKE);
    assertFinds(
        "service_evidence = payload", row -> row.serviceEvidence() == ServiceEvidence.PAYLOAD);
    assertFinds("open = true", row -> row.closeReason() == CloseReason.OPEN);
    assertFinds("open != true", row -> row.closeReason() != CloseReason.OPEN);
    assertFinds("open = false", row -> row.closeReason() != CloseReason.OPEN);
    assertFinds("protocol = tcp", row -> row.protocol() == 6);
    assertFinds("protocol = SCTP", row -> row.protocol() == 132);
    assertFinds("protocol != 17", row -> row.protocol() != 17);
    assertFinds("source = sensor/eth0", row -> row.source() == 1);
    assertFinds("source = *ETH1", row -> row.source() == 2);
    assertFinds("source != nobody", row -> true);
  }

  @Test
  void a_net_object_stands_for_its_prefixes_on_either_side_or_on_one() {
    assertNetObject("/NetObjects/Office", LogFixture.OFFICE);
    assertNetObject("\"/NetObjects/Main Gate\"", List.of(IpPrefix.parse("10.0.1.2")));
    assertNetObject("/NetObjects/Everywhere", LogFixture.EVERYWHERE);
    assertNetObject("/NetObjects/Nobody", List.of());
    assertThat(found("netobject /NetObjects/Office")).isNotEmpty();
    assertThat(found("netobject in (/NetObjects/Office, '/NetObjects/Main Gate')"))
        .containsExactlyInAnyOrderElementsOf(found("host in (10.0.1.0/31, fe80::/64, 10.0.1.2)"));
  }

  private void assertNetObject(String name, List<IpPrefix> prefixes) {
    Predicate<Row> client = row -> isIn(prefixes, row.clientHigh(), row.clientLow());
    Predicate<Row> server = row -> isIn(prefixes, row.serverHigh(), row.serverLow());
    assertFinds("netobject = " + name, client.or(server));
    assertFinds("netobject != " + name, client.or(server).negate());
    assertFinds("client_netobject = " + name, client);
    assertFinds("server_netobject = " + name, server);
  }

  private static boolean isIn(List<IpPrefix> prefixes, long high, long low) {
    return prefixes.stream().anyMatch(prefix -> prefix.contains(high, low));
  }

  @Test
  void an_unknown_net_object_is_an_error_that_names_close_ones() {
    assertThatThrownBy(() -> compile("tcp and netobject = /NetObjects/Ofice"))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "Filter, character 21: there is no visible net object \"/NetObjects/Ofice\"."
                + " Did you mean /NetObjects/Office?");
    assertThatThrownBy(() -> compile("netobject = /NetObjects/somewhere/else/altogether"))
        .hasMessageEndingWith("`tapline catalog objects` lists them.");
  }

  @Test
  void the_net_objects_of_a_filter_have_a_limit_of_prefixes_together() {
    NetObjects objects =
        new FakeNetObjects(Map.of("Half", Collections.nCopies(513, IpPrefix.parse("::1"))));
    assertThat(Filter.compile("netobject = Half", Map.of(), objects)).isNotNull();
    assertThatThrownBy(
            () -> Filter.compile("netobject = Half or client_netobject = Half", Map.of(), objects))
        .hasMessage(
            "Filter, character 40: with \"Half\" it stands for 1,026 prefixes, but a filter may"
                + " stand for at most 1,024.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.1.2",
        "10.0.0.0/8",
        "10.0.1.0/24",
        "10.0.0.0/23",
        "10.0.1.2/31",
        "0.0.0.0/0",
        "::/0",
        "::/1",
        "fe80::/10",
        "8000::/1",
        "fe7f:ffff:ffff:ffff::/64",
        "fe80::1/128",
        "fe80:0:0:1::1/65",
        "fe80:0:0:0::/64",
        "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "::ffff:10.0.1.2",
        "::ffff:0:0/96",
        "2001:db8::1",
        "fe80::/127"
      })
  void addresses_match_alone_and_by_prefix(String text) {
    IpPrefix prefix = IpPrefix.parse(text);
    Predicate<Row> client = row -> prefix.contains(row.clientHigh(), row.clientLow());
    Predicate<Row> server = row -> prefix.contains(row.serverHigh(), row.serverLow());
    assertFinds("client = " + text, client);
    assertFinds("server = \"" + text + "\"", server);
    assertFinds("client != " + text, client.negate());
    assertFinds("host = " + text, client.or(server));
    assertFinds("host != " + text, client.or(server).negate());
  }

  @Test
  void terms_join() {
    assertFinds("port = 443", row -> row.clientPort() == 443 || row.serverPort() == 443);
    assertFinds("port > 60000", row -> row.clientPort() > 60000 || row.serverPort() > 60000);
    assertFinds("port != 443", row -> row.clientPort() != 443 && row.serverPort() != 443);
    assertFinds(
        "protocol = tcp and server_port = 443 AND vlan = 0",
        row -> row.protocol() == 6 && row.serverPort() == 443 && row.vlan() == 0);
    assertFinds(
        "protocol = tcp OR (server_port = 443 AND NOT vlan = 0)",
        row -> row.protocol() == 6 || (row.serverPort() == 443 && row.vlan() != 0));
    assertFinds("NOT protocol = tcp AND vlan = 0", row -> row.protocol() != 6 && row.vlan() == 0);
    assertFinds("NOT (protocol = tcp OR vlan = 0)", row -> row.protocol() != 6 && row.vlan() != 0);
    assertFinds("NOT NOT ((vlan=0))", row -> row.vlan() == 0);
    assertFinds("  ", row -> true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "10.0.1.2;host = 10.0.1.2",
        "10.0.0.0/8;host = 10.0.0.0/8",
        "fe80::1;host = fe80::1",
        "*.example.com;hostname = *.example.com",
        "udp;protocol = udp",
        "open;open = true",
        "any;",
        "ipv4;client = 0.0.0.0/0",
        "inet6;NOT client = 0.0.0.0/0",
        "host 10.0.1.2;host = 10.0.1.2",
        "ip 10.0.1.2;host = 10.0.1.2",
        "net 10.0.0.0/8;host = 10.0.0.0/8",
        "src 10.0.1.2;client = 10.0.1.2",
        "src ip 10.0.1.2;client = 10.0.1.2",
        "dst net 10.0.0.0/8;server = 10.0.0.0/8",
        "SRC PORT 1028;client_port = 1028",
        "dst port > 1024;server_port > 1024",
        "src as 3;client_as = 3",
        "src = 10.0.1.2;client = 10.0.1.2",
        "proto tcp and dst port 443;protocol = tcp AND server_port = 443",
        "service dns;service = dns",
        "vlan == 0;vlan = 0",
        "tcp && vlan=0;protocol = tcp AND vlan = 0",
        "tcp||udp;protocol = tcp OR protocol = udp",
        "! tcp;NOT protocol = tcp",
        "!(tcp || vlan = 0);NOT (protocol = tcp OR vlan = 0)",
        "server_port in (80, 443);server_port = 80 OR server_port = 443",
        "dst port in [80 443];server_port = 80 OR server_port = 443",
        "port in (443);port = 443",
        "hostname not in ('www.example.com',example.org);NOT (hostname = www.example.com OR"
            + " hostname = example.org)",
        "(tcp and port in (80,443));protocol = tcp AND (port = 80 OR port = 443)",
        "hostname contains ample;hostname = *ample*",
        "bytes > 50k;bytes > 50000",
        "bytes > 0.05MB;bytes > 50000",
        "bytes >= 64KiB;bytes >= 65536",
        "packets < 0.1k;packets < 100"
      })
  void a_filter_may_be_written_shorter(String written, @Nullable String meant) {
    assertThat(found(written))
        .containsExactlyInAnyOrderElementsOf(found(meant == null ? "" : meant));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vlan|5",
        "port in|8",
        "port in 80|9",
        "port in ()|10",
        "port in (80|12",
        "port in (80,,443)|13",
        "port in (80, x)|14",
        "port not 80|6",
        "443|4",
        "10.0.0|7",
        "host|5",
        "src|4",
        "src port|9",
        "vlan = 1k|8",
        "bytes > 1x|9",
        "bytes in|9",
        "hostname contains|18",
        "!|2",
        "vlan =|7",
        "= 1|1",
        "vlan = 1 AND|13",
        "vlan = 1 vlan = 2|10",
        "(vlan = 1|10",
        "vlan = 1)|9",
        "vlan =! 1|7",
        "vlan ! 1|6",
        "vlan = x|8",
        "vlan = 1.5|8",
        "vlan = 99999999999999999999|8",
        "hostname = \"x|12",
        "start > yesterday|9",
        "start > 9999-12-31T00:00:00Z|9",
        "open = maybe|8",
        "open < true|1",
        "protocol = quux|12",
        "protocol = 256|12",
        "client = 10.0.0.0/33|10",
        "client = 10.0.0|10",
        "client = x|10",
        "client = fe80::/129|10",
        "client < 10.0.0.1|1",
        "id = 7|6",
        "id = 99999999999-1|6",
        "port = 70000|8",
        "server_port >= 65536|16",
        "vlan = 4096|8",
        "client_tcp_flags = 256|20",
        "bytes = -1|9",
        "conn_state = XX|14",
        "vlan = 1 AND vlan = 2 OR vlan = 3|23",
        "community_id = \"1:x=\"|16",
        "community_id < \"1:LQU9qZlK+B5F3KDmev6m5PMibrg=\"|1",
        "hostname = *********|12",
        "netobject = Office|13",
        "tcp and client_netobject = \"\"|28",
        "server_netobject < /NetObjects/Office|1",
        "netobject ~ Office|1",
        "NOT|4",
        "()|2"
      })
  void a_bad_filter_says_where(String text, int position) {
    assertThatThrownBy(() -> compile(text))
        .isInstanceOfSatisfying(
            Refusal.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.INVALID_FILTER);
              assertThat(e.details()).containsEntry("position", Integer.toString(position));
              assertThat(e).hasMessageContaining("character " + position);
            });
  }

  @Test
  void an_unknown_code_is_told_with_the_names_that_there_are() {
    assertThatThrownBy(() -> compile("conn_state = XX"))
        .hasMessageContaining("expected one of S0, S1, SF");
  }

  @Test
  void an_unknown_field_names_close_ones() {
    assertThatThrownBy(() -> compile("vlan = 1 AND clientport = 2"))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_FIELD))
        .hasMessageContaining("client_port")
        .hasMessageContaining("character 14");
  }

  @Test
  void limits_hold() {
    String term = "vlan=1";
    assertThat(compile(String.join(" OR ", Collections.nCopies(64, term)))).isNotNull();
    assertInvalid(String.join(" OR ", Collections.nCopies(65, term)));
    assertInvalid("hostname = " + "x".repeat(4096));
    assertInvalid("(".repeat(2000) + term + ")".repeat(2000));
    assertInvalid("NOT ".repeat(1000) + term);
  }

  @Test
  void any_text_is_a_condition_or_a_named_error() {
    String[] pieces = {
      "vlan",
      "host",
      "client",
      "hostname",
      "id",
      "source",
      "start",
      "open",
      " ",
      "=",
      "!=",
      "<",
      ">=",
      "!",
      "(",
      ")",
      "AND",
      "OR",
      "NOT",
      "\"",
      "\\",
      "*",
      "10.0.0.0/8",
      "::",
      "1-2",
      "true",
      "tcp",
      "\u0000",
      "\ud800",
      "'",
      ";",
      "--",
      "2026-01-01T00:00:00Z",
      "-1",
      "%",
      "_"
    };
    Random random = new Random(11);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        text.append(
            random.nextInt(8) == 0
                ? (char) random.nextInt(0x300)
                : pieces[random.nextInt(pieces.length)]);
        text.append(random.nextBoolean() ? " " : "");
      }
      try {
        assertThat(compile(text.toString())).isNotNull();
      } catch (Refusal e) {
        assertThat(e.reason()).isIn(Reason.INVALID_FILTER, Reason.UNKNOWN_FIELD);
      }
    }
  }

  private static Object compile(String text) {
    return Filter.compile(text, LogFixture.SOURCES, LogFixture.NET_OBJECTS);
  }

  private static void assertInvalid(String text) {
    assertThatThrownBy(() -> compile(text))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_FILTER));
  }

  private void assertNumber(String field, String operator, long value, ToLongFunction<Row> column) {
    assertNumber(field, operator, Long.toString(value), value, column);
  }

  private void assertNumber(
      String field, String operator, String text, long value, ToLongFunction<Row> column) {
    assertFinds(
        field + " " + operator + " " + text,
        row -> {
          int comparison = Long.compare(column.applyAsLong(row), value);
          return switch (operator) {
            case "=" -> comparison == 0;
            case "!=" -> comparison != 0;
            case "<" -> comparison < 0;
            case "<=" -> comparison <= 0;
            case ">" -> comparison > 0;
            default -> comparison >= 0;
          };
        });
  }

  private void assertFinds(String filter, Predicate<Row> expected) {
    assertThat(found(filter))
        .as(filter)
        .containsExactlyInAnyOrderElementsOf(
            log.rows.stream().filter(expected).map(Row::firstFrame).toList());
  }

  private static List<Long> found(String filter) {
    return log.stream(LogFixture.question(filter), Order.OLDEST_FIRST).stream()
        .map(ConnectionRow::firstFrame)
        .toList();
  }
}

package io.tapline.report.fwctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All reports of the original over its own log, goldens {@code fwctl/golden}. Counts, groups, their
 * order and that of records are compared exactly; rows of equal count, which the original writes in
 * any order, by their fields. Its end is the time when it ran, and is not compared.
 */
@Tag("conformance")
class FwctlConformanceTest {
  private static final long END = 946_728_000; // 2000-01-01 12:00

  @ParameterizedTest
  @ValueSource(
      strings = {"report-0.24-dst-proto", "report-0.24-port-name", "report-0.28-threshold5m"})
  void reports_are_those_of_the_original(String name) throws IOException {
    compare(golden(name), filter(golden(name).get("options")));
  }

  @Test
  void a_limit_keeps_what_that_of_the_original_kept() throws IOException {
    JsonNode golden = golden("report-0.28-limit-and");
    compare(golden, Limit.parse(golden.get("options").get("limit").asText()));
  }

  @Test
  void limits_and_periods_that_the_original_refuses_are_refused() throws IOException {
    JsonNode not = golden("report-0.28-limit-not");
    assertThat(not.get("error").asText()).contains("syntax error");
    assertThatThrownBy(() -> Limit.parse(not.get("options").get("limit").asText()))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("`limit`, column 1: ");
    JsonNode period = golden("report-0.28-period-bad");
    String words = period.get("options").get("period").asText();
    assertThat(period.get("error").asText()).contains("invalid period delta: " + words);
    assertThatThrownBy(() -> FwctlTimes.seconds("period", words))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("`period`: invalid \"" + words + "\"");
  }

  @Test
  void interfaces_match_as_documented_where_the_original_ignores_them() throws IOException {
    JsonNode golden = golden("report-0.24-sif-ignored");
    List<String> kept = texts(golden.get("record_lines"));
    assertThat(lines(run(golden, RecordFilter.ALL).records())).isEqualTo(kept);
    assertThat(lines(run(golden, filter(golden.get("options"))).records()))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.split("\\|", -1)[9]).isEqualTo("INT"));
  }

  @Test
  void addresses_are_compared_whole_unlike_in_0_24() throws IOException {
    assertThat(texts(golden("report-0.24-default").get("record_lines"))).hasSize(193);
    assertThat(run(golden("report-0.24-default"), RecordFilter.ALL).records()).hasSize(194);
  }

  @Test
  void a_threshold_of_zero_keeps_all_and_one_second_keeps_what_the_original_kept()
      throws IOException {
    assertThat(collect(0, RecordFilter.ALL).records()).hasSize(260);
    assertThat(collect(1, RecordFilter.ALL).records()).hasSize(249);
  }

  @Test
  void summary_pages_are_those_of_the_original() throws IOException {
    summaryPages(Family.SERVICE, "text-service_sum.txt");
    summaryPages(Family.DST_ALIAS, "text-dst_alias_sum.txt");
  }

  /** Rows of equal count stand in any order there. */
  private static void summaryPages(Family family, String file) throws IOException {
    Summary summary = new Summary(family);
    Sample.replay(collect(120, RecordFilter.ALL).records(), summary);
    String pages = TextPages.summary(family, summary.rows(), start(), END, ZoneOffset.UTC);
    String golden = text(file);
    assertThat(pages.lines().limit(9).toList()).isEqualTo(golden.lines().limit(9).toList());
    assertThat(pages.lines().sorted().toList()).isEqualTo(golden.lines().sorted().toList());
  }

  @Test
  void pages_of_groups_and_details_are_those_of_the_original() throws IOException {
    RecordGroups records = collect(120, RecordFilter.ALL);
    assertThat(TextPages.details(records.records(), start(), END, ZoneOffset.UTC))
        .isEqualTo(text("text-details.txt"));
    assertThat(
            TextPages.groups(
                Family.SERVICE, records.groups(Family.SERVICE), start(), END, ZoneOffset.UTC))
        .isEqualTo(text("text-service.txt"));
  }

  /** Aliases are not compared where two networks are equally specific. */
  @Test
  void kernel_logs_give_the_records_that_fwctllog_wrote() throws IOException {
    Path conf = fwctl().resolve("conf");
    Networks networks =
        Networks.parse(
            Files.readString(conf.resolve("interfaces")),
            Files.readString(conf.resolve("aliases")));
    List<FirewallRecord> records = new ArrayList<>();
    FirewallLines read =
        Sample.read(
            Files.readString(fwctl().resolve("messages.log")),
            networks,
            packet -> records.add(packet.record()));
    assertThat(read.malformed()).isEqualTo(1);
    assertThat(read.malformedSamples()).allMatch(line -> line.endsWith("DENY eth0 garbage"));
    List<FirewallRecord> golden = Sample.records(log());
    assertThat(records.stream().map(FwctlConformanceTest::withoutNames).toList())
        .isEqualTo(golden.stream().map(FwctlConformanceTest::withoutNames).toList());
  }

  private static List<Object> withoutNames(FirewallRecord packet) {
    return List.of(
        packet.time(),
        packet.action(),
        packet.device(),
        packet.interfaceName(),
        packet.chain(),
        packet.protocolName(),
        packet.source().ip(),
        packet.source().interfaceName(),
        packet.destination().ip(),
        packet.destination().interfaceName());
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void every_line_is_written_as_it_was_read(Family family) throws IOException {
    RecordGroups all = collect(0, RecordFilter.ALL);
    assertThat(lines(all.records())).isEqualTo(log().lines().toList());
    assertThat(all.groups(family).stream().mapToInt(List::size).sum()).isEqualTo(260);
  }

  private static void compare(JsonNode golden, Predicate<Packet> filter) throws IOException {
    RecordGroups kept = run(golden, filter);
    assertThat(lines(kept.records())).isEqualTo(texts(golden.get("record_lines")));
    for (Family family : Family.values()) {
      String name = family.name().toLowerCase(Locale.ROOT);
      List<List<String>> groups = new ArrayList<>();
      golden.get(name + "_report").forEach(group -> groups.add(texts(group)));
      assertThat(kept.groups(family).stream().map(FwctlConformanceTest::lines).toList())
          .as(name)
          .isEqualTo(groups);
      summary(family, kept, golden.get(name + "_summary_report"));
    }
  }

  private static void summary(Family family, RecordGroups kept, JsonNode golden) {
    Summary summary = new Summary(family);
    Sample.replay(kept.records(), summary);
    List<Map<String, String>> expected = new ArrayList<>();
    golden.forEach(row -> expected.add(fields(row)));
    List<Map<String, String>> rows =
        summary.rows().stream().map(row -> fields(family, row)).toList();
    assertThat(rows).as(family.name()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(rows.stream().map(row -> row.get("count")).toList())
        .isEqualTo(expected.stream().map(row -> row.get("count")).toList());
  }

  private static Map<String, String> fields(JsonNode row) {
    Map<String, String> fields = new TreeMap<>();
    row.fieldNames()
        .forEachRemaining(
            name -> fields.put(name, row.get(name).isNull() ? "" : row.get(name).asText()));
    return fields;
  }

  private static Map<String, String> fields(Family family, SummaryRow row) {
    FirewallRecord packet = row.example();
    Map<String, String> fields = new TreeMap<>();
    fields.put("count", "" + row.count());
    fields.put("first", "" + row.first());
    fields.put("last", "" + row.last());
    if (family.hasAlias()) {
      fields.put("host_alias", family.side(packet).alias());
    }
    if (family.hasHost()) {
      fields.put("host_ip", family.side(packet).ip());
      fields.put("host_name", family.side(packet).host());
    }
    if (family.hasService()) {
      service(packet, fields);
    }
    return fields;
  }

  private static void service(FirewallRecord packet, Map<String, String> fields) {
    fields.put("proto", "" + packet.protocol());
    fields.put("proto_name", packet.protocolName());
    fields.put("dst_port", packet.destination().portText());
    fields.put("dst_serv", packet.destination().service());
    if (!packet.hasPorts()) {
      fields.put("src_port", packet.source().portText());
      fields.put("src_serv", packet.source().service());
    }
  }

  private static RecordGroups run(JsonNode golden, Predicate<Packet> filter) throws IOException {
    JsonNode threshold = golden.get("options").get("threshold");
    long seconds =
        threshold == null
            ? FirewallReport.DEFAULT_THRESHOLD_SECONDS
            : FwctlTimes.seconds("threshold", threshold.asText());
    return collect(seconds, filter);
  }

  private static RecordGroups collect(long threshold, Predicate<Packet> filter) throws IOException {
    RecordGroups collected = new RecordGroups();
    FirewallReport report = new FirewallReport(ReportPeriod.ALL, filter, threshold, collected);
    Sample.read(log(), Networks.NONE, report);
    assertThat(report.start()).isEqualTo(start());
    return collected;
  }

  private static RecordFilter filter(JsonNode options) {
    return new RecordFilter(
        texts(options.get("src")),
        texts(options.get("dst")),
        texts(options.get("salias")),
        texts(options.get("dalias")),
        texts(options.get("sif")),
        texts(options.get("dif")),
        texts(options.get("proto")),
        texts(options.get("port")));
  }

  private static List<String> texts(@org.jspecify.annotations.Nullable JsonNode array) {
    List<String> texts = new ArrayList<>();
    if (array != null) {
      array.forEach(text -> texts.add(line(text.asText())));
    }
    return texts;
  }

  /** There an unknown DST_SERV has no bar before it. */
  private static String line(String text) {
    return text.chars().filter(c -> c == '|').count() == 17 ? text + "|" : text;
  }

  private static List<String> lines(List<FirewallRecord> records) {
    return records.stream().map(FirewallRecord::line).toList();
  }

  private static long start() {
    return ZonedDateTime.of(1999, 12, 31, 23, 50, 59, 0, ZoneOffset.UTC).toEpochSecond();
  }

  private static JsonNode golden(String name) throws IOException {
    return new ObjectMapper().readTree(text(name + ".json"));
  }

  private static String log() throws IOException {
    return text("fwctl_log");
  }

  private static String text(String name) throws IOException {
    return Files.readString(fwctl().resolve("golden").resolve(name));
  }

  private static Path fwctl() {
    Path directory = Path.of(System.getProperty("tapline.vectors", "absent")).resolve("fwctl");
    assumeTrue(Files.isDirectory(directory), "No vectors here: " + directory);
    return directory;
  }
}

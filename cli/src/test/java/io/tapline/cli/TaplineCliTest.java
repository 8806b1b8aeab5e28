package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.tapline.capture.v1.ImportFileHeader;
import io.tapline.flowlog.v1.Completeness;
import io.tapline.flowlog.v1.CompletenessState;
import io.tapline.flowlog.v1.FilterRemark;
import io.tapline.flowlog.v1.FilterRemarkReason;
import io.tapline.type.v1.Encoding;
import io.tapline.type.v1.EncodingKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TaplineCliTest {
  private final FakeLog log = new FakeLog();
  private final FakeCapture capture = new FakeCapture();

  @RegisterExtension
  final ServedCommand cli =
      new ServedCommand(
          "", log, capture.new Imports(), capture.new Sources(), new FakeDetections());

  @Test
  void a_table_shows_whole_addresses_and_units_for_people() {
    assertThat(cli.run("search")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out())
        .contains("[2001:db8:1111:2222:3333:4444:5555:6666]:50000", "1.23 MB", "1.001 s", "SF")
        .doesNotContain("\u001b");
  }

  @Test
  void json_is_one_flat_object_per_line_with_the_names_of_filters() {
    assertThat(cli.run("search", "--format", "json")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out().lines()).hasSize(1);
    assertThat(cli.out())
        .contains(
            "\"id\":\"1-0\"",
            "\"start\":\"2026-03-01T10:00:00.000001Z\"",
            "\"protocol\":\"tcp\"",
            "\"client_bytes\":1234567",
            "\"hostname\":\"a \\\"quoted\\\", name\"")
        .doesNotContain("rtt_micros");
  }

  @Test
  void an_import_is_shown_with_what_became_of_it() {
    assertThat(cli.run("imports", "show", "trace", "--format", "json")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out())
        .contains("\"source\":\"trace\"", "\"state\":\"finished\"", "\"connections\":12");
  }

  @Test
  void a_list_without_imports_says_so() {
    assertThat(cli.run("imports", "list")).isEqualTo(ExitCode.DONE);
    assertThat(cli.err()).contains("No import.");
  }

  @Test
  void a_finding_is_a_sentence_in_a_table_and_has_its_evidence_in_json() {
    String[] dryRun = {"detect", "dry-run", "--from", "2026-03-01", "--to", "2026-03-02"};
    assertThat(cli.run(dryRun)).isEqualTo(ExitCode.DONE);
    assertThat(cli.out())
        .contains("10.0.0.5 called 203.0.113.9 port 443 36 times, every 10 min")
        .doesNotContain("median interval");
    assertThat(cli.run("detect", "dry-run", "--day", "2026-03-01", "--format", "json"))
        .isEqualTo(ExitCode.DONE);
    assertThat(cli.out())
        .contains(
            "\"address\":\"10.0.0.5\"",
            "\"evidence\":\"connections 36, median interval 600 s\"",
            "\"community_ids\":\"1:a 1:b\"");
  }

  @Test
  void an_import_that_is_being_cancelled_says_when_it_ends() {
    assertThat(cli.run("imports", "cancel", "trace")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).contains("cancelling");
    assertThat(cli.out() + cli.err()).contains("tapline imports show trace");
  }

  @Test
  void an_answer_from_which_retention_dropped_something_says_since_when_the_log_is_kept() {
    cli.run("search");
    assertThat(cli.err()).doesNotContain("Kept since");
    log.completeness =
        Completeness.newBuilder()
            .setKeptSinceTime(Timestamp.newBuilder().setSeconds(1_772_359_200).setNanos(1))
            .setRemovedConnections(12_345)
            .build();
    assertThat(cli.run("search")).isEqualTo(ExitCode.DONE);
    assertThat(cli.err())
        .contains(
            "Kept since 2026-03-01T10:00:00Z: 12,345 earlier connections left the log by"
                + " retention.");
  }

  private static Interval gap(long startSeconds, long endSeconds) {
    Interval.Builder gap = Interval.newBuilder();
    if (startSeconds > 0) {
      gap.setStartTime(Timestamp.newBuilder().setSeconds(startSeconds));
    }
    if (endSeconds > 0) {
      gap.setEndTime(Timestamp.newBuilder().setSeconds(endSeconds));
    }
    return gap.build();
  }

  @Test
  void where_nothing_was_captured_is_said_in_words() {
    log.completeness = Completeness.newBuilder().addUncovered(gap(0, 0)).build();
    cli.run("search");
    assertThat(cli.err()).contains("Not covered: nothing was captured in this interval.");
    log.completeness =
        Completeness.newBuilder()
            .addUncovered(gap(0, 1_772_359_200))
            .addUncovered(gap(1_772_359_300, 1_772_359_400))
            .addUncovered(gap(1_772_359_500, 0))
            .build();
    cli.run("search");
    assertThat(cli.err())
        .contains(
            "Not covered: nothing was captured before 2026-03-01T10:00:00.000000Z, from"
                + " 2026-03-01T10:01:40.000000Z to 2026-03-01T10:03:20.000000Z, after"
                + " 2026-03-01T10:05:00.000000Z.");
  }

  @Test
  void a_filter_that_cannot_match_says_so_beside_the_answer() {
    log.completeness =
        Completeness.newBuilder()
            .addFilterRemarks(
                FilterRemark.newBuilder()
                    .setReason(FilterRemarkReason.FILTER_REMARK_REASON_UNKNOWN_SOURCE)
                    .setDescription("There is no source \"x\"."))
            .build();
    assertThat(cli.run("search", "source = x")).isEqualTo(ExitCode.DONE);
    assertThat(cli.err()).contains("Filter: There is no source \"x\".");
  }

  @Test
  void beside_json_what_is_missing_is_data_on_the_error_stream() {
    log.completeness =
        Completeness.newBuilder()
            .setState(CompletenessState.COMPLETENESS_STATE_NOT_COVERED)
            .addUncovered(gap(0, 1_772_359_200))
            .putLost("frames", 7)
            .build();
    cli.run("search", "--format", "json");
    assertThat(cli.err())
        .isEqualToIgnoringNewLines(
            "{\"completeness\":{\"state\":\"not_covered\","
                + "\"uncovered\":[{\"end\":\"2026-03-01T10:00:00.000000Z\"}],"
                + "\"lost\":{\"frames\":7},\"losses\":[],\"filter_remarks\":[]}}");
    assertThat(cli.out().lines()).hasSize(1);
  }

  @Test
  void csv_has_a_header_and_quotes_what_needs_it() {
    assertThat(cli.run("search", "--format", "csv")).isEqualTo(ExitCode.DONE);
    List<String> lines = cli.out().lines().toList();
    assertThat(lines.getFirst()).startsWith("id,community_id,source,start,end,open,");
    assertThat(lines.get(1)).contains("\"a \"\"quoted\"\", name\"");
  }

  @Test
  void fields_are_those_of_the_server() {
    assertThat(cli.run("fields", "--format", "csv")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out().lines())
        .containsExactly(
            "field,operators,description,values",
            "bytes,= != < <= > >=,,",
            "open,= !=,,true false");
  }

  @Test
  void columns_to_group_by_may_stand_in_one_list() {
    cli.run("top", "client,server", "server_port");
    assertThat(log.aggregates.getLast().getGroupByList())
        .containsExactly("client", "server", "server_port");
  }

  @Test
  void columns_of_numbers_are_aligned_to_the_right() {
    cli.run("services");
    List<String> lines = cli.out().lines().toList();
    assertThat(lines.get(1)).startsWith("dns           12,345");
    assertThat(lines.get(2)).startsWith("tls                1");
  }

  @Test
  void options_and_the_free_filter_reach_the_server_as_one_filter() {
    cli.run("search", "--host", "10.0.0.0/8", "--server-port", "443", "open = true OR bytes > 5");
    assertThat(log.searches.getFirst().getFilter())
        .isEqualTo("host = \"10.0.0.0/8\" AND server_port = 443 AND (open = true OR bytes > 5)");
  }

  @Test
  void what_exporters_and_firewalls_tell_can_be_asked_for_by_options_everywhere() {
    cli.run(
        "search",
        "--exporter",
        "192.0.2.1",
        "--tunnel",
        "vxlan/*",
        "--input-interface",
        "4000000000",
        "--output-interface",
        "ppp0");
    assertThat(log.searches.getFirst().getFilter())
        .isEqualTo(
            "input_interface = 4000000000 AND output_interface_name = \"ppp0\" AND tunnel ="
                + " \"vxlan/*\" AND exporter = \"192.0.2.1\"");
    cli.run("top", "client", "--nat-client", "10.0.0.0/8", "--filter", "bytes > 5");
    assertThat(log.aggregates.getFirst().getFilter())
        .isEqualTo("nat_client = \"10.0.0.0/8\" AND (bytes > 5)");
    cli.run("top", "client", "--outer-host", "192.0.2.0/24");
    assertThat(log.aggregates.getLast().getFilter()).isEqualTo("outer_host = \"192.0.2.0/24\"");
    cli.run("series", "--firewall-action", "drop", "--filter", "port = 22");
    assertThat(log.aggregates.getLast().getFilter())
        .isEqualTo("firewall_action = \"drop\" AND (port = 22)");
  }

  @Test
  void a_filter_of_several_words_needs_no_quotes() {
    cli.run("search", "host", "10.0.0.1", "--limit", "5", "and", "port", "in", "(80,443)");
    assertThat(log.searches.getFirst().getFilter()).isEqualTo("host 10.0.0.1 and port in (80,443)");
  }

  @Test
  void a_filter_may_be_typed_and_given_by_its_option() {
    cli.run("search", "--filter", "port = 22", "bytes > 5");
    assertThat(log.searches.getFirst().getFilter()).isEqualTo("(port = 22) AND (bytes > 5)");
  }

  @Test
  void columns_are_chosen_by_name_in_every_format() {
    cli.run("search", "--columns", "server_port, client,bytes", "--format", "csv");
    assertThat(cli.out().lines())
        .containsExactly(
            "server_port,client,bytes", "443,2001:db8:1111:2222:3333:4444:5555:6666,1235566");
    assertThat(cli.run("search", "--columns", "exporter,nonsense")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("no column 'nonsense'", "firewall_chain");
  }

  @Test
  void a_table_shows_what_an_exporter_told_only_where_it_told_something() {
    cli.run("search");
    assertThat(cli.out()).doesNotContain("EXPORTER", "TUNNEL", "CHAIN");
    cli.run("search", "--service", "exported");
    assertThat(cli.out())
        .contains("EXPORTER", "192.0.2.1", "NAT CLIENT", "198.51.100.7:4000", "ACTION")
        .doesNotContain("TUNNEL", "CHAIN");
  }

  @Test
  void what_was_not_told_is_absent_in_json_and_empty_in_csv() {
    cli.run("search", "--format", "json");
    assertThat(cli.out()).doesNotContain("exporter", "nat_client", "sampling_interval");
    cli.run("search", "--service", "exported", "--format", "json");
    assertThat(cli.out())
        .contains(
            "\"exporter\":\"192.0.2.1\"",
            "\"observation_domain\":0",
            "\"sampling_interval\":100",
            "\"sampling\":\"1/100\"",
            "\"input_interface\":4294967295",
            "\"client_tos\":0",
            "\"nat_client_port\":4000",
            "\"firewall_action\":\"drop\"")
        .doesNotContain("server_tos", "nat_server", "client_tag");
  }

  @Test
  void an_import_says_what_the_file_was_and_what_became_of_it(@TempDir Path directory)
      throws IOException {
    Path trace = Files.write(directory.resolve("trace.pcap.gz"), new byte[7]);
    assertThat(cli.run("import", trace.toString())).isEqualTo(ExitCode.DONE);
    assertThat(cli.out())
        .contains(
            "pcap (gzip), 1,000 frames (123 kB), 12 connections, a loss of unknown size",
            "  in no connection: arp 10",
            "  loss (capture.file): The gzip data ends too early");
    assertThat(cli.out()).doesNotContain("0 frames lost");
    ImportFileHeader header = capture.imports.getFirst();
    assertThat(header.getEncoding().getKind()).isEqualTo(EncodingKind.ENCODING_KIND_UNSPECIFIED);
    assertThat(header.getModifyTime().getSeconds())
        .isEqualTo(Files.getLastModifiedTime(trace).toInstant().getEpochSecond());
  }

  @Test
  void an_import_of_which_nothing_was_understood_says_so_and_is_no_success(@TempDir Path directory)
      throws IOException {
    Path log = Files.write(directory.resolve("strange.log"), new byte[7]);
    Path good = Files.write(directory.resolve("kern.log"), new byte[7]);
    assertThat(cli.run("import", log.toString(), good.toString()))
        .isEqualTo(ExitCode.NOTHING_FOUND);
    assertThat(cli.out())
        .contains("counted besides: ignored_lines_of_other_programs 3")
        .contains("0 connections, 12 lines lost; source strange.log#2.")
        .contains("  another source has the name strange.log: this one is strange.log#2.");
    assertThat(cli.err())
        .contains("strange.log: nothing was understood as syslog")
        .contains("--as")
        .doesNotContain("kern.log");
  }

  @Test
  void an_import_of_a_log_tells_of_lines_records_and_counters(@TempDir Path directory)
      throws IOException {
    Path log = Files.write(directory.resolve("kern.log"), new byte[7]);
    cli.run(
        "import", "--as", "fwctllog", "--year", "2003", "--zone", "Europe/Prague", log.toString());
    assertThat(cli.out())
        .contains(
            "firewall-syslog, 100 lines (0 B), 90 flow records, 90 connections, 0 lost;",
            "  lines: decoded 90, ignored 8, malformed 2",
            "  counted besides: years_inferred 90");
    Encoding encoding = capture.imports.getFirst().getEncoding();
    assertThat(encoding.getKind()).isEqualTo(EncodingKind.ENCODING_KIND_FIREWALL_LOG);
    assertThat(encoding.getFirstYear()).isEqualTo(2003);
    assertThat(encoding.getTimeZone()).isEqualTo("Europe/Prague");
  }

  @Test
  void a_file_that_nobody_knows_is_refused_with_every_format_that_was_tried(@TempDir Path directory)
      throws IOException {
    Path foreign = Files.write(directory.resolve("foreign"), new byte[7]);
    assertThat(cli.run("import", foreign.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(cli.err().lines())
        .containsExactly(
            "foreign: this is no format that is known. [UNKNOWN_FORMAT]",
            "  not eve: no JSON object",
            "  not pcap: starts with 00 00 00 00");
  }

  @Test
  void a_format_that_does_not_exist_is_refused_with_those_that_do() {
    assertThat(cli.run("import", "--as", "nonsense", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("'nonsense' is no format that is known: packets, netflow");
  }

  @Test
  void datagrams_of_any_port_are_read_as_each_says_itself() {
    for (String port : List.of("2055", "12055", "514", "5140")) {
      assertThat(cli.run("capture", "add", "--udp", port)).isEqualTo(ExitCode.DONE);
      assertThat(kindOfLastSource()).isEqualTo(EncodingKind.ENCODING_KIND_DATAGRAMS);
      assertThat(cli.out())
          .contains(
              "UDP port " + port + ": datagrams are read as flow exports",
              "or firewall log lines, each as its first bytes say");
    }
    assertThat(capture.sources.getLast().getName()).isEqualTo("udp-5140");
    cli.run("capture", "add", "--udp", "5140", "--format", "csv");
    assertThat(cli.out()).contains("\nname,kind,state,", "\nudp-5140,");
    assertThat(cli.err()).contains("Capturing as source udp-5140.");
  }

  @Test
  void what_datagrams_carry_can_be_said() {
    cli.run("capture", "add", "--udp", "2055", "--as", "packets", "--name", "raw");
    assertThat(kindOfLastSource()).isEqualTo(EncodingKind.ENCODING_KIND_PACKETS);
    cli.run("capture", "add", "--udp", "4000", "--as", "ipfix");
    assertThat(kindOfLastSource()).isEqualTo(EncodingKind.ENCODING_KIND_FLOW_EXPORT);
    cli.run("capture", "add", "--udp", "514", "--as", "syslog", "--zone", "Europe/Prague");
    assertThat(kindOfLastSource()).isEqualTo(EncodingKind.ENCODING_KIND_FIREWALL_LOG);
    assertThat(cli.out()).doesNotContain("each as its first bytes say");
  }

  @Test
  void a_source_is_an_interface_or_a_port() {
    assertThat(cli.run("capture", "add")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("capture", "add", "eth0", "--as", "netflow")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err())
        .contains("an INTERFACE, --udp PORT or --tcp HOST:PORT?", "belong to --udp");
    assertThat(capture.sources).isEmpty();
  }

  @Test
  void a_byte_stream_is_read_from_a_server_that_is_named() {
    assertThat(cli.run("capture", "add", "--tcp", "feed.example:8125")).isEqualTo(ExitCode.DONE);
    assertThat(capture.sources.getLast().getName()).isEqualTo("tcp-8125");
    assertThat(capture.sources.getLast().getTcp().getHost()).isEqualTo("feed.example");
    cli.run("capture", "add", "feed", "--tcp", "[2001:db8::1]:80");
    assertThat(capture.sources.getLast().getName()).isEqualTo("feed");
    assertThat(capture.sources.getLast().getTcp().getHost()).isEqualTo("2001:db8::1");
    assertThat(cli.out()).contains("Nothing is decoded");
    cli.run("capture", "add", "feed", "--tcp", ":80", "--format", "json");
    assertThat(capture.sources.getLast().getTcp().getHost()).isEmpty();
    assertThat(cli.out()).contains("\"kind\":\"tcp :80\"", "\"failed_connects\":0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--tcp 8125",
        "--tcp host",
        "--tcp host:0",
        "--tcp host:70000",
        "--tcp host:1 --as netflow",
        "--tcp host:1 --udp 1",
        "--tcp host:1 --bpf tcp",
      })
  void what_a_byte_stream_cannot_be_is_refused(String options) {
    String[] all = ("capture add x " + options).split(" ", -1);
    assertThat(cli.run(all)).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).containsAnyOf("--tcp wants HOST:PORT", "a byte stream has no");
    assertThat(capture.sources).isEmpty();
  }

  private EncodingKind kindOfLastSource() {
    return capture.sources.getLast().getUdp().getEncoding().getKind();
  }

  @Test
  void a_day_becomes_a_half_open_interval() {
    cli.run("search", "--day", "2026-03-01");
    var interval = log.searches.getFirst().getInterval();
    assertThat(interval.getEndTime().getSeconds() - interval.getStartTime().getSeconds())
        .isEqualTo(86_400);
  }

  @Test
  void nothing_found_is_exit_code_1() {
    assertThat(cli.run("search", "--service", "ssh")).isEqualTo(ExitCode.NOTHING_FOUND);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).contains("No connection matched.");
  }

  @Test
  void a_wrong_option_is_exit_code_2() {
    assertThat(cli.run("search", "--from", "soon")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("'soon' is not a time", "tapline search --help");
    assertThat(cli.run("serch")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void a_refusal_is_exit_code_3_with_the_reason() {
    assertThat(cli.run("search", "--port", "1", "nonsense = 1")).isEqualTo(ExitCode.REFUSED);
    assertThat(cli.err())
        .contains(
            "there is no field 'nonsense' (filter) [UNKNOWN_FIELD]",
            "  port = 1 AND (nonsense = 1)" + System.lineSeparator() + "                ^")
        .containsOnlyOnce("there is no field");
  }

  @Test
  void a_limit_below_1_is_refused_before_anything_is_asked() {
    assertThat(cli.run("search", "--limit", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(log.searches).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:70000", ":9000", "a b:1", "ftp://localhost:1"})
  void a_server_is_a_host_and_a_port(String address) {
    CommandRun other = new CommandRun();
    assertThat(other.run("services", "--server", address)).isEqualTo(ExitCode.USAGE);
    assertThat(other.err()).contains("--server wants HOST:PORT").hasLineCount(1);
  }

  @Test
  void files_that_cannot_be_read_are_told_and_the_next_is_tried(@TempDir Path directory) {
    assertThat(cli.run("import", directory.toString(), "no\u001b[31m\nsuch", ""))
        .isEqualTo(ExitCode.USAGE);
    assertThat(cli.err())
        .contains("it is a directory", "'no?[31m?such' cannot be read (there is no such file)")
        .contains("'' cannot be read")
        .hasLineCount(3);
  }

  @Test
  void an_unreachable_server_is_exit_code_4() {
    cli.stop();
    assertThat(cli.run("services")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(cli.err()).contains("is `tapline up` running");
  }

  @Test
  void count_prints_totals() {
    assertThat(cli.run("search", "--count", "--format", "json")).isEqualTo(ExitCode.DONE);
    assertThat(cli.out())
        .isEqualToIgnoringNewLines("{\"connections\":2,\"packets\":7,\"bytes\":1500}");
  }

  @Test
  void every_command_has_help_and_a_description() {
    checkHelp(TaplineCli.commandLine());
  }

  private static void checkHelp(CommandLine line) {
    assertThat(line.getCommandSpec().usageMessage().description())
        .as(line.getCommandSpec().qualifiedName())
        .isNotEmpty();
    assertThat(line.getUsageMessage()).contains("Usage: tapline");
    line.getSubcommands().values().forEach(TaplineCliTest::checkHelp);
  }
}

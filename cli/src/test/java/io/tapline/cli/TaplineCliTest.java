package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TaplineCliTest {
  private final FakeLog log = new FakeLog();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Server server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(log)
            .build()
            .start();
    port = server.getPort();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void a_table_shows_whole_addresses_and_units_for_people() {
    assertThat(run("search")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("[2001:db8:1111:2222:3333:4444:5555:6666]:50000", "1.23 MB", "1.001 s", "SF")
        .doesNotContain("\u001b");
  }

  @Test
  void json_is_one_flat_object_per_line_with_the_names_of_filters() {
    assertThat(run("search", "--format", "json")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().lines()).hasSize(1);
    assertThat(out.toString())
        .contains(
            "\"id\":\"1-0\"",
            "\"start\":\"2026-03-01T10:00:00.000001Z\"",
            "\"protocol\":\"tcp\"",
            "\"client_bytes\":1234567",
            "\"hostname\":\"a \\\"quoted\\\", name\"")
        .doesNotContain("rtt_micros");
  }

  @Test
  void csv_has_a_header_and_quotes_what_needs_it() {
    assertThat(run("search", "--format", "csv")).isEqualTo(ExitCode.DONE);
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.getFirst()).startsWith("id,community_id,source,start,end,open,");
    assertThat(lines.get(1)).contains("\"a \"\"quoted\"\", name\"");
  }

  @Test
  void columns_of_numbers_are_aligned_to_the_right() {
    run("services");
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(1)).startsWith("dns           12,345");
    assertThat(lines.get(2)).startsWith("tls                1");
  }

  @Test
  void options_and_the_free_filter_reach_the_server_as_one_filter() {
    run("search", "--host", "10.0.0.0/8", "--server-port", "443", "open = true OR bytes > 5");
    assertThat(log.searches.getFirst().getFilter())
        .isEqualTo("host = \"10.0.0.0/8\" AND server_port = 443 AND (open = true OR bytes > 5)");
  }

  @Test
  void a_day_becomes_a_half_open_interval() {
    run("search", "--day", "2026-03-01");
    var interval = log.searches.getFirst().getInterval();
    assertThat(interval.getEndTime().getSeconds() - interval.getStartTime().getSeconds())
        .isEqualTo(86_400);
  }

  @Test
  void nothing_found_is_exit_code_1() {
    assertThat(run("search", "--service", "ssh")).isEqualTo(ExitCode.NOTHING_FOUND);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("No connection matched.");
  }

  @Test
  void a_wrong_option_is_exit_code_2() {
    assertThat(run("search", "--from", "soon")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("'soon' is not a time", "tapline search --help");
    assertThat(run("serch")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void a_refusal_is_exit_code_3_with_the_reason() {
    assertThat(run("search", "--port", "1", "nonsense = 1")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString())
        .contains(
            "there is no field 'nonsense' (filter) [UNKNOWN_FIELD]",
            "  port = 1 AND (nonsense = 1)" + System.lineSeparator() + "                ^")
        .containsOnlyOnce("there is no field");
  }

  @Test
  void a_limit_below_1_is_refused_before_anything_is_asked() {
    assertThat(run("search", "--limit", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(log.searches).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:70000", ":9000", "a b:1", "http://localhost:1"})
  void a_server_is_a_host_and_a_port(String address) {
    assertThat(execute(List.of("services", "--server", address))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--server wants HOST:PORT").hasLineCount(1);
  }

  @Test
  void files_that_cannot_be_read_are_told_and_the_next_is_tried(@TempDir Path directory) {
    assertThat(run("import", directory.toString(), "no\u001b[31m\nsuch", ""))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("it is a directory", "'no?[31m?such' cannot be read (there is no such file)")
        .contains("'' cannot be read")
        .hasLineCount(3);
  }

  @Test
  void an_unreachable_server_is_exit_code_4() {
    server.shutdownNow();
    assertThat(run("services")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString()).contains("is `tapline up` running");
  }

  @Test
  void count_prints_totals() {
    assertThat(run("search", "--count", "--format", "json")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
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

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--server", "127.0.0.1:" + port));
    return execute(all);
  }

  private int execute(List<String> arguments) {
    CommandLine line = TaplineCli.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments.toArray(String[]::new));
  }
}

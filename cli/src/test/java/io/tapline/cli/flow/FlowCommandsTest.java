package io.tapline.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.cli.ExitCode;
import io.tapline.cli.TaplineCli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FlowCommandsTest {
  private static final String CSV =
      """
      #:unix_secs,unix_nsecs,sysuptime,exaddr,dpkts,doctets,first,last,srcaddr,dstaddr,srcport,dstport,prot,tcp_flags
      1718100001,0,5000,10.0.0.2,3,211,1000,2000,10.1.2.17,192.0.2.123,57678,443,6,2
      1718100061,0,65000,10.0.0.2,1,132,61000,61000,10.1.1.33,192.0.2.80,54648,53,17,0
      """;

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String file = "";

  @BeforeEach
  void importTable() throws IOException {
    Path csv = Files.writeString(directory.resolve("flows.csv"), CSV);
    file = directory.resolve("flows.ft").toString();
    assertThat(run("flow", "import", csv.toString(), "-o", file, "-C", "two flows")).isZero();
  }

  @Test
  void the_header_of_a_finished_file_counts_its_flows() {
    assertThat(run("flow", "header", file)).isZero();
    assertThat(out.toString())
        .contains(
            "# mode:                 normal",
            "# compress:             on",
            "# comments:             two flows",
            "# capture flows:        2");
  }

  @Test
  void a_comment_does_not_reach_the_terminal_as_a_command() {
    String other = directory.resolve("other.ft").toString();
    assertThat(run("flow", "cat", file, "-o", other, "-C", "red\u001b[31m")).isZero();
    assertThat(run("flow", "header", other)).isZero();
    assertThat(out.toString()).contains("# comments:             red?[31m");
  }

  @Test
  void a_directory_is_refused_in_words() {
    assertThat(run("flow", "print", directory.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(": It is a directory.").doesNotContain("Exception");
  }

  @Test
  void flows_are_printed_in_the_format_of_their_version() {
    assertThat(run("flow", "print", file)).isZero();
    assertThat(out.toString())
        .contains("srcIP            dstIP            prot  srcPort  dstPort  octets      packets")
        .contains("10.1.2.17        192.0.2.123      6     57678    443      211         3");
  }

  @Test
  void only_flows_of_syn_alone_are_candidates_of_an_attack() {
    assertThat(run("flow", "print", "-f", "2", file)).isZero();
    assertThat(out.toString()).contains("10.1.2.17").doesNotContain("10.1.1.33");
  }

  @Test
  void columns_are_chosen_by_name_or_by_mask() {
    assertThat(run("flow", "export", "--fields", "srcaddr,doctets", file)).isZero();
    assertThat(out.toString()).isEqualTo("#:srcaddr,doctets\n10.1.2.17,211\n10.1.1.33,132\n");
    assertThat(run("flow", "export", "-m", "0x60", file)).isZero();
    assertThat(out.toString()).isEqualTo("#:dpkts,doctets\n3,211\n1,132\n");
  }

  @Test
  void a_part_of_the_time_in_another_version_and_byte_order_holds_the_same_values() {
    String part = directory.resolve("part.ft").toString();
    assertThat(
            run(
                "flow",
                "cat",
                "-o",
                part,
                "--as",
                "7",
                "-b",
                "big",
                "--compress",
                "0",
                "--start",
                "2024-06-11T10:00:50Z",
                "--end",
                "2024-06-11T10:01:00Z",
                file))
        .isZero();
    assertThat(run("flow", "export", "--fields", "srcaddr,router_sc,last", part)).isZero();
    assertThat(out.toString()).isEqualTo("#:srcaddr,router_sc,last\n10.1.1.33,0.0.0.0,61000\n");
  }

  @Test
  void what_a_version_does_not_tell_is_said_with_its_name() {
    assertThat(run("flow", "print", "-f", "7", file)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("Records of version 5 do not tell router_sc.");
  }

  @Test
  void a_file_of_another_format_is_refused_with_one_sentence() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), "not a stream");
    assertThat(run("flow", "header", other.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("The first bytes are not those of a flow-tools stream.");
    assertThat(run("flow", "header", directory.resolve("none").toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("There is no such file.");
  }

  @Test
  void a_file_that_was_cut_off_gives_what_is_whole_and_says_so() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of(file));
    Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length - 3));
    assertThat(run("flow", "export", cut.toString())).isZero();
    assertThat(out.toString().lines()).hasSize(3);
    assertThat(err.toString()).contains("the writer was stopped");
  }

  @Test
  void a_line_that_is_no_record_is_named_and_no_file_appears() throws IOException {
    Path csv = Files.writeString(directory.resolve("bad.csv"), "#:srcaddr,dpkts\n10.0.0.1,x\n");
    Path target = directory.resolve("bad.ft");
    assertThat(run("flow", "import", csv.toString(), "-o", target.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("Line 2: 'x' is no number for dpkts.");
    assertThat(target).doesNotExist();
    assertThat(directory.toFile().list()).noneMatch(name -> name.endsWith(".tmp"));
  }

  @Test
  void formats_and_versions_that_do_not_exist_are_refused() {
    assertThat(run("flow", "print", "-f", "25", file)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("There are formats 0 to 24, not 25.");
    assertThat(run("flow", "cat", "--as", "9", file)).isEqualTo(ExitCode.USAGE);
    assertThat(run("flow", "export", "--fields", "nonsense", file)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("There is no field 'nonsense'; there are unix_secs,");
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = TaplineCli.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(arguments);
  }
}

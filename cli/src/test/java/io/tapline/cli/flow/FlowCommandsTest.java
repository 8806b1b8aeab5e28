package io.tapline.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.cli.CommandRun;
import io.tapline.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowCommandsTest {
  private static final String CSV =
      """
      #:unix_secs,unix_nsecs,sysuptime,exaddr,dpkts,doctets,first,last,srcaddr,dstaddr,srcport,dstport,prot,tcp_flags
      1718100001,0,5000,10.0.0.2,3,211,1000,2000,10.1.2.17,192.0.2.123,57678,443,6,2
      1718100061,0,65000,10.0.0.2,1,132,61000,61000,10.1.1.33,192.0.2.80,54648,53,17,0
      """;

  @TempDir Path directory;

  private final CommandRun cli = new CommandRun();
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
    assertThat(cli.out())
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
    assertThat(cli.out()).contains("# comments:             red?[31m");
  }

  @Test
  void a_directory_is_refused_in_words() {
    assertThat(run("flow", "print", directory.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains(": It is a directory.").doesNotContain("Exception");
  }

  @Test
  void flows_are_printed_in_the_format_of_their_version() {
    assertThat(run("flow", "print", file)).isZero();
    assertThat(cli.out())
        .contains("srcIP            dstIP            prot  srcPort  dstPort  octets      packets")
        .contains("10.1.2.17        192.0.2.123      6     57678    443      211         3");
  }

  @Test
  void only_tcp_flows_of_two_bare_syns_are_candidates_of_an_attack() throws IOException {
    String columns =
        "#:unix_secs,unix_nsecs,sysuptime,dpkts,doctets,first,last,srcaddr,dstaddr,input,output,"
            + "srcport,dstport,prot,tos,tcp_flags\n";
    String rest = ",1000,2000,10.0.0.%d,192.0.2.80,3,300,4660,80,%d,0,%d\n";
    String flows =
        columns
            + ("1718100001,0,5000,2,80" + rest).formatted(1, 6, 2)
            + ("1718100001,0,5000,2,80" + rest).formatted(2, 6, 18)
            + ("1718100001,0,5000,2,80" + rest).formatted(3, 17, 2)
            + ("1718100001,0,5000,3,120" + rest).formatted(4, 6, 2)
            + ("1718100001,0,5000,2,104" + rest).formatted(5, 6, 2);
    assertThat(printed(flows, "5", "-f", "2"))
        .isEqualTo(
            """
            Sif SrcIPaddress     DIf DstIPaddress    Pr SrcP DstP Pkts       Octets
             StartTime          EndTime             Active   B/Pk Ts Fl

            03  10.0.0.1         12c  192.0.2.80      06 1234 50   2          80       \s
             0611.09:59:57.000  0611.09:59:58.000      1.000 40  00 02

            """);
  }

  @Test
  void a_line_of_interfaces_and_hexadecimal_ports_has_no_blank_line_above() throws IOException {
    String flow =
        """
        #:srcaddr,dstaddr,input,output,prot,srcport,dstport,dpkts,doctets
        10.1.2.17,192.0.2.123,3,7,6,57678,443,3,211
        """;
    assertThat(printed(flow, "5", "-f", "0"))
        .isEqualTo(
            """
            Sif  SrcIPaddress     Dif  DstIPaddress      Pr SrcP DstP  Pkts       Octets
            0003 10.1.2.17        0007 192.0.2.123       06 e14e 1bb   3          211      \s
            """);
  }

  @Test
  void as_numbers_stand_beside_prefixes() throws IOException {
    String flow =
        """
        #:srcaddr,dstaddr,src_mask,dst_mask,src_as,dst_as,input,output,prot,dpkts,doctets
        10.1.2.0,192.0.2.123,24,40,64512,2914,3,7,6,3,211
        """;
    assertThat(printed(flow, "5", "-f", "4"))
        .isEqualTo(
            """
            srcIP              dstIP              prot  srcAS  dstAS  octets      packets
            10.1.2/24          192.0.2.123/0      6     64512  2914   211         3        \s
            """);
    assertThat(printed(flow, "5", "-w", "-f", "4"))
        .isEqualTo(
            """
            Sif  Dif  srcIP               dstIP               prot   srcAS             dstAS             octets      packets
            0003 0007 10.1.2/24           192.0.2.123/0       6      64512             2914              211         3        \s
            """);
  }

  @Test
  void aggregations_of_version_8_have_the_headings_of_flow_print() throws IOException {
    String counters = ",dflows,dpkts,doctets,first,last\n";
    String values = ",2,3,211,1000,2500\n";
    assertThat(
            printed(
                "#:dstaddr,dst_mask,dst_as,output" + counters + "192.0.2.0,24,2914,7" + values,
                "8.4"))
        .isEqualTo(
            """
            dst/mask            dstAS  input  flows       octets      packets     duration
            192.0.2/24          2914   7      2           211         3           1500       \s
            """);
    assertThat(
            printed(
                "#:srcport,dstport,prot,tos,input,output"
                    + counters
                    + "57678,443,6,16,3,7"
                    + values,
                "8.10"))
        .isEqualTo(
            """
            ToS  srcPort  dstPort  prot   flows       octets      packets     duration
            6    57678    443      6      2           211         3           1500       \s
            """);
    assertThat(
            printed(
                "#:srcaddr,dstaddr,srcport,dstport,input,output,dst_mask,src_mask,tos,prot"
                    + counters
                    + "10.1.2.0,192.0.2.123,57678,443,3,7,32,24,16,6"
                    + values,
                "8.14"))
        .isEqualTo(
            """
            ToS  srcPrefix           dstPrefix           Pr   SrcP   DstP    input  output flows       octets      packets     duration
            16   10.1.2/24           192.0.2.123/32      6    57678  443    3      7      2           211         3           1500       \s
            """);
  }

  @Test
  void names_are_cut_to_their_column_unless_it_is_wide() {
    assertThat(run("flow", "print", "-n", "-f", "3", file)).isZero();
    assertThat(cli.out().lines().map(String::length)).containsOnly(80, 77);
    assertThat(run("flow", "print", "-n", "-w", "-f", "3", file)).isZero();
    assertThat(cli.out().lines().map(String::length)).containsOnly(99, 96);
  }

  @Test
  void flows_without_packets_are_left_out_where_a_packet_has_bytes_and_counted()
      throws IOException {
    String flow = "#:srcaddr,dpkts,doctets\n10.1.2.17,0,0\n10.1.2.18,1,40\n";
    assertThat(printed(flow, "5", "-f", "1")).contains("10.1.2.18").doesNotContain("10.1.2.17");
    assertThat(cli.err()).contains(": 1 flow without packets left out.");
    assertThat(printed(flow, "5", "-f", "3")).contains("10.1.2.18", "10.1.2.17");
  }

  /** What flow print prints of a table, in UTC. */
  private String printed(String csv, String version, String... options) throws IOException {
    Path table = Files.writeString(directory.resolve("table.csv"), csv);
    String made = directory.resolve("made.ft").toString();
    assertThat(run("flow", "import", "--record-version", version, "-o", made, table.toString()))
        .describedAs("%s", cli.err())
        .isZero();
    List<String> arguments = new ArrayList<>(List.of("flow", "print"));
    arguments.addAll(List.of(options));
    arguments.add(made);
    TimeZone zone = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    try {
      assertThat(run(arguments.toArray(String[]::new))).describedAs("%s", cli.err()).isZero();
    } finally {
      TimeZone.setDefault(zone);
    }
    return cli.out();
  }

  @Test
  void columns_are_chosen_by_name_or_by_mask() {
    assertThat(run("flow", "export", "--fields", "srcaddr,doctets", file)).isZero();
    assertThat(cli.out()).isEqualTo("#:srcaddr,doctets\n10.1.2.17,211\n10.1.1.33,132\n");
    assertThat(run("flow", "export", "-m", "0x60", file)).isZero();
    assertThat(cli.out()).isEqualTo("#:dpkts,doctets\n3,211\n1,132\n");
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
                "--record-version",
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
    assertThat(cli.out()).isEqualTo("#:srcaddr,router_sc,last\n10.1.1.33,0.0.0.0,61000\n");
  }

  @Test
  void what_a_version_does_not_tell_is_said_with_its_name() {
    assertThat(run("flow", "print", "-f", "7", file)).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("Records of version 5 do not tell router_sc.");
  }

  @Test
  void a_file_of_another_format_is_refused_with_one_sentence() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), "not a stream");
    assertThat(run("flow", "header", other.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("The first bytes are not those of a flow-tools stream.");
    assertThat(run("flow", "header", directory.resolve("none").toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("There is no such file.");
  }

  @Test
  void a_file_that_was_cut_off_gives_what_is_whole_and_says_so() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of(file));
    Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length - 3));
    assertThat(run("flow", "export", cut.toString())).isZero();
    assertThat(cli.out().lines()).hasSize(3);
    assertThat(cli.err()).contains("the writer was stopped");
  }

  @Test
  void a_line_that_is_no_record_is_named_and_no_file_appears() throws IOException {
    Path csv = Files.writeString(directory.resolve("bad.csv"), "#:srcaddr,dpkts\n10.0.0.1,x\n");
    Path target = directory.resolve("bad.ft");
    assertThat(run("flow", "import", csv.toString(), "-o", target.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("Line 2: 'x' is no number for dpkts.");
    assertThat(target).doesNotExist();
    assertThat(directory.toFile().list()).noneMatch(name -> name.endsWith(".tmp"));
  }

  @Test
  void formats_and_versions_that_do_not_exist_are_refused() {
    assertThat(run("flow", "print", "-f", "25", file)).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("There are formats 0 to 24, not 25.");
    assertThat(run("flow", "cat", "--record-version", "9", file)).isEqualTo(ExitCode.USAGE);
    assertThat(run("flow", "export", "--fields", "nonsense", file)).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("There is no field 'nonsense'; there are unix_secs,");
  }

  private int run(String... arguments) {
    cli.clear();
    return cli.run(arguments);
  }
}

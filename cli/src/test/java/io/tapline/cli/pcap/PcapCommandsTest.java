package io.tapline.cli.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.cli.CommandRun;
import io.tapline.cli.ExitCode;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import io.tapline.wire.capture.PcapWriter;
import io.tapline.wire.capture.PcapngWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapCommandsTest {
  private static final long MILLI = 1_000_000L;
  private static final long START = 1_700_000_000_000L * MILLI;

  private final CommandRun cli = new CommandRun("pcap");
  @TempDir Path directory;

  @Test
  void a_gap_longer_than_the_tolerance_begins_a_range() throws IOException {
    Path file = pcap("a.pcap", 0, 2000, 4001, 4002);
    assertThat(cli.run("times", file.toString())).isEqualTo(ExitCode.DONE);
    assertThat(cli.out().lines())
        .containsExactly(
            "2023-11-14T22:13:20 - 2023-11-14T22:13:22",
            "2023-11-14T22:13:24.001000 - 2023-11-14T22:13:24.002000");
  }

  @Test
  void several_files_are_named_and_sorted_and_an_empty_one_is_said() throws IOException {
    Path second = pcap("b.pcap", 0);
    Path first = pcap("a.pcap", 0);
    Files.createFile(directory.resolve("fresh.pcap"));
    Files.writeString(directory.resolve("notes.txt"), "not a capture, and long enough to be read");
    assertThat(cli.run("times", directory.toString())).isEqualTo(ExitCode.DONE);
    assertThat(cli.out().lines().map(line -> line.substring(0, line.indexOf(": "))))
        .containsExactly(first.toString(), second.toString());
    assertThat(cli.err()).contains("fresh.pcap: The file is empty", "notes.txt: It is not");
  }

  @Test
  void a_file_that_is_missing_or_no_capture_is_refused() throws IOException {
    assertThat(cli.run("times", "absent.pcap")).isEqualTo(ExitCode.USAGE);
    Path text = Files.writeString(directory.resolve("t.pcap"), "this is not a capture file at all");
    assertThat(cli.run("times", text.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("absent.pcap: There is no such file.", "t.pcap: ");
  }

  @Test
  void both_ends_of_the_interval_belong_to_it() throws IOException {
    Path file = pcap("a.pcap", 999, 1000, 1500, 2000, 2001);
    Path found = directory.resolve("found.pcap");
    assertThat(query(file, found)).isEqualTo(ExitCode.DONE);
    assertThat(times(found)).containsExactly(1000L, 1500L, 2000L);
  }

  @Test
  void an_output_that_exists_is_replaced_only_on_request_and_never_an_input() throws IOException {
    Path file = pcap("a.pcap", 1000, 5000);
    Path found = pcap("found.pcap", 7);
    assertThat(query(file, found)).isEqualTo(ExitCode.USAGE);
    assertThat(times(found)).containsExactly(7L);
    assertThat(query(file, found, "--overwrite")).isEqualTo(ExitCode.DONE);
    assertThat(times(found)).containsExactly(1000L);
    assertThat(query(file, file, "--overwrite")).isEqualTo(ExitCode.USAGE);
    assertThat(times(file)).containsExactly(1000L, 5000L);
  }

  @Test
  void nothing_in_the_interval_is_an_answer_and_leaves_no_file() throws IOException {
    Path found = directory.resolve("found.pcap");
    assertThat(query(pcap("a.pcap", 9000), found)).isEqualTo(ExitCode.NOTHING_FOUND);
    assertThat(found).doesNotExist();
  }

  @Test
  void packets_of_several_link_types_need_pcapng() throws IOException {
    Path mixed = directory.resolve("mixed.pcapng");
    try (PcapngWriter writer = new PcapngWriter(channel(mixed))) {
      for (int link : new int[] {1, 147}) {
        int index = writer.addInterface(link, 0);
        writer.write(index, MemorySegment.ofArray(new byte[3]), 0, 3, 3, START + 1500 * MILLI, 0);
      }
    }
    assertThat(query(mixed, directory.resolve("found.pcap"))).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("found.pcapng");
    Path found = directory.resolve("found.pcapng");
    assertThat(query(mixed, found)).isEqualTo(ExitCode.DONE);
    assertThat(links(found)).containsExactly(1, 147);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(mixed, found);
    }
  }

  @Test
  void every_packet_is_in_exactly_one_segment_whatever_the_limits() throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (int round = 0; round < 30; round++) {
      long[] times = random.longs(200, 0, 60_000).toArray();
      Path file = pcap("in" + round + ".pcap", times);
      Path folder = directory.resolve("out" + round);
      List<String> arguments = new ArrayList<>(List.of("segment"));
      limit(arguments, "-s", random.nextInt(0, 9));
      limit(arguments, "-p", random.nextInt(0, 20));
      limit(arguments, "-b", 24 + random.nextInt(0, 2000));
      arguments.add(folder + "/%H%M%S.pcap");
      arguments.add(file.toString());
      assertThat(cli.run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.DONE);
      List<Long> found = new ArrayList<>();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path segment : files.toList()) {
          found.addAll(times(segment));
        }
      }
      assertThat(found).containsExactlyInAnyOrderElementsOf(Stream.of(box(times)).toList());
    }
  }

  @Test
  void a_segment_of_seconds_is_named_after_its_slot() throws IOException {
    Path file = pcap("a.pcap", 4900, 5100, 9999, 10_000);
    assertThat(cli.run("segment", "-s", "5", directory + "/s-%S.pcap", file.toString()))
        .isEqualTo(ExitCode.DONE);
    assertThat(times(directory.resolve("s-20.pcap"))).containsExactly(4900L);
    assertThat(times(directory.resolve("s-25.pcap"))).containsExactly(5100L, 9999L);
    assertThat(times(directory.resolve("s-30.pcap"))).containsExactly(10_000L);
    assertThat(cli.out()).contains("Wrote 43 bytes, 1 packets, 5 seconds to ");
  }

  @Test
  void a_dry_run_says_the_same_and_writes_nothing() throws IOException {
    Path file = pcap("a.pcap", 0, 1, 2);
    assertThat(cli.run("segment", "-n", "-p", "2", directory + "/s.pcap", file.toString()))
        .isEqualTo(ExitCode.DONE);
    assertThat(cli.out().lines())
        .containsExactly(
            "Would write 62 bytes, 2 packets, 1 seconds to " + directory + "/s.pcap.",
            "Would write 43 bytes, 1 packets, 0 seconds to " + directory + "/s-2.pcap.");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void files_that_exist_are_kept_and_inputs_always() throws IOException {
    Path file = pcap("a.pcap", 0, 1, 2);
    Path other = pcap("s.pcap", 77);
    String format = directory + "/s.pcap";
    assertThat(cli.run("segment", "-p", "9", format, file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("s.pcap exists; --overwrite replaces it.");
    assertThat(times(other)).containsExactly(77L);
    assertThat(cli.run("segment", "--overwrite", "-p", "9", format, file.toString()))
        .isEqualTo(ExitCode.DONE);
    assertThat(times(other)).containsExactly(0L, 1L, 2L);
    assertThat(cli.run("segment", "--overwrite", "-p", "9", file.toString(), file.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(times(file)).containsExactly(0L, 1L, 2L);
  }

  @Test
  void a_segment_needs_a_limit_and_a_format_that_is_one() throws IOException {
    Path file = pcap("a.pcap", 0);
    assertThat(cli.run("segment", "x.pcap", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("segment", "-s", "1", "%Q", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("Say when a segment ends", "unknown conversion %Q");
  }

  @Test
  void nanoseconds_are_kept() throws IOException {
    Path file = directory.resolve("nano.pcap");
    try (PcapWriter writer =
        new PcapWriter(channel(file), 1, 65_535, PcapWriter.Precision.NANOSECONDS)) {
      writer.write(MemorySegment.ofArray(new byte[1]), 0, 1, 1, START + 1_500_000_001L);
    }
    Path found = directory.resolve("found.pcap");
    assertThat(query(file, found)).isEqualTo(ExitCode.DONE);
    try (CaptureFile capture = CaptureFile.open(found)) {
      CaptureReader reader = capture.reader();
      assertThat(reader.next()).isTrue();
      assertThat(reader.timeNanos()).isEqualTo(START + 1_500_000_001L);
    }
  }

  @Test
  void a_file_that_ends_within_a_packet_is_reported() throws IOException {
    Path file = pcap("a.pcap", 0, 1);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 2));
    assertThat(cli.run("times", file.toString())).isEqualTo(ExitCode.DONE);
    assertThat(cli.err()).contains("at least 2 bytes are missing");
  }

  private static void limit(List<String> arguments, String option, int value) {
    if (value > 0) {
      arguments.addAll(List.of(option, Integer.toString(value)));
    }
  }

  private static Long[] box(long[] values) {
    return java.util.Arrays.stream(values).boxed().toArray(Long[]::new);
  }

  private int query(Path file, Path output, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("query", "--stime", "2023-11-14T22:13:21Z", "--etime", "2023-11-14T22:13:22"));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("-o", output.toString(), file.toString()));
    return cli.run(arguments.toArray(String[]::new));
  }

  /** Packets of three bytes at so many milliseconds after the start. */
  private Path pcap(String name, long... millis) throws IOException {
    Path file = directory.resolve(name);
    try (PcapWriter writer =
        new PcapWriter(channel(file), 147, 65_535, PcapWriter.Precision.MICROSECONDS)) {
      for (long time : millis) {
        writer.write(MemorySegment.ofArray(new byte[3]), 0, 3, 3, START + time * MILLI);
      }
    }
    return file;
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static List<Long> times(Path file) throws IOException {
    List<Long> times = new ArrayList<>();
    try (CaptureFile capture = CaptureFile.open(file)) {
      CaptureReader reader = capture.reader();
      while (reader.next()) {
        times.add((reader.timeNanos() - START) / MILLI);
      }
    }
    return times;
  }

  private static List<Integer> links(Path file) throws IOException {
    List<Integer> links = new ArrayList<>();
    try (CaptureFile capture = CaptureFile.open(file)) {
      CaptureReader reader = capture.reader();
      while (reader.next()) {
        links.add(reader.linkType());
      }
    }
    return links;
  }
}

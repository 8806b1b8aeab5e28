package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The captures of AIT's tools, where they are present: twenty frames, and what its query and its
 * segments made of them, each file against the original's own reading.
 */
@Tag("conformance")
class AitCapturesTest {
  private static final Pattern FRAME =
      Pattern.compile("\\[\\s*(\\d+),\\s*(\\d+),\\s*(\\d+),\\s*(\\d+),\\s*\"([^\"]*)\"\\s*\\]");

  @ParameterizedTest
  @ValueSource(strings = {"in-le.pcap", "in-be.pcap", "in-nano-le.pcap"})
  void inputs_hold_all_twenty_frames(String golden) throws IOException {
    assertThat(frames(golden)).hasSize(20).isEqualTo(expected("read_be"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"query-2-6.pcap", "in-be2023-11-14T22:13:22-2023-11-14T22:13:26.pcap"})
  void queries_hold_the_frames_of_their_interval(String golden) throws IOException {
    assertThat(frames(golden)).hasSize(6).isEqualTo(expected("query"));
  }

  /** By seconds the original loses frames between its segments; those that it kept are right. */
  @ParameterizedTest
  @CsvSource({
    "seg-npackets6-20231114T221320.pcap, 0, 6, 141",
    "seg-npackets6-20231114T221324.pcap, 6, 6, 177",
    "seg-npackets6-20231114T221333.pcap, 12, 6, 213",
    "seg-npackets6-20231114T221337.pcap, 18, 2, 95",
    "seg-nbytes120-20231114T221320.pcap, 0, 6, 141",
    "seg-nbytes120-20231114T221324.pcap, 6, 4, 122",
    "seg-nbytes120-20231114T221332.pcap, 10, 4, 138",
    "seg-nbytes120-20231114T221334.pcap, 14, 3, 120",
    "seg-nbytes120-20231114T221336.pcap, 17, 3, 129",
    "seg-nseconds5-20231114T221320.pcap, 7, 1, 48",
    "seg-nseconds5-20231114T221325.pcap, 8, 3, 102",
    "seg-nseconds5-20231114T221330.pcap, 14, 1, 55",
    "seg-nseconds5-20231114T221335.pcap, 15, 5, 194",
  })
  void segments_hold_their_frames(String golden, int first, int count, long size)
      throws IOException {
    List<String> all = expected("read_be");
    assertThat(frames(golden)).isEqualTo(all.subList(first, first + count));
    assertThat(Files.size(vectors().resolve(golden))).isEqualTo(size);
    assertThat(expectations())
        .containsPattern(
            "\"%s\": \\{\\s*\"size\": %d,\\s*\"packets\": %d".formatted(golden, size, count));
  }

  @Test
  void what_is_written_is_what_the_original_wrote() throws IOException {
    byte[] original = Files.readAllBytes(vectors().resolve("in-nano-le.pcap"));
    Frames.Read read = Frames.read(original);
    byte[] written = Frames.pcap(read.frames(), linkType(read), PcapWriter.Precision.NANOSECONDS);
    assertThat(written).isEqualTo(original);
  }

  private static int linkType(Frames.Read read) {
    return read.frames().getFirst().linkType();
  }

  /** The frames that the original listed under a name, which ends with the next name. */
  private static List<String> expected(String name) throws IOException {
    String text = expectations();
    int from = text.indexOf("\"" + name + "\"");
    int to = text.indexOf("\n \"", from + 1);
    return FRAME
        .matcher(text.substring(from, to < 0 ? text.length() : to))
        .results()
        .map(AitCapturesTest::frame)
        .toList();
  }

  private static String frame(MatchResult match) {
    long micros = Long.parseLong(match.group(1)) * 1_000_000 + Long.parseLong(match.group(2));
    return "%d %s %s %s".formatted(micros, match.group(3), match.group(4), match.group(5));
  }

  private static List<String> frames(String golden) throws IOException {
    List<String> frames = new ArrayList<>();
    try (CaptureFile file = CaptureFile.open(vectors().resolve(golden))) {
      CaptureReader reader = file.reader();
      while (reader.next()) {
        frames.add(frame(reader));
      }
      assertThat(reader.ending())
          .extracting(CaptureEnding::kind)
          .isEqualTo(CaptureEnding.Kind.COMPLETE);
    }
    return frames;
  }

  private static String frame(CaptureReader reader) {
    StringBuilder data = new StringBuilder();
    Frames.current(reader).bytes().forEach(b -> data.append((char) (b & 0xFF)));
    return "%d %d %d %s"
        .formatted(
            reader.timeNanos() / 1000, reader.capturedLength(), reader.originalLength(), data);
  }

  private static String expectations() throws IOException {
    return Files.readString(vectors().resolve("expected.json"));
  }

  private static Path vectors() {
    Path directory = Path.of(System.getProperty("tapline.vectors", "absent"), "ait", "pcap");
    assumeTrue(Files.isDirectory(directory), "No vectors here: " + directory);
    return directory;
  }
}

package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads foreign captures, where they are present. */
@Tag("conformance")
class ConformanceTest {
  private static final Pattern FRAME =
      Pattern.compile("\\[\\s*(\\d+),\\s*(\\d+),\\s*(\\d+),\\s*(\\d+),\\s*\"([^\"]*)\"\\s*\\]");

  private final FrameView view = new FrameView();

  @Test
  void every_frame_of_every_capture_has_one_outcome() throws IOException {
    Map<FrameOutcome, Long> outcomes = new EnumMap<>(FrameOutcome.class);
    long frames = 0;
    for (Path capture : captures(vectors("ndpi"))) {
      frames += decode(capture, outcomes);
    }
    System.out.printf("%d frames: %s%n", frames, outcomes);
    assertThat(frames).isPositive();
    assertThat(outcomes.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(frames);
  }

  private long decode(Path capture, Map<FrameOutcome, Long> outcomes) throws IOException {
    try (CaptureFile file = CaptureFile.open(capture)) {
      CaptureReader reader = file.reader();
      while (reader.next()) {
        outcomes.merge(decode(reader), 1L, Long::sum);
      }
      assertThat(reader.ending())
          .describedAs("ending of %s", capture)
          .extracting(CaptureEnding::kind)
          .isEqualTo(CaptureEnding.Kind.COMPLETE);
      return reader.position() + 1;
    }
  }

  private FrameOutcome decode(CaptureReader reader) {
    return view.wrap(
        reader.bytes(),
        reader.offset(),
        reader.capturedLength(),
        reader.originalLength(),
        reader.linkType());
  }

  @Test
  void times_and_lengths_are_those_that_the_original_reader_saw() throws IOException {
    Path directory = vectors("ait").resolve("pcap");
    List<String> expected = expectedFrames(directory.resolve("expected.json"));
    for (Path capture : captures(directory)) {
      if (capture.getFileName().toString().matches("in-[a-z-]+\\.pcap")) {
        assertThat(framesOf(capture)).describedAs("%s", capture).isEqualTo(expected);
      }
    }
  }

  /**
   * The list that the original reader returned for the big-endian file; all files hold the same.
   */
  private static List<String> expectedFrames(Path json) throws IOException {
    String text = Files.readString(json);
    String list = text.substring(text.indexOf("\"read_be\""));
    return FRAME.matcher(list).results().map(ConformanceTest::frame).distinct().toList();
  }

  private static String frame(MatchResult match) {
    long micros = Long.parseLong(match.group(1)) * 1_000_000 + Long.parseLong(match.group(2));
    return "%d %s %s %s".formatted(micros, match.group(3), match.group(4), match.group(5));
  }

  private static List<String> framesOf(Path capture) throws IOException {
    List<String> frames = new ArrayList<>();
    try (CaptureFile file = CaptureFile.open(capture)) {
      CaptureReader reader = file.reader();
      while (reader.next()) {
        frames.add(frame(reader));
      }
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

  private static List<Path> captures(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().matches(".*\\.(cap|pcap|pcapng)")).sorted().toList();
    }
  }

  private static Path vectors(String name) {
    Path directory = Path.of(System.getProperty("tapline.vectors", "absent")).resolve(name);
    assumeTrue(Files.isDirectory(directory), "No vectors here: " + directory);
    return directory;
  }
}

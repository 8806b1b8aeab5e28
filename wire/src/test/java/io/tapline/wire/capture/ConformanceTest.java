package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads foreign captures, where they are present. */
@Tag("conformance")
class ConformanceTest {
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

package io.tapline.wire.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.detect.Detection.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Foreign files, where they are present, are of the format that they are. */
@Tag("conformance")
class DetectConformanceTest {

  @ParameterizedTest
  @CsvSource({
    "ait/pcap, .*\\.pcap, PCAP",
    "flowtools/gen, .*, FLOW_TOOLS",
    "flowtools/synth, .*\\.ft, FLOW_TOOLS",
    "flowtools/golden/pdu, .*\\.pdu, FLOW_MESSAGES",
    "packetlogic, .*\\.dat, FLOW_MESSAGES",
    "fwctl, messages\\.log, FIREWALL_SYSLOG",
    "fwctl/golden, fwctl_log, FIREWALL_FWCTLLOG",
  })
  void every_file_is_of_its_format(String directory, String names, FileFormat format)
      throws IOException {
    List<Path> files = files(directory, names);
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      assertThat(FormatDetector.detect(file))
          .describedAs("%s", file)
          .isInstanceOfSatisfying(
              Known.class, known -> assertThat(known.format()).isEqualTo(format));
    }
  }

  /** Whatever their names say: some are pcapng and called pcap. */
  @Test
  void every_capture_is_known_by_its_content() throws IOException {
    for (Path file : files("ndpi", ".*\\.(pcap|cap|pcapng)")) {
      try (CaptureFile capture = CaptureFile.open(file)) {
        assertThat(FormatDetector.detect(file))
            .isEqualTo(new Known(FileFormat.valueOf(capture.format().name()), List.of()));
      }
    }
  }

  private static List<Path> files(String name, String pattern) throws IOException {
    Path directory = Path.of(System.getProperty("tapline.vectors", "absent")).resolve(name);
    assumeTrue(Files.isDirectory(directory), "No vectors here: " + directory);
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.getFileName().toString().matches(pattern)).sorted().toList();
    }
  }
}

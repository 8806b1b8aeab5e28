package io.tapline.flowlog.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.checkpoint.SourceEncoding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Inputs that other programs, or this one, once read wrong, each with the rows that are right; see
 * {@link ReadFile#rows} for their form.
 */
@Tag("conformance")
class FaultsConformanceTest {
  /**
   * A file and what is right.
   *
   * @param counter of decoding that must be above 0; empty = none
   */
  record Fault(String file, Kind kind, String counter, List<String> rows) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(
        export(
            "34-asa-nsel.pcap", "", "192.0.2.10:50040 > 198.51.100.20:443 6, 21/2588 10/1117, 1"),
        export(
            "37-template-replaced-by-broken.pcap",
            "malformed_datagrams",
            "192.0.2.10:50072 > 198.51.100.20:80 6, 10/1000 0/0, 1"),
        export(
            "62-ipfix-datalinkframe.pcap",
            "",
            "192.0.2.10:53050 > 198.51.100.20:443 6, 1000/1514000 0/0, 1000"),
        export(
            "73-mikrotik-sampling-le.pcap",
            "swapped_sampling",
            "192.0.2.10:58000 > 198.51.100.20:80 6, 22220/2222000 0/0, 2222",
            "192.0.2.10:58001 > 198.51.100.20:80 6, 10/1000 0/0, 1",
            "192.0.2.10:58002 > 198.51.100.20:80 6, 10/1000 0/0, 1",
            "192.0.2.10:58003 > 198.51.100.20:80 6, 1000/100000 0/0, 100"),
        export(
            "96-sflow-later-fragment.pcap",
            "",
            "192.0.2.10:0 > 198.51.100.20:0 17, 2048/3067904 0/0, 1024"),
        export(
            "97-sflow-expanded-ports.pcap",
            "",
            "192.0.2.10:62001 > 198.51.100.20:443 6, 256/14848 0/0, 256",
            "192.0.2.10:62002 > 198.51.100.20:443 6, 256/14848 0/0, 256",
            "192.0.2.10:62003 > 198.51.100.20:443 6, 256/14848 0/0, 256",
            "192.0.2.10:62004 > 198.51.100.20:443 6, 256/14848 0/0, 256",
            "192.0.2.10:62005 > 198.51.100.20:443 6, 256/14848 0/0, 256",
            "192.0.2.10:62006 > 198.51.100.20:443 6, 256/14848 0/0, 256"),
        export(
            "111-sampler-after-data.pcap",
            "unknown_sampling",
            "192.0.2.10:100 > 198.51.100.20:80 6, 10/1000 0/0, -1",
            "192.0.2.10:101 > 198.51.100.20:80 6, 10000/1000000 0/0, 1000"));
  }

  private static Fault export(String file, String counter, String... rows) {
    return new Fault(file, Kind.FLOW_EXPORT, counter, List.of(rows));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_file_that_was_read_wrong_is_read_right(Fault fault) throws IOException {
    ReadFile read = read(fault);
    assertThat(read.rows()).isEqualTo(fault.rows());
    if (!fault.counter().isEmpty()) {
      assertThat(read.counters()).containsKey(fault.counter());
    }
  }

  private static ReadFile read(Fault fault) throws IOException {
    Path file = Path.of(System.getProperty("tapline.vectors", "absent"), "faults", fault.file());
    assumeTrue(Files.isRegularFile(file), "No vectors here: " + file);
    SourceEncoding encoding = SourceEncoding.of(fault.kind());
    return fault.file().endsWith(".log") || fault.file().endsWith(".json")
        ? ReadFile.lines(file, encoding)
        : ReadFile.capture(file, encoding);
  }
}

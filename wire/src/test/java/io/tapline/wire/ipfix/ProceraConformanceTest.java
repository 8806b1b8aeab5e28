package io.tapline.wire.ipfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.wire.flowexport.Exports;
import io.tapline.wire.flowexport.Flow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The two datagrams of a PacketLogic, where they are present. */
@Tag("conformance")
class ProceraConformanceTest {
  private final Exports exports = new Exports();

  @Test
  void all_eight_records_are_told_with_their_directions() throws IOException {
    exports.decode(vector("ipfix_test_procera_tpl52935.dat"));
    exports.decode(vector("ipfix_test_procera_data52935.dat"));
    check();
  }

  @Test
  void data_before_its_template_gives_the_same_records() throws IOException {
    exports.decode(vector("ipfix_test_procera_data52935.dat"));
    assertThat(exports.flows).isEmpty();
    exports.restart();
    exports.decode(vector("ipfix_test_procera_tpl52935.dat"));
    check();
  }

  private void check() {
    assertThat(exports.flows).hasSize(8);
    Flow bgp =
        exports.flows.stream().filter(flow -> flow.service().equals("bgp-4")).findFirst().get();
    assertThat(bgp.endpoints()).isEqualTo("138.44.161.14:33689>138.44.161.13:179/6");
    assertThat(bgp.startNanos()).isEqualTo(nanos("2018-04-15T03:25:00Z"));
    assertThat(bgp.biflow()).isTrue();
    assertThat(bgp.endNanos()).isEqualTo(nanos("2018-04-15T03:30:00Z"));
    assertThat(bgp.bytes()).isEqualTo(3310);
    assertThat(bgp.reverseBytes()).isEqualTo(7076);
  }

  private static long nanos(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
  }

  private static byte[] vector(String name) throws IOException {
    Path file = Path.of(System.getProperty("tapline.vectors", "absent"), "packetlogic", name);
    assumeTrue(Files.isRegularFile(file), "No vectors here: " + file);
    return Files.readAllBytes(file);
  }
}

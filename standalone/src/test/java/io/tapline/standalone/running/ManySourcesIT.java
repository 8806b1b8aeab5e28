package io.tapline.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tapline.capture.v1.CreateSourceRequest;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.SourceServiceGrpc;
import io.tapline.capture.v1.SourceServiceGrpc.SourceServiceBlockingStub;
import io.tapline.capture.v1.UdpSource;
import io.tapline.testing.Await;
import io.tapline.type.v1.Encoding;
import io.tapline.type.v1.EncodingKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many UDP sources in one process. */
@Tag("crash")
class ManySourcesIT {
  private static final int SOURCES = 500;
  private static final int DEFAULT_LIMIT = 64;
  private static final int LINES = 20;

  /** Each source writes and commits segments of its own, one after the other. */
  private static final Duration ALL_COMMITTED = Duration.ofMinutes(3);

  @TempDir Path temporary;

  @Test
  void five_hundred_sources_count_every_datagram_within_the_memory() throws Exception {
    Map<String, String> settings =
        Map.of(
            "tapline.capture.source.max-sources", Integer.toString(SOURCES),
            "tapline.flowlog.max-sources", Integer.toString(SOURCES));
    try (TaplineProcess tapline =
            TaplineProcess.start(
                temporary.resolve("data"), ManySourcesIT::withinDefault, settings);
        UdpSender sender = new UdpSender()) {
      List<Integer> ports = added(tapline, SOURCES);
      for (int line = 0; line < LINES; line++) {
        for (int port : ports) {
          sender.send(port, 1000 + line, 1);
        }
      }
      Await.until(
          "connections of all",
          ALL_COMMITTED,
          () -> Command.run(tapline, "search", "--count", "--format", "json").out(),
          count -> count.contains("\"connections\":" + SOURCES * LINES + ","));
      assertThat(countsBySource(tapline)).hasSize(SOURCES).allMatch(row -> row.endsWith(",20"));
      assertThat(tapline.stop()).as("stops by itself").isTrue();
      assertThat(tapline.log().lines())
          .noneMatch(line -> line.matches(".*(OutOfMemoryError|ERROR|did not stop).*"));
    }
  }

  @Test
  void one_source_more_than_the_limit_is_refused_with_the_setting() throws Exception {
    try (TaplineProcess tapline = TaplineProcess.start(temporary.resolve("data"))) {
      assertThat(added(tapline, DEFAULT_LIMIT)).hasSize(DEFAULT_LIMIT);
      assertThatThrownBy(() -> added(tapline, 1, DEFAULT_LIMIT))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED))
          .hasMessageContaining("limit of 64 sources (tapline.capture.source.max-sources)");
    }
  }

  /** Heap and direct buffers as the launcher sets them for the default memory of 1 GB. */
  private static List<String> withinDefault(List<String> command) {
    List<String> limited = new ArrayList<>(command);
    limited.set(limited.indexOf("-Xmx512m"), "-Xmx378m");
    limited.add(limited.indexOf("-jar"), "-XX:MaxDirectMemorySize=108m");
    return limited;
  }

  private static List<Integer> added(TaplineProcess tapline, int count) throws IOException {
    return added(tapline, count, 0);
  }

  /** Adds sources with numbers from the first; returns their ports. */
  private static List<Integer> added(TaplineProcess tapline, int count, int first)
      throws IOException {
    List<Integer> ports = new ArrayList<>();
    ManagedChannel channel = tapline.connect();
    try {
      SourceServiceBlockingStub sources = SourceServiceGrpc.newBlockingStub(channel);
      for (int i = first; i < first + count; i++) {
        ports.add(sources.createSource(syslog("gate" + i)).getUdp().getPort());
      }
      return ports;
    } finally {
      channel.shutdownNow();
    }
  }

  private static CreateSourceRequest syslog(String name) throws IOException {
    UdpSource udp =
        UdpSource.newBuilder()
            .setPort(UdpPorts.free())
            .setEncoding(Encoding.newBuilder().setKind(EncodingKind.ENCODING_KIND_FIREWALL_LOG))
            .build();
    return CreateSourceRequest.newBuilder()
        .setSource(Source.newBuilder().setName(name).setUdp(udp))
        .build();
  }

  /** Source and number of connections of each. */
  private static List<String> countsBySource(TaplineProcess tapline) {
    return Command.run(tapline, "top", "source", "--limit", "1000", "--format", "csv")
        .rows()
        .stream()
        .map(row -> row.split(",", -1))
        .map(columns -> columns[0] + "," + columns[1])
        .toList();
  }
}

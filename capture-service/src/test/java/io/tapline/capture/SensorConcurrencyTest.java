package io.tapline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.capture.batch.Encoding;
import io.tapline.capture.batch.FrameSinks;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.Feed;
import io.tapline.capture.handler.HandlerSpec;
import io.tapline.capture.handler.Handlers;
import io.tapline.capture.importing.ImportRequest;
import io.tapline.capture.importing.ImportRequest.Offer;
import io.tapline.capture.importing.ImportRequest.Reading;
import io.tapline.capture.importing.Imports;
import io.tapline.capture.names.SourceNames;
import io.tapline.capture.source.LiveSource;
import io.tapline.capture.source.OwnConnections;
import io.tapline.capture.source.SourceSpec;
import io.tapline.capture.source.Sources;
import io.tapline.capture.spool.SpoolLimits;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Await;
import io.tapline.wire.capture.PcapWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can be asked of a sensor, asked by many at once. */
class SensorConcurrencyTest {
  private static final int ROUNDS = 12;
  private static final long DEADLINE_SECONDS = 120;

  @TempDir Path directory;
  private final FakeLog log = new FakeLog();
  private final CaptureCounters counters = new CaptureCounters();
  private final SourceNames names = new SourceNames();
  private final FrameSinks sinks = new FrameSinks();
  private final AtomicInteger files = new AtomicInteger();
  private Imports imports;
  private Handlers handlers;
  private Sources sources;

  @BeforeEach
  void start() {
    imports = SensorParts.imports(directory, names, this::deliverer);
    handlers = SensorParts.handlers(directory, 8, names, sinks, counters);
    sources =
        new Sources(
            directory.resolve("spool"),
            directory.resolve("sources.json"),
            SensorParts.limits(1 << 16, new SpoolLimits(1 << 20, 1 << 24, 1 << 20)),
            new Sources.Surroundings(
                names, sinks, OwnConnections.NONE, this::deliverer, counters, Clock.systemUTC()));
    imports.start();
    handlers.start();
    sources.start();
  }

  @AfterEach
  void close() {
    sources.close();
    handlers.close();
    imports.close();
    log.close();
  }

  private Deliverer deliverer(Feed feed) {
    return SensorParts.deliverer(feed, log, counters);
  }

  @Test
  void requests_of_every_kind_at_once_all_end_and_a_name_never_has_two_sources() throws Exception {
    List<Callable<Void>> requests = new ArrayList<>();
    for (int thread = 0; thread < 3; thread++) {
      requests.add(repeated(this::createAndDelete));
      requests.add(repeated(this::createAndDelete));
      requests.add(repeated(this::importAs));
      requests.add(repeated(name -> addAndRemove("h", name)));
      requests.add(repeated(name -> addAndRemove("h-" + name, name)));
      requests.add(repeated(_ -> listAll()));
    }
    ExecutorService threads = Executors.newFixedThreadPool(requests.size());
    try {
      List<Future<Void>> answers = threads.invokeAll(requests, DEADLINE_SECONDS, TimeUnit.SECONDS);
      assertThat(answers).as("ended in time").noneMatch(Future::isCancelled);
      for (Future<Void> answer : answers) {
        answer.get();
      }
    } finally {
      threads.shutdownNow();
    }
    sources.list().forEach(source -> deleteIfThere(source.record().name()));
    Await.until(() -> sources.list().isEmpty());
    assertThat(handlers.list()).isEmpty();
  }

  /**
   * One name a round, so that all want the same one. What is refused because another was first is
   * an answer like any other.
   */
  private static Callable<Void> repeated(Request request) {
    return () -> {
      for (int i = 0; i < ROUNDS; i++) {
        try {
          request.run("n" + i);
        } catch (Refusal e) {
          assertThat(e.reason())
              .isIn(
                  Reason.SOURCE_EXISTS,
                  Reason.SOURCE_LIMIT,
                  Reason.SOURCE_NOT_FOUND,
                  Reason.HANDLER_EXISTS,
                  Reason.HANDLER_NOT_FOUND,
                  Reason.INVALID_HANDLER,
                  Reason.INVALID_HEADER,
                  Reason.PORT_IN_USE);
        }
      }
      return null;
    };
  }

  private void createAndDelete(String name) throws IOException {
    LiveSource source = sources.create(name, SourceSpec.Udp.port("", freePort(), Encoding.PACKETS));
    assertThat(imports.find(name)).as("an import of the same name").isEmpty();
    sources.delete(source.record().name());
  }

  private void deleteIfThere(String name) {
    try {
      sources.delete(name);
    } catch (Refusal e) {
      assertThat(e.reason()).isEqualTo(Reason.SOURCE_NOT_FOUND);
    }
  }

  private void importAs(String name) throws IOException {
    ImportRequest request =
        new ImportRequest(name, "", 0, false, "", Reading.DETECTED, 0, new Offer(null, false, ""));
    String source =
        imports
            .accept(request, new ByteArrayInputStream(pcap(files.incrementAndGet())))
            .job()
            .record()
            .source();
    assertThat(sources.find(source)).as("a live source of the same name").isEmpty();
  }

  private void addAndRemove(String handler, String source) {
    handlers.add(HandlerSpec.frames(handler, source, "{name}.pcap", 0, 0, 2));
    handlers.rotate(handler);
    handlers.remove(handler);
  }

  private void listAll() {
    sources.list().forEach(source -> assertThat(source.spool().totals().frames()).isZero());
    imports.list();
    handlers
        .list()
        .forEach(handler -> assertThat(handlers.totals(handler).failedFrames()).isZero());
  }

  private static byte[] pcap(int length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PcapWriter writer =
        new PcapWriter(Channels.newChannel(bytes), 1, 262_144, PcapWriter.Precision.NANOSECONDS)) {
      writer.write(MemorySegment.ofArray(new byte[60 + length]), 0, 60 + length, 60 + length, 1);
    }
    return bytes.toByteArray();
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      return socket.getLocalPort();
    }
  }

  private interface Request {
    void run(String name) throws IOException;
  }
}

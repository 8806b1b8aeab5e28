package io.tapline.capture.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.tapline.capture.CaptureCounters;
import io.tapline.capture.FakeLog;
import io.tapline.capture.SensorParts;
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
import io.tapline.capture.source.OwnConnections;
import io.tapline.capture.source.SourceSpec;
import io.tapline.capture.source.Sources;
import io.tapline.capture.spool.SpoolLimits;
import io.tapline.capture.v1.FetchPacketsRequest;
import io.tapline.capture.v1.FetchPacketsResponse;
import io.tapline.capture.v1.FetchPacketsSummary;
import io.tapline.capture.v1.FrameServiceGrpc;
import io.tapline.capture.v1.PacketEndpoint;
import io.tapline.rpc.grpc.Statuses;
import io.tapline.testing.Await;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Iterator;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packets over gRPC from a sensor's spools, handlers and imports. */
class StoredPacketsTest {
  private static final int DATAGRAMS = 300;
  private static final int PAYLOAD_BYTES = 1000;
  private static final int SPOOL_FILE_BYTES = 64 << 10;

  @TempDir Path directory;
  private final FakeLog log = new FakeLog();
  private final CaptureCounters counters = new CaptureCounters();
  private final SourceNames names = new SourceNames();
  private final FrameSinks sinks = new FrameSinks();
  private Imports imports;
  private Handlers handlers;
  private Sources sources;
  private StoredPackets packets;
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    imports = SensorParts.imports(directory, names, this::deliverer);
    handlers = SensorParts.handlers(directory, 8, names, sinks, counters);
    sources =
        new Sources(
            directory.resolve("spool"),
            directory.resolve("sources.json"),
            SensorParts.limits(1 << 20, new SpoolLimits(SPOOL_FILE_BYTES, 1 << 24, 1 << 24)),
            new Sources.Surroundings(
                names, sinks, OwnConnections.NONE, this::deliverer, counters, Clock.systemUTC()));
    StreamSlots slots = new StreamSlots(2);
    packets = new StoredPackets(sources, imports, handlers, directory.resolve("index"), slots);
    imports.start();
    handlers.start();
    sources.start();
    packets.start();
    FrameEndpoint endpoint = new FrameEndpoint(new FrameStreams(sources, imports, slots), packets);
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(endpoint)
            .build()
            .start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.shutdownNow();
    packets.close();
    sources.close();
    handlers.close();
    imports.close();
    log.close();
  }

  private Deliverer deliverer(Feed feed) {
    return SensorParts.deliverer(feed, log, counters);
  }

  @Test
  void packets_of_a_spool_come_with_an_index_and_before_there_is_one() throws Exception {
    int port = freePort();
    int sender = capture(port);
    FetchPacketsRequest request = connection(sender, port).setSource("udp").build();
    FetchPacketsSummary early = fetch(request).summary();
    assertThat(early.getPackets()).isEqualTo(DATAGRAMS);
    Await.until(() -> fetch(request).summary().getScannedFiles() == 1);
    Answer answer = fetch(request);
    assertThat(answer.frames()).isEqualTo(DATAGRAMS);
    assertThat(answer.summary().getIndexedFiles()).isGreaterThan(3);
    assertThat(answer.summary().getFailuresList()).isEmpty();
    FetchPacketsSummary other = fetch(connection(sender, port + 1).build()).summary();
    assertThat(other.getPackets()).isZero();
    assertThat(other.getSkippedFiles()).isEqualTo(answer.summary().getIndexedFiles());
  }

  @Test
  void packets_of_a_handler_and_of_an_import_come_too() throws Exception {
    int port = freePort();
    int sender = capture(port);
    FetchPacketsRequest.Builder request = connection(sender, port);
    handlers.rotate("h");
    Answer ofHandler = fetch(request.setHandler("h").build());
    assertThat(ofHandler.frames()).isEqualTo(DATAGRAMS);
    assertThat(ofHandler.summary().getFailuresList()).isEmpty();
    Path file = directory.resolve("handlers").resolve("h.pcap");
    ImportRequest wanted =
        new ImportRequest("trace", "", 0, false, "", Reading.DETECTED, 0, Offer.NONE);
    try (var in = Files.newInputStream(file)) {
      imports.accept(wanted, in).job().result().get();
    }
    FetchPacketsRequest ofImport = connection(sender, port).setSource("trace").build();
    assertThat(fetch(ofImport).frames()).isEqualTo(DATAGRAMS);
    Await.until(() -> fetch(ofImport).summary().getIndexedFiles() == 1);
    assertThat(fetch(ofImport).frames()).isEqualTo(DATAGRAMS);
  }

  @Test
  void what_cannot_be_answered_is_refused_with_a_reason() throws Exception {
    capture(freePort());
    assertThat(refused(connection(1, 2).setSource("nobody"))).isEqualTo("SOURCE_NOT_FOUND");
    assertThat(refused(connection(1, 2).setHandler("nobody"))).isEqualTo("HANDLER_NOT_FOUND");
    assertThat(refused(connection(1, 2).setHandler("h").setSource("x")))
        .isEqualTo("INVALID_PACKET_QUERY");
    assertThat(refused(FetchPacketsRequest.newBuilder())).isEqualTo("INVALID_PACKET_QUERY");
    assertThat(refused(connection(1, 65_536))).isEqualTo("INVALID_PACKET_QUERY");
    assertThat(refused(connection(1, 2).setFirst(end("ten", 0)))).isEqualTo("INVALID_PACKET_QUERY");
    assertThat(refused(connection(1, 2).setProtocol(-1))).isEqualTo("INVALID_PACKET_QUERY");
    assertThat(refused(connection(1, 2).setMaxPackets(-1))).isEqualTo("INVALID_PACKET_QUERY");
    Timestamp now = Timestamp.newBuilder().setSeconds(5).build();
    Interval empty = Interval.newBuilder().setStartTime(now).setEndTime(now).build();
    assertThat(refused(connection(1, 2).setInterval(empty))).isEqualTo("INVALID_PACKET_QUERY");
  }

  /** Sends datagrams to a source with a handler; the port that they come from. */
  private int capture(int port) throws Exception {
    sources.create("udp", SourceSpec.Udp.port("", port, Encoding.PACKETS));
    handlers.add(HandlerSpec.frames("h", "udp", "{name}.pcap", 0, 0, 0));
    byte[] payload = "x".repeat(PAYLOAD_BYTES).getBytes(UTF_8);
    int from;
    try (DatagramSocket sender = new DatagramSocket()) {
      from = sender.getLocalPort();
      InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
      for (int i = 0; i < DATAGRAMS; i++) {
        sender.send(new DatagramPacket(payload, payload.length, loopback, port));
        int sent = i + 1;
        Await.until(() -> spooled() == sent);
      }
    }
    return from;
  }

  private long spooled() {
    return sources.find("udp").orElseThrow().spool().totals().frames();
  }

  private static FetchPacketsRequest.Builder connection(int port, int otherPort) {
    return FetchPacketsRequest.newBuilder()
        .setFirst(end("127.0.0.1", port))
        .setSecond(end("127.0.0.1", otherPort))
        .setProtocol(17);
  }

  private static PacketEndpoint end(String address, int port) {
    return PacketEndpoint.newBuilder().setAddress(address).setPort(port).build();
  }

  private String refused(FetchPacketsRequest.Builder request) {
    StatusRuntimeException[] refusal = new StatusRuntimeException[1];
    assertThatThrownBy(() -> fetch(request.build()))
        .isInstanceOfSatisfying(StatusRuntimeException.class, e -> refusal[0] = e);
    return Statuses.refusal(refusal[0]).reason().name();
  }

  private record Answer(int frames, FetchPacketsSummary summary) {}

  private Answer fetch(FetchPacketsRequest request) throws IOException {
    sources.find("udp").ifPresent(source -> source.spool().flush());
    Iterator<FetchPacketsResponse> answers =
        FrameServiceGrpc.newBlockingStub(channel).fetchPackets(request);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    FetchPacketsSummary summary = null;
    while (answers.hasNext()) {
      FetchPacketsResponse answer = answers.next();
      assertThat(summary).isNull();
      answer.getChunk().writeTo(file);
      summary = answer.hasSummary() ? answer.getSummary() : null;
    }
    return new Answer(
        frames(file.toByteArray()), Objects.requireNonNull(summary, "the last one is a summary"));
  }

  private static int frames(byte[] file) throws IOException {
    try (CaptureFile capture = CaptureFile.of(MemorySegment.ofArray(file))) {
      CaptureReader reader = capture.strictReader();
      int count = 0;
      while (reader.next()) {
        count++;
      }
      return count;
    }
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      return socket.getLocalPort();
    }
  }
}

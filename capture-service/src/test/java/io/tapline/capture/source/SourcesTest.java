package io.tapline.capture.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.FakeLog;
import io.tapline.capture.Hop;
import io.tapline.capture.Reason;
import io.tapline.capture.SensorParts;
import io.tapline.capture.SourceMessages;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.batch.FrameSinks;
import io.tapline.capture.deliver.DeliveryState;
import io.tapline.capture.handler.FileForm;
import io.tapline.capture.handler.FileRules;
import io.tapline.capture.handler.HandlerSpec;
import io.tapline.capture.handler.Handlers;
import io.tapline.capture.names.SourceNames;
import io.tapline.capture.names.SourceNames.Owner;
import io.tapline.capture.spool.SpoolLimits;
import io.tapline.capture.spool.SpoolTotals;
import io.tapline.capture.transform.TransformSpec;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.TcpConnection;
import io.tapline.capture.v1.TcpState;
import io.tapline.flowlog.v1.SourceClock;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Await;
import io.tapline.type.v1.EncodingKind;
import io.tapline.type.v1.FrameLoss;
import io.tapline.type.v1.LossHop;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
  private static final int MAX_SOURCES = 2;

  @TempDir Path directory;
  private final FakeLog log = new FakeLog();
  private final CaptureCounters counters = new CaptureCounters();
  private final SourceNames names = new SourceNames();
  private final FrameSinks sinks = new FrameSinks();
  private OwnConnections own = OwnConnections.NONE;
  private final Gate stalled = new Gate();
  private Sources sources = assemble(Path.of("unused"));
  private Handlers handlers = handlers(Path.of("unused"));

  @BeforeEach
  void start() {
    handlers = handlers(directory);
    sources = assemble(directory);
    handlers.start();
    sources.start();
  }

  @AfterEach
  void close() {
    sources.close();
    handlers.close();
    log.close();
  }

  @Test
  void a_datagram_becomes_a_whole_ip_frame_in_the_log() throws Exception {
    int port = freePort();
    sources.create("udp", udp("", port));
    int from = send(port, "hello");
    Await.until(() -> log.source("udp").frames().size() == 1);
    String[] frame = log.source("udp").frames().getFirst().split(" ", -1);
    assertThat(frame[1]).isEqualTo("33");
    assertThat(frame[2]).isEqualTo("101");
    byte[] bytes = HexFormat.of().parseHex(frame[3]);
    assertThat(sum(bytes, 0, 20)).as("IPv4 header checksum").isEqualTo(0xFFFF);
    assertThat(((bytes[20] & 0xFF) << 8) | (bytes[21] & 0xFF)).isEqualTo(from);
    assertThat(new String(bytes, 28, 5, UTF_8)).isEqualTo("hello");
    assertThat(counters.frames()).isEqualTo(1);
  }

  @Test
  void a_port_in_use_a_public_address_and_a_bad_name_are_refused() throws Exception {
    try (DatagramSocket taken =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      refused("a", udp("", taken.getLocalPort()), Reason.PORT_IN_USE);
    }
    refused("a", udp("0.0.0.0", 9995), Reason.INVALID_SOURCE);
    refused("a", udp("not an address", 9995), Reason.INVALID_SOURCE);
    refused("../a", udp("", 9995), Reason.INVALID_SOURCE);
    assertThat(sources.list()).isEmpty();
  }

  @Test
  void names_are_unique_and_the_number_of_sources_is_limited() throws Exception {
    sources.create("a", udp("", freePort()));
    refused("a", udp("", freePort()), Reason.SOURCE_EXISTS);
    sources.create("b", udp("", freePort()));
    refused("c", udp("", freePort()), Reason.SOURCE_LIMIT);
  }

  @Test
  void a_source_survives_a_restart_and_continues_its_positions() throws Exception {
    int port = freePort();
    sources.create("udp", udp("", port));
    send(port, "one");
    Await.until(() -> log.source("udp").frames().size() == 1);
    sources.close();
    sources = assemble(directory);
    sources.start();
    Await.until(() -> sources.find("udp").orElseThrow().failure().isEmpty());
    Await.until(
        () -> {
          send(port, "two");
          return log.source("udp").frames().size() >= 2;
        });
    assertThat(log.source("udp").losses())
        .anyMatch(
            l -> l.getHop() == LossHop.LOSS_HOP_CAPTURE_RESTART && l.getBeforePosition() == 1);
  }

  @Test
  void what_datagrams_carry_is_told_to_the_log_also_after_a_restart() throws Exception {
    Encoding exports = Encoding.of(Encoding.Kind.FLOW_EXPORT);
    sources.create("udp", SourceSpec.Udp.port("", freePort(), exports));
    Await.until(() -> kind("udp") == EncodingKind.ENCODING_KIND_FLOW_EXPORT);
    sources.close();
    log.die();
    log.comeBack();
    sources = assemble(directory);
    sources.start();
    Await.until(() -> !log.source("udp").clocks().isEmpty());
    assertThat(kind("udp")).isEqualTo(EncodingKind.ENCODING_KIND_FLOW_EXPORT);
    assertThat(sources.list().getFirst().record().spec().framesAre()).isEqualTo(exports);
  }

  @Test
  void a_source_of_an_earlier_version_carries_packets() throws Exception {
    sources.close();
    Files.writeString(
        directory.resolve("sources.json"),
        """
        {"sources":[{"name":"old","logName":"old","createMillis":1,"deleted":false,
         "spec":{"kind":"udp","address":"","port":%d}}]}"""
            .formatted(freePort()));
    sources = assemble(directory);
    sources.start();
    assertThat(sources.list().getFirst().record().spec().framesAre()).isEqualTo(Encoding.PACKETS);
  }

  @Test
  void a_tcp_source_is_read_after_a_restart_too_and_a_handler_writes_its_bytes() throws Exception {
    int port;
    try (ServerSocket server = listening(0)) {
      port = server.getLocalPort();
      sources.create("tcp", new SourceSpec.Tcp("", port));
      handlers.add(ait("h", "tcp"));
      try (Socket peer = server.accept()) {
        peer.getOutputStream().write("one".getBytes(UTF_8));
        Await.until(() -> log.source("tcp").frames().size() == 1);
      }
      Await.until(() -> tcp().getEndedByPeer() == 1);
    }
    assertThat(log.source("tcp").frames().getFirst()).endsWith(" 3 147 6f6e65");
    Await.until(() -> !tcp().getLastError().isEmpty());
    assertThat(tcp().getState()).isEqualTo(TcpState.TCP_STATE_CONNECTING);
    assertThat(sources.find("tcp").orElseThrow().failure()).isEmpty();
    sources.close();
    try (ServerSocket server = listening(port)) {
      sources = assemble(directory);
      sources.start();
      try (Socket peer = server.accept()) {
        peer.getOutputStream().write("two".getBytes(UTF_8));
        Await.until(() -> log.source("tcp").frames().size() == 2);
        assertThat(tcp().getState()).isEqualTo(TcpState.TCP_STATE_CONNECTED);
        assertThat(tcp().getConnects()).isEqualTo(1);
      }
    }
    String file = handlers.totals(handlers.list().getFirst()).currentFile();
    handlers.remove("h");
    try (CaptureFile capture = CaptureFile.open(directory.resolve("handlers").resolve(file))) {
      CaptureReader reader = capture.reader();
      assertThat(reader.next()).isTrue();
      assertThat(reader.linkType()).isEqualTo(147);
      assertThat(reader.capturedLength()).isEqualTo(3);
      assertThat(reader.next()).isTrue();
      assertThat(reader.next()).isFalse();
    }
  }

  @Test
  void transforms_that_look_into_packets_are_refused_for_a_byte_stream() throws Exception {
    int port = freePort();
    try (ServerSocket server = listening(port)) {
      sources.create("tcp", new SourceSpec.Tcp("", server.getLocalPort()));
      for (String name : List.of("bpf", "strip-payload", "de-tunnel", "anonymize")) {
        HandlerSpec spec =
            new HandlerSpec(
                "h",
                "tcp",
                "",
                "",
                "{name}.pcap",
                null,
                0,
                0,
                0,
                FileForm.FRAMES,
                List.of(new TransformSpec(name, Map.of())),
                FileRules.PLAIN);
        assertThatThrownBy(() -> handlers.add(spec))
            .isInstanceOfSatisfying(
                Refusal.class,
                refusal -> assertThat(refusal.reason()).isEqualTo(Reason.INVALID_HANDLER))
            .hasMessageContaining("byte stream");
      }
      assertThat(handlers.list()).isEmpty();
    }
  }

  @Test
  void the_list_of_handlers_which_may_have_a_key_is_for_its_owner_alone() throws Exception {
    sources.create("udp", udp("", freePort()));
    handlers.add(ait("h", "udp"));
    assertThat(Files.getPosixFilePermissions(directory.resolve("handlers.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  private static ServerSocket listening(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }

  private TcpConnection tcp() {
    return SourceMessages.message(sources.find("tcp").orElseThrow()).getTcp().getConnection();
  }

  private static HandlerSpec ait(String name, String source) {
    return new HandlerSpec(
        name,
        source,
        "",
        "",
        "{name}.pcap",
        null,
        0,
        0,
        0,
        FileForm.AIT,
        List.of(),
        FileRules.PLAIN);
  }

  @Test
  void the_largest_datagram_is_taken_whole() throws Exception {
    int port = freePort();
    sources.create("udp", udp("", port));
    send(port, "x".repeat(65_507));
    Await.until(() -> log.source("udp").frames().size() == 1);
    assertThat(log.source("udp").frames().getFirst().split(" ", -1)[1]).isEqualTo("65535");
  }

  @Test
  void a_burst_is_received_whole_or_its_drops_are_counted() throws Exception {
    int port = freePort();
    sources.create("udp", udp("", port));
    String payload = "x".repeat(1400);
    for (int i = 0; i < 5000; i++) {
      send(port, payload);
    }
    Await.until(() -> totals().frames() + totals().kernelDropped() == 5000);
  }

  private SpoolTotals totals() {
    return sources.find("udp").orElseThrow().spool().totals();
  }

  private EncodingKind kind(String source) {
    return log.source(source).encoding().getKind();
  }

  @Test
  void a_silent_source_tells_the_log_its_time() throws Exception {
    int port = freePort();
    long before = System.currentTimeMillis() / 1000;
    sources.create("udp", udp("", port));
    Await.until(() -> !log.source("udp").clocks().isEmpty());
    assertThat(log.source("udp").clocks().getFirst().getNextPosition()).isZero();
    send(port, "one");
    Await.until(() -> log.source("udp").clocks().stream().anyMatch(c -> c.getNextPosition() == 1));
    SourceClock last = log.source("udp").clocks().getLast();
    long frameNanos = Long.parseLong(log.source("udp").frames().getFirst().split(" ", -1)[0]);
    assertThat(last.getTime().getSeconds())
        .isBetween(before, System.currentTimeMillis() / 1000)
        .isGreaterThanOrEqualTo(frameNanos / 1_000_000_000);
    assertThat(log.source("udp").clocks()).hasSizeLessThan(40);
  }

  @Test
  void a_source_whose_frames_are_not_yet_sent_promises_nothing() throws Exception {
    int port = freePort();
    sources.create("udp", udp("", port));
    Await.until(() -> !log.source("udp").clocks().isEmpty());
    log.die();
    int told = log.source("udp").clocks().size();
    send(port, "one");
    Await.until(() -> sources.find("udp").orElseThrow().spool().totals().frames() == 1);
    log.comeBack();
    Await.until(() -> log.source("udp").clocks().size() > told);
    assertThat(log.source("udp").clocks().get(told).getNextPosition()).isEqualTo(1);
    assertThat(log.source("udp").frames()).hasSize(1);
  }

  @Test
  void a_deleted_source_is_delivered_finished_and_forgotten_and_its_name_is_free()
      throws Exception {
    int port = freePort();
    sources.create("udp", udp("", port));
    send(port, "one");
    Await.until(() -> sources.find("udp").orElseThrow().spool().totals().frames() == 1);
    sources.delete("udp");
    Await.until(() -> sources.list().isEmpty());
    assertThat(log.source("udp").finished()).isTrue();
    assertThat(log.source("udp").frames()).hasSize(1);
    sources.create("udp", udp("", port));
    send(port, "two");
    Await.until(() -> log.source("udp#2").frames().size() == 1);
  }

  @Test
  void a_deleted_source_can_be_created_again_with_another_encoding() throws Exception {
    int port = freePort();
    sources.create("routers", udp("", port));
    send(port, "one");
    Await.until(() -> log.source("routers").frames().size() == 1);
    sources.delete("routers");
    Await.until(() -> sources.list().isEmpty());
    LiveSource again = sources.create("routers", exports(port));
    again.awaitName();
    Source said = SourceMessages.message(again);
    assertThat(said.getName()).isEqualTo("routers");
    assertThat(said.getLogName()).isEqualTo("routers#2");
    assertThat(said.getWarningsList())
        .contains("The log holds an earlier source named routers: this one is routers#2 there.");
    send(port, "two");
    Await.until(() -> log.source("routers#2").frames().size() == 1);
    assertThat(kind("routers#2")).isEqualTo(EncodingKind.ENCODING_KIND_FLOW_EXPORT);
  }

  @Test
  void the_name_in_the_log_is_nobody_elses_until_the_source_is_gone() throws Exception {
    int port = freePort();
    log.begin("routers", EncodingKind.ENCODING_KIND_PACKETS);
    names.reserve("routers#2", Owner.IMPORT);
    sources.create("routers", exports(port)).awaitName();
    assertThat(names.owns(Owner.LIVE_IN_LOG, "routers#3")).isTrue();
    sources.close();
    names.release("routers#3", Owner.LIVE_IN_LOG); // as a new process begins
    sources = assemble(directory);
    sources.start();
    assertThat(names.owns(Owner.LIVE_IN_LOG, "routers#3")).isTrue();
    sources.delete("routers");
    Await.until(() -> sources.list().isEmpty());
    assertThat(names.reserve("routers#3", Owner.IMPORT)).isTrue();
  }

  @Test
  void a_name_that_the_log_holds_unfinished_with_another_encoding_is_numbered() throws Exception {
    int port = freePort();
    log.begin("routers", EncodingKind.ENCODING_KIND_PACKETS);
    log.begin("routers#2", EncodingKind.ENCODING_KIND_PACKETS);
    sources.create("routers", exports(port));
    send(port, "one");
    Await.until(() -> log.source("routers#3").frames().size() == 1);
    assertThat(log.source("routers").finished()).isFalse();
  }

  @Test
  void a_source_that_the_log_refuses_is_deleted_and_its_name_and_place_are_free() throws Exception {
    int port = freePort();
    log.refuse(true);
    sources.create("udp", udp("", port));
    send(port, "one");
    Await.until(() -> sources.find("udp").orElseThrow().spool().totals().frames() == 1);
    Await.until(
        () -> sources.find("udp").orElseThrow().deliverer().state() == DeliveryState.FAILED);
    sources.delete("udp");
    Await.until(() -> sources.list().isEmpty());
    assertThat(counters.dropped(Hop.SPOOL)).isEqualTo(1);
    assertThat(directory.resolve("spool/udp")).doesNotExist();
    assertThat(names.owns(Owner.LIVE, "udp")).isFalse();
    log.refuse(false);
    sources.create("udp", udp("", port));
    send(port, "two");
    Await.until(() -> log.source("udp").frames().size() == 1);
  }

  @Test
  void while_an_interface_is_slow_to_open_all_other_sources_go_on() throws Exception {
    Gate opening = new Gate();
    CountDownLatch asked = new CountDownLatch(1);
    Function<SourceSpec, Input> inputs =
        spec ->
            new UdpInput((SourceSpec.Udp) spec, limits().udp(), Clock.systemUTC()) {
              @Override
              public void open() {
                if (((SourceSpec.Udp) spec).address().equals("127.0.0.2")) {
                  asked.countDown();
                  opening.await();
                }
                super.open();
              }
            };
    sources.close();
    sources =
        new Sources(
            directory.resolve("spool"),
            directory.resolve("sources.json"),
            limits(),
            around(Clock.systemUTC()),
            inputs);
    sources.start();
    int port = freePort();
    sources.create("fast", udp("", port));
    Thread creating = Thread.ofVirtual().start(() -> sources.create("slow", udp("127.0.0.2", 1)));
    asked.await();
    send(port, "one");
    Await.until(() -> log.source("fast").frames().size() == 1);
    assertThat(sources.list()).hasSize(1);
    refused("slow", udp("", port), Reason.SOURCE_EXISTS);
    sources.delete("fast");
    Await.until(() -> sources.list().isEmpty());
    opening.release();
    creating.join();
  }

  private static SourceSpec exports(int port) {
    return SourceSpec.Udp.port("", port, Encoding.of(Encoding.Kind.FLOW_EXPORT));
  }

  @Test
  void drops_until_the_last_moment_reach_the_log_when_the_source_is_deleted() throws Exception {
    int port = freePort();
    sinks.add("udp", (_, _, _, _, _) -> stalled.await());
    sources.create("udp", udp("", port));
    int sent = 4000;
    for (int i = 0; i < sent; i++) {
      send(port, "x".repeat(1400));
    }
    Thread deleting = Thread.ofVirtual().start(() -> sources.delete("udp"));
    stalled.release();
    deleting.join();
    Await.until(() -> sources.list().isEmpty());
    long lost = log.source("udp").losses().stream().mapToLong(FrameLoss::getCount).sum();
    assertThat(lost).isPositive();
    assertThat(log.source("udp").frames().size() + lost).isEqualTo(sent);
    assertThat(counters.dropped(Hop.KERNEL)).isEqualTo(lost);
  }

  @Test
  void a_deleted_source_of_an_earlier_run_is_finished_without_a_loss_by_the_restart()
      throws Exception {
    int port = freePort();
    sources.create("udp", udp("", port));
    send(port, "one");
    Await.until(() -> log.source("udp").frames().size() == 1);
    log.die();
    sources.delete("udp");
    sources.close();
    log.comeBack();
    sources = assemble(directory);
    sources.start();
    Await.until(() -> log.source("udp").finished());
    assertThat(log.source("udp").losses()).isEmpty();
  }

  @Test
  void a_handler_writes_what_its_source_captures_and_rotates() throws Exception {
    int port = freePort();
    sources.create("udp", udp("", port));
    handlers.add(HandlerSpec.frames("h", "udp", "%Y/{name}-{source}.pcap", 0, 0, 2));
    send(port, "one");
    Await.until(() -> handlers.totals(handlers.list().getFirst()).frames() == 1);
    String file = handlers.totals(handlers.list().getFirst()).currentFile();
    handlers.rotate("h");
    assertThat(handlers.totals(handlers.list().getFirst()).currentFile()).endsWith("h-udp-2.pcap");
    try (CaptureFile capture = CaptureFile.open(directory.resolve("handlers").resolve(file))) {
      CaptureReader reader = capture.reader();
      assertThat(reader.next()).isTrue();
      assertThat(reader.linkType()).isEqualTo(101);
      assertThat(reader.next()).isFalse();
    }
    handlers.rotate("h");
    assertThat(Files.exists(directory.resolve("handlers").resolve(file))).isFalse();
  }

  @Test
  void the_handlers_of_a_source_go_with_it_also_when_the_sensor_was_stopped_between()
      throws Exception {
    int port = freePort();
    sources.create("udp", udp("", port));
    handlers.add(HandlerSpec.frames("h", "udp", "{name}.pcap", 0, 0, 0));
    handlers.add(HandlerSpec.frames("i", "udp", "{name}.pcap", 0, 0, 0));
    send(port, "one");
    Await.until(() -> handlers.totals(handlers.get("i")).frames() == 1);
    handlers.removeOrphans();
    assertThat(handlers.list()).hasSize(2);
    sources.delete("udp");
    Await.until(() -> sources.find("udp").isEmpty());
    handlers.removeOrphans();
    assertThat(handlers.list()).isEmpty();
    try (CaptureFile capture = CaptureFile.open(directory.resolve("handlers/i.pcap"))) {
      CaptureReader reader = capture.reader();
      assertThat(reader.next()).isTrue();
      assertThat(reader.next()).isFalse();
    }
  }

  @Test
  void an_error_in_the_upkeep_of_a_source_does_not_end_the_timer() throws Exception {
    FaultyClock clock = new FaultyClock("capture-disk");
    sources.close();
    sources = assemble(directory, clock);
    sources.start();
    int port = freePort();
    sources.create("udp", udp("", port));
    Await.until(clock::isOver);
    send(port, "hello");
    Await.until(() -> log.source("udp").frames().size() == 1);
    Path state = directory.resolve("spool/udp/state.json");
    Await.until(() -> content(state).contains("\"nextPosition\":1"));
  }

  @Test
  void an_error_in_the_upkeep_of_a_handler_does_not_end_the_timer() throws Exception {
    FaultyClock clock = new FaultyClock("handler-timer");
    handlers.close();
    handlers = handlers(directory, clock);
    handlers.start();
    int port = freePort();
    sources.create("udp", udp("", port));
    handlers.add(HandlerSpec.frames("h", "udp", "{name}.pcap", 0, 0, 2));
    Await.until(clock::isOver);
    send(port, "hello");
    Await.until(() -> content(directory.resolve("handlers/h.pcap")).contains("hello"));
  }

  @Test
  void an_error_in_the_capturing_thread_is_shown_and_it_captures_again() throws Exception {
    int port = freePort();
    LiveSource source = sources.create("udp", udp("", port));
    sinks.add(
        "udp",
        (frame, length, originalLength, timeNanos, linkType) -> {
          if (frame[length - 1] == '!') {
            throw new StackOverflowError("for this test");
          }
        });
    send(port, "fail!");
    Await.until(() -> source.failure().equals("for this test"));
    Await.until(() -> source.failure().isEmpty());
    send(port, "hello");
    Await.until(() -> log.source("udp").frames().size() == 2);
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void a_handler_whose_pattern_leads_out_of_its_directory_is_refused() throws Exception {
    sources.create("udp", udp("", freePort()));
    for (String pattern : new String[] {"../x", "/x", "a/../../x", "{other}", "%Q", "x}", "%"}) {
      assertThatThrownBy(() -> handlers.add(HandlerSpec.frames("h", "udp", pattern, 0, 0, 0)))
          .as(pattern)
          .isInstanceOfSatisfying(
              Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_HANDLER));
    }
  }

  @Test
  void traffic_on_loopback_is_captured_through_libpcap() throws Exception {
    assumeTrue(capturable(), "capturing on lo is not permitted here");
    int port = freePort();
    sources.create("lo", new SourceSpec.Interface("lo", "udp port " + port, 0x10000, false));
    try (DatagramSocket receiver =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      assertThat(receiver.isBound()).isTrue();
      for (int i = 0; i < 20; i++) {
        send(port, "packet " + i);
      }
      Await.until(() -> log.source("lo").frames().size() == 20);
    }
    assertThat(log.source("lo").frames().getFirst().split(" ", -1)[2]).isEqualTo("1");
    assertThat(sources.find("lo").orElseThrow().spool().totals().kernelDropped()).isZero();
  }

  @Test
  void own_connections_are_left_out_of_loopback_and_counted_by_name() throws Exception {
    assumeTrue(capturable(), "capturing on lo is not permitted here");
    try (ServerSocket served = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        ServerSocket foreign = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      own = new OwnConnections(List.of(served.getLocalPort()), List.of());
      sources.close();
      sources = assemble(directory);
      sources.start();
      String bpf = "tcp port " + served.getLocalPort() + " or tcp port " + foreign.getLocalPort();
      LiveSource source = sources.create("lo", new SourceSpec.Interface("lo", bpf, 0x10000, false));
      assertThat(source.warnings())
          .singleElement()
          .asString()
          .contains("TCP ports " + served.getLocalPort());
      connect(served);
      connect(foreign);
      Await.until(() -> source.spool().totals().frames() >= 3);
      Await.until(() -> source.spool().totals().ownFrames() >= 3);
      assertThat(counters.own()).isEqualTo(source.spool().totals().ownFrames());
      sources.delete("lo");
      Await.until(() -> sources.list().isEmpty());
      String port = "%04x".formatted(served.getLocalPort());
      assertThat(log.source("lo").frames())
          .isNotEmpty()
          .noneMatch(frame -> ports(frame).contains(port));
    }
  }

  /** Both ports of a frame on loopback: Ethernet, IPv4 without options, TCP. */
  private static List<String> ports(String frame) {
    String hex = frame.split(" ", -1)[3];
    int tcp = 2 * (14 + 20);
    return List.of(hex.substring(tcp, tcp + 4), hex.substring(tcp + 4, tcp + 8));
  }

  private static void connect(ServerSocket server) throws IOException {
    try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(1);
      assertThat(accepted.getInputStream().read()).isEqualTo(1);
    }
  }

  @Test
  void an_unknown_interface_and_an_invalid_filter_are_refused() {
    assumeTrue(capturable(), "capturing on lo is not permitted here");
    refused(
        "x", new SourceSpec.Interface("nosuch0", "", 65_535, false), Reason.INTERFACE_NOT_FOUND);
    refused("x", new SourceSpec.Interface("lo", "tcp port (", 65_535, false), Reason.INVALID_BPF);
  }

  /** Holds up whoever comes until it is released. */
  private static final class Gate {
    private final CountDownLatch open = new CountDownLatch(1);

    void await() {
      try {
        assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void release() {
      open.countDown();
    }
  }

  private static SourceSpec udp(String address, int port) {
    return SourceSpec.Udp.port(address, port, Encoding.PACKETS);
  }

  private void refused(String name, SourceSpec spec, Reason reason) {
    assertThatThrownBy(() -> sources.create(name, spec))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static boolean capturable() {
    try {
      return Libpcap.whyNotCapturable("lo").isEmpty();
    } catch (Refusal e) {
      return false;
    }
  }

  private Sources assemble(Path data) {
    return assemble(data, Clock.systemUTC());
  }

  private Sources assemble(Path data, Clock clock) {
    return new Sources(
        data.resolve("spool"), data.resolve("sources.json"), limits(), around(clock));
  }

  private static SourceLimits limits() {
    return new SourceLimits(
        MAX_SOURCES,
        1 << 20,
        new UdpLimits(1 << 20, UdpLimits.LONGEST_PAYLOAD_BYTES, false, true),
        new TcpLimits(1000, 5, 40),
        10,
        new SpoolLimits(1 << 20, 1 << 24, 1 << 20));
  }

  private Sources.Surroundings around(Clock clock) {
    return new Sources.Surroundings(
        names, sinks, own, feed -> SensorParts.deliverer(feed, log, counters), counters, clock);
  }

  private Handlers handlers(Path data) {
    return handlers(data, Clock.systemUTC());
  }

  private Handlers handlers(Path data, Clock clock) {
    return new Handlers(
        data.resolve("handlers"),
        data.resolve("handlers.json"),
        4,
        names,
        sinks,
        SensorParts.noFilters(),
        counters,
        clock,
        "tcp"::equals);
  }

  /** Throws an Error a few times when a certain thread asks. */
  private static final class FaultyClock extends Clock {
    private final String thread;
    private final AtomicInteger faults = new AtomicInteger(3);

    FaultyClock(String thread) {
      this.thread = thread;
    }

    @Override
    public long millis() {
      if (Thread.currentThread().getName().equals(thread) && faults.getAndDecrement() > 0) {
        throw new StackOverflowError("for this test");
      }
      return System.currentTimeMillis();
    }

    boolean isOver() {
      return faults.get() <= 0;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      return socket.getLocalPort();
    }
  }

  private static int send(int port, String text) {
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] bytes = text.getBytes(UTF_8);
      socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int sum(byte[] bytes, int offset, int length) {
    int sum = 0;
    for (int i = 0; i < length; i += 2) {
      sum += ((bytes[offset + i] & 0xFF) << 8) | (bytes[offset + i + 1] & 0xFF);
    }
    return (sum & 0xFFFF) + (sum >>> 16);
  }
}

package io.tapline.capture.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.Hop;
import io.tapline.capture.Reason;
import io.tapline.capture.TcpOutcome;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Await;
import io.tapline.wire.flow.LossUnit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpInputTest {
  private static final TcpLimits LIMITS = new TcpLimits(1000, 5, 40);

  private final CaptureCounters counters = new CaptureCounters();
  private final Target target = new Target();
  private ServerSocket server;
  private TcpInput input;
  private Thread thread;

  @BeforeEach
  void listen() throws IOException {
    server = listening(0);
    input = input("", server.getLocalPort());
    input.open();
    thread = Thread.ofPlatform().daemon().unstarted(() -> input.run(target));
  }

  @AfterEach
  void stop() throws Exception {
    input.close();
    thread.join(5000);
    input.release();
    server.close();
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void what_the_server_sends_becomes_frames_of_a_private_link_type() throws Exception {
    thread.start();
    try (Socket peer = server.accept()) {
      send(peer, "hello");
      Await.until(() -> target.text().equals("hello"));
    }
    assertThat(target.linkTypes).containsOnly(147);
    assertThat(target.losses).isEmpty();
  }

  @Test
  void a_frame_has_65535_bytes_at_most_and_no_byte_is_lost_between_two() throws Exception {
    byte[] sent = new byte[1_000_000];
    new Random(1).nextBytes(sent);
    thread.start();
    try (Socket peer = server.accept()) {
      peer.getOutputStream().write(sent);
    }
    Await.until(() -> input.tcp().orElseThrow().endedByPeer() == 1);
    assertThat(target.bytes.toByteArray()).isEqualTo(sent);
    assertThat(target.lengths).allMatch(length -> length >= 1 && length <= 65_535);
  }

  @Test
  void a_stream_that_the_server_ends_is_counted_and_the_next_one_is_read() throws Exception {
    thread.start();
    for (String part : List.of("one", "two", "three")) {
      try (Socket peer = server.accept()) {
        send(peer, part);
      }
    }
    Await.until(() -> target.text().equals("onetwothree"));
    Await.until(() -> counters.tcpConnections(TcpOutcome.ENDED_BY_PEER) == 3);
    assertThat(counters.tcpConnections(TcpOutcome.BROKEN)).isZero();
    assertThat(input.tcp().orElseThrow().lastError()).isEmpty();
    assertThat(target.losses).isEmpty();
  }

  @Test
  void a_server_that_is_away_is_tried_until_it_comes_and_its_error_is_shown() throws Exception {
    int port = server.getLocalPort();
    server.close();
    thread.start();
    Await.until(() -> input.tcp().orElseThrow().failedConnects() >= 3);
    TcpStatus away = input.tcp().orElseThrow();
    assertThat(away.connected()).isFalse();
    assertThat(away.lastError()).startsWith("Connecting to loopback port " + port + " failed: ");
    assertThat(away.text()).startsWith("connecting: Connecting to");
    server = listening(port);
    try (Socket peer = server.accept()) {
      Await.until(() -> input.tcp().orElseThrow().connected());
      assertThat(input.tcp().orElseThrow().text()).isEqualTo("connected");
      send(peer, "there");
      Await.until(() -> target.text().equals("there"));
    }
    assertThat(counters.tcpConnections(TcpOutcome.FAILED)).isGreaterThanOrEqualTo(3);
  }

  @Test
  void a_connection_that_breaks_is_a_loss_of_unknown_size_and_made_again() throws Exception {
    thread.start();
    try (Socket peer = server.accept()) {
      Await.until(() -> input.tcp().orElseThrow().connected());
      peer.setSoLinger(true, 0); // closes with RST
    }
    Await.until(() -> counters.tcpConnections(TcpOutcome.BROKEN) == 1);
    assertThat(target.losses).hasSize(1);
    assertThat(target.losses.getFirst()).startsWith("KERNEL 0 UNKNOWN The connection to loopback");
    try (Socket peer = server.accept()) {
      send(peer, "again");
      Await.until(() -> target.text().equals("again"));
    }
  }

  @Test
  void an_unknown_host_is_an_error_that_is_shown() {
    input = input("host.invalid", 9);
    thread = Thread.ofPlatform().daemon().start(() -> input.run(target));
    Await.until(() -> input.tcp().orElseThrow().failedConnects() > 0);
    assertThat(input.tcp().orElseThrow().lastError())
        .isEqualTo("The host host.invalid is not known.");
  }

  @Test
  void what_had_arrived_is_read_when_the_input_is_closed() throws Exception {
    thread.start();
    try (Socket peer = server.accept()) {
      Await.until(() -> input.tcp().orElseThrow().connected());
      send(peer, "last");
      input.close();
      thread.join(5000);
      assertThat(target.text()).isEqualTo("last");
      assertThat(peer.getInputStream().read()).as("the connection is closed").isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a/", "a b", "a/b", "a\n"})
  void what_is_no_host_is_refused(String host) {
    assertThatThrownBy(() -> input(host, 1).open())
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_SOURCE));
  }

  @Test
  void waits_grow_to_the_last_and_are_never_less_than_half() {
    TcpLimits limits = new TcpLimits(1, 500, 30_000);
    assertThat(limits.waitMillis(0, 0)).isEqualTo(500);
    assertThat(limits.waitMillis(1, 0)).isEqualTo(1000);
    assertThat(limits.waitMillis(1, 1)).isEqualTo(500);
    assertThat(limits.waitMillis(6, 0)).isEqualTo(30_000);
    assertThat(limits.waitMillis(Integer.MAX_VALUE, 1)).isEqualTo(15_000);
    assertThat(new TcpLimits(1, 1, 1).waitMillis(3, 1)).isEqualTo(1);
  }

  @Test
  void limits_that_make_no_sense_are_refused() {
    for (long[] wrong : new long[][] {{0, 1, 1}, {1, 0, 1}, {1, 2, 1}}) {
      assertThatThrownBy(() -> new TcpLimits((int) wrong[0], wrong[1], wrong[2]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private TcpInput input(String host, int port) {
    return new TcpInput(
        new SourceSpec.Tcp(host, port), LIMITS, Clock.systemUTC(), new Random(1), counters);
  }

  private static ServerSocket listening(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    return socket;
  }

  private static void send(Socket peer, String text) throws IOException {
    peer.getOutputStream().write(text.getBytes(US_ASCII));
  }

  /** Keeps what it gets. */
  private static final class Target implements FrameTarget {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final List<Integer> lengths = new CopyOnWriteArrayList<>();
    final List<Integer> linkTypes = new CopyOnWriteArrayList<>();
    final List<String> losses = new CopyOnWriteArrayList<>();

    String text() {
      return bytes.toString(US_ASCII);
    }

    @Override
    public void frame(byte[] frame, int length, int originalLength, long timeNanos, int linkType) {
      assertThat(originalLength).isEqualTo(length);
      bytes.write(frame, 0, length);
      lengths.add(length);
      linkTypes.add(linkType);
    }

    @Override
    public void lost(Hop hop, long count, LossUnit unit, String description) {
      losses.add(hop + " " + count + " " + unit + " " + description);
    }

    @Override
    public void own(long frames) {
      throw new AssertionError("There are no own frames here.");
    }

    @Override
    public void truncated(long frames) {
      throw new AssertionError("Nothing is truncated here.");
    }
  }
}

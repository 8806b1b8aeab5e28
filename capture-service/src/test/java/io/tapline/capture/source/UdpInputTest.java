package io.tapline.capture.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.capture.Hop;
import io.tapline.capture.Reason;
import io.tapline.capture.batch.Encoding;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Await;
import io.tapline.wire.flow.LossUnit;
import io.tapline.wire.frame.ChecksumVerdict;
import io.tapline.wire.frame.Checksums;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sockets, the kernel's batches and the JDK's, behind the same input. */
class UdpInputTest {
  private static final int BUFFER_BYTES = 1 << 18;

  private final List<Received> frames = java.util.Collections.synchronizedList(new ArrayList<>());
  private final Target target = new Target();
  private final CountDownLatch paused = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean pausing;

  @AfterEach
  void end() throws InterruptedException {
    paused.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 127.0.0.1", "false, 127.0.0.1", "true, ::1", "false, ::1"})
  void datagrams_become_whole_frames_in_order(boolean many, String address) throws Exception {
    assumeTrue(!address.contains(":") || hasIpv6(), "there is no IPv6 loopback here");
    int port = freePort();
    UdpInput input = start(port, address, UdpLimits.LONGEST_PAYLOAD_BYTES, many);
    int from;
    try (DatagramSocket sender = new DatagramSocket(0, InetAddress.ofLiteral(address))) {
      from = sender.getLocalPort();
      for (int length : new int[] {0, 1, 2, 3, 1399, 1400, 9000, 65_507}) {
        send(sender, address, port, new byte[length]);
      }
      for (int i = 0; i < 300; i++) {
        send(sender, address, port, ("datagram " + i).getBytes(UTF_8));
      }
      Await.until(() -> frames.size() == 308);
    }
    stop(input);
    assertThat(frames.get(7).originalLength())
        .isEqualTo(65_507 + (address.contains(":") ? 48 : 28));
    for (Received frame : frames) {
      isWhole(frame, from, port);
    }
    for (int i = 0; i < 300; i++) {
      assertThat(frames.get(8 + i).payload()).isEqualTo("datagram " + i);
    }
    assertThat(target.lost).isZero();
    assertThat(target.truncated).isZero();
  }

  private static void isWhole(Received frame, int from, int to) {
    FrameView view = new FrameView();
    byte[] bytes = frame.bytes();
    FrameOutcome outcome =
        view.wrap(
            MemorySegment.ofArray(bytes),
            0,
            bytes.length,
            frame.originalLength(),
            UdpFrames.LINKTYPE_RAW);
    assertThat(outcome).isEqualTo(FrameOutcome.CONNECTION);
    assertThat(view.sourcePort()).isEqualTo(from);
    assertThat(view.destinationPort()).isEqualTo(to);
    assertThat(Checksums.verify(view)).isEqualTo(ChecksumVerdict.GOOD);
    assertThat(frame.timeNanos() / 1_000_000)
        .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis() + 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_datagram_longer_than_what_is_kept_is_truncated_and_counted(boolean many) throws Exception {
    int port = freePort();
    UdpInput input = start(port, "127.0.0.1", 1000, many);
    send(port, new byte[1000]);
    send(port, new byte[1001]);
    send(port, new byte[5000]);
    Await.until(() -> frames.size() == 3);
    stop(input);
    assertThat(target.truncated).isEqualTo(2);
    assertThat(frames).extracting(frame -> frame.bytes().length).containsExactly(1028, 1028, 1028);
    assertThat(frames.get(0).originalLength()).isEqualTo(1028);
    assertThat(frames.get(1).originalLength()).isEqualTo(1029);
    assertThat(frames.get(2).originalLength()).isEqualTo(many ? 5028 : 1029);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void every_datagram_is_a_frame_or_a_drop_also_of_the_last_moment_before_a_stop(boolean many)
      throws Exception {
    int port = freePort();
    pausing = true;
    UdpInput input = start(port, "127.0.0.1", UdpLimits.LONGEST_PAYLOAD_BYTES, many);
    for (int i = 0; i < 3000; i++) {
      send(port, new byte[1400]);
    }
    input.close();
    paused.countDown();
    stop(input);
    assertThat(target.lost).isPositive();
    assertThat(frames.size() + target.lost).isEqualTo(3000);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void drops_are_counted_once_while_it_runs(boolean many) throws Exception {
    int port = freePort();
    pausing = true;
    UdpInput input = start(port, "127.0.0.1", UdpLimits.LONGEST_PAYLOAD_BYTES, many);
    for (int i = 0; i < 3000; i++) {
      send(port, new byte[1400]);
    }
    input.pollLosses(target);
    long first = target.lost;
    input.pollLosses(target);
    assertThat(first).isPositive();
    assertThat(target.lost).isEqualTo(first);
    pausing = false;
    paused.countDown();
    Await.until(() -> frames.size() + first == 3000);
    stop(input);
    assertThat(target.lost).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_released_port_can_be_opened_again_by_the_same_input(boolean many) throws Exception {
    int port = freePort();
    UdpInput input = input(port, "127.0.0.1", UdpLimits.LONGEST_PAYLOAD_BYTES, many);
    input.open();
    assertThatThrownBy(() -> input(port, "127.0.0.1", 100, many).open())
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.PORT_IN_USE));
    input.release();
    input.release();
    input.pollLosses(target);
    input.open();
    run(input);
    send(port, "again".getBytes(UTF_8));
    Await.until(() -> frames.size() == 1);
    stop(input);
    assertThat(frames.getFirst().payload()).isEqualTo("again");
  }

  @Test
  void a_multicast_group_is_joined_and_nothing_else_comes_in() throws Exception {
    int port = freePort();
    String loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
    UdpInput input = group("239.255.7.7", loopback, port, false);
    input.open();
    run(input);
    try (MulticastSocket sender = new MulticastSocket()) {
      sender.setNetworkInterface(NetworkInterface.getByName(loopback));
      send(sender, "127.0.0.1", port, "not for the group".getBytes(UTF_8));
      send(sender, "239.255.7.8", port, "for another one".getBytes(UTF_8));
      send(sender, "239.255.7.7", port, "group".getBytes(UTF_8));
      Await.until(() -> frames.size() == 1);
      isWhole(frames.getFirst(), sender.getLocalPort(), port);
    }
    stop(input);
    assertThat(frames.getFirst().payload()).isEqualTo("group");
  }

  @Test
  void a_group_is_refused_where_other_machines_reach_it_or_it_is_none() throws Exception {
    String loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
    refused(group("127.0.0.1", loopback, 9, false), Reason.INVALID_SOURCE);
    refused(group("x", loopback, 9, false), Reason.INVALID_SOURCE);
    refused(group("239.255.7.7", "nosuch0", 9, true), Reason.INTERFACE_NOT_FOUND);
    for (NetworkInterface other : NetworkInterface.networkInterfaces().toList()) {
      if (!other.isLoopback()) {
        refused(group("239.255.7.7", other.getName(), 9, false), Reason.INVALID_SOURCE);
      }
    }
  }

  private static void refused(UdpInput input, Reason reason) {
    assertThatThrownBy(input::open)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  private static UdpInput group(String group, String device, int port, boolean allowPublic) {
    return new UdpInput(
        new SourceSpec.Udp("", port, Encoding.PACKETS, group, device),
        new UdpLimits(BUFFER_BYTES, UdpLimits.LONGEST_PAYLOAD_BYTES, allowPublic, true),
        Clock.systemUTC());
  }

  private UdpInput start(int port, String address, int maxBytes, boolean many) {
    UdpInput input = input(port, address, maxBytes, many);
    input.open();
    run(input);
    return input;
  }

  private static UdpInput input(int port, String address, int maxBytes, boolean many) {
    return new UdpInput(
        SourceSpec.Udp.port(address, port, Encoding.PACKETS),
        new UdpLimits(BUFFER_BYTES, maxBytes, false, many),
        Clock.systemUTC());
  }

  /** As a live source does. */
  private void run(UdpInput input) {
    Runnable work =
        () -> {
          input.run(target);
          input.pollLosses(target);
          input.release();
        };
    threads.add(Thread.ofPlatform().start(work));
  }

  private void stop(UdpInput input) throws InterruptedException {
    input.close();
    for (Thread thread : threads) {
      assertThat(thread.join(java.time.Duration.ofSeconds(10))).isTrue();
    }
  }

  private static boolean hasIpv6() {
    try (DatagramSocket probe = new DatagramSocket(0, InetAddress.ofLiteral("::1"))) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      return socket.getLocalPort();
    }
  }

  private static void send(int port, byte[] payload) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      send(socket, "127.0.0.1", port, payload);
    }
  }

  private static void send(DatagramSocket socket, String address, int port, byte[] payload)
      throws IOException {
    socket.send(new DatagramPacket(payload, payload.length, InetAddress.ofLiteral(address), port));
  }

  private record Received(byte[] bytes, int originalLength, long timeNanos) {
    String payload() {
      int header = bytes[0] >> 4 == 4 ? UdpFrames.IPV4_BYTES : UdpFrames.IPV6_BYTES;
      return new String(bytes, header, bytes.length - header, UTF_8);
    }
  }

  private final class Target implements FrameTarget {
    private volatile long lost;
    private volatile long truncated;

    @Override
    public void frame(byte[] frame, int length, int original, long timeNanos, int linkType) {
      if (pausing) {
        pause();
      }
      frames.add(new Received(java.util.Arrays.copyOf(frame, length), original, timeNanos));
    }

    private void pause() {
      try {
        assertThat(paused.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void own(long frames) {
      throw new AssertionError("a UDP port leaves nothing out");
    }

    @Override
    public synchronized void lost(Hop hop, long count, LossUnit unit, String description) {
      lost += count;
    }

    @Override
    public synchronized void truncated(long count) {
      truncated += count;
    }
  }
}

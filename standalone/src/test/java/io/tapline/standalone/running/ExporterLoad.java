package io.tapline.standalone.running;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An exporter that sends {@link NumberedFlows} at a steady rate, whether or not anybody listens.
 */
final class ExporterLoad implements AutoCloseable {
  private static final int FLOWS_PER_DATAGRAM = 30;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final DatagramSocket socket;
  private final InetSocketAddress target;
  private final long bootMillis = System.currentTimeMillis() - 60_000;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** Flows sent before a time of {@link System#nanoTime}. */
  private final ConcurrentSkipListMap<Long, Integer> sentBefore = new ConcurrentSkipListMap<>();

  private volatile int sent;
  private volatile boolean stopped;

  private ExporterLoad(int port) throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Sends to this port of the loopback from now on. */
  static ExporterLoad start(int port) throws IOException {
    ExporterLoad load = new ExporterLoad(port);
    Thread.ofPlatform().daemon().name("exporter").start(load::run);
    return load;
  }

  /** Flows sent until now: their numbers are below. */
  int sent() {
    return sent;
  }

  /** Flows that had been sent this long ago. */
  int sentUntil(Duration ago) {
    var entry = sentBefore.floorEntry(System.nanoTime() - ago.toNanos());
    return entry == null ? 0 : entry.getValue();
  }

  /** Stops the steady stream; {@link #sendDatagrams} still sends. */
  void pause() {
    stopped = true;
    ended.join();
  }

  /** Sends some more, after {@link #pause}. */
  void sendDatagrams(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      send();
    }
  }

  @Override
  public void close() {
    stopped = true;
    ended.handle((_, _) -> null).join();
    socket.close();
  }

  private void run() {
    try {
      long due = System.nanoTime();
      while (!stopped) {
        send();
        due = Math.max(due + PAUSE_NANOS, System.nanoTime() - PAUSE_NANOS);
        LockSupport.parkNanos(due - System.nanoTime());
      }
      ended.complete(null);
    } catch (IOException | RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  private void send() throws IOException {
    long now = System.currentTimeMillis();
    int first = sent;
    byte[] bytes = NumberedFlows.datagram(first, FLOWS_PER_DATAGRAM, (int) (now - bootMillis), now);
    sentBefore.put(System.nanoTime(), first);
    socket.send(new DatagramPacket(bytes, bytes.length, target));
    sent = first + FLOWS_PER_DATAGRAM;
  }
}

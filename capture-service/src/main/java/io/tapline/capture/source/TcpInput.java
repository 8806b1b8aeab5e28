package io.tapline.capture.source;

import io.tapline.capture.CaptureCounters;
import io.tapline.capture.Hop;
import io.tapline.capture.Reason;
import io.tapline.capture.TcpOutcome;
import io.tapline.rpc.Refusal;
import io.tapline.wire.flow.LossUnit;
import io.tapline.wire.frame.LinkTypes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import jdk.net.ExtendedSocketOptions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the byte stream of a server; each read is a frame of its own. A connection that cannot be
 * made, breaks or is ended by the server is counted and made again after a wait, for ever: none of
 * these ends the input.
 *
 * <p>While nothing is connected, nothing is lost here, since TCP has the server keep what it could
 * not send; what a broken connection took along is a loss of unknown size.
 */
final class TcpInput implements Input {
  /** Bytes of one frame at most: what AIT's form of files holds of one. */
  static final int MAX_FRAME_BYTES = 65_535;

  private static final Logger LOG = Logger.getLogger(TcpInput.class);

  /** How long a read waits before it looks whether the input was closed. */
  private static final int POLL_MILLIS = 200;

  /** Once closed, how long what had arrived before may take to be read. */
  private static final long DRAIN_SECONDS = 2;

  /** A server that is gone without a word is noticed after about two minutes. */
  private static final int KEEP_ALIVE_IDLE_SECONDS = 60;

  private static final int KEEP_ALIVE_INTERVAL_SECONDS = 10;
  private static final int KEEP_ALIVE_PROBES = 6;

  /** A name (RFC 1123) or an address, of IPv6 with its zone; empty for loopback. */
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]{0,253}");

  private final SourceSpec.Tcp spec;
  private final TcpLimits limits;
  private final Clock clock;
  private final RandomGenerator random;
  private final CaptureCounters counters;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final byte[] bytes = new byte[MAX_FRAME_BYTES];
  private volatile @Nullable Socket socket;
  private volatile TcpStatus status = TcpStatus.BEFORE_THE_FIRST;
  private long frames;

  /**
   * @param random for the waits between connections
   */
  TcpInput(
      SourceSpec.Tcp spec,
      TcpLimits limits,
      Clock clock,
      RandomGenerator random,
      CaptureCounters counters) {
    this.spec = spec;
    this.limits = limits;
    this.clock = clock;
    this.random = random;
    this.counters = counters;
  }

  /** There is nothing to get hold of: the server may come later. */
  @Override
  public void open() {
    if (!HOST.matcher(spec.host()).matches()) {
      throw Refusal.ofField(
          Reason.INVALID_SOURCE,
          "source.tcp.host",
          "'" + spec.host() + "' is neither an IP address nor the name of a host.");
    }
  }

  @Override
  public void run(FrameTarget target) {
    int fruitless = 0;
    while (!isClosed()) {
      long before = frames;
      connect(target);
      fruitless = frames > before ? 0 : fruitless + 1;
      pause(limits.waitMillis(fruitless, random.nextDouble()));
    }
  }

  /** From one attempt to connect to the end of what it led to. */
  private void connect(FrameTarget target) {
    Socket opened = new Socket();
    socket = opened;
    try {
      if (connected(opened)) {
        read(opened, target);
      }
    } finally {
      socket = null;
      close(opened);
    }
  }

  private boolean connected(Socket opened) {
    if (isClosed()) { // before the socket could be seen by close()
      return false;
    }
    try {
      keepAlive(opened);
      opened.connect(new InetSocketAddress(address(), spec.port()), limits.connectTimeoutMillis());
      opened.setSoTimeout(POLL_MILLIS);
    } catch (UnknownHostException e) {
      failed("The host " + spec.host() + " is not known.");
      return false;
    } catch (IOException e) {
      failed("Connecting to " + spec.server() + " failed: " + e.getMessage() + ".");
      return false;
    }
    status = status.nowConnected();
    counters.tcp(TcpOutcome.CONNECTED);
    return true;
  }

  private static void keepAlive(Socket opened) throws IOException {
    opened.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    if (opened.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      opened.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_IDLE_SECONDS);
      opened.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_ALIVE_INTERVAL_SECONDS);
      opened.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_ALIVE_PROBES);
    }
  }

  private void failed(String why) {
    if (!isClosed()) {
      status = status.nowFailed(why);
      counters.tcp(TcpOutcome.FAILED);
    }
  }

  private void read(Socket from, FrameTarget target) {
    try {
      InputStream stream = from.getInputStream();
      while (!isClosed()) {
        int length = next(stream);
        if (length < 0) {
          status = status.nowEnded();
          counters.tcp(TcpOutcome.ENDED_BY_PEER);
          return;
        }
        pass(length, target);
      }
      drain(stream, target);
      status = status.nowClosed();
    } catch (IOException e) {
      broken(e, target);
    }
  }

  private void broken(IOException e, FrameTarget target) {
    if (isClosed()) { // by close(), just when the connection was made
      status = status.nowClosed();
      return;
    }
    String why = "The connection to " + spec.server() + " broke: " + e.getMessage() + ".";
    target.lost(
        Hop.KERNEL, 0, LossUnit.UNKNOWN, why + " What had arrived and was not read is lost.");
    status = status.nowBroken(why);
    counters.tcp(TcpOutcome.BROKEN);
  }

  /** Reads what had arrived when the input was closed, no longer than a server may keep sending. */
  private void drain(InputStream stream, FrameTarget target) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    while (stream.available() > 0 && System.nanoTime() < deadline) {
      pass(next(stream), target);
    }
  }

  /** Bytes read; 0 when none came for a while, -1 at the end of the stream. */
  private int next(InputStream stream) throws IOException {
    try {
      return stream.read(bytes);
    } catch (SocketTimeoutException e) {
      return 0;
    }
  }

  private void pass(int length, FrameTarget target) {
    if (length > 0) {
      frames++;
      target.frame(bytes, length, length, EpochNanos.now(clock), LinkTypes.USER0);
    }
  }

  private InetAddress address() throws UnknownHostException {
    return spec.host().isEmpty()
        ? InetAddress.getByAddress(new byte[] {127, 0, 0, 1})
        : InetAddress.getByName(spec.host());
  }

  private void pause(long millis) {
    try {
      boolean _ = closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Nothing is dropped unseen. */
  @Override
  public void pollLosses(FrameTarget target) {}

  @Override
  public Optional<TcpStatus> tcp() {
    return Optional.of(status);
  }

  /** An attempt to connect is given up; a connection is read to what has arrived. */
  @Override
  public void close() {
    closed.countDown();
    Socket open = socket;
    if (open != null && !status.connected()) {
      close(open);
    }
  }

  @Override
  public void release() {
    Socket open = socket;
    if (open != null) {
      close(open);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("A socket was not closed cleanly.", e);
    }
  }
}

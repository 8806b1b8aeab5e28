package io.tapline.capture.source;

import io.tapline.capture.Hop;
import io.tapline.capture.Reason;
import io.tapline.capture.batch.CapturedFrames;
import io.tapline.rpc.Refusal;
import io.tapline.wire.flow.LossUnit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Receives datagrams on one port; each becomes a raw IP frame. */
class UdpInput implements Input {
  private static final Logger LOG = Logger.getLogger(UdpInput.class);

  /**
   * After a few datagrams came, the next ones are given this time to gather: each wake-up of the
   * thread costs as much as many datagrams. The receive buffer holds what comes meanwhile.
   */
  private static final long GATHER_NANOS = 1_000_000;

  /** Once closed, how long what had arrived before may take to be received. */
  private static final long DRAIN_SECONDS = 2;

  /** The kernel lets a buffer hold twice what it is said to grant, for its own bookkeeping. */
  private static final long BUFFER_FACTOR = 2;

  private final SourceSpec.Udp spec;
  private final UdpLimits limits;
  private final Clock clock;
  private volatile @Nullable UdpSocket socket;
  private volatile boolean closed;

  UdpInput(SourceSpec.Udp spec, UdpLimits limits, Clock clock) {
    this.spec = spec;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public void open() {
    UdpSocket opened = spec.group().isEmpty() ? unicast() : multicast();
    reportSmallBuffer(opened.bufferBytes());
    socket = opened;
  }

  private UdpSocket unicast() {
    InetAddress address = address();
    if (!limits.allowPublic() && !UdpAddresses.local(address)) {
      throw Refusal.ofField(
          Reason.INVALID_SOURCE,
          "source.udp.address",
          spec.address()
              + " can be reached from other networks; set tapline.capture.allow-public-udp=true to"
              + " allow that.");
    }
    return bind(new InetSocketAddress(address, spec.port()));
  }

  /** Bound to the group, so that nothing else comes in. */
  private UdpSocket multicast() {
    MulticastGroup group = MulticastGroup.of(spec);
    if (!limits.allowPublic() && !group.loopback()) {
      throw Refusal.ofField(
          Reason.INVALID_SOURCE,
          "source.udp.multicast_group",
          "A group on "
              + spec.groupInterface()
              + " can be sent to from other machines; set tapline.capture.allow-public-udp=true to"
              + " allow that.");
    }
    InetSocketAddress address = new InetSocketAddress(group.address(), spec.port());
    try {
      return ChannelUdpSocket.join(address, group.device(), limits, clock);
    } catch (BindException e) {
      throw refused(address, e);
    } catch (IOException | UnsupportedOperationException e) {
      throw new Refusal(
          Reason.INVALID_SOURCE,
          "The group %s cannot be joined on %s: %s."
              .formatted(spec.group(), spec.groupInterface(), e.getMessage()),
          e);
    }
  }

  @Override
  public void run(FrameTarget target) {
    UdpSocket open = socket;
    if (open == null) {
      return;
    }
    open.hurry();
    try {
      while (!closed) {
        gather(pass(open, open.receive(true), target), open.capacity());
      }
      drain(open, target);
    } catch (IOException e) {
      throw new UncheckedIOException("The port " + spec.port() + " cannot be read: " + e, e);
    }
  }

  private static void gather(int received, int capacity) {
    if (received > 0 && received < capacity / 2) {
      LockSupport.parkNanos(GATHER_NANOS);
    }
  }

  /** Receives what lay in the buffer when the input was closed: no more than it can have held. */
  private static void drain(UdpSocket open, FrameTarget target) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    long left = BUFFER_FACTOR * open.bufferBytes();
    CapturedFrames frames;
    do {
      frames = open.receive(false);
      left -= frames.totalBytes();
    } while (pass(open, frames, target) > 0 && left > 0 && System.nanoTime() < deadline);
  }

  private static int pass(UdpSocket from, CapturedFrames frames, FrameTarget target) {
    if (frames.count() > 0) {
      target.frames(frames);
    }
    if (from.truncated() > 0) {
      target.truncated(from.truncated());
    }
    return frames.count();
  }

  @Override
  public void pollLosses(FrameTarget target) {
    UdpSocket open = socket;
    long lost = open == null ? 0 : open.droppedSinceLastTime();
    if (lost > 0) {
      target.lost(Hop.KERNEL, lost, LossUnit.DATAGRAMS, "The socket's receive buffer was full.");
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public void release() {
    UdpSocket open = socket;
    socket = null;
    if (open != null) {
      open.close();
    }
  }

  private InetAddress address() {
    try {
      return spec.address().isEmpty()
          ? InetAddress.getByAddress(new byte[] {127, 0, 0, 1})
          : InetAddress.ofLiteral(spec.address());
    } catch (UnknownHostException | IllegalArgumentException e) {
      throw Refusal.ofField(
          Reason.INVALID_SOURCE,
          "source.udp.address",
          "'" + spec.address() + "' is not an IP address.");
    }
  }

  private UdpSocket bind(InetSocketAddress address) {
    try {
      return limits.receiveMany() && Libc.known()
          ? NativeUdpSocket.open(address, limits, clock)
          : ChannelUdpSocket.open(address, limits, clock);
    } catch (BindException e) {
      throw refused(address, e);
    } catch (IOException e) {
      throw new Refusal(
          Reason.INVALID_SOURCE, "A UDP socket cannot be opened: " + e.getMessage(), e);
    }
  }

  /** The kernel grants less without a word. */
  private void reportSmallBuffer(int granted) {
    if (granted < limits.bufferBytes()) {
      LOG.warnf(
          "UDP port %s has a receive buffer of %s bytes instead of %s, so bursts are lost"
              + " sooner: run `sysctl -w net.core.rmem_max=%3$s` and add the source again, or give"
              + " the sensor CAP_NET_ADMIN.",
          spec.port(), granted, limits.bufferBytes());
    }
  }

  private static Refusal refused(InetSocketAddress address, BindException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("in use")) {
      return new Refusal(
          Reason.PORT_IN_USE,
          "UDP port "
              + address.getPort()
              + " is in use by another program; `ss -lunp sport = :"
              + address.getPort()
              + "` tells which.",
          e);
    }
    if (message.contains("ermission")) {
      return new Refusal(
          Reason.CAPTURE_NOT_PERMITTED,
          "Binding UDP port " + address.getPort() + " needs CAP_NET_BIND_SERVICE or root.",
          e);
    }
    return new Refusal(
        Reason.INVALID_SOURCE,
        "UDP " + address.getAddress().getHostAddress() + " cannot be bound: " + message + ".",
        e);
  }
}

package io.tapline.capture.source;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.capture.batch.Hop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Receives datagrams on one port; each becomes a raw IP frame. */
final class UdpInput implements Input {
  private static final System.Logger LOG = System.getLogger(UdpInput.class.getName());
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final SourceSpec.Udp spec;
  private final int bufferBytes;
  private final boolean allowPublic;
  private final Clock clock;
  private final UdpDrops drops;
  private volatile @Nullable DatagramChannel channel;
  private volatile boolean closed;

  UdpInput(SourceSpec.Udp spec, int bufferBytes, boolean allowPublic, Clock clock) {
    this.spec = spec;
    this.bufferBytes = bufferBytes;
    this.allowPublic = allowPublic;
    this.clock = clock;
    this.drops = new UdpDrops(spec.port());
  }

  @Override
  public void open() {
    InetAddress address = address();
    if (!allowPublic && !UdpAddresses.local(address)) {
      throw CaptureException.invalid(
          Reason.INVALID_SOURCE,
          "source.udp.address",
          spec.address()
              + " can be reached from other networks; set tapline.capture.allow-public-udp=true to"
              + " allow that.");
    }
    channel = bind(new InetSocketAddress(address, spec.port()));
  }

  @Override
  public void run(FrameTarget target) {
    DatagramChannel open = channel;
    if (open == null || closed) {
      close();
      return;
    }
    byte[] buffer = new byte[UdpFrames.PAYLOAD_OFFSET + 65_536];
    try {
      InetSocketAddress local = (InetSocketAddress) open.getLocalAddress();
      while (true) {
        receive(open, local, buffer, target);
      }
    } catch (ClosedChannelException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("The port " + spec.port() + " cannot be read: " + e, e);
    }
  }

  @Override
  public void pollLosses(FrameTarget target) {
    long lost = drops.sinceLastTime();
    if (lost > 0) {
      target.lost(Hop.KERNEL, lost, "The socket's buffer was full (drops of /proc/net/udp).");
    }
  }

  @Override
  public void close() {
    closed = true;
    DatagramChannel open = channel;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException("The port " + spec.port() + " cannot be closed.", e);
      }
    }
  }

  private void receive(
      DatagramChannel open, InetSocketAddress local, byte[] buffer, FrameTarget target)
      throws IOException {
    ByteBuffer payload = ByteBuffer.wrap(buffer).position(UdpFrames.PAYLOAD_OFFSET);
    InetSocketAddress from = (InetSocketAddress) open.receive(payload);
    Instant now = clock.instant();
    int length = payload.position() - UdpFrames.PAYLOAD_OFFSET;
    int offset = UdpFrames.wrap(buffer, length, from, local);
    int frameLength = UdpFrames.PAYLOAD_OFFSET + length - offset;
    System.arraycopy(buffer, offset, buffer, 0, frameLength);
    target.frame(
        buffer,
        frameLength,
        frameLength,
        now.getEpochSecond() * NANOS_PER_SECOND + now.getNano(),
        UdpFrames.LINKTYPE_RAW);
  }

  private InetAddress address() {
    try {
      return spec.address().isEmpty()
          ? InetAddress.getByAddress(new byte[] {127, 0, 0, 1})
          : InetAddress.ofLiteral(spec.address());
    } catch (UnknownHostException | IllegalArgumentException e) {
      throw CaptureException.invalid(
          Reason.INVALID_SOURCE,
          "source.udp.address",
          "'" + spec.address() + "' is not an IP address.");
    }
  }

  private DatagramChannel bind(InetSocketAddress address) {
    try {
      DatagramChannel opened =
          DatagramChannel.open(
              address.getAddress().getAddress().length == 4
                  ? StandardProtocolFamily.INET
                  : StandardProtocolFamily.INET6);
      return bind(opened, address);
    } catch (IOException e) {
      throw new CaptureException(
          Reason.INVALID_SOURCE, "A UDP socket cannot be opened: " + e.getMessage(), e);
    }
  }

  private DatagramChannel bind(DatagramChannel opened, InetSocketAddress address)
      throws IOException {
    try {
      opened.setOption(StandardSocketOptions.SO_RCVBUF, bufferBytes);
      tellOfSmallBuffer(opened.getOption(StandardSocketOptions.SO_RCVBUF));
      return opened.bind(address);
    } catch (BindException e) {
      opened.close();
      throw refused(address, e);
    }
  }

  /** The kernel grants less without a word. */
  private void tellOfSmallBuffer(int grantedBytes) {
    if (grantedBytes < bufferBytes) {
      LOG.log(
          Level.INFO,
          "UDP port {0} has a buffer of {1} bytes instead of {2}: bursts are lost sooner; raise"
              + " net.core.rmem_max.",
          String.valueOf(spec.port()),
          grantedBytes,
          bufferBytes);
    }
  }

  private static CaptureException refused(InetSocketAddress address, BindException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("in use")) {
      return new CaptureException(
          Reason.PORT_IN_USE,
          "UDP port "
              + address.getPort()
              + " is in use by another program; `ss -lunp sport = :"
              + address.getPort()
              + "` tells which.",
          e);
    }
    if (message.contains("ermission")) {
      return new CaptureException(
          Reason.CAPTURE_NOT_PERMITTED,
          "Binding UDP port " + address.getPort() + " needs CAP_NET_BIND_SERVICE or root.",
          e);
    }
    return new CaptureException(
        Reason.INVALID_SOURCE,
        "UDP " + address.getAddress().getHostAddress() + " cannot be bound: " + message + ".",
        e);
  }
}

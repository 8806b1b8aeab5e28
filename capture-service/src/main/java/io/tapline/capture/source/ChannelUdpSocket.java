package io.tapline.capture.source;

import io.tapline.capture.batch.CapturedFrames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Clock;

/**
 * A socket of the JDK: one call for each datagram, whose time is that of the call. Works on every
 * system.
 */
final class ChannelUdpSocket implements UdpSocket {
  private static final int CAPACITY = 16;

  private final DatagramChannel channel;
  private final Selector selector;
  private final Clock clock;
  private final boolean four;
  private final int maxBytes;
  private final int slotBytes;
  private final UdpFrames wrapper;
  private final UdpDrops drops;
  private final ByteBuffer buffer;
  private final MemorySegment slots;
  private final CapturedFrames frames;
  private int truncated;

  private ChannelUdpSocket(
      DatagramChannel channel, InetSocketAddress address, UdpLimits limits, Clock clock)
      throws IOException {
    this.channel = channel;
    this.clock = clock;
    this.four = address.getAddress().getAddress().length == 4;
    this.maxBytes = limits.maxDatagramBytes();
    this.slotBytes = UdpFrames.HEADROOM_BYTES + maxBytes + 1;
    this.wrapper = new UdpFrames(address.getAddress(), address.getPort());
    this.buffer = ByteBuffer.allocateDirect(CAPACITY * slotBytes);
    this.slots = MemorySegment.ofBuffer(buffer);
    this.frames = new CapturedFrames(slots, UdpFrames.LINKTYPE_RAW, CAPACITY);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, limits.bufferBytes());
    channel.bind(address);
    channel.configureBlocking(false);
    this.selector = Selector.open();
    channel.register(selector, SelectionKey.OP_READ);
    this.drops = new UdpDrops(address.getPort());
  }

  /**
   * Opens and binds a socket.
   *
   * @throws java.net.BindException when the address cannot be bound
   */
  static ChannelUdpSocket open(InetSocketAddress address, UdpLimits limits, Clock clock)
      throws IOException {
    DatagramChannel channel =
        DatagramChannel.open(
            address.getAddress().getAddress().length == 4
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6);
    try {
      return new ChannelUdpSocket(channel, address, limits, clock);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Opens a socket that receives what is sent to a multicast group.
   *
   * @param address of the group, with the port
   * @param device on which the group is joined
   * @throws java.net.BindException when the address cannot be bound
   */
  static ChannelUdpSocket join(
      InetSocketAddress address, NetworkInterface device, UdpLimits limits, Clock clock)
      throws IOException {
    ChannelUdpSocket opened = open(address, limits, clock);
    try {
      var _ = opened.channel.join(address.getAddress(), device);
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public CapturedFrames receive(boolean wait) throws IOException {
    frames.clear();
    truncated = 0;
    if (wait) {
      selector.select(WAIT_MILLIS);
      selector.selectedKeys().clear();
    }
    boolean more = true;
    for (int i = 0; i < CAPACITY && more; i++) {
      more = receive(i * slotBytes + UdpFrames.HEADROOM_BYTES);
    }
    return frames;
  }

  /** One byte more than is kept shows that a datagram is longer; its true length is not known. */
  private boolean receive(int payloadAt) throws IOException {
    buffer.limit(payloadAt + maxBytes + 1).position(payloadAt);
    InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
    if (from == null) {
      return false;
    }
    int length = buffer.position() - payloadAt;
    int kept = Math.min(length, maxBytes);
    truncated += kept < length ? 1 : 0;
    int before = wrap(payloadAt, kept, length, from);
    frames.add(payloadAt - before, before + kept, before + length, EpochNanos.now(clock));
    return true;
  }

  private int wrap(int payloadAt, int kept, int length, InetSocketAddress from) {
    byte[] octets = from.getAddress().getAddress();
    if (four) {
      int source = ByteBuffer.wrap(octets).getInt();
      wrapper.wrap4(slots, payloadAt, kept, length, source, from.getPort());
      return UdpFrames.IPV4_BYTES;
    }
    ByteBuffer source = ByteBuffer.wrap(octets.length == 16 ? octets : UdpFrames.mapped(octets));
    wrapper.wrap6(
        slots, payloadAt, kept, length, source.getLong(0), source.getLong(8), from.getPort());
    return UdpFrames.IPV6_BYTES;
  }

  /** The JDK has no portable way to do so. */
  @Override
  public void hurry() {}

  @Override
  public int truncated() {
    return truncated;
  }

  @Override
  public int capacity() {
    return CAPACITY;
  }

  @Override
  public int bufferBytes() {
    try {
      return channel.getOption(StandardSocketOptions.SO_RCVBUF);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized long droppedSinceLastTime() {
    return channel.isOpen() ? drops.sinceLastTime() : 0;
  }

  @Override
  public synchronized void close() {
    try (channel) {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("A UDP socket cannot be closed.", e);
    }
  }
}

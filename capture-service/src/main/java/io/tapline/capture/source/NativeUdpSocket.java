package io.tapline.capture.source;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.tapline.capture.batch.CapturedFrames;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * A socket of Linux, read with recvmmsg. Times of datagrams are those at which the kernel received
 * them. Nothing is allocated for a datagram.
 *
 * <pre>
 *   headers  mmsghdr  64 bytes: name, name length, iov, iov length, control, its length, flags, length
 *   vectors  iovec    16 bytes: base, length                        points into slots
 *   names    sockaddr 32 bytes: family, port, address               of the sender
 *   controls cmsg     64 bytes: length, level, type, timespec       the time
 *   slots    room for the headers of IP and UDP, then the payload
 * </pre>
 */
final class NativeUdpSocket implements UdpSocket {
  private static final Logger LOG = Logger.getLogger(NativeUdpSocket.class);
  private static final int CAPACITY = 128;
  private static final int RECEIVING_NICE = -10;

  private static final int HEADER_BYTES = 64;
  private static final int NAME_LENGTH_AT = 8;
  private static final int VECTOR_AT = 16;
  private static final int VECTORS_AT = 24;
  private static final int CONTROL_AT = 32;
  private static final int CONTROL_LENGTH_AT = 40;
  private static final int LENGTH_AT = 56;

  private static final int VECTOR_BYTES = 16;
  private static final int NAME_BYTES = 32;
  private static final int CONTROL_BYTES = 64;
  private static final int TIME_CONTROL_BYTES = 32;
  private static final int CONTROL_TYPE_AT = 12;
  private static final int CONTROL_DATA_AT = 16;

  private static final int INET_BYTES = 16;
  private static final int INET6_BYTES = 28;
  private static final int MEMINFO_WORDS = 9;
  private static final int MEMINFO_DROPS = 8;
  private static final int CACHE_LINE_BYTES = 64;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long MICROS_PER_MILLI = 1000;

  private static final ValueLayout.OfInt BIG_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong BIG_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfShort BIG_SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /**
   * Freed some time after the socket is gone: closing a shared arena halts all threads for a
   * moment, and hundreds of sources stop at once.
   */
  private final Arena arena = Arena.ofAuto();

  private final int socket;
  private final boolean four;
  private final int maxBytes;
  private final int slotBytes;
  private final Clock clock;
  private final UdpFrames wrapper;
  private final UdpDrops fallbackDrops;
  private final MemorySegment headers = arena.allocate(CAPACITY * HEADER_BYTES, 8);
  private final MemorySegment vectors = arena.allocate(CAPACITY * VECTOR_BYTES, 8);
  private final MemorySegment names = arena.allocate(CAPACITY * NAME_BYTES, 8);
  private final MemorySegment controls = arena.allocate(CAPACITY * CONTROL_BYTES, 8);
  private final MemorySegment errorNumber = Libc.errorNumber(arena);
  private final MemorySegment slots;
  private final CapturedFrames frames;
  private final int granted;
  private int truncated;
  private long dropsSeen;
  private boolean closed;

  private NativeUdpSocket(int socket, InetSocketAddress address, UdpLimits limits, Clock clock) {
    this.socket = socket;
    this.four = address.getAddress().getAddress().length == 4;
    this.maxBytes = limits.maxDatagramBytes();
    this.clock = clock;
    this.wrapper = new UdpFrames(address.getAddress(), address.getPort());
    this.fallbackDrops = new UdpDrops(address.getPort());
    this.slotBytes = Math.ceilDiv(UdpFrames.HEADROOM_BYTES + maxBytes, CACHE_LINE_BYTES) * 64;
    this.slots = Libc.map((long) CAPACITY * slotBytes, arena);
    this.frames = new CapturedFrames(slots, UdpFrames.LINKTYPE_RAW, CAPACITY);
    this.granted = grow(socket, limits.bufferBytes());
    for (int i = 0; i < CAPACITY; i++) {
      describe(i);
    }
  }

  /**
   * Opens and binds a socket.
   *
   * @throws BindException when the address cannot be bound
   */
  static NativeUdpSocket open(InetSocketAddress address, UdpLimits limits, Clock clock)
      throws IOException {
    boolean four = address.getAddress().getAddress().length == 4;
    int family = four ? Libc.AF_INET : Libc.AF_INET6;
    int socket = checked("socket", Libc.socket(family, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC));
    try {
      prepare(socket, four);
      NativeUdpSocket opened = new NativeUdpSocket(socket, address, limits, clock);
      opened.bind(address);
      return opened;
    } catch (IOException | RuntimeException | Error e) {
      int _ = Libc.close(socket);
      throw e;
    }
  }

  private static void prepare(int socket, boolean four) throws IOException {
    if (!four) {
      checked("IPV6_V6ONLY", Libc.setsockopt(socket, Libc.IPPROTO_IPV6, Libc.IPV6_V6ONLY, 0));
    }
    checked("SO_TIMESTAMPNS", Libc.setsockopt(socket, Libc.SOL_SOCKET, Libc.SO_TIMESTAMPNS, 1));
    try (Arena call = Arena.ofConfined()) {
      MemorySegment time =
          call.allocateFrom(JAVA_LONG, 0L, UdpSocket.WAIT_MILLIS * MICROS_PER_MILLI);
      checked("SO_RCVTIMEO", Libc.setsockopt(socket, Libc.SOL_SOCKET, Libc.SO_RCVTIMEO, time));
    }
  }

  private static int checked(String what, int result) throws IOException {
    if (result < 0) {
      throw new IOException(what + " failed with error " + -result);
    }
    return result;
  }

  /** With CAP_NET_ADMIN beyond the system's limit. The kernel reports twice what it grants. */
  private static int grow(int socket, int bytes) {
    if (Libc.setsockopt(socket, Libc.SOL_SOCKET, Libc.SO_RCVBUFFORCE, bytes) < 0) {
      int _ = Libc.setsockopt(socket, Libc.SOL_SOCKET, Libc.SO_RCVBUF, bytes);
    }
    try (Arena call = Arena.ofConfined()) {
      MemorySegment value = call.allocate(JAVA_INT);
      int result = Libc.getsockopt(socket, Libc.SOL_SOCKET, Libc.SO_RCVBUF, value);
      return result < 0 ? 0 : value.get(JAVA_INT, 0) / 2;
    }
  }

  private void bind(InetSocketAddress address) throws BindException {
    try (Arena call = Arena.ofConfined()) {
      int result = Libc.bind(socket, name(call, address));
      if (result < 0) {
        throw refused(-result);
      }
    }
  }

  private static MemorySegment name(Arena call, InetSocketAddress address) {
    InetAddress host = address.getAddress();
    byte[] octets = host.getAddress();
    boolean four = octets.length == 4;
    MemorySegment name = call.allocate(four ? INET_BYTES : INET6_BYTES, 8);
    name.set(ValueLayout.JAVA_SHORT, 0, (short) (four ? Libc.AF_INET : Libc.AF_INET6));
    name.set(BIG_SHORT, 2, (short) address.getPort());
    MemorySegment.copy(octets, 0, name, ValueLayout.JAVA_BYTE, four ? 4 : 8, octets.length);
    if (host instanceof Inet6Address six) {
      name.set(JAVA_INT, 24, six.getScopeId());
    }
    return name;
  }

  private static BindException refused(int error) {
    return new BindException(
        switch (error) {
          case Libc.EADDRINUSE -> "Address already in use";
          case Libc.EACCES -> "Permission denied";
          default -> "error " + error;
        });
  }

  /** Lets one header point to where the kernel is to put a datagram and what it knows of it. */
  private void describe(int i) {
    long header = (long) i * HEADER_BYTES;
    MemorySegment vector = vectors.asSlice((long) i * VECTOR_BYTES, VECTOR_BYTES);
    vector.set(ADDRESS, 0, slots.asSlice(payloadAt(i), maxBytes));
    vector.set(JAVA_LONG, 8, maxBytes);
    headers.set(ADDRESS, header, names.asSlice((long) i * NAME_BYTES, NAME_BYTES));
    headers.set(ADDRESS, header + VECTOR_AT, vector);
    headers.set(JAVA_LONG, header + VECTORS_AT, 1);
    headers.set(
        ADDRESS, header + CONTROL_AT, controls.asSlice((long) i * CONTROL_BYTES, CONTROL_BYTES));
    reset(header);
  }

  /** The kernel writes down how much of the room it used. */
  private void reset(long header) {
    headers.set(JAVA_INT, header + NAME_LENGTH_AT, NAME_BYTES);
    headers.set(JAVA_LONG, header + CONTROL_LENGTH_AT, CONTROL_BYTES);
  }

  private long payloadAt(int i) {
    return (long) i * slotBytes + UdpFrames.HEADROOM_BYTES;
  }

  @Override
  public CapturedFrames receive(boolean wait) throws IOException {
    frames.clear();
    truncated = 0;
    int flags = Libc.MSG_TRUNC | (wait ? Libc.MSG_WAITFORONE : Libc.MSG_DONTWAIT);
    int received = Libc.recvmmsg(socket, headers, CAPACITY, flags, errorNumber);
    if (received < 0 && received != -Libc.EAGAIN && received != -Libc.EINTR) {
      throw new IOException("recvmmsg failed with error " + -received);
    }
    for (int i = 0; i < received; i++) {
      take(i);
    }
    return frames;
  }

  private void take(int i) {
    long header = (long) i * HEADER_BYTES;
    long name = (long) i * NAME_BYTES;
    long payloadAt = payloadAt(i);
    int length = headers.get(JAVA_INT, header + LENGTH_AT);
    int kept = Math.min(length, maxBytes);
    int port = Short.toUnsignedInt(names.get(BIG_SHORT, name + 2));
    truncated += kept < length ? 1 : 0;
    if (four) {
      wrapper.wrap4(slots, payloadAt, kept, length, names.get(BIG_INT, name + 4), port);
    } else {
      long high = names.get(BIG_LONG, name + 8);
      wrapper.wrap6(slots, payloadAt, kept, length, high, names.get(BIG_LONG, name + 16), port);
    }
    int before = four ? UdpFrames.IPV4_BYTES : UdpFrames.IPV6_BYTES;
    frames.add(payloadAt - before, before + kept, before + length, timeNanos(i, header));
    reset(header);
  }

  private long timeNanos(int i, long header) {
    long at = (long) i * CONTROL_BYTES;
    boolean given =
        headers.get(JAVA_LONG, header + CONTROL_LENGTH_AT) >= TIME_CONTROL_BYTES
            && controls.get(JAVA_INT, at + CONTROL_TYPE_AT) == Libc.SO_TIMESTAMPNS;
    if (given) {
      return controls.get(JAVA_LONG, at + CONTROL_DATA_AT) * NANOS_PER_SECOND
          + controls.get(JAVA_LONG, at + CONTROL_DATA_AT + 8);
    }
    return EpochNanos.now(clock);
  }

  @Override
  public void hurry() {
    if (Libc.nice(RECEIVING_NICE) < 0) {
      LOG.debug("Datagrams are received at the usual priority: CAP_SYS_NICE is missing.");
    }
  }

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
    return granted;
  }

  /** The kernel counts them for each socket, in 32 bits. */
  @Override
  public synchronized long droppedSinceLastTime() {
    if (closed) {
      return 0;
    }
    try (Arena call = Arena.ofConfined()) {
      MemorySegment words = call.allocate(JAVA_INT, MEMINFO_WORDS);
      if (Libc.getsockopt(socket, Libc.SOL_SOCKET, Libc.SO_MEMINFO, words) < 0) {
        return fallbackDrops.sinceLastTime();
      }
      long now = Integer.toUnsignedLong(words.getAtIndex(JAVA_INT, MEMINFO_DROPS));
      long since = (now - dropsSeen) & 0xFFFF_FFFFL;
      dropsSeen = now;
      return since;
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      int _ = Libc.close(socket);
    }
  }
}

package io.tapline.wire.sflow;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.bytes.BigEndian;
import java.lang.foreign.MemorySegment;

/**
 * Reads words of 32 bits (XDR) one after the other. Behind the end there are only zeros, and {@link
 * #overrun} says so. Reused.
 */
final class Cursor {
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;

  MemorySegment bytes = MemorySegment.NULL;
  long at;
  private long end;
  private boolean overrun;

  /** Halves of the address that {@link #address} read; both 0 = none. */
  long high;

  long low;

  void over(MemorySegment newBytes, long from, long newEnd) {
    bytes = newBytes;
    at = from;
    end = newEnd;
    overrun = false;
  }

  long left() {
    return end - at;
  }

  boolean overrun() {
    return overrun;
  }

  /** Whether there are so many bytes; if not, nothing more is read. */
  private boolean has(long howMany) {
    if (left() >= howMany) {
      return true;
    }
    overrun = true;
    at = end;
    return false;
  }

  void skip(long howMany) {
    if (has(howMany)) {
      at += howMany;
    }
  }

  int word() {
    if (!has(4)) {
      return 0;
    }
    at += 4;
    return BigEndian.int32(bytes, at - 4);
  }

  long unsigned() {
    return word() & 0xFFFF_FFFFL;
  }

  /** An address after its type; an unknown type has none. */
  void address() {
    address(word());
  }

  void address(int type) {
    high = 0;
    low = 0;
    if (type == IPV4) {
      ipv4();
    } else if (type == IPV6) {
      ipv6();
    }
  }

  void ipv4() {
    high = 0;
    low = IpAddresses.ofIpv4OrNone(unsigned());
  }

  void ipv6() {
    high = 0;
    low = 0;
    if (has(16)) {
      high = BigEndian.int64(bytes, at);
      low = BigEndian.int64(bytes, at + 8);
      at += 16;
    }
  }
}

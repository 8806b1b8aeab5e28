package io.tapline.wire.text;

/**
 * Reads numeric addresses in place, without allocation: IPv4 as dotted quad, IPv6 as RFC 4291
 * section 2.2 allows. A struct that is filled anew by each {@link #read}.
 */
public final class AddressField {
  private static final int GROUPS = 8;
  private static final int NO_GAP = -1;
  private static final int NOT_READ = -1;
  private static final long MAPPED = 0xFFFF_0000_0000L;

  /** The address, IPv4 as IPv4-mapped IPv6; meaningless when {@link #read} said no. */
  public long high;

  public long low;

  private final int[] groups = new int[GROUPS];
  private int count;
  private int gap;

  /** Whether [from, to) is an address; then it is in {@link #high} and {@link #low}. */
  public boolean read(byte[] bytes, int from, int to) {
    for (int i = from; i < to && i < from + 5; i++) {
      if (bytes[i] == ':') {
        return version6(bytes, from, to);
      }
    }
    return version4(bytes, from, to);
  }

  private boolean version4(byte[] bytes, int from, int to) {
    long quad = quad(bytes, from, to);
    high = 0;
    low = MAPPED | quad;
    return quad >= 0;
  }

  /** Four numbers of 0 to 255 without leading zeros. */
  private static long quad(byte[] bytes, int from, int to) {
    long quad = 0;
    int dots = 0;
    int number = NOT_READ;
    for (int at = from; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        number = next(number, digit);
      } else if (bytes[at] == '.' && number >= 0 && ++dots < 4) {
        quad = quad << 8 | number;
        number = NOT_READ;
      } else {
        return NOT_READ;
      }
      if (number > 255) {
        return NOT_READ;
      }
    }
    return dots == 3 && number >= 0 ? quad << 8 | number : NOT_READ;
  }

  /** A number with one more digit, above 255 where the digits before were a zero. */
  private static int next(int number, int digit) {
    return number < 0 ? digit : number == 0 ? 256 : number * 10 + digit;
  }

  private boolean version6(byte[] bytes, int from, int to) {
    count = 0;
    gap = NO_GAP;
    int at = from;
    if (to - from >= 2 && bytes[from] == ':' && bytes[from + 1] == ':') {
      gap = 0;
      at += 2;
    }
    while (at < to) {
      at = group(bytes, at, to);
      if (at == NOT_READ) {
        return false;
      }
    }
    high = half(0);
    low = half(GROUPS / 2);
    return gap == NO_GAP ? count == GROUPS : count < GROUPS;
  }

  /** Reads a group and the separator behind it; the position of the next one. */
  private int group(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != ':' && bytes[end] != '.') {
      end++;
    }
    if (end < to && bytes[end] == '.') {
      long quad = quad(bytes, from, to);
      return quad >= 0 && add(quad >>> 16) && add(quad & 0xFFFF) ? to : NOT_READ;
    }
    long value = end - from > 4 ? NOT_READ : plainHex(bytes, from, end);
    return value >= 0 && add(value) ? separator(bytes, end, to) : NOT_READ;
  }

  private static long plainHex(byte[] bytes, int from, int to) {
    boolean prefixed = to - from > 1 && bytes[from + 1] == 'x';
    return prefixed ? NOT_READ : Numbers.hex(bytes, from, to);
  }

  private int separator(byte[] bytes, int at, int to) {
    if (at == to) {
      return to;
    }
    boolean twice = at + 1 < to && bytes[at + 1] == ':';
    if (!twice) {
      return at + 1 < to ? at + 1 : NOT_READ;
    }
    if (gap != NO_GAP) {
      return NOT_READ;
    }
    gap = count;
    return at + 2;
  }

  private boolean add(long group) {
    if (count == GROUPS) {
      return false;
    }
    groups[count++] = (int) group;
    return true;
  }

  /** Four groups from an index of the full address on, the gap filled with zeros. */
  private long half(int from) {
    long half = 0;
    for (int i = from; i < from + GROUPS / 2; i++) {
      half = half << 16 | groupAt(i);
    }
    return half;
  }

  private int groupAt(int index) {
    if (gap == NO_GAP || index < gap) {
      return groups[index];
    }
    int filled = GROUPS - count;
    return index < gap + filled ? 0 : groups[index - filled];
  }
}

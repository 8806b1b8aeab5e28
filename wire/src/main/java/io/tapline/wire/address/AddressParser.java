package io.tapline.wire.address;

/** Reads one numeric address (RFC 4291 section 2.2; decimal quads without leading zeros). */
final class AddressParser {
  private static final int GROUPS = 8;
  private static final int LONGEST_TEXT = 45;
  private static final int NO_GAP = -1;

  private final String text;
  private final int[] groups = new int[GROUPS];
  private int count;
  private int gap = NO_GAP;
  private int at;

  AddressParser(String text) {
    this.text = text;
  }

  IpAddress parse() {
    if (text.length() > LONGEST_TEXT) {
      throw refused();
    }
    if (text.indexOf(':') < 0) {
      return new IpAddress(0, IpAddresses.ofIpv4(quad()));
    }
    readGroups();
    if (count == GROUPS ? gap != NO_GAP : gap == NO_GAP) {
      throw refused();
    }
    return new IpAddress(IpAddresses.ofIpv6(half(0), half(4)), half(4));
  }

  private void readGroups() {
    if (text.startsWith("::")) {
      readGap();
    }
    while (at < text.length()) {
      readGroup();
      if (at < text.length()) {
        readSeparator();
      }
    }
  }

  private void readSeparator() {
    if (text.startsWith("::", at)) {
      readGap();
    } else if (text.charAt(at) == ':' && at + 1 < text.length()) {
      at++;
    } else {
      throw refused();
    }
  }

  private void readGap() {
    if (gap != NO_GAP) {
      throw refused();
    }
    gap = count;
    at += 2;
  }

  private void readGroup() {
    int colon = text.indexOf(':', at);
    int end = colon < 0 ? text.length() : colon;
    if (colon < 0 && text.indexOf('.', at) >= 0) {
      long quad = quad();
      add((int) (quad >>> 16));
      add((int) quad & 0xFFFF);
    } else {
      add(hex(end));
    }
  }

  private void add(int group) {
    if (count == GROUPS) {
      throw refused();
    }
    groups[count++] = group;
  }

  private int hex(int end) {
    if (end == at || end - at > 4) {
      throw refused();
    }
    int value = 0;
    for (; at < end; at++) {
      value = value << 4 | digit(16);
    }
    return value;
  }

  /** Four decimal numbers up to the end of the text. */
  private long quad() {
    long quad = 0;
    for (int i = 0; i < 4; i++) {
      int dot = i < 3 ? text.indexOf('.', at) : text.length();
      quad = quad << 8 | decimal(dot);
      at++;
    }
    return quad;
  }

  private int decimal(int end) {
    boolean leadingZero = end - at > 1 && text.charAt(at) == '0';
    if (end <= at || end - at > 3 || leadingZero) {
      throw refused();
    }
    int value = 0;
    for (; at < end; at++) {
      value = value * 10 + digit(10);
    }
    if (value > 255) {
      throw refused();
    }
    return value;
  }

  private int digit(int radix) {
    char c = text.charAt(at);
    int digit = c < 128 ? Character.digit(c, radix) : -1;
    if (digit < 0) {
      throw refused();
    }
    return digit;
  }

  /** Four groups from an index of the full address on, the gap filled with zeros. */
  private long half(int from) {
    long half = 0;
    for (int i = from; i < from + 4; i++) {
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

  private IllegalArgumentException refused() {
    return new IllegalArgumentException("'%s' is not an IP address.".formatted(text));
  }
}

package io.tapline.wire.address;

/**
 * Addresses as text: IPv4 as dotted quad, IPv6 as RFC 5952 says. An IPv4-mapped address that stands
 * in an IPv6 packet is another one than the IPv4 address: its first half is {@link
 * #MAPPED_IPV6_HIGH}, which no address has (RFC 4291 section 2.7), and its text has the prefix.
 */
public final class IpAddresses {
  /** First half of IPv4-mapped addresses (RFC 4291 section 2.5.5.2) of IPv6 packets. */
  public static final long MAPPED_IPV6_HIGH = 0xFF00_0000_0000_0000L;

  private static final String MAPPED_TEXT = "::ffff:";
  private static final long MAPPED_PREFIX = 0xFFFFL;
  private static final long IPV4_LOW = MAPPED_PREFIX << 32;
  private static final int GROUPS = 8;

  private IpAddresses() {}

  /** The second half of an IPv4 address, whose first half is 0. */
  public static long ofIpv4(long address) {
    return IPV4_LOW | address;
  }

  /** The second half of an IPv4 address; 0 for 0.0.0.0, which formats write where there is none. */
  public static long ofIpv4OrNone(long address) {
    return address == 0 ? 0 : ofIpv4(address);
  }

  /** Whether the address is IPv4 (IPv4-mapped). */
  public static boolean isIpv4(long high, long low) {
    return high == 0 && low >>> 32 == MAPPED_PREFIX;
  }

  /** Whether the address is an IPv4-mapped one of an IPv6 packet. */
  public static boolean isMappedIpv6(long high, long low) {
    return high == MAPPED_IPV6_HIGH && low >>> 32 == MAPPED_PREFIX;
  }

  /** The first half, as used here, of what stands in an IPv6 header. */
  public static long ofIpv6(long high, long low) {
    return isIpv4(high, low) ? MAPPED_IPV6_HIGH : high;
  }

  /** The first half as it stands in an IPv6 header. */
  public static long onTheWire(long high, long low) {
    return isMappedIpv6(high, low) ? 0 : high;
  }

  /** IPv4 as dotted quad, all others as RFC 5952. */
  public static String format(long high, long low) {
    StringBuilder text = new StringBuilder(39);
    append(text, high, low);
    return text.toString();
  }

  /** Appends what {@link #format} returns. */
  public static void append(StringBuilder text, long high, long low) {
    if (isIpv4(high, low)) {
      appendIpv4(text, (int) low);
    } else if (isMappedIpv6(high, low)) {
      appendIpv4(text.append(MAPPED_TEXT), (int) low);
    } else {
      appendIpv6(text, high, low);
    }
  }

  private static void appendIpv4(StringBuilder text, int address) {
    text.append(address >>> 24)
        .append('.')
        .append(address >>> 16 & 0xFF)
        .append('.')
        .append(address >>> 8 & 0xFF)
        .append('.')
        .append(address & 0xFF);
  }

  private static void appendIpv6(StringBuilder text, long high, long low) {
    int run = longestZeroRun(high, low);
    int runStart = run >>> 8;
    int runEnd = runStart + (run & 0xFF);
    for (int i = 0; i < GROUPS; i++) {
      if (i == runStart && runEnd > runStart) {
        text.append("::");
        i = runEnd - 1;
        continue;
      }
      if (i > 0 && i != runEnd) {
        text.append(':');
      }
      text.append(Integer.toHexString(group(high, low, i)));
    }
  }

  /** Start times 256 plus length of the first longest run of two or more zero groups; else 0. */
  private static int longestZeroRun(long high, long low) {
    int best = 0;
    int length = 0;
    for (int i = 0; i < GROUPS; i++) {
      length = group(high, low, i) == 0 ? length + 1 : 0;
      if (length >= 2 && length > (best & 0xFF)) {
        best = (i - length + 1) << 8 | length;
      }
    }
    return best;
  }

  private static int group(long high, long low, int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> (48 - 16 * (index & 3))) & 0xFFFF;
  }

  /**
   * Reads a numeric address: dotted quad, or IPv6 with or without an embedded dotted quad.
   *
   * @throws IllegalArgumentException with a sentence if the text is neither
   */
  public static IpAddress parse(String text) {
    return new AddressParser(text).parse();
  }
}

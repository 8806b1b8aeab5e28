package io.tapline.wire.address;

/**
 * The addresses that agree in their first bits. The text of an IPv4 prefix counts its length from
 * the dotted quad (10.0.0.0/8 has 104 bits here).
 *
 * @param high first half of the first address
 * @param low second half of the first address
 * @param lengthBits 0 to 128
 */
public record IpPrefix(long high, long low, int lengthBits) {
  private static final int BITS = 128;
  private static final int IPV4_BITS = 32;

  /** Bits behind the prefix are set to zero. */
  public IpPrefix {
    if (lengthBits < 0 || lengthBits > BITS) {
      throw new IllegalArgumentException("A prefix has 0 to 128 bits, not " + lengthBits + ".");
    }
    high &= highMask(lengthBits);
    low &= lowMask(lengthBits);
  }

  /**
   * Reads {@code address/length}; an address alone is the prefix of that address only.
   *
   * @throws IllegalArgumentException with a sentence if the text is neither
   */
  public static IpPrefix parse(String text) {
    int slash = text.indexOf('/');
    IpAddress address = IpAddresses.parse(slash < 0 ? text : text.substring(0, slash));
    boolean ipv4 = text.indexOf(':') < 0;
    int bits = ipv4 ? IPV4_BITS : BITS;
    int length = (slash < 0 ? bits : length(text, slash + 1, bits)) + BITS - bits;
    boolean mapped = length >= BITS - IPV4_BITS;
    long high = mapped ? address.high() : IpAddresses.onTheWire(address.high(), address.low());
    return new IpPrefix(high, address.low(), length);
  }

  private static int length(String text, int from, int most) {
    String digits = text.substring(from);
    if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > most) {
      throw new IllegalArgumentException(
          "'%s' has no prefix length from 0 to %d.".formatted(text, most));
    }
    return Integer.parseInt(digits);
  }

  private static long highMask(int length) {
    return mask(Math.min(length, Long.SIZE));
  }

  private static long lowMask(int length) {
    return mask(Math.max(0, length - Long.SIZE));
  }

  private static long mask(int length) {
    return length == 0 ? 0 : -1L << (Long.SIZE - length);
  }

  /** Whether the address begins with this prefix. */
  public boolean contains(long addressHigh, long addressLow) {
    return (addressHigh & highMask(lengthBits)) == high
        && (addressLow & lowMask(lengthBits)) == low;
  }

  /** The lowest address. */
  public IpAddress first() {
    return new IpAddress(high, low);
  }

  /** The highest address. */
  public IpAddress last() {
    return new IpAddress(high | ~highMask(lengthBits), low | ~lowMask(lengthBits));
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    boolean ipv4 = lengthBits >= BITS - IPV4_BITS && IpAddresses.isIpv4(high, low);
    int length = ipv4 ? lengthBits - (BITS - IPV4_BITS) : lengthBits;
    return IpAddresses.format(high, low) + "/" + length;
  }
}

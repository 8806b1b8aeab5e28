package io.tapline.eventstore.idea;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * An address, a prefix or a range {@code a-b} of one family; both ends belong to it.
 *
 * <p>An IPv4-mapped IPv6 address is an IPv4 address. Host bits of a prefix are ignored.
 *
 * @param text as given
 */
public record AddressRange(InetAddress low, InetAddress high, String text) {
  private static final Pattern DOTTED_QUAD = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern LONGEST_ZEROS = Pattern.compile("(?:(?<=:)|^)0(?::0)+(?=:|$)");

  /**
   * Reads one of the three forms without asking any name service.
   *
   * @throws IllegalArgumentException with the reason, when it is none of them
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    int dash = text.indexOf('-');
    if (slash >= 0) {
      return prefix(text, slash);
    }
    if (dash >= 0) {
      return range(text, dash);
    }
    InetAddress address = address(text);
    return new AddressRange(address, address, text);
  }

  private static AddressRange prefix(String text, int slash) {
    InetAddress address = address(text.substring(0, slash));
    int bits = address.getAddress().length * 8;
    int length = prefixLength(text.substring(slash + 1), bits);
    byte[] low = address.getAddress();
    byte[] high = address.getAddress();
    for (int bit = length; bit < bits; bit++) {
      low[bit / 8] &= (byte) ~(0x80 >> bit % 8);
      high[bit / 8] |= (byte) (0x80 >> bit % 8);
    }
    return new AddressRange(ofBytes(low), ofBytes(high), text);
  }

  private static int prefixLength(String digits, int bits) {
    if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > bits) {
      throw new IllegalArgumentException("has a prefix length that is not between 0 and " + bits);
    }
    return Integer.parseInt(digits);
  }

  private static AddressRange range(String text, int dash) {
    InetAddress low = address(text.substring(0, dash));
    InetAddress high = address(text.substring(dash + 1));
    if (low.getClass() != high.getClass()) {
      throw new IllegalArgumentException("mixes IPv4 and IPv6");
    }
    if (Arrays.compareUnsigned(low.getAddress(), high.getAddress()) > 0) {
      throw new IllegalArgumentException("ends before it begins");
    }
    return new AddressRange(low, high, text);
  }

  private static InetAddress address(String text) {
    boolean v6 = text.indexOf(':') >= 0;
    if (v6 ? text.startsWith("[") || text.contains("%") : !DOTTED_QUAD.matcher(text).matches()) {
      throw new IllegalArgumentException("is not an IP address, prefix or range");
    }
    try {
      return v6 ? Inet6Address.ofLiteral(text) : Inet4Address.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not an IP address, prefix or range", e);
    }
  }

  private static InetAddress ofBytes(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("four or sixteen bytes are an address", e);
    }
  }

  public boolean isIpv4() {
    return low instanceof Inet4Address;
  }

  /** Whether all of the other one is in this one; ranges of two families never are. */
  public boolean contains(AddressRange other) {
    return isIpv4() == other.isIpv4()
        && Arrays.compareUnsigned(low.getAddress(), other.low.getAddress()) <= 0
        && Arrays.compareUnsigned(other.high.getAddress(), high.getAddress()) <= 0;
  }

  /** The same range in one spelling: RFC 5952 text, {@code low} or {@code low-high}. */
  public String canonical() {
    return low.equals(high) ? shortText(low) : shortText(low) + "-" + shortText(high);
  }

  private static String shortText(InetAddress address) {
    String longText = address.getHostAddress();
    if (address instanceof Inet4Address) {
      return longText;
    }
    int[] longest =
        LONGEST_ZEROS
            .matcher(longText)
            .results()
            .map(run -> new int[] {run.start(), run.end()})
            .reduce(new int[2], (a, b) -> b[1] - b[0] > a[1] - a[0] ? b : a);
    return longest[1] == 0 ? longText : withoutZeros(longText, longest[0], longest[1]);
  }

  private static String withoutZeros(String text, int from, int to) {
    String before = from == 0 ? ":" : text.substring(0, from);
    String after = to == text.length() ? ":" : text.substring(to);
    return before + after;
  }
}

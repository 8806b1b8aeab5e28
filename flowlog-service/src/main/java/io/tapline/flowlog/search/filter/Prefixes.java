package io.tapline.flowlog.search.filter;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.address.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a field cut to their first bits: {@code client/24} to /24 of IPv4 and /64 of
 * IPv6, {@code client/24/48} to /48 of IPv6.
 *
 * @param field of addresses
 * @param ipv4Bits 0 to 32
 * @param ipv6Bits 0 to 128
 */
public record Prefixes(Field field, int ipv4Bits, int ipv6Bits) implements KeyColumn {
  private static final int MAX_IPV4_BITS = 32;
  private static final int MAX_IPV6_BITS = 128;

  /** Bits of an IPv4-mapped address before those of IPv4. */
  private static final int MAPPED_BITS = MAX_IPV6_BITS - MAX_IPV4_BITS;

  private static final String STANDARD_IPV6_BITS = "64";
  private static final Pattern TEXT = Pattern.compile("([a-z_]+)/([0-9]{1,3})(?:/([0-9]{1,3}))?");

  /** Half of all IPv4 addresses: those of {@link IpAddresses#ofIpv4}. */
  private static final String IPV4_LOW =
      " BETWEEN %d AND %d".formatted(IpAddresses.ofIpv4(0), IpAddresses.ofIpv4(0xFFFF_FFFFL));

  /** Empty for what is no name of a field of addresses with lengths that there are. */
  public static Optional<Prefixes> of(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Field.of(parts.group(1))
            .filter(field -> field.kind() == Field.Kind.ADDRESS)
            .map(field -> of(field, parts.group(2), parts.group(3)))
            .filter(Prefixes::isPossible)
        : Optional.empty();
  }

  private static Prefixes of(Field field, String ipv4, @Nullable String ipv6) {
    return new Prefixes(
        field, Integer.parseInt(ipv4), Integer.parseInt(ipv6 == null ? STANDARD_IPV6_BITS : ipv6));
  }

  private boolean isPossible() {
    return ipv4Bits <= MAX_IPV4_BITS && ipv6Bits <= MAX_IPV6_BITS;
  }

  /** The halves of a prefix's first address. */
  @Override
  public List<String> columns() {
    String high = field.columns().getFirst();
    String low = field.columns().getLast();
    String isIpv4 = "(" + high + " = 0 AND " + low + IPV4_LOW + ")";
    return List.of(
        "(CASE WHEN " + isIpv4 + " THEN 0 ELSE " + ipv6High(high, low) + " END)",
        "(CASE WHEN %s THEN %s ELSE %s END)"
            .formatted(
                isIpv4,
                cut(low, MAPPED_BITS + ipv4Bits - Long.SIZE),
                cut(low, ipv6Bits - Long.SIZE)));
  }

  /** IPv4-mapped addresses of IPv6 are stored apart, but are in the prefixes of the wire. */
  private String ipv6High(String high, String low) {
    return ipv6Bits >= MAPPED_BITS
        ? high
        : "CASE WHEN %s = %s AND %s THEN 0 ELSE %s END"
            .formatted(
                high, number(IpAddresses.MAPPED_IPV6_HIGH), low + IPV4_LOW, cut(high, ipv6Bits));
  }

  private static String cut(String half, int bits) {
    int kept = Math.clamp(bits, 0, Long.SIZE);
    return "(" + half + " & " + number(kept == 0 ? 0 : -1L << (Long.SIZE - kept)) + ")";
  }

  /** The least number would be one of 128 bits if it were written as one. */
  private static String number(long number) {
    return "'" + number + "'::BIGINT";
  }

  /** The prefix as filters write it. */
  public String text(long high, long low) {
    int bits = IpAddresses.isIpv4(high, low) ? MAPPED_BITS + ipv4Bits : ipv6Bits;
    return new IpPrefix(high, low, bits).toString();
  }
}

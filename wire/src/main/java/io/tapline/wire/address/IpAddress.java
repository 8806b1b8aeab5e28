package io.tapline.wire.address;

/**
 * An address as big-endian halves of 128 bits; IPv4 is IPv4-mapped (high 0, low
 * 0x0000FFFFaabbccdd). IPv4-mapped addresses of IPv6 are as {@link IpAddresses} says.
 */
public record IpAddress(long high, long low) {

  /** As {@link IpAddresses#format}. */
  @Override
  public String toString() {
    return IpAddresses.format(high, low);
  }
}

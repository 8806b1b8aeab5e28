package io.tapline.wire.flowtools;

/** Dotted IPv4 addresses. */
final class Ipv4Text {
  private Ipv4Text() {}

  /** The text of an address, unsigned 32 bits. */
  static String of(long address) {
    return ((address >> 24) & 0xFF)
        + "."
        + ((address >> 16) & 0xFF)
        + "."
        + ((address >> 8) & 0xFF)
        + "."
        + (address & 0xFF);
  }
}

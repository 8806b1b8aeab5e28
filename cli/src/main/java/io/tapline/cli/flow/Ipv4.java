package io.tapline.cli.flow;

/** IPv4 addresses, unsigned 32 bits, as people and flow-tools write them. */
final class Ipv4 {
  private Ipv4() {}

  static String text(long address) {
    return octet(address, 24)
        + "."
        + octet(address, 16)
        + "."
        + octet(address, 8)
        + "."
        + octet(address, 0);
  }

  /**
   * A prefix as flow-print writes it: octets of 0 at the end are left out, bits behind the mask are
   * not, and a mask of more than 32 bits is one of 0.
   */
  static String prefix(long address, long maskBits) {
    String network = text(address).replaceAll("(\\.0)+$", "");
    return network + "/" + (maskBits > 32 ? 0 : maskBits);
  }

  /**
   * The address in such a text.
   *
   * @throws IllegalArgumentException if there is none
   */
  static long parse(String text) {
    String[] octets = text.split("\\.", -1);
    if (octets.length != 4) {
      throw new IllegalArgumentException("'%s' is no IPv4 address.".formatted(text));
    }
    long address = 0;
    for (String octet : octets) {
      if (!octet.matches("\\d{1,3}") || Integer.parseInt(octet) > 255) {
        throw new IllegalArgumentException("'%s' is no IPv4 address.".formatted(text));
      }
      address = (address << 8) | Integer.parseInt(octet);
    }
    return address;
  }

  private static long octet(long address, int shift) {
    return (address >> shift) & 0xFF;
  }
}

package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * DNS over UDP on other ports than its own, by a message that is right in all its parts: one
 * question of a usual type in the class of the Internet, and in a query nothing else but what
 * extends it (RFC 1035, section 4.1; RFC 6891).
 */
final class StrayDnsIdentifier implements ProtocolIdentifier {
  private static final int HEADER_LENGTH = 12;
  private static final int RESPONSE = 0x8000;

  /** Opcode and the bit that must be zero. */
  private static final int NEVER_SET = 0x7840;

  private static final int MOST_RECORDS = 32;
  private static final int INTERNET = 1;

  @Override
  public @Nullable Identification identify(Payload payload) {
    int flags = payload.u16(2);
    boolean plausible =
        flags >= 0
            && (flags & NEVER_SET) == 0
            && payload.u16(4) == 1
            && ((flags & RESPONSE) == 0 ? isQuery(payload) : isAnswer(payload));
    if (!plausible) {
      return null;
    }
    int end = DnsNames.endOf(payload, HEADER_LENGTH);
    boolean asked =
        end > HEADER_LENGTH && isUsual(payload.u16(end + 1)) && payload.u16(end + 3) == INTERNET;
    return asked
        ? Identification.unnamed(DnsIdentifier.SERVICE)
            .named(DnsNames.first(payload, HEADER_LENGTH))
        : null;
  }

  private static boolean isQuery(Payload payload) {
    return payload.u32(6) == 0 && payload.u16(10) <= 2;
  }

  private static boolean isAnswer(Payload payload) {
    return payload.u16(6) <= MOST_RECORDS
        && payload.u16(8) <= MOST_RECORDS
        && payload.u16(10) <= MOST_RECORDS;
  }

  /** A, NS, CNAME, SOA, PTR, MX, TXT, AAAA, SRV, NAPTR, DS, RRSIG, DNSKEY, SVCB, HTTPS, ANY. */
  private static boolean isUsual(int type) {
    return switch (type) {
      case 1, 2, 5, 6, 12, 15, 16, 28, 33, 35, 43, 46, 48, 64, 65, 255 -> true;
      default -> false;
    };
  }
}

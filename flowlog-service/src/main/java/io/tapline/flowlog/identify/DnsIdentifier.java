package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * DNS on port 53 over UDP and TCP (RFC 1035, section 4), and its kin on the link: mDNS (RFC 6762)
 * and LLMNR (RFC 4795); host is the first question's name, or the first answer's where there is no
 * question.
 */
final class DnsIdentifier implements ProtocolIdentifier {
  static final String SERVICE = "dns";
  static final String MULTICAST = "mdns";
  static final String LINK_LOCAL = "llmnr";

  private static final int PORT = 53;
  private static final int MULTICAST_PORT = 5353;
  private static final int LINK_LOCAL_PORT = 5355;
  private static final int HEADER_LENGTH = 12;
  private static final int PREFIX_LENGTH = 2;
  private static final int MAX_OPCODE = 6;
  private static final int MOST_RECORDS = 256;

  @Override
  public @Nullable Identification identify(Payload payload) {
    String service = serviceOf(payload);
    if (service.isEmpty()) {
      return null;
    }
    if (payload.isTcp() && payload.wireLength() == PREFIX_LENGTH) {
      return Identification.unnamed(service);
    }
    return message(service, payload, payload.isTcp() ? PREFIX_LENGTH : 0);
  }

  /** Also over TCP where the message's length came in a segment of its own. */
  @Override
  public Identification complete(Identification known, Payload payload) {
    int prefix = payload.isTcp() ? PREFIX_LENGTH : 0;
    Identification again = message(known.service(), payload, prefix);
    boolean unprefixed = payload.isTcp() && payload.u16(0) + PREFIX_LENGTH > payload.wireLength();
    if (unprefixed || again == null) {
      again = message(known.service(), payload, 0);
    }
    return again == null ? known : again;
  }

  private static String serviceOf(Payload payload) {
    if (payload.onPort(PORT)) {
      return SERVICE;
    }
    if (payload.onPort(MULTICAST_PORT) && !payload.isTcp()) {
      return MULTICAST;
    }
    return payload.onPort(LINK_LOCAL_PORT) ? LINK_LOCAL : "";
  }

  private static @Nullable Identification message(String service, Payload payload, int from) {
    if (payload.length() < from + HEADER_LENGTH) {
      return null;
    }
    int opcode = payload.u8(from + 2) >> 3 & 15;
    int questions = payload.u16(from + 4);
    int answers = payload.u16(from + 6);
    boolean several = service.equals(MULTICAST);
    boolean plausible =
        several ? questions <= MOST_RECORDS && answers <= MOST_RECORDS : questions <= 1;
    if (opcode > MAX_OPCODE || !plausible) {
      return null;
    }
    boolean named = questions > 0 || (several && answers > 0);
    Identification unnamed = Identification.unnamed(service);
    return named ? unnamed.named(DnsNames.first(payload, from + HEADER_LENGTH)) : unnamed;
  }
}

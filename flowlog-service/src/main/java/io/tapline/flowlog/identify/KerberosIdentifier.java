package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * Kerberos 5 by what goes to and comes from the key distribution centre: AS-REQ, AS-REP, TGS-REQ,
 * TGS-REP and KRB-ERROR, each with its tag, the protocol's version 5 and the message type again
 * (RFC 4120, section 5.4.1). Over TCP the length of four bytes before it (section 7.2.2) has to
 * agree.
 */
final class KerberosIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("kerberos");
  private static final int PREFIX_LENGTH = 4;
  private static final int AS_REQ = 0x6a;
  private static final int AS_REP = 0x6b;
  private static final int TGS_REQ = 0x6c;
  private static final int TGS_REP = 0x6d;
  private static final int ERROR = 0x7e;
  private static final int TYPE_MASK = 0x1f;
  private static final int FIELD_0 = 0xa0;

  /** Behind a field's tag: an integer of one byte. */
  private static final long SMALL_INTEGER = 0x03020100L;

  private static final int VERSION = 5;

  @Override
  public boolean mayBegin(int first) {
    return first == 0 || isMessage(first);
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    int from = payload.isTcp() ? PREFIX_LENGTH : 0;
    int tag = payload.u8(from);
    if (!isMessage(tag)) {
      return false;
    }
    int end = Ber.end(payload, from);
    long expected = payload.isTcp() ? payload.u32(0) + PREFIX_LENGTH : payload.wireLength();
    int sequence = Ber.content(payload, from);
    return end == expected
        && payload.u8(sequence) == Ber.SEQUENCE
        && isBegin(payload, Ber.content(payload, sequence), tag);
  }

  /** Requests count their fields from 1, all others from 0. */
  private static boolean isBegin(Payload payload, int at, int tag) {
    int field = tag == AS_REQ || tag == TGS_REQ ? FIELD_0 + 1 : FIELD_0;
    return payload.u8(at) == field
        && payload.u32(at + 1) == SMALL_INTEGER + VERSION
        && payload.u8(at + 5) == field + 1
        && payload.u32(at + 6) == SMALL_INTEGER + (tag & TYPE_MASK);
  }

  private static boolean isMessage(int tag) {
    return switch (tag) {
      case AS_REQ, AS_REP, TGS_REQ, TGS_REP, ERROR -> true;
      default -> false;
    };
  }
}

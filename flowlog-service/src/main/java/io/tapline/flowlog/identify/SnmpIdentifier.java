package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * SNMP over UDP by a sequence that fills the datagram: version 1 or 2 with a community and one of
 * its operations, or version 3 with the sequence of its header (RFC 1157, section 4; RFC 3416,
 * section 3; RFC 3412, section 6).
 */
final class SnmpIdentifier implements ProtocolIdentifier {
  private static final Identification SNMP = Identification.ofService("snmp");
  private static final Identification TRAP = Identification.ofService("snmptrap");
  private static final int TRAP_PORT = 162;

  /** An integer of one byte, before that byte. */
  private static final int SMALL_INTEGER = 0x0201;

  private static final int VERSION_2 = 1;
  private static final int VERSION_3 = 3;
  private static final int FIRST_OPERATION = 0xa0;
  private static final int LAST_OPERATION = 0xa8;

  @Override
  public boolean mayBegin(int first) {
    return first == Ber.SEQUENCE;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? payload.onPort(TRAP_PORT) ? TRAP : SNMP : null;
  }

  private static boolean matches(Payload payload) {
    if (payload.isTcp() || payload.u8(0) != Ber.SEQUENCE) {
      return false;
    }
    int at = Ber.content(payload, 0);
    return Ber.end(payload, 0) == payload.wireLength()
        && payload.u16(at) == SMALL_INTEGER
        && isMessage(payload, payload.u8(at + 2), at + 3);
  }

  private static boolean isMessage(Payload payload, int version, int at) {
    if (version == VERSION_3) {
      return payload.u8(at) == Ber.SEQUENCE
          && payload.u8(Ber.content(payload, at)) == Ber.INTEGER
          && payload.u8(Ber.end(payload, at)) == Ber.OCTET_STRING;
    }
    int operation = Ber.end(payload, at);
    int tag = payload.u8(operation);
    return version <= VERSION_2
        && payload.u8(at) == Ber.OCTET_STRING
        && tag >= FIRST_OPERATION
        && tag <= LAST_OPERATION
        && Ber.end(payload, operation) == payload.wireLength();
  }
}

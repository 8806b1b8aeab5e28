package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * LDAP over TCP and without connections over UDP (RFC 4511, section 4; RFC 1798): a sequence, a
 * message's number, and an operation with its first fields: a bind of version 2 or 3, a search with
 * its scope and dereferencing, an extended request with its object's number, an entry that was
 * found, or the result of one of them. A datagram has to be one message.
 */
final class LdapIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("ldap");
  private static final int BIND_REQUEST = 0x60;
  private static final int BIND_RESPONSE = 0x61;
  private static final int SEARCH_REQUEST = 0x63;
  private static final int SEARCH_ENTRY = 0x64;
  private static final int SEARCH_DONE = 0x65;
  private static final int EXTENDED_REQUEST = 0x77;
  private static final int EXTENDED_RESPONSE = 0x78;
  private static final int REQUEST_NAME = 0x80;
  private static final int MAX_NUMBER_LENGTH = 4;

  /** An enumerated value or an integer of one byte, before that byte. */
  private static final int SMALL_ENUMERATED = 0x0a01;

  private static final int SMALL_INTEGER = 0x0201;

  @Override
  public boolean mayBegin(int first) {
    return first == Ber.SEQUENCE;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    if (payload.u8(0) != Ber.SEQUENCE) {
      return false;
    }
    int end = Ber.end(payload, 0);
    int number = Ber.content(payload, 0);
    int numberLength = Ber.length(payload, number);
    int operation = Ber.end(payload, number);
    int operationEnd = Ber.end(payload, operation);
    return payload.u8(number) == Ber.INTEGER
        && numberLength >= 1
        && numberLength <= MAX_NUMBER_LENGTH
        && operationEnd > 0
        && operationEnd <= end
        && (payload.isTcp() || end == payload.wireLength())
        && isOperation(payload, payload.u8(operation), Ber.content(payload, operation));
  }

  private static boolean isOperation(Payload payload, int operation, int at) {
    return switch (operation) {
      case BIND_REQUEST -> isBind(payload, at);
      case SEARCH_REQUEST ->
          payload.u8(at) == Ber.OCTET_STRING && isScope(payload, Ber.end(payload, at));
      case SEARCH_ENTRY ->
          payload.u8(at) == Ber.OCTET_STRING && payload.u8(Ber.end(payload, at)) == Ber.SEQUENCE;
      case EXTENDED_REQUEST ->
          payload.u8(at) == REQUEST_NAME
              && Ascii.isDigit(payload.u8(at + 2))
              && payload.u8(at + 3) == '.';
      case BIND_RESPONSE, SEARCH_DONE, EXTENDED_RESPONSE ->
          payload.u16(at) == SMALL_ENUMERATED && payload.u8(at + 3) == Ber.OCTET_STRING;
      default -> false;
    };
  }

  private static boolean isBind(Payload payload, int at) {
    int version = payload.u8(at + 2);
    return payload.u16(at) == SMALL_INTEGER
        && (version == 2 || version == 3)
        && payload.u8(at + 3) == Ber.OCTET_STRING;
  }

  /** Scope and dereferencing, both enumerated, and the size limit, an integer. */
  private static boolean isScope(Payload payload, int at) {
    return payload.u16(at) == SMALL_ENUMERATED
        && payload.u8(at + 2) <= 3
        && payload.u16(at + 3) == SMALL_ENUMERATED
        && payload.u8(at + 5) <= 3
        && payload.u8(at + 6) == Ber.INTEGER;
  }
}

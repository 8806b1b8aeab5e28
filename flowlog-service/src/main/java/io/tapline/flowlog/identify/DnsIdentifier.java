package io.tapline.flowlog.identify;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** DNS on port 53 over UDP and TCP (RFC 1035, section 4); host is the first question's name. */
final class DnsIdentifier implements ProtocolIdentifier {
  static final String SERVICE = "dns";

  private static final Identification UNNAMED = Identification.unnamed(SERVICE);
  private static final int PORT = 53;
  private static final int HEADER_LENGTH = 12;
  private static final int MAX_OPCODE = 6;
  private static final int MAX_LABEL_LENGTH = 63;

  @Override
  public @Nullable Identification identify(Payload payload) {
    int header = payload.isTcp() ? 2 : 0;
    if (!payload.onPort(PORT) || payload.length() < header + HEADER_LENGTH) {
      return null;
    }
    int opcode = payload.u8(header + 2) >> 3 & 15;
    int questions = payload.u16(header + 4);
    if (opcode > MAX_OPCODE || questions > 1) {
      return null;
    }
    return questions == 0 ? UNNAMED : UNNAMED.named(name(payload, header + HEADER_LENGTH));
  }

  @Override
  public Identification complete(Identification known, Payload payload) {
    Identification again = identify(payload);
    return again == null ? known : again;
  }

  /** Labels until the root; a pointer cannot stand in the first name of a message. */
  private static String name(Payload payload, int from) {
    int end = endOf(payload, from);
    if (end <= from) {
      return "";
    }
    byte[] name = new byte[end - from - 1];
    int dot = payload.u8(from) + 1;
    for (int i = 1; i < end - from; i++) {
      int letter = payload.u8(from + i);
      if (i == dot) {
        dot += letter + 1;
        name[i - 1] = '.';
      } else if (HostNames.isLetter(letter)) {
        name[i - 1] = (byte) Payload.lower(letter);
      } else {
        return "";
      }
    }
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  /** Index of the root label, or -1. */
  private static int endOf(Payload payload, int from) {
    int at = from;
    while (at - from <= HostNames.MAX_LENGTH + 1) {
      int length = payload.u8(at);
      if (length <= 0 || length > MAX_LABEL_LENGTH) {
        return length == 0 ? at : -1;
      }
      at += 1 + length;
    }
    return -1;
  }
}

package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * RTSP by its first line: a method and at the line's end the version, or the version and a status
 * (RFC 2326, sections 6.1 and 7.1; RFC 7826, section 20.2.2).
 */
final class RtspIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("rtsp");
  private static final byte[][] RESPONSES = Ascii.allBytes("RTSP/1.0 ", "RTSP/2.0 ");
  private static final byte[][] VERSIONS = Ascii.allBytes(" RTSP/1.0\r\n", " RTSP/2.0\r\n");
  private static final byte[][] METHODS =
      Ascii.allBytes(
          "OPTIONS ",
          "DESCRIBE ",
          "SETUP ",
          "PLAY ",
          "PAUSE ",
          "TEARDOWN ",
          "ANNOUNCE ",
          "RECORD ",
          "REDIRECT ",
          "GET_PARAMETER ",
          "SET_PARAMETER ",
          "PLAY_NOTIFY ");

  @Override
  public boolean mayBegin(int first) {
    return first == 'R' || Ascii.anyStartsWith(METHODS, first);
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    if (Ascii.startsWithAny(payload, RESPONSES)) {
      return Ascii.areDigits(payload, RESPONSES[0].length, 3);
    }
    return Ascii.startsWithAny(payload, METHODS) && endsInVersion(payload);
  }

  private static boolean endsInVersion(Payload payload) {
    int line = 0;
    while (payload.u8(line) >= ' ') {
      line++;
    }
    int version = line + 2 - VERSIONS[0].length;
    return payload.hasAt(version, VERSIONS[0]) || payload.hasAt(version, VERSIONS[1]);
  }
}

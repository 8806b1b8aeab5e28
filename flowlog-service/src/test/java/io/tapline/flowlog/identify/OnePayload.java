package io.tapline.flowlog.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import io.tapline.flowlog.assemble.Frames.End;
import java.util.Arrays;
import java.util.HexFormat;

/** What a connection is called after one payload, with all identifiers in their order. */
final class OnePayload {
  static final String NOTHING = "nothing";

  /** A port that no service has. */
  static final int ANY_PORT = 40_404;

  private static final int CLIENT_PORT = 50_000;

  private OnePayload() {}

  static String overTcp(byte[] payload) {
    return overTcp(ANY_PORT, payload);
  }

  static String overTcp(int port, byte[] payload) {
    return service(Frames.tcp(new End(1, CLIENT_PORT), new End(2, port), 0x18, payload));
  }

  static String overUdp(byte[] payload) {
    return overUdp(ANY_PORT, payload);
  }

  static String overUdp(int port, byte[] payload) {
    return service(Frames.udp(new End(1, CLIENT_PORT), new End(2, port), payload));
  }

  private static String service(byte[] frame) {
    PayloadIdentifier identifier = new PayloadIdentifier();
    Identification found = identifier.identify(Frames.view(frame), true, false, null, 0);
    return found == null ? NOTHING : found.service();
  }

  /** No beginning of the payload has a name. */
  static void assertNoPartIsNamed(byte[] payload) {
    for (int length = 1; length < payload.length; length++) {
      byte[] part = cut(payload, length);
      assertThat(overUdp(part)).as("%d bytes over UDP", length).isEqualTo(NOTHING);
      assertThat(overTcp(part)).as("%d bytes over TCP", length).isEqualTo(NOTHING);
    }
  }

  static byte[] cut(byte[] payload, int length) {
    return Arrays.copyOf(payload, length);
  }

  /** The payload with one byte changed. */
  static byte[] with(byte[] payload, int at, int value) {
    byte[] changed = payload.clone();
    changed[at] = (byte) value;
    return changed;
  }

  /** Blanks between digits are for readers. */
  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static byte[] joined(byte[]... parts) {
    return Initials.joined(parts);
  }
}

package io.tapline.flowlog.identify;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Protocols whose messages begin with bytes that no other one has: rsync (its technical notes),
 * Gnutella (0.4 and 0.6), NATS (client protocol), Steam (server queries, in-home streaming), PPTP
 * with its magic number (RFC 2637, section 1.4), H.248 in text (ITU-T H.248.1, annex B), Monero
 * (levin).
 */
final class BeginningIdentifier implements ProtocolIdentifier {
  private final byte[][] beginnings;
  private final Identification[] found;

  /** Bytes and the service that they are of, in turn; each char of a text is a byte. */
  private BeginningIdentifier(String... table) {
    int count = table.length / 2;
    beginnings = new byte[count][];
    found = new Identification[count];
    for (int i = 0; i < count; i++) {
      beginnings[i] = table[2 * i].getBytes(StandardCharsets.ISO_8859_1);
      found[i] = Identification.ofService(table[2 * i + 1]);
    }
  }

  static BeginningIdentifier overTcp() {
    return new BeginningIdentifier(
        "@RSYNCD: ",
        "rsync",
        "GNUTELLA CONNECT/0.",
        "gnutella",
        "GNUTELLA/0.",
        "gnutella",
        "INFO {\"server_id\":",
        "nats",
        "CONNECT {\"verbose\":",
        "nats",
        "\0\u009c\0\1\u001a+<M",
        "pptp",
        "\1!\1\1\1\1\1\1",
        "monero");
  }

  static BeginningIdentifier overUdp() {
    return new BeginningIdentifier(
        "\u00ff\u00ff\u00ff\u00ffTSource Engine Query\0",
        "steam",
        "\u00ff\u00ff\u00ff\u00ff!L_\u00a0",
        "steam",
        "MEGACO/1 [",
        "megaco",
        "MEGACO/1 <",
        "megaco",
        "!/1 [",
        "megaco",
        "!/1 <",
        "megaco");
  }

  @Override
  public boolean mayBegin(int first) {
    for (byte[] beginning : beginnings) {
      if ((beginning[0] & 0xff) == first) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    for (int i = 0; i < beginnings.length; i++) {
      if (payload.startsWith(beginnings[i])) {
        return found[i];
      }
    }
    return null;
  }
}

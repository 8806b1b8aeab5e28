package io.tapline.report.detect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** UUIDs that follow from a name: version 5 of RFC 9562, section 5.5. */
final class NameId {
  /** Our name space; never to be changed, or known events would be inserted again. */
  private static final UUID NAMESPACE = UUID.fromString("6f1c1d0a-54c5-5b0e-9a2f-7a1f8b3c2d4e");

  private NameId() {}

  static UUID of(String name) {
    ByteBuffer hash = ByteBuffer.wrap(sha1(name));
    long high = (hash.getLong() & ~0xF000L) | 0x5000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static byte[] sha1(String name) {
    MessageDigest digest = digest();
    digest.update(
        ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .flip());
    return digest.digest(name.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}

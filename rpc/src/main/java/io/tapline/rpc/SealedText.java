package io.tapline.rpc;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Bytes as opaque text that callers give back as they got it.
 *
 * <pre>
 * version 1 byte | content | CRC-32C of all before, 4 bytes
 * </pre>
 *
 * in base64url without padding. The checksum finds what was cut or altered on its way; it is no
 * signature, so whoever reads the content must expect any bytes.
 */
public final class SealedText {
  private static final int VERSION_BYTES = 1;

  private SealedText() {}

  /**
   * @param version of the content's form
   */
  public static String write(byte version, byte[] content) {
    ByteBuffer bytes = ByteBuffer.allocate(VERSION_BYTES + content.length + Integer.BYTES);
    bytes.put(version).put(content);
    bytes.putInt(checksum(bytes.array(), bytes.position()));
    return text(bytes.array());
  }

  /** The content; empty for text that is cut, altered, of another version or of something else. */
  public static Optional<ByteBuffer> read(byte version, String text) {
    byte[] bytes = bytes(text);
    int end = bytes.length - Integer.BYTES;
    boolean sound =
        end >= VERSION_BYTES
            && bytes[0] == version
            && ByteBuffer.wrap(bytes).getInt(end) == checksum(bytes, end);
    return sound
        ? Optional.of(ByteBuffer.wrap(bytes, VERSION_BYTES, end - VERSION_BYTES))
        : Optional.empty();
  }

  /** One text has one meaning: bits that base64 leaves over must not differ either. */
  private static byte[] bytes(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return text(bytes).equals(text) ? bytes : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}

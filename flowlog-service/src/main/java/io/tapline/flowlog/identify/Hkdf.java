package io.tapline.flowlog.identify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Key derivation with HMAC-SHA-256 (RFC 5869) for outputs of one block at most. Looking a Mac up
 * takes longer than its use, so there is one for all calls. Not thread-safe.
 */
final class Hkdf {
  static final int HASH_LENGTH = 32;

  private static final String HMAC = "HmacSHA256";

  private @Nullable Mac mac;

  /** The pseudorandom key of a salt and the secret input. */
  byte[] extract(byte[] salt, byte[] input) throws GeneralSecurityException {
    return hmac(salt, input);
  }

  /** The first bytes that a secret gives for an {@link #info}. */
  byte[] expand(byte[] secret, byte[] info, int length) throws GeneralSecurityException {
    byte[] block = hmac(secret, info);
    return length == HASH_LENGTH ? block : Arrays.copyOf(block, length);
  }

  /**
   * What HKDF-Expand-Label of TLS 1.3 (RFC 8446, section 7.1) expands with no context, and the
   * number of the first block.
   */
  static byte[] info(String label, int length) {
    byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer info = ByteBuffer.allocate(2 + 1 + name.length + 1 + 1);
    info.putShort((short) length).put((byte) name.length).put(name).put((byte) 0).put((byte) 1);
    return info.array();
  }

  private byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
    if (mac == null) {
      mac = Mac.getInstance(HMAC);
    }
    mac.init(new SecretKeySpec(key, HMAC));
    return mac.doFinal(message);
  }
}

package io.tapline.flowlog.identify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of a client's Initial packets, which everybody can derive from its first destination
 * connection id (RFC 9001, section 5).
 *
 * @param key of AES-128-GCM
 * @param iv 12 bytes
 * @param headerProtection key of AES-128-ECB
 */
record QuicKeys(SecretKeySpec key, byte[] iv, SecretKeySpec headerProtection) {
  private static final String HMAC = "HmacSHA256";
  private static final int HASH_LENGTH = 32;
  private static final int KEY_LENGTH = 16;
  private static final int IV_LENGTH = 12;

  static QuicKeys ofClient(QuicVersion version, byte[] connectionId)
      throws GeneralSecurityException {
    byte[] initial = hmac(version.salt(), connectionId);
    byte[] client = expand(initial, "client in", HASH_LENGTH);
    String label = version.label;
    return new QuicKeys(
        new SecretKeySpec(expand(client, label + " key", KEY_LENGTH), "AES"),
        expand(client, label + " iv", IV_LENGTH),
        new SecretKeySpec(expand(client, label + " hp", KEY_LENGTH), "AES"));
  }

  /** HKDF-Expand-Label of TLS 1.3 (RFC 8446, section 7.1) with no context, one block at most. */
  static byte[] expand(byte[] secret, String label, int length) throws GeneralSecurityException {
    byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer info = ByteBuffer.allocate(2 + 1 + name.length + 1 + 1);
    info.putShort((short) length).put((byte) name.length).put(name).put((byte) 0).put((byte) 1);
    return Arrays.copyOf(hmac(secret, info.array()), length);
  }

  static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(HMAC);
    mac.init(new SecretKeySpec(key, HMAC));
    return mac.doFinal(message);
  }
}

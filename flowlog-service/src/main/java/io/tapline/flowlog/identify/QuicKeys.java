package io.tapline.flowlog.identify;

import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a client's Initial packets (RFC 9001, section 5). Each is derived when it is asked
 * for first: most packets that were made with other keys show that in their header. Not
 * thread-safe.
 */
final class QuicKeys {
  static final int KEY_LENGTH = 16;
  static final int IV_LENGTH = 12;

  private static final String AES = "AES";

  private final Hkdf hkdf;
  private final QuicSecrets.Labels labels;
  private final byte[] secret;
  private @Nullable SecretKeySpec headerProtection;
  private @Nullable SecretKeySpec key;
  private byte @Nullable [] iv;

  /**
   * @param secret of the client, 32 bytes
   */
  QuicKeys(Hkdf hkdf, QuicSecrets.Labels labels, byte[] secret) {
    this.hkdf = hkdf;
    this.labels = labels;
    this.secret = secret;
  }

  /** Of AES-128-ECB. */
  SecretKeySpec headerProtection() throws GeneralSecurityException {
    if (headerProtection == null) {
      headerProtection = aes(labels.headerProtection());
    }
    return headerProtection;
  }

  /** Of AES-128-GCM. */
  SecretKeySpec key() throws GeneralSecurityException {
    if (key == null) {
      key = aes(labels.key());
    }
    return key;
  }

  /** 12 bytes. */
  byte[] iv() throws GeneralSecurityException {
    if (iv == null) {
      iv = hkdf.expand(secret, labels.iv(), IV_LENGTH);
    }
    return iv;
  }

  private SecretKeySpec aes(byte[] info) throws GeneralSecurityException {
    return new SecretKeySpec(hkdf.expand(secret, info, KEY_LENGTH), AES);
  }
}

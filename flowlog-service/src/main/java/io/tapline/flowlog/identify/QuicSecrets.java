package io.tapline.flowlog.identify;

import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Derives the keys of clients' Initial packets (RFC 9001, section 5). What all connections of a
 * version share is made once. Not thread-safe.
 */
final class QuicSecrets {
  private static final byte[] CLIENT_INFO = Hkdf.info("client in", Hkdf.HASH_LENGTH);

  private final Hkdf hkdf = new Hkdf();
  private final Map<QuicVersion, Labels> labels = new EnumMap<>(QuicVersion.class);

  /** What a version puts into the derivation. */
  record Labels(byte[] salt, byte[] key, byte[] iv, byte[] headerProtection) {
    static Labels of(QuicVersion version) {
      return new Labels(
          version.salt(),
          Hkdf.info(version.label + " key", QuicKeys.KEY_LENGTH),
          Hkdf.info(version.label + " iv", QuicKeys.IV_LENGTH),
          Hkdf.info(version.label + " hp", QuicKeys.KEY_LENGTH));
    }
  }

  /** The keys that everybody can derive from the client's first destination connection id. */
  QuicKeys ofClient(QuicVersion version, byte[] connectionId) throws GeneralSecurityException {
    Labels known = labels.computeIfAbsent(version, Labels::of);
    byte[] initial = hkdf.extract(known.salt(), connectionId);
    return new QuicKeys(hkdf, known, hkdf.expand(initial, CLIENT_INFO, Hkdf.HASH_LENGTH));
  }
}

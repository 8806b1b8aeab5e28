package io.tapline.flowlog.identify;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Derives the keys of clients' Initial packets (RFC 9001, section 5). What all connections of a
 * version share is made once; the keys of recent connection ids are kept, because a client sends
 * its first packets again until it is answered. Not thread-safe.
 */
final class QuicSecrets {
  private static final byte[] CLIENT_INFO = Hkdf.info("client in", Hkdf.HASH_LENGTH);

  /** A power of two. */
  private static final int SLOTS = 256;

  private final Hkdf hkdf = new Hkdf();
  private final Map<QuicVersion, Labels> labels = new EnumMap<>(QuicVersion.class);
  private final @Nullable Recent[] recent = new Recent[SLOTS];

  /** The latest keys of a slot. */
  private record Recent(QuicVersion version, byte[] connectionId, QuicKeys keys) {
    boolean isOf(QuicVersion ofVersion, byte[] id) {
      return version == ofVersion && Arrays.equals(connectionId, id);
    }
  }

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
    int hash = Arrays.hashCode(connectionId);
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    Recent known = recent[slot];
    if (known == null || !known.isOf(version, connectionId)) {
      known = new Recent(version, connectionId, derive(version, connectionId));
      recent[slot] = known;
    }
    return known.keys();
  }

  private QuicKeys derive(QuicVersion version, byte[] connectionId)
      throws GeneralSecurityException {
    Labels known = labels.computeIfAbsent(version, Labels::of);
    byte[] initial = hkdf.extract(known.salt(), connectionId);
    return new QuicKeys(hkdf, known, hkdf.expand(initial, CLIENT_INFO, Hkdf.HASH_LENGTH));
  }
}

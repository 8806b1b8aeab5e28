package io.tapline.capture.importing;

import io.tapline.wire.fileid.FileIdentity;
import org.jspecify.annotations.Nullable;

/**
 * By what the content of an import is identified, and where it lies. Values that are not known, for
 * example while the file is being received, are empty.
 *
 * @param head SHA-256 of the first bytes of the content, decompressed ({@link ContentHash#head})
 * @param fingerprint of the content, decompressed
 * @param sentFingerprint of the bytes as they came, compressed or not
 * @param sentSha256 of the bytes as they came
 * @param storedName name in the store; empty = by the content's hash
 * @param identity of a file that is read in place; null for others
 * @param arriving whether the file is being received
 */
record Origin(
    String head,
    String fingerprint,
    String sentFingerprint,
    String sentSha256,
    String storedName,
    @Nullable FileIdentity identity,
    boolean arriving) {
  /** Nothing is known. */
  static final Origin UNKNOWN = new Origin("", "", "", "", "", null, false);

  /** Of a file that is read in place. */
  static Origin inPlace(String head, String fingerprint, FileIdentity identity) {
    return new Origin(head, fingerprint, fingerprint, "", "", identity, false);
  }

  /** Of a file of which the beginning has been received. */
  static Origin arriving(String head, String sentFingerprint, String storedName) {
    return new Origin(head, "", sentFingerprint, "", storedName, null, true);
  }

  /** Of a file that was received to its end. */
  static Origin received(
      String head, String fingerprint, String sentFingerprint, String sentSha256) {
    return new Origin(head, fingerprint, sentFingerprint, sentSha256, "", null, false);
  }

  Origin storedAs(String name) {
    return new Origin(head, fingerprint, sentFingerprint, sentSha256, name, identity, arriving);
  }

  Origin hashed(String sha256) {
    return new Origin(head, fingerprint, sentFingerprint, sha256, storedName, identity, arriving);
  }

  /** The upload broke off: what came is no whole file, so it is not one that can come again. */
  Origin brokenOff() {
    return new Origin("", "", "", "", storedName, identity, false);
  }
}

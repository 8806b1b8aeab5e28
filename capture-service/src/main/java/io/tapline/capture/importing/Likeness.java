package io.tapline.capture.importing;

import io.tapline.capture.batch.Encoding;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the imports that may be of the same content as a file, cheaply, and says whether they are.
 *
 * <p>Two contents with different fingerprints, or with different first bytes, are different. Where
 * the fingerprints are equal, or one is not known since the file is being received, the hashes of
 * the whole contents decide. They are taken only then, and not at all for a file in place that is
 * the one of the record: same device, inode, size, modification time and change time.
 */
final class Likeness {

  /** Takes the hash of a whole file; empty when nobody can. */
  interface Hash {
    String sha256() throws IOException;
  }

  private final Encoding encoding;
  private final Origin origin;
  private final Hash hash;
  private @Nullable String sha256;

  Likeness(Encoding encoding, Origin origin, Hash hash) {
    this.encoding = encoding;
    this.origin = origin;
    this.hash = hash;
  }

  /** Whether the record may be of the same content, read in the same way. */
  boolean possible(ImportRecord record) {
    return record.counts() && record.encoding().equals(encoding) && possible(record.origin());
  }

  private boolean possible(Origin other) {
    if (origin.fingerprint().isEmpty() || other.fingerprint().isEmpty()) {
      return !other.head().isEmpty() && other.head().equals(origin.head());
    }
    return other.fingerprint().equals(origin.fingerprint());
  }

  /** Whether the import is of the same content; waits for its end when it is being received. */
  boolean certain(ImportJob job) throws IOException {
    if (origin.identity() != null
        && Objects.equals(origin.identity(), job.record().origin().identity())) {
      return true;
    }
    String theirs = hashOf(job);
    return !theirs.isEmpty() && theirs.equals(sha256());
  }

  private String sha256() throws IOException {
    if (sha256 == null) {
      sha256 = hash.sha256();
    }
    return sha256;
  }

  /** The hash of an import, once it is known; empty when it never will be. */
  static String hashOf(ImportJob job) {
    try {
      return job.sha256().join();
    } catch (CompletionException e) {
      throw ImportJob.stopping(e);
    }
  }
}

package io.tapline.capture.importing;

import java.io.IOException;
import org.jboss.logging.Logger;

/** Takes the hash of a file in place while it is being delivered, and writes it down. */
final class ImportHash {
  private static final Logger LOG = Logger.getLogger(ImportHash.class);

  private final ImportJob job;
  private final ImportStore store;

  ImportHash(ImportJob job, ImportStore store) {
    this.job = job;
    this.store = store;
  }

  /** Whoever waits for the hash is answered in any case; without one the file is never known. */
  void run() {
    String sha256 = "";
    try {
      String found = ContentHash.of(store.file(job.record()));
      job.change(record -> record.hashed(found), store::save);
      sha256 = found;
    } catch (IOException | RuntimeException | Error e) {
      if (!job.result().isCancelled()) {
        LOG.warn("The hash of " + job.record().source() + " is not known.", e);
      }
    } finally {
      job.sha256().complete(sha256);
    }
  }
}

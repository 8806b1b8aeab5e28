package io.tapline.capture.importing;

import io.tapline.capture.Reason;
import io.tapline.capture.batch.Encoding;
import io.tapline.rpc.Refusal;
import io.tapline.wire.fileid.FileIdentity;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that is its own spool.
 *
 * @param path where it lies
 * @param format what it was found to be
 * @param encoding what its frames are
 * @param modifyNanos when it was changed, nanoseconds since the epoch: the time of its lines,
 *     records and messages
 * @param arrival whether it is still being received, and why its content ends too early
 * @param identity what a file that is read in place was when it was taken; null for one of the
 *     store
 */
record StoredFile(
    Path path,
    FileFormat format,
    Encoding encoding,
    long modifyNanos,
    Arrival arrival,
    @Nullable FileIdentity identity) {

  /**
   * Looks whether a file that is read in place is still what it was.
   *
   * @throws Refusal FILE_CHANGED, FILE_NOT_FOUND
   */
  void requireUnchanged() {
    if (identity != null && !identity.equals(ServerFiles.identity(path))) {
      throw new Refusal(
          Reason.FILE_CHANGED,
          path
              + " is not the file that was imported: it was changed since, or another took its"
              + " place.");
    }
  }

  /** Whether more of it may come. */
  boolean arriving() {
    return !arrival.whole();
  }

  /** Why its content ends too early although what was received is whole; else empty. */
  String torn() {
    return arrival.torn();
  }
}

package io.tapline.capture.importing;

import io.tapline.capture.batch.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * What the client wants imported.
 *
 * @param fileName name for people
 * @param source name of the source wished for; empty = from the file's name
 * @param sizeBytes bytes that will follow; 0 when not known
 * @param again import even if the same content was imported before
 * @param serverPath absolute path on the server; empty = the bytes follow
 * @param reading how to read the file
 * @param modifyNanos when the file was changed, nanoseconds since the epoch; 0 = not known
 * @param offer what the client says of the file's place and content
 */
public record ImportRequest(
    String fileName,
    String source,
    long sizeBytes,
    boolean again,
    String serverPath,
    Reading reading,
    long modifyNanos,
    Offer offer) {

  /** With this time where the client told none. */
  ImportRequest modified(long nanos) {
    return modifyNanos == 0
        ? new ImportRequest(fileName, source, sizeBytes, again, serverPath, reading, nanos, offer)
        : this;
  }

  /** With the fingerprint of the bytes that would be sent. */
  ImportRequest fingerprinted(String fingerprint) {
    return new ImportRequest(
        fileName,
        source,
        sizeBytes,
        again,
        serverPath,
        reading,
        modifyNanos,
        new Offer(offer.claim(), offer.keep(), fingerprint));
  }

  /**
   * What a client says of a file besides its bytes.
   *
   * @param claim why a path may be read that lies below no root; null = it may not
   * @param keep whether the store keeps a copy of a file that is read from a path
   * @param fingerprint of the bytes that would be sent ({@link
   *     io.tapline.wire.fileid.Fingerprint}); empty = not known
   */
  public record Offer(OwnerKey.@Nullable Claim claim, boolean keep, String fingerprint) {
    /** The bytes and nothing else. */
    public static final Offer NONE = new Offer(null, false, "");
  }

  /**
   * How to read a file.
   *
   * @param as its kind; null = to be found out by its content
   * @param firstYear year of the first line where lines have none; 0 = inferred
   * @param timeZone zone of times that name none; empty = UTC
   */
  public record Reading(Encoding.@Nullable Kind as, int firstYear, String timeZone) {
    /** All to be found out. */
    public static final Reading DETECTED = new Reading(null, 0, "");

    /** The encoding of a file that was found to be of this kind. */
    Encoding encoding(Encoding.Kind kind) {
      return new Encoding(kind, firstYear, timeZone);
    }
  }
}

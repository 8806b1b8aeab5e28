package io.tapline.capture.importing;

import io.tapline.capture.Reason;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.batch.Loss;
import io.tapline.capture.deliver.IngestTotals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one import; kept as JSON beside the file. A record of an earlier version lacks
 * what was added since: it is of a capture that was not compressed.
 *
 * @param source name in the log
 * @param fileName name as the client gave it
 * @param sha256 of the content, decompressed, lower-case hexadecimal; empty while it is not known,
 *     or for ever when the upload broke off
 * @param format what the file was found to be, for example {@code pcap} or {@code zeek-json}
 * @param encoding how it is read
 * @param compression how it came: {@code gzip}, {@code zstd}; empty = as it is
 * @param torn why its content ends too early because the compressed file was cut, or the upload
 *     broke off; else empty
 * @param sizeBytes size of the content, decompressed; 0 while it is being received
 * @param modifyNanos when the file was changed, nanoseconds since the epoch
 * @param serverPath where it lies when it is read in place, else empty
 * @param importMillis when it was taken, milliseconds since the epoch
 * @param opened whether the log was told of the source
 * @param totals what the log made of it, once finished
 * @param losses losses of the file itself
 * @param failure why the import failed, else empty
 * @param reason the failure's reason; null when there is none, or in a record of an earlier version
 * @param origin by what the content is identified, and where it lies
 */
public record ImportRecord(
    String source,
    String fileName,
    String sha256,
    String format,
    Encoding encoding,
    String compression,
    String torn,
    long sizeBytes,
    long modifyNanos,
    String serverPath,
    long importMillis,
    boolean opened,
    @Nullable IngestTotals totals,
    List<Loss> losses,
    String failure,
    @Nullable Reason reason,
    Origin origin) {

  public ImportRecord {
    encoding = encoding == null ? Encoding.PACKETS : encoding;
    compression = compression == null ? "" : compression;
    torn = torn == null ? "" : torn;
    origin = origin == null ? Origin.UNKNOWN : origin;
  }

  /** The record of a file that is about to be delivered. */
  static ImportRecord fresh(
      String source,
      ImportRequest request,
      ImportFormat format,
      Content content,
      String serverPath,
      long nowMillis) {
    return new ImportRecord(
        source,
        request.fileName(),
        content.sha256(),
        format.name(),
        request.reading().encoding(format.kind()),
        content.compression(),
        content.torn(),
        content.sizeBytes(),
        request.modifyNanos(),
        serverPath,
        nowMillis,
        false,
        null,
        List.of(),
        "",
        null,
        content.origin());
  }

  /** Whether the log is still to be told something: frames, or that a cancelled import ends. */
  boolean unfinished() {
    return totals == null && (failure.isEmpty() || cancelled());
  }

  /** Whether it was to be cancelled and had not come to its end before. */
  public boolean cancelled() {
    return reason == Reason.IMPORT_CANCELLED;
  }

  /** To be ended where it is. */
  ImportRecord nowCancelled() {
    return failed(Reason.IMPORT_CANCELLED, "The import is being cancelled.");
  }

  /** Ended before its end. */
  ImportRecord cutOff(IngestTotals result, List<Loss> found) {
    String sentence =
        "The import was cancelled; %,d frames of it are in the log as %s."
            .formatted(result.frames(), source);
    return finished(result, found).failed(Reason.IMPORT_CANCELLED, sentence);
  }

  /** Ended before the log was told of it. */
  ImportRecord neverBegun() {
    return failed(Reason.IMPORT_CANCELLED, "The import was cancelled; the log has nothing of it.");
  }

  /** Whether the same content adds nothing: what failed for its file's sake is imported anew. */
  boolean counts() {
    return failure.isEmpty() || reason == null || reason == Reason.LOG_REFUSED;
  }

  ImportRecord named(String name) {
    return with(name, opened, totals, losses, failure, reason);
  }

  ImportRecord nowOpened() {
    return with(source, true, totals, losses, failure, reason);
  }

  ImportRecord finished(IngestTotals result, List<Loss> found) {
    return with(source, opened, result, found, "", null);
  }

  ImportRecord failed(Reason why, String sentence) {
    return with(source, opened, totals, losses, sentence, why);
  }

  /** To be tried again. */
  ImportRecord retried() {
    return with(source, opened, totals, losses, "", null);
  }

  /** The hash of a file that is read in place. */
  ImportRecord hashed(String hash) {
    return with(new Content(hash, sizeBytes, compression, torn, origin.hashed(hash)));
  }

  /** By what the content is identified, where an earlier version did not say it. */
  ImportRecord identified(Origin found) {
    return with(new Content(sha256, sizeBytes, compression, torn, found));
  }

  /** The upload ended with the process that received it. */
  ImportRecord brokenOff(long storedBytes) {
    return with(
        new Content("", storedBytes, compression, Reception.ENDED_EARLY, origin.brokenOff()));
  }

  /** The whole file was received, or as much of it as came. */
  ImportRecord with(Content content) {
    return new ImportRecord(
        source,
        fileName,
        content.sha256(),
        format,
        encoding,
        content.compression(),
        content.torn(),
        content.sizeBytes(),
        modifyNanos,
        serverPath,
        importMillis,
        opened,
        totals,
        losses,
        failure,
        reason,
        content.origin());
  }

  /** The same content, with what the log says of it. */
  private ImportRecord with(
      String name,
      boolean told,
      @Nullable IngestTotals result,
      List<Loss> found,
      String refusal,
      @Nullable Reason why) {
    return new ImportRecord(
        name,
        fileName,
        sha256,
        format,
        encoding,
        compression,
        torn,
        sizeBytes,
        modifyNanos,
        serverPath,
        importMillis,
        told,
        result,
        found,
        refusal,
        why,
        origin);
  }
}

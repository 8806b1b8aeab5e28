package io.tapline.capture.importing;

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
 * @param sha256 of the content, decompressed, lower-case hexadecimal
 * @param format what the file was found to be, for example {@code pcap} or {@code zeek-json}
 * @param encoding how it is read
 * @param compression how it came: {@code gzip}, {@code zstd}; empty = as it is
 * @param torn why its content ends too early because the compressed file was cut; else empty
 * @param sizeBytes size of the content, decompressed
 * @param modifyNanos when the file was changed, nanoseconds since the epoch
 * @param serverPath where it lies when it is read in place, else empty
 * @param importMillis when it was stored, milliseconds since the epoch
 * @param opened whether the log was told of the source
 * @param totals what the log made of it, once finished
 * @param losses losses of the file itself
 * @param failure why the log refused it, else empty
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
    String failure) {

  public ImportRecord {
    encoding = encoding == null ? Encoding.PACKETS : encoding;
    compression = compression == null ? "" : compression;
    torn = torn == null ? "" : torn;
  }

  boolean unfinished() {
    return totals == null && failure.isEmpty();
  }

  ImportRecord named(String name) {
    return with(name, opened, totals, losses, failure);
  }

  ImportRecord nowOpened() {
    return with(source, true, totals, losses, failure);
  }

  ImportRecord finished(IngestTotals result, List<Loss> found) {
    return with(source, opened, result, found, "");
  }

  ImportRecord failed(String why) {
    return with(source, opened, totals, losses, why);
  }

  /** The same content, with what can change. */
  private ImportRecord with(
      String name, boolean told, @Nullable IngestTotals result, List<Loss> found, String refusal) {
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
        refusal);
  }
}

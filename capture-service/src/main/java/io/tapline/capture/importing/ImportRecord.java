package io.tapline.capture.importing;

import io.tapline.capture.batch.Loss;
import io.tapline.capture.deliver.IngestTotals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one import; kept as JSON beside the file.
 *
 * @param source name in the log
 * @param fileName name as the client gave it
 * @param sha256 of the content, lower-case hexadecimal
 * @param format {@code pcap} or {@code pcapng}
 * @param sizeBytes size of the file
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
    long sizeBytes,
    String serverPath,
    long importMillis,
    boolean opened,
    @Nullable IngestTotals totals,
    List<Loss> losses,
    String failure) {

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
        sizeBytes,
        serverPath,
        importMillis,
        told,
        result,
        found,
        refusal);
  }
}

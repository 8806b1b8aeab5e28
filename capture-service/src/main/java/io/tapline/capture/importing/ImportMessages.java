package io.tapline.capture.importing;

import io.tapline.capture.batch.Loss;
import io.tapline.capture.deliver.IngestMessages;
import io.tapline.capture.v1.ImportFileHeader;
import io.tapline.capture.v1.ImportFileResponse;
import io.tapline.capture.v1.ImportProgress;
import io.tapline.capture.v1.ImportSummary;

/** Between the messages of imports and the engine's values. */
final class ImportMessages {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private ImportMessages() {}

  static ImportRequest request(ImportFileHeader header) {
    return new ImportRequest(
        header.getFileName(),
        header.getSource(),
        header.getSizeBytes(),
        header.getAgain(),
        header.getServerPath());
  }

  static ImportFileResponse receiving(long receivedBytes) {
    return ImportFileResponse.newBuilder()
        .setProgress(ImportProgress.newBuilder().setReceivedBytes(receivedBytes))
        .build();
  }

  static ImportFileResponse delivering(ImportJob job, long receivedBytes) {
    return ImportFileResponse.newBuilder()
        .setProgress(
            ImportProgress.newBuilder()
                .setReceivedBytes(receivedBytes)
                .setReadBytes(job.readBytes())
                .setSizeBytes(job.record().sizeBytes())
                .setAcknowledgedFrames(job.acknowledgedFrames()))
        .build();
  }

  static ImportFileResponse summary(ImportRecord record, String sensor, boolean already) {
    ImportSummary.Builder summary =
        ImportSummary.newBuilder()
            .setSource(record.source())
            .setFormat(record.format())
            .setSha256(record.sha256())
            .setAlreadyImported(already)
            .setImportTime(IngestMessages.timestamp(record.importMillis() * NANOS_PER_MILLI));
    if (record.totals() != null) {
      summary.setIngest(IngestMessages.toMessage(record.totals()));
    }
    record.losses().forEach(loss -> summary.addLosses(loss(loss, sensor + "/" + record.source())));
    return ImportFileResponse.newBuilder().setSummary(summary).build();
  }

  private static io.tapline.type.v1.Loss loss(Loss loss, String source) {
    return io.tapline.type.v1.Loss.newBuilder()
        .setSource(source)
        .setHop(loss.hop().wireName())
        .setFrames(loss.frames())
        .setStartTime(IngestMessages.timestamp(loss.startNanos()))
        .setEndTime(IngestMessages.timestamp(loss.endNanos()))
        .setDescription(loss.description())
        .build();
  }
}

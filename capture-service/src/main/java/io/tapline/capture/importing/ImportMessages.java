package io.tapline.capture.importing;

import static io.tapline.rpc.grpc.Timestamps.timestamp;

import com.google.protobuf.Timestamp;
import io.tapline.capture.Reason;
import io.tapline.capture.batch.BatchMessages;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.batch.EncodingMessages;
import io.tapline.capture.batch.Loss;
import io.tapline.capture.deliver.IngestMessages;
import io.tapline.capture.names.SourceName;
import io.tapline.capture.v1.GetReadInPlaceResponse;
import io.tapline.capture.v1.HashWanted;
import io.tapline.capture.v1.Import;
import io.tapline.capture.v1.ImportFileHeader;
import io.tapline.capture.v1.ImportFileResponse;
import io.tapline.capture.v1.ImportProgress;
import io.tapline.capture.v1.ImportState;
import io.tapline.capture.v1.ImportSummary;
import io.tapline.capture.v1.ReadInPlaceProof;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import io.tapline.type.v1.EncodingKind;
import io.tapline.wire.fileid.FileIdentity;
import java.util.HexFormat;

/** Between the messages of imports and the engine's values. */
final class ImportMessages {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** What nanoseconds in a long can tell, less a year or so. */
  private static final long MAX_SECONDS = 9_200_000_000L;

  private ImportMessages() {}

  static ImportRequest request(ImportFileHeader header) {
    return new ImportRequest(
        header.getFileName(),
        header.getSource(),
        header.getSizeBytes(),
        header.getAgain(),
        header.getServerPath(),
        reading(header),
        modifyNanos(header),
        new ImportRequest.Offer(
            header.hasProof() ? claim(header.getProof()) : null,
            header.getKeep(),
            header.getFingerprint()));
  }

  private static OwnerKey.Claim claim(ReadInPlaceProof proof) {
    return new OwnerKey.Claim(
        new FileIdentity(
            proof.getDevice(), proof.getInode(), proof.getSizeBytes(), proof.getModifyNanos(), 0),
        HexFormat.of().formatHex(proof.getHmac().toByteArray()));
  }

  static GetReadInPlaceResponse invitation(OwnerKey.Invitation invitation) {
    return GetReadInPlaceResponse.newBuilder()
        .setKeyPath(invitation.keyPath())
        .setChallenge(invitation.challenge())
        .build();
  }

  private static ImportRequest.Reading reading(ImportFileHeader header) {
    Encoding encoding =
        EncodingMessages.fromMessage(
            header.getEncoding(), Reason.INVALID_HEADER, "header.encoding");
    boolean told = header.getEncoding().getKind() != EncodingKind.ENCODING_KIND_UNSPECIFIED;
    return new ImportRequest.Reading(
        told ? encoding.kind() : null, encoding.firstYear(), encoding.timeZone());
  }

  private static long modifyNanos(ImportFileHeader header) {
    Timestamp time = header.getModifyTime();
    if (Math.abs(time.getSeconds()) > MAX_SECONDS) {
      throw Refusal.ofField(
          Reason.INVALID_HEADER, "header.modify_time", "A time lies between 1678 and 2261.");
    }
    return Timestamps.nanos(time);
  }

  /** The client says whether its file is the one with the same fingerprint. */
  static final ImportFileResponse HASH_WANTED =
      ImportFileResponse.newBuilder().setHashWanted(HashWanted.getDefaultInstance()).build();

  static ImportFileResponse receiving(long receivedBytes) {
    return ImportFileResponse.newBuilder()
        .setProgress(ImportProgress.newBuilder().setReceivedBytes(receivedBytes))
        .build();
  }

  static ImportFileResponse delivering(ImportJob job, long receivedBytes) {
    return ImportFileResponse.newBuilder()
        .setProgress(progress(job).setReceivedBytes(receivedBytes))
        .build();
  }

  private static ImportProgress.Builder progress(ImportJob job) {
    return ImportProgress.newBuilder()
        .setReadBytes(job.readBytes())
        .setSizeBytes(job.record().sizeBytes())
        .setAcknowledgedFrames(job.acknowledgedFrames());
  }

  /** An import as it stands. */
  static Import message(ImportJob job, String sensor) {
    ImportRecord record = job.record();
    return Import.newBuilder()
        .setSource(record.source())
        .setFileName(record.fileName())
        .setState(state(job))
        .setStateReason(record.failure().isEmpty() ? job.reason() : record.failure())
        .setProgress(progress(job))
        .setSummary(summaryOf(record, sensor, false))
        .build();
  }

  private static ImportState state(ImportJob job) {
    if (job.record().cancelled()) {
      return job.result().isDone()
          ? ImportState.IMPORT_STATE_CANCELLED
          : ImportState.IMPORT_STATE_CANCELLING;
    }
    return switch (job.state()) {
      case DELIVERING -> ImportState.IMPORT_STATE_RUNNING;
      case LOG_AWAY, FAULTY -> ImportState.IMPORT_STATE_WAITING;
      case FINISHED -> ImportState.IMPORT_STATE_FINISHED;
      case FAILED -> ImportState.IMPORT_STATE_FAILED;
    };
  }

  static ImportFileResponse summary(ImportRecord record, String sensor, boolean already) {
    return ImportFileResponse.newBuilder().setSummary(summaryOf(record, sensor, already)).build();
  }

  private static ImportSummary summaryOf(ImportRecord record, String sensor, boolean already) {
    ImportSummary.Builder summary =
        ImportSummary.newBuilder()
            .setSource(record.source())
            .setTakenName(SourceName.wanted(record.source()))
            .setFormat(record.format())
            .setCompression(record.compression())
            .setEncoding(EncodingMessages.toMessage(record.encoding()))
            .setSha256(record.sha256())
            .setAlreadyImported(already)
            .setImportTime(timestamp(record.importMillis() * NANOS_PER_MILLI));
    if (record.totals() != null) {
      summary.setIngest(IngestMessages.toMessage(record.totals()));
    }
    record.losses().forEach(loss -> summary.addLosses(loss(loss, sensor + "/" + record.source())));
    return summary.build();
  }

  private static io.tapline.type.v1.Loss loss(Loss loss, String source) {
    return io.tapline.type.v1.Loss.newBuilder()
        .setSource(source)
        .setHop(BatchMessages.toMessage(loss.hop()))
        .setCount(loss.count())
        .setUnit(BatchMessages.toMessage(loss.unit()))
        .setStartTime(timestamp(loss.startNanos()))
        .setEndTime(timestamp(loss.endNanos()))
        .setDescription(loss.description())
        .build();
  }
}

package io.tapline.capture.importing;

import io.tapline.capture.Reason;
import io.tapline.rpc.Refusal;
import io.tapline.wire.fileid.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Receives one file. After its first bytes it is decided, once:
 *
 * <pre>
 * an import begins with the same bytes   held: stored to its end, then compared by its hash
 * the format cannot be read in part      held
 * neither                                delivered while it arrives
 * </pre>
 *
 * <p>The first bytes are {@link #LOOK_BYTES}, or what has come after {@link #LOOK_MILLIS} if that
 * tells the format, as from a program that writes a packet now and then. A file that is shorter is
 * held. Where a file that is being delivered breaks off, what came is a source that ended early.
 */
final class Reception {
  /** After so much of it, a file that is not known is refused instead of taken to its end. */
  static final long LOOK_BYTES = 1 << 20;

  /** How long a slow file is waited for. */
  static final long LOOK_MILLIS = 1000;

  /** What the loss at the end of a file says whose upload broke off. */
  static final String ENDED_EARLY = "The upload ended early.";

  /** What a reception asks of the imports. */
  interface Desk {
    /** Begins to deliver the file that is being received, unless it may be known. */
    Optional<ImportJob> begin(
        FileFormat format, Origin origin, ImportRequest request, Upload upload);

    /** Delivers the whole file, unless it is known. */
    Admission.Admitted admit(
        FileFormat format, Content content, ImportRequest request, Upload upload)
        throws IOException;

    /** Stores what became known of a file at its end. */
    void complete(ImportJob job, Content content);
  }

  private final ImportRequest request;
  private final Upload upload;
  private final Desk desk;
  private final ScheduledExecutorService timer;
  private boolean decided;
  private @Nullable ImportJob job;

  Reception(ImportRequest request, Upload upload, Desk desk, ScheduledExecutorService timer) {
    this.request = request;
    this.upload = upload;
    this.desk = desk;
    this.timer = timer;
  }

  /**
   * Receives the whole file.
   *
   * @throws Refusal UNKNOWN_FORMAT, CORRUPT_FILE as soon as the beginning tells; DISK_FULL,
   *     FILE_TOO_LARGE; LOG_REFUSED when the log refuses what was delivered
   * @throws IOException what the stream throws
   */
  Admission.Admitted receive(InputStream file) throws IOException {
    ScheduledFuture<?> clock =
        timer.scheduleWithFixedDelay(
            this::lookEarly, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    try {
      upload.take(file, this::received);
    } catch (IOException | RuntimeException | Error e) {
      breakOff(e);
      throw e;
    } finally {
      clock.cancel(false);
    }
    return end();
  }

  private void received(long storedBytes) {
    if (storedBytes >= LOOK_BYTES) {
      look();
    }
    ImportJob delivered = job();
    if (delivered != null && delivered.result().isDone()) {
      throw delivered.failure();
    }
  }

  private synchronized @Nullable ImportJob job() {
    return job;
  }

  /** By the clock: what is not known yet may be known with more bytes. */
  private synchronized void lookEarly() {
    try {
      if (upload.storedBytes() >= ContentHash.HEAD_BYTES) {
        look();
      }
    } catch (Refusal e) {
      decided = false;
    }
  }

  private synchronized void look() {
    if (decided) {
      return;
    }
    decided = true;
    FileFormat format = FileFormats.of(upload.part(), request);
    if (format.growable()) {
      Origin origin =
          Origin.arriving(
              upload.head(), request.offer().fingerprint(), upload.name() + "." + format.name());
      job = desk.begin(format, origin, request, upload).orElse(null);
    }
  }

  private synchronized Admission.Admitted end() throws IOException {
    decided = true;
    Content content = content();
    if (job == null) {
      upload.sync();
      return desk.admit(FileFormats.of(upload.part(), request), content, request, upload);
    }
    desk.complete(job, content);
    upload.sync();
    return new Admission.Admitted(job, false);
  }

  private Content content() throws IOException {
    Path part = upload.part();
    String sha256 = upload.sha256();
    String sentSha256 = upload.compression().isEmpty() ? sha256 : upload.sentSha256();
    String fingerprint = Fingerprint.of(part);
    String sent = request.offer().fingerprint();
    Origin origin =
        Origin.received(
            upload.head(),
            fingerprint,
            sent.isEmpty() && upload.compression().isEmpty() ? fingerprint : sent,
            sentSha256);
    return new Content(sha256, upload.storedBytes(), upload.compression(), upload.torn(), origin);
  }

  private synchronized void breakOff(Throwable cause) {
    decided = true;
    if (job != null) {
      String why =
          cause instanceof Refusal e && e.reason() != Reason.LOG_REFUSED
              ? " " + e.getMessage()
              : "";
      desk.complete(
          job,
          new Content(
              "",
              upload.storedBytes(),
              upload.compression(),
              ENDED_EARLY + why,
              job.record().origin().brokenOff()));
    }
  }
}

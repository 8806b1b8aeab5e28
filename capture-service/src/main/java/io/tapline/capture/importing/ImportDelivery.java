package io.tapline.capture.importing;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.Feed;
import io.tapline.capture.deliver.IngestTotals;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/** Delivers one import to its end and writes down how it ended. */
final class ImportDelivery implements FileFeed.Owner {
  private static final Logger LOG = Logger.getLogger(ImportDelivery.class);

  private final ImportJob job;
  private final ImportStore store;
  private final Function<Feed, Deliverer> deliverers;
  private final Runnable rename;

  ImportDelivery(
      ImportJob job, ImportStore store, Function<Feed, Deliverer> deliverers, Runnable rename) {
    this.job = job;
    this.store = store;
    this.deliverers = deliverers;
    this.rename = rename;
  }

  /** Returns when the import is finished or has failed, or the sensor stops. */
  void run() {
    StoredFile file = store.stored(job);
    FileFeed feed = new FileFeed(this, file);
    try (feed) {
      Deliverer deliverer = deliverers.apply(feed);
      job.delivering(feed, deliverer);
      deliverer.start();
      finished(deliverer.result().join(), feed);
      requireUnchanged(file);
      job.ended();
    } catch (CancellationException e) {
      cancelled(file, e);
    } catch (CompletionException e) {
      failed(file, feed.failure(e.getCause() == null ? e : e.getCause()));
    } catch (RuntimeException | Error e) {
      failed(file, e);
    }
  }

  @Override
  public ImportRecord record() {
    return job.record();
  }

  @Override
  public void opened() {
    change(ImportRecord::nowOpened);
  }

  @Override
  public void nameTaken() {
    rename.run();
  }

  /** The hash is taken beside the delivery, and known soon after it at the latest. */
  private void finished(IngestTotals totals, FileFeed feed) {
    String _ = job.sha256().join();
    change(record -> record.finished(totals, feed.losses()));
  }

  /** What was read of a file that changed meanwhile may be neither the old content nor the new. */
  private void requireUnchanged(StoredFile file) {
    try {
      file.requireUnchanged();
    } catch (CaptureException e) {
      if (e.reason() == Reason.FILE_CHANGED) {
        change(record -> record.failed(e.reason(), changed(file, record)));
      }
    }
  }

  private static String changed(StoredFile file, ImportRecord record) {
    IngestTotals totals = record.totals();
    return "%s was changed while it was read; %,d frames of it are in the log as %s. A file that is still being written is taken as it is with --keep."
        .formatted(file.path(), totals == null ? 0 : totals.frames(), record.source());
  }

  /** By the end of the sensor; a deliverer that ends without a result has failed. */
  private void cancelled(StoredFile file, CancellationException e) {
    if (job.result().isCancelled()) {
      LOG.debugf("The import of %s goes on after a restart.", job.record().source());
    } else {
      failed(file, e);
    }
  }

  private void failed(StoredFile file, Throwable end) {
    if (job.result().isCancelled()) {
      return;
    }
    Throwable cause = changedOr(file, end);
    LOG.warn("The import of " + job.record().source() + " failed.", cause);
    Reason reason = cause instanceof CaptureException e ? e.reason() : Reason.LOG_REFUSED;
    try {
      change(record -> record.failed(reason, String.valueOf(cause.getMessage())));
    } finally {
      job.ended();
    }
  }

  /** That a file changed under the delivery is why it failed, whatever it failed by. */
  private static Throwable changedOr(StoredFile file, Throwable end) {
    try {
      file.requireUnchanged();
      return end;
    } catch (CaptureException e) {
      return e;
    }
  }

  private void change(UnaryOperator<ImportRecord> change) {
    job.change(change, store::save);
  }
}

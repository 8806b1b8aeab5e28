package io.tapline.capture.importing;

import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.Feed;
import io.tapline.capture.deliver.IngestTotals;
import java.lang.System.Logger.Level;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Delivers one import to its end and writes down how it ended. */
final class ImportDelivery implements FileFeed.Owner {
  private static final System.Logger LOG = System.getLogger(ImportDelivery.class.getName());

  private final ImportJob job;
  private final ImportStore store;
  private final Function<Feed, Deliverer> deliverers;
  private final Consumer<ImportJob> rename;

  ImportDelivery(
      ImportJob job,
      ImportStore store,
      Function<Feed, Deliverer> deliverers,
      Consumer<ImportJob> rename) {
    this.job = job;
    this.store = store;
    this.deliverers = deliverers;
    this.rename = rename;
  }

  /** Returns when the import is finished or refused, or the sensor stops. */
  void run() {
    try (FileFeed feed = new FileFeed(this, store.stored(job.record()))) {
      Deliverer deliverer = deliverers.apply(feed);
      job.delivering(feed, deliverer);
      deliverer.start();
      IngestTotals totals = deliverer.result().join();
      update(job.record().finished(totals, feed.losses()));
      job.ended();
    } catch (CancellationException e) {
      LOG.log(Level.DEBUG, "The import of {0} goes on after a restart.", job.record().source());
    } catch (CompletionException e) {
      refused(e.getCause() == null ? e : e.getCause());
    } catch (RuntimeException e) {
      refused(e);
    }
  }

  @Override
  public ImportRecord record() {
    return job.record();
  }

  @Override
  public void opened() {
    update(job.record().nowOpened());
  }

  @Override
  public void nameTaken() {
    rename.accept(job);
  }

  private void refused(Throwable cause) {
    LOG.log(Level.WARNING, "The import of " + job.record().source() + " ended.", cause);
    update(job.record().failed(String.valueOf(cause.getMessage())));
    job.ended();
  }

  private void update(ImportRecord record) {
    store.save(record);
    job.update(record);
  }
}

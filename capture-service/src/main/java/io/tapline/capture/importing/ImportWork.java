package io.tapline.capture.importing;

import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.Feed;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/**
 * The threads of imports. Of whole files a bounded number is delivered at once, each hashed by
 * another thread. One that is still being received does not count among them, since a pipe may run
 * for days: it ends with the call that sends it.
 */
final class ImportWork implements AutoCloseable {
  private final ImportStore store;
  private final Admission admission;
  private final Function<Feed, Deliverer> deliverers;
  private final ExecutorService deliveries;
  private final ExecutorService arrivals;
  private final ExecutorService hashes;
  private final ScheduledExecutorService timer;

  ImportWork(
      ImportStore store,
      Admission admission,
      Function<Feed, Deliverer> deliverers,
      int maxDeliveries) {
    this.store = store;
    this.admission = admission;
    this.deliverers = deliverers;
    this.deliveries = Executors.newFixedThreadPool(maxDeliveries, threads("import-"));
    this.arrivals = Executors.newCachedThreadPool(threads("import-arriving-"));
    this.hashes = Executors.newFixedThreadPool(maxDeliveries, threads("import-hash-"));
    this.timer = Executors.newSingleThreadScheduledExecutor(threads("import-clock-"));
  }

  private static ThreadFactory threads(String name) {
    return Thread.ofPlatform().daemon().name(name, 0).factory();
  }

  /** Delivers an import, and takes its hash if nobody has yet. */
  void run(ImportJob job) {
    try {
      ExecutorService threads = job.record().origin().arriving() ? arrivals : deliveries;
      threads.execute(() -> new ImportDelivery(job, store, deliverers, () -> rename(job)).run());
      hashUnlessKnown(job);
    } catch (RejectedExecutionException e) {
      throw ImportJob.stopping(e);
    }
  }

  /** Where receptions look at the clock. */
  ScheduledExecutorService timer() {
    return timer;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    hashes.shutdownNow();
    arrivals.shutdownNow();
    deliveries.shutdownNow();
  }

  /** What is received is hashed on the way, and what broke off has no hash. */
  private void hashUnlessKnown(ImportJob job) {
    ImportRecord record = job.record();
    if (!record.serverPath().isEmpty() && record.sha256().isEmpty()) {
      hashes.execute(() -> new ImportHash(job, store).run());
    } else if (!record.origin().arriving()) {
      job.sha256().complete(record.sha256());
    }
  }

  /** The log holds another source under the import's name. */
  private void rename(ImportJob job) {
    String old = job.record().source();
    String name = admission.rename(old);
    job.change(record -> record.named(name), store::save);
    store.forget(old);
    admission.release(old);
  }
}

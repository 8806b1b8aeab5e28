package io.tapline.capture.importing;

import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.DeliveryState;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One import as it stands: waiting, being delivered, finished or refused. */
public final class ImportJob {
  private final CompletableFuture<ImportRecord> result = new CompletableFuture<>();
  private volatile ImportRecord record;
  private volatile @Nullable FileFeed feed;
  private volatile @Nullable Deliverer deliverer;

  ImportJob(ImportRecord record) {
    this.record = record;
  }

  public ImportRecord record() {
    return record;
  }

  /** The record with totals or failure, once there is one; cancelled when the sensor stops. */
  public CompletableFuture<ImportRecord> result() {
    return result;
  }

  public long readBytes() {
    FileFeed current = feed;
    return record.totals() != null ? record.sizeBytes() : current == null ? 0 : current.readBytes();
  }

  public long acknowledgedFrames() {
    FileFeed current = feed;
    if (record.totals() != null) {
      return record.totals().frames();
    }
    return current == null ? 0 : current.acknowledgedFrames();
  }

  public DeliveryState state() {
    Deliverer current = deliverer;
    if (record.totals() != null) {
      return DeliveryState.FINISHED;
    }
    if (!record.failure().isEmpty()) {
      return DeliveryState.FAILED;
    }
    return current == null ? DeliveryState.DELIVERING : current.state();
  }

  /** Why the log is away; empty when it is not. */
  public String reason() {
    Deliverer current = deliverer;
    return current == null ? record.failure() : current.reason();
  }

  /** How long the log has been away; 0 when it is not. */
  public long awayMillis() {
    Deliverer current = deliverer;
    return current == null ? 0 : current.awayMillis();
  }

  void update(ImportRecord changed) {
    record = changed;
  }

  /** The delivery begins; a job that was stopped stops it at once. */
  synchronized void delivering(FileFeed newFeed, Deliverer newDeliverer) {
    feed = newFeed;
    deliverer = newDeliverer;
    if (result.isCancelled()) {
      newDeliverer.close();
    }
  }

  void ended() {
    result.complete(record);
  }

  void stop() {
    Deliverer current;
    synchronized (this) {
      current = deliverer;
      result.cancel(false);
    }
    if (current != null) {
      current.close();
    }
  }
}

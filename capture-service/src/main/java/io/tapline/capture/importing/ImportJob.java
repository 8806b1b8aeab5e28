package io.tapline.capture.importing;

import io.tapline.capture.Reason;
import io.tapline.capture.deliver.Deliverer;
import io.tapline.capture.deliver.DeliveryState;
import io.tapline.rpc.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One import as it stands: being received, waiting, being delivered, finished or refused. */
public final class ImportJob {
  private final CompletableFuture<ImportRecord> result = new CompletableFuture<>();
  private final CompletableFuture<String> sha256 = new CompletableFuture<>();
  private final Object changing = new Object();
  private final Arrival arrival;
  private volatile ImportRecord record;
  private volatile @Nullable FileFeed feed;
  private volatile @Nullable Deliverer deliverer;

  ImportJob(ImportRecord record) {
    this.record = record;
    this.arrival = record.origin().arriving() ? new Arrival() : Arrival.ended(record.torn());
    if (!record.sha256().isEmpty()) {
      sha256.complete(record.sha256());
    }
  }

  public ImportRecord record() {
    return record;
  }

  /** The record with totals or failure, once there is one; cancelled when the sensor stops. */
  public CompletableFuture<ImportRecord> result() {
    return result;
  }

  /** The hash of the content once it is known; empty when it never will be. */
  CompletableFuture<String> sha256() {
    return sha256;
  }

  /** How far the file was received. */
  Arrival arrival() {
    return arrival;
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
    if (!record.failure().isEmpty()) {
      return DeliveryState.FAILED;
    }
    if (record.totals() != null) {
      return DeliveryState.FINISHED;
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

  /** Changes the record, first where it is stored; changes of several threads follow each other. */
  void change(UnaryOperator<ImportRecord> change, Consumer<ImportRecord> save) {
    synchronized (changing) {
      ImportRecord changed = change.apply(record);
      save.accept(changed);
      record = changed;
    }
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
    sha256.complete(record.sha256());
    result.complete(record);
  }

  /**
   * To be ended where it is. Nobody waits for the hash of what will not be read.
   *
   * @throws Refusal IMPORT_ENDED
   */
  void cancel(Consumer<ImportRecord> save) {
    change(ImportJob::cancelled, save);
    sha256.complete("");
  }

  private static ImportRecord cancelled(ImportRecord record) {
    if (record.cancelled()) {
      return record;
    }
    if (!record.unfinished()) {
      throw new Refusal(
          Reason.IMPORT_ENDED, "The import " + record.source() + " is at its end already.");
    }
    return record.nowCancelled();
  }

  /** Another import has taken its place before it began. */
  void abandon() {
    sha256.complete("");
    result.cancel(false);
  }

  /** Why the import ended without totals, for who still sends it. */
  Refusal failure() {
    if (result.isCancelled()) {
      return stopping(null);
    }
    Reason reason = record.reason() == null ? Reason.LOG_REFUSED : record.reason();
    String sentence = record.failure();
    return new Refusal(
        reason,
        reason == Reason.LOG_REFUSED ? "The file could not be delivered: " + sentence : sentence);
  }

  /** What those get who wait when the sensor stops. */
  static Refusal stopping(@Nullable Throwable cause) {
    String sentence = "The sensor stops; the import goes on when it is started again.";
    return cause == null
        ? new Refusal(Reason.STOPPING, sentence)
        : new Refusal(Reason.STOPPING, sentence, cause);
  }

  void stop() {
    Deliverer current;
    sha256.completeExceptionally(stopping(null));
    synchronized (this) {
      current = deliverer;
      result.cancel(false);
    }
    if (current != null) {
      current.close();
    }
  }
}

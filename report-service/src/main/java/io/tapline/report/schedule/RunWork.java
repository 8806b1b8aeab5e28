package io.tapline.report.schedule;

import static io.tapline.report.Reason.DOCUMENT_LIMIT;
import static io.tapline.report.Reason.RUN_ABANDONED;

import io.tapline.report.document.Document;
import io.tapline.report.document.ReportAnswer;
import io.tapline.report.log.Span;
import io.tapline.rpc.Code;
import io.tapline.rpc.Refusal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Works on one leased run: asks the report, keeps the document, delivers it, and writes what became
 * of it. What an earlier attempt did is not done again. For any number of threads.
 */
final class RunWork {
  private static final Logger LOG = Logger.getLogger(RunWork.class);

  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

  private final LeaseStore store;
  private final Reporter reporter;
  private final Couriers couriers;
  private final RetryPolicy retries;
  private final int maxDocumentBytes;
  private final ScheduleMetrics metrics;

  /** Who delivers. */
  record Couriers(Courier<Delivery.Folder> folder, Courier<Delivery.Channel> channel) {
    void deliver(Courier.Parcel parcel, Delivery delivery) {
      switch (delivery) {
        case Delivery.Folder to -> folder.deliver(parcel, to);
        case Delivery.Channel to -> channel.deliver(parcel, to);
      }
    }
  }

  RunWork(
      LeaseStore store,
      Reporter reporter,
      Couriers couriers,
      RetryPolicy retries,
      int maxDocumentBytes,
      ScheduleMetrics metrics) {
    this.store = store;
    this.reporter = reporter;
    this.couriers = couriers;
    this.retries = retries;
    this.maxDocumentBytes = maxDocumentBytes;
    this.metrics = metrics;
  }

  /** A database that is away leaves the run to whoever finds its lease ended. */
  void run(LeasedRun leased) {
    if (leased.takenOver()) {
      metrics.takenOver();
    }
    try {
      count(attempt(leased) && store.succeeded(leased), "succeeded");
    } catch (RuntimeException e) { // whatever it was, the run says so
      failed(leased, e);
    }
  }

  /** False where the lease is no longer ours. */
  private boolean attempt(LeasedRun leased) {
    if (leased.run().attempts() > retries.maxAttempts()) {
      throw new Refusal(
          RUN_ABANDONED,
          "The service ended during each of %d attempts.".formatted(retries.maxAttempts()));
    }
    Document document = leased.document();
    if (document == null) {
      document = make(leased);
      if (!store.made(leased, document)) {
        return false;
      }
    }
    return deliver(leased, document);
  }

  private Document make(LeasedRun leased) {
    Run run = leased.run();
    ReportAnswer answer = reporter.ask(leased.schedule().report(), run.interval());
    Document document = leased.schedule().format().document(fileName(run), answer);
    if (document.content().length > maxDocumentBytes) {
      throw new Refusal(
          DOCUMENT_LIMIT,
          "The document has %,d bytes, and may have %,d."
              .formatted(document.content().length, maxDocumentBytes),
          Map.of("limit", Integer.toString(maxDocumentBytes)));
    }
    return document;
  }

  private static String fileName(Run run) {
    return "%s-%s-%d".formatted(run.schedule(), FILE_TIME.format(run.due()), run.id());
  }

  private boolean deliver(LeasedRun leased, Document document) {
    List<Delivery> deliveries = leased.schedule().deliveries();
    for (int i = leased.run().delivered(); i < deliveries.size(); i++) {
      deliver(parcel(leased.run(), i, document), deliveries.get(i));
      if (!store.delivered(leased, i + 1)) {
        return false;
      }
    }
    return true;
  }

  private void deliver(Courier.Parcel parcel, Delivery delivery) {
    boolean done = false;
    try {
      couriers.deliver(parcel, delivery);
      done = true;
    } finally {
      metrics.delivered(delivery.way(), done);
    }
  }

  private static Courier.Parcel parcel(Run run, int place, Document document) {
    Span interval = run.interval();
    String when = "%s to %s".formatted(interval.start(), interval.end());
    Instant due = run.due();
    return new Courier.Parcel(
        "report-run-%d-%d".formatted(run.id(), place),
        "Report %s: %s".formatted(run.schedule(), when),
        List.of("Report " + run.schedule(), when, "Due " + due, "Attached: " + document.name()),
        document);
  }

  private void failed(LeasedRun leased, RuntimeException failure) {
    String error = error(leased, failure);
    int attempts = leased.run().attempts();
    if (isForGood(failure) || retries.isOver(attempts)) {
      count(store.failed(leased, error), "failed");
    } else {
      count(store.later(leased, error, retries.after(attempts)), "retried");
    }
  }

  private static String error(LeasedRun leased, RuntimeException failure) {
    if (failure instanceof Refusal refusal) {
      return refusal.reason().name() + ": " + refusal.sentence();
    }
    LOG.errorf(failure, "A run of the schedule %s failed", leased.run().schedule());
    return "INTERNAL: The run failed inside the service; its log says why.";
  }

  /** What is wrong with the question or the document will be so the next time. */
  private static boolean isForGood(RuntimeException failure) {
    return failure instanceof Refusal refusal
        && (refusal.reason().code() == Code.INVALID_ARGUMENT || refusal.reason() == DOCUMENT_LIMIT);
  }

  private void count(boolean ours, String outcome) {
    if (ours) {
      metrics.ended(outcome);
    } else {
      metrics.leaseLost();
    }
  }
}

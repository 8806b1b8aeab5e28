package io.tapline.report.detect;

import io.tapline.report.log.LogProgress;
import io.tapline.report.log.LogProgress.Changes;
import io.tapline.report.log.LogProgress.OpenSource;
import io.tapline.report.log.Span;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the detections over what changed. {@link #tick} is called every few seconds by one thread at
 * a time. It notes what changed; what has settled is looked at when the log is calm, at most {@code
 * windowsPerRun} windows in one tick. When the log or the event store is away the span stays and is
 * looked at again.
 */
public final class DetectionSchedule {
  private final LogProgress log;
  private final DetectionRunner runner;
  private final List<Detection> detections;
  private final SettlePolicy settling;
  private final CalmPolicy calm;
  private final ChangedSpans changed;
  private final ReportedEvents reported;
  private final DetectionStore store;
  private final int windowsPerRun;
  private final InstantSource clock;
  private final DetectionMetrics metrics;

  private String token = "";
  private boolean restored;
  private Instant lastBusy = Instant.MIN;
  private Instant waitingSince = Instant.MAX;
  private volatile String trouble = "";

  DetectionSchedule(
      LogProgress log,
      DetectionRunner runner,
      List<Detection> detections,
      SettlePolicy settling,
      CalmPolicy calm,
      ChangedSpans changed,
      ReportedEvents reported,
      DetectionStore store,
      int windowsPerRun,
      InstantSource clock,
      DetectionMetrics metrics) {
    this.log = log;
    this.runner = runner;
    this.detections = List.copyOf(detections);
    this.settling = settling;
    this.calm = calm;
    this.changed = changed;
    this.reported = reported;
    this.store = store;
    this.windowsPerRun = windowsPerRun;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** One round: ask what changed, and look at what has settled if it is time. */
  public void tick() {
    restore();
    try {
      List<OpenSource> open = log.openSources();
      noteChanges();
      if (isDue()) {
        run(open);
      }
      trouble = "";
    } catch (Refusal e) {
      trouble = e.reason().name() + ": " + e.getMessage();
      metrics.failed(e.reason().name());
      forgetRefusedToken(e);
    }
    store.save(new DetectionState(rules(), token, changed.spans()));
  }

  /** Why the last round did not succeed; empty when it did. For any thread. */
  String trouble() {
    return trouble;
  }

  private void restore() {
    if (!restored) {
      store.load().filter(state -> state.rules().equals(rules())).ifPresent(this::goOnFrom);
      restored = true;
    }
  }

  private void goOnFrom(DetectionState state) {
    token = state.token();
    Instant now = clock.instant();
    state.spans().forEach(span -> changed.add(span, now));
  }

  /** What is looked for: with other rules, the whole log is looked at again. */
  private String rules() {
    StringBuilder rules = new StringBuilder("window=").append(runner.window());
    detections.forEach(detection -> rules.append(' ').append(detection.fingerprint()));
    return rules.toString();
  }

  /** Sources are asked first: what they deliver after it is in a later change. */
  private void noteChanges() {
    Changes changes = log.changesSince(token);
    Instant now = clock.instant();
    for (Span span : changes.spans()) {
      changed.add(span.alignedTo(runner.window()), now);
    }
    token = changes.nextToken();
    if (changes.ingesting()) {
      lastBusy = now;
    }
  }

  private boolean isDue() {
    Instant now = clock.instant();
    if (changed.isEmpty()) {
      waitingSince = Instant.MAX;
      return false;
    }
    waitingSince = waitingSince.isBefore(now) ? waitingSince : now;
    boolean due = calm.isDue(waitingSince, lastBusy, now);
    if (!due) {
      metrics.postponed();
    }
    return due;
  }

  private void run(List<OpenSource> open) {
    long rest = windowsPerRun;
    for (Span settled : settled(open)) {
      if (rest > 0) {
        Span span = first(settled, rest);
        run(span);
        rest -= span.windows(runner.window());
      }
    }
    waitingSince = clock.instant();
  }

  /** Earliest first; those that touch are one, which takes one question instead of several. */
  private List<Span> settled(List<OpenSource> open) {
    Instant now = clock.instant();
    List<Span> joined = new ArrayList<>();
    for (ChangedSpans.Changed span : changed.list()) {
      settling.settled(span, open, now).ifPresent(settled -> join(joined, settled));
    }
    return joined;
  }

  private static void join(List<Span> joined, Span next) {
    if (!joined.isEmpty() && joined.getLast().end().equals(next.start())) {
      joined.add(new Span(joined.removeLast().start(), next.end()));
    } else {
      joined.add(next);
    }
  }

  private void run(Span span) {
    for (Detection detection : detections) {
      runner.report(detection, span, reported);
    }
    changed.remove(span);
    metrics.looked(span.windows(runner.window()));
  }

  private Span first(Span span, long windows) {
    Duration most = runner.window().multipliedBy(windows);
    Instant end = span.start().plus(most);
    return end.isBefore(span.end()) ? new Span(span.start(), end) : span;
  }

  /** A log that was replaced does not know our token: begin again, which repeats no event. */
  private void forgetRefusedToken(Refusal e) {
    if (e.reason().name().equals("INVALID_TOKEN")) {
      token = "";
    }
  }
}

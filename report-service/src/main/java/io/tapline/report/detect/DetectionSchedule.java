package io.tapline.report.detect;

import io.tapline.report.log.LogProgress;
import io.tapline.report.log.LogProgress.Changes;
import io.tapline.report.log.LogProgress.OpenSource;
import io.tapline.report.log.Span;
import io.tapline.report.rule.Detection;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs the detections over what changed. {@link #tick} is called every few seconds by one thread at
 * a time. It notes what changed; what has settled is looked at when the log is calm, at most {@code
 * windowsPerRun} windows of each width in one tick. When the log or the event store is away the
 * span stays and is looked at again.
 */
public final class DetectionSchedule {
  private final LogProgress log;
  private final DetectionRunner runner;
  private final List<DetectionLane> lanes;
  private final CalmPolicy calm;
  private final ReportedEvents reported;
  private final DetectionStore store;
  private final int windowsPerRun;
  private final InstantSource clock;
  private final DetectionMetrics metrics;

  private String token = "";
  private boolean restored;
  private Instant lastBusy = Instant.MIN;
  private Instant waitingSince = Instant.MAX;
  private Duration lastRun = Duration.ZERO;
  private volatile String trouble = "";

  DetectionSchedule(
      LogProgress log,
      DetectionRunner runner,
      List<DetectionLane> lanes,
      CalmPolicy calm,
      ReportedEvents reported,
      DetectionStore store,
      int windowsPerRun,
      InstantSource clock,
      DetectionMetrics metrics) {
    this.log = log;
    this.runner = runner;
    this.lanes = List.copyOf(lanes);
    this.calm = calm;
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
    store.save(new DetectionState(rules(), token, spans()));
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
    for (DetectionLane lane : lanes) {
      state.spans().getOrDefault(lane.window(), List.of()).forEach(span -> lane.add(span, now));
    }
  }

  private Map<Duration, List<Span>> spans() {
    Map<Duration, List<Span>> spans = new TreeMap<>();
    lanes.forEach(lane -> spans.put(lane.window(), lane.spans()));
    return spans;
  }

  /** What is looked for: with other rules, the whole log is looked at again. */
  private String rules() {
    return lanes.stream().map(DetectionSchedule::rules).collect(Collectors.joining(" "));
  }

  private static String rules(DetectionLane lane) {
    StringBuilder rules = new StringBuilder("window=").append(lane.window());
    lane.detections().forEach(detection -> rules.append(' ').append(detection.fingerprint()));
    return rules.toString();
  }

  /** Sources are asked first: what they deliver after it is in a later change. */
  private void noteChanges() {
    Changes changes = log.changesSince(token);
    Instant now = clock.instant();
    for (Span span : changes.spans()) {
      lanes.forEach(lane -> lane.add(span, now));
    }
    token = changes.nextToken();
    if (changes.ingesting()) {
      lastBusy = now;
    }
  }

  private boolean isDue() {
    Instant now = clock.instant();
    if (lanes.stream().allMatch(DetectionLane::isEmpty)) {
      waitingSince = Instant.MAX;
      return false;
    }
    waitingSince = waitingSince.isBefore(now) ? waitingSince : now;
    boolean due = calm.isDue(waitingSince, lastBusy, lastRun, now);
    if (!due) {
      metrics.postponed();
    }
    return due;
  }

  /** A lane that fails does not keep the others from theirs; the first failure is thrown. */
  private void run(List<OpenSource> open) {
    Instant start = clock.instant();
    List<Refusal> refusals = new ArrayList<>();
    for (DetectionLane lane : lanes) {
      Instant began = clock.instant();
      try {
        run(lane, open, began);
      } catch (Refusal e) {
        lane.failed(began, clock.instant());
        refusals.add(e);
      }
    }
    waitingSince = clock.instant();
    lastRun = Duration.between(start, waitingSince);
    if (!refusals.isEmpty()) {
      throw refusals.getFirst();
    }
  }

  private void run(DetectionLane lane, List<OpenSource> open, Instant now) {
    if (lane.rests(now)) {
      return;
    }
    long rest = lane.share(windowsPerRun);
    for (Span settled : lane.settled(open, now)) {
      if (rest > 0) {
        Span span = lane.first(settled, rest);
        run(lane, span);
        rest -= span.windows(lane.window());
      }
    }
    lane.succeeded();
  }

  private void run(DetectionLane lane, Span span) {
    for (Detection detection : lane.detections()) {
      runner.report(detection, span, reported);
    }
    lane.remove(span);
    metrics.looked(span.windows(lane.window()));
  }

  /** A log that was replaced does not know our token: begin again, which repeats no event. */
  private void forgetRefusedToken(Refusal e) {
    if (e.reason().name().equals("INVALID_TOKEN")) {
      token = "";
    }
  }
}

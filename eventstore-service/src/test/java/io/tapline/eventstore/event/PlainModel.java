package io.tapline.eventstore.event;

import io.tapline.eventstore.threshold.Outcome;
import io.tapline.eventstore.threshold.ThresholdTiming;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rule in the reference's words, with nothing but lists: a cache of thresholds by key, a list
 * of thresholded events, and a reporter's run that looks for relapses and renews what it reports.
 */
final class PlainModel {
  /** What was decided about an event for a key. */
  record Decided(String eventId, String key, Outcome outcome) {}

  /** An event that was kept back. */
  private record Thresholded(String eventId, String key, Instant time, Instant stored) {}

  /** A record of the thresholding cache; {@code ttl} is exclusive. */
  private record Threshold(
      Instant thresholdTime, Instant relapseTime, Instant ttl, ThresholdTiming timing) {
    boolean inRelapse(Instant time) {
      return !time.isBefore(relapseTime) && time.isBefore(ttl);
    }

    /** Until when a run finds the relapse in time. */
    Instant looked() {
      return ttl.plus(timing.period());
    }
  }

  private final Map<String, Threshold> thresholds = new TreeMap<>();
  private final List<Thresholded> thresholded = new ArrayList<>();
  private final List<Decided> decided = new ArrayList<>();

  List<Decided> decided() {
    return decided;
  }

  /** Windows by key: start, relapse start, end. */
  Map<String, List<Instant>> windows() {
    Map<String, List<Instant>> windows = new TreeMap<>();
    thresholds.forEach(
        (key, of) -> windows.put(key, List.of(of.thresholdTime(), of.relapseTime(), of.ttl())));
    return windows;
  }

  void event(String eventId, String key, Instant time, Instant stored, ThresholdTiming timing) {
    Threshold threshold = thresholds.get(key);
    if (threshold != null && time.isBefore(threshold.ttl())) {
      thresholded.add(new Thresholded(eventId, key, time, stored));
      decided.add(new Decided(eventId, key, Outcome.THRESHOLDED));
      return;
    }
    boolean relapsed =
        threshold != null
            && time.isBefore(threshold.looked())
            && saved(key).stream().anyMatch(one -> threshold.inRelapse(one.time()));
    set(key, time, timing);
    decided.add(new Decided(eventId, key, relapsed ? Outcome.RELAPSED : Outcome.NEW));
  }

  private List<Thresholded> saved(String key) {
    return thresholded.stream().filter(one -> one.key().equals(key)).toList();
  }

  private void set(String key, Instant time, ThresholdTiming timing) {
    thresholded.removeIf(one -> one.key().equals(key));
    Instant ttl = time.plus(timing.threshold());
    thresholds.put(key, new Threshold(time, ttl.minus(timing.relapse()), ttl, timing));
  }

  /** Reports what relapsed: kept back in the relapse window of a threshold that has expired. */
  void run(Instant now) {
    new TreeMap<>(thresholds)
        .forEach(
            (key, threshold) -> {
              if (!threshold.ttl().isAfter(now) && relapsed(key, threshold)) {
                report(key, threshold, now);
              }
            });
  }

  private boolean relapsed(String key, Threshold threshold) {
    return saved(key).stream()
        .anyMatch(
            one -> threshold.inRelapse(one.time()) && one.stored().isBefore(threshold.looked()));
  }

  private void report(String key, Threshold threshold, Instant now) {
    Thresholded last =
        saved(key).stream()
            .max(Comparator.comparing(Thresholded::time).thenComparing(Thresholded::eventId))
            .orElseThrow();
    decided.add(new Decided(last.eventId(), key, Outcome.RELAPSED));
    boolean inTime = now.isBefore(threshold.looked());
    set(key, inTime ? threshold.ttl() : now, threshold.timing());
  }
}

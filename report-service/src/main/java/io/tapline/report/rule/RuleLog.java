package io.tapline.report.rule;

import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.AggregateQuestion.OfEach;
import io.tapline.report.log.ConnectionLog;
import io.tapline.report.log.KeyFilter;
import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How detections ask the log: window by window, but only where something can be. What counts over a
 * span is at least what counts over any window in it, so a span without a key at the threshold is
 * done with one question. The windows of the keys that reach it take a second one; where there are
 * too many for one answer, the span is cut into sixteen pieces: with windows of five minutes a day
 * is read four times at most then, a month five times.
 */
public final class RuleLog {
  /** Keys of one detection in one window; more are counted as dropped, smallest first. */
  public static final int MAX_KEYS = 1_000;

  /** Groups of an answer: what the log answers at most. */
  public static final int MAX_GROUPS = 10_000;

  /** Rows of an answer by key and window: what the log answers at most. */
  static final int MAX_WINDOW_ROWS = 50_000;

  /** Of a span with too many keys. */
  private static final int PIECES = 16;

  private final ConnectionLog log;
  private final Consumer<String> limited;

  /**
   * @param limited is told the name of a detection that may not have seen all keys of a window
   */
  public RuleLog(ConnectionLog log, Consumer<String> limited) {
    this.log = log;
    this.limited = limited;
  }

  public Aggregate ask(AggregateQuestion question) {
    return log.aggregate(question);
  }

  /** Keys at the threshold, each in each window in which it is. */
  List<Counts> hot(HotQuestion question, Span span) {
    List<Counts> found = new ArrayList<>();
    look(question, span, found);
    return found;
  }

  private void look(HotQuestion question, Span span, List<Counts> found) {
    List<Counts> hot = atThreshold(question, span);
    long windows = span.windows(question.detection().window());
    if (hot.isEmpty()) {
      return;
    }
    if (windows == 1) {
      found.addAll(hot);
      countDropped(question, hot);
    } else if (hot.size() < MAX_KEYS && hot.size() * windows <= MAX_WINDOW_ROWS) {
      found.addAll(perWindow(question, span, hot.size()));
    } else {
      pieces(span, question.detection().window()).forEach(piece -> look(question, piece, found));
    }
  }

  static List<Span> pieces(Span span, Duration window) {
    return cut(span, window.multipliedBy(Math.ceilDiv(span.windows(window), PIECES)));
  }

  private static List<Span> cut(Span span, Duration width) {
    List<Span> pieces = new ArrayList<>();
    for (Instant start = span.start(); start.isBefore(span.end()); start = start.plus(width)) {
      Instant end = start.plus(width);
      pieces.add(new Span(start, end.isBefore(span.end()) ? end : span.end()));
    }
    return pieces;
  }

  private List<Counts> atThreshold(HotQuestion question, Span span) {
    return log.aggregate(question.over(span, MAX_KEYS)).rows().stream()
        .map(row -> Counts.of(span, row))
        .filter(counts -> counts.count() >= question.detection().threshold())
        .toList();
  }

  /** The keys with the largest counts over the span are those that were hot in it. */
  private List<Counts> perWindow(HotQuestion question, Span span, int keys) {
    Duration window = question.detection().window();
    return log.aggregate(question.perWindow(span, keys)).rows().stream()
        .map(row -> Counts.of(windowOf(row, window), row))
        .filter(counts -> counts.count() >= question.detection().threshold())
        .toList();
  }

  static Span windowOf(Aggregate.Row row, Duration window) {
    Instant start = row.bucketStart();
    if (start == null) {
      throw new IllegalStateException("the log answered without buckets");
    }
    return new Span(start, start.plus(window));
  }

  /** A full answer may mean that there were more. */
  private void countDropped(HotQuestion question, List<Counts> hot) {
    if (hot.size() >= MAX_KEYS) {
      limited(question.detection());
    }
  }

  void limited(Profile detection) {
    limited.accept(detection.name());
  }

  /**
   * The rows of the named keys alone, in as few questions as their filters and an answer allow.
   *
   * @param question groups by the columns of the keys; its limit is not used
   */
  List<Aggregate.Row> rowsOf(Collection<? extends List<String>> keys, AggregateQuestion question) {
    Scope scope = question.scope();
    List<Aggregate.Row> rows = new ArrayList<>();
    for (String filter : KeyFilter.anyOf(scope.filter(), question.groupBy(), keys)) {
      for (Scope piece : pieces(question, filter, KeyFilter.MAX_TERMS)) {
        rows.addAll(ask(question, piece, KeyFilter.MAX_TERMS));
      }
    }
    return rows;
  }

  /**
   * The same over the whole scope at once.
   *
   * @param mostRows that a key can have
   */
  List<Aggregate.Row> rowsOf(
      Collection<? extends List<String>> keys, AggregateQuestion question, int mostRows) {
    Scope scope = question.scope();
    int together = Math.max(1, MAX_WINDOW_ROWS / mostRows);
    List<List<String>> all = List.copyOf(keys);
    List<Aggregate.Row> rows = new ArrayList<>();
    for (int from = 0; from < all.size(); from += together) {
      List<List<String>> some = all.subList(from, Math.min(all.size(), from + together));
      for (String filter : KeyFilter.anyOf(scope.filter(), question.groupBy(), some)) {
        rows.addAll(ask(question, filtered(scope, filter), some.size()));
      }
    }
    return rows;
  }

  /**
   * The first rows of each of the named keys, in as few questions as their filters allow.
   *
   * @param question groups by the columns of the keys and then by others, and says how many of each
   */
  public List<Aggregate.Row> firstOfEach(
      Collection<? extends List<String>> keys, AggregateQuestion question) {
    OfEach ofEach = Objects.requireNonNull(question.ofEach());
    Scope scope = question.scope();
    List<String> columns = question.groupBy().subList(0, ofEach.columns());
    return KeyFilter.anyOf(scope.filter(), columns, keys).stream()
        .flatMap(filter -> ask(question, filtered(scope, filter), MAX_GROUPS).stream())
        .toList();
  }

  /** All rows of a question with buckets, in pieces of time whose answers fit. */
  List<Aggregate.Row> rows(AggregateQuestion question, int groups) {
    List<Aggregate.Row> rows = new ArrayList<>();
    for (Scope piece : pieces(question, question.scope().filter(), groups)) {
      rows.addAll(ask(question, piece, groups));
    }
    return rows;
  }

  private static List<Scope> pieces(AggregateQuestion question, String filter, int groups) {
    Scope whole = filtered(question.scope(), filter);
    Duration bucket = question.bucket();
    Instant from = whole.start();
    Instant to = whole.end();
    if (bucket == null || from == null || to == null) {
      return List.of(whole);
    }
    Duration width = bucket.multipliedBy(Math.max(1, MAX_WINDOW_ROWS / groups));
    return cut(new Span(from, to), width).stream()
        .map(span -> new Scope(span.start(), span.end(), whole.started(), filter))
        .toList();
  }

  private static Scope filtered(Scope scope, String filter) {
    return new Scope(scope.start(), scope.end(), scope.started(), filter);
  }

  private List<Aggregate.Row> ask(AggregateQuestion question, Scope scope, int groups) {
    return log.aggregate(question.about(scope, groups)).rows();
  }
}

package io.tapline.report.rule;

import io.tapline.report.log.Aggregate;
import io.tapline.report.log.AggregateQuestion;
import io.tapline.report.log.Measure;
import io.tapline.report.log.Scope;
import io.tapline.report.log.Span;
import io.tapline.wire.address.IpPrefix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * All values that a column has in a span. One question where they fit an answer; else addresses are
 * asked for by halves of the address space, and names by pieces of time, at most {@value
 * #MAX_QUESTIONS} questions each.
 */
final class DistinctValues {
  static final int MAX_QUESTIONS = 64;

  /**
   * Where the halving begins: IPv4, IPv4 behind NAT64 (RFC 6052), and all of IPv6 that is assigned
   * or may be. What else begins with zeros would have all of IPv4 in it, which is mapped there.
   */
  private static final List<String> BEGINNING =
      List.of("0.0.0.0/1", "128.0.0.0/1", "64:ff9b::/32", "2000::/3", "4000::/2", "8000::/1");

  private static final int LAST_BIT = 127;

  private final RuleLog log;
  private final Profile detection;

  DistinctValues(RuleLog log, Profile detection) {
    this.log = log;
    this.detection = detection;
  }

  /**
   * @param filter of the connections that count; empty = all
   */
  List<String> addresses(Span span, String column, String filter) {
    Aggregate all = ask(span, column, filter);
    if (all.groups() <= RuleLog.MAX_GROUPS) {
      return values(all);
    }
    Deque<IpPrefix> rest = new ArrayDeque<>(BEGINNING.stream().map(IpPrefix::parse).toList());
    List<String> values = new ArrayList<>();
    for (int questions = 0; !rest.isEmpty() && questions < MAX_QUESTIONS; questions++) {
      IpPrefix prefix = rest.removeFirst();
      Aggregate some = ask(span, column, within(column, prefix, filter));
      if (some.groups() <= RuleLog.MAX_GROUPS) {
        values.addAll(values(some));
      } else {
        rest.addAll(halves(prefix));
      }
    }
    if (!rest.isEmpty()) {
      log.limited(detection);
    }
    return values;
  }

  private static String within(String column, IpPrefix prefix, String filter) {
    String inside = column + " = " + prefix;
    return filter.isEmpty() ? inside : inside + " AND " + filter;
  }

  private static List<IpPrefix> halves(IpPrefix prefix) {
    int length = prefix.lengthBits() + 1;
    int bit = LAST_BIT + 1 - length;
    long high = bit >= Long.SIZE ? 1L << (bit - Long.SIZE) : 0;
    long low = bit < Long.SIZE ? 1L << bit : 0;
    return List.of(
        new IpPrefix(prefix.high(), prefix.low(), length),
        new IpPrefix(prefix.high() | high, prefix.low() | low, length));
  }

  List<String> names(Span span, String column) {
    Deque<Span> rest = new ArrayDeque<>(List.of(span));
    List<String> values = new ArrayList<>();
    for (int questions = 0; !rest.isEmpty() && questions < MAX_QUESTIONS; questions++) {
      Span piece = rest.removeFirst();
      Aggregate some = ask(piece, column, "");
      boolean cut = some.groups() > RuleLog.MAX_GROUPS;
      if (cut && piece.windows(detection.window()) > 1) {
        rest.addAll(RuleLog.pieces(piece, detection.window()));
      } else {
        values.addAll(values(some));
      }
      if (cut && piece.windows(detection.window()) <= 1) {
        log.limited(detection);
      }
    }
    if (!rest.isEmpty()) {
      log.limited(detection);
    }
    return values.stream().distinct().toList();
  }

  private Aggregate ask(Span span, String column, String filter) {
    Scope scope = Scope.started(span.start(), span.end(), filter);
    return log.ask(
        new AggregateQuestion(
            scope, List.of(column), List.of(Measure.CONNECTIONS), 0, RuleLog.MAX_GROUPS, null));
  }

  private static List<String> values(Aggregate answer) {
    return answer.rows().stream().map(row -> row.key(0)).filter(v -> !v.isEmpty()).toList();
  }
}

package io.tapline.report.fwctl;

import io.tapline.report.Reason;
import io.tapline.report.fwctl.Family.GroupKey;
import io.tapline.rpc.Refusal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Counts the records of each group: the {@code …_summary_report} of a family. */
public final class Summary implements Consumer<FirewallRecord> {
  /** Groups that a summary may have. */
  public static final int MOST_GROUPS = 1_000_000;

  private final Family family;
  private final Map<GroupKey, Count> counts = new HashMap<>();

  public Summary(Family family) {
    this.family = family;
  }

  @Override
  public void accept(FirewallRecord packet) {
    GroupKey key = family.key(packet);
    Count count = counts.get(key);
    if (count == null) {
      count = add(key, packet);
    }
    count.count++;
    count.first = Math.min(count.first, packet.time());
    count.last = Math.max(count.last, packet.time());
  }

  private Count add(GroupKey key, FirewallRecord packet) {
    if (counts.size() == MOST_GROUPS) {
      throw new Refusal(
          Reason.REPORT_LIMIT,
          "The summary has more than %,d groups; narrow it by filters.".formatted(MOST_GROUPS));
    }
    Count count = new Count(packet);
    counts.put(key, count);
    return count;
  }

  /** Largest count first; equal ones, which the original leaves in any order, by their key. */
  public List<SummaryRow> rows() {
    return counts.values().stream()
        .map(count -> new SummaryRow(count.example, count.count, count.first, count.last))
        .sorted(
            Comparator.comparingLong(SummaryRow::count)
                .reversed()
                .thenComparing(row -> family.text(row.example())))
        .toList();
  }

  private static final class Count {
    final FirewallRecord example;
    long count;
    long first;
    long last;

    Count(FirewallRecord example) {
      this.example = example;
      this.first = example.time();
      this.last = example.time();
    }
  }
}

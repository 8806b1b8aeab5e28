package io.tapline.report.fwctl;

import io.tapline.report.Reason;
import io.tapline.rpc.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Counts the records of each group: the {@code …_summary_report} of a family. */
public final class Summary implements Consumer<Packet> {
  /** Groups that a summary may have. */
  public static final int MOST_GROUPS = 1_000_000;

  /** What stands behind the key of a group. */
  private static final int COUNT = GroupKey.WORDS;

  private static final int FIRST = COUNT + 1;
  private static final int LAST = FIRST + 1;
  private static final int ORDER = LAST + 1;
  private static final int WORDS = ORDER + 1;

  private final Family family;
  private final Set<RecordField> fields;
  private final GroupKey key;
  private final PackedRows groups = new PackedRows(GroupKey.WORDS, WORDS);
  private final List<FirewallRecord> examples = new ArrayList<>();

  public Summary(Family family) {
    this.family = family;
    this.fields = family.fields();
    this.key = new GroupKey(family);
  }

  @Override
  public void accept(Packet packet) {
    int group = groups.find(key.of(packet));
    if (group < 0) {
      group = add(packet);
    } else if (isEarlier(packet, group)) {
      groups.set(group, ORDER, packet.order);
      examples.set(group, packet.record(fields));
    }
    groups.set(group, COUNT, groups.get(group, COUNT) + packet.count);
    groups.set(group, FIRST, Math.min(groups.get(group, FIRST), packet.time));
    groups.set(group, LAST, Math.max(groups.get(group, LAST), packet.lastTime));
  }

  private int add(Packet packet) {
    if (groups.size() == MOST_GROUPS) {
      throw new Refusal(
          Reason.REPORT_LIMIT,
          "The summary has more than %,d groups; narrow it by filters.".formatted(MOST_GROUPS));
    }
    int group = groups.add(key.of(packet));
    groups.set(group, FIRST, packet.time);
    groups.set(group, LAST, packet.lastTime);
    groups.set(group, ORDER, packet.order);
    examples.add(packet.record(fields));
    return group;
  }

  /** Of several with the same place the one whose names come first. */
  private boolean isEarlier(Packet packet, int group) {
    long order = groups.get(group, ORDER);
    return packet.order < order
        || (packet.order == order
            && family.names(packet.record(fields)).compareTo(family.names(examples.get(group)))
                < 0);
  }

  /** Largest count first; equal ones, which the original leaves in any order, by their key. */
  public List<SummaryRow> rows() {
    return IntStream.range(0, groups.size())
        .mapToObj(group -> new Keyed(family.text(examples.get(group)), row(group)))
        .sorted(MOST_FIRST)
        .map(Keyed::row)
        .toList();
  }

  private SummaryRow row(int group) {
    return new SummaryRow(
        examples.get(group),
        groups.get(group, COUNT),
        groups.get(group, FIRST),
        groups.get(group, LAST));
  }

  private record Keyed(String key, SummaryRow row) {}

  private static final Comparator<Keyed> MOST_FIRST =
      Comparator.comparingLong((Keyed keyed) -> keyed.row().count())
          .reversed()
          .thenComparing(Keyed::key);
}

package io.tapline.report.fwctl;

import io.tapline.report.Reason;
import io.tapline.rpc.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Keeps records: those of {@code records()}, and the groups of a family's {@code …_report}. */
public final class RecordGroups implements Consumer<Packet> {
  /** Records that are kept at most. */
  public static final int MOST_RECORDS = 2_000_000;

  private final List<FirewallRecord> records = new ArrayList<>();

  @Override
  public void accept(Packet packet) {
    if (records.size() == MOST_RECORDS) {
      throw new Refusal(
          Reason.REPORT_LIMIT,
          "The report has more than %,d records; narrow it, or ask for its summary."
              .formatted(MOST_RECORDS));
    }
    records.add(packet.record());
  }

  /** All, in the order of the input. */
  public List<FirewallRecord> records() {
    return List.copyOf(records);
  }

  /** Groups in the order of their keys as texts, records in that of the input. */
  public List<List<FirewallRecord>> groups(Family family) {
    Map<String, List<FirewallRecord>> groups = new TreeMap<>();
    records.forEach(
        packet -> groups.computeIfAbsent(family.text(packet), _ -> new ArrayList<>()).add(packet));
    return List.copyOf(groups.values());
  }
}

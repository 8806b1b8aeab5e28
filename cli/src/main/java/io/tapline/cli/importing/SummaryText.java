package io.tapline.cli.importing;

import io.tapline.capture.v1.ImportSummary;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.EnumWord;
import io.tapline.cli.output.LostUnits;
import io.tapline.cli.output.Output;
import io.tapline.cli.output.Printable;
import io.tapline.cli.output.Units;
import io.tapline.type.v1.IngestSummary;
import io.tapline.type.v1.Loss;
import io.tapline.type.v1.LossUnit;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an import did, for people and for programs. */
final class SummaryText {
  private SummaryText() {}

  static void print(String file, ImportSummary summary, PrintWriter out) {
    IngestSummary ingest = summary.getIngest();
    String unit = ImportFormat.unit(summary);
    out.printf(
        "%s: %s%s, %s (%s), %s%s, %s; source %s.%n",
        Printable.of(file),
        summary.getAlreadyImported() ? "already imported, nothing added: " : "",
        ImportFormat.name(summary),
        Units.count(ingest.getFrames(), unit),
        Units.bytes(ingest.getBytes()),
        ImportFormat.captured(summary)
            ? ""
            : Units.count(ingest.getFlowRecords(), "flow records") + ", ",
        Units.count(ingest.getConnections(), "connections"),
        LostUnits.headline(lost(summary), ImportFormat.captured(summary) ? "0 " + unit : "0"),
        summary.getSource());
    if (!summary.getTakenName().isEmpty()) {
      out.printf(
          "  another source has the name %s: this one is %s.%n",
          summary.getTakenName(), summary.getSource());
    }
    line(out, ImportFormat.captured(summary) ? "in no connection" : unit, others(summary));
    line(out, "counted besides", largestFirst(ingest.getCountersMap()));
    summary
        .getLossesList()
        .forEach(
            loss ->
                out.println("  loss (" + EnumWord.ofHop(loss.getHop()) + "): " + described(loss)));
    if (summary.getAlreadyImported()) {
      out.println("  --again imports it all the same.");
    }
  }

  /** What the log says was lost, or, where it says nothing, the losses of the file itself. */
  private static Map<String, Long> lost(ImportSummary summary) {
    Map<String, Long> lost = summary.getIngest().getLostMap();
    return lost.isEmpty()
        ? summary.getLossesList().stream()
            .collect(
                Collectors.groupingBy(SummaryText::unit, Collectors.summingLong(SummaryText::size)))
        : lost;
  }

  private static String unit(Loss loss) {
    boolean sized =
        loss.getCount() > 0
            && loss.getUnit() != LossUnit.LOSS_UNIT_UNSPECIFIED
            && loss.getUnit() != LossUnit.LOSS_UNIT_UNKNOWN
            && loss.getUnit() != LossUnit.UNRECOGNIZED;
    return sized ? EnumWord.of(loss.getUnit()) : LostUnits.UNKNOWN;
  }

  /** Losses of unknown size are counted themselves. */
  private static long size(Loss loss) {
    return unit(loss).equals(LostUnits.UNKNOWN) ? 1 : loss.getCount();
  }

  private static void line(PrintWriter out, String title, String counts) {
    if (!counts.isEmpty()) {
      out.println("  " + title + ": " + counts);
    }
  }

  static void rows(String file, ImportSummary summary, Output output) {
    output.rows(
        List.of(summary),
        Column.text("file", row -> file),
        Column.text("source", ImportSummary::getSource),
        Column.text("format", ImportSummary::getFormat),
        Column.text("compression", ImportSummary::getCompression),
        Column.text("read_as", ImportFormat::readAs),
        Column.text("sha256", ImportSummary::getSha256),
        Column.count("frames", row -> row.getIngest().getFrames()),
        Column.bytes("bytes", row -> row.getIngest().getBytes()),
        Column.count("connections", row -> row.getIngest().getConnections()),
        Column.count("flow_records", row -> row.getIngest().getFlowRecords()),
        Column.count("lost_frames", row -> row.getIngest().getLostFrames()),
        Column.text("lost", row -> byName(lost(row))),
        Column.text("losses", SummaryText::losses),
        Column.text("outcomes", row -> byName(row.getIngest().getOutcomesMap())),
        Column.text("counters", row -> byName(row.getIngest().getCountersMap())),
        Column.flag("already_imported", ImportSummary::getAlreadyImported),
        Column.text("taken_name", ImportSummary::getTakenName));
  }

  private static String losses(ImportSummary summary) {
    return summary.getLossesList().stream()
        .map(loss -> EnumWord.ofHop(loss.getHop()) + ": " + described(loss))
        .collect(Collectors.joining("; "));
  }

  private static String described(Loss loss) {
    return Printable.of(loss.getDescription());
  }

  /** Every outcome but that of frames which are in a connection. */
  private static String others(ImportSummary summary) {
    Map<String, Long> others = new HashMap<>(summary.getIngest().getOutcomesMap());
    others.remove("connection");
    return largestFirst(others);
  }

  private static String largestFirst(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .filter(count -> count.getValue() > 0)
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(count -> String.format("%s %,d", count.getKey(), count.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String byName(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(count -> count.getKey() + "=" + count.getValue())
        .collect(Collectors.joining(" "));
  }
}

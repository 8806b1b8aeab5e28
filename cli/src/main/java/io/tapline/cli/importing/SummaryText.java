package io.tapline.cli.importing;

import io.tapline.capture.v1.ImportSummary;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Output;
import io.tapline.cli.output.Printable;
import io.tapline.cli.output.Units;
import io.tapline.type.v1.IngestSummary;
import io.tapline.type.v1.Loss;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an import did, for people and for programs. */
final class SummaryText {
  private SummaryText() {}

  static void print(String file, ImportSummary summary, PrintWriter out) {
    IngestSummary ingest = summary.getIngest();
    out.printf(
        "%s: %s%,d frames (%s), %,d connections, %,d frames lost; source %s.%n",
        Printable.of(file),
        summary.getAlreadyImported() ? "already imported, nothing added: " : "",
        ingest.getFrames(),
        Units.bytes(ingest.getBytes()),
        ingest.getConnections(),
        ingest.getLostFrames(),
        summary.getSource());
    String others = others(ingest.getOutcomesMap());
    if (!others.isEmpty()) {
      out.println("  in no connection: " + others);
    }
    summary
        .getLossesList()
        .forEach(loss -> out.println("  loss (" + loss.getHop() + "): " + described(loss)));
    if (summary.getAlreadyImported()) {
      out.println("  --again imports it all the same.");
    }
  }

  static void rows(String file, ImportSummary summary, Output output) {
    output.rows(
        List.of(summary),
        Column.text("file", row -> file),
        Column.text("source", ImportSummary::getSource),
        Column.text("format", ImportSummary::getFormat),
        Column.text("sha256", ImportSummary::getSha256),
        Column.count("frames", row -> row.getIngest().getFrames()),
        Column.bytes("bytes", row -> row.getIngest().getBytes()),
        Column.count("connections", row -> row.getIngest().getConnections()),
        Column.count("lost_frames", row -> row.getIngest().getLostFrames()),
        Column.text("losses", SummaryText::losses),
        Column.text("outcomes", row -> outcomes(row.getIngest().getOutcomesMap())),
        Column.flag("already_imported", ImportSummary::getAlreadyImported));
  }

  private static String losses(ImportSummary summary) {
    return summary.getLossesList().stream()
        .map(loss -> loss.getHop() + ": " + described(loss))
        .collect(Collectors.joining("; "));
  }

  private static String described(Loss loss) {
    return Printable.of(loss.getDescription());
  }

  private static String others(Map<String, Long> outcomes) {
    return outcomes.entrySet().stream()
        .filter(outcome -> !outcome.getKey().equals("connection") && outcome.getValue() > 0)
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(outcome -> String.format("%s %,d", outcome.getKey(), outcome.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String outcomes(Map<String, Long> outcomes) {
    return outcomes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(outcome -> outcome.getKey() + "=" + outcome.getValue())
        .collect(Collectors.joining(" "));
  }
}

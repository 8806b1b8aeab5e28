package io.tapline.cli.flow;

import io.tapline.wire.flowtools.FlowField;
import io.tapline.wire.flowtools.FlowToolsRecord;
import io.tapline.wire.flowtools.RecordVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * A format of flow-print: a heading, then one line per flow, or two. Format 22 keeps that the
 * columns of source AS and destination prefix hold each other's values; 21 keeps that the output
 * interface is headed {@code input}; 5 keeps that of the TCP flags only FIN, SYN and RST are shown.
 */
final class PrintFormat {
  private static final int TCP = 6;
  private static final int SYN = 2;
  private static final int FORMAT_SYN_ONLY = 2;
  private static final int FORMAT_OF_AGGREGATION_1 = 10;

  private final PrintTable table;
  private final List<List<PrintCell>> lines = new ArrayList<>();

  private PrintFormat(PrintTable table, PrintTimes times, PrintNames names) {
    this.table = table;
    for (String words : table.rows().lines().toList()) {
      lines.add(
          words.isBlank()
              ? List.of()
              : List.of(words.strip().split(" +", -1)).stream()
                  .map(word -> new PrintCell(word, times, names))
                  .toList());
    }
  }

  /**
   * The format with this number.
   *
   * @throws IllegalArgumentException if there is none
   */
  static PrintFormat of(int number, PrintTimes times, PrintNames names) {
    return new PrintFormat(PrintTable.of(number), times, names);
  }

  /** The number of the format that shows what this version tells. */
  static int defaultFor(RecordVersion version) {
    return switch (version.exportVersion()) {
      case 6 -> 8;
      case 7 -> 7;
      case 8 -> FORMAT_OF_AGGREGATION_1 - 1 + version.aggregationMethod();
      case 1005 -> 9;
      default -> 3;
    };
  }

  String heading() {
    return table.heading();
  }

  /** Whether the format shows this flow. */
  boolean shows(FlowToolsRecord record) {
    return table.number() != FORMAT_SYN_ONLY
        || (record.get(FlowField.PROT) == TCP && record.get(FlowField.TCP_FLAGS) == SYN);
  }

  void print(FlowToolsRecord record, StringBuilder text) {
    for (List<PrintCell> line : lines) {
      line.forEach(cell -> cell.print(record, text));
      text.append('\n');
    }
  }
}

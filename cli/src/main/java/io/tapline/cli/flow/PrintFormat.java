package io.tapline.cli.flow;

import io.tapline.wire.flowtools.FlowToolsRecord;
import io.tapline.wire.flowtools.RecordVersion;
import io.tapline.wire.protocol.IpProtocols;
import java.util.ArrayList;
import java.util.List;

/**
 * A format of flow-print: a heading, then one line per flow, or two. Like flow-print, format 5
 * shows only FIN, SYN and RST of the TCP flags; 13 and 21 head the output interface {@code input};
 * 19 shows the protocol in the column of the type of service too; in 22 the columns of source AS
 * and destination prefix hold each other's values.
 */
final class PrintFormat {
  private static final int SYN = 2;
  private static final int FORMAT_SYN_ONLY = 2;
  private static final int SYN_PACKETS = 2;
  private static final int SYN_BYTES = 40;
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
  static PrintFormat of(int number, boolean wide, PrintTimes times, PrintNames names) {
    return new PrintFormat(PrintTable.of(number, wide), times, names);
  }

  /** The number of the format that shows what this version reports. */
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
    return switch (table.number()) {
      case 1, 24 -> record.dPkts() > 0;
      case FORMAT_SYN_ONLY -> isTwoBareSyns(record);
      default -> true;
    };
  }

  /** What flow-print takes for an attack: two packets without payload or options, SYN alone. */
  private static boolean isTwoBareSyns(FlowToolsRecord record) {
    return record.prot() == IpProtocols.TCP
        && record.tcpFlags() == SYN
        && record.dPkts() == SYN_PACKETS
        && record.dOctets() == SYN_PACKETS * SYN_BYTES;
  }

  void print(FlowToolsRecord record, StringBuilder text) {
    for (List<PrintCell> line : lines) {
      line.forEach(cell -> cell.print(record, text));
      text.append('\n');
    }
  }
}

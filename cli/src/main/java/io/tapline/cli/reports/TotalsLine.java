package io.tapline.cli.reports;

import io.tapline.cli.output.Printing;
import io.tapline.cli.output.Units;
import io.tapline.report.v1.Totals;

/** The total under a table, over all that matched, not only the rows above. */
final class TotalsLine {
  private TotalsLine() {}

  static void print(Totals total, Printing output) {
    output.remark(
        "In all: %,d connections, %,d packets, %s."
            .formatted(total.getConnections(), total.getPackets(), Units.bytes(total.getBytes())));
  }
}

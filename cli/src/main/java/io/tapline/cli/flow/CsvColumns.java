package io.tapline.cli.flow;

import io.tapline.cli.CliException;
import io.tapline.wire.flowtools.FlowField;
import io.tapline.wire.flowtools.FlowToolsRecord;
import io.tapline.wire.flowtools.RecordVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns of flow-export's CSV, in the order of the field mask. As there, {@code extra_pkts}
 * and {@code marked_tos} hold each other's values where the one follows the other.
 */
record CsvColumns(List<FlowField> fields) {
  /** Before the names of the columns. */
  static final String HEADING = "#:";

  CsvColumns {
    fields = List.copyOf(fields);
  }

  /** All that the version tells; of 8.10 not the interfaces, which flow-export leaves out. */
  static CsvColumns of(RecordVersion version) {
    return ofMask(version.exportMask());
  }

  /**
   * Those that were asked for by an option, otherwise all of the version.
   *
   * @throws CliException if there are none such
   */
  static CsvColumns wanted(@Nullable String text, RecordVersion version) {
    try {
      return text == null ? of(version) : parse(text);
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  private static CsvColumns ofMask(long mask) {
    List<FlowField> fields = new ArrayList<>();
    for (FlowField field : FlowField.values()) {
      if ((mask & field.mask()) != 0) {
        fields.add(field);
      }
    }
    return new CsvColumns(fields);
  }

  /**
   * From a mask in hexadecimal ({@code 0xFF31EF}) or names with commas; names keep their order.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static CsvColumns parse(String text) {
    if (text.matches("0[xX][0-9a-fA-F]{1,15}")) {
      return ofMask(Long.parseLong(text.substring(2), 16));
    }
    return new CsvColumns(List.of(text.split(",", -1)).stream().map(CsvColumns::named).toList());
  }

  private static FlowField named(String name) {
    return FlowField.named(name.strip())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no field '%s'; there are %s."
                        .formatted(name.strip(), ofMask(-1).names())));
  }

  private String names() {
    return fields.stream().map(FlowField::csvName).collect(Collectors.joining(","));
  }

  String heading() {
    return HEADING + names();
  }

  /** The field whose value a column holds. */
  FlowField held(int column) {
    int exchanged = fields.indexOf(FlowField.EXTRA_PKTS);
    boolean isExchanged =
        exchanged >= 0
            && exchanged + 1 < fields.size()
            && fields.get(exchanged + 1) == FlowField.MARKED_TOS;
    if (isExchanged && column == exchanged) {
      return FlowField.MARKED_TOS;
    }
    return isExchanged && column == exchanged + 1 ? FlowField.EXTRA_PKTS : fields.get(column);
  }

  void print(FlowToolsRecord record, StringBuilder line) {
    for (int i = 0; i < fields.size(); i++) {
      FlowField field = held(i);
      long value = record.get(field);
      line.append(i == 0 ? "" : ",");
      if (field.isAddress()) {
        line.append(Ipv4.text(value));
      } else {
        line.append(value);
      }
    }
    line.append('\n');
  }
}

package io.tapline.cli.flow;

import io.tapline.wire.flowtools.FlowField;
import io.tapline.wire.flowtools.FlowToolsRecord;
import java.util.Locale;
import java.util.function.Function;

/**
 * One column of a printed flow, from a word such as {@code srcaddr-17}: what is printed, {@code -}
 * for left or {@code +} for right, and how wide it is with the blanks after it. {@code !} cuts off
 * what is wider.
 */
final class PrintCell {
  private static final int FIN_SYN_RST = 7;

  private final Function<FlowToolsRecord, String> value;
  private final int width;
  private final boolean right;
  private final boolean cut;

  PrintCell(String word, PrintTimes times, PrintNames names) {
    int at = Math.max(word.lastIndexOf('-'), word.lastIndexOf('+'));
    this.right = word.charAt(at) == '+';
    this.cut = word.endsWith("!");
    this.width = Integer.parseInt(word.substring(at + 1, word.length() - (cut ? 1 : 0)));
    this.value = value(word.substring(0, at), times, names);
  }

  void print(FlowToolsRecord record, StringBuilder line) {
    String text = value.apply(record);
    int length = cut ? Math.min(text.length(), width - 2) : text.length();
    if (right) {
      line.repeat(' ', Math.max(0, width - length));
    }
    line.append(text, 0, length);
    if (!right) {
      line.repeat(' ', Math.max(0, width - length));
    }
  }

  private static Function<FlowToolsRecord, String> value(
      String name, PrintTimes times, PrintNames names) {
    return switch (name) {
      case "blank" -> record -> "";
      case "src_prefix" -> record -> Ipv4.prefix(record.srcaddrRaw(), record.srcMask());
      case "dst_prefix" -> record -> Ipv4.prefix(record.dstaddrRaw(), record.dstMask());
      case "duration" -> record -> "" + PrintTimes.activeMillis(record);
      case "active" ->
          record -> String.format(Locale.ROOT, "%.3f", PrintTimes.activeMillis(record) / 1000.0);
      case "closing_flags" -> record -> "" + (record.tcpFlags() & FIN_SYN_RST);
      case "bytes_per_packet" -> PrintCell::bytesPerPacket;
      case "start" -> record -> times.monthDay(record, FlowField.FIRST);
      case "end" -> record -> times.monthDay(record, FlowField.LAST);
      case "start_date" -> record -> times.date(record, FlowField.FIRST);
      case "end_date" -> record -> times.date(record, FlowField.LAST);
      case "prot_name" -> record -> names.protocol(record.prot());
      case "srcport_name" -> record -> names.port(record.srcport(), record.prot());
      case "dstport_name" -> record -> names.port(record.dstport(), record.prot());
      default -> field(name);
    };
  }

  /**
   * A field by its name; with {@code .x2} behind it in hexadecimal of at least two digits, with
   * {@code .0x2} so marked.
   */
  private static Function<FlowToolsRecord, String> field(String name) {
    int dot = name.indexOf('.');
    FlowField field = FlowField.named(dot < 0 ? name : name.substring(0, dot)).orElseThrow();
    if (dot >= 0) {
      int x = name.indexOf('x', dot);
      String mark = x > dot + 1 ? "0x" : "";
      String format = mark + "%0" + name.substring(x + 1) + "x";
      return record -> format.formatted(record.get(field));
    }
    return field.isAddress()
        ? record -> Ipv4.text(record.get(field))
        : record -> "" + record.get(field);
  }

  private static String bytesPerPacket(FlowToolsRecord record) {
    return "" + (record.dPkts() == 0 ? 0 : record.dOctets() / record.dPkts());
  }
}

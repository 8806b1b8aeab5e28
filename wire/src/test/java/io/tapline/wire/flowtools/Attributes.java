package io.tapline.wire.flowtools;

import java.util.HexFormat;

/** Attributes by the names of pyflowtools, as its dumps write them. */
public final class Attributes {
  private static final double WRAP_SECONDS = 4_294_967.296;

  private Attributes() {}

  /**
   * The attribute, written as the expected text is where they are the same; {@code null} in words
   * where the version does not have it.
   */
  public static String text(FlowToolsRecord record, String name, String expected) {
    try {
      return switch (name) {
        case "first" -> time(record, FlowField.FIRST, record.first(), expected);
        case "last" -> time(record, FlowField.LAST, record.last(), expected);
        default -> text(record, name);
      };
    } catch (UnsupportedFieldException e) {
      return "null";
    }
  }

  /** The original did not see through wraps of the router's uptime. */
  private static String time(
      FlowToolsRecord record, FlowField field, double seconds, String expected) {
    boolean wrapped = record.get(field) - record.sysUpTime() > 1L << 31;
    double original = wrapped ? seconds + WRAP_SECONDS : seconds;
    boolean same = Math.abs(original - Double.parseDouble(expected)) < 1e-6;
    return same ? expected : "" + original;
  }

  private static String text(FlowToolsRecord record, String name) {
    return switch (name) {
      case "getID_hex17" -> hex17(record.id());
      case "getID_bidir_hex17" -> hex17(record.bidirectionalId());
      case "router_sc" -> "" + record.routerSc();
      default -> field(record, name);
    };
  }

  private static String field(FlowToolsRecord record, String name) {
    boolean raw = name.endsWith("_raw");
    FlowField field = FlowField.named(raw ? name.substring(0, name.length() - 4) : name).get();
    long value = record.get(field);
    return field.isAddress() && !raw ? Ipv4Text.of(value) : "" + value;
  }

  private static String hex17(byte[] id) {
    return HexFormat.of().formatHex(id, 0, 17);
  }
}

package io.tapline.report.fwctl;

import io.tapline.wire.address.IpAddresses;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which records a report is about. The values of one list are alternatives, the lists must all
 * match, an empty list matches all; letter case does not matter.
 *
 * @param src addresses or host names of the source
 * @param dst addresses or host names of the destination
 * @param salias aliases of the source
 * @param dalias aliases of the destination
 * @param sif interfaces that the source is behind; documented, and ignored by the original
 * @param dif interfaces that the destination is behind; documented, and ignored by the original
 * @param proto protocols by name or number
 * @param port destination ports by service name or number
 */
public record RecordFilter(
    List<String> src,
    List<String> dst,
    List<String> salias,
    List<String> dalias,
    List<String> sif,
    List<String> dif,
    List<String> proto,
    List<String> port)
    implements Predicate<Packet> {
  /** Matches all records. */
  public static final RecordFilter ALL =
      new RecordFilter(
          List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /** Addresses are compared as they are written in records, however they are written here. */
  public RecordFilter {
    src = src.stream().map(RecordFilter::host).toList();
    dst = dst.stream().map(RecordFilter::host).toList();
  }

  private static String host(String text) {
    try {
      return IpAddresses.parse(text).toString();
    } catch (IllegalArgumentException e) {
      return text; // the name of a host
    }
  }

  /** The fields that are compared. */
  Set<RecordField> fields() {
    Set<RecordField> fields = EnumSet.noneOf(RecordField.class);
    add(fields, src, RecordField.SOURCE_IP, RecordField.SOURCE_HOST);
    add(fields, dst, RecordField.DESTINATION_IP, RecordField.DESTINATION_HOST);
    add(fields, salias, RecordField.SOURCE_ALIAS);
    add(fields, dalias, RecordField.DESTINATION_ALIAS);
    add(fields, sif, RecordField.SOURCE_INTERFACE);
    add(fields, dif, RecordField.DESTINATION_INTERFACE);
    add(fields, proto, RecordField.PROTOCOL);
    add(fields, port, RecordField.DESTINATION_SERVICE, RecordField.DESTINATION_PORT);
    return fields;
  }

  private static void add(Set<RecordField> fields, List<String> wanted, RecordField... compared) {
    if (!wanted.isEmpty()) {
      fields.addAll(List.of(compared));
    }
  }

  @Override
  public boolean test(Packet packet) {
    return any(src, packet, RecordField.SOURCE_IP, RecordField.SOURCE_HOST)
        && any(dst, packet, RecordField.DESTINATION_IP, RecordField.DESTINATION_HOST)
        && any(salias, packet, RecordField.SOURCE_ALIAS)
        && any(dalias, packet, RecordField.DESTINATION_ALIAS)
        && any(sif, packet, RecordField.SOURCE_INTERFACE)
        && any(dif, packet, RecordField.DESTINATION_INTERFACE)
        && any(proto, packet, RecordField.PROTOCOL_NAME, RecordField.PROTOCOL)
        && any(port, packet, RecordField.DESTINATION_SERVICE, RecordField.DESTINATION_PORT);
  }

  private static boolean any(List<String> wanted, Packet packet, RecordField field) {
    return wanted.isEmpty() || isOne(wanted, packet.text(field));
  }

  private static boolean any(
      List<String> wanted, Packet packet, RecordField one, RecordField other) {
    return wanted.isEmpty() || isOne(wanted, packet.text(one)) || isOne(wanted, packet.text(other));
  }

  private static boolean isOne(List<String> wanted, String value) {
    for (String each : wanted) {
      if (value.equalsIgnoreCase(each)) {
        return true;
      }
    }
    return false;
  }
}

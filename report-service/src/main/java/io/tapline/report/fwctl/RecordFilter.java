package io.tapline.report.fwctl;

import java.util.List;
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
    implements Predicate<FirewallRecord> {
  /** Matches all records. */
  public static final RecordFilter ALL =
      new RecordFilter(
          List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  @Override
  public boolean test(FirewallRecord packet) {
    Endpoint source = packet.source();
    Endpoint destination = packet.destination();
    return any(src, source.ip(), source.host())
        && any(dst, destination.ip(), destination.host())
        && any(salias, source.alias())
        && any(dalias, destination.alias())
        && any(sif, source.interfaceName())
        && any(dif, destination.interfaceName())
        && protocol(packet)
        && port(destination);
  }

  private boolean protocol(FirewallRecord packet) {
    return proto.isEmpty()
        || any(proto, packet.protocolName())
        || any(proto, Integer.toString(packet.protocol()));
  }

  private boolean port(Endpoint destination) {
    return port.isEmpty() || any(port, destination.service()) || any(port, destination.portText());
  }

  private static boolean any(List<String> wanted, String value) {
    return wanted.isEmpty() || wanted.stream().anyMatch(value::equalsIgnoreCase);
  }

  private static boolean any(List<String> wanted, String one, String other) {
    return any(wanted, one) || any(wanted, other);
  }
}

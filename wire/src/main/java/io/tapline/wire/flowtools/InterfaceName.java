package io.tapline.wire.flowtools;

import java.util.List;

/**
 * A name of one interface of an exporter, or an alias of several.
 *
 * @param exporter IPv4 address, unsigned 32 bits
 * @param interfaces SNMP indexes, 0 to 65535
 * @param name as the header has it
 */
public record InterfaceName(long exporter, List<Integer> interfaces, String name) {
  public InterfaceName {
    interfaces = List.copyOf(interfaces);
  }
}

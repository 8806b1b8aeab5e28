package io.tapline.capture.source;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The TCP endpoints of the product itself. A sensor that captures on loopback, or everywhere, would
 * capture its own delivery, which makes more of it without end.
 *
 * @param localPorts where this process serves
 * @param peers what it connects to; unresolved until a source is opened
 */
public record OwnConnections(List<Integer> localPorts, List<InetSocketAddress> peers) {
  public static final OwnConnections NONE = new OwnConnections(List.of(), List.of());

  public OwnConnections {
    localPorts = List.copyOf(localPorts);
    peers = List.copyOf(peers);
  }

  /** The ports for people, ascending. */
  String ports() {
    return Stream.concat(localPorts.stream(), peers.stream().map(InetSocketAddress::getPort))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }
}

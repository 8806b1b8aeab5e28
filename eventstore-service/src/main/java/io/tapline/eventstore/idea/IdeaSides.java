package io.tapline.eventstore.idea;

import io.tapline.eventstore.idea.IdeaMessage.Detectors;
import io.tapline.eventstore.idea.IdeaMessage.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Merges the entries of Source, Target and Node into columns. */
final class IdeaSides {
  private IdeaSides() {}

  static Side side(List<IdeaField> entries) {
    List<AddressRange> addresses = new ArrayList<>();
    TreeSet<Integer> ports = new TreeSet<>();
    for (IdeaField entry : entries) {
      addresses.addAll(addresses(entry.child("IP4"), true));
      addresses.addAll(addresses(entry.child("IP6"), false));
      entry.child("Port").elements().forEach(port -> ports.add(port.port()));
    }
    return new Side(List.copyOf(addresses), List.copyOf(ports), types(entries));
  }

  static List<String> protocols(List<IdeaField> sources, List<IdeaField> targets) {
    return Stream.concat(sources.stream(), targets.stream())
        .flatMap(entry -> entry.child("Proto").texts().stream())
        .map(protocol -> protocol.toLowerCase(Locale.ROOT))
        .distinct()
        .sorted()
        .toList();
  }

  static Detectors detectors(List<IdeaField> nodes) {
    return new Detectors(
        nodes.stream().map(node -> node.child("Name").name()).toList(), types(nodes));
  }

  private static List<String> types(List<IdeaField> entries) {
    return entries.stream()
        .flatMap(entry -> entry.child("Type").texts().stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static List<AddressRange> addresses(IdeaField list, boolean ipv4) {
    return list.elements().stream().map(element -> address(element, ipv4)).toList();
  }

  private static AddressRange address(IdeaField field, boolean ipv4) {
    AddressRange range;
    try {
      range = AddressRange.parse(field.text());
    } catch (IllegalArgumentException e) {
      throw field.refuse(String.valueOf(e.getMessage()));
    }
    if (ipv4 && !range.isIpv4()) {
      throw field.refuse("is not IPv4");
    }
    if (!ipv4 && field.text().indexOf(':') < 0) {
      throw field.refuse("is not IPv6");
    }
    return range;
  }
}

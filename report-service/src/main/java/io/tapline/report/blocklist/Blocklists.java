package io.tapline.report.blocklist;

import io.tapline.wire.address.IpAddresses;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All lists as they are at a moment. Threads may share it. */
public record Blocklists(List<Blocklist> lists) {
  public static final Blocklists NONE = new Blocklists(List.of());

  /**
   * Where something is listed.
   *
   * @param list its name
   * @param entry the address, prefix or name of the list
   */
  public record Listing(String list, String entry) {}

  public Blocklists {
    lists = List.copyOf(lists);
  }

  public boolean hasAddresses() {
    return lists.stream().anyMatch(Blocklist::hasAddresses);
  }

  public boolean hasNames() {
    return lists.stream().anyMatch(Blocklist::hasNames);
  }

  /** The first list that has it. */
  public Optional<Listing> ofAddress(String address) {
    if (address.isEmpty()) {
      return Optional.empty();
    }
    var parsed = IpAddresses.parse(address);
    return first(list -> list.find(parsed));
  }

  /** The first list that has it or a name above it. */
  public Optional<Listing> ofName(String hostname) {
    return first(list -> list.findName(hostname));
  }

  private Optional<Listing> first(Function<Blocklist, Optional<String>> find) {
    for (Blocklist list : lists) {
      Optional<String> entry = find.apply(list);
      if (entry.isPresent()) {
        return Optional.of(new Listing(list.name(), entry.get()));
      }
    }
    return Optional.empty();
  }

  int entries() {
    return lists.stream().mapToInt(Blocklist::entries).sum();
  }

  int unreadableLines() {
    return lists.stream().mapToInt(Blocklist::unreadableLines).sum();
  }
}

package io.tapline.report.blocklist;

import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.address.IpPrefix;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One list, read. A name lists itself and all names below it.
 *
 * <p>Prefixes are kept in a set, and an address is looked up once for each length that there is:
 * lists have a handful of lengths, and overlapping prefixes need no care.
 */
public final class Blocklist {
  /** From this length on the halves of a prefix are those of an IPv4 address. */
  private static final int IPV4_FROM_BITS = 96;

  private final String name;
  private final Set<IpPrefix> prefixes = new HashSet<>();
  private final TreeSet<Integer> lengths = new TreeSet<>();
  private final Set<String> names = new HashSet<>();
  private int unreadableLines;

  Blocklist(String name) {
    this.name = name;
  }

  void add(IpPrefix prefix) {
    prefixes.add(prefix);
    lengths.add(prefix.lengthBits());
  }

  /**
   * @param hostname in lower case
   */
  void add(String hostname) {
    names.add(hostname);
  }

  void countUnreadableLine() {
    unreadableLines++;
  }

  /** For people: the file's name. */
  public String name() {
    return name;
  }

  int entries() {
    return prefixes.size() + names.size();
  }

  int unreadableLines() {
    return unreadableLines;
  }

  boolean hasAddresses() {
    return !prefixes.isEmpty();
  }

  boolean hasNames() {
    return !names.isEmpty();
  }

  /** The entry that lists an address, the longest prefix. */
  Optional<String> find(IpAddress address) {
    for (int length : lengths.descendingSet()) {
      IpPrefix prefix = prefixOf(address, length);
      if (prefixes.contains(prefix)) {
        return Optional.of(prefix.toString());
      }
    }
    return Optional.empty();
  }

  private static IpPrefix prefixOf(IpAddress address, int length) {
    long high =
        length >= IPV4_FROM_BITS
            ? address.high()
            : IpAddresses.onTheWire(address.high(), address.low());
    return new IpPrefix(high, address.low(), length);
  }

  /** The entry that lists a name, the longest. */
  Optional<String> findName(String hostname) {
    String rest = hostname.toLowerCase(Locale.ROOT);
    rest = rest.endsWith(".") ? rest.substring(0, rest.length() - 1) : rest; // absolute, RFC 1034
    while (!rest.isEmpty()) {
      if (names.contains(rest)) {
        return Optional.of(rest);
      }
      int dot = rest.indexOf('.');
      rest = dot < 0 ? "" : rest.substring(dot + 1);
    }
    return Optional.empty();
  }
}

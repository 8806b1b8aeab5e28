package io.tapline.report.blocklist;

import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.address.IpPrefix;
import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the usual forms of lists, an entry a line:
 *
 * <pre>
 * 198.51.100.7            an address, also with :port
 * 198.51.100.0/24 ; why   a prefix, also first-last; what follows # or ; is a comment
 * bad.example             a name and all below it, also *.bad.example and .bad.example
 * 0.0.0.0 bad.example     a hosts file
 * ||bad.example^          an ad blocker's list
 * http://bad.example/x    the host of a URL
 * "2026-01-01","198.51.100.7",443   of comma-separated values the first that is one of these
 * </pre>
 *
 * <p>A line that is none of these is counted and left out. So are a prefix of all addresses, and
 * addresses that no single host has, such as {@code 255.255.255.255 broadcasthost} and {@code
 * ff02::1 ip6-allnodes} of the usual hosts files: every DHCP client and every IPv6 host sends
 * there.
 */
final class BlocklistParser {
  private static final Pattern COMMENT =
      Pattern.compile("\\s*[#;!].*|\\s*//.*|\\s*\\[[^:\\]]*\\]\\s*");
  private static final Pattern TRAILING = Pattern.compile("\\s+[#;].*");
  private static final Pattern AD_BLOCK = Pattern.compile("\\|\\|([^\\^/$|*]+)\\^?(?:\\$.*)?");
  private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]*://(?:[^@/]*@)?([^/?#]+).*");
  private static final Pattern PORT = Pattern.compile("([^:]+):[0-9]{1,5}");
  private static final Pattern BRACKETS = Pattern.compile("\\[([^\\]]+)\\](?::[0-9]{1,5})?");
  private static final Pattern NAME =
      Pattern.compile(
          "(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");
  private static final Pattern SPACED_RANGE = Pattern.compile("([0-9.]+)\\s+-\\s+([0-9.]+)");

  /** What ad blockers hide in a page of the names before it. */
  private static final Pattern COSMETIC = Pattern.compile("#[@?$%]*#");

  /** This network, loopback, link-local, multicast, reserved and broadcast. */
  private static final List<IpPrefix> NO_HOST =
      Stream.of(
              "0.0.0.0/8",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "224.0.0.0/3",
              "::/128",
              "::1/128",
              "fe80::/10",
              "ff00::/8")
          .map(IpPrefix::parse)
          .toList();

  private static final IpPrefix ALL_IPV4 = IpPrefix.parse("0.0.0.0/0");
  private static final Set<String> HOSTS_FILE = Set.of("0.0.0.0", "127.0.0.1", "::", "::1");
  private static final int LONGEST_LINE = 4_096;

  private final Blocklist list;
  private final int maxEntries;

  private BlocklistParser(Blocklist list, int maxEntries) {
    this.list = list;
    this.maxEntries = maxEntries;
  }

  /**
   * @param maxEntries of the list
   * @throws IllegalArgumentException with a sentence when it has more
   */
  static Blocklist parse(String name, Stream<String> lines, int maxEntries) {
    BlocklistParser parser = new BlocklistParser(new Blocklist(name), maxEntries);
    lines.forEach(parser::line);
    return parser.list;
  }

  private void line(String raw) {
    String line = raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
    if (line.isBlank() || COMMENT.matcher(line).matches()) {
      return;
    }
    if (line.length() > LONGEST_LINE || !read(TRAILING.matcher(line).replaceFirst("").strip())) {
      list.countUnreadableLine();
    }
    if (list.entries() > maxEntries) {
      throw new IllegalArgumentException("it has more than %d entries".formatted(maxEntries));
    }
  }

  private boolean read(String line) {
    Matcher blocked = AD_BLOCK.matcher(line);
    if (blocked.matches()) {
      return entry(blocked.group(1));
    }
    if (COSMETIC.matcher(line).find()) {
      return false;
    }
    Matcher range = SPACED_RANGE.matcher(line);
    if (range.matches()) {
      return entry(range.group(1) + '-' + range.group(2));
    }
    List<String> words = List.of(line.split("\\s+"));
    if (words.size() > 1 && HOSTS_FILE.contains(words.getFirst())) {
      return words.stream().skip(1).map(this::entry).reduce(false, Boolean::logicalOr);
    }
    if (line.indexOf(',') >= 0) {
      return Stream.of(line.split(",")).map(BlocklistParser::unquoted).anyMatch(this::entry);
    }
    return entry(unquoted(words.getFirst()));
  }

  private static String unquoted(String field) {
    String text = field.strip();
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  private boolean entry(String written) {
    String text = host(written.toLowerCase(Locale.ROOT));
    List<IpPrefix> prefixes = prefixes(text);
    prefixes.forEach(list::add);
    Optional<String> name = prefixes.isEmpty() ? name(text) : Optional.empty();
    name.ifPresent(list::add);
    return !prefixes.isEmpty() || name.isPresent();
  }

  /** Without scheme, path and port. */
  private static String host(String text) {
    Matcher url = URL.matcher(text);
    String host = url.matches() ? url.group(1) : text;
    Matcher brackets = BRACKETS.matcher(host);
    if (brackets.matches()) {
      return brackets.group(1);
    }
    Matcher port = PORT.matcher(host);
    return port.matches() ? port.group(1) : host;
  }

  private static List<IpPrefix> prefixes(String text) {
    int dash = text.indexOf('-');
    try {
      if (dash > 0 && Character.digit(text.charAt(0), 16) >= 0) {
        return AddressRange.prefixes(address(text, 0, dash), address(text, dash + 1, text.length()))
            .stream()
            .filter(BlocklistParser::hasHosts)
            .toList();
      }
      return Stream.of(IpPrefix.parse(text)).filter(BlocklistParser::hasHosts).toList();
    } catch (IllegalArgumentException e) {
      return List.of(); // then it may be a name
    }
  }

  private static IpAddress address(String text, int from, int to) {
    return IpAddresses.parse(text.substring(from, to).strip());
  }

  private static boolean hasHosts(IpPrefix prefix) {
    return prefix.lengthBits() > 0
        && !prefix.equals(ALL_IPV4)
        && NO_HOST.stream().noneMatch(none -> isWithin(prefix, none));
  }

  private static boolean isWithin(IpPrefix prefix, IpPrefix other) {
    return prefix.lengthBits() >= other.lengthBits() && other.contains(prefix.high(), prefix.low());
  }

  private static Optional<String> name(String text) {
    String bare = text.startsWith("*.") ? text.substring(2) : text;
    bare = bare.startsWith(".") ? bare.substring(1) : bare;
    bare = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    String ascii = ascii(bare);
    return NAME.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
  }

  /** Names are in the log as they are on the wire. */
  private static String ascii(String name) {
    try {
      return name.chars().allMatch(c -> c < 128) ? name : IDN.toASCII(name);
    } catch (IllegalArgumentException e) {
      return ""; // no name
    }
  }

  /** Both ends of a range of one family. */
  private static final class AddressRange {
    private AddressRange() {}

    /** The prefixes that cover it, IPv4 only. */
    static List<IpPrefix> prefixes(IpAddress first, IpAddress last) {
      if (!IpAddresses.isIpv4(first.high(), first.low())
          || !IpAddresses.isIpv4(last.high(), last.low())) {
        throw new IllegalArgumentException("a range of IPv6 addresses");
      }
      long from = first.low() & 0xFFFF_FFFFL;
      long to = last.low() & 0xFFFF_FFFFL;
      List<IpPrefix> prefixes = new ArrayList<>();
      while (from <= to) {
        int bits = from == 0 ? 32 : Long.numberOfTrailingZeros(from);
        bits = Math.min(32, Math.min(bits, 63 - Long.numberOfLeadingZeros(to - from + 1)));
        prefixes.add(new IpPrefix(0, IpAddresses.ofIpv4(from), 128 - bits));
        from += 1L << bits;
      }
      return prefixes;
    }
  }
}

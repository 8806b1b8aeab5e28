package io.tapline.report.fwctl;

import static io.tapline.report.fwctl.RecordField.DESTINATION_ALIAS;
import static io.tapline.report.fwctl.RecordField.DESTINATION_INTERFACE;
import static io.tapline.report.fwctl.RecordField.SOURCE_ALIAS;
import static io.tapline.report.fwctl.RecordField.SOURCE_INTERFACE;

import io.tapline.report.Reason;
import io.tapline.rpc.Refusal;
import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Interfaces and aliases of addresses, from the text of Fwctl's two files. A line of interfaces is
 * {@code NAME DEVICE ADDRESS/BITS NETWORK...}; it makes the aliases NAME_IP, NAME_NET, NAME_BCAST,
 * NAME_NETS and NAME_REM_NETS. A line of aliases is {@code NAME = ADDRESS...} or {@code NAME :=
 * ...}; an address may name its interface, {@code 10.1.2.3(INT)}, or be an alias above. {@code #}
 * begins a comment.
 *
 * <p>The most specific network wins, and of equal ones the alias whose name is first; the original
 * takes any of them. What no network contains is EXT and INTERNET.
 */
public final class Networks {
  /** Neither interfaces nor aliases. */
  public static final Networks NONE = parse("", "");

  private static final String INTERNET = "INTERNET";
  private static final String EXTERNAL = "EXT";
  private static final int ADDRESS_BITS = 128;
  private static final int MOST_ENTRIES = 10_000;

  private static final Comparator<Entry> SPECIFIC_FIRST =
      Comparator.comparingInt((Entry entry) -> -entry.network().lengthBits())
          .thenComparing(Entry::name);

  private final Map<String, String> interfacesByDevice = new HashMap<>();
  private final List<Entry> interfaces = new ArrayList<>();
  private final List<Entry> aliases = new ArrayList<>();

  private record Entry(String name, IpPrefix network) {}

  private Networks() {}

  /**
   * Reads both texts.
   *
   * @throws Refusal with the line at fault
   */
  public static Networks parse(String interfaceLines, String aliasLines) {
    Networks networks = new Networks();
    lines("interfaces", interfaceLines, networks::addInterface);
    lines("aliases", aliasLines, networks::addAlias);
    networks.interfaces.sort(SPECIFIC_FIRST);
    networks.aliases.sort(SPECIFIC_FIRST);
    return networks;
  }

  private interface LineReader {
    void read(String line);
  }

  private static void lines(String file, String text, LineReader reader) {
    int number = 0;
    for (String whole : text.split("\n", -1)) {
      number++;
      String line = whole.replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        line(file, number, line, reader);
      }
    }
  }

  private static void line(String file, int number, String line, LineReader reader) {
    try {
      reader.read(line);
    } catch (IllegalArgumentException e) {
      throw Refusal.ofField(
          Reason.INVALID_PARAMETER,
          file,
          "`%s`, line %d: %s".formatted(file, number, e.getMessage()));
    }
  }

  private void addInterface(String line) {
    String[] words = line.split("\\s+", -1);
    if (words.length < 3) {
      throw new IllegalArgumentException("expected NAME DEVICE ADDRESS/BITS NETWORK...");
    }
    String name = words[0];
    interfacesByDevice.put(words[1], name);
    addLocal(name, words[2]);
    for (int i = 3; i < words.length; i++) {
      IpPrefix network = IpPrefix.parse(words[i]);
      interfaces.add(new Entry(name, network));
      add(name + "_NETS", network);
      add(name + "_REM_NETS", network);
    }
  }

  private void addLocal(String name, String address) {
    IpPrefix network = IpPrefix.parse(address);
    interfaces.add(new Entry(name, network));
    add(name + "_IP", IpPrefix.parse(address.replaceFirst("/.*", "")));
    add(name + "_NET", network);
    add(name + "_NETS", network);
    if (network.lengthBits() < ADDRESS_BITS - 1) {
      add(name + "_BCAST", host(network.last()));
    }
  }

  private static IpPrefix host(IpAddress address) {
    return new IpPrefix(address.high(), address.low(), ADDRESS_BITS);
  }

  private void addAlias(String line) {
    String[] sides = line.split(":?=", 2);
    if (sides.length < 2 || sides[0].isBlank() || sides[1].isBlank()) {
      throw new IllegalArgumentException("expected NAME = ADDRESS...");
    }
    String name = sides[0].strip();
    for (String word : sides[1].strip().split("\\s+", -1)) {
      addTo(name, word.replaceFirst("\\(.*\\)$", ""));
    }
  }

  private void addTo(String name, String word) {
    List<Entry> named = aliases.stream().filter(entry -> entry.name().equals(word)).toList();
    if (named.isEmpty()) {
      add(name, IpPrefix.parse(word));
    }
    named.forEach(entry -> add(name, entry.network()));
  }

  private void add(String name, IpPrefix network) {
    if (aliases.size() == MOST_ENTRIES) {
      throw new IllegalArgumentException("there are more than %,d".formatted(MOST_ENTRIES));
    }
    aliases.add(new Entry(name, network));
  }

  /** Of these fields those that depend on the record: without networks all addresses are alike. */
  Set<RecordField> needed(Set<RecordField> fields) {
    Set<RecordField> needed = EnumSet.copyOf(fields);
    if (interfaces.isEmpty()) {
      needed.removeAll(EnumSet.of(SOURCE_INTERFACE, DESTINATION_INTERFACE));
    }
    if (aliases.isEmpty()) {
      needed.removeAll(EnumSet.of(SOURCE_ALIAS, DESTINATION_ALIAS));
    }
    return needed;
  }

  /** The interface of a device, empty when there is none. */
  String interfaceOfDevice(String device) {
    return interfacesByDevice.getOrDefault(device, "");
  }

  /** The interface that an address is behind. */
  String interfaceOf(long high, long low) {
    return name(interfaces, high, low, EXTERNAL);
  }

  /** The alias of an address. */
  String aliasOf(long high, long low) {
    return name(aliases, high, low, INTERNET);
  }

  private static String name(List<Entry> entries, long high, long low, String other) {
    for (Entry entry : entries) {
      if (entry.network().contains(high, low)) {
        return entry.name();
      }
    }
    return other;
  }
}

package io.tapline.flowlog.search.filter;

import io.tapline.flowlog.identify.IpProtocols;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** IP protocols by name and number. */
public final class Protocols {
  private static final int COUNT = 256;
  private static final Map<String, Integer> NUMBERS = numbers();

  private Protocols() {}

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers =
        new HashMap<>(Map.of("icmpv6", 58, "icmp6", 58, "ospf", 89, "icmp4", 1));
    for (int number = 0; number < COUNT; number++) {
      numbers.put(name(number), number);
    }
    return Map.copyOf(numbers);
  }

  /** The name in lower case, or the number where there is no name. */
  public static String name(int number) {
    String name = IpProtocols.name(number);
    return name == null ? Integer.toString(number) : name;
  }

  /** The number of a name or number; -1 when it is neither. */
  static int number(String text) {
    if (text.matches("[0-9]{1,3}")) {
      int number = Integer.parseInt(text);
      return number < COUNT ? number : -1;
    }
    return NUMBERS.getOrDefault(text.toLowerCase(Locale.ROOT), -1);
  }
}

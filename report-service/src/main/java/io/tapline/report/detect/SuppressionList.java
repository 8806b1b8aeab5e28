package io.tapline.report.detect;

import io.tapline.report.rule.Sides;
import io.tapline.report.rule.Sighting;
import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.address.IpPrefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rules of what is not worth an event, a line each; what follows # is a comment:
 *
 * <pre>
 * source 192.0.2.10                      our scanner, whatever it does
 * source 10.0.0.0/8 beaconing            only of this detection
 * target 192.0.2.53 amplification 53     and only on this port
 * </pre>
 *
 * <p>A sighting is suppressed where all addresses that it is known to have on that side match. The
 * targets of a host scan are counted, not known, so its port alone can match there.
 */
record SuppressionList(List<Rule> rules) implements Suppressions {
  private static final String ANY = "*";
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int HIGHEST_PORT = 65_535;

  /**
   * @param source the rule is about the source, else about the target
   * @param detection its name, or {@code *}
   * @param port 0 = any
   */
  record Rule(boolean source, IpPrefix prefix, String detection, int port) {
    boolean matches(Sighting sighting) {
      Sides.Side side = source ? sighting.sides().source() : sighting.sides().target();
      return (detection.equals(ANY) || detection.equals(sighting.detection().name()))
          && !side.addresses().isEmpty()
          && side.addresses().stream().map(IpAddresses::parse).allMatch(this::contains)
          && (port == 0 || isPort(sighting));
    }

    private boolean contains(IpAddress address) {
      return prefix.contains(address.high(), address.low());
    }

    private boolean isPort(Sighting sighting) {
      return sighting.sides().source().ports().contains(port)
          || sighting.sides().target().ports().contains(port);
    }
  }

  SuppressionList {
    rules = List.copyOf(rules);
  }

  @Override
  public boolean suppresses(Sighting sighting) {
    return rules.stream().anyMatch(rule -> rule.matches(sighting));
  }

  /**
   * @param detections names of all there are
   * @throws IllegalArgumentException with the line and a sentence
   */
  static SuppressionList parse(String text, Collection<String> detections) {
    List<Rule> rules = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String rule = line.replaceFirst("#.*", "").strip();
      if (!rule.isEmpty()) {
        rules.add(rule(rule, number, detections));
      }
    }
    return new SuppressionList(rules);
  }

  private static Rule rule(String line, int number, Collection<String> detections) {
    List<String> words = List.of(line.split("\\s+"));
    boolean source = words.getFirst().equals("source");
    if (words.size() < 2 || words.size() > 4 || !(source || words.getFirst().equals("target"))) {
      throw invalid(number, "a rule is `source|target ADDRESS[/LENGTH] [DETECTION|* [PORT]]`");
    }
    try {
      String detection = words.size() > 2 ? words.get(2) : ANY;
      requireKnown(detection, detections);
      int port = words.size() > 3 ? port(words.get(3)) : 0;
      return new Rule(source, IpPrefix.parse(words.get(1)), detection, port);
    } catch (IllegalArgumentException e) {
      throw invalid(number, String.valueOf(e.getMessage()));
    }
  }

  private static void requireKnown(String detection, Collection<String> detections) {
    if (!detection.equals(ANY) && !detections.contains(detection)) {
      throw new IllegalArgumentException("there is no detection " + detection);
    }
  }

  private static int port(String text) {
    if (!PORT.matcher(text).matches() || Integer.parseInt(text) > HIGHEST_PORT) {
      throw new IllegalArgumentException("there is no port " + text);
    }
    return Integer.parseInt(text);
  }

  private static IllegalArgumentException invalid(int number, String why) {
    return new IllegalArgumentException("line " + number + ": " + why);
  }
}

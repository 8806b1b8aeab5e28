package io.tapline.wire.exporter;

import io.tapline.wire.address.IpPrefix;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operator says about the sampling of exporters that report it wrong, or not at all. The
 * first rule whose prefix holds the exporter's address counts.
 */
public final class SamplingRules {
  /** No rules. */
  public static final SamplingRules NONE = new SamplingRules(List.of());

  /** A rate that is no rule: nothing is said about the exporter. */
  static final long NOTHING = 0;

  private record Rule(IpPrefix exporters, boolean cap, long interval) {}

  private final Rule[] rules;

  private SamplingRules(List<Rule> rules) {
    this.rules = rules.toArray(Rule[]::new);
  }

  /**
   * Reads rules, each an address or prefix, {@code =} to set or {@code <=} to cap, and how many
   * packets there are for one that was looked at: {@code 192.0.2.1=1000}, {@code
   * 2001:db8::/32<=4096}.
   *
   * @throws IllegalArgumentException when a rule is none
   */
  public static SamplingRules parse(List<String> texts) {
    List<Rule> rules = new ArrayList<>();
    for (String text : texts) {
      rules.add(rule(text.strip()));
    }
    return new SamplingRules(rules);
  }

  private static Rule rule(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw none(text);
    }
    boolean cap = text.charAt(equals - 1) == '<';
    String exporters = text.substring(0, cap ? equals - 1 : equals).strip();
    try {
      long interval = Long.parseLong(text.substring(equals + 1).strip());
      if (interval < 1 || interval > Plausibility.MAXIMUM_INTERVAL) {
        throw none(text);
      }
      return new Rule(IpPrefix.parse(exporters), cap, interval);
    } catch (IllegalArgumentException e) {
      throw none(text);
    }
  }

  private static IllegalArgumentException none(String text) {
    return new IllegalArgumentException(
        "not a rule of sampling like 192.0.2.1=1000 or 10.0.0.0/8<=4096: " + text);
  }

  boolean isEmpty() {
    return rules.length == 0;
  }

  /** The rate that is set for the exporter, or {@link #NOTHING}. */
  long set(long high, long low) {
    return find(false, high, low);
  }

  /** The greatest rate that is believed of the exporter, or {@link #NOTHING}. */
  long cap(long high, long low) {
    return find(true, high, low);
  }

  private long find(boolean cap, long high, long low) {
    for (Rule rule : rules) {
      if (rule.exporters.contains(high, low)) {
        return rule.cap == cap ? rule.interval : NOTHING;
      }
    }
    return NOTHING;
  }
}

package io.tapline.wire.firewall;

import java.util.Locale;

/**
 * What the user wrote before a netfilter line, for example {@code [UFW BLOCK]}, {@code
 * FINAL_REJECT:} or {@code Shorewall:net-fw:DROP:}.
 *
 * @param chain the prefix without brackets, colon and blanks around it
 * @param action the last word of it that names a verdict, in lower case ({@code drop}, {@code
 *     reject}, {@code deny}, {@code block}, {@code accept}, {@code allow}, {@code audit}, {@code
 *     limit}), or {@code log}
 */
record LogPrefix(String chain, String action) {
  private static final String UNTOLD = "log";

  static LogPrefix of(String prefix) {
    String chain = bare(prefix);
    return new LogPrefix(chain, action(prefix, chain));
  }

  private static String bare(String prefix) {
    int from = 0;
    int to = prefix.length();
    while (to > from && isFrame(prefix.charAt(to - 1))) {
      to--;
    }
    while (from < to && isFrame(prefix.charAt(from))) {
      from++;
    }
    return prefix.substring(from, to);
  }

  private static boolean isFrame(char c) {
    return c <= ' ' || c == ':' || c == '[' || c == ']';
  }

  private static String action(String prefix, String chain) {
    String action = UNTOLD;
    int from = 0;
    for (int at = 0; at <= chain.length(); at++) {
      if (at == chain.length() || !Character.isLetter(chain.charAt(at))) {
        String named = verdict(chain.substring(from, at).toLowerCase(Locale.ROOT));
        action = named.isEmpty() ? action : named;
        from = at + 1;
      }
    }
    return action.equals(UNTOLD) && prefix.indexOf('[') >= 0 ? lastLetter(chain) : action;
  }

  private static String verdict(String word) {
    return switch (word) {
      case "drop", "drops", "dropped" -> "drop";
      case "reject", "rejects", "rejected" -> "reject";
      case "deny", "denied" -> "deny";
      case "block", "blocked" -> "block";
      case "accept", "accepts", "accepted" -> "accept";
      case "allow", "allowed", "pass", "passed" -> "allow";
      case "audit" -> "audit";
      case "limit" -> "limit";
      default -> "";
    };
  }

  /** VyOS and EdgeOS end their prefixes {@code [RULESET-RULE-D]}. */
  private static String lastLetter(String chain) {
    if (chain.endsWith("-D")) {
      return "drop";
    }
    if (chain.endsWith("-R")) {
      return "reject";
    }
    return chain.endsWith("-A") ? "accept" : UNTOLD;
  }
}

package io.tapline.rpc.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do. Each role may do all that those before it may. */
public enum Role {
  /** Read the log, reports, events and the state of the services. */
  VIEWER,
  /** Read packets, too. */
  ANALYST,
  /** Change what is captured, imported, detected, reported and acknowledged. */
  OPERATOR,
  /** Delete data and maintain the database. */
  ADMIN;

  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** In small letters, as people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #word}; empty when it is none. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}

package io.tapline.rpc.auth;

import org.jspecify.annotations.Nullable;

/**
 * Who calls. Names in parentheses cannot be those of tokens.
 *
 * @param name of the token
 */
public record Principal(String name, Role role) {
  /** Whoever connects while authentication is off. */
  static final Principal ANYONE = new Principal("(anyone)", Role.ADMIN);

  /** A process of this machine that shows no token where that is allowed. */
  static final Principal LOOPBACK = new Principal("(loopback)", Role.ADMIN);

  /** Whoever can read the file that the server writes for its owner. */
  static final Principal OWNER = new Principal("(owner)", Role.ADMIN);

  /** Another service of this process. */
  static final Principal PROCESS = new Principal("(process)", Role.OPERATOR);

  /** Whoever was admitted, or anyone where nobody is asked. */
  public static Principal orAnyone(@Nullable Principal admitted) {
    return admitted == null ? ANYONE : admitted;
  }

  /** Whether a call of the process to itself, which somebody else's call is the reason of. */
  public boolean isProcess() {
    return equals(PROCESS);
  }
}

package io.tapline.rpc.auth;

import org.jspecify.annotations.Nullable;

/** The header {@code Authorization: Bearer TOKEN} (RFC 6750). */
public final class Bearer {
  private static final String SCHEME = "Bearer ";

  private Bearer() {}

  /**
   * The token of a header.
   *
   * @param header null when there is none
   * @return null when there is none of this scheme
   */
  public static @Nullable String token(@Nullable String header) {
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : null;
  }

  public static String header(String token) {
    return SCHEME + token;
  }
}

package io.tapline.rpc.auth;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link AuthConfig} says, as values.
 *
 * @param tokens null = authentication is off
 * @param ownerTokenFile null = the owner has no token of this run
 * @param serviceTokenFile null = others are called without a token, unless they are in this process
 */
public record AuthSettings(
    @Nullable Path tokens,
    boolean optional,
    boolean openLoopback,
    boolean oneProcess,
    @Nullable Path ownerTokenFile,
    @Nullable Path serviceTokenFile,
    Set<String> hosts) {
  /** No authentication. */
  public static final AuthSettings OFF =
      new AuthSettings(null, false, false, false, null, null, Set.of());

  static AuthSettings of(AuthConfig config) {
    return new AuthSettings(
        config.tokens().orElse(null),
        config.optional(),
        config.openLoopback(),
        config.oneProcess(),
        config.ownerTokenFile().orElse(null),
        config.serviceTokenFile().orElse(null),
        Set.copyOf(config.hosts().orElse(List.of())));
  }

  /** Everybody needs a token of this file. */
  public static AuthSettings requiring(Path tokens) {
    return new AuthSettings(tokens, false, false, false, null, null, Set.of());
  }
}

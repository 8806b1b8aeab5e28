package io.tapline.rpc.auth;

import io.tapline.rpc.Refusal;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides who a caller is and whether that is enough. For any number of threads. */
public final class Guard {
  /** Shown by the services of one process to each other; in no file, and new with each process. */
  private static final String PROCESS_TOKEN = Token.random(new SecureRandom());

  private final @Nullable LiveTokens tokens;
  private final Map<String, Principal> others;
  private final AuthSettings settings;
  private final InstantSource clock;

  /**
   * @param tokens null = authentication is off
   * @param ownerToken of the owner; null when there is none
   */
  Guard(
      @Nullable LiveTokens tokens,
      AuthSettings settings,
      @Nullable String ownerToken,
      InstantSource clock) {
    this.tokens = tokens;
    this.settings = settings;
    this.clock = clock;
    this.others = others(settings.oneProcess(), ownerToken);
  }

  private static Map<String, Principal> others(boolean oneProcess, @Nullable String ownerToken) {
    Map<String, Principal> others = new HashMap<>();
    if (oneProcess) {
      others.put(Token.hash(PROCESS_TOKEN), Principal.PROCESS);
    }
    if (ownerToken != null) {
      others.put(Token.hash(ownerToken), Principal.OWNER);
    }
    return Map.copyOf(others);
  }

  /** What a service of this process shows to another. */
  public static String processToken() {
    return PROCESS_TOKEN;
  }

  /** Whether calls are asked for a token. Once on, it stays on. */
  public boolean isOn() {
    return tokens != null && (!settings.optional() || tokens.wereSeen());
  }

  /**
   * Who shows this token.
   *
   * @param token null when the call has none
   * @param loopback whether the call comes from this machine
   * @throws Refusal TOKEN_MISSING, TOKEN_UNKNOWN, TOKEN_EXPIRED, TOKENS_UNREADABLE
   */
  public Principal admit(@Nullable String token, boolean loopback) {
    if (tokens == null || !isOn()) {
      return Principal.ANYONE;
    }
    if (token == null) {
      return withoutToken(loopback);
    }
    String hash = Token.hash(token);
    return others.entrySet().stream()
        .filter(other -> Token.same(other.getKey(), hash))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> stored(tokens.tokens(), hash));
  }

  private Principal withoutToken(boolean loopback) {
    if (settings.openLoopback() && loopback) {
      return Principal.LOOPBACK;
    }
    throw new Refusal(
        AuthReason.TOKEN_MISSING,
        "This needs a token: name its file by --token-file or TAPLINE_TOKEN_FILE, or send it as `authorization: Bearer TOKEN`.");
  }

  private Principal stored(List<StoredToken> stored, String hash) {
    Optional<StoredToken> found =
        stored.stream().filter(token -> Token.same(token.hash(), hash)).findFirst();
    StoredToken token =
        found.orElseThrow(
            () ->
                new Refusal(
                    AuthReason.TOKEN_UNKNOWN,
                    "This token is not known here or was revoked; ask for a new one (`tapline token create`)."));
    requireValid(token, clock.instant());
    return token.principal();
  }

  private static void requireValid(StoredToken token, Instant now) {
    if (token.isExpired(now)) {
      throw new Refusal(
          AuthReason.TOKEN_EXPIRED,
          "The token %s expired at %s; ask for a new one (`tapline token create`)."
              .formatted(token.name(), token.expiresText()),
          Map.of("expired", token.expiresText()));
    }
  }

  /**
   * Refuses a caller whose role is not enough.
   *
   * @param called for the sentence
   * @param needed null when no table names what is called
   * @throws Refusal ROLE_TOO_LOW, NOT_LISTED
   */
  public static void require(Principal caller, String called, @Nullable Role needed) {
    if (needed == null) {
      throw new Refusal(
          AuthReason.NOT_LISTED, "No role is known for %s, so nobody may.".formatted(called));
    }
    if (!caller.role().includes(needed)) {
      throw new Refusal(
          AuthReason.ROLE_TOO_LOW,
          "%s needs the role %s and %s has %s; ask for a token of that role."
              .formatted(called, needed.word(), caller.name(), caller.role().word()),
          Map.of("needed", needed.word(), "role", caller.role().word()));
    }
  }
}

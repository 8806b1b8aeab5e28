package io.tapline.rpc.auth;

import io.tapline.rpc.auth.Guard.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one service, put together from its settings.
 *
 * @param hosts further names under which loopback addresses are asked
 * @param refused is told of each refusal
 */
public record Auth(
    Guard guard,
    Set<String> hosts,
    LoginThrottle throttle,
    AuditLog audit,
    Consumer<AuthReason> refused) {
  private static final Logger LOG = Logger.getLogger(Auth.class);

  public static Auth of(AuthConfig config, Consumer<AuthReason> refused) {
    return of(config, refused, AuditLog.ofCategory(), InstantSource.system());
  }

  /**
   * The same with an audit and a clock of one's own.
   *
   * @param audited takes each line
   */
  public static Auth of(
      AuthConfig config,
      Consumer<AuthReason> refused,
      Consumer<String> audited,
      InstantSource clock) {
    return of(config, refused, new AuditLog(audited), clock);
  }

  private static Auth of(
      AuthConfig config, Consumer<AuthReason> refused, AuditLog audit, InstantSource clock) {
    LiveTokens tokens = config.tokens().map(file -> new LiveTokens(file, clock)).orElse(null);
    Policy policy = new Policy(config.optional(), config.openLoopback(), config.oneProcess());
    return new Auth(
        new Guard(tokens, policy, ownerToken(config), clock),
        Set.copyOf(config.hosts().orElse(List.of())),
        new LoginThrottle(clock),
        audit,
        refused);
  }

  /** What a service of these settings shows to others. */
  public static ServiceToken serviceToken(AuthConfig config) {
    return ServiceToken.of(config, InstantSource.system());
  }

  private static @Nullable String ownerToken(AuthConfig config) {
    return config.ownerTokenFile().map(Auth::read).orElse(null);
  }

  private static @Nullable String read(Path file) {
    try {
      return Token.read(file);
    } catch (IOException e) {
      LOG.errorf("The owner's token is not accepted: %s", e.getMessage());
      return null;
    }
  }
}

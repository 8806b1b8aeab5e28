package io.tapline.rpc.auth;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
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
    return of(AuthSettings.of(config), refused, AuditLog.ofCategory(), InstantSource.system());
  }

  /**
   * The same with settings, an audit and a clock of one's own.
   *
   * @param audited takes each line
   */
  public static Auth of(
      AuthSettings settings,
      Consumer<AuthReason> refused,
      Consumer<String> audited,
      InstantSource clock) {
    return of(settings, refused, new AuditLog(audited), clock);
  }

  private static Auth of(
      AuthSettings settings, Consumer<AuthReason> refused, AuditLog audit, InstantSource clock) {
    LiveTokens tokens = settings.tokens() == null ? null : new LiveTokens(settings.tokens(), clock);
    return new Auth(
        new Guard(tokens, settings, ownerToken(settings.ownerTokenFile()), clock),
        settings.hosts(),
        new LoginThrottle(clock),
        audit,
        refused);
  }

  /** What a service of these settings shows to others. */
  public static ServiceToken serviceToken(AuthConfig config) {
    return ServiceToken.of(AuthSettings.of(config), InstantSource.system());
  }

  private static @Nullable String ownerToken(@Nullable Path file) {
    try {
      return file == null ? null : Token.read(file);
    } catch (IOException e) {
      LOG.errorf("The owner's token is not accepted: %s", e);
      return null;
    }
  }
}

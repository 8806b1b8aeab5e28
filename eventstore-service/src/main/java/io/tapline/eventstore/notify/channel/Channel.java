package io.tapline.eventstore.notify.channel;

import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.threshold.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A way to people or programs; validated.
 *
 * @param redirectTo by which its notices are sent; empty: by itself
 * @param disabled takes no events, and what waits in it waits on
 */
public record Channel(
    String name, Route route, Filter filter, Pace pace, String redirectTo, boolean disabled) {

  /**
   * Where it sends to.
   *
   * @param mail of a mail channel
   * @param caCertificates PEM; empty: those that Java trusts
   * @param plaintextAllowed beyond this machine
   */
  public record Route(
      ChannelKind kind,
      Target target,
      MailFields mail,
      Secret secret,
      String caCertificates,
      boolean plaintextAllowed) {

    /** Whether it may be sent in the open. */
    public boolean mayBePlaintext() {
      return plaintextAllowed || (kind != ChannelKind.SYSLOG && target.isLoopback());
    }
  }

  /**
   * Which events.
   *
   * @param query an EventQuery message, validated
   * @param outcomes NEW, RELAPSED or both
   */
  public record Filter(byte[] query, Severity minimum, Set<Outcome> outcomes) {}

  /**
   * When.
   *
   * @param digest the interval that is sent together; zero: one by one
   */
  public record Pace(@Nullable Instant mutedUntil, Duration digest) {

    boolean isMuted(Instant now) {
      return mutedUntil != null && now.isBefore(mutedUntil);
    }
  }

  public boolean isMuted(Instant now) {
    return pace.isMuted(now);
  }

  /** This channel with another secret. */
  public Channel withSecret(Secret secret) {
    Route other =
        new Route(
            route.kind(),
            route.target(),
            route.mail(),
            secret,
            route.caCertificates(),
            route.plaintextAllowed());
    return new Channel(name, other, filter, pace, redirectTo, disabled);
  }
}

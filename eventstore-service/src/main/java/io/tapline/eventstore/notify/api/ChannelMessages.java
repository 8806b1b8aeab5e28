package io.tapline.eventstore.notify.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import io.tapline.eventstore.decision.DecisionMessages;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.mail.MailAddress;
import io.tapline.eventstore.notify.Notice;
import io.tapline.eventstore.notify.channel.Certificates;
import io.tapline.eventstore.notify.channel.Channel.Filter;
import io.tapline.eventstore.notify.channel.Channel.Pace;
import io.tapline.eventstore.notify.channel.Channel.Route;
import io.tapline.eventstore.notify.channel.ChannelKind;
import io.tapline.eventstore.notify.channel.ChannelStore;
import io.tapline.eventstore.notify.channel.MailFields;
import io.tapline.eventstore.notify.channel.Secret;
import io.tapline.eventstore.notify.channel.Target;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.threshold.Outcome;
import io.tapline.eventstore.v1.Channel;
import io.tapline.eventstore.v1.EventQuery;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes messages of channels; the only place that turns them into each other. */
final class ChannelMessages {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Duration LONGEST_DIGEST = Duration.ofDays(31);
  private static final int MAX_TEXT = 1_024;
  private static final int MAX_PEM = 65_536;

  private final QueryRequests queries;

  ChannelMessages(QueryRequests queries) {
    this.queries = queries;
  }

  /**
   * Without its secret, see {@link #secret}.
   *
   * @throws Refusal INVALID_CHANNEL, and those of {@link QueryRequests#query}
   */
  io.tapline.eventstore.notify.channel.Channel channel(Channel message) {
    QueryRequests.requireKnownFields(message);
    check(NAME.matcher(message.getName()).matches(), "name", "must be 1 to 64 of a-z, 0-9, hyphen");
    return new io.tapline.eventstore.notify.channel.Channel(
        message.getName(),
        route(message),
        filter(message),
        pace(message),
        message.getRedirectTo().replace('\0', '\uFFFD'),
        message.getDisabled());
  }

  /** Null: the stored one stays. */
  static @Nullable Secret secret(Channel message) {
    check(isText(message.getSecret()), "secret", "is too long or has control characters");
    return message.getSecret().isEmpty() ? null : new Secret(message.getSecret());
  }

  private static Route route(Channel message) {
    ChannelKind kind = kind(message);
    Target target = target(kind, message.getTarget());
    String pem = message.getCaCertificates();
    checkCertificates(pem);
    Route route =
        new Route(
            kind, target, mail(kind, message), Secret.NONE, pem, message.getPlaintextAllowed());
    boolean open = target.isPlaintext() && !target.scheme().equals("smtp");
    check(
        !open || route.mayBePlaintext(),
        "target",
        "sends in the open, which plaintext_allowed does not allow");
    return route;
  }

  private static ChannelKind kind(Channel message) {
    return switch (message.getKind()) {
      case CHANNEL_KIND_MAIL -> ChannelKind.MAIL;
      case CHANNEL_KIND_WEBHOOK -> ChannelKind.WEBHOOK;
      case CHANNEL_KIND_SYSLOG -> ChannelKind.SYSLOG;
      case CHANNEL_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw ChannelStore.invalid("kind", "must be mail, webhook or syslog");
    };
  }

  private static Target target(ChannelKind kind, String text) {
    try {
      return Target.parse(kind, text);
    } catch (IllegalArgumentException e) {
      throw ChannelStore.invalid("target", String.valueOf(e.getMessage()));
    }
  }

  private static void checkCertificates(String pem) {
    check(pem.length() <= MAX_PEM, "ca_certificates", "are longer than " + MAX_PEM);
    try {
      if (!pem.isEmpty()) {
        Certificates.check(pem);
      }
    } catch (IllegalArgumentException e) {
      throw ChannelStore.invalid("ca_certificates", String.valueOf(e.getMessage()));
    }
  }

  private static MailFields mail(ChannelKind kind, Channel message) {
    check(isText(message.getUsername()), "username", "is too long or has control characters");
    if (kind != ChannelKind.MAIL) {
      boolean none = message.getSender().isEmpty() && message.getRecipientsCount() == 0;
      check(
          none && message.getUsername().isEmpty(), "kind", "has no sender, recipients or username");
      return MailFields.NONE;
    }
    check(MailAddress.isValid(message.getSender()), "sender", "must be a mail address");
    check(
        message.getRecipientsList().stream().allMatch(MailAddress::isValid)
            && message.getRecipientsCount() > 0
            && message.getRecipientsCount() <= Notice.MAX_RECIPIENTS,
        "recipients",
        "must be 1 to %d mail addresses".formatted(Notice.MAX_RECIPIENTS));
    return new MailFields(message.getSender(), message.getRecipientsList(), message.getUsername());
  }

  private Filter filter(Channel message) {
    var _ = queries.query(message.getQuery());
    Severity minimum =
        DecisionMessages.severity(message.getMinimumSeverity())
            .orElseThrow(
                () -> ChannelStore.invalid("minimum_severity", "has a value that is no severity"));
    return new Filter(message.getQuery().toByteArray(), minimum, outcomes(message));
  }

  private static Set<Outcome> outcomes(Channel message) {
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    for (io.tapline.eventstore.v1.Outcome one : message.getOutcomesList()) {
      switch (one) {
        case OUTCOME_NEW -> outcomes.add(Outcome.NEW);
        case OUTCOME_RELAPSED -> outcomes.add(Outcome.RELAPSED);
        case OUTCOME_THRESHOLDED, OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
            throw ChannelStore.invalid("outcomes", "must be new or relapsed");
      }
    }
    return outcomes.isEmpty() ? Set.of(Outcome.NEW, Outcome.RELAPSED) : outcomes;
  }

  private static Pace pace(Channel message) {
    check(
        !message.hasMutedUntil() || Timestamps.isValid(message.getMutedUntil()),
        "muted_until",
        "is not a valid timestamp");
    @Nullable Instant muted =
        message.hasMutedUntil()
            ? Timestamps.instant(message.getMutedUntil()).truncatedTo(ChronoUnit.MICROS)
            : null;
    check(
        Durations.isValid(message.getDigestInterval()),
        "digest_interval",
        "is not a valid duration");
    Duration digest = Timestamps.duration(message.getDigestInterval());
    check(
        !digest.isNegative() && digest.compareTo(LONGEST_DIGEST) <= 0,
        "digest_interval",
        "must be between 0 and %d days".formatted(LONGEST_DIGEST.toDays()));
    return new Pace(muted, digest.truncatedTo(ChronoUnit.MICROS));
  }

  private static boolean isText(String text) {
    return text.length() <= MAX_TEXT && text.chars().noneMatch(Character::isISOControl);
  }

  private static void check(boolean holds, String field, String why) {
    if (!holds) {
      throw ChannelStore.invalid(field, why);
    }
  }

  /** Never with the secret. */
  static Channel message(io.tapline.eventstore.notify.channel.Channel channel) {
    Route route = channel.route();
    Channel.Builder message =
        Channel.newBuilder()
            .setName(channel.name())
            .setKind(
                io.tapline.eventstore.v1.ChannelKind.valueOf("CHANNEL_KIND_" + route.kind().name()))
            .setTarget(route.target().uri().toString())
            .setSender(route.mail().sender())
            .addAllRecipients(route.mail().recipients())
            .setUsername(route.mail().username())
            .setHasSecret(!route.secret().isEmpty())
            .setCaCertificates(route.caCertificates())
            .setPlaintextAllowed(route.plaintextAllowed())
            .setRedirectTo(channel.redirectTo())
            .setDisabled(channel.disabled());
    add(message, channel.filter());
    add(message, channel.pace());
    return message.build();
  }

  private static void add(Channel.Builder message, Filter filter) {
    message.setMinimumSeverity(DecisionMessages.severity(filter.minimum()));
    filter.outcomes().stream()
        .sorted()
        .map(DecisionMessages::outcome)
        .forEach(message::addOutcomes);
    try {
      EventQuery query = EventQuery.parseFrom(filter.query());
      if (!query.equals(EventQuery.getDefaultInstance())) {
        message.setQuery(query);
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a channel's query was written by another program", e);
    }
  }

  private static void add(Channel.Builder message, Pace pace) {
    if (pace.mutedUntil() != null) {
      message.setMutedUntil(Timestamps.timestamp(pace.mutedUntil()));
    }
    if (!pace.digest().isZero()) {
      message.setDigestInterval(Timestamps.duration(pace.digest()));
    }
  }
}

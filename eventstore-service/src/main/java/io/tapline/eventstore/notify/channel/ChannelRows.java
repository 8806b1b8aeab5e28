package io.tapline.eventstore.notify.channel;

import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.notify.channel.Channel.Filter;
import io.tapline.eventstore.notify.channel.Channel.Pace;
import io.tapline.eventstore.notify.channel.Channel.Route;
import io.tapline.eventstore.threshold.Outcome;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Channels as rows of PostgreSQL; the only place that knows the columns. */
final class ChannelRows {
  static final String LIST =
      """
      SELECT name, kind, target, sender, recipients, username, secret, ca_certificates,
        plaintext_allowed, query, minimum_severity, outcomes, muted_until, redirect_to,
        digest_micros, enabled
      FROM eventstore.channel ORDER BY name\
      """;

  static final String SET =
      """
      INSERT INTO eventstore.channel (name, kind, target, sender, recipients, username, secret,
        ca_certificates, plaintext_allowed, query, minimum_severity, outcomes, muted_until,
        redirect_to, digest_micros, enabled)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
      ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, target = excluded.target,
        sender = excluded.sender, recipients = excluded.recipients, username = excluded.username,
        secret = excluded.secret, ca_certificates = excluded.ca_certificates,
        plaintext_allowed = excluded.plaintext_allowed, query = excluded.query,
        minimum_severity = excluded.minimum_severity, outcomes = excluded.outcomes,
        muted_until = excluded.muted_until, redirect_to = excluded.redirect_to,
        digest_micros = excluded.digest_micros, enabled = excluded.enabled\
      """;

  private ChannelRows() {}

  static List<Channel> channels(RowSet<Row> rows) {
    List<Channel> channels = new ArrayList<>();
    rows.forEach(row -> channels.add(channel(row)));
    return channels;
  }

  private static Channel channel(Row row) {
    @Nullable OffsetDateTime muted = row.getOffsetDateTime(12);
    @Nullable Instant mutedUntil = muted == null ? null : muted.toInstant();
    Duration digest = Duration.of(row.getLong(14), ChronoUnit.MICROS);
    Pace pace = new Pace(mutedUntil, digest);
    return new Channel(
        row.getString(0), route(row), filter(row), pace, row.getString(13), !row.getBoolean(15));
  }

  private static Route route(Row row) {
    ChannelKind kind = ChannelKind.valueOf(row.getString(1));
    MailFields mail =
        new MailFields(row.getString(3), List.of(row.getArrayOfStrings(4)), row.getString(5));
    return new Route(
        kind,
        Target.parse(kind, row.getString(2)),
        mail,
        new Secret(row.getString(6)),
        row.getString(7),
        row.getBoolean(8));
  }

  private static Filter filter(Row row) {
    Set<Outcome> outcomes =
        Arrays.stream(row.getArrayOfStrings(11))
            .map(Outcome::valueOf)
            .collect(Collectors.toUnmodifiableSet());
    return new Filter(row.getBuffer(9).getBytes(), Severity.valueOf(row.getString(10)), outcomes);
  }

  static Tuple row(Channel channel) {
    Route route = channel.route();
    @Nullable Instant muted = channel.pace().mutedUntil();
    return Tuple.tuple()
        .addValue(channel.name())
        .addValue(route.kind().name())
        .addValue(route.target().uri().toString())
        .addValue(route.mail().sender())
        .addValue(route.mail().recipients().toArray(String[]::new))
        .addValue(route.mail().username())
        .addValue(route.secret().reveal())
        .addValue(route.caCertificates())
        .addValue(route.plaintextAllowed())
        .addValue(Buffer.buffer(channel.filter().query()))
        .addValue(channel.filter().minimum().name())
        .addValue(
            channel.filter().outcomes().stream().map(Enum::name).sorted().toArray(String[]::new))
        .addValue(muted == null ? null : muted.atOffset(ZoneOffset.UTC))
        .addValue(channel.redirectTo())
        .addValue(channel.pace().digest().dividedBy(ChronoUnit.MICROS.getDuration()))
        .addValue(!channel.disabled());
  }
}

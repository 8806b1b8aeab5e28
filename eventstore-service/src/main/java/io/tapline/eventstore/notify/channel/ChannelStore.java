package io.tapline.eventstore.notify.channel;

import static io.tapline.eventstore.Reason.CHANNEL_LIMIT;
import static io.tapline.eventstore.Reason.CHANNEL_NOT_FOUND;
import static io.tapline.eventstore.Reason.INVALID_CHANNEL;
import static io.tapline.eventstore.Reason.REDIRECT_LOOP;

import io.smallrye.mutiny.Uni;
import io.tapline.rpc.Refusal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The channels in the database. */
public final class ChannelStore {
  /** Channels, at most. */
  public static final int MAX_CHANNELS = 100;

  /** Held while channels are checked against each other and written. */
  private static final String LOCK = "LOCK TABLE eventstore.channel IN SHARE ROW EXCLUSIVE MODE";

  private static final String DELETE = "DELETE FROM eventstore.channel WHERE name = $1";

  private final Pool pool;

  public ChannelStore(Pool pool) {
    this.pool = pool;
  }

  /** All of them. */
  public Uni<ChannelBook> all(SqlClient client) {
    return client
        .query(ChannelRows.LIST)
        .execute()
        .map(ChannelRows::channels)
        .map(ChannelBook::new);
  }

  public Uni<ChannelBook> all() {
    return all(pool);
  }

  /**
   * Creates or replaces; answers with what is stored. Fails with CHANNEL_LIMIT, REDIRECT_LOOP, or
   * INVALID_CHANNEL when there is no channel to redirect to or no secret that it needs.
   *
   * @param secret null: the one that is stored for this target
   */
  public Uni<Channel> set(Channel channel, @Nullable Secret secret) {
    return pool.withTransaction(
        transaction ->
            transaction
                .query(LOCK)
                .execute()
                .chain(() -> all(transaction))
                .map(book -> complete(channel, secret, book))
                .call(complete -> write(transaction, complete)));
  }

  private static Channel complete(Channel channel, @Nullable Secret secret, ChannelBook book) {
    if (!book.has(channel.name()) && book.size() >= MAX_CHANNELS) {
      throw new Refusal(
          CHANNEL_LIMIT,
          "there are %d channels; delete one first".formatted(MAX_CHANNELS),
          Map.of("limit", Integer.toString(MAX_CHANNELS)));
    }
    checkRedirect(channel, book);
    Channel complete = channel.withSecret(secret == null ? stored(channel, book) : secret);
    checkSecret(complete.route());
    return complete;
  }

  /** A secret is for the target that it was set with, and not carried to another. */
  private static Secret stored(Channel channel, ChannelBook book) {
    return book.find(channel.name())
        .map(Channel::route)
        .filter(old -> old.kind() == channel.route().kind())
        .filter(old -> old.target().equals(channel.route().target()))
        .map(Channel.Route::secret)
        .orElse(Secret.NONE);
  }

  private static void checkRedirect(Channel channel, ChannelBook book) {
    if (!channel.redirectTo().isEmpty() && !book.has(channel.redirectTo())) {
      throw invalid("redirect_to", "is no channel");
    }
    if (book.with(channel).redirectsInCircle(channel.name())) {
      throw new Refusal(
          REDIRECT_LOOP,
          "the redirection leads back to this channel",
          Map.of("channel", channel.name()));
    }
  }

  private static void checkSecret(Channel.Route route) {
    if (route.kind() == ChannelKind.WEBHOOK && route.secret().length() < 16) {
      throw invalid("secret", "of a webhook needs at least 16 characters");
    }
    if (!route.mail().username().isEmpty() && route.secret().isEmpty()) {
      throw invalid("secret", "is needed to log in");
    }
  }

  /** The field stands in the sentence. */
  public static Refusal invalid(String field, String why) {
    String full = "channel." + field;
    return Refusal.ofField(INVALID_CHANNEL, full, full + " " + why);
  }

  private static Uni<Void> write(SqlConnection transaction, Channel channel) {
    return transaction
        .preparedQuery(ChannelRows.SET)
        .execute(ChannelRows.row(channel))
        .replaceWithVoid();
  }

  /** Fails with CHANNEL_NOT_FOUND. */
  public Uni<Void> delete(String name) {
    return pool.preparedQuery(DELETE)
        .execute(Tuple.of(name))
        .invoke(
            rows -> {
              if (rows.rowCount() == 0) {
                throw notFound(name);
              }
            })
        .replaceWithVoid();
  }

  public static Refusal notFound(String name) {
    return new Refusal(CHANNEL_NOT_FOUND, "no channel has this name", Map.of("channel", name));
  }
}

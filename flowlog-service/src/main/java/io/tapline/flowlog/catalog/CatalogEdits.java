package io.tapline.flowlog.catalog;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.store.LogDatabase;
import io.tapline.flowlog.store.LogTransaction;
import io.tapline.rpc.Refusal;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Changes of the catalog, in transactions that last over many calls. Their edits are rows that only
 * their commit moves to where others see them:
 *
 * <pre>
 *   begin -> put, delete ... -> commit     one transaction of the database; commits wait for each
 *                |                         other, so that their numbers have no gap
 *                +-> rollback, or unused for too long
 * </pre>
 *
 * A commit is refused where a commit that the transaction did not see changed one of its objects.
 * For any number of threads and processes; calls block.
 */
public final class CatalogEdits {
  static final int MAX_MESSAGE_CHARACTERS = 1_000;

  private static final String ONE_BEGINS =
      "LOCK TABLE flowlog.catalog_transaction IN SHARE ROW EXCLUSIVE MODE";

  private static final String ROLL_BACK_UNUSED =
      "DELETE FROM flowlog.catalog_transaction WHERE use_time < $1";

  private static final String OPEN = "SELECT count(*) FROM flowlog.catalog_transaction";

  private static final String BEGIN =
      """
      INSERT INTO flowlog.catalog_transaction (id, base_commit, use_time)
      SELECT gen_random_uuid()::text, coalesce(max(id), 0), $1::timestamptz FROM flowlog.catalog_commit
      RETURNING id, base_commit\
      """;

  private static final String USE =
      """
      UPDATE flowlog.catalog_transaction SET use_time = greatest(use_time, $2)
      WHERE id = $1 AND use_time >= $3 RETURNING base_commit\
      """;

  private static final String OTHER_EDITS =
      "SELECT count(*) FROM flowlog.catalog_edit WHERE transaction_id = $1 AND name <> $2";

  private static final String PUT =
      """
      INSERT INTO flowlog.catalog_edit (transaction_id, name, prefixes, hidden)
      VALUES ($1, $2, $3::text[], $4)
      ON CONFLICT (transaction_id, name) DO UPDATE SET
        prefixes = excluded.prefixes, hidden = excluded.hidden\
      """;

  private static final String DELETE =
      """
      INSERT INTO flowlog.catalog_edit (transaction_id, name, prefixes, hidden)
      VALUES ($1, $2, NULL, false)
      ON CONFLICT (transaction_id, name) DO UPDATE SET prefixes = NULL, hidden = false\
      """;

  private static final String IS_THERE =
      """
      SELECT coalesce(
        (SELECT prefixes IS NOT NULL FROM flowlog.catalog_edit
          WHERE transaction_id = $1 AND name = $2),
        EXISTS (SELECT FROM flowlog.net_object WHERE name = $2))\
      """;

  private static final String END = "DELETE FROM flowlog.catalog_transaction WHERE id = $1";

  private final LogDatabase database;
  private final CatalogLimits limits;
  private final InstantSource clock;

  public CatalogEdits(LogDatabase database, CatalogLimits limits, InstantSource clock) {
    this.database = database;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * A transaction that has begun.
   *
   * @param base the last commit that it sees
   * @param expires when it is rolled back unless it is used before
   */
  public record Begun(String id, long base, Instant expires) {}

  /**
   * @throws Refusal TRANSACTION_LIMIT
   */
  public Begun begin() {
    Instant now = clock.instant();
    return transaction(
        statements -> {
          statements.execute(ONE_BEGINS);
          statements.execute(ROLL_BACK_UNUSED, unused(now));
          checkCount(statements.number(OPEN));
          Row row = statements.run(BEGIN, utc(now)).iterator().next();
          return new Begun(
              row.getString("id"), row.getLong("base_commit"), now.plus(limits.idle()));
        });
  }

  private void checkCount(long open) {
    if (open >= limits.transactions()) {
      throw refusal(
          Reason.TRANSACTION_LIMIT,
          "There are %d open transactions already.".formatted(open),
          limits.transactions());
    }
  }

  /**
   * Keeps a transaction open.
   *
   * @throws Refusal TRANSACTION_NOT_FOUND
   */
  public void use(String id) {
    change(statements -> checkOpen(statements, id));
  }

  private void checkOpen(Statements statements, String id) {
    long _ = use(statements, id);
  }

  /** The last commit that it sees; it is locked until the statements end. */
  private long use(Statements statements, String id) {
    Instant now = clock.instant();
    for (Row row : statements.run(USE, id, utc(now), unused(now))) {
      return row.getLong(0);
    }
    throw notFound(id);
  }

  /**
   * Adds an object, or replaces the one of its name.
   *
   * @throws Refusal TRANSACTION_NOT_FOUND, PREFIX_LIMIT, NET_OBJECT_LIMIT
   */
  public void put(String id, NetObject object) {
    if (object.prefixes().size() > limits.prefixes()) {
      throw refusal(
          Reason.PREFIX_LIMIT,
          "%s has %,d prefixes, but an object has at most %,d."
              .formatted(object.name(), object.prefixes().size(), limits.prefixes()),
          limits.prefixes());
    }
    change(
        statements -> {
          checkOpen(statements, id);
          checkEdits(statements.number(OTHER_EDITS, id, object.name()));
          statements.execute(PUT, id, object.name(), object.prefixTexts(), object.hidden());
        });
  }

  /**
   * Removes an object.
   *
   * @throws Refusal TRANSACTION_NOT_FOUND, NET_OBJECT_NOT_FOUND, NET_OBJECT_LIMIT
   */
  public void delete(String id, String name) {
    change(
        statements -> {
          checkOpen(statements, id);
          checkEdits(statements.number(OTHER_EDITS, id, name));
          if (!statements.run(IS_THERE, id, name).iterator().next().getBoolean(0)) {
            throw noObject(name);
          }
          statements.execute(DELETE, id, name);
        });
  }

  private void checkEdits(long others) {
    if (others >= limits.objects()) {
      throw refusal(
          Reason.NET_OBJECT_LIMIT,
          "A transaction changes at most %,d objects.".formatted(limits.objects()),
          limits.objects());
    }
  }

  /**
   * Makes the edits visible. The same number again where the transaction was committed before.
   *
   * @return the number of the commit; empty where nothing differs
   * @throws Refusal INVALID_MESSAGE, TRANSACTION_NOT_FOUND, CATALOG_CONFLICT, NET_OBJECT_LIMIT
   */
  public Optional<Long> commit(String id, String message) {
    checkMessage(message);
    return transaction(
        statements -> {
          CommitStatements commit = new CommitStatements(statements, id, limits.objects());
          Optional<Long> before = commit.before();
          return before.isPresent() ? before : commit(commit, statements, id, message);
        });
  }

  private Optional<Long> commit(
      CommitStatements commit, Statements statements, String id, String message) {
    commit.checkConflict(use(statements, id));
    Optional<Long> number = commit.commit(message, utc(clock.instant()));
    statements.execute(END, id);
    return number;
  }

  private static void checkMessage(String message) {
    if (message.isBlank() || message.length() > MAX_MESSAGE_CHARACTERS) {
      throw Refusal.ofField(
          Reason.INVALID_MESSAGE,
          "message",
          "A commit has a message of at most %,d characters.".formatted(MAX_MESSAGE_CHARACTERS));
    }
  }

  /**
   * Forgets the edits.
   *
   * @throws Refusal TRANSACTION_NOT_FOUND
   */
  public void rollback(String id) {
    change(
        statements -> {
          checkOpen(statements, id);
          statements.execute(END, id);
        });
  }

  static Refusal noObject(String name) {
    return new Refusal(
        Reason.NET_OBJECT_NOT_FOUND,
        "There is no net object \"%s\".".formatted(name),
        Map.of("name", name));
  }

  private Refusal notFound(String id) {
    return new Refusal(
        Reason.TRANSACTION_NOT_FOUND,
        ("There is no open transaction \"%s\":"
                + " it has ended, or was rolled back because nobody used it for %d s.")
            .formatted(id, limits.idle().toSeconds()));
  }

  static Refusal refusal(Reason reason, String sentence, int limit) {
    return new Refusal(reason, sentence, Map.of("limit", Integer.toString(limit)));
  }

  /** Used before this: not used for too long. */
  private OffsetDateTime unused(Instant now) {
    return utc(now.minus(limits.idle()));
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private void change(Consumer<Statements> work) {
    try (LogTransaction transaction = database.begin()) {
      work.accept(new Statements(transaction));
      transaction.commit();
    }
  }

  private <T> T transaction(Function<Statements, T> work) {
    try (LogTransaction transaction = database.begin()) {
      T result = work.apply(new Statements(transaction));
      transaction.commit();
      return result;
    }
  }
}

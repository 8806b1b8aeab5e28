package io.tapline.flowlog.catalog;

import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * The commit of one transaction of the catalog, within one transaction of the database. Others wait
 * for its end before they begin.
 */
final class CommitStatements {
  private static final String ONE_COMMITS =
      "LOCK TABLE flowlog.catalog_commit IN SHARE ROW EXCLUSIVE MODE";

  private static final String COMMITTED_BEFORE =
      "SELECT id FROM flowlog.catalog_commit WHERE transaction_id = $1";

  private static final String CONFLICT =
      """
      SELECT name, max(commit_id) AS commit_id
      FROM flowlog.catalog_change JOIN flowlog.catalog_edit USING (name)
      WHERE transaction_id = $1 AND commit_id > $2 GROUP BY name ORDER BY name LIMIT 1\
      """;

  private static final String NEXT =
      "SELECT coalesce(max(id), 0)::bigint + 1 FROM flowlog.catalog_commit";

  /** Edits that leave an object as it is are no changes. */
  private static final String CHANGES =
      """
      INSERT INTO flowlog.catalog_change (commit_id, name, kind)
      SELECT $2::bigint, edit.name, CASE WHEN object.name IS NULL THEN 'added'
        WHEN edit.prefixes IS NULL THEN 'removed' ELSE 'changed' END
      FROM flowlog.catalog_edit AS edit LEFT JOIN flowlog.net_object AS object USING (name)
      WHERE transaction_id = $1 AND (edit.prefixes IS DISTINCT FROM object.prefixes
        OR (object.name IS NOT NULL AND edit.hidden <> object.hidden))\
      """;

  private static final String COMMIT =
      """
      INSERT INTO flowlog.catalog_commit (id, commit_time, message, transaction_id)
      VALUES ($1, $2, $3, $4)\
      """;

  private static final String REMOVE =
      """
      DELETE FROM flowlog.net_object USING flowlog.catalog_change
      WHERE catalog_change.commit_id = $1 AND kind = 'removed'
        AND catalog_change.name = net_object.name\
      """;

  private static final String STORE =
      """
      INSERT INTO flowlog.net_object (name, prefixes, hidden, commit_id)
      SELECT name, prefixes, hidden, commit_id
      FROM flowlog.catalog_change JOIN flowlog.catalog_edit USING (name)
      WHERE transaction_id = $1 AND commit_id = $2 AND kind <> 'removed'
      ON CONFLICT (name) DO UPDATE SET
        prefixes = excluded.prefixes, hidden = excluded.hidden, commit_id = excluded.commit_id\
      """;

  private static final String OBJECTS = "SELECT count(*) FROM flowlog.net_object";

  private final Statements statements;
  private final String transaction;
  private final int maxObjects;

  /**
   * @param transaction of the catalog
   * @param maxObjects that the catalog may have
   */
  CommitStatements(Statements statements, String transaction, int maxObjects) {
    this.statements = statements;
    this.transaction = transaction;
    this.maxObjects = maxObjects;
  }

  /** The number of its commit, where it was committed before; from here on others wait. */
  Optional<Long> before() {
    statements.execute(ONE_COMMITS);
    for (Row row : statements.run(COMMITTED_BEFORE, transaction)) {
      return Optional.of(row.getLong(0));
    }
    return Optional.empty();
  }

  /**
   * @param base the last commit that the transaction saw when it began
   * @throws Refusal CATALOG_CONFLICT
   */
  void checkConflict(long base) {
    for (Row row : statements.run(CONFLICT, transaction, base)) {
      String name = row.getString("name");
      long commit = row.getLong("commit_id");
      throw new Refusal(
          Reason.CATALOG_CONFLICT,
          "Commit %d changed %s since the transaction began.".formatted(commit, name),
          Map.of("name", name, "commit_id", Long.toString(commit)));
    }
  }

  /**
   * Moves the edits to where others see them.
   *
   * @return the number of the commit; empty where nothing differs
   * @throws Refusal NET_OBJECT_LIMIT
   */
  Optional<Long> commit(String message, OffsetDateTime now) {
    long commit = statements.number(NEXT);
    if (statements.run(CHANGES, transaction, commit).rowCount() == 0) {
      return Optional.empty();
    }
    statements.execute(COMMIT, commit, now, message, transaction);
    statements.execute(REMOVE, commit);
    statements.execute(STORE, transaction, commit);
    checkObjects(statements.number(OBJECTS));
    return Optional.of(commit);
  }

  private void checkObjects(long objects) {
    if (objects > maxObjects) {
      throw CatalogEdits.refusal(
          Reason.NET_OBJECT_LIMIT,
          "The catalog would have %,d objects, but may have at most %,d."
              .formatted(objects, maxObjects),
          maxObjects);
    }
  }
}

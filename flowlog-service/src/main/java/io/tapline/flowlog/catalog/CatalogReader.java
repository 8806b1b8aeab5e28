package io.tapline.flowlog.catalog;

import io.tapline.flowlog.catalog.CatalogCommit.Change;
import io.tapline.flowlog.store.LogDatabase;
import io.tapline.wire.address.IpPrefix;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is committed. For any number of threads; calls block. */
public final class CatalogReader {
  private static final String LATEST =
      "SELECT coalesce(max(id), 0)::bigint FROM flowlog.catalog_commit";

  /** Names under a path are those from its slash on, up to the character behind the slash. */
  private static final String OBJECTS =
      """
      SELECT name, prefixes, hidden, commit_id FROM flowlog.net_object
      WHERE ($1 = '' OR name = $1 OR (name > $1 || '/' AND name < $1 || '0'))
        AND (NOT hidden OR $2) AND name > $3
      ORDER BY name LIMIT $4\
      """;

  private static final String OBJECT =
      "SELECT name, prefixes, hidden, commit_id FROM flowlog.net_object WHERE name = $1";

  private static final String NAMES =
      "SELECT name FROM flowlog.net_object WHERE NOT hidden ORDER BY name";

  private static final String COMMITS =
      """
      SELECT id, commit_time, message,
        (SELECT count(*) FROM flowlog.catalog_change WHERE commit_id = id) AS changed,
        ARRAY(SELECT name FROM flowlog.catalog_change WHERE commit_id = id
          ORDER BY name LIMIT %1$d) AS names,
        ARRAY(SELECT kind FROM flowlog.catalog_change WHERE commit_id = id
          ORDER BY name LIMIT %1$d) AS kinds
      FROM flowlog.catalog_commit WHERE\
      """
          .formatted(CatalogCommit.MAX_CHANGES);

  private static final String COMMITS_BEFORE = COMMITS + " id < $1 ORDER BY id DESC LIMIT $2";

  private static final String COMMITS_AFTER = COMMITS + " id > $1 ORDER BY id LIMIT $2";

  private final LogDatabase database;

  public CatalogReader(LogDatabase database) {
    this.database = database;
  }

  /** Number of the latest commit; 0 = there is none. */
  public long latest() {
    return database.read(LATEST).iterator().next().getLong(0);
  }

  /**
   * Objects in the order of their names.
   *
   * @param under a path; empty for all
   * @param after names that come after this one
   */
  public List<NetObject> objects(String under, boolean hidden, String after, int most) {
    List<NetObject> objects = new ArrayList<>();
    for (Row row : database.read(OBJECTS, Tuple.of(under, hidden, after, most))) {
      objects.add(object(row));
    }
    return objects;
  }

  public Optional<NetObject> object(String name) {
    for (Row row : database.read(OBJECT, Tuple.of(name))) {
      return Optional.of(object(row));
    }
    return Optional.empty();
  }

  private static NetObject object(Row row) {
    return new NetObject(
        row.getString("name"),
        Arrays.stream(row.getArrayOfStrings("prefixes")).map(IpPrefix::parse).toList(),
        row.getBoolean("hidden"),
        row.getLong("commit_id"));
  }

  /** Names of the objects that are not hidden, in order. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (Row row : database.read(NAMES)) {
      names.add(row.getString("name"));
    }
    return names;
  }

  /** Commits before this one, the latest first. */
  public List<CatalogCommit> before(long id, int most) {
    return commits(COMMITS_BEFORE, id, most);
  }

  /** Commits after this one, in their order. */
  public List<CatalogCommit> after(long id, int most) {
    return commits(COMMITS_AFTER, id, most);
  }

  private List<CatalogCommit> commits(String sql, long id, int most) {
    List<CatalogCommit> commits = new ArrayList<>();
    for (Row row : database.read(sql, Tuple.of(id, most))) {
      commits.add(commit(row));
    }
    return commits;
  }

  private static CatalogCommit commit(Row row) {
    return new CatalogCommit(
        row.getLong("id"),
        row.getOffsetDateTime("commit_time").toInstant(),
        row.getString("message"),
        changes(row.getArrayOfStrings("names"), row.getArrayOfStrings("kinds")),
        row.getLong("changed"));
  }

  private static List<Change> changes(String[] names, String[] kinds) {
    return IntStream.range(0, names.length)
        .mapToObj(i -> new Change(names[i], kind(kinds[i])))
        .toList();
  }

  private static CatalogCommit.Kind kind(String text) {
    return CatalogCommit.Kind.valueOf(text.toUpperCase(Locale.ROOT));
  }
}

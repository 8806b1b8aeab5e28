package io.tapline.eventstore.group;

import static io.tapline.eventstore.Reason.GROUP_LIMIT;
import static io.tapline.eventstore.Reason.GROUP_NOT_FOUND;
import static io.tapline.eventstore.Reason.NETWORK_TAKEN;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.group.GroupNetworks.Network;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.Severity;
import io.tapline.rpc.Refusal;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The groups in the database. */
public final class GroupStore {
  /** Groups, at most. */
  public static final int MAX_GROUPS = 1_000;

  /** Networks of a group, at most. */
  public static final int MAX_NETWORKS = 1_000;

  /** Held while groups are counted and written, so that limits hold with many replicas. */
  private static final String LOCK =
      "LOCK TABLE eventstore.abuse_group IN SHARE ROW EXCLUSIVE MODE";

  private static final String SELECT =
      """
      SELECT g.name, g.disabled, g.settings,
        array(SELECT n.network FROM eventstore.abuse_group_network n
          WHERE n.group_name = g.name ORDER BY n.ordinal)
      FROM eventstore.abuse_group g""";

  private static final String TIMINGS =
      """
      SELECT name, settings FROM eventstore.abuse_group
      WHERE settings -> 'timings' <> '{}'::jsonb""";

  private static final String COUNT_OTHERS =
      "SELECT count(*) FROM eventstore.abuse_group WHERE name <> $1";

  private static final String SET =
      """
      INSERT INTO eventstore.abuse_group (name, disabled, settings) VALUES ($1, $2, $3)
      ON CONFLICT (name) DO UPDATE SET disabled = excluded.disabled,
        settings = excluded.settings""";

  private static final String FORGET_NETWORKS =
      "DELETE FROM eventstore.abuse_group_network WHERE group_name = $1";

  private static final String ADD_NETWORKS =
      """
      INSERT INTO eventstore.abuse_group_network (group_name, ordinal, network, low, high)
      SELECT $1, n.ordinal, n.network, n.low::inet, n.high::inet
      FROM unnest($2::integer[], $3::text[], $4::text[], $5::text[])
        AS n (ordinal, network, low, high)
      ON CONFLICT DO NOTHING RETURNING network""";

  /** What is not reported is not caught up when it is reported again. */
  private static final String FORGET_STATE =
      """
      DELETE FROM eventstore.report_state
      WHERE group_name = $1 AND ($2 OR (severity = 'INFO' AND NOT $3))""";

  private static final String DELETE = "DELETE FROM eventstore.abuse_group WHERE name = $1";

  private final Pool pool;

  public GroupStore(Pool pool) {
    this.pool = pool;
  }

  /** All of them, by name. */
  public Uni<List<AbuseGroup>> list() {
    return pool.query(SELECT + " ORDER BY g.name").execute().map(GroupStore::groups);
  }

  /** Fails with GROUP_NOT_FOUND. */
  public Uni<AbuseGroup> get(String name) {
    return get(pool, name);
  }

  /** As {@link #get(String)}, in the transaction of a connection. */
  public static Uni<AbuseGroup> get(SqlClient client, String name) {
    return client
        .preparedQuery(SELECT + " WHERE g.name = $1")
        .execute(Tuple.of(name.replace('\0', '\uFFFD')))
        .map(rows -> groups(rows).stream().findFirst().orElseThrow(() -> notFound(name)));
  }

  /** The networks of all groups. */
  public static Uni<GroupNetworks> networks(SqlClient client) {
    return client
        .query("SELECT group_name, network FROM eventstore.abuse_group_network")
        .execute()
        .map(
            rows -> {
              List<Network> networks = new ArrayList<>();
              rows.forEach(row -> networks.add(network(row)));
              return new GroupNetworks(networks);
            });
  }

  private static Network network(Row row) {
    return new Network(row.getString(0), AddressRange.parse(row.getString(1)));
  }

  public Uni<GroupNetworks> networks() {
    return networks(pool);
  }

  /** What groups that time thresholds want. */
  public Uni<GroupTimings> timings() {
    return pool.query(TIMINGS)
        .execute()
        .map(GroupStore::timings)
        .chain(
            timed ->
                timed.isEmpty()
                    ? Uni.createFrom().item(GroupTimings.NONE)
                    : networks()
                        .map(all -> new GroupTimings(all.relevantTo(timed.keySet()), timed)));
  }

  private static Map<String, Map<Severity, GroupTiming>> timings(RowSet<Row> rows) {
    Map<String, Map<Severity, GroupTiming>> timings = new HashMap<>();
    rows.forEach(
        row ->
            timings.put(row.getString(0), GroupJson.read(row.getJsonObject(1).encode()).timings()));
    return timings;
  }

  /** Creates or replaces; fails with GROUP_LIMIT or NETWORK_TAKEN. */
  public Uni<Void> set(AbuseGroup group) {
    return pool.withTransaction(
        transaction ->
            transaction
                .query(LOCK)
                .execute()
                .chain(() -> requireRoom(transaction, group.name()))
                .chain(() -> transaction.preparedQuery(SET).execute(row(group)))
                .chain(
                    () ->
                        transaction.preparedQuery(FORGET_NETWORKS).execute(Tuple.of(group.name())))
                .chain(() -> addNetworks(transaction, group))
                .chain(() -> forgetState(transaction, group)));
  }

  private static Uni<Void> forgetState(SqlConnection transaction, AbuseGroup group) {
    return transaction
        .preparedQuery(FORGET_STATE)
        .execute(Tuple.of(group.name(), group.disabled(), group.settings().reportInfo()))
        .replaceWithVoid();
  }

  private static Uni<Void> requireRoom(SqlConnection transaction, String name) {
    return transaction
        .preparedQuery(COUNT_OTHERS)
        .execute(Tuple.of(name))
        .invoke(
            rows -> {
              if (rows.iterator().next().getLong(0) >= MAX_GROUPS) {
                throw new Refusal(
                    GROUP_LIMIT,
                    "there are %d abuse groups; delete one first".formatted(MAX_GROUPS),
                    Map.of("limit", Integer.toString(MAX_GROUPS)));
              }
            })
        .replaceWithVoid();
  }

  private static Uni<Void> addNetworks(SqlConnection transaction, AbuseGroup group) {
    List<AddressRange> networks = group.networks();
    Tuple rows =
        Tuple.of(group.name())
            .addValue(IntStream.range(0, networks.size()).boxed().toArray(Integer[]::new))
            .addValue(texts(networks, AddressRange::text))
            .addValue(texts(networks, network -> network.low().getHostAddress()))
            .addValue(texts(networks, network -> network.high().getHostAddress()));
    return transaction
        .preparedQuery(ADD_NETWORKS)
        .execute(rows)
        .invoke(added -> requireAll(networks, added))
        .replaceWithVoid();
  }

  private static String[] texts(
      List<AddressRange> networks, Function<AddressRange, String> column) {
    return networks.stream().map(column).toArray(String[]::new);
  }

  private static void requireAll(List<AddressRange> networks, RowSet<Row> added) {
    List<String> left = new ArrayList<>(networks.stream().map(AddressRange::text).toList());
    added.forEach(row -> left.remove(row.getString(0)));
    if (!left.isEmpty()) {
      throw new Refusal(
          NETWORK_TAKEN,
          "a network belongs to one group, and another group has %s".formatted(left.getFirst()),
          Map.of("network", left.getFirst()));
    }
  }

  /** Fails with GROUP_NOT_FOUND. */
  public Uni<Void> delete(String name) {
    return pool.preparedQuery(DELETE)
        .execute(Tuple.of(name.replace('\0', '\uFFFD')))
        .invoke(
            rows -> {
              if (rows.rowCount() == 0) {
                throw notFound(name);
              }
            })
        .replaceWithVoid();
  }

  static Refusal notFound(String name) {
    return new Refusal(GROUP_NOT_FOUND, "no abuse group has this name", Map.of("name", name));
  }

  private static List<AbuseGroup> groups(RowSet<Row> rows) {
    List<AbuseGroup> groups = new ArrayList<>();
    rows.forEach(row -> groups.add(group(row)));
    return groups;
  }

  private static AbuseGroup group(Row row) {
    return new AbuseGroup(
        row.getString(0),
        row.getBoolean(1),
        Arrays.stream(row.getArrayOfStrings(3)).map(AddressRange::parse).toList(),
        GroupJson.read(row.getJsonObject(2).encode()));
  }

  private static Tuple row(AbuseGroup group) {
    return Tuple.of(
        group.name(), group.disabled(), new JsonObject(GroupJson.write(group.settings())));
  }
}

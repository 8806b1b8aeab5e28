package io.tapline.bench;

import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaMessage.Side;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Tables and statements as Mentat has them, on plain PostgreSQL: its columns of ip4r are {@code
 * inet[]} and a range of {@code int8}, with the same kinds of index. One connection, one thread.
 */
final class MentatStore {
  private static final String TABLES =
      """
      CREATE SCHEMA mentat;
      SET search_path = mentat;
      CREATE TABLE events (id text PRIMARY KEY, detecttime timestamp NOT NULL,
        category text[] NOT NULL, description text, source_ip inet[], target_ip inet[],
        source_ip_aggr_ip4 int8range, target_ip_aggr_ip4 int8range, source_port integer[],
        target_port integer[], source_type text[], target_type text[], protocol text[],
        node_name text[] NOT NULL, node_type text[], cesnet_storagetime timestamp NOT NULL,
        cesnet_resolvedabuses text[], cesnet_eventclass text, cesnet_eventseverity text,
        cesnet_inspectionerrors text[]);
      CREATE TABLE events_json (id text PRIMARY KEY REFERENCES events ON DELETE CASCADE,
        event bytea NOT NULL);
      CREATE TABLE thresholds (id text PRIMARY KEY, thresholdtime timestamp NOT NULL,
        relapsetime timestamp NOT NULL, ttltime timestamp NOT NULL);
      CREATE TABLE events_thresholded (eventid text NOT NULL, keyid text NOT NULL,
        groupname text NOT NULL, eventseverity text NOT NULL, createtime timestamp NOT NULL,
        PRIMARY KEY (eventid, keyid));
      CREATE INDEX ON events (detecttime);
      CREATE INDEX ON events (cesnet_storagetime);
      CREATE INDEX ON events (cesnet_eventseverity) WHERE cesnet_eventseverity IS NOT NULL;
      CREATE INDEX ON events USING gin (category, node_name, protocol, source_port, target_port,
        source_type, target_type, node_type, cesnet_resolvedabuses, cesnet_inspectionerrors);
      CREATE INDEX ON events USING gist (source_ip_aggr_ip4);
      CREATE INDEX ON events USING gist (target_ip_aggr_ip4);
      CREATE INDEX ON thresholds (thresholdtime);
      CREATE INDEX ON thresholds (relapsetime);
      CREATE INDEX ON thresholds (ttltime);
      CREATE INDEX ON events_thresholded (groupname, eventseverity);
      CREATE INDEX ON events_thresholded (createtime)\
      """;

  private static final String EVENT =
      """
      INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, int8range(?, ?, '[]'), int8range(?, ?, '[]'),
        ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private static final String SET =
      """
      INSERT INTO thresholds VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
      SET thresholdtime = excluded.thresholdtime, relapsetime = excluded.relapsetime,
        ttltime = excluded.ttltime\
      """;

  private static final Duration THRESHOLD = Duration.ofDays(6);
  private static final Duration RELAPSE = Duration.ofDays(2);
  private static final String GROUP = "abuse@example.org";

  private final Connection connection;
  private final PreparedStatement event;
  private final PreparedStatement json;
  private final PreparedStatement check;
  private final PreparedStatement save;
  private final PreparedStatement set;

  private MentatStore(Connection connection) throws SQLException {
    this.connection = connection;
    this.event = connection.prepareStatement(EVENT);
    this.json = connection.prepareStatement("INSERT INTO events_json VALUES (?, ?)");
    this.check =
        connection.prepareStatement("SELECT * FROM thresholds WHERE id = ? AND ttltime >= ?");
    this.save =
        connection.prepareStatement("INSERT INTO events_thresholded VALUES (?, ?, ?, ?, ?)");
    this.set = connection.prepareStatement(SET);
  }

  /** Makes the tables anew. */
  static MentatStore create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA IF EXISTS mentat CASCADE");
      statement.execute(TABLES);
    }
    connection.setAutoCommit(false);
    return new MentatStore(connection);
  }

  /** insert_event. */
  void insert(IdeaMessage idea) throws SQLException {
    write(idea);
    connection.commit();
  }

  /** insert_event_bulkci; a savepoint for each, so that a duplicate costs only itself. */
  void insertInBulk(IdeaMessage idea) throws SQLException {
    Savepoint before = connection.setSavepoint();
    write(idea);
    connection.releaseSavepoint(before);
  }

  /** commit_bulk. */
  void commitBulk() throws SQLException {
    connection.commit();
  }

  private void write(IdeaMessage idea) throws SQLException {
    Row row = new Row(event);
    row.value(idea.id());
    row.value(utc(idea.detectTime()));
    row.texts("text", idea.categories());
    row.value(idea.description());
    row.texts("inet", idea.source().addresses().stream().map(AddressRange::text).toList());
    row.texts("inet", idea.target().addresses().stream().map(AddressRange::text).toList());
    row.bounds(idea.source());
    row.bounds(idea.target());
    row.texts("int4", idea.source().ports());
    row.texts("int4", idea.target().ports());
    row.texts("text", idea.source().types());
    row.texts("text", idea.target().types());
    row.texts("text", idea.protocols());
    row.texts("text", idea.detectors().names());
    row.texts("text", idea.detectors().types());
    row.value(utc(idea.detectTime()));
    row.texts("text", idea.resolvedAbuses());
    row.value(idea.eventClass());
    row.value("low");
    row.texts("text", idea.inspectionErrors());
    event.executeUpdate();
    json.setString(1, idea.id());
    json.setBytes(2, idea.json().getBytes(StandardCharsets.UTF_8));
    json.executeUpdate();
  }

  /** threshold_check, then threshold_save or threshold_set: each commits, as Mentat's calls do. */
  void decide(IdeaMessage idea) throws SQLException {
    for (String key : idea.thresholdKeys()) {
      if (isThresholded(key, idea.detectTime())) {
        save(key, idea);
      } else {
        set(key, idea.detectTime());
      }
      connection.commit();
    }
  }

  private boolean isThresholded(String key, Instant time) throws SQLException {
    check.setString(1, key);
    check.setObject(2, utc(time));
    try (ResultSet rows = check.executeQuery()) {
      return rows.next();
    } finally {
      connection.commit();
    }
  }

  private void save(String key, IdeaMessage idea) throws SQLException {
    save.setString(1, idea.id());
    save.setString(2, key);
    save.setString(3, GROUP);
    save.setString(4, "low");
    save.setObject(5, utc(idea.detectTime()));
    save.executeUpdate();
  }

  private void set(String key, Instant time) throws SQLException {
    Instant ttl = time.plus(THRESHOLD);
    set.setString(1, key);
    set.setObject(2, utc(time));
    set.setObject(3, utc(ttl.minus(RELAPSE)));
    set.setObject(4, utc(ttl));
    set.executeUpdate();
  }

  private static LocalDateTime utc(Instant time) {
    return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
  }

  /** The parameters of a statement, one after the other. */
  private static final class Row {
    private final PreparedStatement statement;
    private int parameter;

    private Row(PreparedStatement statement) {
      this.statement = statement;
    }

    private void value(Object value) throws SQLException {
      statement.setObject(++parameter, value);
    }

    private void texts(String type, List<?> values) throws SQLException {
      statement.setArray(
          ++parameter, statement.getConnection().createArrayOf(type, values.toArray()));
    }

    /** The samples have one address of IPv4 on each side. */
    private void bounds(Side side) throws SQLException {
      AddressRange only = side.addresses().getFirst();
      value(new BigInteger(1, only.low().getAddress()).longValueExact());
      value(new BigInteger(1, only.high().getAddress()).longValueExact());
    }
  }
}

package io.tapline.eventstore.schema;

import static io.tapline.eventstore.Reason.DATABASE_TOO_NEW;
import static io.tapline.eventstore.Reason.STORE_UNAVAILABLE;

import io.tapline.rpc.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.postgresql.ds.PGSimpleDataSource;

/** Migrates the schema {@code eventstore} by Flyway over plain JDBC. */
public final class SchemaMigration {
  private static final String SCHEMA = "eventstore";

  private final String jdbcUrl;
  private final String username;
  private final String password;
  private final Duration patience;
  private volatile String version = "";

  /**
   * @param reactiveUrl {@code postgresql://host:port/database}, with or without Vert.x's prefix
   * @param patience how long to wait for a database that does not answer yet
   */
  public SchemaMigration(String reactiveUrl, String username, String password, Duration patience) {
    this.jdbcUrl = "jdbc:" + reactiveUrl.replaceFirst("^vertx-reactive:", "");
    this.username = username;
    this.password = password;
    this.patience = patience;
  }

  /**
   * @throws Refusal DATABASE_TOO_NEW, STORE_UNAVAILABLE
   */
  public void migrate() {
    try {
      migrate(flyway());
    } catch (FlywayException e) {
      throw unavailable(firstLine(e), e);
    }
  }

  private void migrate(Flyway flyway) {
    refuseNewer(flyway.info());
    flyway.migrate();
    makeWeeks();
    version = String.valueOf(flyway.info().current().getVersion());
  }

  /** The event store may have been down for longer than retention makes weeks ahead. */
  private void makeWeeks() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select eventstore.make_event_week(now() + n * interval '7 days') from generate_series(0, 4) n");
    } catch (SQLException e) {
      throw unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  private Connection connect() throws SQLException {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(jdbcUrl);
    return database.getConnection(username, password);
  }

  private static Refusal unavailable(String why, Exception cause) {
    return new Refusal(
        STORE_UNAVAILABLE, "The database of the event store cannot be prepared: " + why, cause);
  }

  private static String firstLine(FlywayException e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("no reason given");
  }

  /** The version that the schema has; empty before {@link #migrate}. */
  public String version() {
    return version;
  }

  /**
   * For those who are called before the start is over.
   *
   * @throws Refusal STORE_UNAVAILABLE before {@link #migrate}
   */
  public void requireDone() {
    if (version.isEmpty()) {
      throw new Refusal(STORE_UNAVAILABLE, "the schema is being brought up to date; try again");
    }
  }

  private Flyway flyway() {
    return Flyway.configure(SchemaMigration.class.getClassLoader())
        .dataSource(jdbcUrl, username, password)
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .table("schema_history")
        .locations("classpath:db/eventstore")
        .connectRetries((int) Math.max(1, patience.toSeconds()))
        .connectRetriesInterval(1)
        .load();
  }

  private static void refuseNewer(MigrationInfoService info) {
    MigrationInfo[] all = info.all();
    if (Arrays.stream(all).anyMatch(one -> one.getState().name().startsWith("FUTURE"))) {
      throw new Refusal(
          DATABASE_TOO_NEW,
          "The database's schema eventstore has version %s, which is newer than this program; start the newer program."
              .formatted(info.current().getVersion()));
    }
  }
}

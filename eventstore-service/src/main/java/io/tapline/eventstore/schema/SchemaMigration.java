package io.tapline.eventstore.schema;

import static io.tapline.eventstore.EventstoreException.Reason.DATABASE_TOO_NEW;

import io.tapline.eventstore.EventstoreException;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/** Migrates the schema {@code eventstore} by Flyway over plain JDBC. */
public final class SchemaMigration {
  private static final String SCHEMA = "eventstore";

  private final String jdbcUrl;
  private final String username;
  private final String password;
  private volatile String version = "";

  /**
   * @param reactiveUrl {@code postgresql://host:port/database}, with or without Vert.x's prefix
   */
  public SchemaMigration(String reactiveUrl, String username, String password) {
    this.jdbcUrl = "jdbc:" + reactiveUrl.replaceFirst("^vertx-reactive:", "");
    this.username = username;
    this.password = password;
  }

  /**
   * @throws EventstoreException DATABASE_TOO_NEW
   */
  public void migrate() {
    Flyway flyway = flyway();
    refuseNewer(flyway.info());
    flyway.migrate();
    version = String.valueOf(flyway.info().current().getVersion());
  }

  /** The version that the schema has; empty before {@link #migrate}. */
  public String version() {
    return version;
  }

  private Flyway flyway() {
    return Flyway.configure(SchemaMigration.class.getClassLoader())
        .dataSource(jdbcUrl, username, password)
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .table("schema_history")
        .locations("classpath:db/eventstore")
        .load();
  }

  private static void refuseNewer(MigrationInfoService info) {
    MigrationInfo[] all = info.all();
    if (Arrays.stream(all).anyMatch(one -> one.getState().name().startsWith("FUTURE"))) {
      throw new EventstoreException(
          DATABASE_TOO_NEW,
          "The database's schema eventstore has version %s, which is newer than this program; start the newer program."
              .formatted(info.current().getVersion()));
    }
  }
}

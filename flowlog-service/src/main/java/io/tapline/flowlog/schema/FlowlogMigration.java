package io.tapline.flowlog.schema;

import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the schema {@code flowlog} to the version of this program; never backwards. */
public final class FlowlogMigration {
  private static final String SCHEMA = "flowlog";

  private final Flyway flyway;

  /**
   * @param jdbcUrl {@code jdbc:postgresql://host:port/database}
   * @param patience how long to wait for a database that does not answer yet
   */
  public FlowlogMigration(String jdbcUrl, String user, String password, Duration patience) {
    this.flyway =
        Flyway.configure()
            .dataSource(jdbcUrl, user, password)
            .schemas(SCHEMA)
            .defaultSchema(SCHEMA)
            .table("schema_history")
            .locations("classpath:db/flowlog")
            .connectRetries((int) Math.max(1, patience.toSeconds()))
            .connectRetriesInterval(1)
            .ignoreMigrationPatterns("*:future")
            .load();
  }

  /**
   * Migrates.
   *
   * @throws IllegalStateException when the database was migrated by a newer version
   * @throws Refusal STORE_UNAVAILABLE
   */
  public void run() {
    try {
      refuseNewer();
      flyway.migrate();
    } catch (FlywayException e) {
      throw new Refusal(
          Reason.STORE_UNAVAILABLE,
          "The database of the connection log cannot be prepared: " + firstLine(e),
          e);
    }
  }

  private void refuseNewer() {
    for (MigrationInfo migration : flyway.info().all()) {
      if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
        throw new IllegalStateException(
            "The connection log in this database was written by a newer version of Tapline (schema "
                + migration.getVersion()
                + "); start that version or a newer one.");
      }
    }
  }

  private static String firstLine(FlywayException e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("no reason given");
  }
}

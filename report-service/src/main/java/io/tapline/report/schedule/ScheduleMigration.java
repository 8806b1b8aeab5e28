package io.tapline.report.schedule;

import static io.tapline.report.Reason.DATABASE_TOO_NEW;
import static io.tapline.report.Reason.STORE_UNAVAILABLE;

import io.tapline.rpc.Refusal;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/** Migrates the schema {@code report} by Flyway over plain JDBC. */
final class ScheduleMigration {
  private static final String SCHEMA = "report";

  private final String jdbcUrl;
  private final String username;
  private final String password;

  /**
   * @param reactiveUrl {@code postgresql://host:port/database}, with or without Vert.x's prefix
   */
  ScheduleMigration(String reactiveUrl, String username, String password) {
    this.jdbcUrl = "jdbc:" + reactiveUrl.replaceFirst("^vertx-reactive:", "");
    this.username = username;
    this.password = password;
  }

  /**
   * @throws Refusal DATABASE_TOO_NEW, STORE_UNAVAILABLE
   */
  void migrate() {
    try {
      Flyway flyway = flyway();
      refuseNewer(flyway.info());
      flyway.migrate();
    } catch (FlywayException e) {
      throw new Refusal(
          STORE_UNAVAILABLE,
          "The database of the schedules cannot be prepared: " + firstLine(e),
          e);
    }
  }

  private static String firstLine(FlywayException e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("no reason given");
  }

  private Flyway flyway() {
    return Flyway.configure(ScheduleMigration.class.getClassLoader())
        .dataSource(jdbcUrl, username, password)
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .table("schema_history")
        .locations("classpath:db/report")
        .load();
  }

  private static void refuseNewer(MigrationInfoService info) {
    MigrationInfo[] all = info.all();
    if (Arrays.stream(all).anyMatch(one -> one.getState().name().startsWith("FUTURE"))) {
      throw new Refusal(
          DATABASE_TOO_NEW,
          "The database's schema report has version %s, which is newer than this program; start the newer program."
              .formatted(info.current().getVersion()));
    }
  }
}

package io.tapline.flowlog.schema;

import io.tapline.testing.TestPostgres;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The schema as every version of the program made it. */
final class SchemaVersions {
  private SchemaVersions() {}

  /** Brings an empty database to a version of the schema. */
  static void migrate(String jdbcUrl, String version) {
    var _ = flyway(jdbcUrl).target(version).load().migrate();
  }

  /** Of all versions, the oldest first. */
  static List<String> all(String jdbcUrl) {
    return Stream.of(flyway(jdbcUrl).load().info().all())
        .map(migration -> migration.getVersion())
        .map(MigrationVersion::getVersion)
        .toList();
  }

  private static FluentConfiguration flyway(String jdbcUrl) {
    return Flyway.configure()
        .dataSource(jdbcUrl, TestPostgres.USER, TestPostgres.PASSWORD)
        .schemas("flowlog")
        .defaultSchema("flowlog")
        .table("schema_history")
        .locations("classpath:db/flowlog");
  }
}

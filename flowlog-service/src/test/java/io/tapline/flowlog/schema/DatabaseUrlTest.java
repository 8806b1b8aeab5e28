package io.tapline.flowlog.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.Driver;

/** One URL is for the services' client and, as that of JDBC, for Flyway's: docs/secure.md. */
class DatabaseUrlTest {
  private static final String URL = "postgresql://db.example.org:5433/tapline?sslmode=";

  @ParameterizedTest
  @CsvSource({"disable, DISABLE", "require, REQUIRE", "verify-full, VERIFY_FULL"})
  void both_clients_read_host_database_and_sslmode(String word, SslMode mode) {
    PgConnectOptions services = PgConnectOptions.fromUri(URL + word);
    assertThat(services.getSslMode()).isEqualTo(mode);
    assertThat(services.getHost()).isEqualTo("db.example.org");
    assertThat(services.getDatabase()).isEqualTo("tapline");
    assertThat(services.getProperties()).doesNotContainKey("sslmode");
    Properties flyway = Driver.parseURL("jdbc:" + URL + word, new Properties());
    assertThat(flyway)
        .containsEntry("sslmode", word)
        .containsEntry("PGHOST", "db.example.org")
        .containsEntry("PGPORT", "5433")
        .containsEntry("PGDBNAME", "tapline");
  }
}

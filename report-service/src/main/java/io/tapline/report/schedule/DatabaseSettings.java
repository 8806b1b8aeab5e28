package io.tapline.report.schedule;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the database is, if the service has one; in the all-in-one it is that of all services. */
@Singleton
public class DatabaseSettings {
  private final Optional<String> url;
  private final Optional<String> username;
  private final Optional<String> password;

  public DatabaseSettings(
      @ConfigProperty(name = "quarkus.datasource.reactive.url") Optional<String> url,
      @ConfigProperty(name = "quarkus.datasource.username") Optional<String> username,
      @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
    this.url = url;
    this.username = username;
    this.password = password;
  }

  /**
   * @param pools has none that can be used without an URL
   */
  ScheduleDatabase database(Instance<Pool> pools) {
    return url.map(
            at ->
                new ScheduleDatabase(
                    pools.get(),
                    new ScheduleMigration(at, username.orElse(""), password.orElse(""))))
        .orElseGet(ScheduleDatabase::none);
  }
}

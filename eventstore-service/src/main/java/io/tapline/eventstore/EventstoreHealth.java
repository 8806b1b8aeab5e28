package io.tapline.eventstore;

import io.tapline.eventstore.schema.SchemaMigration;
import io.tapline.rpc.health.ReadinessCheck;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the schema is up to date; whether the database answers is the data source's own check.
 */
@Readiness
@Singleton
public class EventstoreHealth extends ReadinessCheck {
  private final SchemaMigration migration;

  public EventstoreHealth(SchemaMigration migration) {
    super("eventstore schema");
    this.migration = migration;
  }

  @Override
  protected void check(HealthCheckResponseBuilder response) {
    response.status(!migration.version().isEmpty()).withData("version", migration.version());
  }
}

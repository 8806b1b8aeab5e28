package io.tapline.eventstore;

import io.tapline.eventstore.schema.SchemaMigration;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the schema is up to date; whether the database answers is the data source's own check.
 */
@Readiness
@ApplicationScoped
public class EventstoreHealthResource implements HealthCheck {
  private final SchemaMigration migration;

  public EventstoreHealthResource(SchemaMigration migration) {
    this.migration = migration;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("eventstore schema")
        .status(!migration.version().isEmpty())
        .withData("version", migration.version())
        .build();
  }
}
